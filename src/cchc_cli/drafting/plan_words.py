"""Turning recognised phrases into words of the plan language; only this module knows these words.

A field that the language may refuse has another field to write `instead`, with a doubt; `check.py` decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from cchc_cli.drafting.doubt import Doubt, Field
from cchc_cli.drafting.owners import Owners, Roster
from cchc_cli.drafting.timings import ISSUE, When
from cchc_cli.drafting.words import tokens

_APART = "words-apart"  # the doubt about words that exclude each other


class OpenQuestion(NamedTuple):
    """The questions for facts that the document leaves open; the texts come from the catalogue."""

    when: str
    owner: str
    product: str


class DraftPart(NamedTuple):
    """One product that is needed. `number` is 0 if the document states none."""

    kind: str
    number: int = 0
    aim: int = 0
    percent: int = 0
    types: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    counts: str = ""
    at_most: bool = False
    longer: str = ""
    shorter: str = ""


# ---- owners


def owes_words(owners: Owners, roster: Roster, questions: OpenQuestion, share: int = 100) -> Field:
    """Return the owners in words: several units owe jointly, a group owes by each of its units."""
    codes = owners.codes
    unknown = tuple(Doubt("owner-unknown", name) for name in owners.unknown)
    if not codes:
        return Field({"unknown": questions.owner})
    if len(codes) == 1:
        code = codes[0]
        value: Any = f"each {code}" if roster.is_group(code) else code
        if share != 100 and roster.is_group(code):
            value = {"each": code, "share": share}
        return Field(value, unknown)
    if any(map(roster.is_group, codes)):
        return Field({"each": list(codes)}, unknown)
    return Field({"jointly": list(codes)}, unknown)


def owner_readings(field: Field) -> dict[str, Any]:
    """Return the other reading of several leads: each lead owes on its own."""
    leads = field.value.get("jointly") if isinstance(field.value, dict) else None
    return {"each-lead": {"owes": {"each": leads}}} if leads else {}


# ---- needs


def needs_words(parts: list[DraftPart], *, judged: bool, via: tuple[str, ...] = ()) -> Field:
    """Return the needs in words: one part, or several under `all`. A number is implied only if the quota is `judged`."""
    fields = [_part(part, judged=judged, via=via) for part in parts]
    doubts = tuple(doubt for field in fields for doubt in field.doubts)
    value = fields[0].value if len(fields) == 1 else {"all": [field.value for field in fields]}
    if not any(field.instead for field in fields):
        return Field(value, doubts)
    others = [field.instead or field for field in fields]
    plain = others[0].value if len(others) == 1 else {"all": [field.value for field in others]}
    return Field(value, doubts, Field(plain, tuple(doubt for field in others for doubt in field.doubts)))


def _part(part: DraftPart, *, judged: bool, via: tuple[str, ...]) -> Field:
    plain = _conditions(part, via)
    if part.percent:
        return Field({part.kind: f"{part.percent} %", **plain})
    if not part.number:
        return Field({part.kind: 1, "implied": True, **plain} if judged else {part.kind: "any", **plain})
    counted: dict[str, Any] = {part.kind: part.number, **({"aim": part.aim} if part.aim else {}), **plain}
    extra: dict[str, Any] = {"at_most": True} if part.at_most else {}
    if part.counts in {"channel", "time"}:
        extra["distinct"] = part.counts
    elif part.counts:
        extra["count"] = part.counts
    return Field({**counted, **extra}, (), Field(counted, (Doubt(_APART, _amount_text(part)),)) if extra else None)


def _amount_text(part: DraftPart) -> str:
    return f"{'≤ ' if part.at_most else ''}{part.number} {part.counts}".strip()


def _conditions(part: DraftPart, via: tuple[str, ...]) -> dict[str, Any]:
    conditions: dict[str, Any] = {}
    if part.types:
        conditions["type"] = part.types[0] if len(part.types) == 1 else list(part.types)
    if part.has:
        conditions["has"] = list(part.has)
    if via and part.kind in {"posts", "videos", "broadcasts", "posts or videos"}:
        conditions["via"] = via[0] if len(via) == 1 else list(via)
    if part.longer:
        conditions["longer_than"] = part.longer
    if part.shorter:
        conditions["shorter_than"] = part.shorter
    return conditions


# ---- timing


def when_words(
    when: When, kinds: set[str], questions: OpenQuestion, own: frozenset[str], *, numbered: bool, year: int
) -> Field:
    """Return the words of timing, with the doubts of the phrase."""
    field = _when(when, kinds, questions, own, numbered=numbered, year=year)
    return field.doubted(*when.doubts) if _says_something(field) else field


def _says_something(field: Field) -> bool:
    return not isinstance(field.value.get("due"), dict) or "unknown" not in field.value["due"]


def _when(
    when: When, kinds: set[str], questions: OpenQuestion, own: frozenset[str], *, numbered: bool, year: int
) -> Field:
    unknown = {"due": {"unknown": questions.when}}
    match when.form:
        case "cycle":
            return _cycle(when, unknown)
        case "bound" | "bounds":
            return Field({when.bounds[-1].word: when.bounds[-1].label})
        case "span":
            return Field({"during": when.label})
        case "within":
            return Field({"within": {when.label: when.amount, "of": _event(when, own)}}, (), Field(unknown))
        case "before-event":
            return Field({"before": {"days": when.amount, "of": _event_name(when.event)}}, (), Field(unknown))
        case "always":
            if kinds == {"states"}:
                return Field({"standing": True})
            return Field({"during": str(year)}, (Doubt("always-number"),)) if numbered else Field({"tracked": True})
    return Field(unknown)


def _cycle(when: When, unknown: dict[str, Any]) -> Field:
    units = {"day": "days", "week": "weeks", "month": "months"}
    if when.amount > 1 and when.label not in units:
        return Field(unknown)
    plain = {"every": {units[when.label]: when.amount} if when.amount > 1 else when.label}
    if when.due:
        word, day, *next_ = when.due.split(":")
        due = {word: int(day), **({"of": "next"} if next_ else {})}
        return Field({**plain, "due": due}, (), Field(plain, (Doubt("due-in-period", f"{word} {day}"),)))
    if when.span:
        return Field({**plain, "during": when.span}, (), Field(plain, (Doubt(_APART, when.span),)))
    if when.bounds:
        last = {when.bounds[0].word: when.bounds[0].label}
        return Field({**plain, "last": last}, (), Field(plain, (Doubt("last-outside", when.bounds[0].label),)))
    return Field(plain)


# ---- days that the header names


def _event(when: When, own: frozenset[str]) -> str:
    """Return "issue" for the plan's own issue, else the name of another day."""
    others = set(_WORD.findall(when.event)) - own - set(" ".join((*ISSUE, *_OF_ISSUE)).split())
    issued = any(word in when.event for word in ISSUE) and not others
    return "issue" if issued else _event_name(when.event)


def _event_name(event: str) -> str:
    """Return a name for the day of an event: its date if the text has one, else its first words."""
    if match := _FULL_DAY.search(event):
        return f"ngay-{match[1]}-{match[2]}-{match[3]}"
    name = "-".join(tokens(event)[:EVENT_WORDS])
    return name if name and name not in {"issue", "next"} else "su-kien"


def named_days(when: When, timing: Field, question: Callable[[str], str]) -> dict[str, Any]:
    """Return the named day from which a timing counts, {} for none; a day that the text does not state is a question."""
    [value] = list(timing.value.values())[:1] or [None]
    name = value.get("of", "issue") if isinstance(value, dict) else "issue"
    if name == "issue" or when.form not in {"within", "before-event"}:
        return {}
    match = _FULL_DAY.search(when.event)
    try:
        return {
            name: date(int(match[3]), int(match[2]), int(match[1])).isoformat()
            if match
            else {"unknown": question(when.event)}
        }
    except ValueError:
        return {name: {"unknown": question(when.event)}}


_WORD = re.compile(r"\w+")
EVENT_WORDS = 5  # words of an event in the name of its day
_FULL_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(20\d\d)(?!\d)")
_OF_ISSUE = (
    "của",
    "này",
    "được",
    "ngày",
    "khi",
    "có",
    "hiệu lực",
    "văn bản",
    "sở",
    "uỷ ban nhân dân",
    "ubnd",
    "trên",
    "đây",
)
