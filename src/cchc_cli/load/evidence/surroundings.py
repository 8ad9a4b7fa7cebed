"""Recognising rows that are no evidence: numbers of columns, headings, totals, date lines, signatures and names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from cchc_cli.load.evidence.cell_values import CellValue
from cchc_cli.load.evidence.columns import DAYS
from cchc_cli.load.evidence.header import LogHeader
from cchc_cli.model.passed_over import Reason
from cchc_cli.model.text import fold, visible

MAX_SIGNATURES = 4  # the most cells of a row in a footer
MAX_SIGNATURE = 60  # characters
_NUMBER = re.compile(r"[(\[]?\s*(\d{1,2}|[a-zđ])\s*[)\]]?(?:\s*=\s*[\d\s+x*/()-]+)?")
_ORDINAL = re.compile(r"[(\[]?(?:\d{1,6}(?:[.,]\d{1,3})*|[ivxlc]{1,7}|[a-zđ])[.)\]]*")
_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|tổng|cộng|lũy kế|luỹ kế|total|grand total|sum)"
    r"(?:\s*[:=(\d.,].*|\s+(?:số|cộng|chung|dồn|tháng|quý|năm|tuần|kỳ|toàn|tin|bài|video|đơn vị|các|i+\b|iv\b).*)?"
)
_BLANK_DATE = r"[\s\d….:_/-]*"
_DATE_LINE = re.compile(rf"(?:[^,;\d]{{1,60}}[,;]\s*)?ngày{_BLANK_DATE}tháng{_BLANK_DATE}năm{_BLANK_DATE}")
_RANK = r"(?:(?:kt|tm|tl|tuq|q)\s*\.?\s*)?(?:phó |p\. ?)?"
_SIGNATURE = re.compile(
    r"(?:người|cán bộ|đơn vị|bộ phận|viên chức|chuyên viên) (?:lập|tổng hợp|báo cáo|kiểm tra|duyệt|theo dõi|cung cấp|phụ trách)\b.*"
    rf"|{_RANK}(?:thủ trưởng|giám đốc|trưởng phòng|chánh văn phòng|lãnh đạo|trưởng khoa|trưởng trạm|kế toán)(?: (?:đơn vị|cơ quan|phòng|sở|trưởng))*"
    r"|(?:lãnh đạo|thủ trưởng|phụ trách) (?:đơn vị|cơ quan|phòng|khoa|trung tâm|bệnh viện|sở)\b.*"
    r"|lập biểu|xác nhận(?: của.*)?|\(?(?:đã )?ký\b.*(?:tên|dấu)\)?|nơi nhận\s*:?.*|ghi chú\s*:.*|lưu\s*:.*|prepared by.*|approved by.*"
)
_HEADING = re.compile(
    r"(?:(?:[ivxlc]+|[a-zđ]|\d{1,2}(?:\.\d{1,2})*)[.)/:-]\s*\S.*)|(?:tháng|quý|tuần|năm|kỳ|6 tháng|9 tháng)\b.{0,30}"
)


class Surroundings:
    """Distinguishes rows around the evidence of one table from rows of evidence that cannot be read."""

    def __init__(self, header: LogHeader, names_group: Callable[[str], bool]) -> None:
        self._header = header
        self._names_group = names_group  # whether a text names a unit or a group
        self._ended = False  # after a date line or a signature

    def reason(self, raw: Sequence[str], cells: Mapping[str, CellValue], *, merged: bool) -> Reason | None:
        """Return why a row that cannot be read is no evidence; None if it is evidence.

        `merged` means that a cell of the row is merged across columns. A row with a day or an address is evidence,
        even if its other cells look like a footer or a heading.
        """
        if any(cells[name].value for name in (*DAYS, "url") if name in cells):
            return None
        filled = [(index, fold(text)) for index, text in enumerate(raw) if visible(text.strip())]
        texts = [text for _, text in filled]
        known_indexes = [index for index, _ in filled if self._column(index)]
        if not texts:
            return "blank"  # such as the character that ends a DOS file
        if numbers_columns(texts):
            return "column-numbers"
        if _TOTAL.fullmatch(texts[0]):
            return "total"
        if self._is_footer(texts):
            return "footer"
        if not known_indexes:
            return "blank"
        if self._is_heading(filled, known_indexes, cells, merged=merged):
            return "heading"
        return "blank" if self._names_unit_only(filled, known_indexes) else None

    def begin_again(self) -> None:
        """Forget the footer: a repeated header begins a table."""
        self._ended = False

    def _column(self, index: int) -> str | None:
        return self._header.columns[index] if index < self._header.named else None

    def _is_footer(self, texts: Sequence[str]) -> bool:
        if len(texts) > MAX_SIGNATURES:
            return False
        if all(
            len(text) <= MAX_SIGNATURE and (_DATE_LINE.fullmatch(text) or _SIGNATURE.fullmatch(text)) for text in texts
        ):
            self._ended = True
        return self._ended

    def _names_unit_only(self, filled: Sequence[tuple[int, str]], known: Sequence[int]) -> bool:
        """Whether a row contains only a unit, and perhaps a number: it was prepared and not filled in."""
        other_texts = [text for index, text in filled if index not in known]
        return {self._column(index) for index in known} == {"unit"} and all(map(_ORDINAL.fullmatch, other_texts))

    def _is_heading(
        self, filled: Sequence[tuple[int, str]], known: Sequence[int], cells: Mapping[str, CellValue], *, merged: bool
    ) -> bool:
        """Whether a row is a heading: one text, with or without a number."""
        other_texts = [text for index, text in filled if index not in known]
        if len(known) > 1 or not all(map(_ORDINAL.fullmatch, other_texts)):
            return False
        name = self._column(known[0]) or ""
        text = next(text for index, text in filled if index == known[0])
        if merged or any(not other.strip("().").isdecimal() for other in other_texts) or _HEADING.fullmatch(text):
            return True
        return cells[name].error is not None or (name == "title" and self._names_group(text))


def numbers_columns(texts: Sequence[str]) -> bool:
    """Whether the cells of a row number the columns: (1) (2) (3), or A B 1 2 3 = 1 + 2."""
    matches = [_NUMBER.fullmatch(text) for text in texts]
    if len(texts) < 2 or not all(matches):
        return False
    numbers = [int(match[1]) for match in matches if match and match[1].isdecimal()]
    letters = [match[1] for match in matches if match and not match[1].isdecimal()]
    counted = all(later == earlier + 1 for earlier, later in pairwise(numbers))
    return counted and letters == sorted(set(letters)) and (not numbers or numbers[0] <= len(letters) + 1)
