"""Whatever lies in a file, reading it ends, in values and problems; no row is lost and no exception comes through.

In the test run a few thousand inputs. `make fuzz` tries many more; docs/reliability.md says how many and what they found.
CCHC_FUZZ=N tries N of each.
"""

# ruff: noqa: RUF005, PT017
from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import binary_book
import scenario
from cchc_cli.engine.lookalikes import lookalikes
from cchc_cli.i18n import LANGUAGES, Catalogue
from cchc_cli.i18n.problems import lines
from cchc_cli.load.evidence import cells
from cchc_cli.load.evidence.cells import CellError
from cchc_cli.load.evidence.logs import load_evidence
from cchc_cli.load.evidence.table import Evidence
from cchc_cli.load.evidence.workbook import read_workbook
from cchc_cli.load.opening import UnusableError
from cchc_cli.load.plans import load_organisation, load_plan
from cchc_cli.load.workspace import Workspace, find_workspace
from cchc_cli.model.address import address
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.problem import Problem
from cchc_cli.model.text import fold, loosen, nfc
from cchc_cli.model.writing import bare, defused
from workspaces import BASE, build_workspace

EXAMPLES = int(os.environ.get("CCHC_FUZZ", "200"))
SAY = [Catalogue(language) for language in LANGUAGES]
fuzz = settings(
    max_examples=EXAMPLES,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
TRIED: dict[str, int] = {}


@pytest.fixture(scope="module", autouse=True)
def _print_counts() -> object:
    """Print the numbers of inputs, with CCHC_FUZZ."""
    yield
    if "CCHC_FUZZ" in os.environ:
        print("\n" + "\n".join(f"tried {count:>8} {name}" for name, count in TRIED.items()))  # noqa: T201


def count_input(name: str) -> None:
    TRIED[name] = TRIED.get(name, 0) + 1


class Place:
    """A workspace in a folder of its own, and the organisation in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = build_workspace(folder / "w")
        workspace, _ = find_workspace(self.folder)
        assert workspace is not None
        self.workspace: Workspace = workspace
        self.loaded = load_organisation(workspace, "demo")
        assert self.loaded.organisation is not None
        self.organisation: Organisation = self.loaded.organisation
        self.logs = self.folder / "evidence/demo"
        for log in self.logs.iterdir():
            log.unlink()

    def read(self, name: str, data: bytes) -> Evidence:
        (self.logs / name).write_bytes(data)
        evidence = load_evidence(self.workspace, self.organisation, self.loaded.plans)
        (self.logs / name).unlink()
        check_messages([*evidence.problems, *lookalikes(evidence.items, self.organisation, self.loaded.plans)])
        return evidence


def check_messages(problems: list[Problem]) -> None:
    """Check that every problem has its message."""
    assert all(lines(problem, messages) for problem in problems for messages in SAY)


@pytest.fixture(scope="module")
def place() -> object:
    with TemporaryDirectory() as folder:
        yield Place(Path(folder))


# ---- cells

PIECES = st.sampled_from(
    ["0", "1", "2", "9", "00", "12", "13", "29", "31", "2026", "9999", "26", "-", "/", ".", ":", ",", ";", "|", " ", "T", "Z", "+"]
    + ["May", "thg ", "Thg", "Q1", "H2", "AM", "CH", "..", "٣", "²", "\u00a0", "Số ", "%", "e5", "-0", "\u200b", "đ"]
)  # fmt: skip
CELL = st.one_of(st.lists(PIECES, max_size=9).map("".join), st.text(max_size=30))
READERS: dict[str, Callable[[str], object]] = {
    "day": lambda text: cells.read_day(text, ZoneInfo("Asia/Ho_Chi_Minh")),
    "day elsewhere": lambda text: cells.read_day(text, ZoneInfo("America/New_York")),
    "period": cells.read_period,
    "duration": cells.read_duration,
    "number": cells.read_number,
    "list": cells.read_list,
}


@pytest.mark.parametrize("name", READERS)
@fuzz
@given(text=CELL)
def test_cell(name: str, text: str) -> None:
    count_input("cells")
    try:
        READERS[name](text)
    except CellError as error:
        assert error.code in {
            "bad-date",
            "serial-day",
            "no-year",
            "several-days",
            "us-order",
            "far-year",
            "bad-period",
            "bad-duration",
            "bad-number",
            "ambiguous-number",
            "ambiguous-duration",
        }


@fuzz
@given(text=st.one_of(CELL, st.text(alphabet="hòoaàyủỳ \u200b\ufeff\u0301\u0323đĐ\tß\u00a0", max_size=9)))
def test_texts_are_compared_by_what_is_left_of_them(text: str) -> None:
    """What two texts have in common is itself equal to that: folding again changes nothing."""
    count_input("texts")
    assert fold(fold(text)) == fold(text) == fold(nfc(text))
    assert loosen(loosen(text)) == loosen(text)
    assert bare(defused(text)) == text


URL_PIECES = st.sampled_from(
    [
        "http://",
        "HTTPS://",
        "//",
        "/",
        "a.vn",
        "A.VN",
        "www.",
        ":80",
        "?",
        "?q=1",
        "#",
        "#x",
        "[",
        "]",
        "@",
        "%20",
        "é",
        ";",
        ".",
        "x",
    ]
)


@fuzz
@given(text=st.lists(URL_PIECES, max_size=7).map("".join))
def test_an_address_that_needs_no_work_is_found_by_a_look(text: str) -> None:
    """The short cut for plain addresses says what the long way says, which a blank before the address makes it go."""
    count_input("addresses")
    assert address(text) == address(f" {text}")
    assert address(address(text)) == address(text)


# ---- .csv

WORDS = st.sampled_from(
    ["2026-04-02", "4/30/2026", "3/4/26", "VP", "BV1;TT", "Văn phòng", "nowhere", "web", "zalo", "Bài", "Ba\u0300i", "cchc", "A1"]
    + ["2:45", "C?i cách", "á»‘", "=1+1", "'=x", "", " ", "x" * 300, "\u202e\x1b[31m", "date", "Ngày", "title", "\u2028", "https://a.vn/?b"]
)  # fmt: skip
HEADERS = st.sampled_from(
    ["date", "Ngày", "unit", "Đơn vị", "title", "Tiêu đề *", "channel", "url", "tags", "for", "sent", "note", "", "x"]
)
GOOD_HEADER = ["date", "unit", "title", "channel", "tags", "note"]
MARKS = st.sampled_from([",", ";", "\t", '"', '""', "\n", "\r\n", "\r", "\n\n", "sep=;\n", "\ufeff", "\x0b", "'"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258", "utf-32"])
KINDS = st.sampled_from(["posts", "videos", "broadcasts", "conferences", "documents", "materials", "states"])


@st.composite
def soup(draw: st.DrawFn) -> bytes:
    """Headers, words, delimiters, quotes and line ends in any order, in any encoding, with a few bytes changed."""
    pieces = draw(st.lists(st.one_of(WORDS, MARKS, HEADERS), max_size=60))
    head = draw(st.one_of(st.just(",".join(GOOD_HEADER) + "\n"), st.lists(HEADERS, max_size=9).map(",".join)))
    data = bytearray((head + "".join(pieces)).encode(draw(ENCODINGS), errors="replace"))
    for at, value in draw(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=4)):
        if at < len(data):
            data[at] = value
    return bytes(data)


@fuzz
@given(kind=KINDS, data=st.one_of(st.binary(max_size=300), soup()))
def test_any_bytes_as_a_log(kind: str, data: bytes, place: Place) -> None:
    count_input(".csv of any bytes")
    evidence = place.read(f"{kind}.csv", data)
    rows = [item.row for item in evidence.items]
    assert rows == sorted(set(rows))
    assert evidence.refused or evidence.items or evidence.problems or data.count(b"\n") + data.count(b"\r") < 40


DIALECTS = st.tuples(
    st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
)
LINES = st.lists(st.lists(WORDS, min_size=6, max_size=6), max_size=12)


@fuzz
@given(rows=LINES, dialect=DIALECTS, encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_no_row_is_lost(rows: list[list[str]], dialect: tuple[str, str, int], encoding: str, place: Place) -> None:
    """Rows that are not blank are read, refused, or passed over and named."""
    count_input(".csv as a program writes it")
    delimiter, newline, quoting = dialect
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=quoting)
    writer.writerows([GOOD_HEADER, *rows])
    evidence = place.read("posts.csv", out.getvalue().encode(encoding))
    filled = {place for place, row in enumerate(rows, 2) if any(cell.strip() for cell in row)}
    again = {row for passed in evidence.passed_over for row in passed.rows or ()}
    read = {item.row for item in evidence.items}
    refused = {problem.place.row for problem in evidence.problems if problem.severity == "error"}
    assert read | refused | again == filled
    assert len(read) + len(refused) + len(again) == len(filled)
    assert (len(read), len(refused)) == (len(evidence.items), evidence.refused)
    for row in read:
        item = next(item for item in evidence.items if item.row == row)
        assert item.title == nfc(bare(rows[row - 2][2].strip()))


@fuzz
@given(
    before=st.integers(0, 5),
    after=st.integers(0, 5),
    column=st.integers(0, 5),
    at=st.integers(0, 4),
    marks=st.integers(1, 3),
)
def test_one_stray_quote_costs_one_row(before: int, after: int, column: int, at: int, marks: int, place: Place) -> None:
    """Wherever the quotes stand in a row: the rows before and after it are read."""
    count_input(".csv with a stray quote")
    good = ["2026-04-02", "VP", "Bài", "web", "cchc", "Ghi chú"]
    bad = [*good]
    bad[column] = bad[column][:at] + '"' * marks + bad[column][at:]
    rows = [good] * before + [bad] + [good] * after
    text = "\n".join(",".join(row) for row in [GOOD_HEADER, *rows]) + "\n"
    evidence = place.read("posts.csv", text.encode())
    others = {row for row in range(2, before + after + 3) if row != before + 2}
    assert others <= {item.row for item in evidence.items}
    assert len(evidence.items) + evidence.refused == before + after + 1


# ---- .xlsx


def workbook() -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    page = book.add_worksheet("posts")
    for row, values in enumerate(
        [GOOD_HEADER, ["2026-04-02", "VP", "Bài", "web", "cchc", 1.5], [1, True, "x", "", None, 2]]
    ):
        page.write_row(row, 0, values)
    page.merge_range("B4:B6", "VP")
    book.add_worksheet("videos").write("C3", "x")
    book.close()
    return data.getvalue()


BOOK = workbook()
XML = [
    b'r="A1"',
    b'r="XFD1048576"',
    b'r="A0"',
    b'r="ZZZZZZZZ1"',
    b'r="A99999999999"',
    b"<v>",
    b"</v>",
    b"<c>",
    b't="s"',
    b't="d"',
    b't="e"',
]
XML += [
    b"<v>999999</v>",
    b"<v>-1</v>",
    b"<v>1e999</v>",
    b"<row>",
    b"</row>",
    b'ref="B4:A1"',
    b'ref="B4"',
    b"&lt;",
    b"&#x0;",
    b"<!--",
    b"]]>",
    b"\xff",
    b"\0",
]


@st.composite
def book(draw: st.DrawFn) -> bytes:
    """A workbook with bytes changed, or with its parts changed below an archive that is sound."""
    changes = draw(
        st.lists(st.tuples(st.integers(0, 1 << 16), st.one_of(st.binary(max_size=3), st.sampled_from(XML))), max_size=4)
    )
    if draw(st.booleans()):
        return _changed(BOOK, changes)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(out, "w") as new:
        names = [name for name in old.namelist() if draw(st.integers(0, 19))]
        chosen = draw(st.sampled_from(names)) if names else ""
        for name in names:
            new.writestr(name, _changed(old.read(name), changes if name == chosen or "sheet1" in name else []))
    return out.getvalue()


def _changed(data: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    for at, piece in changes:
        start = at % (len(data) + 1)
        data = data[:start] + piece + data[start + len(piece) :]
    return data


@fuzz
@given(data=st.one_of(st.binary(max_size=200), book()))
def test_any_bytes_as_a_workbook(data: bytes, place: Place, capfd: pytest.CaptureFixture[str]) -> None:
    count_input(".xlsx")
    evidence = place.read("posts.xlsx", data)
    assert evidence.items or evidence.refused or evidence.problems or data


CONVERTED = Path(__file__).parents[1] / "office/converted"
OTHER_BOOKS = {
    ".xls": (CONVERTED / "Tin bài hyperlink.xls").read_bytes(),
    ".xlsb": binary_book.sample(),
    ".ods": (CONVERTED / "Tin bài hyperlink.ods").read_bytes(),
}
NUMBERS = st.sampled_from(
    [b"\0\0", b"\xff\xff", b"\xff\xff\xff\xff", b"\x00\x80", b"\x7f", b"\x80", b"\x08\x02", b"\xfc\0", b"\x3c\0"]
)
TAGS = st.sampled_from(
    [b"<text:p>", b"</text:p>", b"<table:table>", b"</table:table-row>", b'table:number-rows-repeated="1048576"', b"<!DOCTYPE a>"]
    + [b'table:number-columns-repeated="-1"', b'office:value-type="date"', b'office:value="nan"', b"&lt;", b"&x;", b"]]>", b"\xff"]
)  # fmt: skip


@st.composite
def other_book(draw: st.DrawFn) -> tuple[str, bytes]:
    """A workbook of an older or another format with bytes changed, or with its parts changed below a sound archive.

    An .xls has no sums: a changed length may hide what follows.
    """
    ending = draw(st.sampled_from(sorted(OTHER_BOOKS)))
    data = OTHER_BOOKS[ending]
    piece = st.one_of(st.binary(max_size=4), NUMBERS, TAGS)
    changes = draw(st.lists(st.tuples(st.integers(0, 1 << 16), piece), min_size=1, max_size=5))
    if ending == ".xls" or not draw(st.integers(0, 3)):
        return ending, _changed(data, changes)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = [name for name in old.namelist() if draw(st.integers(0, 29))]
        chosen = draw(st.sampled_from(names)) if names else ""
        for name in names:
            is_changed = name == chosen or name == "content.xml" or "sheet1.bin" in name
            new.writestr(name, _changed(old.read(name), changes if is_changed else []))
    return ending, out.getvalue()


@settings(fuzz, max_examples=3 * EXAMPLES)
@given(made=other_book())
def test_any_bytes_as_a_workbook_of_another_format(made: tuple[str, bytes], place: Place) -> None:
    ending, data = made
    count_input(ending)
    evidence = place.read(f"posts{ending}", data)
    rows = [item.row for item in evidence.items]
    assert rows == sorted(set(rows))
    assert evidence.items or evidence.refused or evidence.problems or evidence.passed_over or ending == ".xls"


# ---- YAML

PLAN = scenario.ROOT / "plans/hanoi/hn-cchc-2026.yaml"
ORGANISATION = BASE / "plans/demo/organisation.yaml"
YAML_PIECES = st.sampled_from(
    ["&a ", "*a", "<<: *a", "[", "]", "{", "}", "- ", ": ", "? ", "!!python/object:x ", "!!set ", "!!binary ", "|", ">", '"', "'", "#"]
    + ["\n", "\n  ", "\t", "2026-13-45", "0x10", "1e400", "9" * 5000, "yes", "~", "null", "owes", "needs", "\ud7ff", "\x07", "%YAML 1.1\n---\n"]
    + ["{any: [", "each ", "2026-02-30", "-1", "100 %", "month", "posts", "\u2028", "every: [[", "!!int 'x'", "!!timestamp 2026-99-99"]
)  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.integers(0, 1 << 20), st.integers(0, 30), st.one_of(YAML_PIECES, st.text(max_size=5))),
    min_size=1,
    max_size=4,
)


def changed_text(text: str, changes: list[tuple[int, int, str]]) -> str:
    for at, length, piece in changes:
        start = at % (len(text) + 1)
        text = text[:start] + piece + text[start + length :]
    return text


def yaml_bytes(text: str) -> bytes:
    return text.encode(errors="replace")


HANOI = load_organisation(Workspace(scenario.ROOT, scenario.ROOT / "plans", scenario.ROOT / "evidence", None), "hanoi")  # type: ignore[arg-type]
SECTIONS = PLAN.read_text(encoding="utf-8").split("\n  A")


@fuzz
@given(
    changes=CHANGES,
    section=st.integers(0, len(SECTIONS) - 1),
    free=st.one_of(st.none(), st.lists(YAML_PIECES, max_size=25)),
)
def test_any_text_as_a_plan(
    changes: list[tuple[int, int, str]], section: int, free: list[str] | None, place: Place
) -> None:
    """The real plan, cut down to one quota and changed in places, or a text of pieces of YAML."""
    count_input("plan.yaml")
    assert HANOI.organisation is not None
    path = place.folder / "plans/demo/hn-cchc-2026.yaml"
    text = (
        changed_text(SECTIONS[0] + (f"\n  A{SECTIONS[section]}" if section else ""), changes)
        if free is None
        else "".join(free)
    )
    path.write_bytes(yaml_bytes(text))
    plan, problems = load_plan(place.workspace, path, HANOI.organisation)
    path.unlink()
    check_messages(problems)
    assert plan is not None or problems


@fuzz
@given(changes=CHANGES, name=st.sampled_from(["organisation.yaml", "../holidays.yaml", "waivers.yaml"]))
def test_any_text_as_an_organisation(changes: list[tuple[int, int, str]], name: str, place: Place) -> None:
    count_input("organisation, waivers, holidays .yaml")
    path = place.folder / "plans/demo" / name
    old = (
        path.read_bytes()
        if path.exists()
        else b"waivers:\n  - {quota: demo-2026/A1, unit: VP, reason: x, approver: x, number: 1/x, last_day: 2026-05-01}\n"
    )
    path.write_bytes(yaml_bytes(changed_text(old.decode(), changes)))
    loaded = load_organisation(place.workspace, "demo")
    path.write_bytes(old)
    check_messages(list(loaded.problems))
    assert loaded.organisation is not None or loaded.problems


def test_the_workbook_that_is_changed_is_sound() -> None:
    assert [sheet.name for sheet in read_workbook(BOOK)] == ["posts", "videos"]
    with pytest.raises(UnusableError):
        read_workbook(b"")
