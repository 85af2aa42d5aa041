"""The root of all errors."""


class GongkaiError(Exception):
    """The root of all errors of this project."""
