"""Common to all words of the files: strict keys, days, periods, lists."""

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
from cchc_cli.words.cadences import parse_period

Read = TypeVar("Read")
_DAY_LIKE = re.compile(r"\d+([/.-])\d+\1\d+")


class Key(NamedTuple):
    """One key of a group of words: its name, its meaning, and whether it is required."""

    name: str
    about: str
    required: bool = False


class Words(BaseModel):
    """A mapping in a file: only known keys are allowed, and its values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @classmethod
    def reference(cls) -> list[Key]:
        """Return the allowed keys, in the order of the reference page."""
        fields = cls.model_fields.items()
        return [Key(info.alias or name, info.description or "", info.is_required()) for name, info in fields]

    @model_validator(mode="wrap")
    @classmethod
    def _of_group(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Add the keys of this group to the fault of a wrong key."""
        try:
            return handler(value)
        except ValidationError as error:
            faults = [_again(detail, cls.reference()) for detail in error.errors(include_url=False)]
            raise ValidationError.from_exception_data(cls.__name__, faults) from None


def again(error: ValidationError, loc: tuple[int | str, ...] = ()) -> list[InitErrorDetails]:
    """Return the faults of an error, to be raised again below another location."""
    return [_again(detail, (), loc) for detail in error.errors(include_url=False)]


def _again(detail: ErrorDetails, keys: Sequence[Key], loc: tuple[int | str, ...] = ()) -> InitErrorDetails:
    """Return a fault to be raised again below another location, with the keys of its group for the message."""
    type_, ctx = detail["type"], detail.get("ctx")
    if keys and type_ in {"extra_forbidden", "missing", "model_type", "model_attributes_type"}:
        type_, ctx = _of_keys(type_, str(detail["loc"][-1]) if detail["loc"] else "", keys)
    fault = PydanticCustomError(type_, detail["msg"], ctx)
    return InitErrorDetails(type=fault, loc=(*loc, *detail["loc"]), input=detail["input"])


def _of_keys(type_: str, key: str, keys: Sequence[Key]) -> tuple[LiteralString, dict[str, str]]:
    """Return the code of a fault in the keys of a group, and the details for its message."""
    known = [key_.name for key_ in keys]
    if type_ == "extra_forbidden":
        from cchc_cli.language.intended import intended_key  # imported late, like its siblings: for wrong words only

        return "unknown-key", {"key": key, "known": ", ".join(known), "meant": intended_key(key, known)}
    if type_ == "missing":
        return "missing-key", {"key": key, "about": next(key_.about for key_ in keys if key_.name == key)}
    needed = [key_.name for key_ in keys if key_.required]
    form = ", ".join(f"{key_}: …" for key_ in dict.fromkeys([known[0], *needed]))
    return "not-words", {"form": f"{{{form}}}", "known": ", ".join(known)}


def read_day(value: Any) -> date:
    """Read a day in ISO form or a usual spelling. Raises PydanticCustomError, also for an impossible day (31/04)."""
    return value if isinstance(value, date) else _of_calendar(value, any_day, "bad-day")


def read_period(value: Any) -> Period:
    """Read a period or a day. Raises PydanticCustomError; a text that looks like a day (72/3/2026) is a bad day."""
    if isinstance(value, Period):
        return value
    return _of_calendar(value, parse_period, "bad-day" if _DAY_LIKE.fullmatch(str(value)) else "bad-period")


def _unreadable(text: str, code: LiteralString) -> PydanticCustomError:
    """Return the fault of a text that names no period, with the one that it probably means."""
    from cchc_cli.language.intended import intended_period

    meant, without_year = intended_period(text) if code == "bad-period" else ("", False)
    if without_year:
        return PydanticCustomError("period-without-year", "no year", {"typed": meant})
    return PydanticCustomError(code, "not of the calendar", {"meant": meant})


def _of_calendar(value: Any, read: Callable[[str], Read], otherwise: LiteralString) -> Read:
    """Return what `read` makes of a text. Raises PydanticCustomError with the code `otherwise` for any other text."""
    text = str(value).strip()
    try:
        return read(text)
    except MonthFirstError as error:
        details = {"value": text, "typed": error.iso, "local": error.local}
        raise PydanticCustomError("us-order", "the month first: {value}", details) from None
    except ValueError:
        raise _unreadable(text, otherwise) from None


def read_list(value: Any) -> Any:
    """Read `x` as `[x]`."""
    return value if isinstance(value, (list, tuple)) or value is None else [value]


def read_text(value: Any) -> Any:
    """Read a number as its text: a clause `3` or `1.2`, a code `115`."""
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


# The limits are listed before the reader, so that they apply to its result: a text of blanks is empty.
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), BeforeValidator(read_text)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(read_list)]
SomeTexts = Annotated[tuple[Text, ...], Field(min_length=1), BeforeValidator(read_list)]
Day = Annotated[date, BeforeValidator(read_day)]
Span = Annotated[Period, PlainValidator(read_period)]  # a calendar period keeps its cadence
Flag = Annotated[bool, Strict()]
Number = Annotated[int, Strict()]
