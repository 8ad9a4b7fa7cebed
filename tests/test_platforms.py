"""Windows and Macs, as far as another system can stand for them: names of files, time zones, locks, languages."""

from __future__ import annotations

import errno
import json
import locale
import os
import sys
import time
import unicodedata
import zoneinfo
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from types import ModuleType

import pytest

import windows
from cchc_cli.cli.emit import below_repository
from cchc_cli.cli.language import choose_language
from cchc_cli.cli.usage import read_outputs
from cchc_cli.formats.registry import COMMANDS
from cchc_cli.load.evidence.folder import find_logs
from cchc_cli.load.names import find, misnamed, plan_files
from cchc_cli.load.workspace import Settings, Workspace, find_workspace
from workspaces import build_workspace, run

CHECK = ["check", "--month", "2026-04", "--as-of", "2026-05-10"]
ADD = ["evidence", "add", "posts", "--date", "2026-04-12", "--unit", "VP", "--channel", "web", "--title", "Bài ba"]
IGNORES_CASE = Path(__file__).with_name("TEST_PLATFORMS.PY").exists()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CCHC_WORKSPACE", "CCHC_LANG"):
        monkeypatch.delenv(name, raising=False)
    return build_workspace(tmp_path / "w")


def workspace(folder: Path) -> Workspace:
    return Workspace(folder, folder / "plans", folder / "evidence", Settings())


# ---- names of files


def mac(text: str) -> str:
    """Return a name as a Mac may write it: letters and their marks apart."""
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    return apart


def test_files_from_a_mac_are_named_as_everybody_writes_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An organisation, a plan and a log that are named with marks apart; the command line writes them composed."""
    for root in ("plans", "evidence"):
        (folder / root / "demo").rename(folder / root / mac("sở-mẫu"))
    plans = folder / "plans" / mac("sở-mẫu")
    (folder / "cchc.toml").unlink()
    for path, old, new in (
        (plans / "organisation.yaml", "organisation: demo", "organisation: sở-mẫu"),
        (plans / "demo-2026.yaml", "plan: demo-2026", "plan: kế-hoạch-2026"),
    ):
        path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    (plans / "demo-2026.yaml").rename(plans / mac("kế-hoạch-2026.yaml"))
    logs = folder / "evidence" / mac("sở-mẫu")
    (logs / "posts.csv").rename(logs / mac("tin-bài.csv"))
    words = [*CHECK, "--org", "sở-mẫu", "--plan", "kế-hoạch-2026", "--format", "json=x.json"]
    assert run(folder, words, monkeypatch, capsys) == ["exit 1"]
    document = json.loads((folder / "x.json").read_text("utf-8"))
    rows = {row["file"] for verdict in document["verdicts"] for row in verdict["evidence"]}
    assert rows == {"evidence/sở-mẫu/tin-bài.csv", "evidence/sở-mẫu/documents.csv"}


def test_two_logs_of_one_name_are_told(folder: Path) -> None:
    """A Mac's copy beside one's own: here both may lie in a folder, and a row of either has the same place."""
    logs = folder / "evidence" / "demo"
    for name in ("posts-é.csv", mac("posts-é.csv")):
        (logs / name).write_bytes(b"date,unit,title,channel\n")
    both = sum(unicodedata.normalize("NFC", path.name) == "posts-é.csv" for path in logs.iterdir()) > 1
    looked = find_logs(logs, workspace(folder).name)
    actual, problems = list(looked.paths), list(looked.problems)
    assert [(problem.code, problem.place.file) for problem in problems] == [
        ("one-name", "evidence/demo/posts-é.csv")
    ] * both
    assert len([path for path in actual if path.stem.startswith("posts-")]) == 1 + both


def test_logs_come_in_one_order_on_every_system(folder: Path) -> None:
    """Composed or not, é comes after z; Windows would compare without case, and a Mac without composition."""
    logs = folder / "evidence" / "demo"
    for name in ("posts-z.csv", "posts-Z.csv" if not IGNORES_CASE else "posts-Y.csv", mac("posts-é.csv")):
        (logs / name).write_bytes(b"date,unit,title,channel\n")
    paths = list(find_logs(logs, workspace(folder).name).paths)
    names = [workspace(folder).name(path).rpartition("/")[2] for path in paths]
    upper = "posts-Y.csv" if IGNORES_CASE else "posts-Z.csv"
    assert names == ["documents.csv", upper, "posts-z.csv", "posts-é.csv", "posts.csv"]


def test_names_in_capitals_are_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Windows makes no difference, and people there make none."""
    for name in (
        "evidence/demo/posts.csv", "evidence/demo", "evidence", "plans/demo/organisation.yaml",
        "plans/demo/demo-2026.yaml", "plans/holidays.yaml", "plans",
    ):  # fmt: skip
        path = folder / name
        stem = path.stem if name.endswith("demo-2026.yaml") else path.stem.upper()  # it must be the plan's id
        path.rename(path.with_name(stem + path.suffix.upper()))
    (folder / "cchc.toml").unlink()
    assert run(folder, ["validate", "--strict"], monkeypatch, capsys) == ["exit 0"]
    assert run(folder, ADD, monkeypatch, capsys) == ["exit 0"]
    logs = find(find(folder, "evidence"), "demo")
    assert sorted(path.name.upper() for path in logs.iterdir()) == ["DOCUMENTS.CSV", "POSTS.CSV"]
    assert "Bài ba" in find(logs, "posts.csv").read_text("utf-8")


def test_a_name_just_so_comes_before_one_that_is_alike(tmp_path: Path) -> None:
    for name in ("A.yaml", "a.yaml", ".b.yaml", "~$c.yaml", "D.YAML", "e.yml", "f.yaml.TXT", "g.txt"):
        (tmp_path / name).write_bytes(b"")
    assert find(tmp_path, "a.yaml").name == "a.yaml"
    assert find(tmp_path, "d.yaml").name.upper() == "D.YAML"
    assert find(tmp_path, "none.yaml") == tmp_path / "none.yaml"
    assert find(tmp_path / "none", "a.yaml") == tmp_path / "none" / "a.yaml"
    actual = [path.name for path in plan_files(tmp_path)]
    assert actual == (["A.yaml", "D.YAML"] if IGNORES_CASE else ["A.yaml", "D.YAML", "a.yaml"])
    assert [(path.name, name) for path, name in misnamed(tmp_path)] == [("e.yml", "e.yaml"), ("f.yaml.TXT", "f.yaml")]


def test_names_of_a_workspace_have_forward_slashes(folder: Path) -> None:
    """Also of a folder elsewhere, which on Windows may be on another drive or a server."""
    name = workspace(folder).name
    assert name(folder / "evidence" / "demo" / "posts.csv") == "evidence/demo/posts.csv"
    assert name(Path("elsewhere") / "x.csv") == "elsewhere/x.csv"
    for path in (r"D:\Sổ tin\posts.csv", r"\\server\chung\posts.csv"):
        assert PureWindowsPath(path).as_posix() == path.replace("\\", "/")


def test_a_file_of_windows_is_told_from_its_format() -> None:
    (output,) = read_outputs([r"json=C:\kết quả\a=b.json"], None, COMMANDS["check"])
    assert (output.format, str(output.file)) == ("json", r"C:\kết quả\a=b.json")


def test_a_workspace_below_a_hidden_folder_is_named_as_github_names_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder))
    assert below_repository(folder / ".github" / "plans") == ".github/plans"
    assert below_repository(folder) == ""
    assert below_repository(folder.parent) == ""


def test_a_junction_is_a_link(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python goes into no junction of Windows: what lies there would be lost without a word."""
    logs = folder / "evidence" / "demo"
    (logs / "junction").mkdir()
    monkeypatch.setattr(os.path, "isjunction", lambda path: Path(path).name == "junction", raising=False)
    problems = list(find_logs(logs, workspace(folder).name).problems)
    assert [(problem.code, problem.place.file) for problem in problems] == [("linked-folder", "evidence/demo/junction")]


def test_a_folder_above_that_nobody_may_look_into(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is passed over on the way up, as is one without a workspace."""
    entries = Path.iterdir

    def closed(path: Path) -> Iterator[Path]:
        if path == folder.parent / "closed":
            raise PermissionError(errno.EACCES, "Permission denied")
        return entries(path)

    (folder.parent / "closed" / "below").mkdir(parents=True)
    monkeypatch.setattr(Path, "iterdir", closed)
    opened, problems = find_workspace(folder.parent / "closed" / "below")
    assert (opened, [problem.code for problem in problems]) == (None, ["no-workspace"])


# ---- time zones


@pytest.fixture
def without_zones(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Windows has no table of time zones; there it comes with the package tzdata."""
    for name in ["tzdata", *(name for name in sys.modules if name.startswith("tzdata."))]:
        monkeypatch.setitem(sys.modules, name, None)
    zoneinfo.reset_tzpath(to=[])
    zoneinfo.ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath()


@pytest.mark.usefixtures("without_zones")
@pytest.mark.parametrize("stated", [True, False])
def test_a_missing_table_of_time_zones_is_no_fault_of_the_organisation(
    stated: bool, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "plans" / "demo" / "organisation.yaml"
    path.write_text(path.read_text("utf-8") + "timezone: Asia/Ho_Chi_Minh\n" * stated, encoding="utf-8")
    code, output, *_ = run(folder, CHECK, monkeypatch, capsys)
    assert code == "exit 2"
    assert "no time zone table to look up Asia/Ho_Chi_Minh; run: python -m pip install tzdata" in output


# ---- languages


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Vietnamese_Vietnam.1258", "vi"), ("Vietnamese_Vietnam.utf8", "vi"), ("vi_VN.UTF-8", "vi"), ("vi-VN", "vi"),
        ("English_United States.1252", "en"), ("English_Vietnam.1258", "en"), ("en_150", "en"), ("UTF-8", "en"),
        ("C", "en"),
    ],
)  # fmt: skip
def test_the_language_of_windows(name: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its regional format; some of its names are not in Python's table of locales."""
    for variable in ("CCHC_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(locale, "setlocale", lambda category, value=None: name)
    assert choose_language(None, None) == language
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    assert choose_language(None, None) == "vi"
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert choose_language(None, None) == "en"


# ---- locks


@pytest.fixture
def lock(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of locks as Windows runs it."""
    fcntl = pytest.importorskip("fcntl")
    if not hasattr(fcntl, "F_OFD_SETLK"):
        pytest.skip("needs locks of open files, as Linux has them")
    monkeypatch.setitem(sys.modules, "msvcrt", windows.Msvcrt())
    module = windows.loaded("storing/lock", monkeypatch)
    monkeypatch.setattr(module, "PAUSE", 0.001)
    return module


def lock_file(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


def test_one_writer_at_a_time_on_windows(lock: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    with lock.locked(path), pytest.raises(lock.LockedError, match=f", {os.getpid()}$"), lock.locked(path, 0.01):
        pass
    assert not lock_file(path).exists()
    with lock.locked(path, 0.01):
        pass


def test_a_lock_that_another_waits_for_cannot_be_removed_on_windows(
    lock: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays, and is found free."""

    def in_use(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "Sharing violation")

    path = tmp_path / "posts.csv"
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", in_use)
        with lock.locked(path):
            pass
    assert lock_file(path).exists()
    with lock.locked(path, 0.01):
        pass
    assert not lock_file(path).exists()


def refusing(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to open a file that was removed while somebody has it open."""
    opened, left = os.open, [times]

    def refused(path: Path, *arguments: int) -> int:
        if str(path).endswith(".lock") and left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *arguments)

    monkeypatch.setattr(os, "open", refused)


def test_a_lock_that_is_being_removed_is_waited_for(
    lock: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(20, monkeypatch)
    with lock.locked(tmp_path / "posts.csv", 1):
        assert lock_file(tmp_path / "posts.csv").exists()


def test_a_folder_in_which_nobody_may_write_is_no_lock_of_another(
    lock: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(10**6, monkeypatch)
    begun = time.monotonic()
    with pytest.raises(PermissionError) as refused, lock.locked(tmp_path / "posts.csv"):
        pass
    assert not isinstance(refused.value, lock.LockedError)
    assert time.monotonic() - begun < lock.WAIT / 2


def test_a_drive_that_locks_nothing_is_said(lock: ModuleType, tmp_path: Path) -> None:
    sys.modules["msvcrt"].fails_with = errno.EINVAL  # type: ignore[attr-defined]
    descriptors = _descriptors()
    with pytest.raises(OSError, match="Invalid argument") as refused, lock.locked(tmp_path / "posts.csv"):
        pass
    assert not isinstance(refused.value, lock.LockedError)
    assert _descriptors() == descriptors


def _descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208


# ---- what every system has


@pytest.mark.parametrize("name", ["fcntl", "resource", "termios", "pwd", "grp", "curses"])
def test_nothing_that_windows_lacks_is_imported(name: str) -> None:
    """But in the branch for other systems, in storing/lock.py."""
    root = windows.SOURCE
    having = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if f"import {name}\n" in path.read_text("utf-8") or f"from {name} import" in path.read_text("utf-8")
    }
    assert having == ({"storing/lock.py"} if name == "fcntl" else set())
