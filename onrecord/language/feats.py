"""Universal features of words (`Number=Plur`, `Mood=Ind|Tense=Past|...`) from their tags, form and place in the tree.

A decision list learned from UD_English-EWT by `training/train_feats.py`: what a word's tags say, overruled by its form
(pronouns, determiners), by what stands round it (a verb's subject and helpers), or by both, each only where it says
otherwise. Numbers go by how they are written. The features are the universal ones that treebanks of English use; those
of spelling alone (`Typo`, `Style`, `ExtPos`, `NumForm`) are left out, as the CoNLL 2018 shared task does.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from importlib.resources import files

FEATURES = frozenset([
    "Abbr", "Case", "Definite", "Degree", "Foreign", "Gender", "Mood", "Number", "NumType", "Person", "Polarity",
    "Poss", "PronType", "Reflex", "Tense", "VerbForm", "Voice",
])  # fmt: skip
"""The features that are told, of those in UD's list that English has."""

Tree = tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[int], Sequence[str]]
"""Words, universal tags, Penn tags, heads (-1 the root) and relations of a sentence."""

_FINITE = frozenset(("VBD", "VBP", "VBZ"))
_SHARED = frozenset(("VBN", "VB"))
_CLAUSES = frozenset(("acl", "ccomp", "advcl", "xcomp", "root"))
_WH = frozenset(("WDT", "WP", "WP$", "WRB"))
_SUBJECTS = frozenset(("nsubj", "csubj", "expl"))
_PRONOUNS = {
    "i": "1s", "we": "1p", "you": "2", "he": "3s", "she": "3s", "it": "3s", "they": "3p",
    "this": "3s", "that": "3s", "these": "3p", "those": "3p", "there": "there",
}  # fmt: skip
_RELATIVE = frozenset(("that", "which", "who", "whom", "whose"))
_DO = frozenset(("do", "does", "did", "don", "doesn", "didn"))
_FAR = 8
"""Steps that are looked up the tree: further ones tell nothing, and what was read from a file may go round."""
_ROMAN = re.compile(r"[IVXLCM]+\.?\Z", re.IGNORECASE)


def universal(feats: str) -> str:
    """UD features with those left out that are not told; "" for none."""
    kept = [f for f in feats.split("|") if f.partition("=")[0] in FEATURES]
    return "|".join(sorted(kept, key=str.lower))


def features_of(tree: Tree) -> list[str]:
    """The features of each word of a sentence in UD's format (`Number=Sing`), "" where it has none."""
    table = _table()
    out = []
    for keys in observe(tree):
        out.append(next((table[k] for k in keys if k in table), ""))
    return out


def observe(tree: Tree) -> list[tuple[str, ...]]:
    """What the features of each word are looked up by, from the most telling to the least."""
    words, upos, xpos, heads, _ = tree
    children: list[list[int]] = [[] for _ in words]
    for i, h in enumerate(heads):
        if h >= 0:
            children[h].append(i)
    out: list[tuple[str, ...]] = []
    for i, word in enumerate(words):
        tag = f"{upos[i]}/{xpos[i]}"
        form = _form(word)
        around = _around(i, tree, children)
        if around:
            out.append((f"{tag} {form} {around}", f"{tag} {form}", f"{tag} ~ {around}", tag))
        else:
            out.append((f"{tag} {form}", tag))
    return out


def _form(word: str) -> str:
    """The word in small letters; of numbers only how they are written."""
    if any(c.isdigit() for c in word):
        if "/" in word:
            return "1/2"
        if "." in word and word.replace(".", "", 1).isdigit():
            return "1.5"
        return "1st" if word[-1:].isalpha() else "1"
    return "XIV" if len(word) > 1 and word.isupper() and _ROMAN.match(word) else word.lower()


def _around(i: int, tree: Tree, children: list[list[int]]) -> str:
    """What round the word its features may hang on; "" where nothing does."""
    _, upos, xpos, heads, deprels = tree
    tag = xpos[i]
    if tag in _FINITE:
        return "" if tag == "VBZ" else _subject(i, tree, children)
    if tag in _SHARED:
        for _ in range(_FAR):  # a verb joined to others is as the first of them, unless it has something of its own
            found = _participle(i, tree, children) if tag == "VBN" else _base_form(i, tree, children)
            if found or deprels[i] != "conj" or heads[i] < 0 or xpos[heads[i]] != tag:
                break
            i = heads[i]
        subject = any(deprels[j].partition(":")[0] in _SUBJECTS for j in children[i])
        return found or f"{deprels[i].partition(':')[0]} {'subject' if subject and tag == 'VB' else ''}".strip()
    if tag == "VBG":
        helped = any(deprels[j].startswith("aux") for j in children[i])
        case = next((deprels[j] for j in children[i] if deprels[j] in ("case", "mark", "det", "nmod:poss")), "")
        return "helped" if helped else f"{deprels[i]} {case}".strip()
    if tag in _WH:
        for _ in range(_FAR):
            if heads[i] < 0 or deprels[i].partition(":")[0] in _CLAUSES:
                break
            i = heads[i]
        return deprels[i]
    return deprels[i].partition(":")[0] if upos[i] == "PRON" else ""


def _participle(i: int, tree: Tree, children: list[list[int]]) -> str:
    """What tells whether a past participle is passive: its helpers, an agent, an object; "" where none is there."""
    deprels = tree[4]
    if any(deprels[j].endswith(":pass") or deprels[j] == "obl:agent" for j in children[i]):
        return "passive"
    if any(deprels[j] == "aux" for j in children[i]):
        return "helped"
    return "object" if any(deprels[j] == "obj" for j in children[i]) else ""


def _base_form(i: int, tree: Tree, children: list[list[int]]) -> str:
    """Whether `to`, a modal or `do` stands by a verb's base form, or by what it helps; "" where none does."""
    words, _, xpos, heads, deprels = tree
    if any(deprels[j] in ("mark", "aux", "aux:pass") for j in children[i]):
        return "marked"
    if deprels[i] in ("aux", "aux:pass", "cop") and heads[i] >= 0:
        return "marked" if any(xpos[j] in ("MD", "TO") or words[j].lower() in _DO for j in children[heads[i]]) else ""
    return ""


def _subject(i: int, tree: Tree, children: list[list[int]]) -> str:
    """Person and number of the subject of the finite verb `i`: `1s`, `3p`, ..., `none` where there is none."""
    _, _, _, heads, deprels = tree
    verb = i
    for _ in range(_FAR):
        if deprels[verb].startswith(("aux", "cop")) and heads[verb] >= 0:
            verb = heads[verb]
        found = [j for j in children[verb] if deprels[j].partition(":")[0] in _SUBJECTS]
        named = [j for j in found if not deprels[j].startswith("expl")] or found
        if named:
            return _number(named[0], verb, tree, children)
        if deprels[verb] in ("conj", "parataxis") and heads[verb] >= 0:
            verb = heads[verb]
        else:
            break
    return "none"


def _number(j: int, verb: int, tree: Tree, children: list[list[int]]) -> str:
    words, upos, xpos, heads, deprels = tree
    word = words[j].lower()
    if deprels[verb] == "acl:relcl" and j < verb and heads[verb] >= 0 and word in _RELATIVE:
        j, word = heads[verb], words[heads[verb]].lower()
    if any(deprels[k] == "conj" for k in children[j]):
        first = {words[k].lower() for k in children[j] if deprels[k] == "conj"} | {word}
        joined = {
            words[m].lower() for k in children[j] if deprels[k] == "conj" for m in children[k] if upos[m] == "CCONJ"
        }
        if "or" not in joined:
            return "1p" if first & {"i", "we"} else "3p"
    if word in _PRONOUNS:
        return _PRONOUNS[word]
    return "3p" if xpos[j] in ("NNS", "NNPS") else "3s"


@functools.cache
def _table() -> dict[str, str]:
    """Lines of `feats.tsv`: what is looked up, and the features."""
    lines = files("onrecord.language").joinpath("feats.tsv").read_text(encoding="utf-8").split("\n")
    rows = (line.split("\t") for line in lines if line and not line.startswith("# "))
    return dict(row for row in rows)
