"""Reading the values of conditions in a plan file: one reader for each form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from cchc_cli.language.base import Flag, SomeTexts, Text, Texts, Words
from cchc_cli.model import word
from cchc_cli.model.word import Condition, Form, Written

DURATION = re.compile(r"([0-9]+):([0-5][0-9])")


class Alternatives(Words, title="{any: …} or {all: …}"):
    """Any one, or all, of the listed codes."""

    any: SomeTexts | None = Field(default=None, description="One of them is enough.")
    all: SomeTexts | None = Field(default=None, description="All of them are needed.")

    @model_validator(mode="after")
    def _one_of_them(self) -> Alternatives:
        if (self.any is None) == (self.all is None):
            raise PydanticCustomError("any-or-all", "one of any and all")
        return self

    @property
    def codes(self) -> word.Codes:
        return word.Codes(self.any or self.all or (), every=bool(self.all))


def _as_alternatives(value: Any) -> Any:
    return value if isinstance(value, (dict, Alternatives)) else {"any": value}


Codes = Annotated[Alternatives, BeforeValidator(_as_alternatives)]


def _read_duration(value: Any) -> Any:
    match = DURATION.fullmatch(str(value))
    if match is None:
        raise PydanticCustomError("bad-duration", "not a duration: {value}", {"value": str(value)})
    return int(match[1]) * 60 + int(match[2])


Length = Annotated[int, BeforeValidator(_read_duration)]  # seconds

READERS: Mapping[Form, Any] = {
    Form.FLAG: Flag,
    Form.TEXT: Text,
    Form.TEXTS: Texts,
    Form.CODES: Codes,
    Form.TYPES: Texts,
    Form.CHOICE: Text,
    Form.LENGTH: Length,
}


def none_of(choices: Iterable[str]) -> PydanticCustomError:
    """Return the fault of a value that is not one of the choices."""
    *others, last = (repr(choice) for choice in choices)
    expected = f"{', '.join(others)} or {last}" if others else last
    return PydanticCustomError("literal_error", "not one of {expected}", {"expected": expected})


@cache
def _reader(form: Form) -> TypeAdapter[Written | Alternatives]:
    return TypeAdapter(READERS[form])


def read(condition: type[Condition], value: object) -> Written:
    """Return the value of a condition's word. Raises ValidationError if it does not have the form of the word."""
    value_read = _reader(condition.form).validate_python(value)
    if condition.choices and value_read not in condition.choices:
        error = none_of(condition.choices)
        raise ValidationError.from_exception_data("choice", [InitErrorDetails(type=error, input=value)])
    return value_read.codes if isinstance(value_read, Alternatives) else value_read
