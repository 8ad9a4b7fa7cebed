"""What is passed over is counted by every command that judges, as text and in JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workspaces import build_workspace, outputs_of

LINE = "Passed over, not evidence: 1 file, 1 row; `cchc validate` names them"
DAYS = ["--month", "2026-04", "--as-of", "2026-05-10"]
COMMANDS = {
    "check": ["check", *DAYS],
    "check --quiet": ["check", "--quiet", *DAYS],
    "explain": ["explain", "demo-2026/A1", *DAYS],
    "todo": ["todo", "--as-of", "2026-05-10"],
    "todo --remind": ["todo", "--remind", "--as-of", "2026-05-10"],
    "matrix": ["matrix", "--as-of", "2026-05-10"],
    "calendar": ["calendar", *DAYS],
    "evidence list": ["evidence", "list", "--as-of", "2026-05-10"],
    "evidence received": ["evidence", "received", *DAYS],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    workspace = build_workspace(tmp_path / "w")
    (workspace / "evidence/demo/posts.zip").write_bytes(b"PK")
    with (workspace / "evidence/demo/posts.csv").open("a", encoding="utf-8") as log:
        log.write("Tổng cộng: 2 tin bài\n")
    return workspace


@pytest.mark.parametrize("command", COMMANDS)
def test_one_line_counts_what_is_passed_over(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, error = outputs_of(folder, [*COMMANDS[command], "--lang", "en"], monkeypatch, capsys)
    output = [line for line in (*out, *error) if line.startswith("Passed over")]
    assert output == [LINE]


@pytest.mark.parametrize("command", sorted({*COMMANDS} - {"check --quiet", "todo --remind"}))
def test_json_names_what_is_passed_over(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _ = outputs_of(folder, [*COMMANDS[command], "--format", "json"], monkeypatch, capsys)
    passed = json.loads("\n".join(out))["passed_over"]
    assert [(line["file"].rpartition("/")[2], line["rows"], line["reason"]) for line in passed] == [
        ("posts.zip", None, "format"),
        ("posts.csv", [4], "total"),
    ]
