"""The desk: pages and an HTTP API over a record store, on this machine only.

Article text is hostile text here: it is only ever written through the templates' escaping, under a policy that lets
no script of its own run. See docs/desk.md.
"""

from onrecord.serve.app import make_app

__all__ = ["make_app"]
