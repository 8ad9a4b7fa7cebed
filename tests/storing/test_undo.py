"""The logs before the last `add` or `import` come back, or nothing does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_cli.load.workspace import find_workspace
from cchc_cli.storing.lock import locked
from cchc_cli.storing.refusal import NotWrittenError
from cchc_cli.storing.undo import restore
from workspaces import build_workspace

LOG = "evidence/demo/posts.csv"
ADD = ["add", "posts", "--date", "2026-04-05", "--unit", "VP", "--channel", "web", "--title"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build_workspace(tmp_path / "w")


def cchc(folder: Path, *words: str) -> tuple[int, str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("CCHC_")}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "cchc_cli", "evidence", *words, "--lang", "en"],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", env=environment, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def kept(folder: Path) -> list[str]:
    undo = folder / ".cchc" / "undo"
    return sorted(path.name for path in undo.iterdir()) if undo.is_dir() else []


def test_an_added_row_is_taken_back_once(folder: Path) -> None:
    before = (folder / LOG).read_bytes()
    assert cchc(folder, *ADD, "Bài ba")[0] == 0
    assert (folder / LOG).read_bytes() != before
    code, output = cchc(folder, "undo")
    assert (code, LOG in output, (folder / LOG).read_bytes(), kept(folder)) == (0, True, before, [])
    assert cchc(folder, "undo")[0] == 3


def test_only_the_last_command_is_taken_back(folder: Path) -> None:
    cchc(folder, *ADD, "Bài ba")
    after = (folder / LOG).read_bytes()
    cchc(folder, *ADD, "Bài bốn")
    assert cchc(folder, *ADD, "Bài bốn")[0] == 0  # there already: nothing is written, and nothing else is kept
    assert len(kept(folder)) == 2
    assert (cchc(folder, "undo")[0], (folder / LOG).read_bytes()) == (0, after)


def test_an_add_that_was_refused_is_no_add(folder: Path) -> None:
    before = (folder / LOG).read_bytes()
    cchc(folder, *ADD, "Bài ba")
    now, files = (folder / LOG).read_bytes(), kept(folder)
    (folder / "second").hardlink_to(folder / LOG)
    assert cchc(folder, *ADD, "Bài bốn")[0] == 2
    (folder / "second").unlink()
    assert ((folder / LOG).read_bytes(), kept(folder)) == (now, files)
    assert (cchc(folder, "undo")[0], (folder / LOG).read_bytes()) == (0, before)


def test_a_first_add_that_was_refused_keeps_nothing(folder: Path) -> None:
    (folder / "second").hardlink_to(folder / LOG)
    assert cchc(folder, *ADD, "Bài bốn")[0] == 2
    assert kept(folder) == []


def test_a_new_log_goes_away(folder: Path) -> None:
    (folder / LOG).unlink()
    cchc(folder, *ADD, "Bài ba")
    assert (folder / LOG).is_file()
    assert (cchc(folder, "undo")[0], (folder / LOG).exists()) == (0, False)


def test_a_log_changed_since_stays(folder: Path) -> None:
    cchc(folder, *ADD, "Bài ba")
    with (folder / LOG).open("ab") as file:
        file.write(b"2026-04-06,VP,By hand,web\n")
    changed = (folder / LOG).read_bytes()
    code, output = cchc(folder, "undo")
    assert (code, "[undo-changed]" in output, (folder / LOG).read_bytes()) == (2, True, changed)


def test_what_is_kept_is_no_evidence(folder: Path) -> None:
    cchc(folder, *ADD, "Bài ba")
    _, output = cchc(folder, "list", "--as-of", "2026-05-10", "--evidence", ".")
    assert ".cchc" not in output


@pytest.mark.parametrize(
    "log", ["../secret.csv", "demo/../../posts.csv", "/etc/posts.csv", "demo/.x/posts.csv", "demo/x.txt"]
)
def test_a_record_names_logs_only(log: str, folder: Path) -> None:
    cchc(folder, *ADD, "Bài ba")
    record = folder / ".cchc/undo/undo.json"
    document = json.loads(record.read_text("utf-8"))
    document["logs"][0]["log"] = log
    record.write_text(json.dumps(document), encoding="utf-8")
    now = (folder / LOG).read_bytes()
    code, output = cchc(folder, "undo")
    assert (code, "[bad-undo]" in output, (folder / LOG).read_bytes()) == (2, True, now)


@pytest.mark.parametrize("code", ["open-in-excel", "log-hard-linked"])
def test_the_checks_are_those_of_adding(code: str, folder: Path) -> None:
    cchc(folder, *ADD, "Bài ba")
    now = (folder / LOG).read_bytes()
    if code == "open-in-excel":
        (folder / "evidence/demo/~$posts.csv").write_bytes(b"")
    else:
        (folder / "second").hardlink_to(folder / LOG)
    exit_code, output = cchc(folder, "undo")
    assert (exit_code, f"[{code}]" in output, (folder / LOG).read_bytes()) == (2, True, now)


def test_a_copy_that_was_changed_is_not_brought_back(folder: Path) -> None:
    cchc(folder, *ADD, "Bài ba")
    next((folder / ".cchc/undo").glob("*.csv")).write_bytes(b"other")
    now = (folder / LOG).read_bytes()
    code, output = cchc(folder, "undo")
    assert (code, "[bad-undo]" in output, (folder / LOG).read_bytes()) == (2, True, now)


@pytest.mark.parametrize("name", [".cchc", ".cchc/undo", ".cchc/undo/.undo.json.lock", "evidence/demo/.posts.csv.lock"])
def test_a_link_is_not_followed_to_bring_anything_back(name: str, folder: Path, tmp_path: Path) -> None:
    cchc(folder, *ADD, "Bài ba")
    now, there = (folder / LOG).read_bytes(), tmp_path / "else"
    if (folder / name).exists():
        (folder / name).rename(there)
    (folder / name).symlink_to(there)
    code, output = cchc(folder, "undo")
    assert (code, "[lock-is-link]" in output, (folder / LOG).read_bytes()) == (2, True, now)
    assert there.exists() == (name in {".cchc", ".cchc/undo"})


@pytest.mark.parametrize("held", [LOG, ".cchc/undo/undo.json"])
def test_what_another_writer_holds_is_not_brought_back(held: str, folder: Path) -> None:
    cchc(folder, *ADD, "Bài ba")
    now = (folder / LOG).read_bytes()
    workspace, _ = find_workspace(folder)
    assert workspace
    with locked(folder / held), pytest.raises(NotWrittenError) as refused:
        restore(workspace, wait=0.05)
    assert refused.value.problem.code == "log-in-use"
    assert (folder / LOG).read_bytes() == now
    assert restore(workspace) == [LOG]


@pytest.mark.parametrize("name", [".cchc", ".cchc/undo"])
def test_a_link_in_the_place_of_the_folder_is_not_followed(name: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).symlink_to(tmp_path / "else", target_is_directory=True)
    before = (folder / LOG).read_bytes()
    code, _ = cchc(folder, *ADD, "Bài ba")
    assert (code, (folder / LOG).read_bytes(), list((tmp_path / "else").iterdir())) == (2, before, [])


def test_an_import_into_two_logs_is_taken_back_whole(folder: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    posts = book.active
    posts.title = "posts"
    for row in (["date", "unit", "title", "channel"], ["2026-04-07", "VP", "Năm", "web"]):
        posts.append(row)
    videos = book.create_sheet("videos")
    for row in (["date", "unit", "title"], ["2026-04-07", "VP", "Phim"]):
        videos.append(row)
    book.save(folder / "in.xlsx")
    logs = {path.name: path.read_bytes() for path in (folder / "evidence/demo").iterdir()}
    assert cchc(folder, "import", "in.xlsx", "--yes")[0] == 0
    assert cchc(folder, "undo")[0] == 0
    assert {path.name: path.read_bytes() for path in (folder / "evidence/demo").iterdir()} == logs
