"""How an article shows what it does not say in its text: files in viewers, pages as images, a twin for telephones."""

from collections.abc import Sequence
from enum import StrEnum
from html import escape
from urllib.parse import quote


class FileShown(StrEnum):
    """How the reader gets to see an article's file; the viewers leave no link to it."""

    LINK = "link"
    VIEWER = "/generic2/web/viewer.html"
    PDFJS = "/pdfjs/web/viewer.html"


class MobileTwin(StrEnum):
    """How the address of the same article for telephones differs."""

    WAP = "wap"
    MPOST = "mpost"


VIEWER_SHELL = (
    '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>阅读器</title></head>'
    '<body><div id="viewerContainer"><div id="viewer"></div></div>'
    '<script>var file = new URLSearchParams(location.search).get("file");</script></body></html>\n'
)
"""The page of a viewer: a script would draw the file into it."""


def file_part(shown: FileShown, path: str, label: str) -> str:
    r"""The part of an article that leads to its file, or shows it.

    >>> file_part(FileShown.PDFJS, "/nb/P1.pdf", "年报")
    '<iframe src="/pdfjs/web/viewer.html?file=%2Fnb%2FP1.pdf" width="100%" height="900"></iframe>\n'
    """
    if shown is FileShown.LINK:
        return f'<p class="appendix">附件：<a href="./{path.rpartition("/")[2]}">{escape(label)}</a></p>\n'
    if shown is FileShown.VIEWER:
        return f'<iframe class="isofd" src="{shown}?file={path}" width="100%" height="900"></iframe>\n'
    return f'<iframe src="{shown}?file={quote(path, safe="")}" width="100%" height="900"></iframe>\n'


def picture_part(paths: Sequence[str]) -> str:
    r"""The part of an article that shows its pages as images, one below the other.

    >>> picture_part(["/nb/W1_1.png"])
    '<p align="center"><img src="./W1_1.png" width="900" height="1273" border="0"></p>\n'
    """
    shown = '<p align="center"><img src="./{}" width="900" height="1273" border="0"></p>\n'
    return "".join(shown.format(path.rpartition("/")[2]) for path in paths)


def mobile_path(twin: MobileTwin, path: str) -> str:
    """Where the same article stands for telephones; MPOST twins have those only that are named `post_…`.

    >>> mobile_path(MobileTwin.MPOST, "/gkml/nb/post_5321.html"), mobile_path(MobileTwin.MPOST, "/content/9.html")
    ('/gkml/nb/mpost_5321.html', '/content/9_wap.html')
    """
    directory, _, name = path.rpartition("/")
    if twin is MobileTwin.MPOST and name.startswith("post_"):
        return f"{directory}/m{name}"
    stem, dot, ending = name.partition(".")
    return f"{directory}/{stem}_wap{dot}{ending}"
