"""From recognised phrases to words of the plan language: the one place that knows how a plan file says what was read.

What the language cannot say yet has a field to write instead, with a doubt: `check.py` takes it where the first is refused.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from cchc_cli.drafting.doubt import Doubt, Field
from cchc_cli.drafting.owners import Owners, Roster
from cchc_cli.drafting.timings import ISSUE, When
from cchc_cli.drafting.words import tokens

_NOT_YET = "not-yet"  # the code of the doubt about what the language cannot say


class OpenQuestion(NamedTuple):
    """What is asked where the document does not say; the texts come from the catalogue."""

    when: str
    owner: str
    product: str


class DraftPart(NamedTuple):
    """One product that is asked for. `number` is 0 where the document states none."""

    kind: str
    number: int = 0
    aim: int = 0
    percent: int = 0
    types: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    counts: str = ""
    at_most: bool = False


# ---- who owes


def owes_words(owners: Owners, roster: Roster, question: OpenQuestion, share: int = 100) -> Field:
    """Several units owe jointly, which is doubtful only as a reading; a group owes by each of its units."""
    codes = owners.codes
    unknown = tuple(Doubt("owner-unknown", name) for name in owners.unknown)
    if not codes:
        first = next(iter(roster.organisation.units), next(iter(roster.organisation.groups), "?"))
        return Field({"unknown": question.owner}, (), Field(first, unknown or (Doubt("owner-missing"),)))
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
    """Return the other reading of several leads: each of them on its own."""
    leads = field.value.get("jointly") if isinstance(field.value, dict) else None
    return {"each-lead": {"owes": {"each": leads}}} if leads else {}


# ---- what is needed


def needs_words(parts: list[DraftPart], *, judged: bool, via: tuple[str, ...] = ()) -> Field:
    """One part as it is, several under `all`. Where nothing is judged by a number, none is implied."""
    fields = [_part(part, judged=judged, via=via) for part in parts]
    doubts = tuple(doubt for field in fields for doubt in field.doubts)
    value = fields[0].value if len(fields) == 1 else {"all": [field.value for field in fields]}
    if not any(field.instead for field in fields):
        return Field(value, doubts)
    others = [field.instead or field for field in fields]
    plain = others[0].value if len(others) == 1 else {"all": [field.value for field in others]}
    return Field(value, doubts, Field(plain, tuple(doubt for field in others for doubt in field.doubts)))


def unknown_needs(question: OpenQuestion, doubts: tuple[Doubt, ...]) -> Field:
    return Field(
        {"unknown": question.product}, (), Field({"posts": 1, "implied": True}, doubts or (Doubt("product-missing"),))
    )


def _part(part: DraftPart, *, judged: bool, via: tuple[str, ...]) -> Field:
    plain = _conditions(part, via)
    if part.percent:
        return Field({part.kind: f"{part.percent} %", **plain})
    if not part.number:
        return Field({part.kind: 1, "implied": True, **plain} if judged else {part.kind: "any", **plain})
    counted: dict[str, Any] = {part.kind: part.number, **({"aim": part.aim} if part.aim else {}), **plain}
    if not part.counts and not part.at_most:
        return Field(counted)
    extra: dict[str, Any] = {"at_most": True} if part.at_most else {}
    if part.counts == "channel":
        extra["distinct"] = "channel"
    elif part.counts:
        extra["count"] = part.counts
    return Field({**counted, **extra}, (), Field(counted, (Doubt(_NOT_YET, _said(part)),)))


def _said(part: DraftPart) -> str:
    return f"{'≤ ' if part.at_most else ''}{part.number} {part.counts}".strip()


def _conditions(part: DraftPart, via: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if part.types:
        found["type"] = part.types[0] if len(part.types) == 1 else list(part.types)
    if part.has:
        found["has"] = list(part.has)
    if via and part.kind in {"posts", "videos", "broadcasts", "posts or videos"}:
        found["via"] = via[0] if len(via) == 1 else list(via)
    return found


# ---- by when


def when_words(
    when: When, kinds: set[str], question: OpenQuestion, own: frozenset[str], *, numbered: bool, year: int
) -> Field:
    """Return the words of timing, with the doubts of the phrase."""
    field = _when(when, kinds, question, own, numbered=numbered, year=year)
    return field.doubted(*when.doubts) if _says_something(field) else field


def _says_something(field: Field) -> bool:
    return not isinstance(field.value.get("due"), dict) or "unknown" not in field.value["due"]


def _when(
    when: When, kinds: set[str], question: OpenQuestion, own: frozenset[str], *, numbered: bool, year: int
) -> Field:
    unknown = {"due": {"unknown": question.when}}
    match when.form:
        case "cycle":
            return _cycle(when, unknown)
        case "bound":
            return Field({when.bounds[0].word: when.bounds[0].label})
        case "bounds":
            return Field({when.bounds[-1].word: when.bounds[-1].label})
        case "span":
            return Field({"during": when.label})
        case "within":
            return _within(when, unknown, own)
        case "before-event":
            return Field(unknown)
        case "always":
            if kinds == {"states"}:
                return Field({"standing": True})
            return Field({"during": str(year)}, (Doubt("always-number"),)) if numbered else Field({"tracked": True})
    return Field(unknown)


def _cycle(when: When, unknown: dict[str, Any]) -> Field:
    units = {"day": "days", "week": "weeks", "month": "months"}
    cycle: Any = {units[when.label]: when.amount} if when.amount > 1 and when.label in units else when.label
    plain = {"every": cycle}
    rough = Field({"every": "month"}, (Doubt(_NOT_YET, when.label),)) if when.label not in _TODAY else Field(plain)
    if when.due:
        word, day, *next_ = when.due.split(":")
        due = {word: int(day), **({"of": "next"} if next_ else {})}
        return Field({**plain, "due": due}, (), rough.doubted(Doubt("due-in-period", f"{word} {day}")))
    if when.span:
        return Field({**plain, "during": when.span}, (), rough.doubted(Doubt(_NOT_YET, when.span)))
    if when.bounds:
        last = {when.bounds[0].word: when.bounds[0].label}
        return Field({**plain, "last": last}, (), rough.doubted(Doubt("last-outside", when.bounds[0].label)))
    del unknown
    return Field(plain, (), rough if rough.doubts else None)


_TODAY = ("month", "quarter", "half-year", "year")  # the calendar periods that every version of the language has


def _within(when: When, unknown: dict[str, Any], own: frozenset[str]) -> Field:
    """From the plan's own issue; what else it may count from is a question."""
    words = set(tokens(when.event))
    issued = any(word in when.event for word in ISSUE) and words <= own | set(tokens(" ".join((*ISSUE, *_OF_ISSUE))))
    value = {"within": {when.label: when.amount, "of": "issue"}}
    if not issued:
        return Field(value, (Doubt("event-unknown", when.event),), Field(unknown))
    return Field(value, (), Field({"within": {"days": when.amount, "of": "issue"}}, (Doubt(_NOT_YET, when.label),)))


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
