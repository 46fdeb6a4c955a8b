"""Learns the lemmatiser's table: writes `onrecord/language/lemmas.tsv`.

    python -m training.train_lemmas [--data ../shared/data] [--out onrecord/language/lemmas.tsv]

From UD_English-EWT and GUM (gold). Where gold does not know a form: irregular verbs and nouns (`irregular.tsv`),
regular verbs and plurals of PolNeAR's news as CoreNLP has them (silver), and for what is left the words of
`onrecord/repair/words.txt.xz`, whose base form is looked for among the same words. For each tag the majority is taken
of every ending up to seven letters; an ending is written only where it says otherwise than the next shorter one, a
whole form only where its endings would be wrong.
"""

from __future__ import annotations

import argparse
import lzma
from collections import Counter, defaultdict
from pathlib import Path

from onrecord.language import lemmas
from onrecord.language.lemmas import LONGEST_ENDING, apply, shape
from training import data as folder

Counts = dict[str, dict[str, Counter[str]]]
"""By tag, by lower-case form: how often each answer was seen."""

SILVER_TAGS = {"VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBZ": "VERB", "NNS": "NOUN"}


RAREST = 660
"""Words rarer than 10^-6.6 say nothing about spelling."""


def answer(word: str, lemma: str) -> tuple[str, str] | None:
    """The change of ending and the change of case that make the lemma of the word."""
    low, target = word.lower(), lemma.lower()
    n = 0
    while n < min(len(low), len(target)) and low[n] == target[n]:
        n += 1
    off = len(low) - n
    change = "" if off == 0 and n == len(target) else f"{off}{target[n:]}"
    if n == 0 or off > 9:
        change = f"={target}"
    for case in "kltu":
        if apply(word, change, case) == lemma:
            return change, case
    return None


def count(data: Path) -> tuple[Counts, Counts, dict[str, Counter[str]]]:
    """Endings, cases and signs with their counts; gold counts ten times silver, EWT twice GUM."""
    ends: Counts = defaultdict(lambda: defaultdict(Counter))
    cases: Counts = defaultdict(lambda: defaultdict(Counter))
    signs: dict[str, Counter[str]] = defaultdict(Counter)
    known: set[tuple[str, str]] = set()
    frequency = _frequencies()
    irregular = _irregular()
    for documents, weight in ((folder.ewt("train", data), 20), (folder.gum("train", data), 10)):
        for document in documents:
            for token in document.tokens():
                if token.upos == "PUNCT":
                    if weight == 20:
                        signs[token.form][token.lemma] += 1
                    continue
                found = answer(token.form, token.lemma)
                if token.lemma == "_" or found is None or len(token.form) > 40:
                    continue
                tag = f"{token.upos}/{token.xpos}"
                if token.xpos[:2] == "VB" and token.lemma not in frequency:  # a slip of the treebank, if we know better
                    better = irregular.get((tag, token.form.lower())) or _base(token.form.lower(), frequency)
                    if better:
                        continue
                known.add((tag, token.form.lower()))
                ends[tag][token.form.lower()][found[0]] += weight
                cases[f"{tag}/{shape(token.form)}"][token.form.lower()][found[1]] += weight

    def add(upos: str, xpos: str, form: str, lemma: str) -> None:
        tag = f"{upos}/{xpos}"
        found = answer(form, lemma)
        if found and (tag, form) not in known and form not in ends[tag]:
            ends[tag][form][found[0]] += 1

    for (tag, form), lemma in irregular.items():
        add(*tag.split("/"), form, lemma)
    silver: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for document in folder.polnear("train", data):
        for token in document.tokens():
            if token.xpos in SILVER_TAGS and token.form.isalpha():
                silver[token.xpos, token.form.lower()][token.lemma.lower()] += 1
    for (xpos, form), votes in silver.items():
        add(SILVER_TAGS[xpos], xpos, form, max(sorted(votes), key=lambda a, v=votes: v[a]))  # type: ignore[misc]
    for form in sorted(frequency):
        base = _base(form, frequency)
        for xpos in (("VBG",) if form.endswith("ing") else ("VBD", "VBN")) if base else ():
            add("VERB", xpos, form, base or "")
    return ends, cases, signs


def _frequencies() -> dict[str, int]:
    """Words and how rare they are (-100 log10 of the probability)."""
    content = lzma.decompress(Path("onrecord/repair/words.txt.xz").read_bytes()).decode("utf-8")
    found: dict[str, int] = {}
    for line in content.splitlines():
        number, _, rest = line.partition(" ")
        if number.isdigit() and int(number) <= RAREST:
            found.update(dict.fromkeys(rest.split(), int(number)))
    return found


def _irregular() -> dict[tuple[str, str], str]:
    """The base of irregular forms, by tag and form; the first verb that has the form wins."""
    found: dict[tuple[str, str], str] = {}
    for line in (Path(__file__).parent / "irregular.tsv").read_text(encoding="utf-8").splitlines():
        kind, *forms = line.split("\t")
        if kind == "v":
            found.setdefault(("VERB/VBD", forms[1]), forms[0])
            found.setdefault(("VERB/VBN", forms[2]), forms[0])
        elif kind == "n":
            found.setdefault(("NOUN/NNS", forms[1]), forms[0])
    return found


def _base(form: str, frequency: dict[str, int]) -> str | None:
    """The verb that a regular -ing or -ed form is of, if the words have one."""
    ending = "ing" if form.endswith("ing") else "ed"
    if not form.endswith(ending):
        return None
    stem = form[: -len(ending)]
    if len(stem) < 3 or not any(c in "aeiouy" for c in stem):
        return None
    candidates = [stem, stem + "e"]
    if stem[-1] == stem[-2] and stem[-1] in "bdgklmnprtv":
        candidates.append(stem[:-1])
    elif len(stem) < 5 and sum(c in "aeiou" for c in stem) == 1 and stem[-1] not in "aeiouwxy" and stem[-2] in "aeiou":
        candidates = [stem + "e"]  # "hoping" is of "hope": "hop" would double its consonant
    if stem.endswith("ck"):
        candidates.append(stem[:-1])  # "panicked"
    if ending == "ed" and stem[-1] == "i":
        candidates = [stem[:-1] + "y"]
    there = [c for c in candidates if c in frequency]
    # the base of a verb is about as common as its forms: among several the commonest
    return min(there, key=lambda c: (frequency[c], c)) if there else None


def rules(counts: Counts, least: int) -> dict[str, str]:
    """The table of one decision: endings seen in at least `least` forms, and the forms they get wrong."""
    table: dict[str, str] = {}
    for tag in sorted(counts):
        forms = {form: max(sorted(c), key=lambda a, c=c: c[a]) for form, c in counts[tag].items()}  # type: ignore[misc]
        endings: dict[str, Counter[str]] = defaultdict(Counter)
        for form, change in forms.items():
            if not change.startswith("="):
                for n in range(min(LONGEST_ENDING, len(form)) + 1):
                    endings[form[len(form) - n :]][change] += 1
        chosen: dict[str, str] = {}
        for ending in sorted(endings, key=lambda e: (len(e), e)):
            votes = endings[ending]
            best = max(sorted(votes), key=lambda a, v=votes: v[a])  # type: ignore[misc]
            shorter = next((chosen[ending[k:]] for k in range(1, len(ending) + 1) if ending[k:] in chosen), None)
            if ending == "" or (best != shorter and votes[best] >= least and votes[best] > 0.6 * votes.total()):
                chosen[ending] = best
        table.update({f"{tag} {ending}": change for ending, change in chosen.items()})
        for form, change in forms.items():
            if lemmas.look_up(table, tag, form) != change:
                table[f"{tag} ^{form}"] = change
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=folder.DATA)
    parser.add_argument("--out", type=Path, default=Path("onrecord/language/lemmas.tsv"))
    parser.add_argument("--least", type=int, default=2)
    args = parser.parse_args()
    ends, cases, signs = count(args.data)
    lines = ["# Written by training/train_lemmas.py: ending (e), case (c), sign (s), default (d); tag, form; answer."]
    lines += [f"e\t{k}\t{v}" for k, v in sorted(rules(ends, args.least).items())]
    lines += [f"c\t{k}\t{v}" for k, v in sorted(rules(cases, args.least).items())]
    usual: dict[str, tuple[int, str]] = {}
    for tag in sorted(ends):
        usual[tag.split("/")[1]] = max(usual.get(tag.split("/")[1], (0, "")), (len(ends[tag]), tag))
    lines += [f"d\t{xpos}\t{tag}" for xpos, (_, tag) in sorted(usual.items())]
    for sign in sorted(signs):
        best = max(sorted(signs[sign]), key=lambda a, c=signs[sign]: c[a])  # type: ignore[misc]
        if best != sign:
            lines.append(f"s\t{sign}\t{best}")
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} lines, {args.out.stat().st_size} bytes")
    lemmas._loaded.clear()
    lemmas.lemmatize.cache_clear()
    for name, documents in (("ewt", folder.ewt("dev", args.data)), ("gum", folder.gum("dev", args.data))):
        tokens = [t for d in documents for t in d.tokens()]
        right = sum(lemmas.lemmatize(t.form, t.upos, t.xpos) == t.lemma for t in tokens)
        print(f"{name}: lemma accuracy {100 * right / len(tokens):.2f}")


if __name__ == "__main__":
    main()
