"""Reads the form files; a file that breaks its own rules is an error of ours."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from crawler.domain.errors import BadForm
from crawler.domain.normalise import normalise
from crawler.domain.report import Address
from crawler.forms.form import Block, Column, Form, Role, Row, Section

_FORMS = ("form_2019", "form_2021")


@cache
def all_forms() -> tuple[Form, ...]:
    """The official forms, oldest first."""
    return tuple(_form(key, _load(key)) for key in _FORMS)


@cache
def outline() -> tuple[Section, ...]:
    """The six sections every report has had since 2019."""
    return tuple(
        Section(
            key=section["key"],
            number=section["number"],
            label=section["label"],
            accepted=_normal(section["accepted"]),
            variants=_normal(section["variants"]),
        )
        for section in _load("outline")["sections"]
    )


@cache
def find_form(key: str | None) -> Form | None:
    """The form of that key, if there is one."""
    return next((form for form in all_forms() if form.key == key), None)


@cache
def standard_addresses() -> tuple[Address, ...]:
    """Every cell that any form prints, in the order of the forms, each once."""
    return tuple(dict.fromkeys(address for form in all_forms() for address in form.addresses()))


def _load(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files("crawler.forms") / f"{name}.toml").read_text("utf-8"))


def _form(key: str, data: Mapping[str, Any]) -> Form:
    form = Form(
        key=key,
        basis=data["basis"],
        first_year=data["first_year"],
        last_year=data.get("last_year"),
        proactive=tuple(_block(f"proactive.{block['item']}", block) for block in data["proactive"]),
        requests=_block("requests", data["requests"]),
        disputes=_block("disputes", data["disputes"]),
    )
    _check_once(key, form.addresses())
    return form


def _block(key: str, data: Mapping[str, Any]) -> Block:
    return Block(
        key=key,
        caption=normalise(data.get("caption", "")),
        columns=tuple(
            Column(column["key"], _labels(column), money=column.get("type") == "money_wan")
            for column in data["columns"]
        ),
        rows=tuple(
            Row(
                key=row["key"],
                labels=_labels(row),
                keywords=_normal(row.get("keywords", ())),
                group=row.get("group"),
                role=Role(row["role"]) if "role" in row else None,
            )
            for row in data["rows"]
        ),
    )


def _labels(data: Mapping[str, Any]) -> tuple[str, ...]:
    return _normal((data["label"], *data.get("variants", ())))


def _normal(labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(normalise(label) for label in labels)


def _check_once(key: str, addresses: Iterable[Address]) -> None:
    seen: set[Address] = set()
    for address in addresses:
        if address in seen:
            raise BadForm(key, f"the cell {address} stands twice")
        seen.add(address)
