"""`onrecord show`: the articles of a record store, or one report of it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.store import Store

EXAMPLES = """\
examples:
  onrecord show desk.db                            the articles, one a line
  onrecord show desk.db --search "bridge talks"    those with these words, best first
  onrecord show desk.db ARTICLE                    one report, marked and listed
  onrecord show desk.db ARTICLE --format jsonl     the same for a program
"""


def add_parser(subparsers: Any) -> None:
    """Add the command and its options to the command line."""
    p = subparsers.add_parser(
        "show",
        help="articles and reports of a record store",
        description="List the articles of a record store, or print the reports of some.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument("store", metavar="DB", help="a record store made by `onrecord code --store`")
    p.add_argument(
        "articles",
        nargs="*",
        metavar="ARTICLE",
        help="an article: its id, the first characters of it, or its file name",
    )
    p.add_argument("--format", choices=("jsonl", "text", "table", "csv"), default="text", help="default: text")
    p.add_argument("--search", metavar="WORDS", help="list only articles with all these words")


def run(args: argparse.Namespace) -> int:
    """Print the list or the reports; 1 where an article is not in the store."""
    from onrecord.store import Store, StoreError

    if not Path(args.store).is_file():
        print(f"onrecord: {args.store}: no such store", file=sys.stderr)
        return 2
    try:
        with Store(args.store) as store:
            return _reports(store, args) if args.articles else _list(store, args.search)
    except StoreError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        return 2


def _list(store: Store, search: str | None) -> int:
    from onrecord.export.wording import one_line

    articles = list(store.articles())
    if search is not None:
        order = {id: n for n, id in enumerate(store.search(search, limit=1000))}
        articles = sorted((a for a in articles if a.id in order), key=lambda a: order[a.id])
    width = max((len(a.id) for a in articles), default=0)
    for a in articles:
        records = f"{a.statements:3} said {a.events:3} done"
        title = one_line(" · ".join(filter(None, [a.outlet, a.headline])), 80)
        print(f"{one_line(a.id):<{width}}  {a.published or '-':10}  {records}  {title}".rstrip())
    return 0 if articles or search is None else 1


def _reports(store: Store, args: argparse.Namespace) -> int:
    from onrecord.export import writer_for
    from onrecord.record import Report

    uris = {a.id: a.uri or "" for a in store.articles()}
    writer = writer_for(args.format, sys.stdout)
    status = 0
    for wanted in args.articles:
        found = [wanted] if wanted in uris else [id for id, uri in uris.items() if _named(wanted, id, uri)]
        plain = store.get(found[0]) if len(found) == 1 else None
        if plain is None:
            reason = "no such article" if not found else f"{len(found)} articles are called so"
            print(f"onrecord: {wanted}: {reason}", file=sys.stderr)
            status = 1
            continue
        writer.write(Report.from_dict(plain))
    return status


def _named(wanted: str, id: str, uri: str) -> bool:
    """Whether a person may mean this article: its id begins so, or its file is called so."""
    path = PurePath(uri)
    return id.startswith(wanted) or wanted in (uri, path.name, path.stem)
