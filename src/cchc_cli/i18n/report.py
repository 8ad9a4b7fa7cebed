"""The words of reports, and the forms of numbers, days and lists of periods in administrative texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from itertools import pairwise, takewhile, zip_longest
from typing import cast

from cchc_cli.i18n import Catalogue, Language
from cchc_cli.model.period import Cadence, Period
from cchc_cli.words.cadences.month import Month

_NAME_PARTS = re.compile(r" ?[^ /,]+|[/,]")  # “Tháng”, “ 7”, “/”, “2026”


class ReportWords(Catalogue):
    """The messages of one language, with the texts of reports."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        own = import_module(f"cchc_cli.i18n.report_{language}").MESSAGES
        self.messages = {**self.messages, **cast("Mapping[str, str]", own)}

    # ---- numbers

    def number(self, number: int) -> str:
        """Return 02, 08, 25.980 in Vietnamese; 2, 8, 25,980 in English."""
        if self.language != "vi":
            return f"{number:,}"
        return f"{number:02d}" if 0 < number < 10 else f"{number:,}".replace(",", ".")

    # ---- days

    def day(self, day: date) -> str:
        """Return 05/01/2026, 14/3/2026: a leading zero for days below 10, and for months 1 and 2 only."""
        return f"{day:%d}/{self.month_number(day.month)}/{day.year}" if self.language == "vi" else day.isoformat()

    def long_month(self, day: date) -> str:
        """Return “tháng 5 năm 2026”, or “May 2026”, for a date without a known day."""
        return self.period(Month.containing(day))

    # ---- periods

    def periods(self, periods: Iterable[Period]) -> str:
        """Return the names of several periods for tables: “Tháng 7–9/2026”, “Quý I, III/2026; Năm 2026”."""
        by_year: dict[object, list[Period]] = {}
        for period in sorted(set(periods)):
            by_year.setdefault((type(period), period.start.year), []).append(period)
        return "; ".join(map(self._names_folded, by_year.values()))

    def counted_periods(self, periods: Iterable[Period]) -> str:
        """Name a period as a text does; several with their number, the year once: “10 tháng: tháng 01 đến tháng 10/2026”."""
        ordered_periods = sorted(set(periods))
        if len(ordered_periods) == 1:
            return self.period(ordered_periods[0])
        kind = ordered_periods[0].cadence
        cadence_name = self.text(kind.one) if kind and all(period.cadence is kind for period in ordered_periods) else ""
        key = (
            "period.counted" if cadence_name and not cadence_name[0].isdigit() else "period.counted-other"
        )  # "6 tháng" is no word to count
        return self(
            key, count=self.number(len(ordered_periods)), one=cadence_name, names=self._from_to(ordered_periods)
        )

    def _from_to(self, periods: list[Period]) -> str:
        """Name the first and the last of three or more that follow each other; otherwise all."""
        if len(periods) < 3 or any(period.stop != following.start for period, following in pairwise(periods)):
            return self._within(self.periods(periods))
        first, last = periods[0], periods[-1]
        if not isinstance(first, Cadence):
            return self.period(Period(first.start, last.stop))
        names = [_NAME_PARTS.findall(self.period(period, short=True)) for period in (first, last)]
        behind = len(_shared([name[::-1] for name in names]))
        texts = ["".join(name) for name in (names[0][: len(names[0]) - behind], names[1])]
        return self("period.run", first=self._within(texts[0]), last=self._within(texts[1]))

    def _within(self, name: str) -> str:
        """Return a name as within a sentence; the English names of months keep their capitals."""
        return name[:1].lower() + name[1:] if self.language == "vi" else name

    def _names_folded(self, periods: list[Period]) -> str:
        """Return the names with their common beginning and their year only once."""
        names = [self.period(period, short=True) for period in periods]
        if len(names) == 1 or not all(isinstance(period, Cadence) for period in periods):
            return ", ".join(names)
        names_parts = [_NAME_PARTS.findall(name) for name in names]
        before = "".join(_shared(names_parts))
        behind = "".join(reversed(_shared([parts[::-1] for parts in names_parts])))
        numbers = [name[len(before) : len(name) - len(behind)] for name in names]
        gap = " " * numbers[0].startswith(" ")
        return f"{before}{gap}{', '.join(_runs(periods, [number.strip() for number in numbers]))}{behind}"

    def days(self, days: Iterable[date]) -> str:
        """Return several days with the year only once: “31/7, 31/8, 30/9/2026”."""
        ordered_days = sorted(set(days))
        if self.language != "vi":
            return ", ".join(map(self.day, ordered_days))
        return ", ".join(
            self.day(day) if following is None or following.year != day.year else self.day(day).rpartition("/")[0]
            for day, following in zip_longest(ordered_days, ordered_days[1:])
        )


def _shared(lists: list[list[str]]) -> list[str]:
    """Return the common beginning of lists."""
    return [parts[0] for parts in takewhile(lambda parts: len(set(parts)) == 1, zip(*lists, strict=False))]


def _runs(periods: list[Period], names: list[str]) -> Iterator[str]:
    """Yield the names; a run of three or more consecutive periods becomes its first and last name."""
    first = 0
    for index, period in enumerate(periods):
        if index + 1 < len(periods) and periods[index + 1].start == period.stop:
            continue
        run = names[first : index + 1]
        yield from [f"{run[0]}–{run[-1]}"] if len(run) > 2 else run
        first = index + 1


@cache
def report_words(language: Language) -> ReportWords:
    """Return the words of reports in one language."""
    return ReportWords(language)
