"""A cell is made what was meant before any reader sees it: every way to write one value is read as that value."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cchc_cli.load.evidence.cells import (
    CellError,
    read_day,
    read_duration,
    read_list,
    read_number,
    read_period,
    stated_year,
    with_year,
)
from cchc_cli.load.evidence.garbled import foreign_letter, lost_letters
from cchc_cli.model.fingerprint import fingerprint
from cchc_cli.model.text import fold, loosen, meant
from test_logs import codes, read

PLAIN = {
    "date": "2026-04-07",
    "unit": "VP",
    "title": "Một cửa",
    "channel": "web",
    "url": "https://so.vn/1",
    "type": "tin",
    "tags": "cchc",
}


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("date", "\u200e7/\u200e4/\u200e2026"), ("date", "７/４/２０２６"), ("date", "２０２６-04-07"), ("date", "７／４／２０２６"),
        ("date", "7–4–2026"), ("date", "2026‑04‑07"), ("date", "٠٧/٠٤/٢٠٢٦"), ("date", "2026-04-07\u00a008:30"), ("date", "០៧/០៤/២០២៦"), ("date", "၂၀၂၆-၀၄-၀၇"), ("date", "𝟎𝟕/𝟎𝟒/𝟐𝟎𝟐𝟔"),
        ("date", "ngày 7/4/2026"), ("date", "Ngày 07 tháng 4 năm 2026"), ("date", "\ufeff2026-04-07\x1a"),
        ("date", "2026-04-06T17:30+00"), ("date", "2026-04-07 00:30:00+07"), ("date", "2026-04-07T00:30:00+0700"),
        ("unit", "V\u200bP"), ("unit", "\u2066VP\u2069"), ("unit", "ＶＰ"), ("channel", "w\u00adeb"), ("type", "ti\u2060n"), ("tags", "\u200bcchc"),
        ("url", "https://so.vn/\u200b1"), ("url", "\u2066https://so.vn/1\u2069"),
        ("title", "Một\u200b cửa"), ("title", "MỘT CỬA"), ("title", "Mo\u0323\u0302t cu\u031b\u0309a"),
    ],
)  # fmt: skip
def test_one_value_however_it_is_written(column: str, text: str, tmp_path: Path) -> None:
    header = ",".join(PLAIN)
    rows = [",".join((PLAIN | {column: cell}).values()) for cell in (PLAIN[column], text)]
    evidence = read(tmp_path, {"posts.csv": "\n".join([header, *rows, ""]).encode()})
    assert codes(evidence) == []
    first, second = evidence.items
    assert first.day == date(2026, 4, 7)
    assert (first.day, first.units, first.url, first.traits, first.fingerprint) == (
        second.day, second.units, second.url, second.traits, second.fingerprint
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("Sở Y tế - “Một cửa”", 'Sở Y tế – "Một cửa"'), ("Ðiều dưỡng", "Điều dưỡng"), ("«a»", '"a"'), ("it’s", "it's"),
        ("Quý １", "Quý 1"), ("a−b", "a-b"), ("Ɖông", "Đông"),
    ],
)  # fmt: skip
def test_titles_and_names_that_look_alike_are_equal(first: str, other: str) -> None:
    assert fold(first) == fold(other)
    assert fold(meant(first)) == fold(other)


def test_digits_of_every_script_are_digits() -> None:
    """Cells and titles alike: the digits that this Python knows, up to those of scripts that Unicode adds later."""
    for char in filter(str.isdecimal, map(chr, range(0x1FBFA))):
        digit = str(unicodedata.decimal(char))
        assert (meant(f"a{char}"), fold(f"a{char}"), loosen(char)) == (f"a{digit}", f"a{digit}", digit)
        assert fingerprint(f"Tin {char}") == fingerprint(f"Tin {digit}") != fingerprint(f"Tin {10 + int(digit)}")


@pytest.mark.parametrize("digit", ["៤", "၄", "๔", "٤", "𝟒"])
def test_titles_that_differ_by_the_script_of_a_digit_are_one_work(digit: str, tmp_path: Path) -> None:
    rows = [f"2026-04-02,VP,Tin số {entry},web" for entry in (digit, "4", "5")]
    evidence = read(tmp_path, {"posts.csv": "\n".join(["date,unit,title,channel", *rows, ""]).encode()})
    first, same, other = evidence.items
    assert (fold(first.title), first.fingerprint) == (fold(same.title), same.fingerprint)
    assert fold(first.title) != fold(other.title)


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("20/4", "posts-2026.csv", ""), ("ngày 20/4", "so 2026.csv[T4]", ""), ("Ngày 20 tháng 4", "2026/posts.csv[T4 2026]", ""), ("20-4", "posts_2026-04.csv", ""),
        ("20/4", "posts.csv", "no-year"), ("20/4", "2026/posts.csv", "no-year"), ("20/4", "posts 2025-2026.csv", "no-year"),
        ("20/4", "posts 20260401.csv", "no-year"), ("31/4", "posts-2026.csv", "bad-date"), ("4/20", "posts-2026.csv", "us-order"),
        ("20.4", "posts-2026.csv", "bad-date"), ("20", "posts-2026.csv", "bad-date"),
    ],
)  # fmt: skip
def test_a_day_that_says_no_year(text: str, name: str, code: str) -> None:
    """The year of the name of the file or sheet, where it says one; a folder is no name of it."""
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    if code:
        with pytest.raises(CellError, match=f"^{code}$"):
            read_day(with_year(text, stated_year(name)), zone)
    else:
        assert read_day(with_year(text, stated_year(name)), zone) == date(2026, 4, 20)


def test_the_year_of_a_name_is_said_once_a_column(tmp_path: Path) -> None:
    text = "date,unit,title,channel\n20/4,VP,a,web\n21/4,VP,b,web\n22/4/2025,VP,c,web\n"
    evidence = read(tmp_path, {"posts-2026.csv": text.encode()})
    assert [item.day for item in evidence.items] == [date(2026, 4, 20), date(2026, 4, 21), date(2025, 4, 22)]
    assert [(problem.code, problem.severity, problem.details) for problem in evidence.problems] == [
        ("year-of-name", "warning", {"count": "2", "year": "2026"})
    ]


@pytest.mark.parametrize(("first", "other"), [("a-b", "ab"), ("Ð", "D"), ("1", "2"), ("a–b", "a b")])
def test_titles_that_stay_different(first: str, other: str) -> None:
    assert fold(first) != fold(other)


@pytest.mark.parametrize("text", ["1,200", "12,500", "999,999"])
def test_a_number_that_may_be_two(text: str) -> None:
    with pytest.raises(CellError, match=r"^ambiguous-number$"):
        read_number(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.200", "1200"),
        ("0,125", "0.125"),
        ("1,20", "1.20"),
        ("1,2000", "1.2"),
        ("1200", "1200"),
        ("1.200,5", "1200.5"),
    ],
)
def test_numbers_that_are_one(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["0:45:00", "00:45:00", "12:45:00 AM", "0:01:00"])
def test_a_duration_that_may_be_two(text: str) -> None:
    with pytest.raises(CellError, match=r"^ambiguous-duration$"):
        read_duration(text)


@pytest.mark.parametrize(
    ("text", "seconds"), [("0:45", 45), ("2:45:00", 165), ("0:02:45", 165), ("45:00", 2700), ("1:02:03", 3723)]
)
def test_durations_that_are_one(text: str, seconds: int) -> None:
    assert read_duration(text) == seconds


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a;b|c\nd", ("a", "b", "c", "d")), ("a, b", ("a", "b")), ("a,b;c", ("a", "b", "c")), ("x, y", ("x, y",)), ("p, q", ("p, q",)),
        ("a, p, q, b", ("a", "p, q", "b")), ("a, x", ("a", "x")), ("a\r\nb", ("a", "b")),
    ],
)  # fmt: skip
def test_lists(text: str, names: tuple[str, ...]) -> None:
    """`p, q` is one name; of a list with some known names the others are wrong names, not part of one."""
    assert read_list(text, {"a", "b", "c", "d", "p, q"}.__contains__) == names


def test_a_list_by_commas_names_the_piece_that_is_wrong(tmp_path: Path) -> None:
    text = 'date,unit,title,channel\n2026-04-02,"VP, Phòng Lạ",Bài,web\n'
    evidence = read(tmp_path, {"posts.csv": text.encode()})
    assert [problem.details["value"] for problem in evidence.problems] == ["Phòng Lạ"]


def test_a_letter_of_another_alphabet_is_named() -> None:
    assert foreign_letter("V\u0420") == {"letter": "U+0420 CYRILLIC", "latin": "P"}
    assert foreign_letter("\u0391B") == {"letter": "U+0391 GREEK", "latin": "A"}
    assert foreign_letter("Phòng Đào tạo") is None


@pytest.mark.parametrize(
    "text",
    [
        "C¶i c¸ch hµnh chÝnh",
        "Së Y tÕ tæ chøc héi nghÞ ®èi tho¹i",
        "Caûi caùch haønh chính",
        "Sôû Y teá toå chöùc hoäi nghò",
    ],
)
def test_old_fonts(text: str) -> None:
    assert lost_letters(text) == "old-font"


@pytest.mark.parametrize(
    "text",
    [
        "Cải cách hành chính",
        "Hội nghị “Đối thoại” · 2026 – 50 m², ½ ngày",
        "Vắc-xin ABC® và XYZ®",
        "Café señor",
        "QUYẾT ĐỊNH ÂU YẾM ÔNG",
    ],
)
def test_no_old_fonts(text: str) -> None:
    assert lost_letters(text) is None


def test_the_header_decides_what_separates_columns(tmp_path: Path) -> None:
    text = "SỔ TIN, BÀI, ẢNH, VIDEO\nNăm 2026, 2 cột\ndate;unit;title;channel\n2026-04-02;VP;Bài, một;web\n"
    assert read(tmp_path, {"posts.csv": text.encode()}).items[0].title == "Bài, một"


@pytest.mark.parametrize("sign", ["|", "^", "~", ":"])
def test_another_separator_is_named(sign: str, tmp_path: Path) -> None:
    evidence = read(tmp_path, {"posts.csv": "date,unit,title,channel\n".replace(",", sign).encode()})
    assert [(problem.code, problem.details["value"]) for problem in evidence.problems] == [("bad-delimiter", sign)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Tháng 4/2026", "2026-04"), ("tháng 04 năm 2026", "2026-04"), ("Quý I/2026", "2026-Q1"), ("Quý IV năm 2026", "2026-Q4"),
        ("Q1/2026", "2026-Q1"), ("quý 2/2026", "2026-Q2"), ("6 tháng đầu năm 2026", "2026-H1"), ("6 tháng cuối năm 2026", "2026-H2"),
        ("Năm 2026", "2026"), ("4/2026", "2026-04"),
    ],
)  # fmt: skip
def test_periods_as_reports_print_them(text: str, label: str) -> None:
    assert read_period(text).label == label


@pytest.mark.parametrize("text", ["Tháng 4", "Quý I", "9 tháng", "Tháng 13/2026", "Quý V/2026", "6 tháng 2026", "năm"])
def test_a_period_without_its_year_is_refused(text: str) -> None:
    with pytest.raises(CellError, match=r"^bad-period$"):
        read_period(text)
