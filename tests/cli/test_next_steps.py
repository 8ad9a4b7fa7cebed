"""`cchc` alone: what to do next, in every state of a workspace, in both languages, and never a defect."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cchc_cli.cli import selection
from workspaces import exit_code

Cchc = Callable[..., tuple[int, str, str]]
PLAN = "plans/co-quan/plan-2026.yaml"


@pytest.fixture
def cchc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cchc:
    """Run the program in an empty folder on 10 May 2026; return the exit code, what was printed, what was said beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CCHC_WORKSPACE", raising=False)
    monkeypatch.setattr(selection, "today", lambda _zone: date(2026, 5, 10))

    def run(*words: str) -> tuple[int, str, str]:
        return exit_code(words, monkeypatch), *capsys.readouterr()

    return run


@pytest.fixture
def workspace(cchc: Cchc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the built-in example, begun on 1 January 2026, with empty logs."""
    assert cchc("init", "demo", "--yes", "--as-of", "2026-01-01", "--lang", "en")[0] == 0
    monkeypatch.chdir(tmp_path / "demo")
    return tmp_path / "demo"


def commands(out: str) -> list[str]:
    return [line.strip() for line in out.splitlines() if line.startswith("    ")]


def post(cchc: Cchc, day: str, unit: str = "VP") -> None:
    words = ["--date", day, "--unit", unit, "--title", f"Tin {day}", "--channel", "web"]
    assert cchc("evidence", "add", "posts", *words)[0] == 0


@pytest.mark.parametrize(("language", "says"), [("en", "no workspace"), ("vi", "chưa có thư mục làm việc")])
def test_where_there_is_no_workspace(language: str, says: str, cchc: Cchc) -> None:
    code, out, err = cchc("--lang", language)
    assert (code, err, commands(out)) == (0, "", ["cchc init"])
    assert says in out


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_workspace_without_evidence(language: str, workspace: Path, cchc: Cchc) -> None:
    code, out, err = cchc("--lang", language)
    assert (code, err) == (0, "")
    assert commands(out)[:3] == ["cchc evidence template", "cchc help evidence add", "cchc check --month 2026-05"]


def test_what_is_missed_is_shown_with_the_month_s_check(workspace: Path, cchc: Cchc) -> None:
    """What is overdue in May can still be done; the news of April cannot any more."""
    code, out, _ = cchc("--lang", "vi")
    line = next(line for line in out.splitlines() if "không đạt" in line)
    assert line.endswith("tháng 5/2026")
    code, out, _ = cchc("check", "--month", "2026-05", "--quiet", "--lang", "en")
    assert code == 1
    assert line.split()[1] == str(len(out.splitlines()))


def test_the_next_due_day_and_the_days_left(workspace: Path, cchc: Cchc) -> None:
    """The month's news is due on 31 May, 21 days after 10 May; todo looks as far."""
    _, out, _ = cchc("--lang", "en")
    assert "2026-05-31, 21 days left" in out
    assert commands(out)[-1] == "cchc todo --days 21"


def test_a_row_that_cannot_be_read(workspace: Path, cchc: Cchc) -> None:
    (workspace / "evidence/co-quan/posts.csv").write_text(
        "date,unit,title,channel\n2026-13-01,VP,Tin,web\n", encoding="utf-8"
    )
    code, out, _ = cchc("--lang", "en")
    assert code == 0
    assert "1 row of evidence" in out
    assert commands(out)[0] == "cchc validate"


def test_marks_left_in_a_draft(workspace: Path, cchc: Cchc) -> None:
    path = workspace / PLAN
    path.write_text("# CẦN XEM: một\n" + path.read_text("utf-8") + "# CẦN XEM: hai\n", encoding="utf-8")
    _, out, _ = cchc("--lang", "en")
    assert f"2 doubtful places marked “CẦN XEM”, the first at {PLAN}:1" in out
    assert commands(out)[0] == "cchc validate"


@pytest.mark.parametrize("broken", ["quotass: [", "quotas: 1", "\x00", ""])
@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_plan_that_cannot_be_used(broken: str, language: str, workspace: Path, cchc: Cchc) -> None:
    (workspace / PLAN).write_text(broken, encoding="utf-8")
    code, out, err = cchc("--lang", language)
    assert (code, err) == (0, "")
    assert PLAN in out
    assert commands(out) == ["cchc validate"]


def test_settings_that_cannot_be_used(workspace: Path, cchc: Cchc) -> None:
    (workspace / "cchc.toml").write_text('lang = "xx"', encoding="utf-8")
    code, out, err = cchc()
    assert (code, out) == (2, "")
    assert "cchc.toml:lang" in err


def test_another_organisation_is_named_in_the_commands(workspace: Path, cchc: Cchc) -> None:
    """Of several organisations none of which is the workspace's own, each is told of."""
    (workspace / "cchc.toml").unlink()
    second = workspace / "plans/khac"
    second.mkdir()
    for path in (workspace / "plans/co-quan").iterdir():
        (second / path.name).write_bytes(path.read_bytes().replace(b"organisation: co-quan", b"organisation: khac"))
    code, out, _ = cchc("--lang", "en")
    assert code == 0
    assert any("--org khac" in line for line in commands(out))
    assert any("--org co-quan" in line for line in commands(out))
