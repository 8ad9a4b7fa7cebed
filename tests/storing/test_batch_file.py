"""`kiem-tra.bat`: the path of the program in ASCII, and a text that no path changes the meaning of."""

from __future__ import annotations

import re
from datetime import date

import pytest

from cchc_cli.i18n import Catalogue
from cchc_cli.storing.batch_file import DEFAULT, batch_path
from cchc_cli.storing.starter import BATCH, Starter

HOME = {
    "USERPROFILE": r"C:\Users\Nguyễn Văn A",
    "LOCALAPPDATA": r"C:\Users\Nguyễn Văn A\AppData\Local",
    "ProgramFiles": r"C:\Program Files",
}
PATHS = {
    r"C:\Users\Nguyễn Văn A\cchc\cchc.exe": r"%USERPROFILE%\cchc\cchc.exe",
    r"C:\Users\Nguyễn Văn A\AppData\Local\pipx\cchc.exe": r"%LOCALAPPDATA%\pipx\cchc.exe",
    r"c:\program files\cchc\cchc.exe": r"%ProgramFiles%\cchc\cchc.exe",
    r"D:\R&D\100% (x86)!\cchc.exe": r"D:\R&D\100%% (x86)!\cchc.exe",
    r"\\may-chu\chung\cchc.exe": r"\\may-chu\chung\cchc.exe",
    r"D:\Thư mục\cchc.exe": DEFAULT,
    "/usr/bin/python3": DEFAULT,
    'D:\\a"b\\cchc.exe': DEFAULT,
    "D:\\a\nb\\cchc.exe": DEFAULT,
}


def text(program: str) -> str:
    starter = Starter("co-quan", "Tên", date(2026, 3, 2), program=batch_path(program, HOME))
    return starter.files(Catalogue("vi"))[BATCH].decode("ascii")


@pytest.mark.parametrize("path", PATHS)
def test_the_program_is_named_by_its_full_path(path: str):
    assert batch_path(path, HOME) == PATHS[path]
    assert f'set "CCHC_PROGRAM={PATHS[path]}"\r\n' in text(path)


def test_lines_end_as_the_shell_wants_them():
    assert re.findall(r"(?<!\r)\n|\r(?!\n)", text("x")) == []


def test_the_shell_is_made_safe_before_anything_is_run():
    lines = text(r"C:\cchc\cchc.exe").splitlines()
    run = next(index for index, line in enumerate(lines) if line.startswith('"%CCHC_PROGRAM%"'))
    before = lines[:run]
    assert "setlocal EnableExtensions DisableDelayedExpansion" in before
    assert 'set "NoDefaultCurrentDirectoryInExePath=1"' in before
    assert 'set "PYTHONSAFEPATH=1"' in before
    assert before[-1] == 'pushd "%~dp0" || goto nofolder'


def test_every_path_is_in_quotes():
    """`&`, blanks and `)` of a path are signs of the shell outside of quotes; `!` is none without delayed expansion."""
    lines = text(r"C:\cchc\cchc.exe").splitlines()
    named = [line for line in lines if "%~dp0" in line or "%CCHC_PROGRAM%" in line]
    assert named
    assert [line for line in named if re.search(r"(%~dp0|%CCHC_PROGRAM%)", re.sub(r'"[^"]*"', "", line))] == []
    assert [line for line in lines if line.strip().startswith(("(", ")")) or line.endswith("(")] == []


def test_it_opens_the_page_that_it_wrote_and_nothing_else():
    lines = text(r"C:\cchc\cchc.exe").splitlines()
    [written] = re.findall(r"-o (\S+)", "\n".join(lines))
    [opened] = [line for line in lines if line.startswith("start ")]
    assert opened == f'start "" "%~dp0{written}"'
    before = lines[: lines.index(opened)]
    assert before[-2:] == ['set "CODE=%ERRORLEVEL%"', 'if not "%CODE%"=="0" goto failed']


def test_every_label_that_is_gone_to_is_there_and_waits():
    lines = text(r"C:\cchc\cchc.exe").splitlines()
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert {line.rsplit("goto ", 1)[1] for line in lines if "goto " in line} == labels
    for label in labels:
        after = lines[lines.index(f":{label}") :]
        assert "pause" in after[: next(index for index, line in enumerate(after) if line.startswith("exit /b"))]
