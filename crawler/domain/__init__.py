"""The nouns of the field, as frozen dataclasses that every other package may use."""
