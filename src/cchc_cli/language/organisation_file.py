"""What an organisation file, the table of holidays and the waivers may say."""

from __future__ import annotations

from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from cchc_cli.language.base import Day, Flag, SomeTexts, Span, Text, Texts, Words

ALSO_SAID = "Names it shares with others: such a name in a log is refused, with all that it may mean."


class UnitWords(Words, title="A unit"):
    """A unit: its name, what else it is called, what it is part of, since and until when it exists."""

    name: Text = Field(description="The full name.")
    aliases: Texts = Field(default=(), description="Other names it goes by in logs.")
    also_said: Texts = Field(default=(), description=ALSO_SAID)
    part_of: Text | None = Field(default=None, description="The unit that its work is credited to as well.")
    since: Day = Field(default=date.min, description="The first day it exists.")
    until: Day = Field(default=date.max, description="The last day it exists.")
    becomes: Text | None = Field(
        default=None,
        description="The unit that carries on after `until`: it owes what falls due later, and has the work.",
    )
    exempt: dict[str, Text] = Field(
        default_factory=dict, description="Quotas (full names) it does not owe, each with the reason."
    )


class ChannelWords(Words, title="A channel"):
    """A channel: its name, aliases, and the tags that everything on it has."""

    name: Text = Field(description="The full name.")
    aliases: Texts = Field(default=(), description="Other names it goes by in logs.")
    also_said: Texts = Field(default=(), description=ALSO_SAID)
    implies: Texts = Field(default=(), description="Tags that everything on it has.")


class TagWords(Words, title="A tag"):
    """A tag: its name, aliases, and the tags it brings with it (`cchc` unless said otherwise)."""

    name: Text = Field(description="The full name.")
    aliases: Texts = Field(default=(), description="Other names it goes by in logs.")
    also_said: Texts = Field(default=(), description=ALSO_SAID)
    implies: Texts | None = Field(default=None, description="Tags it brings with it; `cchc` where it is left out.")


class TypeWords(Words, title="A type"):
    """A type of one's own, with its name; or other names for a type that is built in."""

    name: Text | None = Field(default=None, description="The name, as sentences say it; needed of a new type.")
    aliases: Texts = Field(default=(), description="Other names it goes by in logs and plans.")


class GroupWords(Words, title="A group"):
    """A group of units."""

    name: Text = Field(description="The full name.")
    aliases: Texts = Field(default=(), description="Other names it goes by in plans.")
    units: Texts = Field(description="Its units.")


class OrganisationWords(Words, title="The organisation file"):
    """An organisation file."""

    organisation: Text = Field(description="The code; the name of its folder.")
    name: Text = Field(description="The full name.")
    timezone: Text = Field(
        default="Asia/Ho_Chi_Minh", description="Where its civil days are counted.", validate_default=True
    )
    sample: Flag = Field(default=False, description="Its units or evidence are invented; every output then says so.")
    units: dict[str, UnitWords] = Field(description="The units, by code.")
    groups: dict[str, GroupWords] = Field(default_factory=dict, description="The groups, by code.")
    channels: dict[str, ChannelWords] = Field(
        description="The channels, by code; the order decides ties between channels."
    )
    tags: dict[str, TagWords] = Field(description="The tags, by code.")
    types: dict[str, dict[str, TypeWords]] = Field(
        default_factory=dict,
        description="Types of your own and other names for those built in, by kind of evidence and code.",
    )

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if not _is_zone(value):
            code = "bad-timezone" if _is_zone("UTC") else "no-timezones"  # Windows has no table of its own
            raise PydanticCustomError(code, "not a time zone: {value}", {"value": value})
        return value


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


class DayWords(Words, title="A day of the table"):
    """A day off, or a Saturday worked instead. `active: false` keeps a disputed day on record without effect."""

    name: Text = Field(description="What day it is.")
    source: Text = Field(description="The document that says so, or `unverified`.")
    active: Flag = Field(default=True, description="`false` keeps a disputed day on record without effect.")


class YearWords(Words, title="A year of holidays"):
    """The days off and working Saturdays of one year."""

    days_off: dict[str, DayWords] = Field(
        default_factory=dict, description="Days off on what would be working days, by day."
    )
    working: dict[str, DayWords] = Field(
        default_factory=dict, description="Saturdays or Sundays worked instead, by day."
    )


class HolidayWords(Words, title="The table of holidays"):
    """The table of holidays."""

    years: dict[int, YearWords] = Field(description="The tables, by year.")


class WaiverWords(Words, title="A waiver"):
    """A decision that an obligation need not be met, to its last day (inclusive)."""

    quota: Text = Field(description="The quota's full name.")
    unit: SomeTexts = Field(description="The unit or group; of a joint quota all its leads.")
    period: Span | None = Field(
        default=None, description="The period or span it covers; every period where it is left out."
    )
    reason: Text = Field(description="Why.")
    approver: Text = Field(description="Who decided.")
    number: Text = Field(description="The number of the decision.")
    last_day: Day = Field(description="The last day on which it waives, inclusive.")


class WaiverFile(Words, title="The waivers file"):
    """A waivers file."""

    sample: Literal[True] | None = Field(default=None, description="The waivers are invented.")
    waivers: tuple[WaiverWords, ...] = Field(default=(), description="The waivers.")
