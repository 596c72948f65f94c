"""The HTTP API: the record's tables a page at a time, its places, incidents and control as OGC API – Features, and reviewers' judgements."""

from khaldun.web.api.routes import ROUTES

__all__ = ["ROUTES"]
