"""Finding the roles of a table's columns by their headings, in any order; headings may take several rows."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from cchc_cli.drafting.words import folded
from cchc_cli.load.documents.blocks import DocumentCell, DocumentTable

Role = Literal[
    "index", "task", "product", "target", "number", "measure", "lead", "support", "time", "place", "note", "other"
]
MAX_HEADING_ROWS = 4
MAX_LEAD_IN_ROWS = 25  # rows above the headings of a sheet, such as a letterhead
MAX_HEADING = 90  # letters of one heading
# The first matching pattern decides: special patterns are listed before general ones.
_ROLES: tuple[tuple[Role, str], ...] = (
    ("index", r"(?:s?tt|số tt|số thứ tự|mã số|mã|#|stt .{0,12})\.?"),
    ("measure", r".*(?:đơn vị tính|đvt|đv tính).*"),
    ("note", r".*(?:ghi chú|lưu ý)"),
    ("note", r".*(?:kinh phí|dự toán|ngân sách|nguồn vốn|người duyệt|lãnh đạo (?:theo dõi|phụ trách|chỉ đạo)|căn cứ|đối tượng).*"),
    ("support", r"(?!.*chủ trì).*phối hợp.*"),
    ("time", r".*(?:thời gian|thời hạn|thời điểm|tiến độ|hạn hoàn thành|tần suất|định kỳ|thời lượng thực hiện|hạn chót|lịch).*"),
    ("time", r"(?:hạn|kỳ|chu kỳ|kỳ hạn|hoàn thành|ngày hoàn thành|tháng|quý|deadline|kỳ thực hiện)"),
    ("number", r".*(?:số lượng|định mức|khối lượng|chỉ tiêu số).*"),
    ("number", r"(?:sl|số (?:tin|bài|video|buổi|cuộc|lượt|lớp|kỳ).*)"),
    ("lead", r".*(?:chủ trì|thực hiện chính|phụ trách|đầu mối|chịu trách nhiệm).*"),
    ("lead", r".*(?:đơn vị|cơ quan|bộ phận|phòng|ban|tổ chức|người|cá nhân|lực lượng|phân công|trách nhiệm).{0,20}(?:thực hiện|triển khai|thực thi|tham mưu|giao|nhiệm).*"),
    ("lead", r"(?:.*(?:phân công|trách nhiệm)|(?:các )?(?:cơ quan|đơn vị|phòng|phòng ban|địa phương|xã|phường|trường)(?:[ ,/]+(?:các )?(?:cơ quan|đơn vị|phòng|ban|địa phương))*)"),
    ("product", r".*(?:sản phẩm|đầu ra|kết quả (?:sản phẩm|thực hiện)|hình thức|loại hình|minh chứng|thể loại).*"),
    ("target", r".*(?:chỉ tiêu|mục tiêu|kết quả|yêu cầu|định lượng|mức).*"),
    ("place", r".*(?:địa điểm|kênh|nơi|phạm vi|địa bàn|phương tiện).*"),
    ("task", r".*(?:nhiệm vụ|nội dung|công việc|hoạt động|việc|tên|giải pháp|chủ đề).*"),
)  # fmt: skip
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)
_NUMBERING = re.compile(r"\(?\s*(?:\d{1,2}|[a-z]|[ivx]{1,4})\s*\)?(?:\s*=.*)?\.?")


class Columns(NamedTuple):
    """The role and the heading of each column, and the rows of the headings."""

    roles: tuple[Role, ...]
    texts: tuple[str, ...]
    first: int  # index of the first heading row
    stop: int  # index of the first row below the headings

    def having(self, *roles: Role) -> list[int]:
        return [index for index, role in enumerate(self.roles) if role in roles]


def role_of(text: str) -> Role:
    """Return the role of a column by its heading, "other" for an unknown heading."""
    plain = folded(text.replace("\n", " ")).strip(" .:*()")
    if not plain or len(plain) > MAX_HEADING:
        return "other"
    return next((role for role, pattern in _PATTERNS if pattern.fullmatch(plain)), "other")


def find_columns(table: DocumentTable) -> Columns | None:
    """Return the columns of a table of tasks, None for any other table: a letterhead, signatures, figures."""
    for first in range(min(len(table.rows), MAX_LEAD_IN_ROWS)):
        if any(len(cell.text) > MAX_HEADING for cell in table.rows[first]):
            continue
        best = max((_columns(table, first, stop) for stop in _stops(table, first)), key=_worth)
        if _is_plan(best):
            return _below_numbering(table, best)
    return None


def _stops(table: DocumentTable, first: int) -> list[int]:
    """Return the possible ends of headings that begin in a row; a row of tasks is no heading."""
    stops = [first + 1]
    while len(stops) < MAX_HEADING_ROWS and stops[-1] < len(table.rows) and _may_head(table, stops[-1]):
        stops.append(stops[-1] + 1)
    return stops


def _may_head(table: DocumentTable, row: int) -> bool:
    """Whether a row may be a further line of headings: short texts without numbers, below a merged or split heading."""
    cells = [cell for cell in dict.fromkeys(table.rows[row]) if cell.text]
    above = [cell.key for cell in table.rows[row - 1]]
    merged = any(cell.key in above for cell in cells)
    split = len(set(above)) < len(above) or any(not cell.text for cell in table.rows[row - 1])
    short = all(len(cell.text) <= MAX_HEADING and not re.search(r"\d{2}", cell.text) for cell in cells)
    return bool(cells) and short and (merged or split)


def _columns(table: DocumentTable, first: int, stop: int) -> Columns:
    texts = tuple(_heading(table, column, first, stop) for column in range(len(table.rows[first])))
    return Columns(tuple(_role(table, column, first, stop) for column in range(len(texts))), texts, first, stop)


def _heading(table: DocumentTable, column: int, first: int, stop: int) -> str:
    cells = dict.fromkeys(table.rows[row][column] for row in range(first, stop))
    return " ".join(cell.text.replace("\n", " ") for cell in cells if cell.text)


def _role(table: DocumentTable, column: int, first: int, stop: int) -> Role:
    """Return the role by the lowest heading with a known role, else by all headings of the column together."""
    for row in reversed(range(first, stop)):
        own = role_of(table.rows[row][column].text)
        if own != "other":
            return own
    return role_of(_heading(table, column, first, stop))


def _worth(columns: Columns) -> tuple[int, int]:
    """Return a rank: more roles are better, then fewer rows, so that a row of tasks is not taken for headings."""
    return len(set(columns.roles) - {"other"}), -columns.stop


def _is_plan(columns: Columns) -> bool:
    roles = set(columns.roles)
    facts = roles & {"lead", "time", "product", "target", "number"}
    return ("task" in roles and bool(facts)) or ("lead" in roles and bool(roles & {"number", "target"}))


def _below_numbering(table: DocumentTable, columns: Columns) -> Columns:
    """Move the end of the headings below merged headings, and below a row that numbers the columns: (1) (2) (3), or A B 1 2."""
    stop = columns.stop
    heads = {cell.key for row in table.rows[columns.first : stop] for cell in row if cell.text}
    while stop < len(table.rows) and any(cell.key in heads for cell in table.rows[stop]):
        stop += 1  # a heading is merged down into this row
    wider = _columns(table, columns.first, stop)
    best = wider if stop > columns.stop and _is_plan(wider) else columns
    if stop < len(table.rows):
        texts = [cell.text for cell in dict.fromkeys(table.rows[stop]) if cell.text]
        if len(texts) > 2 and all(_NUMBERING.fullmatch(folded(text)) for text in texts):
            stop += 1
    return best._replace(stop=stop)


def is_heading_row(row: tuple[DocumentCell, ...], columns: Columns) -> bool:
    """Whether a row repeats the headings, as on each page of a long table."""
    texts = {folded(text) for text in columns.texts if text}
    own_texts = [folded(cell.text.replace("\n", " ")) for cell in dict.fromkeys(row) if cell.text]
    return len(own_texts) > 1 and sum(any(text in full_text for full_text in texts) for text in own_texts) >= 0.8 * len(
        own_texts
    )
