"""Reading the head of a document: number, day of issue, title, year; blank and impossible values stay open."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import NamedTuple

from cchc_cli.drafting.doubt import Doubt, Field
from cchc_cli.drafting.headings import find_columns
from cchc_cli.drafting.words import folded, shortened
from cchc_cli.load.documents.blocks import Block, DocumentParagraph
from cchc_cli.load.documents.clean_text import clean
from cchc_cli.model.period import PLAN_YEARS
from cchc_cli.model.text import loosen

MAX_HEAD = 40  # lines
MAX_LINE = 600  # letters of a line of the head
MAX_TITLE_LINES = 5
MAX_TITLE = 40  # words
_NUMBER = re.compile(
    r"(?:^|\s)S[ốóôỐo6]\w?\s*[:.]?\s*(?P<n>\d{1,5}[a-z]?)?[\s.…_]*/\s*(?P<s>[A-ZĐ]{2,8}(?:[-&.][A-ZĐ0-9]+)*)"
)
_PARTY_NUMBER = re.compile(r"(?:^|\s)S[ốóôỐo]\s*[:.]?\s*(?P<n>\d{1,5})\s*-\s*(?P<s>[A-ZĐ]{2,4}/[A-ZĐ]+)")
_SHORT_ISSUED = re.compile(r"ngày\s+(\d{1,2})\s*[/-]\s*(\d{1,2})\s*[/-]\s*(20\d\d)")
_ISSUED = re.compile(
    r"ng\w{0,3}y(?P<d>[\s.…_\d]*)th\w{1,3}ng(?P<m>[\s.…_\d]*)n\w{1,3}m[\s.…_]*(?P<y>20\d\d|20\d?[.…_]*)", re.IGNORECASE
)
_KIND = re.compile(r"(?:ke hoach|chuong trinh|phuong an|de an|quyet dinh|huong dan|thong bao)\b")
_GROUNDS = re.compile(r"(?:can c\w+ |phan |[ivx]{1,4}\s*[.)]|1\s*[.)]|dieu 1|kinh gui|noi nhan)")
# A title may also begin like this: "Thực hiện công tác cải cách hành chính năm 2026".
_MAYBE_GROUNDS = re.compile(r"(?:thuc hien|trien khai|de |nham|tiep tuc|de trien khai)")
_NAMES_PAPER = re.compile(r"\d+\s*/\s*[A-ZĐ]|\d+-[A-ZĐ]{2}|[;:.]$")
MAX_TITLE_LETTERS = 160
_OTHER_PAPER = re.compile(r"kem theo|can c|thuc hien ke hoach|ban hanh theo")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_DATED = re.compile(r"ngày\s+(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(20\d\d)")


class DocumentHead(NamedTuple):
    """The head of a plan; `number` is None if it is blank."""

    title: Field
    number: Field | None
    issued: Field
    year: Field


def read_header(blocks: tuple[Block, ...], name: str, this_year: int, *, lossy: bool) -> DocumentHead:
    """Return the head of a document; `name` and `this_year` replace a missing title and year, with doubts."""
    lines = head_lines(blocks)
    title = _title(lines, name)
    issued = _issued(lines)
    year = _year(title, issued, blocks, this_year)
    number = _number(lines)
    if lossy:
        scan = Doubt("scan")
        title, number = title.doubted(scan), number.doubted(scan) if number else None
        issued = issued.doubted(scan) if issued else None
    return DocumentHead(title, number, issued or _not_before(blocks, year.value), year)


def head_lines(blocks: tuple[Block, ...]) -> list[str]:
    """Return the first lines, up to the legal grounds of the plan."""
    lines: list[str] = []
    for block in blocks:
        columns = None if isinstance(block, DocumentParagraph) else find_columns(block)
        if isinstance(block, DocumentParagraph):
            texts = [block.text[:MAX_LINE]]
        else:
            texts = _cell_lines(block.rows[: columns.first] if columns else block.rows[:MAX_HEAD])
        for text in texts:
            loosen(text)
            if len(lines) >= MAX_HEAD or (_KIND.search(" ".join(map(loosen, lines))) and _is_grounds(text)):
                return lines
            lines.append(text)
        if columns is not None:
            break
    return lines


def _cell_lines(rows: tuple[tuple[object, ...], ...]) -> list[str]:
    cells = dict.fromkeys(cell for row in rows for cell in row)
    return [line for cell in cells for line in str(getattr(cell, "text", ""))[:MAX_LINE].split("\n") if line]


def _number(lines: list[str]) -> Field | None:
    for line in lines:
        if party := _PARTY_NUMBER.search(line):
            return Field(f"{party['n']}-{party['s']}")
        match = _NUMBER.search(line)
        if match and not _OTHER_PAPER.search(loosen(line)):
            return Field(f"{match['n']}/{match['s']}") if match["n"] else None
    return None


def _issued(lines: list[str]) -> Field | None:
    for index, line in enumerate(lines):
        match = _ISSUED.search(line) or _ISSUED.search(" ".join(lines[index : index + 2]))
        short = _SHORT_ISSUED.search(line)
        if (match is None and short is None) or _OTHER_PAPER.search(loosen(line)):
            continue
        day, month, year = short.groups() if short else _digits(match)
        if len(year) != 4 or not month or not 1 <= int(month) <= 12:
            return None
        if not day:
            return Field(f"{year}-{int(month):02d}")
        try:
            return Field(date(int(year), int(month), int(day)).isoformat())
        except ValueError:
            return Field(
                f"{year}-{int(month):02d}", (Doubt("issued-impossible", clean(match.group() if match else line)),)
            )
    return None


def _digits(match: re.Match[str] | None) -> tuple[str, str, str]:
    """Return the digits of day, month and year, without blanks and dots."""
    day, month, year = (re.sub(r"\D", "", match[part]) if match else "" for part in "dmy")
    return day, month, year


def _not_before(blocks: tuple[Block, ...], year: int) -> Field:
    """Return the earliest possible day of issue: the latest dated ground of the plan's year, else 1 January."""
    days = [date(year, 1, 1).isoformat()]
    for block in blocks:
        if isinstance(block, DocumentParagraph) and _is_grounds(block.text):
            for day, month, of in _DATED.findall(folded(block.text)):
                if int(of) == year and 1 <= int(month) <= 12 and 1 <= int(day) <= 28:
                    days.append(f"{of}-{int(month):02d}-{int(day):02d}")
            break
    return Field({"not_before": max(days)}, (Doubt("issued-missing"),))


def _title(lines: list[str], name: str) -> Field:
    for index, line in enumerate(lines):
        match = _KIND.match(loosen(line))
        if match is None:
            continue
        rest = line[match.end() :].strip(" :.-") if len(loosen(line)) == len(line) else " ".join(line.split()[2:])
        parts = [rest] if rest else []
        for after in lines[index + 1 : index + 1 + MAX_TITLE_LINES]:
            if _is_grounds(after) or re.fullmatch(r"[\W_]*", after) or (parts and _apart(after)):
                break
            parts.append(after.strip("()"))
        if parts:
            return Field(shortened(" ".join(parts), MAX_TITLE))
    shouted = next((line for line in lines if line.isupper() and len(line) > 25 and "CỘNG H" not in line), None)
    return Field(shortened(shouted or name, MAX_TITLE), (Doubt("title-guessed"),))


def _is_grounds(line: str) -> bool:
    """Whether a line is a legal ground of the plan, or begins its text."""
    plain = loosen(line)
    if _GROUNDS.match(plain):
        return True
    return bool(_MAYBE_GROUNDS.match(plain)) and (len(line) > MAX_TITLE_LETTERS or bool(_NAMES_PAPER.search(line)))


def _apart(line: str) -> bool:
    """Whether a line below the title does not belong to the title."""
    return bool(_NUMBER.search(line) or _ISSUED.search(line) or _OTHER_PAPER.search(loosen(line)))


def _year(title: Field, issued: Field | None, blocks: tuple[Block, ...], this_year: int) -> Field:
    plain = folded(title.value)
    if "năm học" in plain:
        years = [int(year) for year in _YEAR.findall(plain)]
        return Field(years[-1] if years else this_year, (Doubt("school-year", title.value),))
    for text in (*re.findall(r"năm\s+(20\d\d)(?!\s*-\s*20)", plain), *_YEAR.findall(plain)):
        return Field(int(text))
    if issued is not None:
        return Field(int(issued.value[:4]))
    counts = Counter(
        int(year) for block in blocks if isinstance(block, DocumentParagraph) for year in _YEAR.findall(block.text)
    )
    years_ = [year for year, _ in counts.most_common(1) if year in PLAN_YEARS]
    return Field(years_[0] if years_ else this_year, (Doubt("year-guessed"),))
