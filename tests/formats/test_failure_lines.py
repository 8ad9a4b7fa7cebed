"""What is not met has room on a last screen, however much it is: rows give way in a fixed order, and a line says so."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cchc_cli.formats.failure_lines import failure_lines, shortened_text
from cchc_cli.formats.view import ViewFailure, ViewFailures, ViewFold, ViewRemedy, ViewRow

TITLE = "Tin, bài tuyên truyền cải cách hành chính trên trang thông tin điện tử"
MORE = "… and others: --quiet"


def failures(*rows: int, lacks: str = "30/06: BV01, BV02") -> ViewFailures:
    """Return failures of as many parts as `rows`, each of so many rows."""
    cells = {"status": "✗", "quota": "A1", "unit": "DVTT", "done": "1/2", "title": TITLE}
    entry = ViewFailure(ViewRow(cells, "bold red", ()), "2026", "lacking BV01", "cchc todo")
    remedies = tuple(
        ViewRemedy(
            f"Way {part}:", tuple(fold(f"Q{part}{row}", lacks) for row in range(count)), f"cchc todo --part {part}", ""
        )
        for part, count in enumerate(rows)
    )
    return ViewFailures("Not met", (entry,) * sum(rows), remedies, MORE)


def fold(quota: str, lacks: str) -> ViewFold:
    return ViewFold(f"✗ {quota}", "DVTT", "1/2", TITLE, lacks, "bold red")


def drawn(view_failures: ViewFailures, width: int, room: int) -> list[str]:
    return ["".join(text for text, _ in line) for line in failure_lines(view_failures, width, room)]


def test_few_are_told_whole() -> None:
    lines_drawn = drawn(failures(2), 80, 18)
    assert "Way 0:" not in lines_drawn
    assert sum(line.startswith("✗ A1") for line in lines_drawn) == 2


def test_where_each_has_no_room_they_are_folded() -> None:
    lines_drawn = drawn(failures(3, 3), 80, 18)
    assert lines_drawn[:2] == ["━━ Not met ━━", "Way 0:"]
    assert [line for line in lines_drawn if line.startswith("    cchc")] == [
        "    cchc todo --part 0",
        "    cchc todo --part 1",
    ]
    assert TITLE.split()[-1] in " ".join(lines_drawn)  # broken between words, not cut


def test_only_as_many_titles_are_cut_as_must_be() -> None:
    """Six rows of two lines, two headings, two commands and the title are 17 lines: three rows give up one line each."""
    lines_drawn = drawn(failures(3, 3), 80, 14)
    assert len(lines_drawn) == 14
    assert sum("…" in line for line in lines_drawn) == 3
    assert all("BV01, BV02" in line for line in lines_drawn if "…" in line)  # the title gives way, not what is lacking


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("rows", [(40,), (40, 2), (9, 9, 9), (1, 30, 1, 1)])
def test_there_is_always_room(rows: tuple[int, ...], width: int) -> None:
    """Every part keeps a row and its command; where rows are left out a line says how to see all."""
    lines_drawn = drawn(failures(*rows), width, 18)
    assert len(lines_drawn) <= 18
    assert lines_drawn[-1] == MORE
    for part in range(len(rows)):
        assert f"Way {part}:" in lines_drawn
        assert f"    cchc todo --part {part}" in lines_drawn
        assert any(line.startswith(f"✗ Q{part}0") for line in lines_drawn)


def test_a_command_longer_than_the_screen_counts_its_lines() -> None:
    """The command of 100 cells takes two lines of a terminal, so that a title gives up its second line sooner."""
    remedies = [replace(remedy, command="c" * 100) for remedy in failures(3, 3).remedies]
    lines_drawn = drawn(replace(failures(3, 3), remedies=tuple(remedies)), 80, 17)
    assert len(lines_drawn) == 15


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("một hai", 7, "một hai"),
        ("một hai", 6, "một…"),
        ("một-hai-ba", 6, "một-h…"),
        ("BV01, BV02", 6, "BV01…"),
        ("", 3, ""),
    ],
)
def test_a_shortened_text_says_that_it_is(text: str, room: int, expected: str) -> None:
    assert shortened_text(text, room) == expected
