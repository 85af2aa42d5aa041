"""One report beside its archived original."""
