"""The lines of the examples in docstrings, applied to any scene."""

from collections.abc import Iterable
from dataclasses import replace

from monitor.examples import Scene
from monitor.examples.changes import changed
from monitor.examples.scene import DIRECTIVES


def drawn(scene: Scene, lines: Iterable[str]) -> Scene:
    """The scene with some lines applied to it."""
    for line in lines:
        name, _, value = line.partition(":")
        if name in DIRECTIVES:
            scene = DIRECTIVES[name](scene, value.strip())
        else:
            scene = replace(scene, draft=changed(scene.draft, line))
    return scene
