"""Signing in and out, accounts, tokens, and the record of who did what."""

from fastapi import APIRouter

from monitor.web.guard import GuardedRoute

ROUTER = APIRouter(route_class=GuardedRoute)
