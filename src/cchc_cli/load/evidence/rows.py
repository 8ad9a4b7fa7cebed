"""From the records of a log to items; a filled cell that cannot be read refuses its row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from cchc_cli.load.evidence import cells
from cchc_cli.load.evidence.cells import MOST_SHOWN as MOST_SHOWN
from cchc_cli.load.evidence.cells import CellError
from cchc_cli.load.evidence.columns import LAYOUTS, plain_header
from cchc_cli.load.evidence.garbled import losses, lost_letters
from cchc_cli.model.address import address
from cchc_cli.model.item import NO_DETAILS, TYPES, Details, Item, Kind, Traits, item_of
from cchc_cli.model.organisation import Names, Organisation
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import fold, loosen, nearest

Value = TypeVar("Value")
MOST_GUESSES = 200  # wrong names of one log for which near ones are looked up; that takes time

TYPE_NAMES: Mapping[str, tuple[str, ...]] = {
    "news": ("tin", "tin tức", "tin bài", "tin, bài"), "article": ("bài", "bài viết", "tin bài", "tin, bài"),
    "photo": ("ảnh", "hình ảnh"), "infographic": (),
    "dialogue": ("đối thoại", "hội nghị đối thoại"), "training": ("tập huấn",), "conference": ("hội nghị",),
    "workshop": ("hội thảo",), "contest": ("cuộc thi", "hội thi"), "meeting": ("họp", "cuộc họp"),
    "plan": ("kế hoạch",), "invitation": ("giấy mời",), "report": ("báo cáo",), "decision": ("quyết định",),
    "assignment": ("phân công",), "guidance": ("hướng dẫn",), "inspection": ("kiểm tra",), "proposal": ("đề xuất", "tờ trình"),
    "other": ("khác",), "leaflet": ("tờ rơi",), "handbook": ("sổ tay",), "pano": (), "banner": ("băng rôn",),
    "poster": ("áp phích",), "board": ("bảng", "bảng biểu"), "screen": ("màn hình", "màn hình điện tử"),
    "listing": ("niêm yết",), "qr": ("mã qr",), "chatbot": (), "web-column": ("chuyên mục web", "chuyên mục trên trang"),
    "board-column": ("chuyên mục bảng tin",),
}  # fmt: skip


@cache
def _type_names(kind: Kind) -> Names:
    return Names({type_: TYPE_NAMES[type_] for type_ in TYPES[kind]})


class RowReader:
    """Reads the rows of one log of one organisation. Cells that recur are read once."""

    def __init__(
        self,
        kind: Kind,
        file: str,
        organisation: Organisation,
        quotas: Mapping[str, tuple[str, ...]],
        *,
        require_url: bool,
    ) -> None:
        self._kind: Kind = kind
        self._file = file
        self._organisation = organisation
        self._quotas = quotas  # what a `for` cell may hold -> the full names it stands for
        self._require_url = require_url
        self._zone = ZoneInfo(organisation.timezone)
        self._types = _type_names(kind)
        self._memo: dict[tuple[str, str], Any] = {}
        self._guesses = 0
        self.us_order: Counter[str] = Counter()  # column -> days that can only be read with the month first
        self.distrusted: frozenset[str] = frozenset()  # columns in which days that can be read both ways are refused

    def read(self, row: int, record: Mapping[str, str]) -> tuple[Item | None, list[Problem]]:
        """Return the row's item, or None with every problem that refuses it."""
        return _Row(self, row, record).read()

    def value(self, column: str, text: str, reader: Callable[[str], Value]) -> Value:
        """Return what a cell says, read once for all rows that say the same. Raises CellError, just as often."""
        key = (column, text)
        if key not in self._memo:
            try:
                self._memo[key] = reader(text)
            except CellError as error:
                self._memo[key] = error
        found: Value | CellError = self._memo[key]
        if isinstance(found, CellError):
            raise found.with_traceback(None)
        return found

    # ---- readers of cells

    def day(self, text: str) -> date:
        return cells.read_day(text, self._zone)

    def units(self, text: str) -> tuple[str, ...]:
        names = cells.read_list(text)
        if not names:
            raise CellError("empty-cell")
        for name in names:
            if self._organisation.unit_names.find(name) is None and name in self._organisation.groups:
                raise UnknownNameError("group-as-unit", name, "")
        found = (self._find(self._organisation.unit_names, name, "unknown-unit") for name in names)
        return self._organisation.credited(tuple(found))

    def channel(self, text: str) -> str:
        return self._find(self._organisation.channel_names, text, "unknown-channel")

    def type(self, text: str) -> str:
        return self._find(self._types, text, "unknown-type")

    def tags(self, text: str) -> frozenset[str]:
        found = [self._find(self._organisation.tag_names, tag, "unknown-tag") for tag in cells.read_list(text)]
        return frozenset().union(*(self._organisation.implied[f"tag:{tag}"] for tag in found))

    def implied_by(self, channel: str) -> frozenset[str]:
        return self._organisation.implied[f"channel:{channel}"] if channel else frozenset()

    def serves(self, text: str) -> frozenset[str]:
        names = cells.read_list(text)
        if not names:
            raise UnknownNameError("unknown-quota", text, "")  # of separators only: the row would serve no quota at all
        found: set[str] = set()
        for name in names:
            if name not in self._quotas:
                raise UnknownNameError("unknown-quota", name, self._guessed(nearest, name, self._quotas))
            found.update(self._quotas[name])
        return frozenset(found)

    def _find(self, names: Names, text: str, problem: str) -> str:
        code = names.find(text)
        if code is None:
            several = names.meant(text)
            if several:
                raise UnknownNameError("ambiguous-value", text, ", ".join(several))
            raise UnknownNameError(problem, text, self._guessed(names.near, text))
        return code

    def _guessed(self, guess: Callable[..., str], *words: object) -> str:
        """Return the names that a wrong one may mean; of a log full of wrong ones, for the first of them only."""
        self._guesses += 1
        return guess(*words) if self._guesses <= MOST_GUESSES else ""

    @property
    def kind(self) -> Kind:
        return self._kind

    @property
    def file(self) -> str:
        return self._file

    @property
    def needs_url(self) -> bool:
        """Whether a row without an address is refused."""
        return self._require_url and self._kind == "posts"

    def doubts(self, record: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield (code, column) of the cells of a row that are read, and yet are not what their column asks for."""
        yield from losses(record)
        if record.get("url") and not self.needs_url and not address(record["url"]):
            yield "not-an-address", "url"


class UnknownNameError(CellError):
    """A name that is not known, with the names it may have meant."""

    def __init__(self, code: str, value: str, meant: str) -> None:
        super().__init__(code, value=_short(value), meant=meant)


class _Row:
    """One row being read."""

    def __init__(self, reader: RowReader, row: int, record: Mapping[str, str]) -> None:
        self._reader = reader
        self._row = row
        self._record = record
        self._problems: list[Problem] = []

    def read(self) -> tuple[Item | None, list[Problem]]:
        reader = self._reader
        for column in LAYOUTS[reader.kind].required:
            if not self._record.get(column):
                self._refuse("empty-cell", column)
        title = self._record.get("title", "")
        if title and not fold(title):  # of characters that nobody sees
            self._refuse("empty-cell", "title")
        day, details = self._day_and_details()
        channel = self._value("channel", reader.channel) or ""
        tags = (self._value("tags", reader.tags) or frozenset()) | reader.implied_by(channel)
        given = self._record.get("url", "")
        url = address(given)
        if reader.needs_url and not url:
            self._refuse("not-an-address" if given else "no-url", "url", **({"value": _short(given)} if given else {}))
        units = self._value("unit", reader.units) or ()
        traits = Traits(
            kind=reader.kind,
            channel=channel,
            type=self._value("type", reader.type) or ("news" if reader.kind == "posts" else ""),
            tags=tags,
            serves=self._value("for", reader.serves),
            details=details,
            file=reader.file,
        )
        item = item_of(traits, day or date.min, units, title, url, self._row)
        for column, check in (("participants", cells.read_number), ("quantity", cells.read_number)):
            self._value(column, check)
        return (None if self._problems else item), self._problems

    def _value(self, column: str, read: Callable[[str], Value]) -> Value | None:
        text = self._record.get(column, "")
        if not text:
            return None
        try:
            return self._reader.value(column, text, read)
        except CellError as error:
            if error.code == "us-order":
                self._reader.us_order[column] += 1
            # A name whose letters were lost is not unknown: the file must be saved anew, not the name corrected.
            code = lost_letters(text) or error.code
            self._refuse(code, column, **{"value": _short(text), **error.details})
            return None

    def _day(self, column: str) -> date | None:
        day = self._value(column, self._reader.day)
        text = self._record.get(column, "")
        if day and column in self._reader.distrusted and cells.both_ways(text):
            self._refuse("day-or-month", column, value=text, local=day.isoformat(), iso=cells.iso_day(text)[:10])
            return None
        return day

    def _refuse(self, code: str, column: str, **details: str) -> None:
        text = self._record.get(column, "")[:MOST_SHOWN]
        value = details.get("value", text)
        start = max(text.find(value), 0)
        caret = (start, min(len(value), len(text) - start)) if text else None
        problem = Problem(code, Place(self._reader.file, self._row, column, text or None, caret), details)
        if problem not in self._problems:  # a cell may be asked for twice
            self._problems.append(problem)

    def _day_and_details(self) -> tuple[date | None, Details]:
        """Return the day an item counts on, and what else its kind carries."""
        kind = self._reader.kind
        day, sent = self._day("date"), self._day("sent")
        if kind == "posts":
            if day is None and not self._record.get("date"):
                if not self._record.get("sent"):
                    self._refuse("empty-cell", "date")
                return sent, Details(published=False)
            return day, NO_DETAILS
        if kind == "conferences":
            return self._last_day(day), self._located()
        if kind == "documents":
            return self._document(day, sent)
        if kind == "materials":
            return day, self._located()
        if kind == "states":
            return day, self._state()
        seconds = self._value("duration", cells.read_duration)
        issue = self._value("issue", cells.read_issue) or ""
        return day, Details(issue=issue, seconds=seconds) if issue or seconds is not None else NO_DETAILS

    def _located(self) -> Details:
        location = self._record.get("location", "")
        return Details(location=fold(location)) if location else NO_DETAILS

    def _last_day(self, day: date | None) -> date | None:
        end = self._day("end")
        if day and end and end < day:
            self._refuse("end-before-date", "end", value=_short(self._record["end"]))
        return end or day

    def _document(self, day: date | None, sent: date | None) -> tuple[date | None, Details]:
        is_report = self._value("type", self._reader.type) == "report" if self._record.get("type") else False
        details = Details(
            dated_by_sending=is_report and sent is not None,
            period=self._value("period", cells.read_period) or "",
            has=frozenset(loosen(name).replace(" ", "-") for name in cells.read_list(self._record.get("has", ""))),
        )
        return (sent if is_report and sent else day), details

    def _state(self) -> Details:
        value = self._value("value", cells.read_number)
        of = self._value("of", cells.read_number)
        if value is not None and of is not None and value > of:
            self._refuse("value-over-of", "value", value=str(value), of=str(of))
        if of == 0:
            self._refuse("of-zero", "of")
        return Details(value=value, of=of)


def header_of(kind: Kind, names: Mapping[str, str], header: Sequence[str]) -> list[str | None]:
    """Return the column of each header cell, None for a header that is not known."""
    return [names.get(plain_header(cell)) if cell else None for cell in header]


def _short(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"
