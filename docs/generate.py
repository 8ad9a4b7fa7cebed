"""Write the generated parts of the documentation from the code: `make docs`; a test keeps them equal."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from cchc_cli.formats.documents.schemas import DOCUMENTS, document_schema
from cchc_cli.formats.registry import COMMANDS, FORMATS, LETTERS
from cchc_cli.i18n import Catalogue, Language
from cchc_cli.i18n.report import report_words
from cchc_cli.language import need_words, organisation_file, plan_file, ruling_file, timing_words, written
from cchc_cli.language.base import Words
from cchc_cli.words.cadences import CADENCES
from cchc_cli.words.conditions import CONDITIONS
from cchc_cli.words.kinds import KINDS
from cchc_cli.words.timings import TIMINGS

DOCS = Path(__file__).parent
# A number with its noun is shown in the plural.
EN = {key: re.sub(r"\{(\w+)\|([^|}]+)\}", r"{\1} \2s", message) for key, message in Catalogue("en").messages.items()}
VI = Catalogue("vi").messages
MARK = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

PLAN_WORDS = (
    "PlanWords", "QuotaWords", "EachWords", "JointlyWords", "PartWords", "AllWords", "AnyWords", "Alternatives",
    "RoundsWords", "LastWords", "WithinWords", "AheadWords", "MonthDayWords", "UnknownWords", "StandingWords", "NotBefore", "AmendedWords", "HeaderReading",
    "Defaults", "DutyWords",
)  # fmt: skip
ORGANISATION_WORDS = (
    "OrganisationWords", "UnitWords", "GroupWords", "ChannelWords", "TagWords", "TypeWords", "HolidayWords", "YearWords",
    "DayWords", "WaiverFile", "WaiverWords", "RulingFile", "RulingWords",
)  # fmt: skip


GROUPS: dict[str, type[Words]] = {
    name: found
    for module in (plan_file, need_words, timing_words, written, organisation_file, ruling_file)
    for name, found in vars(module).items()
    if isinstance(found, type) and issubclass(found, Words) and found is not Words
}


def words(names: tuple[str, ...]) -> str:
    """Return a table of the keys of each group of words."""
    return "\n".join(_group(GROUPS[name]) for name in names)


def _group(model: type[Words]) -> str:
    title = model.model_config["title"]
    lines = [f"### {title}", "", inspect.getdoc(model) or "", "", "| key | | meaning |", "|---|---|---|"]
    lines += [f"| `{key.name}` | {'required' if key.required else ''} | {key.about} |" for key in model.reference()]
    return "\n".join([*lines, ""])


def problems() -> str:
    """Return a section for each problem code, in both languages."""
    codes = sorted(key.removeprefix("problem.") for key in EN if key.startswith("problem.") and key != "problem.meant")
    return "\n".join(f"### {code}\n\n{EN[f'problem.{code}']}\n\n> {VI[f'problem.{code}']}\n" for code in codes)


def codes(family: str) -> str:
    """Return a table of the codes of a family, in both languages."""
    keys = [key for key in EN if key.startswith(f"{family}.")]
    rows = [f"| `{key.removeprefix(f'{family}.')}` | {EN[key]} | {VI[key]} |" for key in keys]
    return "\n".join(["| code | English | Vietnamese |", "|---|---|---|", *rows, ""])


def formats() -> str:
    """Return a table of the formats of `cchc check`, and a table of the formats of the other commands."""
    rows = [f"| `{name}` | {found.about} |" for name, found in FORMATS.items()]
    others = [
        f"| `{command}` | `{name}` | {found.about} |"
        for command, made in COMMANDS.items()
        for name, found in made.items()
        if command != "check" and found.about not in {"the text for people", "the table for people"}
    ]
    others += [f"| `todo --remind` | `{name}` | {found.about} |" for name, found in LETTERS.items()]
    own = ["| format | what it is |", "|---|---|", *rows, ""]
    return "\n".join([*own, "| other command | format | what it is |", "|---|---|---|", *others, ""])


def documents() -> str:
    """Return a section for each JSON document, then for the objects in them."""
    held: dict[str, Any] = {}
    sections = []
    for name in DOCUMENTS:
        made = document_schema(name)
        document = made["$ref"].rpartition("/")[2]
        sections.append(_fields(f"cchc/{name}/1", made["$defs"].pop(document)))
        held |= made["$defs"]
    sections += [_fields(name, held[name]) for name in sorted(held) if "properties" in held[name]]
    return "\n".join(sections)


def _fields(title: str, form: Mapping[str, Any]) -> str:
    """Return a table of the fields of a document or of an object in it."""
    lines = [f"## {title}", "", form.get("description", ""), "", "| field | type | meaning |", "|---|---|---|"]
    for name, field in form["properties"].items():
        optional = "" if name in form.get("required", ()) else " (not always there)"
        about = field.get("description", "")
        lines.append(f"| `{name}` | {_type(field)}{optional} | {about} |")
    return "\n".join([*lines, ""])


def _type(form: Mapping[str, Any]) -> str:
    """Return the type of a field in a few words."""
    if "$ref" in form:
        name = form["$ref"].rpartition("/")[2]
        return "one of the statuses" if name == "Status" else f"[{name}](#{name.lower()})"
    if "anyOf" in form:
        types = dict.fromkeys(_type(one) for one in form["anyOf"])
        return " or ".join(
            sorted(types, key=lambda one: one == "null")
        )  # their order varies with the version of msgspec
    if "enum" in form:
        return ", ".join(f"`{value}`" for value in form["enum"])
    if form.get("type") == "array":
        return f"list of {_type(form.get('items') or {})}"
    if form.get("type") == "object":
        return f"by name: {_type(form.get('additionalProperties') or {})}"
    return {"date": "day"}.get(form.get("format", ""), form.get("type", "any"))


def kinds() -> str:
    """Return a table of the kinds of log: the meaning of a row, and the beginning of a file's name."""
    rows = [
        f"| `{kind.word}` | {kind.row['en']} | {_coded(dict.fromkeys((kind.word, *kind.log_names)))} |"
        for kind in KINDS
    ]
    return "\n".join(["| kind | what a row is | file name begins with |", "|---|---|---|", *rows, ""])


def kind_columns() -> str:
    """Return a table of the columns of each kind, with required columns in bold."""
    rows = []
    for kind in KINDS:
        either = [f"**{' or '.join(kind.either)}**"] if kind.either else []
        bold = [*either, *(f"**{column}**" for column in kind.required)]
        rows.append(f"| {kind.word} | {', '.join([*bold, *(c for c in kind.optional if c not in kind.either)])} |")
    return "\n".join(["| kind | columns |", "|---|---|", *rows, ""])


def cadences() -> str:
    """Return a table of the cadences: the word, the labels of periods, their phrases in sentences and reports."""
    day = date(2026, 4, 30)
    rows = []
    for cadence in CADENCES:
        period = cadence.containing(day)
        names = " | ".join(
            f"{cadence.every[language]}; {report_words(language).period(period)}" for language in ("en", "vi")
        )
        rows.append(f"| `{cadence.example}` | `{period.label}` | {names} |")
    return "\n".join(["| written | a period | English | Vietnamese |", "|---|---|---|---|", *rows, ""])


def timings(language: Language = "en") -> str:
    """Return a table of the ways of each timing."""
    head = {"en": "| written | what it means | late |", "vi": "| cách ghi | ý nghĩa | có thể hoàn thành quá hạn |"}
    rows = [
        f"| `{way.example}` | {way.about[language]} | {way.late[language]} |" for one in TIMINGS for way in one.ways
    ]
    return "\n".join([head[language], "|---|---|---|", *rows, ""])


def needs_vi() -> str:
    """Return a table of the kinds and of the conditions, in Vietnamese."""
    rows = [f"| `{kind.word}` | {kind.about['vi']} |" for kind in KINDS]
    rows += [f"| `{one.example}` | {one.about['vi']} |" for one in CONDITIONS]
    return "\n".join(["| cách ghi | ý nghĩa |", "|---|---|", *rows, ""])


def columns_vi() -> str:
    """Return a table of the logs in Vietnamese: how a file's name begins, the required columns in bold, the types."""
    rows = []
    for kind in KINDS:
        names = _coded(dict.fromkeys((kind.log_names[0], kind.word)))
        bold = [*([" hoặc ".join(kind.either)] if kind.either else []), *kind.required]
        others = ", ".join(column for column in kind.optional if column not in kind.either)
        types = ", ".join(f"`{one.code}` {one.name['vi']}" for one in kind.types)
        rows.append(f"| {kind.log['vi']} | {names} | **{', '.join(bold)}**, {others} | {types} |")
    return "\n".join(["| sổ | tên tệp bắt đầu bằng | cột | thể loại |", "|---|---|---|---|", *rows, ""])


def types() -> str:
    """Return a table of the types of each kind, with their unambiguous names."""
    rows = []
    for kind in KINDS:
        words = [word for one in kind.types for word in one.aliases]
        told = []
        for one in kind.types:
            own = [word for word in one.aliases if words.count(word) == 1]
            told.append(f"`{one.code}`" + (f" ({', '.join(own)})" if own else ""))
        empty = f"; empty is `{kind.default_type}`" if kind.default_type else ""
        rows += [f"| {kind.word} | {', '.join(told)}{empty} |"] if told else []
    return "\n".join(["| kind | types, with the Vietnamese words that are read |", "|---|---|", *rows, ""])


def _coded(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def condition_reasons() -> str:
    """Return a table of the reasons that each condition gives."""
    rows = [
        f"| {texts['en'].format(other='FILE:ROW')} | does not meet `{one.word}`, as in `{one.example}` |"
        for one in CONDITIONS
        for texts in one.reasons.values()
    ]
    return "\n".join(["| reason | the row … |", "|---|---|", *rows, ""])


PARTS = {
    "condition_reasons": condition_reasons,
    "documents": documents,
    "kinds": kinds,
    "kind_columns": kind_columns,
    "types": types,
    "cadences": cadences,
    "timings": timings,
    "timings_vi": lambda: timings("vi"),
    "needs_vi": needs_vi,
    "columns_vi": columns_vi,
    "formats": formats,
    "plan": lambda: words(PLAN_WORDS),
    "organisation": lambda: words(ORGANISATION_WORDS),
    "problems": problems,
    "notes": lambda: codes("note"),
    "reasons": lambda: codes("reason"),
}


def generated(text: str) -> str:
    """Return a page with its generated parts rewritten."""
    return MARK.sub(lambda match: match[1] + "\n" + PARTS[match[2]]() + "\n" + match[3], text)


def pages() -> list[Path]:
    return [path for path in sorted(DOCS.glob("*.md")) if MARK.search(path.read_text(encoding="utf-8"))]


if __name__ == "__main__":
    for page in pages():
        page.write_text(generated(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
