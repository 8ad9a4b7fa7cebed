"""What a plan file may say; every class is a word or a group of words of the language."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, field_validator, model_validator
from pydantic_core import PydanticCustomError

from cchc_cli.language.base import Day, Flag, Label, Number, SomeTexts, Span, Text, Texts, Words, read_list
from cchc_cli.model.item import KINDS
from cchc_cli.model.period import Cadence
from cchc_cli.model.plan import DutyClass, Identity

EITHER_KIND = "posts or videos"
KIND_WORDS: tuple[str, ...] = (*KINDS, EITHER_KIND)
TIMING_WORDS = ("every", "before", "by", "within", "during", "for", "due", "standing", "tracked")
PERCENT = re.compile(r"(0{0,2}[1-9]|0?[1-9][0-9]|100)\s*%")
DURATION = re.compile(r"([0-9]+):([0-5][0-9])")
MAX_WORDING = 8


# ---- who owes


class EachWords(Words, title="owes: {each: …}"):
    """Each of the units named, and each unit of the groups named; of a group so many per cent must have it."""

    each: SomeTexts = Field(description="The units, and groups of which every unit owes it.")
    share: Number = Field(
        default=100,
        ge=1,
        le=100,
        description="Of a group, how many per cent of the units must have it; 100 where the plan says no less.",
    )


class JointlyWords(Words, title="owes: {jointly: …}"):
    """The units named owe one thing together."""

    jointly: Annotated[tuple[Text, ...], Field(min_length=2)] = Field(
        description="The leads; an item of any of them counts, once."
    )


def _owes_form(value: Any) -> str | None:
    if isinstance(value, dict):
        return "jointly" if "jointly" in value else "each"
    return "code"


def _no_list(value: Any) -> Any:
    if isinstance(value, list):
        raise PydanticCustomError("owes-list", "a list")
    return value


Owes = Annotated[
    Annotated[Text, Tag("code")] | Annotated[EachWords, Tag("each")] | Annotated[JointlyWords, Tag("jointly")],
    Discriminator(_owes_form),
    BeforeValidator(_no_list),
]


# ---- what is needed


class Alternatives(Words, title="{any: …} or {all: …}"):
    """Any one, or all, of the codes listed."""

    any: SomeTexts | None = Field(default=None, description="One of them is enough.")
    all: SomeTexts | None = Field(default=None, description="All of them are needed.")

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
    match = PERCENT.fullmatch(str(value))
    if match:
        return Amount(percent=int(match[1]))
    raise PydanticCustomError("bad-amount", "not an amount: {value}", {"value": str(value)})


Count = Annotated[Amount, BeforeValidator(_as_amount)]


class PartWords(Words, title="A part of what is needed"):
    """One product: how many of which kind, and the conditions on it."""

    posts: Count | None = Field(default=None, description="How many posts: news, articles, photos, infographics.")
    videos: Count | None = Field(default=None, description="How many videos.")
    broadcasts: Count | None = Field(default=None, description="How many broadcasts.")
    conferences: Count | None = Field(
        default=None, description="How many events: dialogues, trainings, conferences, workshops, contests, meetings."
    )
    documents: Count | None = Field(
        default=None, description="How many documents; with `has`, a percentage of those there are."
    )
    materials: Count | None = Field(default=None, description="How many materials: leaflets, handbooks, boards …")
    states: Count | None = Field(
        default=None, description="What value a state must have: a number, or a percentage of all."
    )
    posts_or_videos: Count | None = Field(
        default=None, alias=EITHER_KIND, description="How many of either kind; `type` then limits the posts."
    )
    aim: Number | None = Field(
        default=None, ge=1, description="What the plan hopes for beyond the least number; never judged."
    )
    implied: Flag = Field(
        default=False,
        description='The plan states a cycle or "in the year" but no number: at least 1, and said to be so.',
    )
    type: Texts = Field(default=(), description="The types that count; every type where it is left out.")
    tags: Codes | None = Field(
        default=None, description="The tags of which one (or, with `all`, each) is needed; replaces the plan's default."
    )
    via: Codes | None = Field(
        default=None, description="The channels: any of a list, or each of `all`; anywhere where it is left out."
    )
    from_: Literal["anyone"] | None = Field(
        default=None, alias="from", description="`anyone`: the items of any unit of the organisation count."
    )
    new: Flag = Field(default=False, description="Not seen before: its title on another channel, its URL anywhere.")
    has: Texts = Field(default=(), description="What a document must contain, as the `has` column names it.")
    distinct: Identity = Field(
        default="work",
        description="What makes two rows one: the work (title and URL), the `issue` number, or the `title` whatever the day.",
    )
    shorter_than: int | None = Field(
        default=None,
        description='Only shorter than this, `"3:00"` in minutes and seconds; a row without a duration does not count.',
    )

    @field_validator("shorter_than", mode="before")
    @classmethod
    def _read_duration(cls, value: Any) -> int | None:
        if value is None:
            return None
        match = DURATION.fullmatch(str(value))
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


class AllWords(Words, title="needs: {all: …}"):
    """Every part is needed."""

    all: Annotated[tuple[PartWords, ...], Field(min_length=2)] = Field(
        description="The parts, each of which is needed."
    )


class AnyWords(Words, title="needs: {any: …}"):
    """Any one part is enough."""

    any: Annotated[tuple[PartWords, ...], Field(min_length=2)] = Field(description="The parts, one of which is enough.")


def _needs_form(value: Any) -> str:
    if isinstance(value, dict) and "all" in value:
        return "all"
    return "any" if isinstance(value, dict) and "any" in value else "part"


Needs = Annotated[
    Annotated[PartWords, Tag("part")] | Annotated[AllWords, Tag("all")] | Annotated[AnyWords, Tag("any")],
    Discriminator(_needs_form),
]


# ---- by when


class LastWords(Words, title="last: {…}"):
    """The last period of the year ends earlier: before a day, or by it."""

    before: Span | None = Field(default=None, description="Before this day or month.")
    by: Span | None = Field(default=None, description="By this day, or the end of this month.")

    @model_validator(mode="after")
    def _one_of_them(self) -> LastWords:
        if (self.before is None) == (self.by is None):
            raise PydanticCustomError("before-or-by", "one of before and by")
        return self


class WithinWords(Words, title="within: {…}"):
    """So many calendar days from an event, the day of the event not counted."""

    days: Number = Field(
        ge=1, le=3660, description="Calendar days; the day of the event is not counted, a last day off work moves on."
    )
    of: Literal["issue"] = Field(description="The event: `issue`, the plan's own day of issue.")


class UnknownWords(Words, title="due: {unknown: …}"):
    """The plan does not say; the question to ask."""

    unknown: Text = Field(description="The question to ask; until it is answered the verdict is blocked.")


def _due_form(value: Any) -> str:
    return "unknown" if isinstance(value, dict) and "unknown" in value else "days"


DueWords = Annotated[
    Annotated[UnknownWords, Tag("unknown")] | Annotated[dict[Label, Day], Field(min_length=1), Tag("days")],
    Discriminator(_due_form),
]


class StandingWords(Words, title="standing: {…}"):
    """A snapshot of the state holds for so many days."""

    fresh_days: Number = Field(
        ge=1, le=3660, description="How many days a snapshot holds; older than that it is missed."
    )


def _only_true(value: Any) -> Any:
    if value is False:
        raise PydanticCustomError("bad-value", "only true")
    return value


def _standing_form(value: Any) -> str:
    return "fresh" if isinstance(value, (dict, StandingWords)) else "true"


True_ = Annotated[Flag, BeforeValidator(_only_true)]
Standing = Annotated[
    Annotated[True_, Tag("true")] | Annotated[StandingWords, Tag("fresh")], Discriminator(_standing_form)
]


class QuotaWords(Words, title="A quota"):
    """One quota: who owes, what it needs, by when, and how else it can be read."""

    title: Text = Field(description="A short title in your own words.")
    clause: Text = Field(description="Where it stands in the document.")
    wording: Text | None = Field(
        default=None, description="The phrase that sets the number or the date, at most eight words."
    )
    repeats: Texts = Field(default=(), description="Other clauses that say the same; not counted twice.")
    owes: Owes = Field(
        description="Who owes it: a unit; `each GROUP`; a group as one body; `{each: …}`; `{jointly: …}`."
    )
    with_: Texts = Field(default=(), alias="with", description="Who helps; for the reader, never judged.")
    needs: Needs = Field(description="What is needed: one part, or several under `all` or `any`.")
    every: Cadence | None = Field(default=None, description="In each calendar month, quarter, half-year or year.")
    last: LastWords | None = Field(default=None, description="With `every`: the year's last period ends earlier.")
    before: Span | None = Field(
        default=None, description="Once, before this day (its eve is the last day) or this month."
    )
    by: Span | None = Field(default=None, description="Once, by this day, or by the end of this month or quarter.")
    within: WithinWords | None = Field(default=None, description="Once, within so many days of an event.")
    during: Span | None = Field(default=None, description="One total over a year or span: `2026`, `2026-04..2026-12`.")
    for_: Annotated[tuple[Span, ...], Field(min_length=1), BeforeValidator(read_list)] | None = Field(
        default=None, alias="for", description="Reports for these periods, with `before`, `by` or `due`."
    )
    due: DueWords | None = Field(
        default=None, description="The due day of each period, or that it is unknown: days the plan does not state."
    )
    standing: Standing | None = Field(default=None, description="A state to keep up: the latest snapshot decides.")
    tracked: True_ | None = Field(default=None, description="Neither number nor cycle: shown, never judged.")
    readings: dict[str, dict[str, Any]] = Field(
        default_factory=dict, description="Other readings by name: the words that change."
    )

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


class NotBefore(Words, title="issued: {not_before: …}"):
    """Not even the month of issue is known: it cannot be before this day."""

    not_before: Day = Field(description="The earliest day the document can have been issued.")


def _issued_form(value: Any) -> str:
    return "not_before" if isinstance(value, (dict, NotBefore)) else "span"


Issued = Annotated[
    Annotated[Span, Tag("span")] | Annotated[NotBefore, Tag("not_before")],
    Discriminator(_issued_form),
]


class HeaderReading(Words, title="A reading of the header"):
    """Another reading of the plan's header."""

    issued: Issued = Field(description="The other day of issue.")


class Defaults(Words, title="defaults: {…}"):
    """What holds for every quota that does not say otherwise: the tags of posts, videos and broadcasts."""

    tags: Codes | None = Field(default=None, description="The tags that posts, videos and broadcasts need.")


class DutyWords(Words, title="A duty"):
    """A clause that no figure can judge."""

    clause: Text = Field(description="Where it stands in the document.")
    class_: DutyClass = Field(
        alias="class", description="`evidence` (should exist, no number), `standing`, `topic`, `judgement`, `optional`."
    )
    unit: Texts = Field(description="Whose duty it is, or `all`.")
    title: Text = Field(description="A few words of your own.")
    tags: Texts = Field(default=(), description="For topics and evidence: what is looked for.")
    see: Text | None = Field(default=None, description="The quota or clause it is close to.")


class PlanWords(Words, title="The plan file"):
    """A plan file: its header, its quotas, its duties."""

    plan: Text = Field(description="The plan's id; part of every full quota name.")
    title: Text = Field(description="A short title in your own words.")
    number: Text | None = Field(default=None, description="The document's number; left out where it is blank.")
    issued: Issued = Field(
        description="The day of issue; the month alone (`2026-05`) where the day is blank; `{not_before: DAY}` where both are."
    )
    starts: Day | None = Field(default=None, description="The first day in force, where it is not the day of issue.")
    year: Number = Field(ge=2000, le=2100, description="The plan's year; it is in force to its end.")
    sources: Texts = Field(default=(), description="The files of the document.")
    defaults: Defaults = Field(
        default=Defaults(), description="What holds for every quota that does not say otherwise."
    )
    readings: dict[str, HeaderReading] = Field(
        default_factory=dict, description="Other readings of the header, by name."
    )
    quotas: dict[str, QuotaWords] = Field(default_factory=dict, description="The quotas, by id.")
    duties: tuple[DutyWords, ...] = Field(default=(), description="The clauses no figure can judge.")
