"""Forms of single words as JSON Schema: texts, days, periods, amounts, single values in place of lists.

Editors show `errorMessage` instead of a message with a pattern, and show the title of each form;
validators ignore both. All keywords used have the same meaning in drafts 07 and 2020-12, so that old
editors read a schema as new editors do.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from cchc_cli.language.need_words import PERCENT
from cchc_cli.language.plan_file import MAX_WORDING
from cchc_cli.language.timing_words import MAX_DAYS, MAX_LENGTH
from cchc_cli.language.written import DURATION
from cchc_cli.model.period import FIRST_YEAR, LAST_YEAR, PLAN_YEARS
from cchc_cli.words.cadences import CADENCES, labels_around
from cchc_cli.words.cadences.day import Day
from cchc_cli.words.cadences.month import Month

Form = dict[str, Any]

_EXAMPLE = date(2026, 4, 30)
_CENTURIES = "|".join(str(century) for century in range(int(FIRST_YEAR[:2]), int(LAST_YEAR[:2]) + 1))
_YEAR = f"({_CENTURIES})[0-9]{{2}}"
_BEHIND_THE_YEAR = "|".join(dict.fromkeys(cadence.pattern for cadence in CADENCES if cadence.pattern))
_CALENDAR = f"{_YEAR}(-({_BEHIND_THE_YEAR}))?"

# Usual spellings. In spellings with words only the year at the end is checked: a pattern cannot ignore accents.
_DAY_NUMBER, _MONTH_NUMBER, _LOCAL_YEAR = "(0?[1-9]|[12][0-9]|3[01])", "(0?[1-9]|1[0-2])", "([0-9]{4}|[0-9]{2})"
_IN_WORDS = rf"(0?6 )?[^0-9\s.-][^0-9.]*([0-9]{{1,2}}[^0-9.]+)?([0-9]{{1,2}}[^0-9.]+)?{_YEAR}"
_LOCAL_DAY = "|".join(f"{_DAY_NUMBER}{sign}{_MONTH_NUMBER}{sign}{_LOCAL_YEAR}" for sign in ("/", "-", "[.]"))
_WRITTEN_DAY = rf"({_LOCAL_DAY}|{_DAY_NUMBER} [^0-9.]+( {_MONTH_NUMBER} [^0-9.]+)? [0-9]{{4}}|{_IN_WORDS})"
_WRITTEN = rf"({_CALENDAR}|{_WRITTEN_DAY}|{_MONTH_NUMBER} ?/ ?{_YEAR})"

SOMETHING: Form = {"type": ["boolean", "number", "string", "array", "object"]}

TEXT: Form = {
    "title": "A text",
    "type": ["string", "number"],
    "pattern": r"\S",
    "errorMessage": "write a text; in quotes where it would be read as something else",
}
DAY: Form = {
    "title": "A day",
    "type": "string",
    "pattern": rf"^\s*([0-9]{{4}}-{Day.pattern}|{_WRITTEN_DAY})\s*$",
    "errorMessage": "write a day of the calendar, as 2026-04-30 or 30/4/2026",
}
# A year without quotes is a number.
PERIOD: Form = {
    "title": "A period",
    "type": ["string", "integer"],
    "pattern": rf"^\s*{_WRITTEN}\s*(([.]{{2,3}}|…)\s*{_WRITTEN}\s*)?$",
    "minimum": int(FIRST_YEAR),
    "maximum": int(LAST_YEAR),
    "errorMessage": f"write a period: {', '.join(labels_around(_EXAMPLE))}, 2026-04..2026-12",
}
CADENCE: Form = {"title": "One of these", "enum": [cadence.word for cadence in CADENCES], "type": "string"}
ISSUED: Form = {
    "type": "string",
    "pattern": rf"^\s*({_YEAR}-({Day.pattern}|{Month.pattern})|{_WRITTEN_DAY}|{_MONTH_NUMBER} ?/ ?{_YEAR}|{_CALENDAR}\s*\.\.\s*{_CALENDAR})\s*$",
    "errorMessage": "write the day, as 2026-04-30; the month, as 2026-04; or {not_before: DAY}",
}
# For keys, which editors show as numbers although JSON has only texts as keys.
YEAR: Form = {
    "title": "A year",
    "type": ["string", "integer"],
    "pattern": "^[0-9]{4}$",
    "minimum": 1000,
    "maximum": 9999,
    "errorMessage": "write a year, as 2026",
}
AMOUNT: Form = {
    "title": "An amount",
    "type": ["integer", "string"],
    "minimum": 0,
    "pattern": f"^(any|all|{PERCENT.pattern})$",
    "errorMessage": "write a number, a percentage as 100 %, all (of a list), or any",
}
LENGTH: Form = {
    "title": "A length of time",
    "type": "string",
    "pattern": f"^{DURATION.pattern}$",
    "errorMessage": 'write minutes and seconds in quotes, as "3:00"',
}
PLAN_YEAR: Form = {
    "type": "integer",
    "minimum": PLAN_YEARS[0],
    "maximum": PLAN_YEARS[-1],
    "errorMessage": f"write a year from {PLAN_YEARS[0]} to {PLAN_YEARS[-1]}",
}
LENGTH_OF_TIME: Form = {
    "type": "integer",
    "minimum": 1,
    "maximum": MAX_LENGTH,
    "errorMessage": f"write a number from 1 to {MAX_LENGTH}",
}
MONTH_DAY: Form = {
    "type": "integer",
    "minimum": 1,
    "maximum": MAX_DAYS,
    "errorMessage": f"write the number of a day of the month, 1 to {MAX_DAYS}",
}
WORDING: Form = {
    "title": "A phrase",
    "type": ["string", "number"],
    "pattern": rf"^\s*\S+(\s+\S+){{0,{MAX_WORDING - 1}}}\s*$",
    "errorMessage": f"write a phrase of the document, at most {MAX_WORDING} words",
}
TRUE: Form = {"title": "True", "enum": [True], "errorMessage": "write true, or leave the word out"}


def one_or_list(array: Form) -> Form:
    """Return the form of an array or a single item."""
    item = array["items"]
    alone = {**item, "errorMessage": f"{item['errorMessage']}; or a list"}
    return {"title": "One, or a list", "anyOf": [alone, {"title": "A list", **array}]}


def either(forms: list[Form]) -> Form:
    """Return a choice of forms.

    A mapping is checked only against the mappings, any other value only against the other form: otherwise an editor says
    of a wrong mapping that it is no text.
    """
    mappings = [{"title": "A table", **form} if "$ref" not in form else form for form in forms if _is_mapping(form)]
    others = [form for form in forms if not _is_mapping(form)]
    mapping = mappings[0] if len(mappings) == 1 else {"anyOf": mappings}
    if not others:
        return mapping
    (other,) = others
    if "type" not in other or "enum" in other:
        offered = {"examples": other["enum"]} if "enum" in other else {}
        return {"title": "One of these", "if": {"type": "object"}, "then": mapping, "else": other, **offered}
    types = other["type"] if isinstance(other["type"], list) else [other["type"]]
    untitled = {word: value for word, value in other.items() if word != "title"}
    return {**untitled, "type": [*types, "object"], "if": {"type": "object"}, "then": mapping}


def described(form: Form, about: str) -> Form:
    """Return a form with the description on each of its branches: editors show the description of the matching branch."""
    if "$ref" in form:
        return {**form, "description": about}
    described_form = dict(form)
    if "then" in form:
        described_form["then"] = described(form["then"], about)
    if "anyOf" in form:
        described_form["anyOf"] = [described(branch, about) for branch in form["anyOf"]]
    return described_form


def _is_mapping(form: Form) -> bool:
    return "$ref" in form or form.get("type") == "object"


TEXTS: Form = one_or_list({"type": "array", "items": TEXT})
SOME_TEXTS: Form = one_or_list({"type": "array", "items": TEXT, "minItems": 1})
# Forms used in many places; the schema defines each once, under its name.
SHARED: dict[str, Form] = {
    "Text": TEXT,
    "Texts": TEXTS,
    "SomeTexts": SOME_TEXTS,
    "Day": DAY,
    "Period": PERIOD,
    "Amount": AMOUNT,
    "Something": SOMETHING,
}
