"""Words and meanings that act in no shell: anything else a file holds stays out of a command line."""

from __future__ import annotations

import re

from cchc_cli.formats.safe import safe

MAX_MEANING = 60  # characters; longer meanings are cut, as typer breaks its lines at the width of a terminal
_HARMLESS = re.compile(r"[\w.][\w./-]*")  # every shell leaves such a word as it is
# typer puts meanings into scripts that zsh runs, and reads Rich's markup in them: what could act there is replaced.
_REPLACED = str.maketrans({"'": "’", '"': "”", "`": "’", "\\": "/", "$": "＄", "[": "(", "]": ")"})


def is_harmless(word: str) -> bool:
    return _HARMLESS.fullmatch(word) is not None


def harmless_meaning(text: str) -> str:
    text = safe(text).translate(_REPLACED).replace(":::", ":")
    return text if len(text) <= MAX_MEANING else text[: MAX_MEANING - 1].rstrip() + "…"
