"""Adding rows to logs: in the log's own dialect, by one writer at a time, whole or not at all, no row twice."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenario
from cchc_cli.cli.commands.evidence.columns import ColumnOptions
from cchc_cli.i18n import Catalogue, Language
from cchc_cli.load.evidence.cell_values import CellReaders
from cchc_cli.load.evidence.columns import explains, header_of, log_kind
from cchc_cli.load.evidence.dialect import records, trimmed
from cchc_cli.load.evidence.logs import load_evidence
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.load.plans import load_organisation
from cchc_cli.load.workspace import Settings, Workspace
from cchc_cli.model.item import Item
from cchc_cli.model.text import nfc
from cchc_cli.model.writing import bare, defused
from cchc_cli.storing import atomic
from cchc_cli.storing.append import Target, append
from cchc_cli.storing.atomic import leftover_of, write_whole
from cchc_cli.storing.lock import LockedError, locked
from cchc_cli.storing.open_log import CannotKeepError, OpenLog, new_columns, plain_line_ends
from cchc_cli.storing.refusal import NotWrittenError
from cchc_cli.storing.target import NotALogError, WhichLogError, choose_log, target_of
from cchc_cli.storing.template import lists_of, template
from cchc_cli.words.kinds import KIND, KINDS, TYPES
from workspaces import BASE, TESTS, build_workspace
from workspaces import outputs_of as all_outputs_of

POST = {"date": "2026-04-05", "unit": "VP", "title": "Bài ba", "channel": "web"}
LOG = b"date,unit,title,channel\n2026-04-02,VP,A,web\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build_workspace(tmp_path / "w")


def workspace(folder: Path) -> Workspace:
    return Workspace(folder, folder / "plans", folder / "evidence", Settings())


def target(folder: Path, name: str = "posts.csv") -> Target:
    loaded = load_organisation(workspace(folder), "demo")
    assert loaded.organisation
    path = folder / "evidence" / "demo" / name
    return target_of(workspace(folder), loaded.organisation, loaded.plans, "posts", path)


def items(folder: Path) -> list[Item]:
    loaded = load_organisation(workspace(folder), "demo")
    assert loaded.organisation
    evidence = load_evidence(workspace(folder), loaded.organisation, loaded.plans)
    assert not [problem for problem in evidence.problems if problem.severity == "error"]
    return [item for item in evidence.items if item.kind == "posts"]


def log(folder: Path, data: bytes) -> Path:
    path = folder / "evidence" / "demo" / "posts.csv"
    path.write_bytes(data)
    return path


# ---- dialects: what stood there is the beginning of what stands there then

MARK = b"\xef\xbb\xbf"
DIALECTS = {
    "comma": (LOG, b"2026-04-05,VP,B\xc3\xa0i ba,web\n"),
    "semicolon, mark, CRLF": (
        MARK + b"date;unit;title;channel\r\n2/4/2026;VP;A;web\r\n",
        b"2026-04-05;VP;B\xc3\xa0i ba;web\r\n",
    ),
    "tab": (b"date\tunit\ttitle\tchannel\n", b"2026-04-05\tVP\tB\xc3\xa0i ba\tweb\n"),
    "CR alone": (b"date,unit,title,channel\r2026-04-02,VP,A,web\r", b"2026-04-05,VP,B\xc3\xa0i ba,web\r"),
    "all quoted": (
        b'"date","unit","title","channel"\n"2026-04-02","VP","A","web"\n',
        b'"2026-04-05","VP","B\xc3\xa0i ba","web"\n',
    ),
    "no last line end": (LOG.rstrip(b"\n"), b"\n2026-04-05,VP,B\xc3\xa0i ba,web\n"),
    "header alone, no line end": (b"date,unit,title,channel", b"\r\n2026-04-05,VP,B\xc3\xa0i ba,web\r\n"),
    "own headers, own order": (
        "Kênh;Tiêu đề;Ghi chú;Đơn vị;Ngày\n".encode(),
        "web;Bài ba;;VP;2026-04-05\n".encode(),
    ),
    "a column of theirs": (b"date,unit,title,channel,views\n2026-04-02,VP,A,web,7\n", "2026-04-05,VP,Bài ba,web,\n".encode()),
    "line ends in a cell": (
        b'date,unit,title,channel\r\n2026-04-02,VP,"A\nB\nC\nD",web\r\n',
        "2026-04-05,VP,Bài ba,web\r\n".encode(),
    ),
    "blank rows at the end": (LOG + b",,,\n\n", "2026-04-05,VP,Bài ba,web\n".encode()),
    "sep line": (b"sep=;\r\ndate;unit;title;channel\r\n", "2026-04-05;VP;Bài ba;web\r\n".encode()),
    "UTF-16": (
        b"\xff\xfe" + "date\tunit\ttitle\tchannel\r\n".encode("utf-16-le"),
        "2026-04-05\tVP\tBài ba\tweb\r\n".encode("utf-16-le"),
    ),
    "UTF-16, big end first": (
        b"\xfe\xff" + "date\tunit\ttitle\tchannel\r\n".encode("utf-16-be"),
        "2026-04-05\tVP\tBài ba\tweb\r\n".encode("utf-16-be"),
    ),
    "Windows-1258": (
        b"date,unit,title,channel,note\n2026-04-02,VP,B\xe0i m\xf4\xf2t,web,\xd0\xfd\n",
        b"2026-04-05,VP,B\xe0i ba,web,\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DIALECTS)
def test_a_row_is_added_in_the_dialect_of_the_log(name: str, folder: Path) -> None:
    old, added = DIALECTS[name]
    path = log(folder, old)
    assert [fate.what for fate in append(target(folder), [POST])] == ["added"]
    assert path.read_bytes() == old + added
    assert [item.title for item in items(folder)][-1] == "Bài ba"


def test_a_new_log_is_what_excel_calls_csv_utf8(folder: Path) -> None:
    (folder / "evidence" / "demo" / "posts.csv").unlink()
    (fate,) = append(target(folder), [POST])
    assert (folder / "evidence" / "demo" / "posts.csv").read_bytes() == MARK + (
        "date,unit,type,title,channel,url,tags,for,sent,note\r\n2026-04-05,VP,,Bài ba,web,,,,,\r\n".encode()
    )
    assert fate.ref == "evidence/demo/posts.csv:2"


CELLS = ["a,b", "a\r\nb", 'a "b"', '"', "a\nb", "a;b", "Nghiêng\u200b", "'", "a'b", "’=", "  x", "1e5"]
FORMULAS = [
    "=1+1",
    "+84 24",
    "-5",
    "@a",
    "'=1",
    "''-1",
    "='a'",
    "=\n",
    '=HYPERLINK("http://x","y")',
    "'@",
    "-",
    "＝1+1",
    "'＠a",
]


@pytest.mark.parametrize("text", [*CELLS, *FORMULAS])
def test_a_title_is_read_back_as_it_was_given(text: str, folder: Path) -> None:
    append(target(folder), [{**POST, "title": text.strip()}])
    assert items(folder)[-1].title == text.strip().replace("\r", "")


@pytest.mark.parametrize("text", FORMULAS)
def test_no_spreadsheet_takes_a_cell_for_a_formula(text: str, folder: Path) -> None:
    assert not defused(text).startswith(("=", "+", "-", "@", "＝", "＠"))
    assert bare(defused(text)) == text
    append(target(folder), [{**POST, "title": text.strip()}])
    last = (folder / "evidence" / "demo" / "posts.csv").read_text("utf-8").partition("2026-04-05,VP,")[2]
    assert last.lstrip('"').startswith("'")


def test_an_apostrophe_of_an_other_word_stays() -> None:
    assert [bare(text) for text in ("'abc", "'", "a'=b", "''a", "'=a", "''=a")] == [
        "'abc",
        "'",
        "a'=b",
        "''a",
        "=a",
        "'=a",
    ]


def test_windows_1258_writes_tones_as_marks_of_their_own(folder: Path) -> None:
    """ế is ê and an acute there, ậ is â and a dot below; ơ, ư, đ are letters."""
    old = DIALECTS["Windows-1258"][0]
    path = log(folder, old)
    append(target(folder), [{**POST, "title": "Tiếp nhận, được"}])
    assert path.read_bytes() == old + b'2026-04-05,VP,"Ti\xea\xecp nh\xe2\xf2n, \xf0\xfd\xf5\xf2c",web,\n'.replace(
        b"\xf0\xfd\xf5\xf2c", "đươ\u0323c".encode("cp1258")
    )
    assert items(folder)[-1].title == "Tiếp nhận, được"


def test_windows_1258_keeps_every_letter_or_nothing_is_written(folder: Path) -> None:
    old = DIALECTS["Windows-1258"][0]
    path = log(folder, old)
    with pytest.raises(NotWrittenError) as refused:
        append(target(folder), [POST, {**POST, "title": "Bài 中 bốn"}])
    assert (refused.value.problem.code, refused.value.problem.details["value"]) == ("cannot-keep", "中")
    assert path.read_bytes() == old


def test_a_column_the_log_lacks_refuses_the_row(folder: Path) -> None:
    path = log(folder, LOG)
    fates = append(target(folder), [{**POST, "tags": "cchc", "note": "x"}, POST])
    assert [fate.what for fate in fates] == ["refused", "added"]
    assert [str(problem.place) for problem in fates[0].problems] == [
        "evidence/demo/posts.csv:1:tags", "evidence/demo/posts.csv:1:note",
    ]  # fmt: skip
    assert path.read_bytes() == LOG + "2026-04-05,VP,Bài ba,web\n".encode()


# ---- no row twice


@pytest.mark.parametrize(
    "again",
    [
        POST,
        {**POST, "date": "5/4/2026"},
        {**POST, "unit": "văn phòng", "channel": "Trang web"},
        {**POST, "title": "BÀI  BA"},
        {**POST, "type": "tin"},  # as a post is whose type is left empty
    ],
)
def test_an_equal_row_is_there_already(again: dict[str, str], folder: Path) -> None:
    path = folder / "evidence" / "demo" / "posts.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{header},type", *(f"{row}," for row in rows), ""]), encoding="utf-8")
    old = path.read_bytes()
    append(target(folder), [POST])
    once = path.read_bytes()
    (fate,) = append(target(folder), [again])
    assert (fate.what, fate.ref, path.read_bytes()) == ("duplicate", "evidence/demo/posts.csv:4", once)
    assert once.startswith(old)


@pytest.mark.parametrize(
    "other", [{"date": "2026-04-06"}, {"title": "Bài bà"}, {"channel": "zalo"}, {"url": "so.vn/x"}]
)
def test_any_other_row_is_another(other: dict[str, str], folder: Path) -> None:
    fates = append(target(folder), [POST, {**POST, **other}, POST])
    assert [(fate.what, fate.ref) for fate in fates] == [
        ("added", "evidence/demo/posts.csv:4"),
        ("added", "evidence/demo/posts.csv:5"),
        ("duplicate", "evidence/demo/posts.csv:4"),
    ]


def test_an_equal_row_in_another_log_counts_too(folder: Path) -> None:
    other = folder / "evidence" / "demo" / "bv" / "tin-bai-04.csv"
    other.parent.mkdir()
    other.write_bytes("Ngày;Đơn vị;Tiêu đề;Kênh\n5/4/2026;VP;Bài ba;web\n".encode())
    (fate,) = append(target(folder), [POST])
    assert (fate.what, fate.ref) == ("duplicate", "evidence/demo/bv/tin-bai-04.csv:2")


# ---- which log


def test_the_log_is_the_only_one_of_its_kind_or_asked_for(folder: Path) -> None:
    logs = folder / "evidence" / "demo"
    assert choose_log(logs, "posts", None) == logs / "posts.csv"
    assert choose_log(logs, "videos", None) == logs / "videos.csv"
    (logs / "posts.csv").rename(logs / "tin-bai-h1.csv")
    assert choose_log(logs, "posts", None) == logs / "tin-bai-h1.csv"
    (logs / "posts-h2.csv").write_bytes(LOG)
    with pytest.raises(WhichLogError, match=r"posts-h2\.csv, tin-bai-h1\.csv"):
        choose_log(logs, "posts", None)
    assert choose_log(logs, "posts", "bv1/posts-05.csv") == logs / "bv1" / "posts-05.csv"


@pytest.mark.parametrize(
    "name", ["../posts.csv", "videos.csv", "posts.xlsx", ".posts.csv", "~$posts.csv", "nhat-ky.csv"]
)
def test_a_name_that_is_not_read_as_a_log_is_refused(name: str, folder: Path) -> None:
    with pytest.raises(NotALogError):
        choose_log(folder / "evidence" / "demo", "posts", name)


# ---- whole or not at all


def left(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir() if entry.name.startswith("."))


def held(*_: object) -> None:
    raise PermissionError(13, "held")


def test_a_log_open_in_excel_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows says of a file that a program has open."""
    path = log(folder, LOG)
    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(atomic, "PAUSE", 0)
    with pytest.raises(NotWrittenError) as refused:
        append(target(folder), [POST])
    assert refused.value.problem.code == "open-elsewhere"
    assert (path.read_bytes(), left(path)) == (LOG, [])


def test_a_file_held_for_a_moment_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, replace, tries = tmp_path / "x", Path.replace, []

    def held_twice(temporary: Path, path: Path) -> object:
        tries.append(path)
        return held() if len(tries) < 3 else replace(temporary, path)

    monkeypatch.setattr(Path, "replace", held_twice)
    monkeypatch.setattr(atomic, "PAUSE", 0)
    write_whole(path, b"new")
    assert (path.read_bytes(), len(tries)) == (b"new", 3)


@pytest.mark.parametrize("owner", ["~$posts.csv", ".~lock.posts.csv#"])
def test_the_file_that_excel_lays_beside_an_open_one(owner: str, folder: Path) -> None:
    path = log(folder, LOG)
    path.with_name(owner).write_bytes(b"")
    with pytest.raises(NotWrittenError) as refused:
        append(target(folder), [POST])
    assert refused.value.problem.code == "open-in-excel"
    assert refused.value.problem.details == {"owner": owner}
    assert path.read_bytes() == LOG


def test_a_disk_that_is_full_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["x"]
    assert path.read_bytes() == b"old"


def test_what_a_killed_writer_left_is_taken_over(folder: Path) -> None:
    path = log(folder, LOG)
    leftover_of(path).write_bytes(b"x" * 10_000)
    append(target(folder), [POST])
    assert (path.read_bytes()[: len(LOG)], len(path.read_bytes()) < 200, left(path)) == (LOG, True, [])
    leftover_of(path).write_bytes(b"x")
    assert append(target(folder), [POST])[0].what == "duplicate"  # nothing is written, and nothing stays
    assert left(path) == []


@pytest.mark.parametrize("name", [".posts.csv.lock", ".posts.csv.tmp"])
@pytest.mark.parametrize("kind", ["link", "dangling link", "hard link"])
def test_a_link_in_the_place_of_our_files_is_not_followed(name: str, kind: str, folder: Path) -> None:
    path = log(folder, LOG)
    other, ours = folder / "other", path.with_name(name)
    if kind != "dangling link":
        other.write_bytes(b"kept")
    if kind == "hard link":
        ours.hardlink_to(other)
    else:
        ours.symlink_to(other)
    if name.endswith("lock"):
        with pytest.raises(NotWrittenError) as refused:
            append(target(folder), [POST], wait=0.1)
        assert refused.value.problem.code == "lock-is-link"
        assert (path.read_bytes(), ours.exists() or ours.is_symlink()) == (LOG, True)
    else:  # under the lock it is only a leftover
        append(target(folder), [POST])
        assert left(path) == []
        write_whole(folder / "out", b"1")
        (folder / ".out.tmp").symlink_to(other)
        with pytest.raises(OSError, match=r"\.out\.tmp"):
            write_whole(folder / "out", b"2")
        assert (folder / "out").read_bytes() == b"1"
    assert (other.read_bytes() if other.exists() else None) == (None if kind == "dangling link" else b"kept")


def test_a_log_with_a_second_name_is_left_alone(folder: Path) -> None:
    path = log(folder, LOG)
    (folder / "second").hardlink_to(path)
    with pytest.raises(NotWrittenError) as refused:
        append(target(folder), [POST])
    assert refused.value.problem.code == "log-hard-linked"
    assert (path.read_bytes(), (folder / "second").samefile(path), left(path)) == (LOG, True, [])


@pytest.mark.skipif(sys.platform != "linux", reason="Python reads the attributes of Linux only")
def test_permissions_and_attributes_of_a_log_survive(folder: Path) -> None:
    path = log(folder, LOG)
    path.chmod(0o660)
    os.setxattr(path, "user.origin", b"office")
    append(target(folder), [POST])
    assert path.read_bytes() != LOG
    assert (path.stat().st_mode & 0o777, os.getxattr(path, "user.origin")) == (0o660, b"office")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such owners")
@pytest.mark.parametrize("whose", ["owner", "group", "attribute"])
def test_a_log_that_cannot_stay_its_owners_is_left_alone(
    whose: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for one who may write the log and is not its owner: the system refuses to give the new file away."""
    path = log(folder, LOG)
    stat = Path.stat
    shift = {"owner": (1, 0), "group": (0, 1), "attribute": (0, 0)}[whose]

    def of_another(other_path: Path, **options: bool) -> os.stat_result:
        status = stat(other_path, **options)
        if other_path.name != "posts.csv":
            return status
        return os.stat_result((*status[:4], status.st_uid + shift[0], status.st_gid + shift[1], *status[6:]))

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "stat", of_another)
    monkeypatch.setattr(os, "chown", denied)
    if whose == "attribute":
        monkeypatch.setattr(
            atomic, "_attributes", lambda path_read: {"user.x": b"1"} if path_read.name == "posts.csv" else {}
        )
        monkeypatch.setattr(os, "setxattr", denied)
    with pytest.raises(NotWrittenError) as refused:
        append(target(folder), [POST])
    assert refused.value.problem.code == "log-owner"
    monkeypatch.undo()
    assert (path.read_bytes(), left(path)) == (LOG, [])


@pytest.mark.parametrize("how", ["in place", "by renaming", "removed"])
def test_a_row_that_another_program_wrote_meanwhile_stays(
    how: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that knows no lock saves the log after it was read and before it is replaced."""
    path = log(folder, LOG)
    theirs = LOG + b"2026-04-03,VP,Theirs,web\n"
    times: list[int] = []
    sync = os.fsync

    def save(descriptor: int) -> None:
        sync(descriptor)
        times.append(descriptor)
        if len(times) == 1:
            if how == "removed":
                path.unlink()
            elif how == "in place":
                path.write_bytes(theirs)
            else:
                (folder / "new").write_bytes(theirs)
                (folder / "new").replace(path)

    monkeypatch.setattr(os, "fsync", save)
    assert append(target(folder), [POST])[0].what == "added"
    monkeypatch.undo()
    titles = [item.title for item in items(folder)]
    assert titles == (["Bài ba"] if how == "removed" else ["A", "Theirs", "Bài ba"])


def test_a_log_that_never_rests_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = log(folder, LOG)
    monkeypatch.setattr(os, "fsync", lambda _: path.write_bytes(path.read_bytes() + b"2026-04-03,VP,B,web\n"))
    with pytest.raises(NotWrittenError) as refused:
        append(target(folder), [POST])
    assert refused.value.problem.code == "log-keeps-changing"
    assert left(path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions and devices")
def test_permissions_links_and_devices_stay_what_they_are(tmp_path: Path) -> None:
    path, link = tmp_path / "x", tmp_path / "link"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to("x")
    write_whole(link, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777, link.is_symlink()) == (b"new", 0o640, True)
    path.chmod(0o440)
    if os.geteuid():  # whom no permission stops
        with pytest.raises(PermissionError):
            write_whole(path, b"newer")
    write_whole(Path(os.devnull), b"nothing")
    assert Path(os.devnull).is_char_device()


# ---- one writer at a time

HOLD = "import sys, time; from pathlib import Path; from cchc_cli.storing.lock import locked\nwith locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"


def holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, encoding="utf-8")  # noqa: S603
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_another_process_waits_and_is_told_whom_for(folder: Path) -> None:
    path = log(folder, LOG)
    with holder(path) as process:
        with pytest.raises(NotWrittenError) as refused:
            append(target(folder), [POST], wait=0.1)
        process.kill()
    assert refused.value.problem.code == "log-in-use"
    assert refused.value.problem.details["holder"].endswith(f", {process.pid}")
    assert path.read_bytes() == LOG


def test_a_killed_holder_holds_nothing(folder: Path) -> None:
    path = log(folder, LOG)
    with holder(path) as process:
        process.kill()
    assert left(path) == [".posts.csv.lock"]
    assert append(target(folder), [POST], wait=0.1)[0].what == "added"
    assert left(path) == []


def test_one_who_waits_comes_in_when_the_other_is_done(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with holder(path) as process:
        with pytest.raises(LockedError), locked(path, 0):
            pass
        process.kill()
        process.wait()
        begun = time.monotonic()
        with locked(path):
            assert time.monotonic() - begun < 1


ADD = """
import sys
from pathlib import Path
from test_append import POST, append, target
who, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
for number in range(count):
    (fate,) = append(target(folder), [{**POST, "title": f"{who} {number}"}])
    assert fate.what == "added"
"""


def test_two_writers_at_once_lose_nothing(folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(Path(__file__).parent)])}
    writers = [
        subprocess.Popen([sys.executable, "-c", ADD, who, str(folder), "25"], env=environment)  # noqa: S603
        for who in ("a", "b")
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    titles = [item.title for item in items(folder)][2:]
    assert sorted(titles) == sorted(f"{who} {number}" for who in "ab" for number in range(25))
    assert [title for title in titles if title[0] == "a"] == [f"a {number}" for number in range(25)]


# ---- the command


def outputs_of(
    folder: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[list[str], list[str]]:
    """Return the outputs without the warning that no row has a label: labels do not matter for writing rows."""
    out, error = all_outputs_of(folder, arguments, monkeypatch, capsys)
    return out, [line for line in error if not line.endswith("[no-label]")]


ADD_MAY = [
    "evidence",
    "add",
    "posts",
    "--date",
    "5/5/2026",
    "--unit",
    "TT",
    "--title",
    "Bài ba",
    "--channel",
    "zalo",
    "--tags",
    "cchc",
]


def test_add_says_what_the_row_serves_and_what_is_then_lacking(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A1 asks two posts of VP each month, and TT is part of VP; May had none."""
    out, error = outputs_of(folder, [*ADD_MAY, "--as-of", "2026-05-06"], monkeypatch, capsys)
    assert error == ["exit 0"]
    assert out[:2] == ["Added:", "evidence/demo/posts.csv:4  2026-05-05  TT;VP  zalo  “Bài ba”"]
    assert out[2] == "    serves demo-2026/A1 VP 2026-05: 0/2 → 1/2, open"
    assert "1 more" in out[3]
    assert "2026-05-31" in out[3]


def test_add_refuses_what_validate_would_refuse(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "evidence" / "demo" / "posts.csv"
    old = path.read_bytes()
    arguments = ["evidence", "add", "posts", "--date", "31/4/2026", "--unit", "Khoa Dược", "--channel", "zalo"]
    _, error = outputs_of(folder, arguments, monkeypatch, capsys)
    assert path.read_bytes() == old
    path.write_bytes(old + "31/4/2026,Khoa Dược,,zalo,,\n".encode())
    _, validated = outputs_of(folder, ["validate"], monkeypatch, capsys)

    def codes(lines: list[str]) -> list[str]:
        return sorted(line.rpartition("[")[2] for line in lines if line.endswith("]"))

    assert codes(error) == codes(validated) == ["bad-date]", "empty-cell]", "unknown-unit]"]
    assert error[0] == "exit 2"


def test_a_dry_run_writes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "evidence" / "demo" / "posts.csv"
    old = path.read_bytes()
    out, _ = outputs_of(folder, [*ADD_MAY, "--dry-run", "--as-of", "2026-05-06"], monkeypatch, capsys)
    assert "serves demo-2026/A1 VP 2026-05: 0/2 → 1/2, open" in out[2]
    assert (path.read_bytes(), left(path)) == (old, [])


def test_every_column_has_its_option() -> None:
    assert set(ColumnOptions().filled()) == {column for kind in KIND.values() for column in kind.columns}


# ---- importing


THEIRS = "STT;Ngày lên bài;Phòng;Tên tin;Nơi đăng;Xem\n1;5/5/2026;VP;Bài A;web;10\n2;6/5/2026;VP;=Bài B;zalo;20\n3;31/4/2026;VP;Bài C;zalo;20\n4;06-05-2026;Văn phòng;=BÀI B;Zalo;5\n"
MAPPING = '"Ngày lên bài" = "date"\n"Phòng" = "unit"\n"tên tin" = "title"\n"Nơi đăng" = "channel"\n"Xem" = "-"\n'


@pytest.fixture
def theirs(folder: Path) -> Path:
    (folder / "bao-cao.csv").write_text(THEIRS, encoding="utf-8")
    (folder / "cot.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "cot.yaml").write_text(MAPPING.replace(" = ", ": "), encoding="utf-8")
    return folder


IMPORT = ["evidence", "import", "bao-cao.csv", "--kind", "tin-bai", "--mapping"]


def heads(lines: list[str]) -> list[str]:
    return [line for line in lines if not line.startswith(" ")]


@pytest.mark.parametrize("mapping", ["cot.toml", "cot.yaml"])
def test_an_import_is_said_first_then_done_and_done_once(
    mapping: str, theirs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Row 5 is row 3 in other words; row 4 has a day that does not exist."""
    path = theirs / "evidence" / "demo" / "posts.csv"
    old = path.read_bytes()
    out, error = outputs_of(theirs, [*IMPORT, mapping], monkeypatch, capsys)
    assert heads(out) == [
        "bao-cao.csv:2  would be added as evidence/demo/posts.csv:4",
        "bao-cao.csv:3  would be added as evidence/demo/posts.csv:5",
        "bao-cao.csv:4  refused",
        "bao-cao.csv:5  already there: evidence/demo/posts.csv:5",
        "evidence/demo/posts.csv: 2 to add, 1 already there, 1 refused.",
        "Nothing is written yet; repeat the command with --yes to import.",
    ]
    assert (error, path.read_bytes(), left(path)) == (["exit 2"], old, [])
    outputs_of(theirs, [*IMPORT, mapping, "--yes"], monkeypatch, capsys)
    new = old + "5/5/2026,VP,Bài A,web,,\n6/5/2026,VP,'=Bài B,zalo,,\n".encode()
    assert path.read_bytes() == new
    out, _ = outputs_of(theirs, [*IMPORT, mapping, "--yes"], monkeypatch, capsys)
    assert out[-1] == "evidence/demo/posts.csv: 0 added, 3 already there, 1 refused."
    assert path.read_bytes() == new
    assert [item.title for item in items(theirs)][2:] == ["Bài A", "=Bài B"]


def test_a_mapping_to_no_column_is_refused(
    theirs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (theirs / "cot.yaml").write_text("Phòng: phong\nNgày lên bài: date\nKhác: note\n", encoding="utf-8")
    _, error = outputs_of(theirs, [*IMPORT, "cot.yaml"], monkeypatch, capsys)
    assert error[0] == "exit 2"
    assert error[1].startswith(
        "cot.yaml:1:8: error: phong is not a choice here; write one of: channel, date, duration, "
    )


@pytest.mark.parametrize("value", ["[1, 2]", "{ten = 1}", "1", "true"])
def test_a_mapping_to_no_text_is_refused(
    value: str, theirs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (theirs / "cot.toml").write_text(f'"Phòng" = {value}\n', encoding="utf-8")
    (theirs / "cot.yaml").write_text(f"Phòng: {value.replace('=', ':')}\n", encoding="utf-8")
    for mapping in ("cot.toml", "cot.yaml"):
        _, error = outputs_of(theirs, [*IMPORT, mapping], monkeypatch, capsys)
        assert error[0] == "exit 2"
        assert " is not a choice here; write one of: channel, date, duration, " in error[1]


@pytest.mark.parametrize(("mapping", "deep"), [("cot.toml", "x = {}"), ("cot.yaml", "x: {}")])
def test_a_mapping_nested_deeply_is_refused(
    mapping: str, deep: str, theirs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (theirs / mapping).write_text(deep.format("[" * 3000 + "]" * 3000), encoding="utf-8")
    _, error = outputs_of(theirs, [*IMPORT, mapping], monkeypatch, capsys)
    assert error[0] == "exit 2"
    assert error[1].startswith(f"{mapping}: error: ")
    assert error[1].endswith("[too-complex]")


MONTH_FIRST = """date,unit,title,channel,url,tags
4/30/2026,VP,Bài bốn,web,https://so.vn/d,cchc
5/6/2026 8:15,VP,Bài năm,web,https://so.vn/e,cchc
25/4/2026,VP,Bài sáu,web,https://so.vn/f,cchc
"""


@pytest.mark.parametrize("way", ["option", "mapping"])
def test_days_with_the_month_first_are_imported_as_iso_days(
    way: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "tin-bai.csv").write_text(MONTH_FIRST, encoding="utf-8")
    (folder / "cot.toml").write_text('date_order = "mdy"\n', encoding="utf-8")
    order = {"option": ["--date-order", "mdy"], "mapping": ["--mapping", "cot.toml"]}[way]
    out, error = outputs_of(folder, ["evidence", "import", "tin-bai.csv", "--yes", *order], monkeypatch, capsys)
    assert (out[-1], error) == ("evidence/demo/posts.csv: 3 added, 0 already there, 0 refused.", ["exit 0"])
    log = (folder / "evidence" / "demo" / "posts.csv").read_text(encoding="utf-8-sig")
    assert [line.split(",")[0] for line in log.splitlines()[-3:]] == ["2026-04-30", "2026-05-06 8:15", "25/4/2026"]


def test_days_with_the_month_first_are_not_guessed_at_in_an_import(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only 25/4 can be read in one way."""
    (folder / "tin-bai.csv").write_text(MONTH_FIRST, encoding="utf-8")
    out, error = outputs_of(folder, ["evidence", "import", "tin-bai.csv", "--yes"], monkeypatch, capsys)
    assert (out[-1], error[0]) == ("evidence/demo/posts.csv: 1 added, 0 already there, 2 refused.", "exit 2")


def test_days_said_to_have_the_day_first_are_read_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """4/30 alone is refused: no month has the number 30. 5/6 is the fifth of June."""
    (folder / "tin-bai.csv").write_text(MONTH_FIRST, encoding="utf-8")
    words = ["evidence", "import", "tin-bai.csv", "--yes", "--date-order", "dmy"]
    out, error = outputs_of(folder, words, monkeypatch, capsys)
    assert (out[-1], error[0]) == ("evidence/demo/posts.csv: 2 added, 0 already there, 1 refused.", "exit 2")
    log = (folder / "evidence" / "demo" / "posts.csv").read_text(encoding="utf-8-sig")
    assert [line.split(",")[0] for line in log.splitlines()[-2:]] == ["2026-06-05 8:15", "2026-04-25"]


@pytest.mark.parametrize("order", ["ymd", "MDY", ""])
def test_an_order_of_days_that_is_none_is_refused(
    order: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "tin-bai.csv").write_text(MONTH_FIRST, encoding="utf-8")
    _, error = outputs_of(folder, ["evidence", "import", "tin-bai.csv", "--date-order", order], monkeypatch, capsys)
    assert error[0] == "exit 2"
    assert error[1].startswith("--date-order: error: ")


def test_importing_a_log_of_ones_own_adds_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "evidence" / "demo" / "posts.csv"
    old = path.read_bytes()
    out, error = outputs_of(folder, ["evidence", "import", str(path), "--yes"], monkeypatch, capsys)
    assert out[-1] == "evidence/demo/posts.csv: 0 added, 2 already there, 0 refused."
    assert (error, path.read_bytes()) == (["exit 0"], old)


# ---- the workbook to fill in

FILLED = {  # sheet -> what is typed into the cells of the second row, by header
    "Tin bài": {
        "Ngày": date(2026, 5, 5), "Đơn vị": "Văn phòng", "Loại": "bài", "Tiêu đề": "=Bài, ba\nhai dòng", "Kênh": "Trang web",
        "Đường dẫn": "https://so.vn/9", "Nhãn": "Cải cách hành chính;Kế hoạch", "Cho chỉ tiêu": "A1",
        "Ngày gửi": date(2026, 5, 4), "Ghi chú": "Ghi chú",
    },
    "Video": {
        "Ngày": date(2026, 5, 6), "Đơn vị": "VP;BV1", "Tiêu đề": "Video", "Kênh": "Zalo", "Đường dẫn": "https://so.vn/v",
        "Thời lượng": "2:45", "Nhãn": "cchc", "Cho chỉ tiêu": "A1;A2", "Ghi chú": "- x",
    },
    "Phát sóng": {
        "Ngày": date(2026, 5, 7), "Đơn vị": "VP", "Tiêu đề": "Phát sóng", "Kênh": "Fanpage", "Số phát sóng": "05/2026",
        "Thời lượng": "12:30",
    },
    "Hội nghị": {
        "Ngày": date(2026, 5, 8), "Ngày kết thúc": date(2026, 5, 9), "Đơn vị": "VP", "Loại": "tập huấn", "Tiêu đề": "Lớp",
        "Số người tham dự": 120, "Nhãn": "cchc",
    },
    "Văn bản": {
        "Ngày": date(2026, 5, 10), "Đơn vị": "BV1", "Loại": "báo cáo", "Số ký hiệu": "18/2026", "Tiêu đề": "Báo cáo",
        "Kỳ báo cáo": "2026-05", "Kèm theo": "phu-luc",
    },
    "Ấn phẩm": {
        "Ngày": date(2026, 5, 11), "Đơn vị": "BV2", "Loại": "tờ rơi", "Tiêu đề": "Tờ rơi", "Số lượng": 2000,
        "Địa điểm": "Sảnh",
    },
    "Trạng thái": {
        "Ngày": date(2026, 5, 12), "Đơn vị": "BV2", "Loại": "mã qr", "Đạt": 12.5, "Tổng số": 40,
    },
}  # fmt: skip


def fill(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for sheet, cells in FILLED.items():
        page = book[sheet]
        at = {cell.value.removesuffix(" *"): cell.column for cell in page[1]}
        for header, value in cells.items():
            cell = page.cell(2, at[header], value)
            if isinstance(value, str):
                cell.data_type = "s"  # or openpyxl makes a formula of it; the cell is formatted as text
    book.save(path)


def as_typed(value: object) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def test_what_is_typed_into_the_template_is_what_is_imported(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for old in (folder / "evidence" / "demo").iterdir():
        old.unlink()
    outputs_of(folder, ["evidence", "template", "-o", "so.xlsx", "--lang", "vi"], monkeypatch, capsys)
    fill(folder / "so.xlsx")
    out, error = outputs_of(folder, ["evidence", "import", "so.xlsx", "--yes"], monkeypatch, capsys)
    assert (error, heads(out)[0]) == (["exit 0"], "so.xlsx[Tin bài]:2  added as evidence/demo/posts.csv:2")
    assert set(FILLED) <= {kind.log["vi"] for kind in KINDS}
    for kind in KINDS:
        typed = FILLED.get(kind.log["vi"])
        if typed is None:  # a kind of which nothing is typed
            continue
        data = (folder / "evidence" / "demo" / f"{kind.word}.csv").read_bytes().decode("utf-8-sig")
        (_, header), (_, cells) = records(data)
        actual = {column: cell for column, cell in zip(header, trimmed(cells), strict=True) if cell}
        names = {Catalogue("vi")(f"header.{column}"): cell for column, cell in actual.items()}
        assert names == {name: as_typed(value) for name, value in typed.items()}
    _, error = outputs_of(folder, ["validate", "--strict"], monkeypatch, capsys)
    assert error == ["exit 0"]
    out, _ = outputs_of(folder, ["evidence", "import", "so.xlsx", "--yes"], monkeypatch, capsys)
    assert [line for line in out if " 0 added, 1 already there, 0 refused." in line] == out[1::2]


SHEETS = {
    "Tin bài": [["Ngày", "Đơn vị", "Tiêu đề", "Kênh"], [date(2026, 5, 5), "VP", "Bài mới", "web"]],
    "Video": [["Ngày", "Đơn vị", "Tiêu đề", "Kênh"], [date(2026, 5, 6), "VP", "Video mới", "web"]],
    "Hội nghị": [["Ngày", "Đơn vị", "Loại", "Tiêu đề"]],
}


def several(folder: Path, sheets: dict[str, list[list[object]]], name: str = "so.xlsx") -> Path:
    """Lay a workbook, and two logs of posts and of conferences each beside no log of videos; return the logs."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet, rows in sheets.items():
        page = book.create_sheet(sheet)
        for row in rows:
            page.append(row)
    book.save(folder / name)
    logs = folder / "evidence" / "demo"
    for old in logs.iterdir():
        old.unlink()
    for half in ("h1", "h2"):
        (logs / f"posts-{half}.csv").write_bytes(LOG.replace(b",A,", f",A {half},".encode()))
        (logs / f"conferences-{half}.csv").write_bytes(b"date,unit,type,title\n")
    return logs


def bytes_in(logs: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(logs.iterdir())}


IMPORT_BOOK = ["evidence", "import", "so.xlsx"]


@pytest.mark.parametrize("yes", [[], ["--yes"]])
def test_nothing_is_written_before_the_log_of_every_sheet_is_known(
    yes: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Conferences have two logs too, but their sheet is empty."""
    logs = several(folder, dict(reversed(SHEETS.items())))
    old = bytes_in(logs)
    out, error = outputs_of(folder, [*IMPORT_BOOK, *yes], monkeypatch, capsys)
    assert out == [
        "so.xlsx[Hội nghị]: no rows.",
        "so.xlsx[Video]:2  would be added as evidence/demo/videos.csv:2",
        "evidence/demo/videos.csv: 1 to add, 0 already there, 0 refused.",
        "Nothing was written: the log for some rows is unclear.",
    ]
    assert error[0] == "exit 2"
    assert [line for line in error if "several logs could take the rows: " in line] == error[1:2]
    assert "posts-h1.csv, posts-h2.csv" in error[1]
    assert bytes_in(logs) == old


@pytest.mark.parametrize(
    "files", [["posts-h2.csv"], ["videos.csv", "posts-h2.csv"], ["evidence/demo/posts-h2.csv", "conferences-h1.csv"]]
)
def test_a_log_that_is_named_is_for_the_rows_of_its_kind(
    files: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    logs = several(folder, SHEETS)
    old = bytes_in(logs)
    arguments = [*IMPORT_BOOK, *(word for file in files for word in ("--file", file))]
    out, error = outputs_of(folder, arguments, monkeypatch, capsys)
    assert (error, out[-1]) == (["exit 0"], "Nothing is written yet; repeat the command with --yes to import.")
    assert bytes_in(logs) == old
    out, error = outputs_of(folder, [*arguments, "--yes"], monkeypatch, capsys)
    assert (error, out[0]) == (["exit 0"], "so.xlsx[Tin bài]:2  added as evidence/demo/posts-h2.csv:3")
    new = bytes_in(logs)
    added = "2026-05-05,VP,Bài mới,web\n".encode()
    assert {name: data for name, data in new.items() if name != "videos.csv"} == {
        **old,
        "posts-h2.csv": old["posts-h2.csv"] + added,
    }
    assert "Video mới" in new["videos.csv"].decode("utf-8-sig")
    out, error = outputs_of(folder, [*arguments, "--yes"], monkeypatch, capsys)
    assert [line for line in out if ": 0 added, 1 already there, 0 refused." in line] == out[1:4:2]
    assert (error, bytes_in(logs)) == (["exit 0"], new)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["posts-h1.csv", "posts-h2.csv"], "several logs could take the rows: posts-h1.csv, posts-h2.csv"),
        (
            ["posts-h1.csv", "states.csv"],
            "states.csv cannot be used; name a .csv below evidence/demo whose name begins",
        ),
        (["posts-h1.csv", "so.csv"], "so.csv cannot be used; name a .csv below evidence/demo whose name begins"),
        (["../posts.csv"], "../posts.csv cannot be used; name a .csv below evidence/demo whose name begins with posts"),
    ],
)
def test_a_log_that_cannot_be_meant_is_refused(
    files: list[str], expected: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    logs = several(folder, SHEETS)
    old = bytes_in(logs)
    arguments = [*IMPORT_BOOK, "--yes", *(word for file in files for word in ("--file", file))]
    _, error = outputs_of(folder, arguments, monkeypatch, capsys)
    assert error[0] == "exit 2"
    assert expected in error[1]
    assert bytes_in(logs) == old


@pytest.mark.parametrize("first", ["Tin bài", "Sheet1"])
def test_a_kind_given_is_for_names_that_say_none(
    first: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not for the sheet of videos, whose columns would do for a post."""
    logs = several(folder, {first: SHEETS["Tin bài"], "Video": SHEETS["Video"]})
    out, error = outputs_of(folder, [*IMPORT_BOOK, "--kind", "posts", "--file", "posts-h1.csv"], monkeypatch, capsys)
    assert (error, heads(out)) == (
        ["exit 0"],
        [
            f"so.xlsx[{first}]:2  would be added as evidence/demo/posts-h1.csv:3",
            "evidence/demo/posts-h1.csv: 1 to add, 0 already there, 0 refused.",
            "so.xlsx[Video]:2  would be added as evidence/demo/videos.csv:2",
            "evidence/demo/videos.csv: 1 to add, 0 already there, 0 refused.",
            "Nothing is written yet; repeat the command with --yes to import.",
        ],
    )
    assert not (logs / "videos.csv").exists()


@pytest.mark.parametrize("name", ["video-5.csv", "video-5.xlsx"])
def test_a_kind_given_does_not_change_that_of_a_file(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    several(folder, {"Sheet1": SHEETS["Video"]}, "video-5.xlsx")
    (folder / "video-5.csv").write_text("date,unit,title,channel\n2026-05-06,VP,Video,web\n", encoding="utf-8")
    out, error = outputs_of(folder, ["evidence", "import", name, "--kind", "posts"], monkeypatch, capsys)
    assert (error, out[1]) == (["exit 0"], "evidence/demo/videos.csv: 1 to add, 0 already there, 0 refused.")


@pytest.mark.parametrize("code", ["hanoi", "danang", "boyte"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_whatever_can_be_chosen_is_read_as_what_it_stands_for(code: str, language: str) -> None:
    loaded = scenario.organisation(code)
    assert loaded.organisation
    lists = lists_of(loaded.organisation)
    for kind in KIND:
        types = CellReaders(kind, loaded.organisation, {}, require_url=False).columns.get("type", {})
        assert [types[spelling].value for spelling in lists.get(f"type {kind}", ())] == list(TYPES[kind])
    assert [loaded.organisation.unit_names.find(name) for name in lists["unit"]] == list(loaded.organisation.units)
    assert [loaded.organisation.channel_names.find(name) for name in lists["channel"]] == list(
        loaded.organisation.channels
    )
    assert [loaded.organisation.tag_names.find(name) for name in lists["tags"]] == list(loaded.organisation.tags)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_readers_know_the_sheets_and_headers_of_the_template(language: Language, tmp_path: Path) -> None:
    loaded, messages = scenario.organisation("hanoi"), Catalogue(language)
    assert loaded.organisation
    path = tmp_path / "x.xlsx"
    path.write_bytes(template(loaded.organisation, messages))
    book = openpyxl.load_workbook(path)
    first, *sheets, last = book.sheetnames
    assert [log_kind(name) for name in sheets] == list(KIND)
    assert (explains(first), explains(last)) == (True, True)
    for kind, name in zip(KIND, sheets, strict=True):
        header = [cell.value for cell in book[name][1]]
        assert header_of(kind, header) == new_columns(kind)
        lists = {str(rule.sqref): rule for rule in book[name].data_validations.dataValidation if rule.type == "list"}
        assert len(lists) == len({"unit", "channel", "type", "tags"} & set(new_columns(kind)))


# ---- whatever is given

TEXT = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("'=+-@\"',;\t\n |\ufeff\u2028\x85ế")),
    max_size=30,
)


@given(titles=st.lists(TEXT, min_size=1, max_size=3), name=st.sampled_from(sorted(DIALECTS)))
@settings(max_examples=int(os.environ.get("CCHC_FUZZ", "150")), deadline=None)
def test_what_is_written_is_read_back_or_nothing_is_written(titles: list[str], name: str) -> None:
    """Refused are NUL, what Windows-1258 lacks, and a cell in which whole rows seem to stand."""
    reader = reader_of_posts()
    old = DIALECTS[name][0]
    cells = [nfc(title.strip()) for title in titles]
    new = [plain_line_ends({**POST, "title": cell}) for cell in cells if cell]
    log = OpenLog(reader, old)
    try:
        data, rows = log.extended(new)
    except CannotKeepError:
        output = "".join(cells)
        assert (
            "\0" in output or name == "Windows-1258" or ("\n" in output and any(sign in output for sign in ",;\t"))
        ), output
        return
    assert data.startswith(old)
    assert [row.record for row in rows] == new
    assert OpenLog(reader, data).rows[: len(log.rows)] == log.rows


@cache
def reader_of_posts() -> RowReader:
    workspace = Workspace(BASE, BASE / "plans", BASE / "evidence", Settings())
    loaded = load_organisation(workspace, "demo")
    assert loaded.organisation
    return RowReader(CellReaders("posts", loaded.organisation, {}, require_url=False), "posts.csv")


def test_a_template_for_a_unit(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its rows name the unit, and those in which nothing else is filled in are passed over; A1 is no quota of BV1."""
    arguments = ["evidence", "template", "-o", "bv1.xlsx", "--unit", "bệnh viện mẫu 1", "--lang", "vi"]
    outputs_of(folder, arguments, monkeypatch, capsys)
    book = openpyxl.load_workbook(folder / "bv1.xlsx")
    at = {cell.value: cell.column for cell in book["Văn bản"][1]}
    assert {book["Văn bản"].cell(row, at["Đơn vị *"]).value for row in range(2, 102)} == {"Bệnh viện Mẫu 1"}
    quotas = [[cell.value for cell in row] for row in book["Chỉ tiêu"].iter_rows()]
    assert [row[:2] for row in quotas] == [["Mã", "Chỉ tiêu"], ["A2", "Kế hoạch của từng đơn vị"]]
    assert quotas[1][3:6] == ["Văn bản", "kế hoạch", "Kế hoạch"]
    hint = next(rule for rule in book["Văn bản"].data_validations.dataValidation if rule.promptTitle == "Đơn vị")
    assert hint.prompt.endswith("BV1;VP.")
    sheet = book["Văn bản"]
    for header, value in {
        "Ngày *": date(2026, 2, 1),
        "Loại *": "kế hoạch",
        "Tiêu đề *": "Kế hoạch",
        "Nhãn": "Kế hoạch",
    }.items():
        sheet.cell(2, at[header], value)
    book.save(folder / "bv1.xlsx")
    out, error = outputs_of(folder, ["evidence", "import", "bv1.xlsx"], monkeypatch, capsys)
    out = [line for line in out if not line.endswith(": no rows.")]
    assert (error, heads(out)[1]) == (["exit 0"], "evidence/demo/documents.csv: 1 to add, 0 already there, 0 refused.")
    _, error = outputs_of(folder, ["evidence", "template", "-o", "x.xlsx", "--unit", "DV"], monkeypatch, capsys)
    assert (error[0], error[1].rpartition("[")[2]) == ("exit 2", "group-as-unit]")


def test_a_row_on_more_channels_is_another_row(tmp_path: Path) -> None:
    """A row is not there already because a row on one of its channels is."""
    from workspaces import build_workspace

    folder = build_workspace(tmp_path / "w")
    log = folder / "evidence/demo/posts.csv"
    log.write_text("date,unit,title,channel\n2026-04-02,VP,Một,web\n", encoding="utf-8")
    (tmp_path / "posts-new.csv").write_text(
        "date,unit,title,channel\n2026-04-02,VP,Một,web;zalo\n2026-04-02,VP,Một,web | zalo\n", encoding="utf-8"
    )
    command = [
        sys.executable,
        "-m",
        "cchc_cli",
        "evidence",
        "import",
        str(tmp_path / "posts-new.csv"),
        "--yes",
        "--lang",
        "en",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    assert log.read_text(encoding="utf-8-sig").splitlines()[2:] == ["2026-04-02,VP,Một,web;zalo"]
