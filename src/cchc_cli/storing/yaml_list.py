"""Adding an entry to a list in a YAML file, in the file's own style: comments, order and line ends are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from cchc_cli.load.opening import UnusableError, read_regular
from cchc_cli.load.yaml_file import MAX_BYTES
from cchc_cli.load.yaml_nodes import composed
from cchc_cli.storing.atomic import ChangedError
from cchc_cli.storing.lock import WAIT, locked
from cchc_cli.storing.log_file import refuse_if_open, refusing, replace_log
from cchc_cli.storing.refusal import refusal

BOM = "\ufeff"
Scalars = Callable[[Any], str]


class AddedLines(Struct, frozen=True):
    """The first and the last line of an added entry, from 1."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"


def add_entry(path: Path, name: str, key: str, entry: Mapping[str, Any], scalar: Scalars, head: str = "") -> AddedLines:
    """Add an entry to the list below `key`, and return its lines; a new file begins with `head`.

    `scalar` writes a value in flow style. The new text is read back before it is written. Raises NotWrittenError if the file
    is locked, unreadable, no YAML, or changes meanwhile; then nothing is written.
    """
    path = path.resolve()
    with refusing(name), locked(path, WAIT):
        refuse_if_open(path, name)
        before = _read(path, name)
        data, added = _extended(before if before is not None else head.encode(), name, key, entry, scalar)
        try:
            replace_log(path, name, data, before)
        except ChangedError:
            raise refusal("log-keeps-changing", name) from None
    return added


def _read(path: Path, name: str) -> bytes | None:
    try:
        return read_regular(path, MAX_BYTES) if path.exists() else None
    except UnusableError as error:
        raise refusal(error.code, name, **error.details) from None


def _extended(
    before: bytes, name: str, key: str, entry: Mapping[str, Any], scalar: Scalars
) -> tuple[bytes, AddedLines]:
    """Return the bytes with the entry, and its lines. Raises NotWrittenError if they would be read back differently."""
    try:
        text = before.decode()
        entries = _listed(text, key)
        after, added = _YamlText(text, key).with_entry(entry, scalar)
        if _listed(after, key) != [*entries, _plain(entry, scalar)]:
            raise ValueError(key)
    except (ValueError, yaml.YAMLError):
        raise refusal("cannot-add-entry", name, key=key) from None
    return after.encode(), added


def _listed(text: str, key: str) -> list[Any]:
    """Return the entries of a list in a file, with scalars as written."""
    values = _values(composed(text.removeprefix(BOM)))
    if values in (None, ""):
        return []
    if not isinstance(values, dict):
        raise ValueError(key)
    return list(values.get(key) or [])


def _plain(entry: Mapping[str, Any], scalar: Scalars) -> Any:
    return _values(composed(scalar(dict(entry))))


def _values(node: yaml.Node | None) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _values(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_values(item) for item in node.value]
    return None if node is None else node.value


class _YamlText:
    """The text of a YAML file and one list in it."""

    def __init__(self, text: str, key: str) -> None:
        self._bom = BOM if text.startswith(BOM) else ""
        self._text = text.removeprefix(BOM)
        self._key = key
        self._line_end = "\r\n" if "\r\n" in self._text else "\n"
        root = composed(self._text)
        pairs = root.value if isinstance(root, yaml.MappingNode) else []
        self._flow_root = isinstance(root, yaml.MappingNode) and bool(root.flow_style)
        self._list = next((value for name, value in pairs if name.value == key), None)

    def with_entry(self, entry: Mapping[str, Any], scalar: Scalars) -> tuple[str, AddedLines]:
        """Return the text with the entry, and the entry's lines."""
        listed = self._list
        if isinstance(listed, yaml.SequenceNode) and listed.value and listed.flow_style:
            return self._put(listed.value[-1].end_mark.index, f", {scalar(dict(entry))}")
        if isinstance(listed, yaml.SequenceNode) and listed.value:
            return self._below(listed, entry, scalar)
        if listed is not None:  # `waivers: []`, or a key without a value
            start, end = listed.start_mark.index, listed.end_mark.index
            self._text = self._text[:start].rstrip(" ") + self._text[end:]
            at = self._line_after(len(self._text[:start].rstrip(" ")))
            return self._put(at, self._lines(entry, scalar, "  ", " "))
        if self._text and not self._text.endswith("\n"):
            self._text += self._line_end
        return self._put(len(self._text), f"{self._key}:{self._line_end}{self._lines(entry, scalar, '  ', ' ')}")

    def _below(self, listed: yaml.SequenceNode, entry: Mapping[str, Any], scalar: Scalars) -> tuple[str, AddedLines]:
        """Return the text with the entry below the last entry, in the same style and with the same indent."""
        last = listed.value[-1]
        dash = " " * listed.start_mark.column
        at = self._line_after(_last_leaf(last).end_mark.index)
        if last.flow_style or not isinstance(last, yaml.MappingNode):
            return self._put(at, f"{dash}- {scalar(dict(entry))}{self._line_end}")
        gap = " " * (last.start_mark.column - listed.start_mark.column - 1)
        return self._put(at, self._lines(entry, scalar, dash, gap))

    def _lines(self, entry: Mapping[str, Any], scalar: Scalars, dash: str, gap: str) -> str:
        first, *rest = [f"{key}: {scalar(value)}" for key, value in entry.items()]
        below = dash + " " + gap
        return "".join(f"{line}{self._line_end}" for line in (f"{dash}-{gap}{first}", *(below + line for line in rest)))

    def _line_after(self, index: int) -> int:
        """Return the index of the next line's beginning; a text without a final line end gets one."""
        if index and self._text[index - 1] == "\n":  # after a block scalar
            return index
        end = self._text.find("\n", index)
        if end < 0:
            self._text += self._line_end
            return len(self._text)
        return end + 1

    def _put(self, at: int, text: str) -> tuple[str, AddedLines]:
        first = self._text.count("\n", 0, at) + 1
        lines = AddedLines(first, first + text.rstrip("\r\n").count("\n"))
        return self._bom + self._text[:at] + text + self._text[at:], lines


def _last_leaf(node: yaml.Node) -> yaml.Node:
    """Return the last scalar inside a node: the end mark of a block is behind the comments that follow."""
    if getattr(node, "flow_style", False) or not isinstance(node.value, list) or not node.value:
        return node
    last: Sequence[Any] | yaml.Node = node.value[-1]
    return _last_leaf(last[1] if isinstance(last, tuple) else last)  # type: ignore[arg-type]
