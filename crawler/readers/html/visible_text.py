"""What a person sees of an element: its text, the values of its fields, its images, and not what is hidden."""

import re
from collections.abc import Mapping, MutableSequence

from bs4.element import NavigableString, Tag

SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "nav", "footer", "iframe", "object", "embed", "svg", "math"}
    | {"noframes", "video", "audio", "canvas", "head", "xml", "button", "datalist", "map", "rt", "rp"}
)
"""Elements whose text is not a part of what is written around them."""

PARTING = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset", "form"}
    | {"caption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre"}
    | {"section", "ul", "table", "thead", "tbody", "tfoot", "tr", "td", "th"}
)
"""Elements that stand on lines of their own."""

# Above or below the line, or struck out: no digit of the figure beside it.
_APART = PARTING | {"sup", "sub", "del", "s", "strike", "input", "select"}
_SHOWN_AS_ONE = frozenset({"img", "input", "select"})
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|(?<![\w-])width\s*:\s*0(?:px|pt|em|cm|%)?\s*(?:!important\s*)?(?:;|$).*overflow\s*:\s*hidden"
    r"|overflow\s*:\s*hidden.*(?<![\w-])width\s*:\s*0(?:px|pt|em|cm|%)?\s*(?:!important\s*)?(?:;|$)",
    re.IGNORECASE | re.DOTALL,
)
_UNSEEN_FIELDS = frozenset({"hidden", "checkbox", "radio", "button", "submit", "reset", "image", "file", "password"})


def is_hidden(attributes: Mapping[str, object]) -> bool:
    """Whether an element of these attributes is not shown.

    >>> is_hidden({"style": "Display : none"}), is_hidden({"hidden": ""}), is_hidden({"style": "width:0pt"})
    (True, True, False)
    """
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and _HIDDEN_STYLE.search(str(style)) is not None)


def field_value(tag: Tag) -> str:
    """What a field shows: the value of an input, the chosen option of a list, else its first."""
    if tag.name == "input":
        seen = str(tag.get("type", "text")).lower() not in _UNSEEN_FIELDS
        return str(tag.get("value", "")) if seen else ""
    options = tag.find_all("option")
    chosen = next((option for option in options if "selected" in option.attrs), options[0] if options else None)
    return chosen.get_text() if chosen is not None else ""


def gather(tag: Tag, pieces: MutableSequence[str], images: MutableSequence[Tag]) -> None:
    """Add the text of an element piece by piece, and its images.

    What stands on a line of its own, or above the line, stays apart; of a table within it the same holds.
    """
    for child in tag.contents:
        if type(child) is NavigableString:
            pieces.append(child)
        elif isinstance(child, Tag) and child.name not in SKIPPED and not is_hidden(child.attrs):
            apart = child.name in _APART
            if apart:
                pieces.append(" ")
            if child.name in _SHOWN_AS_ONE:
                _gather_one(child, pieces, images)
            else:
                gather(child, pieces, images)
            if apart:
                pieces.append(" ")


def _gather_one(tag: Tag, pieces: MutableSequence[str], images: MutableSequence[Tag]) -> None:
    if tag.name == "img":
        images.append(tag)
    else:
        pieces.append(field_value(tag))


def joined(pieces: MutableSequence[str]) -> str:
    """The pieces as one line, with single spaces."""
    return " ".join("".join(pieces).split())
