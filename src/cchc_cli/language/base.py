"""What every word of the files has in common: strict keys, days, periods, lists."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from cchc_cli.model.period import Period, parse_period

_DAY_LIKE = re.compile(r"\d+([/.-])\d+\1\d+")


class Words(BaseModel):
    """A mapping of a file: known keys only, never changed after it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def read_day(value: Any) -> date:
    """Read an ISO day; an impossible one (31/04, 72/3) is refused, never rolled over."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("bad-day", "not a day: {value}", {"value": str(value)}) from None


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


Text = Annotated[str, BeforeValidator(read_text), StringConstraints(min_length=1, strip_whitespace=True)]
Day = Annotated[date, BeforeValidator(read_day)]
Label = Annotated[str, BeforeValidator(lambda value: read_period(value).label)]
Span = Annotated[Period, BeforeValidator(read_period)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(read_list)]
