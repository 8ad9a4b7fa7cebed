"""What is offered to a shell at a word that is being typed: what may stand there, made harmless.

Nothing here may print or raise into somebody's prompt: where something cannot be read, nothing of it is offered.
"""

from __future__ import annotations

import re

import typer

from cchc_cli.cli.offers import OFFERS, Asking, Offer
from cchc_cli.cli.usage import NEVER
from cchc_cli.formats.safe import safe

MOST_HELP = 60  # characters; what means more is cut, as typer breaks its lines at the width of a terminal
# A word that every shell leaves as it is. Whatever else a file may hold is not put into somebody's command line.
_WORD = re.compile(r"[\w.][\w./-]*")
# typer puts meanings into scripts that zsh runs, and reads Rich's markup in them: what could act there is replaced.
_TAMED = str.maketrans({"'": "’", '"': "”", "`": "’", "\\": "/", "$": "＄", "[": "(", "]": ")"})
# Words that stand in a list, and what joins them.
JOINED = {"fail-on": ",", "unit-of-row": ";", "tag": ";", "quota-of-row": ";"}


def offers(what: str, context: typer.Context, incomplete: str) -> list[Offer]:
    """Return what may stand at a word that begins so; after a comma or semicolon, what may follow in the list."""
    head, mark, _ = incomplete.rpartition(JOINED.get(what, "\0"))
    there = head.split(mark) if mark else []
    if not all(_WORD.fullmatch(word) for word in there):
        return []
    found: dict[str, str] = {}
    try:
        for word, meaning in OFFERS[what](Asking(context)):
            found.setdefault(word, meaning)
    except Exception:  # noqa: BLE001  (a prompt is no place for it; the command itself says what is wrong)
        return []
    fitting = [word for word in found if _WORD.fullmatch(word.replace("=", "")) and word not in there]
    told = {word: "" if found[word] == word else _tamed(found[word]) for word in fitting}
    return [(head + mark + word, meaning) for word, meaning in told.items() if not (there and word == NEVER)]


def _tamed(text: str) -> str:
    """Return a meaning that acts in no shell."""
    text = safe(text).translate(_TAMED).replace(":::", ":")
    return text if len(text) <= MOST_HELP else text[: MOST_HELP - 1].rstrip() + "…"
