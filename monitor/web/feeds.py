"""What others subscribe to: the Atom feed and the calendar of due dates."""

from fastapi import APIRouter

from monitor.web.guard import GuardedRoute

ROUTER = APIRouter(route_class=GuardedRoute)
