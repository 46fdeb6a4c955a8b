"""Learns the lemmatiser's table: writes `onrecord/language/lemmas.tsv`.

    python training/train_lemmas.py [--data ../shared/data] [--out onrecord/language/lemmas.tsv]

From UD_English-EWT and GUM (gold), and for regular verbs and plurals the news words of PolNeAR as CoreNLP has them
(silver, used where gold does not know the form). For each tag the majority is taken of every ending up to seven letters;
an ending is written only where it says otherwise than the next shorter one, a whole form only where its endings would be
wrong.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

import data as folder

from onrecord.language import lemmas
from onrecord.language.lemmas import LONGEST_ENDING, apply, shape

Counts = dict[str, dict[str, Counter[str]]]
"""By tag, by lower-case form: how often each answer was seen."""

SILVER_TAGS = {"VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBZ": "VERB", "NNS": "NOUN"}


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
                known.add((tag, token.form.lower()))
                ends[tag][token.form.lower()][found[0]] += weight
                cases[f"{tag}/{shape(token.form)}"][token.form.lower()][found[1]] += weight
    for document in folder.polnear("train", data):
        for token in document.tokens():
            upos = SILVER_TAGS.get(token.xpos)
            key = f"{upos}/{token.xpos}", token.form.lower()
            if upos and key not in known and token.form.isalpha():
                found = answer(token.form, token.lemma)
                if found:
                    ends[key[0]][key[1]][found[0]] += 1
    return ends, cases, signs


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
            n = next(n for n in range(min(LONGEST_ENDING, len(form)), -1, -1) if form[len(form) - n :] in chosen)
            if chosen[form[len(form) - n :]] != change:
                table[f"{tag} ^{form}"] = change
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=folder.DATA)
    parser.add_argument("--out", type=Path, default=Path("onrecord/language/lemmas.tsv"))
    parser.add_argument("--least", type=int, default=2)
    args = parser.parse_args()
    ends, cases, signs = count(args.data)
    lines = ["# Written by training/train_lemmas.py: ending (e), case (c) or sign (s), tag and form or ending, answer."]
    lines += [f"e\t{k}\t{v}" for k, v in sorted(rules(ends, args.least).items())]
    lines += [f"c\t{k}\t{v}" for k, v in sorted(rules(cases, args.least).items())]
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
