"""Who may come in: passwords, sessions, tokens, one-time links, an identity provider, and who may give which roles."""
