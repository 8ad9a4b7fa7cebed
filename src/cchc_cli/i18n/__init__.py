"""Message catalogues: every text of the program, in Vietnamese and English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import cast

from cchc_cli.model.period import Cadence, Period
from cchc_cli.model.texts import Language as Language
from cchc_cli.model.texts import Texts
from cchc_cli.words.cadences import labels_around, parse_period
from cchc_cli.words.cadences.day import Day
from cchc_cli.words.cadences.month import Month
from cchc_cli.words.conditions import CONDITIONS
from cchc_cli.words.kinds import KINDS

ALL = 10_000  # hundredths of a percent
PERIOD_LABELS = "{period-labels}"  # replaced in a message by the forms of period labels
_LABEL = re.compile(r"[0-9]{4}[0-9QHW.-]*")  # of a period, or an ISO day
AS_WRITTEN = frozenset({"value", "known", "meant", "found", "typed"})  # details of problems
COLUMNS = frozenset({"column", "columns"})  # details that are columns of logs, separated by ", "
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

    def long_day(self, day: date) -> str:
        """Write “ngày 05 tháng 01 năm 2026”, or “5 January 2026”."""
        if self.language == "vi":
            return f"ngày {day:%d} tháng {self.month_number(day.month)} năm {day.year}"
        return f"{day.day} {self.month_name(day.month)} {day.year}"

    @staticmethod
    def month_number(month: int) -> str:
        """Write a month as documents do: a zero before months 1 and 2 only."""
        return f"{month:02d}" if month <= 2 else str(month)

    def month_name(self, month: int) -> str:
        return self(f"month.{month}")

    def period(self, period: Period, *, short: bool = False) -> str:
        """Name a period as a text does: “quý II năm 2026”; short, as a table does: “Quý II/2026”."""
        if not short:
            return self._period(period, short=False)
        name = self._period(period, short=True)
        return name[0].upper() + name[1:]

    def label(self, period: Period) -> str:
        """Name a period short within a sentence: “tháng 5/2026”, in English by its label, 2026-05."""
        if self.language == "en":
            return period.label
        named = isinstance(period, Cadence) or _is_nine_months(period)
        return (None if named else self.months(period)) or self._period(period, short=True)

    def months(self, period: Period) -> str | None:
        """Name a span of whole months of one year by these: “tháng 4–12/2026”, 2026-04..12; None for any other period."""
        first, last = period.start, period.last
        if period.cadence or first.day > 1 or period.stop.day > 1 or first.year != last.year:
            return None
        return self("period.months", first=first.month, last=last.month, year=first.year)

    def month(self, day: date) -> str:
        """Name the month of a day short within a sentence."""
        return self.label(Month.containing(day))

    def _period(self, period: Period, *, short: bool) -> str:
        if isinstance(period, Cadence):
            return period.name(self, short=short)
        year = period.start.year
        if _is_nine_months(period):
            return self("period.short.nine-months" if short else "period.long.nine-months", year=year)
        write = self.day if short else self.long_day
        key = "period.short.span" if short else "period.long.span"
        return self(key, first=write(period.start), last=write(period.last))

    def details(self, details: Mapping[str, str]) -> dict[str, str]:
        """Return the details of a problem, note or reason with their days and periods in the reader's form.

        What somebody wrote, or may write, stays as it is written. So does a number that could be a year.
        """
        written = {name: text for name, text in details.items() if name in AS_WRITTEN or text.isdecimal()}
        return {
            name: ", ".join(map(self.column if name in COLUMNS else self.in_words, text.split(", ")))
            for name, text in details.items()
        } | written

    def column(self, name: str) -> str:
        """Name a column of logs as the template does, with the name that every log may use: “Ngày (date)”, date."""
        header = self.get(f"header.{name}", name)
        return header if header == name else f"{header} ({name})"

    def in_words(self, text: str) -> str:
        """Return a text that is a day or the label of a period in the reader's form, any other as it is."""
        try:
            period = parse_period(text) if _LABEL.fullmatch(text) else None
        except ValueError:
            return text
        if period is None:
            return text
        return self.day(period.start) if isinstance(period, Day) else self.label(period)

    def percent(self, part: int, whole: int) -> str:
        return percent_text(part, whole, self.language)

    def any_of(self, texts: list[str]) -> str:
        return self._joined(texts, self("list.or"))

    def all_of(self, texts: list[str]) -> str:
        return self._joined(texts, self("list.and"))

    @staticmethod
    def _joined(texts: list[str], last: str) -> str:
        return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} {last} {texts[-1]}"


def _is_nine_months(period: Period) -> bool:
    """Whether a period is January to September, which has a name of its own."""
    year = period.start.year
    return period == (date(year, 1, 1), date(year, 10, 1))


def _of_words(language: Language) -> dict[str, str]:
    """Return the texts of the plan and log words themselves: names of kinds, reasons of conditions."""
    messages_of_words = {
        f"reason.{code}": texts for condition in CONDITIONS for code, texts in condition.reasons.items()
    }
    for kind in KINDS:
        messages_of_words |= {
            f"kind.{kind.word}": kind.many,
            f"one.{kind.word}": kind.one,
            f"log.{kind.word}": kind.log,
        }
    return {key: texts[language] for key, texts in messages_of_words.items()}


def _period_labels(language: Language) -> str:
    """Return the forms of period labels: "2026-05, 2026-Q2, 2026-H1 or 2026"."""
    *other_labels, last = labels_around(date(2026, 5, 1))
    return f"{', '.join(other_labels)} {'or' if language == 'en' else 'hoặc'} {last}"


class _Ellipses(dict[str, str]):
    """Fills each detail of a message with an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


class _Details(dict[str, object]):
    """The details of a message; `{count|row}` becomes "1 row" or "2 rows", `{count|duty|duties}` gives both forms."""

    def __missing__(self, key: str) -> str:
        name, singular, plural = (*key.split("|"), "")[:3]
        count = str(self[name])
        return f"{count} {singular if count == '1' else plural or f'{singular}s'}"


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
