"""How far a command is, is said on a terminal, after a second, and taken away again."""

from __future__ import annotations

import io

import pytest

from cchc_cli.cli.terminal import progress
from cchc_cli.cli.terminal.progress import Progress
from cchc_cli.i18n import Catalogue


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands until it is set."""
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    return now


@pytest.mark.parametrize(
    ("stream", "seconds", "shown"), [(Terminal, 1.5, True), (Terminal, 0.9, False), (io.StringIO, 1.5, False)]
)
def test_it_is_shown_on_a_terminal_after_a_second(
    stream: type[io.StringIO], seconds: float, shown: bool, clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    error = stream()
    monkeypatch.setattr("sys.stderr", error)
    monkeypatch.setenv("TERM", "xterm")
    steps = Progress(Catalogue("en"))
    tell = steps.step("reading", 200)
    tell(50)
    clock[0] = seconds
    tell(50)
    steps.end()
    assert ("Reading the logs" in error.getvalue()) is shown
    assert ("50%" in error.getvalue()) is shown


def test_a_new_step_takes_the_place_of_the_old(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    error = Terminal()
    monkeypatch.setattr("sys.stderr", error)
    monkeypatch.setenv("TERM", "xterm")
    steps = Progress(Catalogue("vi"))
    clock[0] = 2
    steps.step("reading", 1)(1)
    steps.step("judging", 4)(1)
    steps.end()
    assert error.getvalue().index("Đọc sổ minh chứng") < error.getvalue().index("Đối chiếu")
    assert "25%" in error.getvalue()
