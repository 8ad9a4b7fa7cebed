"""Small workspaces for tests: a copy of `bad/_base` with the files of an example, and runs of the program in it."""

from __future__ import annotations

import shutil
import sys
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


def run(
    folder: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    """Run the program in a folder; return `exit N` and the lines of standard error."""
    if "--lang" not in arguments:
        arguments = [*arguments, "--lang", "en"]
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["cchc", *arguments])
    with pytest.raises(SystemExit) as ending:
        main()
    error = capsys.readouterr().err.replace("Permission denied", "Is a directory")  # as Windows says of a folder
    assert "Traceback" not in error
    assert ending.value.code != 70
    return [f"exit {int(ending.value.code or 0)}", *error.splitlines()]


def outputs_of(
    folder: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[list[str], list[str]]:
    """Return the lines of standard output, and the exit code with the lines of standard error."""
    output: list[str] = []
    real = capsys.readouterr

    class Both:
        def readouterr(self) -> object:
            captured = real()
            output.extend(captured.out.splitlines())
            return captured

    error = run(folder, arguments, monkeypatch, Both())  # type: ignore[arg-type]
    return output, error
