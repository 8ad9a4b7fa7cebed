"""Ctrl-C at any moment: exit 130 and no traceback."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import scenario

# The program as its console script begins it, with Ctrl-C as Python itself heeds it, or as nohup leaves it.
BEGIN = """
import io, signal, sys
signal.signal(signal.SIGINT, signal.{heeded})
def interrupt(): signal.raise_signal(signal.SIGINT)
{moment}
sys.argv = ["cchc", "check", "--month", "2026-04", "--as-of", "2026-05-10"]
from cchc_cli.__main__ import entry
entry()
"""
AT_IMPORT = """
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "{module}": interrupt()
sys.meta_path.insert(0, Finder())
"""
# The first flush is that of the command's own end, the next that of the program's.
AT_FLUSH = """
class Out(io.StringIO):
    times = 0
    def flush(self):
        Out.times += 1
        if Out.times == {number}: interrupt()
sys.stdout = Out()
"""


def _run(moment: str, heeded: str = "default_int_handler") -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("CCHC_", "GITHUB_"))}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", BEGIN.format(moment=moment, heeded=heeded)],
        cwd=scenario.ROOT, capture_output=True, encoding="utf-8", env=environment, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "module",
    [
        "cchc_cli.cli.exits",
        "cchc_cli.cli.terminal.streams",
        "typer",
        "cchc_cli.cli.app",
        "cchc_cli.cli.output",
        "cchc_cli.cli.commands.check",
        "msgspec",
        "yaml",
        "pydantic",
        "cchc_cli.engine.check",
        "cchc_cli.formats.verdict_table",
    ],
)
def test_an_interrupt_while_the_program_is_imported_ends_it_quietly(module: str) -> None:
    done = _run(AT_IMPORT.format(module=module))
    assert done.stderr == ""
    assert done.stdout == ""
    assert done.returncode == 130


@pytest.mark.parametrize("number", [1, 2])
def test_an_interrupt_while_the_program_ends_it_quietly(number: int) -> None:
    done = _run(AT_FLUSH.format(number=number))
    assert done.stderr == ""
    assert done.returncode == 130


def test_an_interrupt_that_reaches_no_caller_ends_it_quietly() -> None:
    lost = AT_IMPORT.format(module="yaml").replace("interrupt()", "Lost()")
    done = _run(f"class Lost:\n    def __del__(self): interrupt()\n{lost}")
    assert done.stderr == ""
    assert done.returncode == 130


def test_where_interrupts_are_ignored_the_program_goes_on() -> None:
    done = _run(AT_IMPORT.format(module="typer"), heeded="SIG_IGN")
    assert done.returncode in {0, 1}
    assert "A3" in done.stdout
