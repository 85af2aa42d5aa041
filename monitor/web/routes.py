"""All routes of the application, those of included rooms too, as whoever checks or describes them sees them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from monitor.web.guard import Need


@dataclass(frozen=True, slots=True)
class Found:
    """One route: its path and methods, for whom it is (None where it does not say), and what FastAPI knows of it."""

    path: str
    methods: frozenset[str]
    need: Need | None
    context: Any


def routes_of(app: FastAPI) -> Iterator[Found]:
    """Every route that the application answers, mounted ones without methods."""
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        need = getattr(getattr(route, "endpoint", None), "__need__", None) if isinstance(route, APIRoute) else None
        yield Found(str(context.path), frozenset(getattr(context, "methods", None) or ()), need, context)
