"""Lines of spans are broken between words, and lose none; what follows is indented below what it belongs to."""

from __future__ import annotations

import pytest

from cchc_cli.formats.text_lines import Line, cell_width, fitted_lines

LONG = "Rút ngắn thời gian giải quyết thủ tục hành chính"


def drawn(line: Line, width: int) -> list[str]:
    return ["".join(text for text, _ in part) for part in fitted_lines(line, width)]


def test_what_follows_a_label_stands_below_its_text() -> None:
    assert drawn((("Căn cứ    ", ""), (LONG, "")), 34) == [
        "Căn cứ    Rút ngắn thời gian giải",
        "          quyết thủ tục hành chính",
    ]


def test_blanks_before_a_text_stay() -> None:
    """A row of a unit: the place stands apart from the status, and is broken where it is too long."""
    line = (("  BV01 ", ""), ("✓ Đạt 1/1", "green"), ("  evidence/danang/posts.csv:3, evidence/danang/posts.csv:7", ""))
    assert drawn(line, 52) == [
        "  BV01 ✓ Đạt 1/1  evidence/danang/posts.csv:3,",
        "                  evidence/danang/posts.csv:7",
    ]


def test_below_a_long_head_there_is_a_small_indent() -> None:
    head = "evidence/danang/bv-mau-04/tin-bai-2026.csv:2  "
    assert drawn(((head, ""), (LONG, "")), 60) == [f"{head}Rút ngắn thời", "      gian giải quyết thủ tục hành chính"]


def test_a_text_that_has_no_room_beside_its_head_stands_below_it() -> None:
    head = "evidence/danang/bv-mau-04/tin-bai-2026.csv:2  "
    assert drawn(((head, ""), (LONG, "")), 50) == [
        head,
        "      Rút ngắn thời gian giải quyết thủ tục hành",
        "      chính",
    ]


def test_an_indented_line_goes_on_further_in() -> None:
    assert drawn((("  " + LONG, ""),), 30) == ["  Rút ngắn thời gian giải", "      quyết thủ tục hành chính"]


@pytest.mark.parametrize("width", [20, 33, 80])
@pytest.mark.parametrize("head", ["", "A1  ", "a-path/that-is/longer-than/a-label.csv:12  "])
def test_no_word_is_lost_and_no_line_is_too_wide(head: str, width: int) -> None:
    output = drawn(((head, ""), (f"  {LONG}", "")) if head else ((f"  {LONG}", ""),), width)
    assert (
        "".join(output).split() == "".join([head, LONG]).split() or " ".join(output).split() == f"{head} {LONG}".split()
    )
    assert all(cell_width(line) <= max(width, cell_width(head) + 2) for line in output)
