"""Words and meanings that are safe in any shell; other contents of files never reach a command line."""

from __future__ import annotations

import re

from cchc_cli.formats.safe import safe

MAX_MEANING = 60  # characters; typer would break longer meanings at the terminal's width
_HARMLESS = re.compile(r"[\w.][\w./-]*")  # no shell expands such a word
# typer puts meanings into scripts that zsh runs, and reads Rich's markup in them: active characters are replaced.
_REPLACED = str.maketrans({"'": "’", '"': "”", "`": "’", "\\": "/", "$": "＄", "[": "(", "]": ")"})


def is_harmless(word: str) -> bool:
    return _HARMLESS.fullmatch(word) is not None


def harmless_meaning(text: str) -> str:
    text = safe(text).translate(_REPLACED).replace(":::", ":")
    return text if len(text) <= MAX_MEANING else text[: MAX_MEANING - 1].rstrip() + "…"
