"""A check that can judge nothing: CI services that read a file or annotations, and not the exit code, must see it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree

from workspaces import build_workspace, outputs_of

DAY = ["--as-of", "2026-05-10"]


@pytest.fixture(autouse=True)
def _no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build_workspace(tmp_path / "w")


def break_plan(folder: Path) -> None:
    """Break two lines: 12, the cadence of A1, and 20, the day of A2."""
    plan = folder / "plans" / "demo" / "demo-2026.yaml"
    text = plan.read_text(encoding="utf-8").replace("every: month", "every: moth").replace("2026-03-15", "2026-03-35")
    plan.write_text(text, encoding="utf-8")


def break_log(folder: Path) -> None:
    (folder / "evidence" / "demo" / "posts.csv").write_bytes(b"\x00\x01\x02")


def break_settings(folder: Path) -> None:
    (folder / "cchc.toml").write_text("organisation = \n", encoding="utf-8")


def cases(file: Path) -> list[tuple[str, str | None, str | None]]:
    """Return the errors of a JUnit file: the code, the file and the line; all counts agree with them."""
    root = ElementTree.fromstring(file.read_bytes())  # noqa: S314  (our own)
    errors = [case for case in root.iter("testcase") if case.find("error") is not None]
    assert int(root.get("errors", "")) == len(errors)
    assert root.get("failures") == "0"
    return [(case[0].get("type", ""), case.get("file"), case.get("line")) for case in errors]


@pytest.mark.parametrize("option", [["-o", "kq.xml"], ["--format", "junit=kq.xml"]])
def test_junit_has_an_error_for_each_problem_of_a_plan(folder: Path, option: list[str], monkeypatch, capsys):
    (folder / "kq.xml").write_text("<testsuites/>", encoding="utf-8")  # yesterday's
    break_plan(folder)
    _, error = outputs_of(folder, ["check", *DAY, *option], monkeypatch, capsys)
    assert error[0] == "exit 2"
    plan = "plans/demo/demo-2026.yaml"
    assert cases(folder / "kq.xml") == [("bad-cadence", plan, "12"), ("bad-day", plan, "20")]
    assert not any("kq.xml" in line for line in error)
    schema = etree.XMLSchema(etree.parse(Path(__file__).parents[1] / "data" / "junit-10.xsd"))
    assert schema.validate(etree.parse(folder / "kq.xml"))


@pytest.mark.parametrize(
    ("breaking", "code", "file"),
    [(break_log, "not-text", "evidence/demo/posts.csv"), (break_settings, "bad-config", "cchc.toml")],
)
def test_a_log_and_the_settings_that_cannot_be_used(folder: Path, breaking, code, file, monkeypatch, capsys):
    breaking(folder)
    outputs_of(folder, ["check", *DAY, "-o", "kq.xml"], monkeypatch, capsys)
    assert [(case, path) for case, path, _ in cases(folder / "kq.xml")] == [(code, file)]


def test_a_wrong_option_and_no_workspace_are_errors_without_a_file(tmp_path: Path, monkeypatch, capsys):
    folder = build_workspace(tmp_path / "w")
    outputs_of(folder, ["check", "--month", "2026-13", "-o", "kq.xml"], monkeypatch, capsys)
    assert cases(folder / "kq.xml") == [("bad-option", None, None)]
    empty = tmp_path / "empty"
    empty.mkdir()
    outputs_of(empty, ["check", "-o", "kq.xml"], monkeypatch, capsys)
    assert [code for code, _, _ in cases(empty / "kq.xml")] == ["no-workspace"]


def test_github_has_an_annotation_for_each_problem_and_a_summary(folder: Path, tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    break_plan(folder)
    shown, _ = outputs_of(folder, ["check", *DAY, "--format", "github"], monkeypatch, capsys)
    heads = [line.split("::")[1] for line in shown]
    assert heads == [
        "error file=plans/demo/demo-2026.yaml,line=12,title=bad-cadence",
        "error file=plans/demo/demo-2026.yaml,line=20,title=bad-day",
    ]
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").count("demo-2026.yaml") == 2
    shown, _ = outputs_of(folder, ["check", "--month", "x", "--format", "github"], monkeypatch, capsys)
    assert shown[0].startswith("::error title=bad-option::--month: x")


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (["check"], "kq.xlsx"),
        (["check"], "kq.json"),
        (["report", "--year", "2026"], "kq.docx"),
        (["matrix"], "kq.csv"),
        (["explain", "A1"], "kq.json"),
        (["evidence", "list"], "kq.xlsx"),
    ],
)
def test_a_file_of_an_earlier_run_is_named_and_kept(folder: Path, words: list[str], file: str, monkeypatch, capsys):
    """Other formats cannot hold the reason: an empty table would look like a result."""
    (folder / file).write_text("yesterday", encoding="utf-8")
    break_plan(folder)
    _, error = outputs_of(folder, [*words, *DAY, "-o", file], monkeypatch, capsys)
    assert error[0] == "exit 2"
    assert [line for line in error if line.startswith(f"{file}: warning: this is the file of an earlier run")]
    assert (folder / file).read_text(encoding="utf-8") == "yesterday"


def test_an_input_is_never_overwritten_by_the_reason(folder: Path, monkeypatch, capsys):
    plan = folder / "plans" / "demo" / "demo-2026.yaml"
    before = plan.read_bytes()
    _, error = outputs_of(folder, ["check", *DAY, "--format", f"junit={plan}"], monkeypatch, capsys)
    assert error[0] == "exit 2"
    assert plan.read_bytes() == before


def test_what_makes_exit_2_beside_verdicts_is_an_error_too(folder: Path, monkeypatch, capsys):
    break_log(folder)
    words = ["check", *DAY, "--skip-unreadable", "--format", "github", "--format", "junit=kq.xml"]
    shown, error = outputs_of(folder, words, monkeypatch, capsys)
    assert error[0] == "exit 2"
    root = ElementTree.fromstring((folder / "kq.xml").read_bytes())  # noqa: S314  (our own)
    [suite] = [suite for suite in root if suite.get("errors") != "0"]
    assert [(case.get("file"), case[0].get("type")) for case in suite.iter("testcase")] == [
        ("evidence/demo/posts.csv", "not-text")
    ]
    assert sum(1 for _ in root.iter("failure")) > 0  # the verdicts are there
    assert any(line.startswith("::error file=evidence/demo/posts.csv,title=not-text::") for line in shown)


def test_a_warning_is_an_error_with_strict_only(folder: Path, monkeypatch, capsys):
    words = ["check", *DAY, "--month", "2031-04", "-o", "kq.xml"]
    outputs_of(folder, words, monkeypatch, capsys)
    assert cases_of(folder / "kq.xml") == []
    outputs_of(folder, [*words, "--strict"], monkeypatch, capsys)
    assert cases_of(folder / "kq.xml") == ["outside-plans"]


def cases_of(file: Path) -> list[str | None]:
    root = ElementTree.fromstring(file.read_bytes())  # noqa: S314  (our own)
    return [error.get("type") for error in root.iter("error")]
