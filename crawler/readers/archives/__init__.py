"""Archives, and what is in them. The names in an archive are labels: nothing is ever written under them."""
