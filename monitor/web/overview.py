"""The overview, an area and its units, and one unit."""

from fastapi import APIRouter

from monitor.web.guard import GuardedRoute

ROUTER = APIRouter(route_class=GuardedRoute)
