"""YAML with positions: plain values, and the line and column of each for problems."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from cchc_cli.language.model_issue import SOME_LIST, SOME_MAPPING, Loc, ModelIssue
from cchc_cli.load.opening import MEGABYTE, UnusableError, read_regular
from cchc_cli.load.yaml_faults import Fault, bad_start, char_at, fault_of, unspaced
from cchc_cli.load.yaml_nodes import MAX_NODES, composed
from cchc_cli.model.problem import Place, Problem, Severity
from cchc_cli.model.text import nfc

MAX_BYTES = 2 * MEGABYTE
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("null", "bool", "int", "float", "timestamp", "str", "seq", "map", "merge", "value", "binary")
)
_UNREADABLE = (
    "[^\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"  # seldom needed, slow to compile
)
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")  # the canonical spelling only
# YAML 1.1 reads these as booleans, octal and base-60 numbers; the writer meant a word, a code, a duration.
_SURPRISING = {
    "surprising-scalar": re.compile(r"(?i:yes|no|on|off)"),
    "leading-zero": re.compile(r"0\d+"),
    "bare-duration": re.compile(r"\d+(?::[0-5]\d)+"),
}
# YAML 1.1 ends lines at these characters, editors do not; each is read as a blank.
_RARE_BREAKS = re.compile("[\x85\u2028\u2029]")
_BREAKS = re.compile(r"\r\n|\r|\n")
MAX_SHOWN = 80  # characters before and after a fault in a long line
MAX_VALUE = 40  # characters of a list in a message
_UNQUOTED = {
    "not-whole",
    "not-a-flag",
    "bad-year",
    "bad-length",
    "bad-month-day",
}  # issues of values that are right without their quotes
_WRITTEN = {*_SURPRISING, "no-value", "bad-start", "bad-tag"}  # problems of the spelling of a value
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


class YamlFile:
    """One file: its values and their positions. `value` is None when the file cannot be read."""

    def __init__(self, path: Path, name: str, words: Collection[str] = (), list_key: str = "") -> None:
        """Read a file; `words` are keys that are allowed although they would be surprising as values.

        A file that is one list, below `list_key`, may be left without entries: only comments, or the key alone.
        """
        self._words = words
        self._list_key = list_key
        self.name = name
        self.problems: list[Problem] = []
        self.value: Any = None
        self.data = b""
        self._lines: list[str] = []
        self._root: yaml.Node | None = None
        self.wrong: set[Loc] = set()  # top-level keys with a refused entry
        self._lacking: set[Place] = set()  # the mappings that have a key without a value
        self._nodes = 0
        try:
            self.data = read_regular(path, MAX_BYTES)
        except UnusableError as error:
            self._fail(error.code, Place(name), **error.details)
            return
        self._parse()

    # ---- reading

    def _parse(self) -> None:
        try:
            text = nfc(self.data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            self._fail("not-utf8", Place(self.name, self.data[: error.start].count(b"\n") + 1))
            return
        text = _RARE_BREAKS.sub(" ", text)
        self._lines = _BREAKS.split(text)
        try:
            self._root = composed(text)
            self.value = self._plain(self._root) if self._root else {self._list_key: []} if self._list_key else None
        except yaml.MarkedYAMLError as error:
            self._add_fault(fault_of(error, self._lines))
        except yaml.reader.ReaderError:
            self._fail("control-character", self._first_unreadable(text))
        except (yaml.YAMLError, RecursionError, MemoryError):
            self._fail("too-complex", Place(self.name))
        else:
            if not isinstance(self.value, dict):
                self._fail("not-a-mapping", Place(self.name, 1))
                self.value = None

    def _add_fault(self, fault: Fault) -> None:
        place = Place(self.name) if fault.code == "too-complex" else self._at_mark(fault.line, fault.column)
        self._fail(fault.code, place, **fault.details)

    def _first_unreadable(self, text: str) -> Place:
        match = re.search(_UNREADABLE, text)
        before = text[: match.start()] if match else ""
        return self._at_mark(before.count("\n"), len(before) - before.rfind("\n") - 1)

    def _plain(self, node: yaml.Node) -> Any:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise yaml.YAMLError
        if node.tag and node.tag not in _TAGS:
            self._fail("bad-tag", self._at(node), value=str(node.tag).removeprefix("tag:yaml.org,2002:")[:MAX_SHOWN])
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(child) for child in node.value]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode) -> dict[Any, Any]:
        values: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key, meant = self._key(key_node), self._meant(key_node, value_node)
            if key is None:
                self._fail("bad-key", self._at(key_node))
            elif key in values:
                self._fail("duplicate-key", self._at(key_node), key=str(key))
            elif meant:
                key_node.value = meant[0]
                values[meant[0]] = _read(meant[1])
            else:
                values[key] = self._plain(value_node)
                if values[key] is None and key == self._list_key and node is self._root:
                    values[key] = []
                elif values[key] is None:
                    self._no_value(key, node, value_node)
        return values

    def _no_value(self, key: str, node: yaml.MappingNode, value: yaml.Node) -> None:
        self._lacking.add(self._at(node))
        start = value.start_mark
        if char_at(self._lines, (start.line, start.column)) == "&":
            self._add_fault(bad_start(self._lines, start.line, start.column))
        elif value.tag in {None, "", *_TAGS}:
            self._fail("no-value", self._at(value), key=key)

    def _meant(self, key: yaml.Node, value: yaml.Node) -> tuple[str, str] | None:
        """Return the key and the value of `{owes:A}` and `{posts 2}`, which YAML reads as keys without a value."""
        if not isinstance(key, yaml.ScalarNode) or key.style or value.start_mark.index != value.end_mark.index:
            return None
        start = key.start_mark
        right = unspaced(key.value)
        if right:
            self._add_fault(Fault("no-space", start.line, start.column + len(right[0]), {"right": ": ".join(right)}))
            return right
        first, blank, rest = key.value.partition(" ")
        if not blank or char_at(self._lines, (key.end_mark.line, key.end_mark.column)) == ":":
            return None
        self._add_fault(Fault("bare-item", start.line, start.column, {"value": key.value, "right": f"{first}: {rest}"}))
        return first, rest

    def _key(self, node: yaml.Node) -> str | None:
        """Return a key as its text: the keys `115` and `2026` are names, not numbers."""
        if not isinstance(node, yaml.ScalarNode) or node.value in {"<<", ""}:
            return None
        if node.value not in self._words:
            self._scalar(node)
        return str(node.value)

    def _scalar(self, node: yaml.Node) -> Any:
        text = str(node.value)
        if getattr(node, "style", None):  # quoted, or a block
            return text
        for code, pattern in _SURPRISING.items():
            if pattern.fullmatch(text):
                self._fail(code, self._at(node), value=text, right=text.lstrip("0") or "0")
        return _read(text)

    def _fail(self, code: str, place: Place, **details: str) -> None:
        self.problems.append(Problem(code, place, details, fatal=True))

    # ---- places

    def _at_mark(self, line: int, column: int, length: int = 1) -> Place:
        excerpt = self._lines[line] if line < len(self._lines) else ""
        start = max(column - MAX_SHOWN, 0) if len(excerpt) > 2 * MAX_SHOWN else 0
        excerpt = excerpt[start : start + 2 * MAX_SHOWN]
        return Place(self.name, line + 1, str(column + 1), excerpt, (column - start, min(length, 2 * MAX_SHOWN)))

    def _at(self, node: yaml.Node) -> Place:
        start, end = node.start_mark, node.end_mark
        line_length = len(self._lines[start.line]) if start.line < len(self._lines) else start.column + 1
        stop = end.column if end.line == start.line else line_length
        return self._at_mark(start.line, start.column, max(stop - start.column, 1))

    def _walk(self, loc: Loc) -> Iterator[tuple[yaml.Node | None, yaml.Node]]:
        """Yield the (key, value) nodes along a location; steps that are not in the file are skipped.

        pydantic adds the names of forms to its locations. They are skipped too, even where they equal a key:
        in (owes, each, share), `each` is the form, because the key `share` is beside the key `each`, not below it.
        """
        node = self._root
        for index, step in enumerate(loc):
            if isinstance(node, yaml.MappingNode):
                pairs = {str(key.value): (key, value) for key, value in node.value}
                following = str(loc[index + 1]) if index + 1 < len(loc) else ""
                if str(step) not in pairs or (following in pairs and following not in _keys(pairs[str(step)][1])):
                    continue
                yield pairs[str(step)]
                node = pairs[str(step)][1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                yield None, node

    def place(self, loc: Loc, *, on_key: bool = False) -> Place:
        """Return the position of a value; a missing value has the position of the key of its mapping."""
        nodes = list(self._walk(loc))
        if not nodes:
            return Place(self.name, 1)
        key, value = nodes[-1]
        if on_key and key is not None:
            return self._at(key)
        return self._at(value if isinstance(value, yaml.ScalarNode) or key is None else key)

    def line(self, loc: Loc) -> int:
        return self.place(loc, on_key=True).row or 1

    def forget(self, wrong: Collection[Loc]) -> None:
        """Remove the items of lists at these locations: later issues count indexes without them."""
        self.wrong |= {loc[:1] for loc in wrong}
        for key, entries in self._root.value if isinstance(self._root, yaml.MappingNode) else ():
            if isinstance(entries, yaml.SequenceNode):
                places = enumerate(entries.value)
                entries.value = [entry for index, entry in places if (str(key.value), index) not in wrong]

    # ---- issues of the values

    def add_issues(self, issues: Iterable[ModelIssue]) -> None:
        """Turn issues into problems.

        Issues are dropped where a problem of the spelling is already reported: for a scalar that was refused, and for
        a mapping that has a key without a value.
        """
        refused = {(problem.place.row, problem.place.column) for problem in self.problems if problem.code in _WRITTEN}
        for issue in issues:
            place = self.place(issue.loc, on_key=issue.on_key)
            walked = [*self._walk(issue.loc)]
            node = walked[-1][1] if walked else None
            value_place = self._at(node) if node else place
            places = {(at.row, at.column) for at in (place, value_place)}
            if places.isdisjoint(refused) and value_place not in self._lacking:
                severity: Severity = "warning" if issue.warns else "error"
                details = {**self._as_written(issue, node)}
                if details.get("key") == "":
                    details["key"] = next((str(key.value) for key, _ in reversed(walked) if key), "")
                self.problems.append(Problem(issue.code, place, details, severity, fatal=not issue.warns))
        self.problems.sort(key=lambda problem: (problem.place.row or 0, int(problem.place.column or 0)))

    def _as_written(self, issue: ModelIssue, node: yaml.Node | None) -> Mapping[str, str]:
        """Return the details for a message; a short list, mapping or quoted text is shown as it is written."""
        quoted = isinstance(node, yaml.ScalarNode) and node.style in {"'", '"'} and issue.code in _UNQUOTED
        if node is None or not (quoted or issue.details.get("value") in {SOME_LIST, SOME_MAPPING}):
            return issue.details
        start, end = node.start_mark, node.end_mark
        text = self._lines[start.line][start.column : end.column]
        short = start.line == end.line and 0 < len(text) <= MAX_VALUE
        return {**issue.details, "value": text} if short else issue.details


def _read(text: str) -> Any:
    """Return the value of an unquoted text: a constant, a whole number, or the text. 1.1 and 1.10 are different clauses."""
    if text.casefold() in _CONSTANTS:
        return _CONSTANTS[text.casefold()]
    return int(text) if _INTEGER.fullmatch(text) else text


def _keys(node: yaml.Node) -> set[str]:
    """Return the keys of a mapping or the indexes of a list, as texts."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value) for key, _ in node.value}
    return {str(index) for index in range(len(node.value))} if isinstance(node, yaml.SequenceNode) else set()
