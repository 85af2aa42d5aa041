"""When to act, what to conclude, whom to tell."""
