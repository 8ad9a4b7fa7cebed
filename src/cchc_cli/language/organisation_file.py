"""The words of the organisation file, the table of holidays and the waivers file."""

from __future__ import annotations

from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from cchc_cli.language.base import Day, Flag, SomeTexts, Span, Text, Texts, Words

ALSO_SAID = "Names that others have too: such a name in a log is refused, and the message lists all its meanings."


class UnitWords(Words, title="A unit"):
    """A unit: its name, its aliases, its parent, its first and last day."""

    name: Text = Field(description="The full name.")
    aliases: Texts = Field(default=(), description="Other names in logs.")
    also_said: Texts = Field(default=(), description=ALSO_SAID)
    part_of: Text | None = Field(default=None, description="The parent unit, which its work is credited to as well.")
    since: Day = Field(default=date.min, description="Its first day.")
    until: Day = Field(default=date.max, description="Its last day.")
    becomes: Text | None = Field(
        default=None,
        description="The successor after `until`: it owes everything that falls due later, and inherits the work.",
    )
    exempt: dict[str, Text] = Field(
        default_factory=dict, description="Quotas (full names) that it does not owe, each with the reason."
    )


class ChannelWords(Words, title="A channel"):
    """A channel: its name, its aliases, and the tags that it implies."""

    name: Text = Field(description="The full name.")
    aliases: Texts = Field(default=(), description="Other names in logs.")
    also_said: Texts = Field(default=(), description=ALSO_SAID)
    implies: Texts = Field(default=(), description="Tags that every item on this channel has.")


class TagWords(Words, title="A tag"):
    """A tag: its name, its aliases, and the tags that it implies (`cchc` by default)."""

    name: Text = Field(description="The full name.")
    aliases: Texts = Field(default=(), description="Other names in logs.")
    also_said: Texts = Field(default=(), description=ALSO_SAID)
    implies: Texts | None = Field(default=None, description="Tags that it implies; without this word `cchc`.")


class TypeWords(Words, title="A type"):
    """A type of the organisation, with its name; or other names for a built-in type."""

    name: Text | None = Field(default=None, description="The name for use in sentences; a new type needs it.")
    aliases: Texts = Field(default=(), description="Other names in logs and plans.")


class GroupWords(Words, title="A group"):
    """A group of units."""

    name: Text = Field(description="The full name.")
    aliases: Texts = Field(default=(), description="Other names in plans.")
    units: Texts = Field(description="Its units.")


class OrganisationWords(Words, title="The organisation file"):
    """An organisation file."""

    organisation: Text = Field(description="The code; the name of its folder.")
    name: Text = Field(description="The full name.")
    timezone: Text = Field(
        default="Asia/Ho_Chi_Minh", description="The time zone of its civil days.", validate_default=True
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
            code = "bad-timezone" if _is_zone("UTC") else "no-timezones"  # Windows has no time zone data of its own
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

    name: Text = Field(description="The name of the day.")
    source: Text = Field(description="The document that fixes it, or `unverified`.")
    active: Flag = Field(default=True, description="`false` keeps a disputed day on record without effect.")


class YearWords(Words, title="A year of holidays"):
    """The days off and working Saturdays of one year."""

    days_off: dict[str, DayWords] = Field(
        default_factory=dict, description="Days off that would otherwise be working days, by day."
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
    unit: SomeTexts = Field(description="The unit or group; for a joint quota all its leads.")
    period: Span | None = Field(
        default=None, description="The period or span that it covers; without this word every period."
    )
    reason: Text = Field(description="The reason.")
    approver: Text = Field(description="The body or person that decided.")
    number: Text = Field(description="The number of the decision.")
    last_day: Day = Field(description="The last day of the waiver, inclusive.")


class WaiverFile(Words, title="The waivers file"):
    """A waivers file."""

    sample: Literal[True] | None = Field(default=None, description="The waivers are invented.")
    waivers: tuple[WaiverWords, ...] = Field(default=(), description="The waivers.")
