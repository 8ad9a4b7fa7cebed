"""Reading a table whose columns are lost: the order of the numbers shows the tasks, and everything else is doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cchc_cli.drafting.words import folded
from cchc_cli.load.documents.blocks import Block, Document, DocumentParagraph
from cchc_cli.load.documents.clean_text import clean
from cchc_cli.model.text import loosen

MIN_TASKS = 3
MIN_HEADINGS = 3
MAX_SAMPLE = 50_000  # letters examined to recognise a scan
MAX_SKIPPED = 3  # numbers that may be missing after the last found number, plus one
MAX_TASK = 900  # letters
_APPENDIX = re.compile(r"(?:phu\s*luc|bieu)\b.{0,12}$")
_HEADINGS = (
    "nhiem vu",
    "noi dung",
    "san pham",
    "chu tri",
    "phoi hop",
    "tien d",
    "thoi gian",
    "thoi han",
    "chi tieu",
    "ket qua",
    "don vi",
    "stt",
    "tt ",
)
_WELL_WRITTEN = frozenset(
    {
        "của",
        "các",
        "đơn",
        "vị",
        "thực",
        "hiện",
        "tuyên",
        "truyền",
        "kế",
        "hoạch",
        "và",
        "năm",
        "tháng",
        "công",
        "tác",
        "cải",
        "cách",
        "hành",
        "chính",
    }
)
_SEEN = frozenset(loosen(word) for word in _WELL_WRITTEN)
MIN_WELL_WRITTEN = 0.8


def is_lossy(blocks: Iterable[Block]) -> bool:
    """Whether text recognition lost the diacritics of a document: many common words lack them."""
    text = " ".join(block.text[:MAX_SAMPLE] for block in blocks if isinstance(block, DocumentParagraph))[:MAX_SAMPLE]
    words = re.findall(r"\w+", folded(text))
    common = [word for word in words if loosen(word) in _SEEN]
    right = sum(word in _WELL_WRITTEN for word in common)
    return len(common) >= 20 and right < MIN_WELL_WRITTEN * len(common)


def lost_tasks(document: Document) -> list[tuple[str, str]]:
    """Return the number and text of each task after the headings of a lost table; [] without such a table."""
    lines = _after_headings(document.lines)
    if lines is None:
        return []
    text = "\n".join(lines)
    positions = _positions(text)
    if len(positions) < MIN_TASKS:
        return []
    tasks: list[tuple[str, str]] = []
    for index, (number, start, end) in enumerate(positions):
        following, stop, _ = positions[index + 1] if index + 1 < len(positions) else (number + 1, len(text), 0)
        before = text[max(0, start - 160) : start].rpartition("\n\n")[2]
        tasks += _dashes(str(number), text[end:stop], before)
        # The text of a missing number is before the next number.
        tasks += [(str(lost), clean(text[end:stop])[-MAX_TASK:]) for lost in range(number + 1, following)]
    return tasks


def _positions(text: str) -> list[tuple[int, int, int]]:
    """Return (number, start, end) of 1., 2., 3. … at the beginning of a line, or attached to the word before.

    A number without a full stop counts only at the beginning of a line, before a capital. Two successive numbers may be missing.
    """
    positions: list[tuple[int, int, int]] = []
    for match in re.finditer(r"(?:(?<=\n)|^|(?<=[^\W\d_]))(\d{1,2})([.)]?)\s", text):
        number, last = int(match[1]), positions[-1][0] if positions else 0
        begins = match.start() == 0 or text[match.start() - 1] == "\n"
        counts = bool(match[2]) or (begins and text[match.end() : match.end() + 1].isupper())
        if counts and (number == last + 1 or (begins and match[2] and last < number <= last + MAX_SKIPPED)):
            positions.append((number, match.start(), match.end()))
    return positions


def _after_headings(lines: Sequence[str]) -> list[str] | None:
    for index, line in enumerate(lines):
        near = loosen(" ".join(lines[index : index + 12]))
        if _APPENDIX.match(loosen(line)) and sum(word in near for word in _HEADINGS) >= MIN_HEADINGS:
            return list(lines[index + 1 :])
    return None


def _dashes(number: str, text: str, before: str) -> list[tuple[str, str]]:
    """Return a task for each dash if the dashes follow a short heading; otherwise dashes are products or units of one task."""
    parts = re.split(r"\n[-–]\s*\|?\s*", text)
    head = parts[0].strip()
    short = len(head) < 120 and len(parts) > 2 and all(len(part) > 40 for part in parts[1:])
    if short and "\n" not in head:
        return [(f"{number}-{index}", clean(f"{head}. {part}")[:MAX_TASK]) for index, part in enumerate(parts[1:], 1)]
    return [(number, clean(f"{text} {before}" if len(text) < 60 else text)[:MAX_TASK])]
