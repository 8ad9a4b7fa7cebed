"""Rules on words that go together in a plan file, as JSON Schema; each rule is under the code of its problem.

A rule is `if` … `then`, with the wrong word as a property of `then`: an editor marks that word and shows the message.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

from cchc_cli.language.need_words import EITHER_KIND, KIND_WORDS
from cchc_cli.language.schema_forms import SOMETHING, Form
from cchc_cli.model.period import Months
from cchc_cli.words.cadences import CADENCES
from cchc_cli.words.conditions.at_most import AtMost
from cchc_cli.words.conditions.type_ import REPORT, Type
from cchc_cli.words.kinds import TYPES
from cchc_cli.words.timings import QUALIFIERS, TIMING_WORDS, TOGETHER

WORDS = (*TIMING_WORDS, *QUALIFIERS)


# ---- words given or not; a word without a value, which is wrong by itself, counts as not given

# Conditions avoid `properties`, which editors suggest, and `anyOf`, because editors show every branch as help.


def _has(word: str) -> Form:
    return {"required": [word], **_each([word], SOMETHING)}


def _has_none(words: Iterable[str]) -> Form:
    return _each(words, {"type": "null"})


def _needed(words: Sequence[str], message: str) -> Form:
    """Return the rule that one of the words must be given.

    Without any, the first word is reported as missing, or as having no value; the message names all of them.
    """
    first = {"type": "string", "errorMessage": message, "doNotSuggest": True}
    missed = {"required": [words[0]], "properties": {words[0]: first}, "errorMessage": message}
    return {"if": _has_none(words), "then": missed}


def _each(words: Iterable[str], form: Form) -> Form:
    """Return the rule that the values of the words have a form; editors do not suggest words in a pattern."""
    return {"patternProperties": {f"^({'|'.join(words)})$": form}}


def _matching(words: Iterable[str], pattern: str, message: str) -> Form:
    return _each(words, {"pattern": pattern, "errorMessage": message})


def _apart(words: Sequence[str], together: Collection[frozenset[str]], message: str) -> list[Form]:
    """Return the rules that refuse the later of two words that never go together."""
    rules = []
    for index, word in enumerate(words):
        others = [other for other in words[index + 1 :] if not any({word, other} <= set_ for set_ in together)]
        if others:
            absent = {"type": "null", "errorMessage": message.format(word=word)}
            rules.append({"if": _has(word), "then": _each(others, absent)})
    return rules


def exactly_one(words: Sequence[str]) -> list[Form]:
    """Return the rules that exactly one of the words is given."""
    message = f"write one of {_listed(words, ' and ')}"
    return [_needed(words, message), *_apart(words, (), message)]


def _listed(words: Iterable[str], between: str = ", ") -> str:
    return between.join(f"`{word}`" for word in words)


# ---- one-kind, unknown-type, percent-of-what: within one part


def _percentages() -> list[Form]:
    meaningless = [kind for kind in KIND_WORDS if kind not in {"documents", "states"}]
    message = "a percentage is of states, or of documents that have something (`has`)"
    of_documents = {"required": ["documents"], **_each(["documents"], {"type": "string", "pattern": "%"})}
    having = {
        "required": ["has"],
        "properties": {"has": {"minItems": 1, "doNotSuggest": True}},
        "errorMessage": message,
    }
    return [_matching(meaningless, "^[^%]*$", message), {"if": of_documents, "then": having}]


def _zeros() -> Form:
    """Return the rule that only a limit can be 0."""
    some = {"minimum": 1, "errorMessage": "0 is a limit only: add `at_most: true`"}
    limit = {"required": [AtMost.word], "properties": {AtMost.word: {"enum": [True], "doNotSuggest": True}}}
    return {"if": limit, "then": {}, "else": _each(KIND_WORDS, some)}


def _types() -> list[Form]:
    """Return the rules on the types of each kind; without a kind, any type is allowed.

    A type may be written by its name, and may be a type of the organisation.
    """
    known = [(kind, TYPES["posts" if kind == EITHER_KIND else kind]) for kind in KIND_WORDS]
    every = tuple(type_ for types in TYPES.values() for type_ in types)
    rules: list[Form] = [{"if": _has(kind), "then": _type(types)} for kind, types in known]
    return [*rules, {"if": _has_none(KIND_WORDS), "then": _type(every)}]


def _type(types: Sequence[str]) -> Form:
    form_of_type: Form = {
        "title": "A type",
        "type": ["string", "number"],
        "pattern": r"\S",
        "examples": list(types),
        "errorMessage": f"write a type of this kind: {', '.join(types)}, or its name; or one that organisation.yaml declares",
    }
    none = {"type": "array", "maxItems": 0, "errorMessage": "this kind has no types"}
    form = {"anyOf": [form_of_type, {"title": "A list", "type": "array", "items": form_of_type}]} if types else none
    about = Type.about["en"]  # an editor shows the description of the rule that the value matches
    return {"properties": {"type": {"description": about, **form, "doNotSuggest": True}}}


# Rules that also hold in a reading, which adds to the quota's own words.
WITHIN_A_PART: Form = {
    "allOf": [
        *_apart(KIND_WORDS, (), "a part has one kind, here `{word}`; several parts stand under `all` or `any`"),
        *_types(),
        *_percentages(),
        _zeros(),
    ]
}


def part() -> list[Form]:
    """Return the rules of a part."""
    return [_needed(KIND_WORDS, f"say how many of one kind: {_listed(KIND_WORDS)}"), WITHIN_A_PART]


# ---- one-timing


def _with_partner(word: str) -> Form:
    partners = [other for other in WORDS if {word, other} in TOGETHER]
    return {"if": _has(word), "then": _needed(partners, f"`{word}` needs {_listed(partners, ' or ')}")}


def _with_third(words: Sequence[str]) -> Iterator[Form]:
    """Yield the rules that two words need the third word without which they never go together."""
    for pair in map(frozenset, combinations(words, 2)):
        sets = [set_ for set_ in TOGETHER if pair <= set_]
        if sets and pair not in TOGETHER:
            (third, *_) = sorted(frozenset.intersection(*sets) - pair) or [""]
            first, second = (word for word in words if word in pair)
            message = f"`{first}` and `{second}` need `{third}`"
            if third:
                yield {"if": {"allOf": [_has(first), _has(second)]}, "then": _needed([third], message)}


MONTH_DAY_WORDS = ("by", "before", "of")


def day_of_month() -> list[Form]:
    """Return the rules of a due day for all periods."""
    first = {"required": ["before"], **_each(["before"], {"enum": [1]})}
    return [
        *exactly_one(MONTH_DAY_WORDS[:2]),
        {"if": first, "then": _needed(["of"], "no day is before day 1: add `of: next`")},
    ]


def _due(form: Form) -> Form:
    return {"required": ["due"], **_each(["due"], {"type": "object", **form})}


def _day_for_all() -> Form:
    """Return the rule that one due day for all periods needs periods with months."""
    message = "a day of the month goes with `every`: month, quarter, half-year or year"
    months = [cadence.word for cadence in CADENCES if issubclass(cadence, Months)]
    every = {"enum": months, "errorMessage": message, "doNotSuggest": True}
    return {
        "if": _due({"propertyNames": {"enum": list(MONTH_DAY_WORDS)}}),
        "then": {"required": ["every"], "properties": {"every": every}, "errorMessage": message},
    }


_NO_EVENT = "reports for named periods are due before a day: write it, or leave out `for`"


# Rules that also hold in a reading: it may leave the timing out, but one word of timing replaces all of the quota's.
WORDS_OF_TIMING: Form = {
    "allOf": [
        *_apart(WORDS, TOGETHER, "say by when in one way: this does not go with `{word}`"),
        *(_with_partner(word) for word in TIMING_WORDS if {word} not in TOGETHER),
        *_with_third(WORDS),
        _day_for_all(),
        {"if": _has("for"), "then": _each(["before"], {"type": ["string", "integer"], "errorMessage": _NO_EVENT})},
    ]
}


# ---- no-number, standing-states, reports-only: conditions of a timing on the parts of the quota


def quota() -> list[Form]:
    """Return the rules of a quota."""
    number = _matching(KIND_WORDS, "^(?!any$)", "no number to judge by; give one, or say `standing` or `tracked`")
    only_states = {"required": ["states"], "errorMessage": "only `states` can be standing; say by when otherwise"}
    return [
        _needed(tuple(TIMING_WORDS), f"say by when: {_listed(TIMING_WORDS)}"),
        WORDS_OF_TIMING,
        *(_with_partner(word) for word in QUALIFIERS),
        {"if": _has_none(["standing", "tracked"]), "then": _each_part(number)},
        {"if": _has("standing"), "then": _each_part(only_states)},
        *({"if": names, "then": ONLY_REPORTS} for names in _names_periods()),
    ]


def _names_periods() -> list[Form]:
    one_for_all = {"propertyNames": {"enum": list(MONTH_DAY_WORDS)}}
    in_period = _due({"propertyNames": {"enum": ["by", "before"]}})
    days = {"allOf": [{"not": {"required": ["unknown"]}}, {"not": one_for_all}]}
    return [_has("for"), {"allOf": [_has("every"), _has("due"), {"not": in_period}]}, _due(days)]


def _report() -> Form:
    message = "only reports name the period they are for: write `documents` with `type: report`, or another timing"
    others = [code for code in TYPES["documents"] if code != REPORT]
    report = {"title": "A type", "type": ["string", "number"], "not": {"enum": others}, "errorMessage": message}
    listed = {"title": "A list", "type": "array", "minItems": 1, "items": report}
    types = {"anyOf": [report, listed], "doNotSuggest": True}
    return {"required": ["documents", "type"], "properties": {"type": types}, "errorMessage": message}


def _each_part(rule: Form) -> Form:
    several = ("all", "any")
    single = {"propertyNames": {"not": {"enum": [*several, "unknown"]}}}
    needs = {"if": single, "then": rule, "else": _each(several, {"items": rule}), "doNotSuggest": True}
    return {"properties": {"needs": needs}}


ONLY_REPORTS: Form = _each_part(_report())


# ---- amended-without-ends


def header() -> list[Form]:
    """Return the rules of a plan's header."""
    ends = _needed(["ends"], "a plan that is replaced says its own last day in force: add `ends`")
    return [{"if": _has("amended"), "then": ends}]


# ---- becomes-without-until


def unit() -> list[Form]:
    """Return the rules of a unit."""
    until = _needed(["until"], "a unit that becomes another says its last day too: add `until`")
    return [{"if": _has("becomes"), "then": until}]


# ---- names-rows


def names_rows() -> list[Form]:
    """Return the rules on words that name the rows of a ruling: `url`; `unit`, `day`, `title`; or `unit`, `period`."""
    message = "name rows by `url`, by `unit`, `day` and `title`, or by `unit` and `period`"
    absent = {"type": "null", "errorMessage": message}
    of_one_day = {"allOf": [_has("unit"), _has_none(["period"])]}
    return [
        _needed(["url", "unit"], message),
        {"if": _has("url"), "then": _each(["unit", "day", "title", "period"], absent)},
        {"if": _has("period"), "then": _each(["day", "title"], absent)},
        {"if": of_one_day, "then": {"allOf": [_needed([word], message) for word in ("day", "title")]}},
    ]


# ---- readings


def add_readings(definitions: dict[str, Form]) -> None:
    """Add the form of a reading; the model checks only the quota that results from a reading."""
    quota_words, part_words = definitions["QuotaWords"], definitions["PartWords"]
    part_form = {**part_words, "title": "What a reading needs", "allOf": [WITHIN_A_PART]}
    words = {word: form for word, form in quota_words["properties"].items() if word != "readings"}
    parts = [{**words["needs"]["anyOf"][0], "$ref": "#/$defs/ReadingPart"}, *words["needs"]["anyOf"][1:]]
    definitions["ReadingPart"] = part_form
    definitions["Reading"] = {
        "title": "A reading",
        "description": "The words of the quota that change; a word of timing replaces all of them.",
        "type": "object",
        "properties": {**words, "needs": {**words["needs"], "anyOf": parts}},
        "additionalProperties": False,
        "allOf": [WORDS_OF_TIMING],
    }
    quota_words["properties"]["readings"]["additionalProperties"] = {"$ref": "#/$defs/Reading"}
