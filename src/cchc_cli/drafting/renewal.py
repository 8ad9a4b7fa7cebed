"""Next year's plan: last year's file with its days moved by a year, and every line marked that a person must look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from cchc_cli.drafting.doubt import Doubt
from cchc_cli.drafting.yaml_text import MARK, message, scalar
from cchc_cli.i18n import Catalogue
from cchc_cli.load.yaml_nodes import composed
from cchc_cli.words.timings import QUALIFIERS, TIMING_WORDS

# What a new document decides anew; the rest of the header stays.
_DROPPED = ("number", "sources", "readings", "amended")
_HEADER_DAYS = ("starts", "ends", "dates")
_DAYS = frozenset({*TIMING_WORDS, *QUALIFIERS})


_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


class Renewed(NamedTuple):
    """The text of next year's plan, and the doubts about each quota by its id; "" is the header."""

    text: str
    doubts: dict[str, tuple[Doubt, ...]]


class _Edit(NamedTuple):
    """A piece of one line to be replaced, from a column to another."""

    line: int
    start: int
    stop: int
    text: str


def renewed(text: str, plan: str, year: int, messages: Catalogue) -> Renewed:
    """Return a plan file for another year. `text` is a plan file that can be used; comments and order are kept."""
    root = composed(text)
    found = _Renewal(text, plan, year)
    if isinstance(root, yaml.MappingNode):
        found.read(root)
    return Renewed(found.written(messages), {key: tuple(dict.fromkeys(doubts)) for key, doubts in found.doubts.items()})


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
        """Return the text with all edits; a mark is a comment behind its line."""
        lines = list(self._lines)
        for edit in sorted(self._edits, key=lambda one: (one.line, -one.start)):
            line = lines[edit.line]
            lines[edit.line] = line[: edit.start] + edit.text + line[edit.stop :]
        for number, doubts in self._marks.items():
            asked = "; ".join(dict.fromkeys(message(doubt, messages) for doubt in doubts))
            lines[number] = f"{lines[number]}   # {MARK}: {asked}"
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
        """Move every day and period below a word of days, keys of `due` too: those of other years as well, as a school year has."""
        for one in _scalars(node):
            if _YEAR.search(str(one.value)):
                self._shift(id_, one, Doubt("renewed-day", str(one.value)))

    def _shift(self, id_: str, node: yaml.Node, doubt: Doubt) -> None:
        line, start, stop = node.start_mark.line, node.start_mark.column, node.end_mark.column
        source = self._lines[line][start:stop]
        if node.end_mark.line != line or not _YEAR.search(source):
            return
        moved = _YEAR.sub(lambda match: str(int(match.group()) + self._year - self._old), source)
        self._edits.append(_Edit(line, start, stop, re.sub(r"(\d{4})-02-29", r"\1-02-28", moved)))
        if source.strip("\"'") != str(self._old):  # the whole year is no day
            self._mark(id_, node, doubt)

    # ---- edits

    def _put(self, node: yaml.Node, text: str) -> None:
        if node.start_mark.line == node.end_mark.line:
            self._edits.append(_Edit(node.start_mark.line, node.start_mark.column, node.end_mark.column, text))

    def _drop(self, key: yaml.Node, value: yaml.Node) -> None:
        """Leave out the lines of a word of the header, to the line before the next word."""
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
        for one in node.value:
            yield from _scalars(one)
