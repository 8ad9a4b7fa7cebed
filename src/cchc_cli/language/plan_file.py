"""The words of a plan file: its header, its quotas, its duties; each class is one group of words."""

from __future__ import annotations

from typing import Annotated, Any, LiteralString

from pydantic import BeforeValidator, Discriminator, Field, PlainValidator, Tag, field_validator, model_validator
from pydantic_core import PydanticCustomError

from cchc_cli.language.base import Day, Number, SomeTexts, Span, Text, Texts, Words, read_list, read_period
from cchc_cli.language.need_words import Needs
from cchc_cli.language.timing_words import (
    ABOUT,
    BeforeWords,
    DateWords,
    DueWords,
    EveryWords,
    LastWords,
    Standing,
    True_,
    UnknownWords,
    WithinWords,
)
from cchc_cli.language.written import Codes
from cchc_cli.model.period import PLAN_YEARS, Period
from cchc_cli.model.plan import DutyClass
from cchc_cli.words.timings import QUALIFIERS, TIMING_WORDS, TOGETHER

MAX_WORDING = 8


# ---- who owes


class EachWords(Words, title="owes: {each: …}"):
    """Each of the named units, and each unit of the named groups; `share` is the percentage of a group that must have it."""

    each: SomeTexts = Field(description="The units, and groups of which every unit owes it.")
    share: Number = Field(
        default=100,
        ge=1,
        le=100,
        description="The percentage of a group's units that must have it; 100 unless the plan states less.",
    )


class JointlyWords(Words, title="owes: {jointly: …}"):
    """The named units owe one thing together."""

    jointly: Annotated[tuple[Text, ...], Field(min_length=2)] = Field(
        description="The leads; an item of any of them counts, once."
    )


def _owes_form(value: Any) -> str | None:
    if isinstance(value, dict):
        return next((form for form in ("jointly", "unknown") if form in value), "each")
    return "unknown" if isinstance(value, UnknownWords) else "code"


# A recurring quota with a single day: the day of its last period, or of each period.
EVERY_AND_DAY = ({"every", "before"}, {"every", "by"})


def _no_list(value: Any) -> Any:
    if isinstance(value, list):
        raise PydanticCustomError("owes-list", "a list")
    return value


Owes = Annotated[
    Annotated[Text, Tag("code")]
    | Annotated[EachWords, Tag("each")]
    | Annotated[JointlyWords, Tag("jointly")]
    | Annotated[UnknownWords, Tag("unknown")],
    Discriminator(_owes_form),
    BeforeValidator(_no_list),
]


# ---- a quota


class QuotaWords(Words, title="A quota"):
    """One quota: its owners, its needs, its timing, and its other readings."""

    title: Text = Field(description="A short title in your own words.")
    clause: Text = Field(description="Its article, clause or section in the document.")
    wording: Text | None = Field(
        default=None, description="The phrase that sets the number or the date, at most eight words."
    )
    repeats: Texts = Field(default=(), description="Other clauses with the same content; not counted twice.")
    owes: Owes = Field(
        description="The owner: a unit; `each GROUP`; a group as one body; `{each: …}`; `{jointly: …}`; `{unknown: …}`."
    )
    with_: Texts = Field(default=(), alias="with", description="The coordinating units; for the reader, never judged.")
    needs: Needs = Field(description="The need: one part, or several under `all` or `any`; `{unknown: …}`.")
    every: EveryWords | None = Field(default=None, description=ABOUT["every"])
    last: LastWords | None = Field(default=None, description=ABOUT["last"])
    before: BeforeWords | None = Field(default=None, description=ABOUT["before"])
    by: Span | None = Field(default=None, description=ABOUT["by"])
    within: WithinWords | None = Field(default=None, description=ABOUT["within"])
    during: Span | None = Field(default=None, description=ABOUT["during"])
    for_: Annotated[tuple[Span, ...], Field(min_length=1), BeforeValidator(read_list)] | None = Field(
        default=None, alias="for", description=ABOUT["for"]
    )
    due: DueWords | None = Field(default=None, description=ABOUT["due"])
    standing: Standing | None = Field(default=None, description=ABOUT["standing"])
    tracked: True_ | None = Field(default=None, description=ABOUT["tracked"])
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
        """The words of timing in this quota, including qualifiers of other words."""
        words = (*TIMING_WORDS, *QUALIFIERS)
        return frozenset(word for word in words if getattr(self, "for_" if word == "for" else word) is not None)

    @model_validator(mode="after")
    def _one_timing(self) -> QuotaWords:
        words = self.timing_words
        if words not in TOGETHER:
            present = [*sorted(words - QUALIFIERS.keys()), *sorted(words & QUALIFIERS.keys())]
            if not present:
                raise PydanticCustomError("no-timing", "timing")
            code: LiteralString = "every-and-day" if words in EVERY_AND_DAY else "one-timing"
            raise PydanticCustomError(code, "timing", {"found": " + ".join(present), "day": present[0]})
        return self


# ---- the whole file

QUOTA_ID = "[^\\s/;|,\"'`]+"  # what commands, `for` columns and full names (PLAN/QUOTA) can hold


class NotBefore(Words, title="issued: {not_before: …}"):
    """Not even the month of issue is known, only the earliest possible day."""

    not_before: Day = Field(description="The earliest possible day of issue.")


def _read_issued(value: Any) -> Period:
    """Read a day, or a month if the day is blank. Raises PydanticCustomError."""
    try:
        return read_period(value)
    except PydanticCustomError as error:
        raise PydanticCustomError("bad-issued", "a day or month") if error.type == "bad-period" else error from None


def _issued_form(value: Any) -> str:
    return "not_before" if isinstance(value, (dict, NotBefore)) else "span"


Issued = Annotated[
    Annotated[Period, PlainValidator(_read_issued), Tag("span")] | Annotated[NotBefore, Tag("not_before")],
    Discriminator(_issued_form),
]


class HeaderReading(Words, title="A reading of the header"):
    """Another reading of the plan's header."""

    issued: Issued = Field(description="The other day of issue.")


class Defaults(Words, title="defaults: {…}"):
    """Defaults for all quotas: the tags of posts, videos and broadcasts."""

    tags: Codes | None = Field(default=None, description="The tags that posts, videos and broadcasts need.")


class DutyWords(Words, title="A duty"):
    """A clause that no figure can judge."""

    clause: Text = Field(description="Its article, clause or section in the document.")
    class_: DutyClass = Field(
        alias="class", description="`evidence` (should exist, no number), `standing`, `topic`, `judgement`, `optional`."
    )
    unit: Texts = Field(description="The units that have this duty, or `all`.")
    title: Text = Field(description="A few words of your own.")
    tags: Texts = Field(default=(), description="For topics and evidence: the tags to look for.")
    see: Text | None = Field(default=None, description="The quota or clause it is close to.")


class AmendedWords(Words, title="amended: {…}"):
    """Another plan replaces this one before the end of its year; everything due after `ends` is owed under that plan."""

    by: Text = Field(description="The number of the document that replaces it.")
    from_: Day = Field(alias="from", description="The first day in force of that document, after `ends`.")


def read_year(value: Any) -> int:
    """Read the year of a plan. Raises PydanticCustomError outside PLAN_YEARS."""
    if isinstance(value, int) and not isinstance(value, bool) and PLAN_YEARS[0] <= value <= PLAN_YEARS[-1]:
        return value
    raise PydanticCustomError("bad-year", "a year", {"least": str(PLAN_YEARS[0]), "most": str(PLAN_YEARS[-1])})


Year = Annotated[int, PlainValidator(read_year)]


class PlanWords(Words, title="The plan file"):
    """A plan file: its header, its quotas, its duties."""

    plan: Text = Field(description="The plan's id; part of every full quota name.")
    title: Text = Field(description="A short title in your own words.")
    number: Text | None = Field(default=None, description="The document's number; leave it out if it is blank.")
    issued: Issued = Field(
        description="The day of issue; only the month (`2026-05`) if the day is blank; `{not_before: DAY}` if both are."
    )
    starts: Day | None = Field(
        default=None,
        description="The first day in force, if it is not the day of issue (or 1 January, for a plan issued the year before); it may be in another year.",
    )
    ends: Day | None = Field(
        default=None,
        description="The last day in force, if it is not the last of the year; it may be in another year.",
    )
    amended: AmendedWords | None = Field(
        default=None,
        description="The plan that replaces this one after `ends`: anything due later is owed under that plan.",
    )
    dates: dict[Text, DateWords] = Field(
        default_factory=dict,
        description="Days fixed by this plan or another document, by name; `within` and `before` may count from them.",
    )
    year: Year = Field(description="The plan's year; in force to its last day unless `ends` is given.")
    sources: Texts = Field(default=(), description="The files of the document.")
    defaults: Defaults = Field(default=Defaults(), description="Defaults for quotas that do not override them.")
    readings: dict[str, HeaderReading] = Field(
        default_factory=dict, description="Other readings of the header, by name."
    )
    quotas: dict[str, QuotaWords] = Field(
        default_factory=dict,
        description="The quotas, by id.",
        json_schema_extra={"propertyNames": {"pattern": f"^{QUOTA_ID}$"}},
    )
    duties: tuple[DutyWords, ...] = Field(default=(), description="The clauses that no figure can judge.")
