"""Small workspaces for tests: a copy of `bad/_base` with the files of an example, and runs of the program in it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from cchc_cli.__main__ import main

TESTS = Path(__file__).parent
ROOT = TESTS.parent
BAD = TESTS / "bad"
BASE = BAD / "_base"
NOT_INPUT = {"args.txt", "expected.txt"}


def build_workspace(folder: Path, example: Path | None = None) -> Path:
    """Copy the base, then the files of an example over it; return the workspace."""
    shutil.copytree(BASE, folder)
    for source in sorted(example.rglob("*")) if example else ():
        name = source.relative_to(example)
        target = folder / name
        if source.is_dir() or name.as_posix() in NOT_INPUT:
            continue
        if source.suffix == ".delete":
            gone = target.with_suffix("")
            shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return folder


def exit_code(arguments: Iterable[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """Run the program in this process; return its exit code."""
    monkeypatch.setattr(sys, "argv", ["cchc", *arguments])
    with pytest.raises(SystemExit) as ending:
        main()
    return int(ending.value.code or 0)


def run(
    folder: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    """Run the program in a folder; return `exit N` and the lines of standard error."""
    return outputs_of(folder, arguments, monkeypatch, capsys)[1]


def outputs_of(
    folder: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[list[str], list[str]]:
    """Return the lines of standard output, and the exit code with the lines of standard error."""
    if "--lang" not in arguments:
        arguments = [*arguments, "--lang", "en"]
    monkeypatch.chdir(folder)
    code = exit_code(arguments, monkeypatch)
    out, error = capsys.readouterr()
    assert "Traceback" not in error
    assert code != 70
    error = error.replace("Permission denied", "Is a directory")  # as Windows says of a folder
    return out.splitlines(), [f"exit {code}", *error.splitlines()]
