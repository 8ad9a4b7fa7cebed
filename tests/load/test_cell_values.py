"""What is done quickly says what would be said slowly: reading in blocks, folding and fingerprints of titles."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenario
from cchc_cli.load import opening
from cchc_cli.load.evidence import cell_values, dialect, garbled
from cchc_cli.load.evidence.cell_values import CellColumn, CellReaders
from cchc_cli.load.evidence.dialect import NotPlainError, decode, plain_blocks, records
from cchc_cli.load.evidence.garbled import lost_letters
from cchc_cli.load.evidence.logs import quota_names
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.load.evidence.table import Evidence, LogTable, TableReader
from cchc_cli.load.opening import read_pieces
from cchc_cli.model.address import address, is_plain_url
from cchc_cli.model.fingerprint import fingerprint
from cchc_cli.model.item import NO_DETAILS, Traits
from cchc_cli.model.problem import Problem
from cchc_cli.model.text import (
    HIDDEN,
    casefolded,
    fold,
    fold_rare,
    is_rare,
)
from items import item_of

# Letters that titles are made of, and those that are not what they seem.
LETTERS = (
    "a|A|e|o|O|u|U|y|Y|d|đ|Đ|c|C|h|H|oà|òa|hoá|hóa|uỳ|ùy|của|Ã|Â|Ă|á|Ä|Æ|»|º|°|¿|‘|ß|ſ|İ|µ|?|?c|K|–|“|７|7|Ð|ａ|٣|៣|3"
    "|\u0301|\u0300|\u0323|\u00a0|\u200b|\ufeff|\ufffd| |  |\t"
)
TITLES = st.lists(st.sampled_from(LETTERS.split("|")), max_size=12).map("".join)
PAIRS = "òa oà óa oá ỏa oả õa oã ọa oạ òe oè óe oé ỏe oẻ õe oẽ ọe oẹ ùy uỳ úy uý ủy uỷ ũy uỹ ụy uỵ"
MOVED = dict(zip(PAIRS.split()[::2], PAIRS.split()[1::2], strict=True))


SIGNS = {"»": '"', "“": '"', "‘": "'", "–": "-", "７": "7", "٣": "3", "៣": "3", "ð": "đ", "ａ": "a"}


def slow_fold(text: str) -> str:
    """Fold step by step, as semantics has it: NFC, case, plain signs, what is not seen, white space, place of the tone mark."""
    text = "".join(SIGNS.get(letter, letter) for letter in text.casefold())
    text = normalize("NFC", re.sub(f"[{HIDDEN}]", "", normalize("NFC", text)))
    text = " ".join(text.split())
    for pair, moved in MOVED.items():
        text = text.replace(pair, moved)
    return text


@settings(max_examples=2000, deadline=None)
@given(TITLES)
def test_a_title_is_folded_as_step_by_step(title: str) -> None:
    assert fold(title) == fold_rare(casefolded(title)) == slow_fold(title)


def test_plain_titles_are_folded_at_once() -> None:
    """Else every title would take the long way: of these only `hóa` has a mark to move."""
    titles = ["Chính sách của Thành phố", "Thủ tục hành chính", "Đăng ký khám bệnh: 50 %", "CẢI CÁCH HÀNH CHÍNH"]
    assert not any(is_rare(casefolded(title)) for title in titles)
    assert is_rare(casefolded("Văn hóa công vụ"))


@settings(max_examples=1000, deadline=None)
@given(TITLES, TITLES)
def test_equal_titles_have_equal_fingerprints(first: str, other: str) -> None:
    if slow_fold(first) == slow_fold(other):
        assert fingerprint(first) == fingerprint(other) == fingerprint(fold(first))


def test_no_character_alone_has_another_fingerprint_folded() -> None:
    """Case, composition and ligatures: what `fold` makes of any character has the fingerprint of the character."""
    characters = map(chr, (*range(0xD800), *range(0xE000, sys.maxunicode + 1)))
    assert [char for char in characters if fingerprint(char) != fingerprint(fold(char))] == []


def test_a_letter_is_one_with_its_mark_whatever_is_hidden_between() -> None:
    assert fingerprint("c\u200b\u0327") == fingerprint("ç") == fingerprint("C\u0327")


@settings(max_examples=2000, deadline=None)
@given(TITLES)
def test_lost_letters_are_not_passed_over(title: str) -> None:
    slow = (
        garbled._is_old_font(title)
        or re.search(garbled._MOJIBAKE, title)
        or re.search(garbled._LOSSY, re.sub(garbled._ADDRESS, "", title))
    )
    assert (lost_letters(title) is not None) == bool(slow)


def test_a_plain_text_reads_as_any_other_text() -> None:
    """Whatever its letters are, at the beginning, inside and at the end."""
    columns = [CellColumn("title", cell_values._title), CellColumn("location", cell_values._location)]
    for letter in map(chr, (*range(0xD800), *range(0xE000, 0x20000))):
        for text in (letter, f"a{letter}b", f"ab{letter}", f"Err:50{letter}"):
            if garbled.is_plain_text(text):
                assert all(column.of(text) == column.read(dialect.trim(text)) for column in columns), repr(text)
    assert garbled.is_plain_text("Triển khai Kế hoạch số 15/KH-SYT: “Cải cách hành chính”, đợt 2 (bài 7)")
    assert not any(
        map(garbled.is_plain_text, ("", " a", "a ", "'a", "Vì sao?", "#N/A", "Err:502", "Lỗi:502", "a\u0301"))
    )


@pytest.mark.parametrize("title", ["Tên \udcff lạ", "Ho\u0300a", "Hoà"])
def test_a_title_kept_as_bytes_is_the_title(title: str) -> None:
    """Half a letter may come from a command line; marks apart are shown together."""
    traits = Traits("posts", "web", "news", frozenset(), None, NO_DETAILS)
    assert item_of(traits, date(2026, 4, 2), ("VP",), title, "", "posts.csv", 2).title == normalize("NFC", title)


# ---- URLs

URLS = st.lists(
    st.sampled_from(
        ["http://", "https://", "a.b", "x", "A", ":80", "/", "//", "?", "#", "p=1", "é", " ", "~", "\x7f", "@"]
    ),
    max_size=8,
).map("".join)


@settings(max_examples=3000, deadline=None)
@given(URLS | st.text(max_size=6).map("http://a".__add__))
def test_a_plain_url_is_plain_by_its_pattern(url: str) -> None:
    """Plain is what needs nothing done: see `slowly_plain`."""
    assert slowly_plain(url) == (is_plain_url(url) is not None)
    if is_plain_url(url):
        assert address(url) == url


def slowly_plain(url: str) -> bool:
    """Return whether it is a lower-case scheme and host, a path that ends in no slash, a question; no fragment, ASCII."""
    scheme, _, rest = url.partition("://")
    bare, question, query = rest.partition("?")
    host, slash, path = bare.partition("/")
    visible = all("!" <= letter <= "~" and letter != "#" for letter in rest)
    whole = (not slash or (path != "" and not path.endswith("/"))) and (not question or query != "")
    return scheme in {"http", "https"} and bool(re.fullmatch("[a-z0-9.:-]+", host)) and visible and whole


# ---- lines


def test_beside_a_line_that_is_too_long_others_are_read_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "MAX_CHARACTERS", 30)
    complaints: list[tuple[int, str]] = []
    text = f'date,sent,unit\n{"x" * 31}\n,2026-04-02,VPS\n,"2026-04-03",VPS\n2026-04-04,,\n'
    rows = list(records(text, lambda row, reason: complaints.append((row, reason))))
    assert complaints == [(2, dialect.TOO_LONG)]
    read = [["", "2026-04-02", "VPS"], ["", "2026-04-03", "VPS"], ["2026-04-04", "", ""]]
    assert rows == [(1, ["date", "sent", "unit"]), *enumerate(read, 3)]


# ---- blocks


CELLS = st.sampled_from(["a", "", "b c", '"x, y"', '"two\nlines"', '"he said ""no"""', 'stray " quote', "Bài mới", "é"])
ENDS = st.sampled_from(["\n", "\r\n"])


@st.composite
def logs(draw: st.DrawFn) -> str:
    rows = draw(st.lists(st.lists(CELLS, min_size=3, max_size=3).map(",".join), max_size=8))
    return "".join(row + draw(ENDS) for row in ["date,title,unit", *rows])


@settings(max_examples=300, deadline=None)
@given(logs(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1258"]), st.integers(1, 40))
def test_a_log_in_pieces_reads_as_a_whole(text: str, encoding: str, size: int) -> None:
    """Wherever the pieces end: within a letter, a quoted cell, a line end. What is no UTF-8 is not read in pieces."""
    data = normalize("NFC", text).encode(encoding, errors="replace")
    whole = decode(data)
    assert whole is not None
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setattr(opening, "PIECE", size)
        (Path(folder) / "log.csv").write_bytes(data)
        pieces = read_pieces(Path(folder) / "log.csv", 10**6)
        try:
            blocks = list(plain_blocks(pieces))
        except NotPlainError:
            assert encoding in {"utf-16", "cp1258"}
            return
    assert "".join(blocks) == whole.text
    assert encoding != "utf-16"

    def rows(text: str | list[str]) -> tuple[list[tuple[int, list[str]]], list[tuple[int, str]]]:
        complaints: list[tuple[int, str]] = []
        return list(records(text, lambda row, reason: complaints.append((row, reason)))), complaints

    assert rows(blocks) == rows(whole.text)


def test_pieces_end_with_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PIECE", 4)
    (tmp_path / "log").write_bytes(b"ab\ncdefghij\n\nk")
    assert list(read_pieces(tmp_path / "log", 100)) == [b"ab\n", b"cdefghij\n", b"\n", b"k"]


# ---- rows whose cells were read before

HEADER = ["date", "sent", "unit", "title", "channel", "tags", "for", "url", "note"]
ROW = ["2026-04-02", "", "VPS", "Bài", "web-so", "", "", "", ""]
# Of each column: what is read, in several spellings; what is refused; what lost letters; nothing.
OTHERS = [
    (column, cell)
    for column, cells in {
        "date": ["2/4/2026", " 2026-04-03", "31/02/2026", ""],
        "sent": ["2026-04-04", "someday"],
        "unit": ["Văn phòng Sở", "BPTT", "VPS; TCCB", "nobody", ""],
        "title": ["BÀI ", "Hóa đơn", "Hoá đơn", "'=1+1", "Cáº£i cÃ¡ch", "Ca\u0301º£i", "\u200b", ""],
        "channel": ["Website Sở", "city-cchc", "city-cchc", "zalo", "nowhere", ""],
        "tags": ["tthc", " TTHC; mot-cua", "mot-cua;tthc", "ktxh", "cchc", "'tthc", "nothing", "tthc;nothing"],
        "for": ["A2", "Z9"],
        "url": ["https://a.vn/x", "HTTPS://A.vn/x/", "'=x", " '=x", "https://a.vn/hòa", "https://a.vn/ho\u0300a"],
        "note": ["seen", "Cáº£i", "Ca\u0301º£i"],
        "": ["beyond", ""],
    }.items()
    for cell in cells
]


def changed(changes: list[tuple[str, str]]) -> list[str]:
    """Return the row with some of its cells changed, or with cells beyond the header."""
    cells = dict(zip(HEADER, ROW, strict=True)) | {column: cell for column, cell in changes if column}
    return [*cells.values(), *[cell for column, cell in changes if not column]]


SHARED = [("channel", "city-cchc"), ("for", "A2"), ("tags", "tthc"), ("sent", "2026-04-04"), ("note", "seen"), ("", "")]
ROWS = st.lists(st.sampled_from(SHARED), max_size=2).flatmap(  # by all rows, so that they differ in little
    lambda shared: st.lists(
        st.lists(st.sampled_from(OTHERS), max_size=2).map(lambda own: changed(shared + own)), min_size=2, max_size=8
    )
)


Read = tuple[list[tuple[Any, ...]], list[Problem]]


def read_rows(rows: list[tuple[int, list[str]]], *, require_url: bool = False) -> Read:
    """Return what is read of the rows of one table, and every problem."""
    loaded, evidence = scenario.organisation("hanoi"), Evidence()
    assert loaded.organisation
    names = quota_names(loaded.plans)
    reader = RowReader(CellReaders("posts", loaded.organisation, names, require_url=require_url), "log.csv")
    TableReader(LogTable("log.csv", "posts", lambda _: iter([(1, HEADER), *rows])), reader, evidence).read()
    return [(item.row, item.contents, item.title, item.fingerprint) for item in evidence.items], evidence.problems


@settings(max_examples=600, deadline=None)
@given(ROWS, st.booleans())
def test_a_row_reads_the_same_whatever_stands_before_it(cells: list[list[str]], require_url: bool) -> None:
    """Alone below the header, each row is read carefully."""
    rows = list(enumerate(cells, 2))
    alone = [read_rows([row], require_url=require_url) for row in rows]
    items, problems = read_rows(rows, require_url=require_url)
    assert items == [item for read_alone, _ in alone for item in read_alone]
    assert problems == [problem for _, read_alone in alone for problem in read_alone]


def test_rows_that_differ_in_their_tags_alone_have_their_own() -> None:
    """The page of the City brings `cchc` with it, whatever the tags; every tag but a few does."""
    cells = [("city-cchc", "ktxh"), ("city-cchc", ""), ("web-so", "ktxh"), ("web-so", ""), ("web-so", "tthc")]
    rows = [["2026-04-02", "", "VPS", "Bài", channel, tags, "", "", ""] for channel, tags in cells]
    items, _ = read_rows(list(enumerate(rows, 2)))
    assert [details[6] for _, details, *_ in items] == [{"ktxh", "cchc"}, {"cchc"}, {"ktxh"}, set(), {"tthc", "cchc"}]


# ---- fingerprints are other numbers in every process


def test_verdicts_do_not_hang_on_hashes() -> None:
    command = [sys.executable, "-m", "cchc_cli", "check", "--workspace", str(scenario.ROOT), "--year", "2026"]
    command += ["--as-of", "2026-11-22", "--format", "json"]
    outputs = [
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=False).stdout  # noqa: S603
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    assert b'"verdicts"' in outputs[0]
