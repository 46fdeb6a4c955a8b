"""The record store: reports in one SQLite file (WAL, FTS5, foreign keys), its schema, its writes and its queries."""

from onrecord.store.overview import Overview, overview
from onrecord.store.store import Article, Store, StoreError

__all__ = ["Article", "Overview", "Store", "StoreError", "overview"]
