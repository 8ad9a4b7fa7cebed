"""What a plan file may say; every class is a word or a group of words of the language."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, field_validator, model_validator
from pydantic_core import PydanticCustomError

from cchc_cli.language.base import Day, Span, Text, Texts, Words, read_day, read_list, read_period
from cchc_cli.model.item import KINDS
from cchc_cli.model.period import Cadence
from cchc_cli.model.plan import DutyClass, Identity

EITHER_KIND = "posts or videos"
KIND_WORDS: tuple[str, ...] = (*KINDS, EITHER_KIND)
TIMING_WORDS = ("every", "before", "by", "within", "during", "for", "due", "standing", "tracked")
_PERCENT = re.compile(r"(\d{1,3})\s*%")
_DURATION = re.compile(r"(\d+):([0-5]\d)")
MAX_WORDING = 8


# ---- who owes


class EachWords(Words):
    """Each of the units named, and each unit of the groups named; of a group so many per cent must have it."""

    each: Texts
    share: int = Field(default=100, ge=1, le=100)


class JointlyWords(Words):
    """The units named owe one thing together."""

    jointly: Annotated[Texts, Field(min_length=2)]


def _owes_form(value: Any) -> str | None:
    if isinstance(value, dict):
        return "jointly" if "jointly" in value else "each"
    return "code"


Owes = Annotated[
    Annotated[Text, Tag("code")] | Annotated[EachWords, Tag("each")] | Annotated[JointlyWords, Tag("jointly")],
    Discriminator(_owes_form),
]


# ---- what is needed


class Alternatives(Words):
    """Any one, or all, of the codes listed."""

    any: Texts | None = None
    all: Texts | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Alternatives:
        if (self.any is None) == (self.all is None):
            raise PydanticCustomError("any-or-all", "one of any and all")
        return self


def _as_alternatives(value: Any) -> Any:
    return value if isinstance(value, (dict, Alternatives)) else {"any": value}


Codes = Annotated[Alternatives, BeforeValidator(_as_alternatives)]


class Amount(Words):
    """`2`; `100 %`; `any`, where the plan states no number and none is implied."""

    number: int | None = Field(default=None, ge=1)
    percent: int | None = Field(default=None, ge=1, le=100)


def _as_amount(value: Any) -> Any:
    if isinstance(value, Amount) or value is None:
        return value
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return Amount(number=value)
    if value == "any":
        return Amount()
    match = _PERCENT.fullmatch(str(value))
    if match and 1 <= int(match[1]) <= 100:
        return Amount(percent=int(match[1]))
    raise PydanticCustomError("bad-amount", "not an amount: {value}", {"value": str(value)})


Count = Annotated[Amount, BeforeValidator(_as_amount)]


class PartWords(Words):
    """One product: how many of which kind, and the conditions on it."""

    posts: Count | None = None
    videos: Count | None = None
    broadcasts: Count | None = None
    conferences: Count | None = None
    documents: Count | None = None
    materials: Count | None = None
    states: Count | None = None
    posts_or_videos: Count | None = Field(default=None, alias=EITHER_KIND)
    aim: int | None = Field(default=None, ge=1)
    implied: bool = False
    type: Texts = ()
    tags: Codes | None = None
    via: Codes | None = None
    from_: Literal["anyone"] | None = Field(default=None, alias="from")
    new: bool = False
    has: Texts = ()
    distinct: Identity = "work"
    shorter_than: int | None = None

    @field_validator("shorter_than", mode="before")
    @classmethod
    def _read_duration(cls, value: Any) -> int | None:
        if value is None:
            return None
        match = _DURATION.fullmatch(str(value))
        if match is None:
            raise PydanticCustomError("bad-duration", "not a duration: {value}", {"value": str(value)})
        return int(match[1]) * 60 + int(match[2])

    @property
    def amounts(self) -> dict[str, Amount]:
        found = {kind: getattr(self, kind.replace(" ", "_")) for kind in KIND_WORDS}
        return {kind: amount for kind, amount in found.items() if amount is not None}

    @model_validator(mode="after")
    def _one_kind(self) -> PartWords:
        if len(self.amounts) != 1:
            raise PydanticCustomError("one-kind", "needs exactly one kind", {"found": ", ".join(self.amounts) or "0"})
        return self


class AllWords(Words):
    """Every part is needed."""

    all: Annotated[tuple[PartWords, ...], Field(min_length=2)]


class AnyWords(Words):
    """Any one part is enough."""

    any: Annotated[tuple[PartWords, ...], Field(min_length=2)]


def _needs_form(value: Any) -> str:
    if isinstance(value, dict) and "all" in value:
        return "all"
    return "any" if isinstance(value, dict) and "any" in value else "part"


Needs = Annotated[
    Annotated[PartWords, Tag("part")] | Annotated[AllWords, Tag("all")] | Annotated[AnyWords, Tag("any")],
    Discriminator(_needs_form),
]


# ---- by when


class LastWords(Words):
    """The last period of the year ends earlier: before a day, or by it."""

    before: Span | None = None
    by: Span | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> LastWords:
        if (self.before is None) == (self.by is None):
            raise PydanticCustomError("before-or-by", "one of before and by")
        return self


class WithinWords(Words):
    """So many calendar days from an event, the day of the event not counted."""

    days: int = Field(ge=1)
    of: Literal["issue"]


class UnknownWords(Words):
    """The plan does not say; the question to ask."""

    unknown: Text


def _due_form(value: Any) -> str:
    return "unknown" if isinstance(value, dict) and "unknown" in value else "days"


def _as_days(value: Any) -> Any:
    """Read `{2026-Q1: 2026-03-20}`: period labels to days."""
    if not isinstance(value, dict) or not value:
        raise PydanticCustomError("bad-due", "not a list of days")
    return {read_period(label).label: read_day(day) for label, day in value.items()}


DueWords = Annotated[
    Annotated[UnknownWords, Tag("unknown")] | Annotated[dict[str, date], BeforeValidator(_as_days), Tag("days")],
    Discriminator(_due_form),
]


class StandingWords(Words):
    """A snapshot of the state holds for so many days."""

    fresh_days: int = Field(ge=1)


class QuotaWords(Words):
    """One quota: who owes, what it needs, by when, and how else it can be read."""

    title: Text
    clause: Text
    wording: Text | None = None
    repeats: Texts = ()
    owes: Owes
    with_: Texts = Field(default=(), alias="with")
    needs: Needs
    every: Cadence | None = None
    last: LastWords | None = None
    before: Span | None = None
    by: Span | None = None
    within: WithinWords | None = None
    during: Span | None = None
    for_: Annotated[tuple[Span, ...], BeforeValidator(read_list)] | None = Field(default=None, alias="for")
    due: DueWords | None = None
    standing: Literal[True] | StandingWords | None = None
    tracked: Literal[True] | None = None
    readings: dict[str, dict[str, Any]] = Field(default_factory=dict)

    @field_validator("wording")
    @classmethod
    def _short_wording(cls, value: str | None) -> str | None:
        if value and len(value.split()) > MAX_WORDING:
            raise PydanticCustomError("long-wording", "too long", {"most": str(MAX_WORDING)})
        return value

    @property
    def timing_words(self) -> frozenset[str]:
        fields = {word: getattr(self, "for_" if word == "for" else word) for word in TIMING_WORDS}
        return frozenset(word for word, value in fields.items() if value is not None)

    @model_validator(mode="after")
    def _one_timing(self) -> QuotaWords:
        words = self.timing_words
        if words not in TIMINGS or (self.last and words != {"every"}):
            found = [*sorted(words), *(["last"] if self.last else [])]
            raise PydanticCustomError("one-timing", "timing", {"found": " + ".join(found) or "0"})
        return self


TIMINGS: frozenset[frozenset[str]] = frozenset(
    frozenset(words.split())
    for words in (
        "every", "every due", "before", "by", "within", "during", "for before", "for by", "for due", "due",
        "standing", "tracked",
    )
)  # fmt: skip


# ---- the whole file


class NotBefore(Words):
    """Not even the month of issue is known: it cannot be before this day."""

    not_before: Day


def _issued_form(value: Any) -> str:
    return "not_before" if isinstance(value, (dict, NotBefore)) else "span"


Issued = Annotated[
    Annotated[Span, Tag("span")] | Annotated[NotBefore, Tag("not_before")],
    Discriminator(_issued_form),
]


class HeaderReading(Words):
    """Another reading of the plan's header."""

    issued: Issued


class Defaults(Words):
    """What holds for every quota that does not say otherwise: the tags of posts, videos and broadcasts."""

    tags: Codes | None = None


class DutyWords(Words):
    """A clause that no figure can judge."""

    clause: Text
    class_: DutyClass = Field(alias="class")
    unit: Texts
    title: Text
    tags: Texts = ()
    see: Text | None = None


class PlanWords(Words):
    """A plan file: its header, its quotas, its duties."""

    plan: Text
    title: Text
    number: Text | None = None
    issued: Issued
    starts: Day | None = None
    year: int = Field(ge=2000, le=2100)
    sources: Texts = ()
    defaults: Defaults = Defaults()
    readings: dict[str, HeaderReading] = Field(default_factory=dict)
    quotas: dict[str, QuotaWords] = Field(default_factory=dict)
    duties: tuple[DutyWords, ...] = ()
