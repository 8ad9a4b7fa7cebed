"""Wrong usage is refused in the language of its user, with what may be written and where to read on."""

from __future__ import annotations

import pytest

from cchc_cli.i18n import LANGUAGES
from workspaces import ROOT, exit_code

# A command line, and what is said in English and in Vietnamese.
WRONG = {
    "chek": (
        "cchc: error: chek is not a command (did you mean check",
        "cchc: lỗi: không có lệnh chek (có phải check",
    ),
    "plan shw": (
        "cchc plan: error: shw is not a command (did you mean show?); choose one of list, show, diff, draft: `cchc plan --help` ",
        "cchc plan: lỗi: không có lệnh shw (có phải show?); ghi một trong: list, show, diff, draft; `cchc plan --help` ",
    ),
    "evidence": (
        "cchc evidence: error: the command is missing; choose one of list, add, ",
        "cchc evidence: lỗi: chưa nêu lệnh; ghi một trong: list, add, ",
    ),
    "check --unti VPS": (
        "--unti: error: this option does not exist (did you mean --unit?); `cchc check --help` lists the options",
        "--unti: lỗi: không có tùy chọn này (có phải --unit?); `cchc check --help` liệt kê các tùy chọn",
    ),
    "check --bogus": (
        "--bogus: error: this option does not exist; `cchc check --help` lists the options",
        "--bogus: lỗi: không có tùy chọn này; `cchc check --help` liệt kê các tùy chọn",
    ),
    "check -x": (
        "-x: error: this option does not exist",
        "-x: lỗi: không có tùy chọn này",
    ),
    "--nope check": (
        "--nope: error: this option does not exist",
        "--nope: lỗi: không có tùy chọn này",
    ),
    "check --strict=yes": (
        "--strict: error: this option takes no value; leave out the = and the text after it",
        "--strict: lỗi: tùy chọn này không nhận giá trị; bỏ phần sau dấu =",
    ),
    "check VPS": (
        "cchc check: error: VPS is one word too many; put words with spaces in quotes, and see `cchc check --help`",
        "cchc check: lỗi: thừa VPS; đặt cụm từ có dấu cách trong dấu ngoặc kép, xem `cchc check --help`",
    ),
    "explain": (
        "PLAN/QUOTA: error: this argument is missing; see `cchc explain --help`",
        "PLAN/QUOTA: lỗi: còn thiếu; xem `cchc explain --help`",
    ),
    "check --width wide": (
        "--width: error: wide cannot be used; write a whole number from 80 to 1000",
        "--width: lỗi: wide không dùng được; viết một số nguyên từ 80 đến 1000",
    ),
    "check --width 79": (
        "--width: error: 79 cannot be used; write a whole number from 80 to 1000",
        "--width: lỗi: 79 không dùng được; viết một số nguyên từ 80 đến 1000",
    ),
    "todo --days -1": (
        "--days: error: -1 cannot be used; write a whole number from 0 to 3660",
        "--days: lỗi: -1 không dùng được; viết một số nguyên từ 0 đến 3660",
    ),
    "check --warn-days ٣": (
        "--warn-days: error: ٣ cannot be used; write a whole number from 0 to 3660",
        "--warn-days: lỗi: ٣ không dùng được; viết một số nguyên từ 0 đến 3660",
    ),
    "plan draft --from hn-cchc-2026 --year 26": (
        "--year: error: 26 cannot be used; write a whole number from 2000 to 2100",
        "--year: lỗi: 26 không dùng được; viết một số nguyên từ 2000 đến 2100",
    ),
    "check --color red": (
        "--color: error: red cannot be used; write auto, always or never",
        "--color: lỗi: red không dùng được; viết auto, always hoặc never",
    ),
    "check --month April": (
        "--month: error: April cannot be used; write a month as 2026-04 or 4/2026, or last",
        "--month: lỗi: April không dùng được; viết tháng dạng 4/2026 hoặc 2026-04, hoặc last",
    ),
}


def refused(words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what a wrong command line is answered on standard error."""
    for name in ("CCHC_WORKSPACE", "CCHC_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(ROOT)
    code = exit_code(words, monkeypatch)
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    return str(err)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", WRONG)
def test_wrong_usage_in_both_languages(
    line: str, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = dict(zip(("en", "vi"), WRONG[line], strict=True))[language]
    assert refused([*line.split(), "--lang", language], monkeypatch, capsys).startswith(text)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            ["--lang", "vi", "check", "--month"],
            "--month: lỗi: tùy chọn này cần một giá trị theo sau; xem `cchc check --help`",
        ),
        (["check", "--lang", "vi", "-u"], "-u: lỗi: tùy chọn này cần một giá trị theo sau; xem `cchc check --help`"),
        (["check", "--lang", "fr"], "--lang: error: fr cannot be used; write vi or en"),
        (["check", "--lang"], "--lang: lỗi: tùy chọn này cần một giá trị theo sau"),
        (["check", "--nope"], "--nope: lỗi: "),
    ],
    ids=" ".join,
)
def test_the_language_is_known_whatever_else_is_wrong(
    words: list[str], expected: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    assert refused(words, monkeypatch, capsys).startswith(expected)


@pytest.mark.parametrize("words", [["--lang", "en", "check", "--month", "x"], ["plan", "--lang", "en", "show", "x"]])
def test_the_language_may_be_said_before_the_command(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    assert ": error: " in refused(words, monkeypatch, capsys)


def test_the_workspace_may_be_said_before_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output = refused(["--workspace", "nowhere", "--lang", "en", "plan", "list"], monkeypatch, capsys)
    assert output.startswith("nowhere: error: ")
