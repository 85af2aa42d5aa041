"""What the operator watches: crawls, schedule, outbox, errors of rules."""

from fastapi import APIRouter

from monitor.web.guard import GuardedRoute

ROUTER = APIRouter(route_class=GuardedRoute)
