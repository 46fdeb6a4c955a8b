"""Article: how news is laid out; headline, byline, dateline, publication line, body, boilerplate, and the language."""

from onrecord.article.laying import lay_out
from onrecord.article.layout import Block, Layout

__all__ = ["Block", "Layout", "lay_out"]
