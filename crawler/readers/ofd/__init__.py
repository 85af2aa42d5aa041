"""OFD (GB/T 33190): a ZIP of XML with positioned words and lines."""
