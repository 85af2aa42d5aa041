"""The API under /api/v1, for programs."""

from fastapi import APIRouter

from monitor.web.guard import GuardedRoute

ROUTER = APIRouter(route_class=GuardedRoute)
