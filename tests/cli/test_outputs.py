"""One rule for files in every command: `-o FILE` in the place of standard output, `--format NAME=FILE` besides."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import scenario
from cchc_cli.cli.usage import Output, UsageError, read_outputs
from cchc_cli.formats.registry import COMMANDS
from workspaces import build_workspace, exit_code

CHECK = COMMANDS["check"]
# What a command needs to come as far as its output.
NEEDED = {
    "report": ["--quarter", "2026-Q2", "--as-of", "2026-07-05"],
    "explain": ["hn-cchc-2026/A3", "--as-of", "2026-07-05"],
    "plan list": [],
    "evidence template": [],
    "plan show": ["hn-cchc-2026"],
    "plan diff": ["hn-cchc-2026", "hn-tthc-2026", "--as-of", "2026-07-05"],
}
DRAFT = {"plan draft"}  # -o names the plan that it makes
# These write to the workspace too: tests/formats/test_documents.py.
WRITERS = {"evidence verify", "evidence add", "evidence import", "evidence reject", "evidence undo", "waive"}


def read(*texts: str, file: str | None = None, known=CHECK) -> list[tuple[str, str | None]]:
    actual = read_outputs(texts, Path(file) if file else None, known)
    assert all(isinstance(entry, Output) for entry in actual)
    return [(entry.format, entry.file and entry.file.as_posix()) for entry in actual]


def wrong(*texts: str, file: str | None = None, known=CHECK) -> str:
    with pytest.raises(UsageError) as refused:
        read(*texts, file=file, known=known)
    (problem,) = refused.value.problems
    return str(problem.details["hint"])


def test_without_a_file_the_first_format_goes_to_standard_output():
    assert read() == [("table", None)]
    assert read("json", "csv=a.csv") == [("json", None), ("csv", "a.csv")]


def test_the_ending_of_the_file_chooses_the_format():
    assert read(file="a.xlsx") == [("xlsx", "a.xlsx")]
    assert read(file="A.MD") == [("markdown", "A.MD")]
    assert read(file="a.txt") == [("table", "a.txt")]


def test_a_format_that_is_named_goes_to_the_file_whatever_its_ending():
    assert read("json", file="a.txt") == [("json", "a.txt")]
    assert read("github", file="annotations") == [("github", "annotations")]


def test_a_format_with_a_file_of_its_own_is_written_besides():
    assert read("json=b.json", file="a.xlsx") == [("xlsx", "a.xlsx"), ("json", "b.json")]
    assert read("csv", "json=b.json", file="a") == [("csv", "a"), ("json", "b.json")]


def test_what_cannot_be_written():
    assert wrong("json", "csv") == wrong("json", "csv", file="a.txt") == "one-stdout"
    assert wrong(file="a.pdf") == wrong(file="a") == "ending"
    assert wrong(file="a.docx") == "ending-elsewhere"
    assert wrong("sarif") == wrong("docx=a.docx") == "format-elsewhere"
    assert wrong("xlsx") == wrong(known=COMMANDS["page"]) == "to-file"
    assert wrong("xls=a.xls") == wrong("json=") == "format"


@pytest.fixture
def cchc(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., tuple[int, bytes]]:
    """Run the program in the repository; return the exit code and standard output."""

    def run(*words: str) -> tuple[int, bytes]:
        monkeypatch.chdir(scenario.ROOT)
        return exit_code([*words, "--lang", "en"], monkeypatch), capfdbinary.readouterr().out

    return run


@pytest.mark.parametrize(
    ("command", "name"),
    [(command, name) for command, formats in COMMANDS.items() if command not in DRAFT | WRITERS for name in formats],
)
def test_every_command_writes_every_format_to_its_file(command: str, name: str, tmp_path: Path, cchc) -> None:
    line = [*command.split(), *NEEDED.get(command, ["--as-of", "2026-07-05"]), "--format", name]
    file = tmp_path / "result"
    code, printed = cchc(*line, "-o", str(file))
    assert code in {0, 1}
    assert not printed or name == "html" or command == "evidence template"  # these say what they wrote
    data = file.read_bytes()
    if COMMANDS[command][name].binary:
        assert len(data) > 1000
    else:
        assert cchc(*line) == (code, data)
    if name == "json":
        assert json.loads(data)["schema"].startswith("cchc/")


@pytest.mark.parametrize("name", ["xlsx", "csv", "markdown", "json"])
def test_a_matrix_of_nothing_is_written_too(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan without quotas has no rows to measure; the file is written, and the exit is 3."""
    folder = build_workspace(tmp_path / "w")
    file = tmp_path / "result"
    monkeypatch.chdir(folder)
    line = ["matrix", "--year", "2019", "--as-of", "2026-05-10", "--format", name, "-o", str(file)]
    assert exit_code(line, monkeypatch) == 3
    assert file.read_bytes()
