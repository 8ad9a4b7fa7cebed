"""Message catalogues: every text of the program, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import cast

from cchc_cli.model.texts import Language as Language
from cchc_cli.model.texts import Texts
from cchc_cli.words.cadences import labels_around
from cchc_cli.words.conditions import CONDITIONS
from cchc_cli.words.kinds import KINDS

ALL = 10_000  # hundredths of a percent
PERIOD_LABELS = "{period-labels}"  # stands in a message for the forms of period labels
LANGUAGES: tuple[Language, ...] = ("vi", "en")


class Catalogue:
    """The messages of one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        messages = cast("Mapping[str, str]", import_module(f"cchc_cli.i18n.{language}").MESSAGES)
        labels = _period_labels(language)
        messages = {key: message.replace(PERIOD_LABELS, labels) for key, message in messages.items()}
        self.messages: Mapping[str, str] = {**messages, **_of_words(language)}

    def __call__(self, key: str, /, **details: object) -> str:
        """Return a message filled with its details. Raises KeyError for an unknown key."""
        return self.messages[key].format_map(_Details(details))

    def pattern(self, key: str) -> str:
        """Return a message with an ellipsis for each detail, for documentation."""
        return self.messages[key].format_map(_Ellipses())

    def text(self, texts: Texts, /, **details: object) -> str:
        """Return a bilingual text in this language, filled with its details."""
        return texts[self.language].format_map(_Details(details))

    def get(self, key: str, otherwise: str) -> str:
        return self.messages.get(key, otherwise)

    def day(self, day: date) -> str:
        """Return a day as its readers write it: 30/04/2026, or 2026-04-30."""
        return f"{day:%d/%m/%Y}" if self.language == "vi" else day.isoformat()

    def short_day(self, day: date) -> str:
        return f"{day:%d/%m}" if self.language == "vi" else f"{day:%m-%d}"

    def percent(self, part: int, whole: int) -> str:
        return percent_text(part, whole, self.language)

    def any_of(self, words: list[str]) -> str:
        return self._joined(words, self("list.or"))

    def all_of(self, words: list[str]) -> str:
        return self._joined(words, self("list.and"))

    @staticmethod
    def _joined(words: list[str], last: str) -> str:
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def _of_words(language: Language) -> dict[str, str]:
    """Return the texts of the plan and log words themselves: names of kinds, reasons of conditions."""
    found = {f"reason.{code}": texts for one in CONDITIONS for code, texts in one.reasons.items()}
    for kind in KINDS:
        found |= {f"kind.{kind.word}": kind.many, f"one.{kind.word}": kind.one, f"log.{kind.word}": kind.log}
    return {key: texts[language] for key, texts in found.items()}


def _period_labels(language: Language) -> str:
    """Return the forms of period labels: "2026-05, 2026-Q2, 2026-H1 or 2026"."""
    *others, last = labels_around(date(2026, 5, 1))
    return f"{', '.join(others)} {'or' if language == 'en' else 'hoặc'} {last}"


class _Ellipses(dict[str, str]):
    """Fills each detail of a message with an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


class _Details(dict[str, object]):
    """The details of a message; `{count|row}` becomes "1 row" or "2 rows", `{count|duty|duties}` gives both forms."""

    def __missing__(self, key: str) -> str:
        name, one, several = (*key.split("|"), "")[:3]
        count = str(self[name])
        return f"{count} {one if count == '1' else several or f'{one}s'}"


def percent_text(part: int, whole: int, language: Language) -> str:
    """Return part/whole in percent with two decimals. Never rounds a partial result to 0 % or 100 %."""
    hundredths = (2 * ALL * part + whole) // (2 * whole) if whole else 0
    if 0 < part < whole:
        hundredths = min(max(hundredths, 1), ALL - 1)
    units, rest = divmod(hundredths, 100)
    comma = "," if language == "vi" else "."
    return f"{units}{f'{comma}{rest:02d}'.rstrip('0') if rest else ''}%"


def language_of(locale: str) -> Language:
    """Return Vietnamese for a Vietnamese locale, English for any other."""
    return "vi" if locale.lower().startswith("vi") else "en"
