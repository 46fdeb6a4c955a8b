"""Reports written in one format a file: jsonl (the contract), text (to be read), table and csv (one row a record)."""

from onrecord.export.csv import CsvWriter
from onrecord.export.jsonl import JsonlWriter
from onrecord.export.table import TableWriter
from onrecord.export.text import TextWriter
from onrecord.export.writer import FORMATS, Writer, writer_for

__all__ = ["FORMATS", "CsvWriter", "JsonlWriter", "TableWriter", "TextWriter", "Writer", "writer_for"]
