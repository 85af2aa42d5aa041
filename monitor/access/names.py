"""What accounts may be called."""

import re

NAME = re.compile(r"^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?\Z")
"""Lower case, so that two accounts never differ by the size of a letter; nothing that an address has to escape."""
