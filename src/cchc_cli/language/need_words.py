"""The words of `needs` in a plan file: how many of which kind, and the conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, TypeVar

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    PrivateAttr,
    Tag,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic.functional_validators import ModelWrapValidatorHandler
from pydantic_core import InitErrorDetails, PydanticCustomError

from cchc_cli.language.base import Flag, Key, Number, SomeTexts, Text, Words, again
from cchc_cli.language.timing_words import UnknownWords
from cchc_cli.language.written import read
from cchc_cli.model.word import Condition, Written
from cchc_cli.words.conditions import CONDITIONS
from cchc_cli.words.conditions.at_most import AtMost
from cchc_cli.words.kinds import KIND, KINDS

EITHER_KIND = "posts or videos"
KIND_WORDS: tuple[str, ...] = (*KIND, EITHER_KIND)
WORDS: Mapping[str, type[Condition]] = {condition.word: condition for condition in CONDITIONS}
KIND_ABOUT: Mapping[str, str] = {kind.word: kind.about["en"] for kind in KINDS} | {
    EITHER_KIND: "How many of either kind; `type` then limits the posts."
}
FROM_TO = re.compile(r"0*([1-9][0-9]*) ?(?:-|–|—|\.\.+|…|đến) ?0*([1-9][0-9]*)")
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[., ][0-9]{3})+")
PERCENT = re.compile(r"(0{0,2}[1-9]|0?[1-9][0-9]|100)\s*%")


class Amount(Words):
    """An amount: `2`; `100 %`; `all`, each value of a list; `any`, if the plan states and implies no number."""

    number: int | None = Field(default=None, ge=0)
    percent: int | None = Field(default=None, ge=1, le=100)
    every: bool = False


def _as_amount(value: Any) -> Any:
    if isinstance(value, Amount) or value is None:
        return value
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return Amount(number=value)
    text = str(value)
    if text in {"any", "all"}:
        return Amount(every=text == "all")
    if match := PERCENT.fullmatch(text):
        return Amount(percent=int(match[1]))
    if match := FROM_TO.fullmatch(text):
        raise PydanticCustomError(
            "amount-range", "a range", {"value": text, "least": int(match[1]), "aim": int(match[2])}
        )
    if GROUPED.fullmatch(text):
        raise PydanticCustomError("amount-marks", "marks", {"value": text, "right": re.sub(r"\D", "", text)})
    numbers = [] if "%" in text else re.findall(r"\d+", text)
    meant = str(int(numbers[0])) if len(numbers) == 1 else ""
    raise PydanticCustomError("bad-amount", "not an amount", {"meant": meant})


Count = Annotated[Amount, BeforeValidator(_as_amount)]


class PartWords(Words, title="A part of what is needed"):
    """One product: how many of which kind, and its conditions."""

    name: Text | None = Field(default=None, description="Its name in tables and results, if a quota has several parts.")
    aim: Number | None = Field(
        default=None, ge=1, description="The higher number that the plan hopes for; never judged."
    )
    implied: Flag = Field(
        default=False,
        description='The plan states a cycle or "in the year" but no number: at least 1, marked as implied.',
    )
    of: SomeTexts | None = Field(
        default=None,
        description="With `distinct`: the values that count. With the amount `all` each of them is needed.",
    )
    _amounts: dict[str, Amount] = PrivateAttr(default_factory=dict)
    _written: dict[str, Written] = PrivateAttr(default_factory=dict)

    @classmethod
    def reference(cls) -> list[Key]:
        kinds = [Key(kind, about) for kind, about in KIND_ABOUT.items()]
        return [*kinds, *super().reference(), *(Key(condition.word, condition.about["en"]) for condition in CONDITIONS)]

    @model_validator(mode="wrap")
    @classmethod
    def _read_words(cls, value: Any, handler: ModelWrapValidatorHandler[PartWords]) -> PartWords:
        """Read the kind and each condition by its own reader, and raise all faults of the part together."""
        if not isinstance(value, dict):
            return handler(value)
        if parts := sorted({"all", "any", "unknown"} & value.keys()):
            raise PydanticCustomError("parts-in-part", "parts in a part", {"key": parts[0]})
        faults: list[InitErrorDetails] = []
        amounts = _each_read(value, KIND_WORDS, _amount, faults)
        written = _each_read(value, WORDS, lambda word, text: read(WORDS[word], text), faults)
        part: PartWords | None = None
        try:
            part = handler({key: text for key, text in value.items() if key not in {*KIND_WORDS, *WORDS}})
        except ValidationError as error:
            faults += again(error)
        faults += _zeros(amounts, written)
        kinds = [kind for kind in KIND_WORDS if value.get(kind) is not None]
        if not faults and len(kinds) != 1:
            raise PydanticCustomError("one-kind", "needs exactly one kind", {"found": ", ".join(kinds) or "0"})
        if faults or part is None:
            raise ValidationError.from_exception_data(cls.__name__, faults)
        part._amounts, part._written = amounts, written
        return part

    @property
    def amount(self) -> tuple[str, Amount]:
        """The kind as written in the plan, and its amount."""
        return next(iter(self._amounts.items()))

    @property
    def written(self) -> Mapping[str, Written]:
        """The values of the conditions, by word."""
        return self._written


Read = TypeVar("Read")


def _each_read(
    values: Mapping[str, object],
    words: Iterable[str],
    reader: Callable[[str, object], Read],
    faults: list[InitErrorDetails],
) -> dict[str, Read]:
    """Return the values of those words that a part has; faults are added to `faults`."""
    values_read = {}
    for word in words:
        if values.get(word) is not None:
            try:
                values_read[word] = reader(word, values[word])
            except ValidationError as error:
                faults += again(error, (word,))
    return values_read


def _zeros(amounts: Mapping[str, Amount], written: Mapping[str, Written]) -> list[InitErrorDetails]:
    """Return the faults of amounts of 0, which only a limit may have."""
    if written.get(AtMost.word):
        return []
    error = PydanticCustomError("bad-amount", "not an amount: {value}", {"value": "0"})
    return [
        InitErrorDetails(type=error, loc=(kind,), input=0) for kind, amount in amounts.items() if amount.number == 0
    ]


def _amount(_: str, value: object) -> Amount:
    return TypeAdapter(Count).validate_python(value)


class AllWords(Words, title="needs: {all: …}"):
    """Every part is needed."""

    all: Annotated[tuple[PartWords, ...], Field(min_length=2)] = Field(
        description="The parts, each of which is needed."
    )


class AnyWords(Words, title="needs: {any: …}"):
    """Any one part is enough."""

    any: Annotated[tuple[PartWords, ...], Field(min_length=2)] = Field(description="The parts, one of which is enough.")


def _needs_form(value: Any) -> str:
    if isinstance(value, UnknownWords) or (isinstance(value, dict) and "unknown" in value):
        return "unknown"
    if isinstance(value, dict) and "all" in value:
        return "all"
    return "any" if isinstance(value, dict) and "any" in value else "part"


Needs = Annotated[
    Annotated[PartWords, Tag("part")]
    | Annotated[AllWords, Tag("all")]
    | Annotated[AnyWords, Tag("any")]
    | Annotated[UnknownWords, Tag("unknown")],
    Discriminator(_needs_form),
]
