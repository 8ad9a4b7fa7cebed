"""The two catalogues say the same things, all that the program says, and nothing it does not."""

from __future__ import annotations

import re
from inspect import getsource
from string import Formatter
from typing import get_args

import pytest

from cchc_cli.i18n import Catalogue
from cchc_cli.language.model_issue import CODES
from cchc_cli.language.need_words import KIND_WORDS
from cchc_cli.model.plan import DutyClass
from cchc_cli.model.problem import Severity
from cchc_cli.model.verdict import Status
from cchc_cli.model.word import Condition
from cchc_cli.words.conditions import CONDITIONS
from cchc_cli.words.kinds import KIND
from workspaces import ROOT

EN, VI = dict(Catalogue("en").messages), dict(Catalogue("vi").messages)
SRC = ROOT / "src" / "cchc_cli"
CATALOGUES = {f"{name}{language}.py" for name in ("", "draft_", "help_", "page_") for language in ("en", "vi")}
SOURCES = [path for path in SRC.rglob("*.py") if path.name not in CATALOGUES] + [*SRC.rglob("*.j2")]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCES))
CODE = r'[frb]?"([a-z][a-z0-9-]*)"'

# Where each family's codes stand in the source: what comes before the code.
CALLS = {
    "problem": [
        r"\bProblem\(\s*",
        r"\b(?:_fail|_warn|_refuse|CellError|UnknownNameError|PydanticCustomError|Fault)\(\s*",
        r"\bModelIssue\([^\"\n]*(?:\"[^\"\n]*\"[^\"\n]*)*?\),\s*",  # after the tuple that is its place
        r"\bModelIssue\(\s*\w+,\s*",
        r"\bMisplaced\([^\n]*?\),\s*",
        r"\b_usage\(\s*",
        r"\b_(?:find|known)\([^\n]*?,\s*(?=\"unknown-)",
    ],
    "note": [r"\bNote\(\s*"],
    "doubt": [r"\bDoubt\(\s*", r"\bdoubted\(\s*"],
    "reason": [r"\b(?:Rejection|_reject)\(\s*\w+,\s*", r"\breasons\.append\("],
    "hint": [r"\bbad_option\([^\n]*?,\s*(?=\"[a-z-]+\"(?:\)|, known=))", r"\"hint\":\s*"],
}

# Keys built at run time from a closed list; the list and the catalogue must agree.
FAMILIES = {
    "status": {status.value for status in Status},
    "kind": set(KIND_WORDS),
    "one": set(KIND),
    "class": set(get_args(DutyClass)),
    "month": {str(number) for number in range(1, 13)},
    "severity": set(get_args(Severity)),
}
# Keys built at run time from codes that stand in the source as they are.
CODED = ("column", "section", "problem", "doubt", "note", "reason", "hint", "question")


def members(family: str) -> set[str]:
    return {key.removeprefix(f"{family}.") for key in EN if key.startswith(f"{family}.")}


def codes(family: str) -> set[str]:
    return {match[1] for call in CALLS[family] for match in re.finditer(call + CODE, SOURCE)}


def quoted(text: str) -> bool:
    return f'"{text}"' in SOURCE or f"'{text}'" in SOURCE


def placeholders(message: str) -> set[str]:
    return {name.partition("|")[0] for _, name, _, _ in Formatter().parse(message) if name}


@pytest.mark.parametrize(
    ("count", "expected"), [(1, "1 plan, 1 log, 1 row: no problem."), (0, "0 plans, 0 logs, 0 rows: no problem.")]
)
def test_a_number_has_its_noun(count: int | str, expected: str) -> None:
    assert Catalogue("en")("validate.clean", plans=count, files=count, rows=count) == expected
    assert Catalogue("en")("validate.clean", plans=str(count), files=str(count), rows=str(count)) == expected


def test_a_noun_may_have_a_plural_of_its_own() -> None:
    details = dict.fromkeys(("plan", "org", "title", "start", "end"), "…")
    assert "2 quotas, 1 duty," in Catalogue("en")("plan.line", quotas=2, duties=1, **details)
    assert "1 quota, 2 duties," in Catalogue("en")("plan.line", quotas=1, duties=2, **details)


def test_both_have_the_same_keys() -> None:
    assert set(VI) == set(EN)


@pytest.mark.parametrize("key", sorted(EN))
def test_both_fill_in_the_same_details(key: str) -> None:
    assert placeholders(VI[key]) == placeholders(EN[key])


@pytest.mark.parametrize(
    ("family", "least"),
    [
        ("problem", {"bad-yaml", "clause-twice", "bad-date", "empty-cell", "unknown-tag", "any-or-all"}),
        ("note", {"before-issue", "moved"}),
        ("reason", {"duplicate", "same-work", "kind"}),
        ("doubt", {"time-unread", "lead-or-doer"}),
        ("hint", {"day", "format", "not-owed"}),
    ],
)
def test_every_code_has_its_message(family: str, least: set[str]) -> None:
    """`least` is found by reading: a pattern that finds nothing would prove nothing."""
    codes_found = codes(family)
    assert least <= codes_found
    assert codes_found - members(family) == set()


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.word)
def test_a_condition_has_a_text_for_every_reason_it_gives(condition: type[Condition]) -> None:
    """Its file holds the codes that `mismatch` returns, and the texts; a code without a text would be a KeyError."""
    source = getsource(condition.mismatch) + getsource(condition.mismatch_of)
    codes_returned = re.findall(r'(?:return|else) "([a-z-]+)"', source)
    assert set(codes_returned) <= set(condition.reasons)


def test_every_error_of_the_models_has_its_message() -> None:
    """What pydantic calls an error has a name of ours."""
    assert set(CODES.values()) <= members("problem")


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_is_whole(family: str) -> None:
    assert members(family) == FAMILIES[family]


@pytest.mark.parametrize("family", CODED)
def test_every_message_of_a_family_is_used(family: str) -> None:
    """A message nobody can be shown misleads its translator. `unknown-…` may be composed."""
    composed = {code for code in members(family) if re.search(rf'f"{code.partition("-")[0]}-\{{', SOURCE)}
    named = {code for code in members(family) if quoted(code) or quoted(f"{family}.{code}")}
    assert members(family) - composed - named == set()


def test_every_other_message_is_used() -> None:
    """As it stands, or built from a beginning and a code that both stand in the source, as `plan.issued.{precision}`."""
    families = tuple(f"{family}." for family in (*FAMILIES, *CODED))
    beginnings = set(re.findall(r"""(?:say|messages)\(\s*f["']([a-z.-]+)\{""", SOURCE))
    built = {key for key in EN for start in beginnings if key.startswith(start) and quoted(key.removeprefix(start))}
    assert {key for key in EN if not key.startswith(families) and key not in built and not quoted(key)} == set()


@pytest.mark.parametrize("catalogue", [EN, VI], ids=["en", "vi"])
def test_every_problem_says_what_to_do(catalogue: dict[str, str]) -> None:
    """What is wrong; what to do. Where the fault needs no words, what to do is the whole message."""
    whole = {"meant", "empty-cell", "any-or-all", "before-or-by", "one-length", "one-length-of", "bad-due"}
    problems = {key.removeprefix("problem."): text for key, text in catalogue.items() if key.startswith("problem.")}
    assert {code for code, text in problems.items() if ";" not in text} - whole == set()


def test_a_day_to_type_is_offered_in_two_spellings_in_vietnamese() -> None:
    messages = Catalogue("vi")
    details = messages.details({"value": "4/30/2026", "local": "30/4/2026", "typed": "2026-04-30"})
    assert "30/4/2026 hoặc 2026-04-30" in messages("problem.us-order", **details)


@pytest.mark.parametrize("catalogue", [EN, VI], ids=["en", "vi"])
def test_an_example_is_no_correction(catalogue: dict[str, str]) -> None:
    """After “viết” comes what may be written, not a day that somebody else means; a range such as “1 to 31” is one."""
    expected = [
        key for key, text in catalogue.items() if re.search(r"\b(?:viết|ghi|write|type) \d+(?!\d* (?:to|đến) )", text)
    ]
    assert [key for key in expected if key.startswith("problem.")] == []


def test_a_column_is_named_as_the_template_names_it() -> None:
    details = {"columns": "date, unit", "column": "value"}
    assert Catalogue("en").details(details) == details
    vi = Catalogue("vi").details(details)
    assert vi == {"columns": "Ngày (date), Đơn vị (unit)", "column": "Đạt (value)"}
    assert Catalogue("vi").column("2") == "2"  # a column without a name
