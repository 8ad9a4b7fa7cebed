"""Rulings: the overseeing body accepts or rejects rows that units claim."""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field

from cchc_cli.model.item import Item
from cchc_cli.model.period import Period
from cchc_cli.model.problem import Place


class Ruling(Struct, frozen=True):
    """A decision on rows of evidence.

    It names rows by `url`; or by `units`, `day` and `title`; or by `units` and `period`. `url` and `title` are in the form
    in which addresses and titles are compared, `units` are codes, `day` is the day that a row is judged by.
    """

    accepted: bool
    reason: str
    by: str
    on: date
    number: str = ""
    url: str = ""
    units: tuple[str, ...] = ()
    day: date | None = None
    title: str = ""
    period: Period | None = None
    place: Place = field(default_factory=lambda: Place(""))


class RulingEffect(Struct, frozen=True):
    """A ruling and the rows whose credit falls by it; `matched` is False where it names no row at all."""

    ruling: Ruling
    rows: tuple[Item, ...] = ()
    matched: bool = False
