"""The mistake behind a YAML syntax error: the parser says where it stopped, the lines show why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import yaml
from msgspec import Struct, field

_ODD_BLANKS = "\xa0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000"
_ODD_INDENT = re.compile(f"[ \t]*[{_ODD_BLANKS}]")
_INDENT = re.compile("(?: *- )* *")  # up to the text after the dashes of lists
# `owes:A`, or a colon or blank that only looks like the right character; a URL is no key.
_UNSPACED = re.compile(rf"([^\s:：#'\"{{}}\[\],]+)[ ]*(?::(?![ /]|$)|：)[ {_ODD_BLANKS}]*(.*\S)")
_KEY = re.compile(r"([^\s:#'\"{}\[\],]+):(?: +(.*\S))?")
_NO_MORE = {  # messages of the parser that need no look at the lines; newer parsers count the depth themselves
    "nesting": "too-complex",
    "end of stream": "open-quote",
    "another document": "two-documents",
    "escape character": "bad-escape",
}
_BARE = re.compile(r"(\S+)(?: +(.*\S))?")


class Fault(Struct, frozen=True):
    """The code of a problem, its line and column (from 0), and the details that its message shows."""

    code: str
    line: int
    column: int
    details: Mapping[str, str] = field(default_factory=dict)


def fault_of(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Fault:
    """Return the mistake in a file that the parser refused; handles the messages of both parsers of PyYAML."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    start = (error.context_mark.line, error.context_mark.column) if error.context_mark else (line, column)
    return _odd_indent(lines, line) or _of_problem(error.problem or "", lines, (line, column), start)


def unspaced(text: str) -> tuple[str, str] | None:
    """Return the key and the value of `owes:A`, which lacks the blank after the colon; None for any other text."""
    match = _UNSPACED.fullmatch(text)
    return (match[1], match[2]) if match else None


def _of_problem(problem: str, lines: Sequence[str], at: tuple[int, int], start: tuple[int, int]) -> Fault:
    """Return the mistake by the parser's message, the position where it stopped, and the position where it began."""
    if "could not find expected ':'" in problem:
        return _of_key(lines, start[0]) or Fault("bad-yaml", *start)
    if "mapping values are not allowed" in problem:
        return _second_colon(lines, *at)
    if "tab character" in problem or (lines[at[0] : at[0] + 1] and lines[at[0]][at[1] : at[1] + 1] == "\t"):
        return Fault("tab-indent", *at)
    if "',' or" in problem:
        return _in_brackets(lines, at, start)
    if "did not find expected key" in problem or "<block end>" in problem:
        return _after_value(lines, *at)
    if re.search(
        "cannot start|entries are not|keys are not|comment or line|chomping|alias|anchor|alphabetic|tag|'>'", problem
    ):
        return bad_start(lines, *start)
    code = next((code for message, code in _NO_MORE.items() if message in problem), "bad-yaml")
    return Fault(code, *(start if code == "open-quote" else at))


def bad_start(lines: Sequence[str], line: int, column: int) -> Fault:
    """Return the fault of a value that starts with a sign reserved by YAML; `right` is the value in quotes."""
    rest = lines[line][column:].rstrip() if line < len(lines) else ""
    return Fault("bad-start", line, column, {"value": rest[:1], "right": _quoted(rest)})


def _odd_indent(lines: Sequence[str], last: int) -> Fault | None:
    """Return the first indent, up to the line after `last`, with a blank that only looks like a space."""
    for line, text in enumerate(lines[: last + 2]):
        match = _ODD_INDENT.match(text)
        if match:
            return Fault("odd-indent", line, match.end() - 1, {"value": f"U+{ord(text[match.end() - 1]):04X}"})
    return None


def _of_key(lines: Sequence[str], line: int) -> Fault | None:
    """Return the fault of a line that should start with a key: it lacks the colon, or the blank after it."""
    indent = _indent(lines[line])
    text = lines[line][indent:].rstrip()
    pair = unspaced(text)
    if pair:
        return Fault("no-space", line, indent + len(pair[0]), {"right": f"{pair[0]}: {pair[1]}"})
    match = _BARE.fullmatch(text)
    if _KEY.match(text) or not match:
        return None
    return Fault("no-colon", line, indent, {"right": f"{match[1]}: {match[2] or '…'}"})


def _second_colon(lines: Sequence[str], line: int, column: int) -> Fault:
    """Return the fault of a misplaced colon: in a value, or after a value that continues because of the line before."""
    indent = _indent(lines[line])
    key = _KEY.match(lines[line][indent:])
    if key and indent + len(key[1]) < column:
        return Fault("colon-in-value", line, column, {"right": f"{key[1]}: {_quoted(key[2] or '')}"})
    before = next((index for index in range(line - 1, -1, -1) if lines[index].split("#")[0].strip()), None)
    if before is None:
        return Fault("bad-yaml", line, column)
    return _of_key(lines, before) or _bad_indent(lines, line, [_indent(lines[before])])


def _in_brackets(lines: Sequence[str], at: tuple[int, int], start: tuple[int, int]) -> Fault:
    opened, sign = char_at(lines, start), char_at(lines, at)
    if at[0] != start[0] or sign in "]}" or not sign:
        return Fault("open-bracket", *start, {"value": opened, "right": {"[": "]", "{": "}"}.get(opened, "")})
    return Fault("no-comma", *at)


def _after_value(lines: Sequence[str], line: int, column: int) -> Fault:
    """Return the fault of text after a complete value: after a closing quote, or with an indent of its own."""
    before = lines[line][:column].rstrip()
    if not before.strip(" -"):
        return _bad_indent(lines, line, sorted(set(_open_indents(lines, line))))
    quote = before[-1]
    if quote in "\"'" and before.count(quote) % 2:
        opened = next((index for index in range(line - 1, -1, -1) if lines[index].count(quote) % 2), line)
        return Fault("open-quote", opened, lines[opened].find(quote))
    return Fault("after-value", line, column)


def _bad_indent(lines: Sequence[str], line: int, known: Sequence[int]) -> Fault:
    indent = _indent(lines[line])
    return Fault("bad-indent", line, indent, {"value": str(indent), "known": ", ".join(map(str, known))})


def _open_indents(lines: Sequence[str], line: int) -> Iterator[int]:
    """Yield the indents of the keys that are open above a line, innermost first."""
    least = None
    for text in reversed(lines[:line]):
        indent = _indent(text)
        if text.strip() and not text.strip().startswith("#") and (least is None or indent < least):
            least = indent
            yield indent


def _indent(text: str) -> int:
    match = _INDENT.match(text)
    return match.end() if match else 0


def char_at(lines: Sequence[str], at: tuple[int, int]) -> str:
    return lines[at[0]][at[1] : at[1] + 1] if at[0] < len(lines) else ""


def _quoted(text: str) -> str:
    """Return a value in double quotes; in single quotes if it contains a double quote or a backslash."""
    return f"'{text}'" if '"' in text or "\\" in text else f'"{text}"'
