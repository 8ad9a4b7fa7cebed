"""Drafting next year's plan: last year's file with its days moved, and a mark on each line that a person must check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import yaml

from cchc_cli.drafting.doubt import Doubt
from cchc_cli.drafting.yaml_text import MARK, message, scalar
from cchc_cli.i18n import Catalogue
from cchc_cli.load.yaml_nodes import composed
from cchc_cli.words.timings import QUALIFIERS, TIMING_WORDS

# Keys that the new document decides anew; the other keys of the header stay.
_DROPPED = ("number", "sources", "readings", "amended")
_HEADER_DAYS = ("starts", "ends", "dates")
_DAYS = frozenset({*TIMING_WORDS, *QUALIFIERS})


_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


class Renewed(NamedTuple):
    """The text of next year's plan, and the doubts by id of the quota; "" is the header."""

    text: str
    doubts: Mapping[str, tuple[Doubt, ...]]


class _Edit(NamedTuple):
    """The replacement of one range of columns in a line."""

    line: int
    start: int
    stop: int
    text: str


def renewed(text: str, plan: str, year: int, messages: Catalogue) -> Renewed:
    """Return a plan file for another year; comments and order are kept. `text` must be a valid plan file."""
    root = composed(text)
    renewal = _Renewal(text, plan, year)
    if isinstance(root, yaml.MappingNode):
        renewal.read(root)
    return Renewed(
        renewal.written(messages), {key: tuple(dict.fromkeys(doubts)) for key, doubts in renewal.doubts.items()}
    )


class _Renewal:
    def __init__(self, text: str, plan: str, year: int) -> None:
        self._lines = text.replace("\r\n", "\n").split("\n")
        self._plan, self._year = plan, year
        self._old = year
        self._edits: list[_Edit] = []
        self._marks: dict[int, list[Doubt]] = {}
        self._dropped: set[int] = set()
        self.doubts: dict[str, list[Doubt]] = {}

    def read(self, root: yaml.MappingNode) -> None:
        pairs = {str(key.value): (key, value) for key, value in root.value}
        self._old = int(str(pairs["year"][1].value))
        self._put(pairs["plan"][1], scalar(self._plan))
        self._put(pairs["year"][1], str(self._year))
        self._put(pairs["issued"][1], f"{{not_before: {self._year}-01-01}}")
        self._mark("", pairs["issued"][0], Doubt("renewed-issued"))
        if str(self._old) in str(pairs["title"][1].value):
            self._shift("", pairs["title"][1], Doubt("renewed-title"))
        for name in _DROPPED:
            if name in pairs:
                self._drop(*pairs[name])
        for name in _HEADER_DAYS:
            if name in pairs:
                self._days("", pairs[name][1])
        for key, quota in pairs["quotas"][1].value if "quotas" in pairs else ():
            self._quota(str(key.value), quota)

    def written(self, messages: Catalogue) -> str:
        """Return the edited text; a mark is a comment at the end of its line."""
        lines = list(self._lines)
        for edit in sorted(self._edits, key=lambda edit_: (edit_.line, -edit_.start)):
            line = lines[edit.line]
            lines[edit.line] = line[: edit.start] + edit.text + line[edit.stop :]
        for number, doubts in self._marks.items():
            doubts_text = "; ".join(dict.fromkeys(message(doubt, messages) for doubt in doubts))
            lines[number] = f"{lines[number]}   # {MARK}: {doubts_text}"
        return "\n".join(line for number, line in enumerate(lines) if number not in self._dropped)

    # ---- quotas

    def _quota(self, id_: str, quota: yaml.Node) -> None:
        for key, value in quota.value if isinstance(quota, yaml.MappingNode) else ():
            name = str(key.value)
            if name in _DAYS:
                self._days(id_, value)
            elif name == "readings" and isinstance(value, yaml.MappingNode):
                for _, reading in value.value:
                    self._quota(id_, reading)
            elif name in {"title", "wording", "clause"} and str(self._old) in str(value.value):
                self._mark(id_, value, Doubt("renewed-names-year", str(self._old)))

    def _days(self, id_: str, node: yaml.Node) -> None:
        """Move each day and period below a word of timing, including keys of `due` and days of other years (school years)."""
        for scalar_node in _scalars(node):
            if _YEAR.search(str(scalar_node.value)):
                self._shift(id_, scalar_node, Doubt("renewed-day", str(scalar_node.value)))

    def _shift(self, id_: str, node: yaml.Node, doubt: Doubt) -> None:
        line, start, stop = node.start_mark.line, node.start_mark.column, node.end_mark.column
        source = self._lines[line][start:stop]
        if node.end_mark.line != line or not _YEAR.search(source):
            return
        moved = _YEAR.sub(lambda match: str(int(match.group()) + self._year - self._old), source)
        self._edits.append(_Edit(line, start, stop, re.sub(r"(\d{4})-02-29", r"\1-02-28", moved)))
        if source.strip("\"'") != str(self._old):  # a whole year needs no mark
            self._mark(id_, node, doubt)

    # ---- edits

    def _put(self, node: yaml.Node, text: str) -> None:
        if node.start_mark.line == node.end_mark.line:
            self._edits.append(_Edit(node.start_mark.line, node.start_mark.column, node.end_mark.column, text))

    def _drop(self, key: yaml.Node, value: yaml.Node) -> None:
        """Drop the lines of a key of the header, up to the next key."""
        last = value.end_mark.line - (
            1 if value.end_mark.column == 0 and value.end_mark.line > key.start_mark.line else 0
        )
        self._dropped.update(range(key.start_mark.line, last + 1))
        self.doubts.setdefault("", []).append(Doubt("renewed-dropped", str(key.value)))

    def _mark(self, id_: str, node: yaml.Node, doubt: Doubt) -> None:
        self._marks.setdefault(node.start_mark.line, []).append(doubt)
        self.doubts.setdefault(id_, []).append(doubt)


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if str(key.value) not in {"unknown", "share"}:
                yield from _scalars(key)
                yield from _scalars(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
