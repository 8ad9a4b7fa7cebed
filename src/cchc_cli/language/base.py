"""What every word of the files has in common: strict keys, days, periods, lists."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, Strict, StringConstraints
from pydantic_core import PydanticCustomError

from cchc_cli.model.period import Period
from cchc_cli.words.cadences import parse_period

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")  # `fromisoformat` alone would take weeks (2026-W12-3) too
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


def read_day(value: Any) -> date:
    """Read an ISO day; an impossible one (31/04, 72/3) is refused, never rolled over."""
    if isinstance(value, date):
        return value
    text = str(value)
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise PydanticCustomError("bad-day", "not a day: {value}", {"value": text})


def read_period(value: Any) -> Period:
    """Read a period or a day; what has the form of a day but is none (72/3/2026) is said to be no day."""
    if isinstance(value, Period):
        return value
    try:
        return parse_period(str(value))
    except ValueError:
        code = "bad-day" if _DAY_LIKE.fullmatch(str(value)) else "bad-period"
        raise PydanticCustomError(code, "not a period: {value}", {"value": str(value)}) from None


def read_list(value: Any) -> Any:
    """Take `x` for `[x]`."""
    return value if isinstance(value, (list, tuple)) or value is None else [value]


def read_text(value: Any) -> Any:
    """Take a number for the text it is written as: a clause `3`, a code `115`."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


# Limits stand before the reader, so that they hold of what it returns: a text of blanks is none.
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), BeforeValidator(read_text)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(read_list)]
SomeTexts = Annotated[tuple[Text, ...], Field(min_length=1), BeforeValidator(read_list)]
Day = Annotated[date, BeforeValidator(read_day)]
Span = Annotated[Period, PlainValidator(read_period)]  # a calendar period stays one
Flag = Annotated[bool, Strict()]
Number = Annotated[int, Strict()]
