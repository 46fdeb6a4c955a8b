"""Mentions: the names, descriptions and pronouns of an article, and which of them speak of one thing.

`find_mentions` lists them; `cluster_mentions` groups them; `link_speakers` gives I and you inside quotations their
speakers.
What the things are is for `onrecord.actors` and `onrecord.places`.
"""

import onrecord.actors.tables.lexicon  # noqa: F401  (the tables are below mentions, resolve_actors above: load the tables first)
from onrecord.mentions.cluster import cluster_mentions
from onrecord.mentions.find import find_mentions
from onrecord.mentions.links import link_speakers

__all__ = ["cluster_mentions", "find_mentions", "link_speakers"]
