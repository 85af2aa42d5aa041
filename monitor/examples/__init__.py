"""The examples in the docstrings of checks: a sound report with a few lines changed, and what the check says of it."""

from monitor.examples import beyond_form, publication
from monitor.examples.docstring import Example, Explained, explained
from monitor.examples.scene import Scene, scene

__all__ = ["Example", "Explained", "Scene", "beyond_form", "explained", "publication", "scene"]
