"""From the pixels of a page to words and ruling lines: upright, line by line, every cell looked at twice."""
