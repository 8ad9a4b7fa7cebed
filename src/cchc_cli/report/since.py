"""The changes since a submitted report: new results, and changes to the submitted ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from cchc_cli.formats.documents.check import ChangeEntry, LineState, SinceEntry
from cchc_cli.formats.safe import safe
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result, Status
from cchc_cli.storing.freeze import Frozen, FrozenLine, lines_of

NEWS = {"missed": Status.MISSED, "met": Status.MET, "late": Status.LATE}


class Change(Struct, frozen=True):
    """One obligation before and now; None if there was, or is, no such verdict."""

    before: FrozenLine | None
    now: FrozenLine | None

    @property
    def latest(self) -> FrozenLine:
        line = self.now or self.before
        if line is None:
            raise ValueError("a change of nothing")
        return line


class Since(Struct, frozen=True):
    """All changes; `rejudged` holds submitted verdicts that the same query, as of the same day, now judges differently."""

    news: Mapping[str, tuple[Change, ...]]  # missed, met, late
    rejudged: tuple[Change, ...]
    files: Mapping[str, str]  # name -> changed, added or removed

    @property
    def is_empty(self) -> bool:
        return not (any(self.news.values()) or self.rejudged or self.files)


def compare(frozen: Frozen, now: Result, again: Result, files: Mapping[str, str]) -> Since:
    """Compare a submitted report with the verdicts now, and with its own query run again on today's files."""
    before = {line.key: line for line in frozen.verdicts}
    changes = [Change(before.get(line.key), line) for line in lines_of(now) if line.decides]
    news = {
        name: tuple(change for change in changes if change.latest.status == status and _status(change.before) != status)
        for name, status in NEWS.items()
    }
    return Since(news, tuple(_rejudged(before, again)), _files(frozen.files, files))


def _status(line: FrozenLine | None) -> str:
    return line.status if line else ""


def _rejudged(before: Mapping[tuple[str, str, str, str], FrozenLine], again: Result) -> list[Change]:
    after = {line.key: line for line in lines_of(again)}
    changes = [Change(line, after.get(key)) for key, line in before.items()]
    changes += [Change(None, line) for key, line in after.items() if key not in before]
    return [change for change in changes if _figures(change.before) != _figures(change.now)]


def _figures(line: FrozenLine | None) -> tuple[object, ...]:
    return (line.status, line.count, line.target, line.due) if line else ()


def _files(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    changed = {name: "changed" for name in before if name in now and now[name] != before[name]}
    changed |= dict.fromkeys((name for name in before if name not in now), "removed")
    return changed | dict.fromkeys((name for name in now if name not in before), "added")


# ---- as text


def render(since: Since, frozen: Frozen, name: str, messages: Catalogue) -> str:
    """Return the comparison as text; `name` is the file of the submitted report."""
    query = frozen.asked
    lines = [
        "",
        messages("since.heading", file=safe(name), window=messages.label(query.window), day=messages.day(query.as_of)),
    ]
    if since.is_empty:
        lines.append("  " + messages("since.nothing"))
    for news, changes in since.news.items():
        lines += _section(messages(f"since.{news}", count=len(changes)), changes, messages)
    lines += _section(messages("since.under", count=len(since.rejudged)), since.rejudged, messages)
    if since.files:
        named_files = (
            f"{safe(file)} ({messages(f'since.{change_of_file}')})"
            for file, change_of_file in sorted(since.files.items())
        )
        lines.append(messages("since.files", files=", ".join(named_files)))
    return "\n".join(lines) + "\n"


def _section(title: str, changes: Sequence[Change], messages: Catalogue) -> list[str]:
    return [title, *(f"  {_line(change, messages)}" for change in changes)] if changes else []


def _line(change: Change, messages: Catalogue) -> str:
    line = change.latest
    verdict_name = safe(f"{line.plan}/{line.quota} {line.unit.replace(';', ', ')} {messages.in_words(line.period)}")
    return f"{verdict_name}: {_state(change.before, messages)} → {_state(change.now, messages)}"


def _state(line: FrozenLine | None, messages: Catalogue) -> str:
    if line is None:
        return messages("since.none")
    target = "" if line.target is None else f"/{line.target}"
    return f"{messages(f'status.{line.status}')} {line.count}{target}"


# ---- as JSON


def entry(since: Since, frozen: Frozen, name: str) -> SinceEntry:
    """Return the comparison for the JSON of `check`."""
    missed, met, late = (tuple(map(_change, since.news[news])) for news in NEWS)
    rejudged = tuple(map(_change, since.rejudged))
    return SinceEntry(name, frozen.tool, frozen.asked.as_of, missed, met, late, rejudged, since.files)


def _change(change: Change) -> ChangeEntry:
    line = change.latest
    return ChangeEntry(line.plan, line.quota, line.unit, line.period, _figured(change.before), _figured(change.now))


def _figured(line: FrozenLine | None) -> LineState | None:
    return LineState(line.status, line.count, line.target) if line else None
