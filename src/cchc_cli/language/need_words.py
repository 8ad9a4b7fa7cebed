"""The words of a plan file that say what is needed: how many of which kind, and the conditions on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, field_validator, model_validator
from pydantic_core import PydanticCustomError

from cchc_cli.language.base import Flag, Number, SomeTexts, Texts, Words
from cchc_cli.model.item import KINDS, PUBLISHED
from cchc_cli.model.plan import Identity

EITHER_KIND = "posts or videos"
KIND_WORDS: tuple[str, ...] = (*KINDS, EITHER_KIND)
PERCENT = re.compile(r"(0{0,2}[1-9]|0?[1-9][0-9]|100)\s*%")
DURATION = re.compile(r"([0-9]+):([0-5][0-9])")
# Of which kinds a row can say what a condition asks; a test holds it to the columns of the logs.
CONDITIONS: Mapping[str, frozenset[str]] = {
    "tags": frozenset(KINDS) - {"states"},
    "via": PUBLISHED | {"states"},
    "new": frozenset(KINDS) - {"states"},
    "has": frozenset({"documents"}),
    "distinct": frozenset({"broadcasts"}),  # by the number of their issue
    "shorter_than": frozenset({"videos", "broadcasts"}),
}


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
    def conditions(self) -> list[str]:
        """Return the keys of the conditions said that only rows of some kinds can meet."""
        said = {key: getattr(self, key) for key in CONDITIONS} | {"distinct": self.distinct == "issue"}
        return [key for key, value in said.items() if value]

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
