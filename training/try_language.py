"""Read a sentence with a model, alone and in a batch: `python -m training.try_language FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from onrecord.language import LanguageModel

TEXT = "Kenya's interior minister, Peter Wanyonyi, said on Monday that gunmen had killed six herders near Lodwar."


def main() -> int:
    """0 where the model reads every word into one tree and a batch changes nothing."""
    model = LanguageModel.load(Path(sys.argv[1]))
    sentence = model.read(TEXT, [(0, len(TEXT))]).sentences[0]
    alone = model.analyse([sentence.words])[0]
    together = model.analyse([sentence.words, ["Yes", "."], sentence.words])[2]
    print(" ".join(f"{w}/{t}/{h}" for w, t, h in zip(sentence.words, sentence.xpos, sentence.heads, strict=True)))
    whole = sentence.start == 0 and sentence.end == len(TEXT) and sentence.heads.count(-1) == 1
    return 0 if whole and (alone.vectors == together.vectors).all() else 1


if __name__ == "__main__":
    sys.exit(main())
