"""Finding the numbered clauses of a document's body (I. 1. 1.1. a) and dashes) with their codes and headings."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from cchc_cli.load.documents.blocks import Block, DocumentParagraph
from cchc_cli.model.text import loosen

MAX_CLAUSES = 1_500
MAX_CLAUSE = 4_000  # letters of a clause
MAX_HEADING = 12  # words of a heading
_LEVELS = (
    ("roman", re.compile(r"(?:phần\s+)?(?P<n>[IVX]{1,5})\s*[.)\-:]\s*(?P<t>.*)", re.IGNORECASE)),
    ("article", re.compile(r"Điều\s+(?P<n>\d{1,2})\s*[.:]\s*(?P<t>.*)")),
    ("digits", re.compile(r"(?P<n>\d{1,2}(?:\.\d{1,2}){0,3})\s*[.)]?\s+(?P<t>\D.*)")),
    ("letter", re.compile(r"(?P<n>[a-zđ])\s*[.)]\s*(?P<t>.*)")),
    ("dash", re.compile(r"(?P<n>[-–+•*])\s*(?P<t>.*)")),
)
_DEPTH = {"roman": 0, "article": 0, "digits": 1, "letter": 4, "dash": 5}
_END = re.compile(r"(?:noi nhan|phu luc(?:\s+(?:so\s+)?[ivx\d]+)?$|bieu (?:so )?\d|kt\.|tm\.|tuq\.)")
_ENDS_TEXT = (".", ";", ":", "!", "?", "”", '"', ")", "/", "…", ",")


class Clause(NamedTuple):
    """One clause. `above` are the texts of its headings, outermost first."""

    code: str
    text: str
    above: tuple[str, ...]


def read_clauses(blocks: tuple[Block, ...]) -> list[Clause]:
    """Return the clauses of the body, up to the list of recipients or the first appendix."""
    return _Clauses().read(blocks)[:MAX_CLAUSES]


class _Level(NamedTuple):
    depth: int
    code: str
    text: str


class _Clauses:
    def __init__(self) -> None:
        self._open: list[_Level] = []
        self._dashes: Counter[str] = Counter()
        self._found: list[Clause] = []
        self._codes: Counter[str] = Counter()

    def read(self, blocks: tuple[Block, ...]) -> list[Clause]:
        lines = _lines(blocks)
        for index, (kind, number, text, _) in enumerate(lines):
            after = lines[index + 1] if index + 1 < len(lines) else None
            if kind == "text":
                self._plain(text)
            else:
                self._numbered(kind, number, text, after)
        return self._found

    def _numbered(self, kind: str, number: str, text: str, after: tuple[str, str, str, int] | None) -> None:
        depth = _DEPTH[kind] + (number.count(".") if kind == "digits" else 0)
        while self._open and self._open[-1].depth >= depth:
            self._open.pop()
        code = self._code(kind, number)
        deeper = after is not None and (after[0] == "text" or after[3] > depth)
        short = len(text.split()) <= MAX_HEADING and not text.endswith(".")
        if not (deeper and (short or text.isupper())):
            self._add(code, text)
        self._open.append(_Level(depth, code, text))

    def _code(self, kind: str, number: str) -> str:
        above = self._open[-1].code if self._open else ""
        if kind == "dash":
            self._dashes[above] += 1
            return f"{above}-{self._dashes[above]}" if above else str(self._dashes[above])
        if kind == "letter":
            return f"{above}-{number}" if above else number
        if kind == "digits":
            roman = next((level.code for level in self._open if level.depth == 0), "")
            return f"{roman}.{number}" if roman else number
        return number.upper()

    def _plain(self, text: str) -> None:
        above = self._open[-1].code if self._open else ""
        if above:
            self._add(above, text)

    def _add(self, code: str, text: str) -> None:
        self._codes[code] += 1
        unique = code if self._codes[code] == 1 else f"{code}-đoạn{self._codes[code]}"
        self._found.append(Clause(unique, text, tuple(level.text for level in self._open)))


def _lines(blocks: tuple[Block, ...]) -> list[tuple[str, str, str, int]]:
    """Return the paragraphs of the body as (kind, number, text, depth); texts that a page breaks are joined."""
    lines: list[tuple[str, str, str, int]] = []
    for block in blocks:
        if not isinstance(block, DocumentParagraph):
            continue
        if lines and _END.match(loosen(block.text[:MAX_CLAUSE])):
            break
        kind, number, text = _parsed(block.text[:MAX_CLAUSE])
        if not lines and kind == "text":
            continue
        last = lines[-1] if lines else None
        if kind == "text" and last and not last[2].endswith(_ENDS_TEXT) and len(last[2].split()) > MAX_HEADING:
            lines[-1] = (last[0], last[1], f"{last[2]} {text}"[:MAX_CLAUSE], last[3])
            continue
        depth = _DEPTH.get(kind, 9) + (number.count(".") if kind == "digits" else 0)
        lines.append((kind, number, text, depth))
    return lines


def _parsed(text: str) -> tuple[str, str, str]:
    for kind, pattern in _LEVELS:
        match = pattern.fullmatch(text)
        if match and match["t"]:
            if kind == "roman" and not _is_section(match["n"], match["t"]):
                continue
            return kind, match["n"], match["t"].strip()
    return "text", "", text


def _is_section(number: str, text: str) -> bool:
    """Whether a Roman number begins a section: "I. MỤC ĐÍCH" does, "i) …" and "V. v." do not."""
    return number.isupper() and (text[0].isupper() or not text[0].isalpha())
