"""Documents of an area, to be downloaded: reminders, notices, lists."""

from fastapi import APIRouter

from monitor.web.guard import GuardedRoute

ROUTER = APIRouter(route_class=GuardedRoute)
