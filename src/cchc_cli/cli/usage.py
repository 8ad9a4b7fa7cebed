"""What options say: days, windows, statuses, formats. Wrong ones are problems with the option as their place."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from cchc_cli.i18n import LANGUAGES, Catalogue, Language, language_of
from cchc_cli.model.period import ONE_DAY, Cadence, Period
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.verdict import Status
from cchc_cli.words.cadences import parse_period, span
from cchc_cli.words.cadences.half_year import HalfYear
from cchc_cli.words.cadences.month import Month
from cchc_cli.words.cadences.quarter import Quarter
from cchc_cli.words.cadences.year import Year

LAST = "last"
NEVER = "never"
COLOURS = ("auto", "always", "never")


class UsageError(Exception):
    """Options that cannot be used; every problem of them."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def wrong_in(*readers: Callable[[], object]) -> list[Problem]:
    """Call every reader of options, and return what all of them found wrong."""
    problems: list[Problem] = []
    for reader in readers:
        try:
            reader()
        except UsageError as error:
            problems += error.problems
    return problems


def one_of(option: str, text: str, known: Collection[str], hint: str) -> None:
    if text not in known:
        raise bad_option(option, text, hint)


def bad_option(option: str, value: object, hint: str, **details: str) -> UsageError:
    return UsageError(Problem("bad-option", Place(option), {"value": str(value), "hint": hint, **details}, fatal=True))


def check_encoding(option: str, text: str) -> None:
    """Raise UsageError for a text with bytes that are no letters where it was typed: they come as halves of letters."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise bad_option(option, text, "encoding")


def read_day(option: str, text: str) -> date:
    try:
        period = parse_period(text)
    except ValueError:
        raise bad_option(option, text, "day") from None
    if period.start != period.last:
        raise bad_option(option, text, "day")
    return period.start


def today(zone: str) -> date:
    """Return the civil day in a time zone; the only place where the clock is read."""
    return datetime.now(ZoneInfo(zone)).date()


# The options that name a calendar period.
WINDOWS: Mapping[str, type[Cadence]] = {"month": Month, "quarter": Quarter, "half": HalfYear, "year": Year}


class WindowOptions(Struct, frozen=True):
    """The options that choose a window; at most one of them."""

    month: str | None = None
    quarter: str | None = None
    half: str | None = None
    year: str | None = None
    start: str | None = None
    end: str | None = None

    @property
    def given(self) -> bool:
        return any((self.month, self.quarter, self.half, self.year, self.start, self.end))

    def window(self, as_of: date) -> Period:
        """Return the window; without one, from the first day of the previous month to the last of this one."""
        chosen = [name for name in WINDOWS if getattr(self, name)]
        if len(chosen) + bool(self.start or self.end) > 1:
            given = [f"--{name} {getattr(self, name)}" for name in chosen]
            given += ["--from … --to …"] if self.start or self.end else []
            raise bad_option("--" + chosen[0], " ".join(given), "one-window")
        this_month = Month.containing(as_of)
        last_month = Month.containing(this_month.start - ONE_DAY)
        if self.start or self.end:
            return self._span()
        if not chosen:
            return Period(last_month.start, this_month.stop)
        if self.month == LAST:
            return last_month
        return self._calendar(chosen[0])

    def _calendar(self, name: str) -> Period:
        text = str(getattr(self, name))
        try:
            period = parse_period(text)
        except ValueError:
            raise bad_option(f"--{name}", text, name) from None
        if period.cadence is not WINDOWS[name]:
            raise bad_option(f"--{name}", text, name)
        return period

    def _span(self) -> Period:
        if not (self.start and self.end):
            raise bad_option("--from" if self.start else "--to", self.start or self.end, "from-to")
        start, end = read_day("--from", self.start), read_day("--to", self.end)
        if start > end:
            raise bad_option("--from", f"{start} .. {end}", "from-to")
        return span(start, end + ONE_DAY)


def read_fail_on(text: str) -> frozenset[Status]:
    if text == NEVER:
        return frozenset()
    try:
        return frozenset(Status(name.strip()) for name in text.split(","))
    except ValueError:
        raise bad_option("--fail-on", text, "status") from None


class Output(Struct, frozen=True):
    """A format, and the file it goes to; None is standard output."""

    format: str
    file: Path | None = None


def read_outputs(texts: Sequence[str], known: Sequence[str], binary: Collection[str] = ()) -> list[Output]:
    """Read `--format NAME` and `NAME=FILE`; at most one goes to standard output, a binary one never."""
    outputs = []
    for text in texts or known[:1]:
        name, equals, file = text.partition("=")
        if name not in known or (equals and not file):
            raise bad_option("--format", text, "format", known=", ".join(known))
        if name in binary and not file:
            raise bad_option("--format", text, "to-file")
        outputs.append(Output(name, Path(file) if file else None))
    if sum(output.file is None for output in outputs) > 1:
        raise bad_option("--format", ", ".join(texts), "one-stdout")
    return outputs


def files_of(outputs: Sequence[Output]) -> list[Path]:
    """Return the files that outputs go to."""
    return [output.file for output in outputs if output.file is not None]


def choose_language(option: str | None, setting: str | None) -> Language:
    """Take the option, the environment, the workspace's setting, or the locale."""
    asked = option or os.environ.get("CCHC_LANG") or setting
    if asked is None:
        return language_of(_locale())
    for language in LANGUAGES:
        if asked.lower() == language:
            return language
    raise bad_option("--lang", asked, "lang")


def _locale() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name]
    import locale  # on Windows, which has no such variables: Vietnamese_Vietnam.1258, vi-VN, English_Vietnam.1258

    return locale.setlocale(locale.LC_CTYPE)  # as it stands; getlocale() fails on what its table lacks


def catalogue(option: str | None, setting: str | None) -> Catalogue:
    return Catalogue(choose_language(option, setting))
