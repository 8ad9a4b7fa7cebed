"""A table whose columns are lost: only the order of its numbers is left, so each task is found and nothing of it is sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cchc_cli.drafting.blocks import Block, Document, Paragraph
from cchc_cli.drafting.words import clean, folded
from cchc_cli.model.text import loosen

MIN_TASKS = 3
MIN_HEADINGS = 3
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
    """Whether a document was read by a machine that lost the marks of letters: common words stand without them."""
    words = [
        word for block in blocks if isinstance(block, Paragraph) for word in re.findall(r"\w+", folded(block.text))
    ]
    common = [word for word in words if loosen(word) in _SEEN]
    right = sum(word in _WELL_WRITTEN for word in common)
    return len(common) >= 20 and right < MIN_WELL_WRITTEN * len(common)


def lost_tasks(document: Document) -> list[tuple[str, str]]:
    """Return the number and text of each task after the headings of a lost table, none where there is no such table."""
    lines = _after_headings(document.lines)
    if lines is None:
        return []
    text = "\n".join(lines)
    places = _places(text)
    if len(places) < MIN_TASKS:
        return []
    ends = [start for start, _ in places[1:]] + [len(text)]
    found: list[tuple[str, str]] = []
    for place, ((_, start), end) in enumerate(zip(places, ends, strict=True), 1):
        before = text[max(0, places[place - 1][0] - 160) : places[place - 1][0]].rpartition("\n\n")[2]
        found += _dashes(str(place), text[start:end], before)
    return found


def _places(text: str) -> list[tuple[int, int]]:
    """Return where 1., 2., 3. … stand: at the beginning of a line, or where a number ran together with a word before it.

    A number without a stop counts at the beginning of a line, before a capital.
    """
    found: list[tuple[int, int]] = []
    at = 0
    while True:
        number = len(found) + 1
        for match in re.finditer(rf"(?:(?<=\n)|^|(?<=[^\W\d_])){number}([.)]?)\s", text[at:]):
            start, end = at + match.start(), at + match.end()
            begins = start == 0 or text[start - 1] == "\n"
            if match[1] or (begins and text[end : end + 1].isupper()):
                found.append((start, end))
                at = end
                break
        else:
            return found


def _after_headings(lines: Sequence[str]) -> list[str] | None:
    for index, line in enumerate(lines):
        near = loosen(" ".join(lines[index : index + 12]))
        if _APPENDIX.match(loosen(line)) and sum(word in near for word in _HEADINGS) >= MIN_HEADINGS:
            return list(lines[index + 1 :])
    return None


def _dashes(number: str, text: str, before: str) -> list[tuple[str, str]]:
    """A task that goes on with dashes at once has a task at each; a dash further on is a product or a unit."""
    parts = re.split(r"\n[-–]\s*\|?\s*", text)
    head = parts[0].strip()
    short = len(head) < 120 and len(parts) > 2 and all(len(part) > 40 for part in parts[1:])
    if short and "\n" not in head:
        return [(f"{number}-{place}", clean(f"{head}. {part}")[:MAX_TASK]) for place, part in enumerate(parts[1:], 1)]
    return [(number, clean(f"{text} {before}" if len(text) < 60 else text)[:MAX_TASK])]
