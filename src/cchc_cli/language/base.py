"""What every word of the files has in common: strict keys, days, periods, lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any, LiteralString, NamedTuple, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    Strict,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic.functional_validators import ModelWrapValidatorHandler
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from cchc_cli.model.day import MonthFirstError, any_day
from cchc_cli.model.period import Period
from cchc_cli.model.text import nearest
from cchc_cli.words.cadences import parse_period

Read = TypeVar("Read")
_DAY_LIKE = re.compile(r"\d+([/.-])\d+\1\d+")


class Key(NamedTuple):
    """One key of a group of words, what it means, and whether it must be written."""

    name: str
    about: str
    required: bool = False


class Words(BaseModel):
    """A mapping of a file: known keys only, never changed after it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @classmethod
    def reference(cls) -> list[Key]:
        """Return the keys that may be written, in the order of the reference."""
        fields = cls.model_fields.items()
        return [Key(one.alias or name, one.description or "", one.is_required()) for name, one in fields]

    @model_validator(mode="wrap")
    @classmethod
    def _of_group(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Say of a fault in the keys of this group which keys it has."""
        try:
            return handler(value)
        except ValidationError as error:
            faults = [_again(one, cls.reference()) for one in error.errors(include_url=False)]
            raise ValidationError.from_exception_data(cls.__name__, faults) from None


def again(error: ValidationError, loc: tuple[int | str, ...] = ()) -> list[InitErrorDetails]:
    """Return the faults of an error, to be told below another place."""
    return [_again(one, (), loc) for one in error.errors(include_url=False)]


def _again(one: ErrorDetails, keys: Sequence[Key], loc: tuple[int | str, ...] = ()) -> InitErrorDetails:
    """Return a fault to be told below another place, with what a message says of the keys of its group."""
    type_, ctx = one["type"], one.get("ctx")
    if keys and type_ in {"extra_forbidden", "missing", "model_type", "model_attributes_type"}:
        type_, ctx = _of_keys(type_, str(one["loc"][-1]) if one["loc"] else "", keys)
    fault = PydanticCustomError(type_, one["msg"], ctx)
    return InitErrorDetails(type=fault, loc=(*loc, *one["loc"]), input=one["input"])


def _of_keys(type_: str, key: str, keys: Sequence[Key]) -> tuple[LiteralString, dict[str, str]]:
    """Return our code of a fault in the keys of a group, and what fills its message."""
    known = [one.name for one in keys]
    if type_ == "extra_forbidden":
        return "unknown-key", {"key": key, "known": ", ".join(known), "meant": nearest(key, known, 0.7)}
    if type_ == "missing":
        return "missing-key", {"key": key, "about": next(one.about for one in keys if one.name == key)}
    needed = [one.name for one in keys if one.required]
    form = ", ".join(f"{one}: …" for one in dict.fromkeys([known[0], *needed]))
    return "not-words", {"form": f"{{{form}}}", "known": ", ".join(known)}


def read_day(value: Any) -> date:
    """Read a day, in its ISO form or as people write it; an impossible one (31/04, 72/3) is refused, never rolled over."""
    return value if isinstance(value, date) else _of_calendar(value, any_day, "bad-day")


def read_period(value: Any) -> Period:
    """Read a period or a day; a text in the form of a day that is no day (72/3/2026) is refused as a day."""
    if isinstance(value, Period):
        return value
    return _of_calendar(value, parse_period, "bad-day" if _DAY_LIKE.fullmatch(str(value)) else "bad-period")


def _of_calendar(value: Any, read: Callable[[str], Read], otherwise: LiteralString) -> Read:
    """Return what a text says of the calendar; `otherwise` is the fault of a text that says nothing of it."""
    text = str(value).strip()
    try:
        return read(text)
    except MonthFirstError as error:
        details = {"value": text, "iso": error.iso, "local": error.local}
        raise PydanticCustomError("us-order", "the month first: {value}", details) from None
    except ValueError:
        raise PydanticCustomError(otherwise, "not of the calendar") from None


def read_list(value: Any) -> Any:
    """Take `x` for `[x]`."""
    return value if isinstance(value, (list, tuple)) or value is None else [value]


def read_text(value: Any) -> Any:
    """Take a number for the text it is written as: a clause `3` or `1.2`, a code `115`."""
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


# Limits stand before the reader, so that they hold of what it returns: a text of blanks is none.
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), BeforeValidator(read_text)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(read_list)]
SomeTexts = Annotated[tuple[Text, ...], Field(min_length=1), BeforeValidator(read_list)]
Day = Annotated[date, BeforeValidator(read_day)]
Span = Annotated[Period, PlainValidator(read_period)]  # a calendar period stays one
Flag = Annotated[bool, Strict()]
Number = Annotated[int, Strict()]
