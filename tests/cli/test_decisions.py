"""`cchc evidence reject` and `cchc waive`: what is written is read at once, and names just what was meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workspaces import build_workspace, exit_code

RULINGS, WAIVERS = "plans/demo/rulings.yaml", "plans/demo/waivers.yaml"
BY = ["--reason", "Không mở được", "--by", "Sở Nội vụ", "--number", "15/TB"]
POSTS = """date,unit,title,channel,tags,url
2026-04-05,VP,Một,web,cchc,https://a.example/1
2026-04-05,VP,Một,zalo,cchc,https://z.example/1
2026-04-06,VP;BV1,Hai,web,cchc,https://a.example/1
2026-04-07,TT,Ba,web,cchc,
2026-04-08,VP,Bốn: “CẦN XEM”,web,cchc,
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    workspace = build_workspace(tmp_path / "w")
    (workspace / "evidence/demo/posts.csv").write_text(POSTS, encoding="utf-8")
    monkeypatch.chdir(workspace)
    return workspace


@pytest.fixture
def cchc(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def run(*words: str) -> tuple[int, str]:
        code = exit_code([*words, "--lang", "en"], monkeypatch)
        output = capsys.readouterr()
        assert "Traceback" not in output.err
        return code, output.out

    return run


def rejected(cchc) -> set[int]:
    _, output = cchc("evidence", "list", "--format", "json", "--as-of", "2026-05-10")
    return {row["row"] for row in json.loads(output)["rows"] if row["set_aside"] and row["file"].endswith("posts.csv")}


@pytest.mark.parametrize(
    ("words", "rows", "written"),
    [
        (["posts.csv:3"], {3}, "z.example"),  # the title of that day stands twice, its URL once
        (["evidence/demo/posts.csv:4"], {4}, "Hai"),  # the URL stands twice, its title of that day once
        (["posts.csv:5"], {5}, "unit: TT"),  # it has no URL, and is the part's own
        (["--unit", "Văn phòng", "--period", "2026-04"], {2, 3, 4, 5, 6}, "period: 2026-04"),
    ],
)
def test_reject_names_just_what_is_meant(words: list[str], rows: set[int], written: str, folder: Path, cchc):
    code, output = cchc("evidence", "reject", *words, *BY, "--on", "2026-05-01")
    assert code == 0
    assert all(f"evidence/demo/posts.csv:{row}" in output for row in rows)
    assert written in (folder / RULINGS).read_text(encoding="utf-8")
    assert rejected(cchc) == rows
    assert cchc("validate", "--as-of", "2026-05-10")[0] == 0


def test_withdrawn(folder: Path, cchc):
    assert cchc("evidence", "reject", "posts.csv:3", *BY, "--on", "2026-05-01")[0] == 0
    assert cchc("evidence", "reject", "posts.csv:3", *BY, "--on", "2026-05-02", "--withdraw")[0] == 0
    assert (folder / RULINGS).read_text(encoding="utf-8").count("accepted: ") == 2
    assert rejected(cchc) == set()


def test_the_same_ruling_is_not_written_twice(folder: Path, cchc):
    """One taken back since may be written again."""
    reject = ["evidence", "reject", "posts.csv:3", *BY, "--on", "2026-05-01"]
    cchc(*reject)
    before = (folder / RULINGS).read_bytes()
    code, output = cchc(*reject)
    assert (code, output) == (0, f"{RULINGS}:2:5: the same ruling is already there; nothing was written.\n")
    _, output = cchc(*reject, "--format", "json")
    assert (json.loads(output)["written"], json.loads(output)["place"]) == (False, f"{RULINGS}:2:5")
    assert (folder / RULINGS).read_bytes() == before
    for withdrawn, rows in (["--withdraw"], set()), ([], {3}):
        assert json.loads(cchc(*reject, *withdrawn, "--format", "json")[1])["written"]
        assert rejected(cchc) == rows


def test_the_same_waiver_is_not_written_twice(folder: Path, cchc):
    waive = ["waive", "A2", "--unit", "BV2", *BY, "--until", "2026-12-31"]
    assert json.loads(cchc(*waive, "--format", "json")[1])["written"]
    before = (folder / WAIVERS).read_bytes()
    code, output = cchc(*waive)
    assert (code, output) == (0, f"{WAIVERS}:6:13: the same waiver is already there; nothing was written.\n")
    assert not json.loads(cchc(*waive, "--format", "json")[1])["written"]
    assert (folder / WAIVERS).read_bytes() == before
    for other in (["--period", "2026"], ["--until", "2026-11-30"], ["--number", "16/TB"]):
        assert " written. " in cchc(*waive, *other)[1]


def test_a_title_that_cannot_be_written_as_it_is_names_no_row(folder: Path, cchc):
    """The mark of drafts is never written: the ruling would name another title."""
    code, _ = cchc("evidence", "reject", "posts.csv:6", *BY)
    assert (code, (folder / RULINGS).exists()) == (2, False)


@pytest.mark.parametrize("quota", ["demo-2026/A2", "A2"])
def test_waive(quota: str, folder: Path, cchc):
    """A quota may be given by its id where one plan alone has it; the file holds its full name."""
    code, output = cchc("waive", quota, "--unit", "BV2", *BY, "--until", "2026-12-31")
    assert (code, "BV2 2026" in output) == (0, True)
    _, actual = cchc("check", "--month", "2026-03", "--as-of", "2026-04-10", "--format", "json")
    waived = [verdict["waiver"] for verdict in json.loads(actual)["verdicts"] if verdict["status"] == "waived"]
    assert waived == [{"number": "15/TB", "reason": "Không mở được", "approver": "Sở Nội vụ", "last_day": "2026-12-31"}]


@pytest.mark.parametrize(
    "words",
    [
        ["demo-2026/A2", "--unit", "VP", "--until", "2026-12-31"],  # VP does not owe it
        ["demo-2026/A2", "--unit", "BV2", "--until", "2026-01-31"],  # expired before it is due
        ["demo-2026/A2", "--unit", "BV2", "--until", "2026-12"],  # no day
        ["demo-2026/A9", "--unit", "BV2", "--until", "2026-12-31"],
    ],
)
def test_a_waiver_of_nothing_is_not_written(words: list[str], folder: Path, cchc):
    code, _ = cchc("waive", *words, *BY)
    assert (code, (folder / WAIVERS).exists()) == (2, False)


def test_a_file_that_cannot_be_used_is_not_added_to(folder: Path, cchc):
    (folder / RULINGS).write_text("rulings: nothing\n", encoding="utf-8")
    assert cchc("evidence", "reject", "posts.csv:3", *BY)[0] == 2
    assert (folder / RULINGS).read_text(encoding="utf-8") == "rulings: nothing\n"


@pytest.mark.parametrize("without", ["lines", "entry", "comment"])
@pytest.mark.parametrize(
    ("file", "words"),
    [
        (RULINGS, ["evidence", "reject", "posts.csv:5"]),
        (WAIVERS, ["waive", "A2", "--unit", "BV2", "--until", "2026-12-31"]),
    ],
)
def test_an_entry_is_undone_by_deleting_its_lines(without: str, file: str, words: list[str], folder: Path, cchc):
    """What is left may be nothing, the key alone or comments; the next decision is written below them."""
    left = {"lines": "", "entry": Path(file).stem + ":\n", "comment": "# Không còn mục nào\n"}[without]
    assert cchc(*words, *BY)[0] == 0
    written = (folder / file).read_text(encoding="utf-8")
    (folder / file).write_text(left, encoding="utf-8")
    assert cchc("validate")[0] == 0
    assert rejected(cchc) == set()
    assert cchc(*words, *BY)[0] == 0
    again = (folder / file).read_text(encoding="utf-8")
    assert (again.startswith(left), again.splitlines()[-1]) == (True, written.splitlines()[-1])
    assert cchc("validate")[0] == 0
