"""How pages come to us: politely, only from registered hosts, decoded, rendered where they must be."""
