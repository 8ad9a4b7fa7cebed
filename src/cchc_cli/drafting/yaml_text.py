"""Writing a draft as YAML. Each text of a document passes through `harmless` first."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from cchc_cli.drafting.doubt import Doubt, Field
from cchc_cli.drafting.draft import Draft, DraftDuty, DraftQuota
from cchc_cli.i18n import Catalogue
from cchc_cli.load.documents.clean_text import clean

MARK = "CẦN XEM"  # the same in all languages of the workspace
MAX_TEXT = 3_000  # letters of one text
WIDTH = 118
_MARKED = re.compile(r"(c[aâầ]n)\s*(xem)", re.IGNORECASE)
# Texts written without quotes; YAML 1.1 reads some other words as something else.
_PLAIN = re.compile(
    r"[A-Za-zĐđ][\w.-]*|\d{4}-\d{2}(?:-\d{2})?(?:\.\.\d{4}-\d{2}(?:-\d{2})?)?|\d{4}-[QH]\d|\d{1,3} %|[A-Z]+\.[\w.-]+"
)
_OTHERS = re.compile(r"(?:y|n|yes|no|on|off|true|false|null)", re.IGNORECASE)


def harmless(text: str) -> str:
    """Return a text from outside for a scalar or comment: one line, no control characters, never MARK itself."""
    return _MARKED.sub(r"\1-\2", clean(text))[:MAX_TEXT]


def quoted(text: str) -> str:
    """Return a text as a quoted scalar; YAML reads the quotes of JSON."""
    return json.dumps(harmless(text), ensure_ascii=False)


def scalar(value: Any) -> str:
    """Return a value in flow style: codes, numbers and days are plain, other texts quoted."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {scalar(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(scalar, value)) + "]"
    text = str(value)
    if text.startswith("each ") and _PLAIN.fullmatch(text.removeprefix("each ")):
        return text
    return text if _PLAIN.fullmatch(text) and not _OTHERS.fullmatch(text) and text == harmless(text) else quoted(text)


def _key(key: Any) -> str:
    text = str(key)
    return text if re.fullmatch(r"[a-z_ ]+|\d{4}(?:-[QH]?\d{1,2})?|[a-z-]+", text) else quoted(text)


def draft_text(draft: Draft, plan: str, source: str, messages: Catalogue) -> str:
    """Return the text of a plan file."""
    return "\n".join(_lines(draft, plan, source, messages)) + "\n"


def _lines(draft: Draft, plan: str, source: str, messages: Catalogue) -> Iterator[str]:
    yield "# yaml-language-server: $schema=../schema/plan.json"
    yield from comment(messages("draft.head", file=harmless(source)))
    for note in draft.notes:
        yield from comment(_marked_doubt(note, messages))
    if draft.header.number is None:
        yield from comment(_marked_doubt(Doubt("number-missing"), messages))
    yield ""
    yield f"plan: {scalar(plan)}"
    yield from _field("title", Field(quotedtext(draft.header.title.value), draft.header.title.doubts), messages, "")
    if draft.header.number is not None:
        yield from _field(
            "number", Field(quotedtext(draft.header.number.value), draft.header.number.doubts), messages, ""
        )
    yield from _field("issued", draft.header.issued, messages, "")
    yield from _field("year", draft.header.year, messages, "")
    if draft.dates:
        yield "dates:"
        yield from (f"  {scalar(name)}: {scalar(day)}" for name, day in draft.dates.items())
    yield f"sources: [{quoted(source)}]"
    if draft.tags:
        yield f"defaults: {{tags: {scalar(draft.tags)}}}"
    yield ""
    if draft.quotas:
        yield "quotas:"
        for quota in draft.quotas:
            yield from _quota(quota, messages)
    if draft.duties:
        yield "duties:"
        yield from comment(f"{MARK}: {messages('draft.duties')}", "  ")
        yield from _duties(draft.duties)


class quotedtext(str):  # noqa: N801
    """A text that is always quoted."""

    __slots__ = ()


def _field(name: str, field: Field, messages: Catalogue, indent: str) -> Iterator[str]:
    """Yield the lines of a field; its doubts are a comment behind it, or above it if the line is too long."""
    value = quoted(field.value) if isinstance(field.value, quotedtext) else scalar(field.value)
    line = f"{indent}{name}: {value}"
    if not field.doubts:
        yield line
        return
    doubts_text = "; ".join(message(doubt, messages) for doubt in field.doubts)
    if len(line) + len(doubts_text) + 14 <= WIDTH:
        yield f"{line}   # {MARK}: {doubts_text}"
    else:
        yield from comment(f"{MARK}: {doubts_text}", indent)
        yield line


def message(doubt: Doubt, messages: Catalogue) -> str:
    """Return the message of a doubt."""
    return harmless(messages(f"doubt.{doubt.code}", value=shown(doubt.value)))


def shown(text: str) -> str:
    return textwrap.shorten(harmless(text), 160, placeholder=" …") if text else ""


def _marked_doubt(doubt: Doubt, messages: Catalogue) -> str:
    return f"{MARK}: {message(doubt, messages)}"


def comment(text: str, indent: str = "") -> Iterator[str]:
    """Yield a text as comment lines."""
    for line in textwrap.wrap(clean(text), WIDTH - len(indent) - 2, break_long_words=False, break_on_hyphens=False):
        yield f"{indent}# {line}"


def _quota(quota: DraftQuota, messages: Catalogue) -> Iterator[str]:
    yield from comment(harmless(quota.wording), "  ")
    for doubt in quota.doubts:
        yield from comment(_marked_doubt(doubt, messages), "  ")
    yield f"  {scalar(quota.id)}:"
    words = quota.words()
    fields = {"owes": quota.owes, "needs": quota.needs}
    timing = quota.when.doubts
    for name, value in words.items():
        if name == "needs" and isinstance(value, dict) and isinstance(value.get("all"), list):
            yield from _parts(value["all"], quota.needs.doubts, messages)
            continue
        if name in {"title", "clause", "wording"}:
            value = quotedtext(value)  # noqa: PLW2901
        doubts = fields[name].doubts if name in fields else ()
        if name in quota.when.value:
            doubts, timing = timing, ()
        yield from _field(name, Field(value, doubts), messages, "    ")
    for note in quota.notes:
        yield from comment(_marked_doubt(note, messages), "    ")
    yield ""


def _parts(parts: list[Any], doubts: tuple[Doubt, ...], messages: Catalogue) -> Iterator[str]:
    if doubts:
        yield from comment(f"{MARK}: {'; '.join(message(doubt, messages) for doubt in doubts)}", "    ")
    yield "    needs:"
    yield "      all:"
    for part in parts:
        yield f"        - {scalar(part)}"


def _duties(duties: Iterable[DraftDuty]) -> Iterator[str]:
    heading = ""
    for duty in duties:
        if duty.heading != heading:
            heading = duty.heading
            yield ""
            yield from comment(harmless(heading), "  ")
        yield from comment(harmless(duty.text), "  ")
        unit = scalar(duty.unit)
        clause = f"clause: {scalar(duty.clause)}, class: {duty.kind}, unit: {unit}, title: {quoted(duty.title)}"
        yield f"  - {{{clause}}}"
