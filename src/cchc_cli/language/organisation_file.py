"""What an organisation file, the table of holidays and the waivers may say."""

from __future__ import annotations

from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from cchc_cli.language.base import Day, Span, Text, Texts, Words


class UnitWords(Words):
    """A unit: its name, what else it is called, what it is part of, since and until when it exists."""

    name: Text
    aliases: Texts = ()
    part_of: Text | None = None
    since: Day = date.min
    until: Day = date.max
    exempt: dict[str, Text] = Field(default_factory=dict)


class ChannelWords(Words):
    """A channel: its name, aliases, and the tags that everything on it has."""

    name: Text
    aliases: Texts = ()
    implies: Texts = ()


class TagWords(Words):
    """A tag: its name, aliases, and the tags it brings with it (`cchc` unless said otherwise)."""

    name: Text
    aliases: Texts = ()
    implies: Texts | None = None


class GroupWords(Words):
    """A group of units."""

    name: Text
    units: Texts


class OrganisationWords(Words):
    """An organisation file."""

    organisation: Text
    name: Text
    timezone: Text = "Asia/Ho_Chi_Minh"
    sample: bool = False
    units: dict[str, UnitWords]
    groups: dict[str, GroupWords] = Field(default_factory=dict)
    channels: dict[str, ChannelWords]
    tags: dict[str, TagWords]

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise PydanticCustomError("bad-timezone", "not a time zone: {value}", {"value": value}) from None
        return value


class DayWords(Words):
    """A day off, or a Saturday worked instead. `active: false` keeps a disputed day on record without effect."""

    name: Text
    source: Text
    active: bool = True


class YearWords(Words):
    """The days off and working Saturdays of one year."""

    days_off: dict[str, DayWords] = Field(default_factory=dict)
    working: dict[str, DayWords] = Field(default_factory=dict)


class HolidayWords(Words):
    """The table of holidays."""

    years: dict[int, YearWords]


class WaiverWords(Words):
    """A decision that an obligation need not be met, to its last day (inclusive)."""

    quota: Text
    unit: Text
    period: Span | None = None
    reason: Text
    approver: Text
    number: Text
    last_day: Day


class WaiverFile(Words):
    """A waivers file."""

    sample: Literal[True] | None = None
    waivers: tuple[WaiverWords, ...] = ()
