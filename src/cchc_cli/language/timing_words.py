"""The words of a plan file that say by when, and which of them may stand together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Discriminator, Field, PlainValidator, Tag, model_validator
from pydantic_core import PydanticCustomError

from cchc_cli.language.base import Day, Flag, Number, Span, Text, Words
from cchc_cli.model.period import Cadence
from cchc_cli.model.rounds import Measure, Rounds
from cchc_cli.words.cadences import CADENCE, CADENCES
from cchc_cli.words.timings import QUALIFIERS, TIMING_WORDS

_CADENCES = f"{', '.join(one.one['en'] for one in CADENCES[:-1])} or {CADENCES[-1].one['en']}"
ABOUT: Mapping[str, str] = {
    word: about["en"].replace("{cadences}", _CADENCES) for word, about in {**TIMING_WORDS, **QUALIFIERS}.items()
}


def read_cadence(value: Any) -> type[Cadence]:
    found = CADENCE.get(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("bad-cadence", "none of {known}", {"known": ", ".join(CADENCE)})
    return found


CadenceWord = Annotated[type[Cadence], PlainValidator(read_cadence)]
Length = Annotated[Number, Field(ge=1, le=3660)]


class RoundsWords(Words, title="every: {…}"):
    """Rounds of equal length, counted from the first day of `during`, without it from the first day in force."""

    days: Length | None = Field(default=None, description="How many days a round has.")
    weeks: Length | None = Field(default=None, description="How many weeks a round has.")
    months: Length | None = Field(default=None, description="How many months a round has.")

    @model_validator(mode="after")
    def _one_of_them(self) -> RoundsWords:
        if len(self._given()) != 1:
            raise PydanticCustomError("one-length", "one of days, weeks and months")
        return self

    def _given(self) -> list[Measure]:
        return [one for one in get_args(Measure) if getattr(self, one) is not None]

    @property
    def rounds(self) -> Rounds:
        [measure] = self._given()
        return Rounds(measure, getattr(self, measure))


def _every_form(value: Any) -> str:
    return "rounds" if isinstance(value, (dict, RoundsWords)) else "cadence"


EveryWords = Annotated[
    Annotated[CadenceWord, Tag("cadence")] | Annotated[RoundsWords, Tag("rounds")], Discriminator(_every_form)
]


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


class UnknownWords(Words, title="{unknown: …}"):
    """The plan does not say who owes it, what is needed or when it is due; the question to ask."""

    unknown: Text = Field(description="The question to ask; until it is answered the verdict is blocked.")


def _due_form(value: Any) -> str:
    return "unknown" if isinstance(value, dict) and "unknown" in value else "days"


DueWords = Annotated[
    Annotated[UnknownWords, Tag("unknown")] | Annotated[dict[Span, Day], Field(min_length=1), Tag("days")],
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
