"""Styles of a Word document, as far as they change what is printed: text that is hidden or raised, numbers in front."""

from collections.abc import Iterator

from lxml import etree

from crawler.readers.word.markup import is_on, name, value_of

_ID = name("styleId")
_RAISED = frozenset({"superscript", "subscript"})


class Styles:
    """Looks a property up where it is set nearest: at the text, in its style, or in what that is based on."""

    def __init__(self, root: etree._Element | None = None) -> None:
        found = root.iter(name("style")) if root is not None else ()
        self._styles = {style.get(_ID, ""): style for style in found}

    def is_hidden(self, run: etree._Element) -> bool:
        """Whether a run of text is not printed."""
        return self._switch(run, "vanish")

    def is_apart(self, run: etree._Element) -> bool:
        """Whether a run is no part of what stands beside it: raised, as the mark of a footnote is, or struck out."""
        return self._is_raised(run) or any(self._switch(run, strike) for strike in ("strike", "dstrike"))

    def numbering(self, style: str | None) -> Iterator[tuple[str, etree._Element]]:
        """The numberings that a style of paragraphs sets, the nearest first, each with the style that sets it."""
        for found in self._based(style):
            if (numbering := found.find(f"{name('pPr')}/{name('numPr')}")) is not None:
                yield found.get(_ID, ""), numbering

    def _is_raised(self, run: etree._Element) -> bool:
        properties = run.find(name("rPr"))
        spoken = (value_of(place, "vertAlign") for place in (properties, *self._of_run(run)))
        return next((value for value in spoken if value is not None), "") in _RAISED

    def _switch(self, run: etree._Element, local: str) -> bool:
        said = (is_on(place, local) for place in (run.find(name("rPr")), *self._of_run(run)))
        return next((switch for switch in said if switch is not None), False)

    def _of_run(self, run: etree._Element) -> Iterator[etree._Element | None]:
        paragraph = next(run.iterancestors(name("p")), None)
        for style in (value_of(run, "rPr", "rStyle"), value_of(paragraph, "pPr", "pStyle")):
            yield from (found.find(name("rPr")) for found in self._based(style))

    def _based(self, style: str | None) -> Iterator[etree._Element]:
        """A style and those it is based on; one that is based on itself ends there."""
        seen: set[str] = set()
        while style is not None and style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value_of(self._styles[style], "basedOn")
