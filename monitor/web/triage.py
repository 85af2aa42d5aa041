"""Findings as a list to work through."""

from fastapi import APIRouter

from monitor.web.guard import GuardedRoute

ROUTER = APIRouter(route_class=GuardedRoute)
