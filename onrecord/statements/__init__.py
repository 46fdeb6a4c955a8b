"""Statements: on whose word the news is told. Source, cue and content of each attribution, and what is known of it."""

from onrecord.statements.find import find_statements

__all__ = ["find_statements"]
