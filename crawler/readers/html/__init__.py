"""Pages of HTML: decoded, parsed once, and walked through for what a person sees of them."""
