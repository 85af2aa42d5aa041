"""The page behind the signed link of a letter."""

from fastapi import APIRouter

from monitor.web.guard import GuardedRoute

ROUTER = APIRouter(route_class=GuardedRoute)
