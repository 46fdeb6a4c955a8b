"""Ingest: files, folders, standard input, HTML and JSONL as documents; formats and limits, nothing of language."""

from onrecord.ingest.document import Document
from onrecord.ingest.errors import InputError
from onrecord.ingest.reading import read_bytes, read_inputs

__all__ = ["Document", "InputError", "read_bytes", "read_inputs"]
