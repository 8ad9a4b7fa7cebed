"""Where output goes: old consoles, pipes whose readers leave, full disks, no console at all, Windows' line ends."""

from __future__ import annotations

import codecs
import errno
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer.core

import windows
from cchc_cli.cli.terminal.console_fallback import REPLACEMENTS, handler_for
from cchc_cli.cli.terminal.streams import prepare_streams
from test_hostile import COMMANDS
from workspaces import build_workspace, exit_code

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
MISSED = ["check", "--month", "2026-05", "--as-of", "2026-06-10"]
MET = ["check", "--unit", "VP", "--month", "2026-04", "--as-of", "2026-05-10"]
ADD = ["evidence", "add", "posts", "--date", "2026-04-12", "--unit", "VP", "--channel", "web", "--as-of", "2026-04-12"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CCHC_WORKSPACE", "CCHC_LANG", "GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    folder = build_workspace(tmp_path / "w")
    monkeypatch.chdir(folder)
    return folder


def ended(words: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """Run the program in this process, on whatever streams there are; return its exit code."""
    return exit_code(words, monkeypatch)


def program(words: list[str], **streams: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "cchc_cli", *words], **streams)  # type: ignore[call-overload] # noqa: S603


# ---- letters that a console lacks


@pytest.mark.parametrize(
    ("encoding", "text", "shown"),
    [
        ("cp1258", "Tiếp nhận, được; Ổ ✓ ✗ ○ ⇄ – … “a”", "Tiếp nhận, được; Ổ v × o ± – … “a”"),
        ("cp1252", "Sở Y tế Hà Nội: Đã rõ", "So Y tê Hà Nôi: Dã rõ"),
        ("cp850", "✓ Đạt · ✗ 1/2 → muộn…", "v Dat · × 1/2 -> muôn..."),
        ("cp437", "✓ đặt, ✗ “ba” — 5 × 2 ░", "√ dat, x 'ba' - 5 x 2 ░"),
        ("ascii", "✓ Đơn vị “Sở” · ○ ⇄ – • № 2 5 ₫ 中", "v Don vi 'So' . o # - * No 2 5 d ?"),
        ("cp65001", "Tiếp nhận ✓", "Tiếp nhận ✓"),
    ],
)
def test_a_console_shows_the_nearest_that_it_has(encoding: str, text: str, shown: str) -> None:
    data = text.encode(encoding, handler_for(encoding))
    assert unicodedata.normalize("NFC", data.decode(encoding)) == shown


def test_marks_that_stand_alone_are_passed_over() -> None:
    assert unicodedata.normalize("NFD", "Tiếp nhận").encode("ascii", handler_for("ascii")) == b"Tiep nhan"


def test_windows_1258_has_vowels_and_tones() -> None:
    assert "ế ậ ử".encode("cp1258", handler_for("cp1258")) == b"\xea\xec \xe2\xf2 \xfd\xd2"


def test_no_stand_in_is_a_sign_of_a_format() -> None:
    """A title on a console may not end the text of a JSON, a CSV or an XML that is shown there."""
    assert not set("".join(part for parts in REPLACEMENTS.values() for part in parts)) & set('",;<&\n')


class Screen(io.TextIOWrapper):
    """A console of an encoding, in this process."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n", write_through=True)

    def isatty(self) -> bool:
        return True

    def shown(self) -> str:
        return self.buffer.getvalue().decode(self.encoding)  # type: ignore[attr-defined]


def on_screen(words: list[str], encoding: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    screen = Screen(encoding)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", screen)
        patch.setattr(sys, "stderr", screen)
        code = ended(words, monkeypatch)
    return code, screen.shown()


@pytest.mark.parametrize(("stated", "encoding"), [("", "cp437"), ("cp1258", "cp1258")])
def test_the_old_way_of_windows_writes_in_the_code_page_of_the_console(
    stated: str, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python takes that of files, which `chcp` does not change; an encoding that is stated stays."""

    class Console(Screen):
        def fileno(self) -> int:
            return 1

    screen = Console("cp1258")
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, screen)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "device_encoding", lambda _: "cp437")
    monkeypatch.setenv("PYTHONLEGACYWINDOWSSTDIO", "1")
    monkeypatch.setenv("PYTHONIOENCODING", stated)
    prepare_streams()
    screen.write("✓ Đạt")
    assert (
        screen.buffer.getvalue()
        == {  # type: ignore[attr-defined]
            "cp437": "√ Dat".encode("cp437"),
            "cp1258": "v Đa\u0323t".encode("cp1258"),
        }[encoding]
    )


EVERY = [
    *COMMANDS,
    *(f"{entry} --help" for entry in ("check", "evidence add", "report")),
    "check --nope",
    "check --month x",
]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("command", EVERY)
def test_every_command_on_a_console_without_our_letters(
    command: str, lang: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost: a ? stands only where there was one."""
    words = command.split()
    words += [] if "help" in command or "nope" in command else ["--lang", lang]
    code, shown = on_screen(words, "ascii", monkeypatch)
    wanted, whole = on_screen(words, "utf-8", monkeypatch)
    assert code == wanted != 70
    assert shown.count("?") == whole.count("?")


# ---- the real program


def on_terminal(words: list[str], encoding: str, **more: str) -> tuple[int, str]:
    """Run the real program on a pseudo-terminal."""
    import pty
    import termios

    master, slave = pty.openpty()
    modes = termios.tcgetattr(slave)
    modes[1] &= ~termios.OPOST
    termios.tcsetattr(slave, termios.TCSANOW, modes)
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "TERM": "xterm", "COLUMNS": "100", **more}
    with program(words, stdin=slave, stdout=slave, stderr=slave, env=environment) as process:
        os.close(slave)
        data = b"".join(iter(lambda: _read(master), b""))
    os.close(master)
    return process.returncode, data.decode(encoding)


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # how Linux says that the other end is closed
        return b""


@POSIX
@pytest.mark.parametrize(
    ("encoding", "words", "expected"),
    [
        ("cp1258", ["--lang", "vi"], "Không đạt"),
        ("cp437", ["--lang", "vi"], "Không dat"),
        ("cp1258", ["--month", "x"], "error: "),
        ("cp437", ["--help"], "Usage: "),
    ],
)
def test_the_real_program_on_an_old_console(encoding: str, words: list[str], expected: str, folder: Path) -> None:
    code, shown = on_terminal([*MISSED, *words], encoding, PYTHONUTF8="0", NO_COLOR="1")
    assert code == {"--lang": 1, "--month": 2, "--help": 0}[words[0]]
    assert expected in unicodedata.normalize("NFC", re.sub("\x1b\\[[0-9;]*m", "", shown))


def test_redirected_output_is_utf8_whatever_the_system_says(folder: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "cp1258"}
    # What opens a file without saying in which encoding fails here.
    strict = {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "error::EncodingWarning"}
    environment = {**os.environ, **plain, **strict}
    with program([*MISSED, "--lang", "vi"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        out, err = process.communicate()
    assert (process.returncode, err.decode()) == (1, "")
    assert "✗ Không đạt" in out.decode("utf-8")


# ---- readers that leave, disks that are full


@POSIX
@pytest.mark.parametrize(("words", "code"), [(MISSED, 1), (MET, 0)])
def test_a_reader_who_has_gone_changes_no_exit_code(words: list[str], code: int, folder: Path) -> None:
    """And the files that were asked for are written all the same."""
    reading, writing = os.pipe()
    os.close(reading)
    words = [*words, "--format", "table", "--format", "json=verdicts.json"]
    with program(words, stdout=writing, stderr=subprocess.PIPE) as process:
        os.close(writing)
        _, err = process.communicate()
    assert (process.returncode, err) == (code, b"")
    assert json.loads((folder / "verdicts.json").read_text("utf-8"))["schema"] == "cchc/check/1"


@POSIX
@pytest.mark.parametrize(("color", "plain"), [("never", True), ("always", False), ("auto", False)])
def test_without_colour_nothing_is_bold_either(color: str, plain: bool, folder: Path) -> None:
    _, shown = on_terminal([*MISSED, "--color", color], "utf-8")
    assert ("\x1b" not in shown) == plain


YELLOW, RED = "\x1b[1;38;5;136m", "\x1b[1;31m"


@POSIX
@pytest.mark.parametrize(
    ("words", "environment", "coloured"),
    [([], {}, True), ([], {"NO_COLOR": "1"}, False), (["--color", "never"], {}, False)],
)
def test_problems_on_a_terminal_are_coloured_and_broken_between_words(
    words: list[str], environment: dict[str, str], coloured: bool, folder: Path
) -> None:
    """A warning (an unknown column) is yellow, a refused row (a day that is none) red; no line is wider than the terminal."""
    (folder / "evidence/demo/posts.csv").write_text("date,unit,title,channel,khac\n31/04/2026,VP,a,web,b\n", "utf-8")
    environment = {"COLORTERM": "", "TERM": "xterm-256color", "COLUMNS": "60", **environment}
    code, shown = on_terminal(["validate", "--lang", "en", *words], "utf-8", **environment)
    assert code == 0
    assert (YELLOW in shown, RED in shown, bool(re.search("\x1b\\[[0-9;]*3[0-9]", shown))) == (coloured,) * 3
    lines = re.sub("\x1b\\[[0-9;]*m", "", shown).splitlines()
    assert max(map(len, lines)) <= 60
    assert any(line.startswith("evidence/demo/posts.csv:2:date: error: 31/04/2026") for line in lines)


@POSIX
def test_nobody_listens_to_problems(folder: Path) -> None:
    (folder / "evidence/demo/posts.csv").write_bytes(b"date,unit,title,channel\nx,VP,a,web\n")
    reading, writing = os.pipe()
    os.close(reading)
    with program(["validate"], stdout=subprocess.PIPE, stderr=writing) as process:
        os.close(writing)
        process.communicate()
    assert process.returncode == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a disk that is always full")
def test_a_full_disk_is_said(folder: Path) -> None:
    """Also of a short text, which is written only at the end."""
    with (
        Path("/dev/full").open("wb") as full,
        program(["plan", "list"], stdout=full, stderr=subprocess.PIPE) as process,
    ):
        _, err = process.communicate()
    assert process.returncode == 2
    assert err.startswith(b"cchc: error: the system refuses: No space left on device; check ")
    assert err.endswith(b"[system-refused]\n")


def test_a_name_too_long_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "a" * 300
    assert ended(["check", "--workspace", name], monkeypatch) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"{name}: error: the system refuses: ")
    assert err.endswith("[system-refused]\n")
    assert ended(["check", "--workspace", name, "--lang", "vi"], monkeypatch) == 2
    assert capsys.readouterr().err.startswith(f"{name}: lỗi: hệ thống từ chối: ")


def test_windows_has_another_word_for_a_reader_who_has_gone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Pipe(io.FileIO):
        def write(self, data: object, /) -> int:
            raise OSError(errno.EINVAL, "Invalid argument")

    with monkeypatch.context() as patch:
        patch.setattr(io, "FileIO", Pipe)
        streams = windows.loaded("cli/terminal/streams", monkeypatch)
    with streams._Redirected(str(tmp_path / "x"), "wb") as pipe:
        assert (pipe.write(b"abc"), pipe.write(memoryview(b"de"))) == (3, 2)


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_a_program_without_a_console(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As `pythonw`, a service of Windows, or `>&-` starts it. What is said in vain is not said elsewhere."""
    (folder / "evidence/demo/posts.csv").write_bytes(b"date,unit,title,channel\nx,VP,a,web\n")
    monkeypatch.setattr(sys, name, None)
    code = ended([*MISSED, "--format", "json"], monkeypatch)
    getattr(sys, name).close()
    out, err = capsys.readouterr()
    assert code == 1
    if name == "stdout":
        assert (out, "bad-date" in err) == ("", True)
    else:
        assert (json.loads(out)["schema"], err) == ("cchc/check/1", "")


# ---- line ends, colours, what a shell leaves alone

EXACT = [
    *([*MISSED, "--format", name] for name in ("json", "csv", "markdown", "junit", "github")),
    ["matrix", "--as-of", "2026-06-10", "--format", "csv"],
    ["calendar", "--as-of", "2026-06-10", "--format", "ics"],
    ["report", "--month", "2026-04", "--as-of", "2026-05-10", "--format", "json"],
]


@pytest.mark.parametrize("words", EXACT, ids=" ".join)
def test_what_programs_read_has_the_same_bytes_on_windows(
    words: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    actual = []
    for newline, encoding in (("\n", "utf-8"), ("\r\n", "cp1252")):
        stream = io.TextIOWrapper(io.BytesIO(), encoding, newline=newline)
        monkeypatch.setattr(sys, "stdout", stream)
        ended(words, monkeypatch)
        actual.append(stream.buffer.getvalue())  # type: ignore[attr-defined]
    assert actual[0] == actual[1] != b""


@pytest.mark.parametrize("command", [MISSED, ["matrix", "--as-of", "2026-06-10"]], ids=["check", "matrix"])
@pytest.mark.parametrize(
    ("options", "environment", "coloured"),
    [
        ([], {"FORCE_COLOR": "1"}, False),
        (["--width", "100"], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "always"], {"TERM": "dumb"}, True),
    ],
)
def test_the_option_for_colours_says_more_than_the_environment(
    options: list[str], environment: dict[str, str], coloured: bool, command: list[str],
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ended([*command, *options], monkeypatch)
    assert bool(re.search("\x1b\\[[0-9;]*3[0-9]", capsys.readouterr().out)) is coloured


def test_a_width_is_kept_on_a_terminal_that_says_it_can_do_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "plans/demo/demo-2026.yaml").write_text(
        (folder / "plans/demo/demo-2026.yaml").read_text("utf-8").replace("hằng tháng", "hằng tháng " * 9), "utf-8"
    )
    monkeypatch.setenv("TERM", "dumb")
    ended([*MISSED, "--color", "always", "--width", "140"], monkeypatch)
    lines = [re.sub("\x1b\\[[0-9;]*m", "", line) for line in capsys.readouterr().out.splitlines() if "hằng" in line]
    assert 80 < len(lines[0].rstrip()) <= 140


@pytest.fixture
def arguments_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows, the library under the command line does what shells do elsewhere, unless it is told not to."""
    monkeypatch.setattr(typer.core, "os", SimpleNamespace(**{**vars(os), "name": "nt"}))


@pytest.mark.usefixtures("arguments_of_windows")
def test_a_title_is_taken_as_it_was_given_on_windows(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not as a pattern of file names, a variable, or a home folder."""
    monkeypatch.setenv("GIÁ", "đổi")
    for title in ("*", "cchc.tom?", "$GIÁ đồng", "~"):
        assert ended([*ADD, "--title", title], monkeypatch) == 0
    rows = (folder / "evidence/demo/posts.csv").read_text("utf-8").splitlines()[-4:]
    assert [row.split(",")[2] for row in rows] == ["*", "cchc.tom?", "$GIÁ đồng", "~"]


def test_the_handler_answers_only_for_writing() -> None:
    with pytest.raises(UnicodeDecodeError):
        codecs.lookup_error(handler_for("ascii"))(UnicodeDecodeError("ascii", b"\xff", 0, 1, "no"))
