"""Words by which an actor phrase is cut up and coded, from phrase_words.toml."""

from __future__ import annotations

import tomllib
from importlib import resources

_TABLE = tomllib.loads(
    resources.files("onrecord.actors.tables").joinpath("phrase_words.toml").read_text(encoding="utf-8")
)

_WORDS: dict[str, list[str]] = {k: v for k, v in _TABLE.items() if isinstance(v, list) and v and isinstance(v[0], str)}

SHIPS: dict[str, str] = _TABLE["ships"]
NAMESAKES: dict[str, tuple[str, str]] = {land: (name, other) for land, (name, other) in _TABLE["namesakes"].items()}
BREAKS = frozenset(_WORDS["breaks"])
EDGES = frozenset(_WORDS["edges"])
ELSEWHERE = frozenset(_WORDS["elsewhere"])
EVERYDAY = frozenset(_WORDS["everyday"])
FOREIGN = frozenset(_WORDS["foreign"])
NEGATED = frozenset(_WORDS["negated"])
FOUGHT = frozenset(_WORDS["fought"])
LIES = frozenset(_WORDS["lies"])
FORMER = frozenset(_WORDS["former"])
PAST = FORMER.union(_WORDS["retired"])
ARMED = frozenset(_WORDS["armed"])
OFFICE = frozenset(_WORDS["office"])
PART = frozenset(_WORDS["part"])
TITLES = frozenset(_WORDS["titles"])
MINISTERS = frozenset(_WORDS["ministers"])
TEAMS = frozenset(_WORDS["teams"])
LEADS = frozenset(_WORDS["leads"])
SERVES = frozenset(_WORDS["serves"])
SHADOW = frozenset(_WORDS["shadow"])
SPORT = frozenset(_WORDS["sport"])
SENT = frozenset(_WORDS["sent"])
PORTFOLIO_HOLDERS = frozenset(_WORDS["portfolio_holders"])
PORTFOLIOS = PORTFOLIO_HOLDERS.union(_WORDS["portfolios"])
PORTFOLIO_AFTER = frozenset(_WORDS["portfolio_after"])
PRONOUNS = frozenset(_WORDS["pronouns"])
ANYWHERE = frozenset(_WORDS["anywhere"])
PRIVATE = frozenset(_WORDS["private"])
KIN = frozenset(_WORDS["kin"])
AREAS = frozenset(_WORDS["areas"])
OF_SEVERAL = frozenset(_WORDS["of_several"])
FIELDS = frozenset(_WORDS["fields"])
PARTY_PEOPLE = frozenset(_WORDS["party_people"])
HIGH_RANKS = frozenset(_WORDS["high_ranks"])
RANKS = frozenset(_WORDS["ranks"])
ALONE = frozenset(_WORDS["alone"])
FIELD_BEFORE = frozenset(_WORDS["field_before"])
PARTY_BEFORE = FORMER.union(_WORDS["party_before"])
EXAMPLES = frozenset(_WORDS["examples"])
EXAMPLES_OF_TWO = frozenset(tuple(w.split()) for w in _WORDS["examples_of_two"])
IS_SIDES = frozenset(_WORDS["sides"])
SIDES_OR_PARTIES = frozenset(_WORDS["sides_or_parties"])
OF_POLITICS = frozenset(_WORDS["of_politics"])
CHARGES = frozenset(_WORDS["charges"])
FACING = frozenset(_WORDS["facing"])
STANDS = frozenset(_WORDS["stands"])
POSTED = frozenset(_WORDS["posted"])
KEEPS = frozenset(_WORDS["keeps"])
COMMANDS = frozenset(_WORDS["commands"])
WILL = frozenset(_WORDS["will"])
HEADS_OF_STATE = frozenset(_WORDS["heads_of_state"])
