"""The pages and the API that an oversight office works with, over what the store holds."""

from monitor.web.app import create_app

__all__ = ["create_app"]
