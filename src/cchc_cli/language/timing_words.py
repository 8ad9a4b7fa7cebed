"""The words of timing in a plan file, and their combinations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, LiteralString, get_args

from pydantic import BeforeValidator, Discriminator, Field, PlainValidator, Tag, model_validator
from pydantic_core import PydanticCustomError

from cchc_cli.language.base import Day, Flag, Number, Span, Text, Words
from cchc_cli.model import timing
from cchc_cli.model.period import Cadence
from cchc_cli.model.rounds import Measure, Rounds
from cchc_cli.words.cadences import CADENCE, CADENCES
from cchc_cli.words.timings import QUALIFIERS, TIMING_WORDS

MAX_LENGTH, MAX_DAYS = 3660, 31
_CADENCES = f"{', '.join(cadence.one['en'] for cadence in CADENCES[:-1])} or {CADENCES[-1].one['en']}"
ABOUT: Mapping[str, str] = {
    word: about["en"].replace("{cadences}", _CADENCES) for word, about in {**TIMING_WORDS, **QUALIFIERS}.items()
}


def read_cadence(value: Any) -> type[Cadence]:
    cadence = CADENCE.get(value) if isinstance(value, str) else None
    if cadence is None:
        from cchc_cli.language.intended import has_no_cycle, intended_cadence  # imported late: for wrong words only

        text = str(value) if isinstance(value, (str, int)) else ""
        code: LiteralString = "no-cycle" if has_no_cycle(text) else "bad-cadence"
        details = {"known": ", ".join(CADENCE), "meant": intended_cadence(text)}
        raise PydanticCustomError(code, "none of {known}", details)
    return cadence


CadenceWord = Annotated[type[Cadence], PlainValidator(read_cadence)]


def _read_number(value: Any, highest: int, code: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= highest:
        return value
    raise PydanticCustomError(code, "a number to {most}", {"most": str(highest)})


def read_length(value: Any) -> int:
    """Read a number of days, weeks or months, 1 to MAX_LENGTH. Raises PydanticCustomError."""
    return _read_number(value, MAX_LENGTH, "bad-length")


def read_month_day(value: Any) -> int:
    """Read the number of a day of a month, 1 to MAX_DAYS. Raises PydanticCustomError."""
    return _read_number(value, MAX_DAYS, "bad-month-day")


Length = Annotated[int, PlainValidator(read_length)]
MonthDayNumber = Annotated[int, PlainValidator(read_month_day)]


class RoundsWords(Words, title="every: {…}"):
    """Rounds of equal length, counted from the first day of `during`; without it, from the first day in force."""

    days: Length | None = Field(default=None, description="The days of a round.")
    weeks: Length | None = Field(default=None, description="The weeks of a round.")
    months: Length | None = Field(default=None, description="The months of a round.")

    @model_validator(mode="after")
    def _one_of_them(self) -> RoundsWords:
        if len(self._measures()) != 1:
            raise PydanticCustomError("one-length", "one of days, weeks and months")
        return self

    def _measures(self) -> list[Measure]:
        return [measure for measure in get_args(Measure) if getattr(self, measure) is not None]

    @property
    def rounds(self) -> Rounds:
        [measure] = self._measures()
        return Rounds(measure, getattr(self, measure))


def _every_form(value: Any) -> str:
    return "rounds" if isinstance(value, (dict, RoundsWords)) else "cadence"


EveryWords = Annotated[
    Annotated[CadenceWord, Tag("cadence")] | Annotated[RoundsWords, Tag("rounds")], Discriminator(_every_form)
]


class LastWords(Words, title="last: {…}"):
    """The last period of the year ends earlier: before a day, or by a day."""

    before: Span | None = Field(default=None, description="Before this day or month.")
    by: Span | None = Field(default=None, description="By this day, or the end of this month.")

    @model_validator(mode="after")
    def _one_of_them(self) -> LastWords:
        if (self.before is None) == (self.by is None):
            raise PydanticCustomError("before-or-by", "one of before and by")
        return self


class WithinWords(Words, title="within: {…}"):
    """A number of days, working days or months from an event; the day of the event is not counted."""

    days: Length | None = Field(
        default=None, description="Calendar days; a last day off moves to the next working day."
    )
    working_days: Length | None = Field(default=None, description="Working days, by the table of holidays.")
    months: Length | None = Field(
        default=None,
        description="Months: the day of the same number, or the month's last; a day off moves to the next working day.",
    )
    of: Text = Field(description="The event: `issue`, the plan's own day of issue, or a day that `dates` names.")

    @model_validator(mode="after")
    def _one_length(self) -> WithinWords:
        if len(self.measures()) != 1:
            raise PydanticCustomError("one-length-of", "one of days, working_days and months")
        return self

    def measures(self) -> list[timing.Lapse]:
        """Return the measures that are given."""
        return [measure for measure in get_args(timing.Lapse) if getattr(self, measure) is not None]


class AheadWords(Words, title="before: {…}"):
    """A number of days before an event; the day of the event is not counted, and the due day never moves."""

    days: Length = Field(description="Calendar days.")
    of: Text = Field(description="The event: a day that `dates` names.")


def _before_form(value: Any) -> str:
    return "ahead" if isinstance(value, (dict, AheadWords)) else "period"


BeforeWords = Annotated[
    Annotated[Span, Tag("period")] | Annotated[AheadWords, Tag("ahead")], Discriminator(_before_form)
]


class UnknownWords(Words, title="{unknown: …}"):
    """The plan leaves an owner, a need, a due day or a named day open; this is the question to ask."""

    unknown: Text = Field(description="The question to ask; until it is answered the verdict is blocked.")

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, value: Any) -> Any:
        """Refuse other words beside `unknown`."""
        others = [key for key in value if key != "unknown"] if isinstance(value, dict) else []
        if others and "unknown" in value:
            raise PydanticCustomError("words-apart", "unknown, or known", {"key": "unknown", "other": str(others[0])})
        return value


class MonthDayWords(Words, title="due: {by: …}"):
    """With `every`: a day of each period's last month, or of the month after."""

    by: MonthDayNumber | None = Field(
        default=None, description="The last day is this day; in a shorter month, its last day."
    )
    before: MonthDayNumber | None = Field(default=None, description="The last day is the day before this one.")
    of: Literal["next"] | None = Field(
        default=None, description="`next`: of the month after the period; for documents of the type `report`."
    )

    @model_validator(mode="after")
    def _one_day(self) -> MonthDayWords:
        if (self.by is None) == (self.before is None):
            raise PydanticCustomError("before-or-by", "one of before and by")
        if self.before == 1 and self.of is None:
            raise PydanticCustomError("before-first", "no day before the first")
        return self

    @property
    def month_day(self) -> timing.MonthDay:
        return timing.MonthDay(self.by or self.before or 0, before=self.before is not None, next=self.of is not None)


def _due_form(value: Any) -> str:
    if isinstance(value, UnknownWords) or (isinstance(value, dict) and "unknown" in value):
        return "unknown"
    of_month = isinstance(value, MonthDayWords) or (
        isinstance(value, dict) and not {"by", "before", "of"}.isdisjoint(value)
    )
    return "month" if of_month else "days"


def _a_due(value: Any) -> Any:
    if not isinstance(value, (dict, UnknownWords, MonthDayWords)):
        raise PydanticCustomError("bad-due", "no form of due")
    return value


DueWords = Annotated[
    Annotated[UnknownWords, Tag("unknown")]
    | Annotated[MonthDayWords, Tag("month")]
    | Annotated[dict[Span, Day], Field(min_length=1), Tag("days")],
    Discriminator(_due_form),
    BeforeValidator(_a_due),
]


def _date_form(value: Any) -> str:
    return "unknown" if isinstance(value, (dict, UnknownWords)) else "day"


DateWords = Annotated[Annotated[Day, Tag("day")] | Annotated[UnknownWords, Tag("unknown")], Discriminator(_date_form)]


class StandingWords(Words, title="standing: {…}"):
    """A snapshot of the state is valid for `fresh_days` days."""

    fresh_days: Number = Field(
        ge=1, le=3660, description="The number of days for which a snapshot is valid; after that the verdict is missed."
    )


def _only_true(value: Any) -> Any:
    if value is False:
        raise PydanticCustomError("only-true", "only true")
    return value


def _standing_form(value: Any) -> str:
    return "fresh" if isinstance(value, (dict, StandingWords)) else "true"


True_ = Annotated[Flag, BeforeValidator(_only_true)]
Standing = Annotated[
    Annotated[True_, Tag("true")] | Annotated[StandingWords, Tag("fresh")], Discriminator(_standing_form)
]
