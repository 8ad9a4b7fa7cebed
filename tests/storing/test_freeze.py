"""What was submitted is kept, and later compared: what is new, and what changed under it."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

import scenario
import whole
from cchc_cli.storing.freeze import AlteredError, parse

HEADER = "date,unit,title,channel,url,tags\n"
ONE = "2026-04-02,VPS,Một,web-so,https://so.example/1,cchc\n"
TWO = "2026-04-09,VPS,Hai,web-so,https://so.example/2,cchc\n"
MAY = "2026-05-12,VPS,Ba,web-so,https://so.example/3,cchc\n2026-05-13,VPS,Bốn,web-so,https://so.example/4,cchc\n"
POSTS = "evidence/hanoi/posts.csv"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with Hà Nội's plan and two posts of April."""
    shutil.copytree(scenario.ROOT / "plans" / "hanoi", tmp_path / "plans" / "hanoi")
    shutil.copy(scenario.ROOT / "plans" / "holidays.yaml", tmp_path / "plans" / "holidays.yaml")
    (tmp_path / "evidence" / "hanoi").mkdir(parents=True)
    write(tmp_path, ONE + TWO)
    return tmp_path


def write(workspace: Path, rows: str) -> None:
    (workspace / POSTS).write_text(HEADER + rows, encoding="utf-8")


def frozen(workspace: Path, as_of: str = "2026-05-10", month: str = "2026-04") -> Path:
    path = workspace / "submitted.json"
    code, _ = whole.run(
        "report", "--workspace", str(workspace), "--unit", "VPS", "--plan", "hn-cchc-2026",
        "--month", month, "--as-of", as_of, "--freeze", str(path),
    )  # fmt: skip
    assert code == 0
    return path


def since(workspace: Path, path: Path, as_of: str, *more: str) -> dict:
    options = ["--as-of", as_of, "--since", str(path), "--format", "json", *more]
    code, actual = whole.run("check", "--workspace", str(workspace), *options)
    assert code in {0, 1}
    return json.loads(actual)["since"]


def changes(entries: list[dict]) -> list[tuple]:
    return [
        (
            change["quota"],
            change["period"],
            change["before"] and (change["before"]["status"], change["before"]["count"]),
            change["now"] and (change["now"]["status"], change["now"]["count"]),
        )
        for change in entries
    ]


def test_what_is_kept(workspace: Path) -> None:
    document = json.loads(frozen(workspace).read_text("utf-8"))
    assert document["schema"] == "cchc/freeze/1"
    assert document["asked"]["as_of"] == "2026-05-10"
    assert (document["asked"]["first"], document["asked"]["last"]) == ("2026-04-01", "2026-04-30")
    assert document["asked"]["units"] == ["VPS"]
    assert document["files"][POSTS] == hashlib.sha256((workspace / POSTS).read_bytes()).hexdigest()
    assert {"plans/hanoi/hn-cchc-2026.yaml", "plans/hanoi/organisation.yaml", "plans/holidays.yaml"} <= set(
        document["files"]
    )
    a3 = next(
        verdict for verdict in document["verdicts"] if verdict["quota"] == "A3" and verdict["period"] == "2026-04"
    )
    assert (a3["status"], a3["count"], a3["target"], a3["due"]) == ("met", 2, 2, "2026-04-30")


def test_nothing_has_changed(workspace: Path) -> None:
    changed = since(workspace, frozen(workspace), "2026-05-10")
    assert changed["newly_missed"] == changed["newly_met"] == changed["newly_late"] == changed["under"] == []
    assert changed["files"] == {}


def test_time_alone_makes_a_miss(workspace: Path) -> None:
    """A3 of May was open on 10/5 and is missed on 10/6, with the same files; the submitted report stands."""
    path = frozen(workspace, month="2026-05")
    changed = since(workspace, path, "2026-06-10")
    assert changes(changed["newly_missed"]) == [
        ("A2", "2026-05", ("open", 0), ("missed", 0)),
        ("A3", "2026-05", ("open", 0), ("missed", 0)),
    ]
    assert changed["under"] == []
    assert changed["files"] == {}


def test_work_makes_it_met(workspace: Path) -> None:
    path = frozen(workspace, month="2026-05")
    write(workspace, ONE + TWO + MAY)
    changed = since(workspace, path, "2026-06-10")
    assert changes(changed["newly_met"]) == [("A3", "2026-05", ("open", 0), ("met", 2))]
    assert changed["under"] == []  # the new posts are later than the report
    assert changed["files"] == {POSTS: "changed"}


def test_a_row_taken_away_changes_the_submitted_report(workspace: Path) -> None:
    path = frozen(workspace)
    write(workspace, ONE)
    changed = since(workspace, path, "2026-05-20")
    assert changes(changed["under"]) == [("A3", "2026-04", ("met", 2), ("missed", 1))]
    assert changes(changed["newly_missed"]) == [("A3", "2026-04", ("met", 2), ("missed", 1))]
    assert changed["files"] == {POSTS: "changed"}


def test_a_row_filled_in_afterwards_changes_the_count(workspace: Path) -> None:
    """Still met, but three instead of two: what was printed is no longer what the files say."""
    path = frozen(workspace)
    write(workspace, ONE + TWO + "2026-04-20,VPS,Năm,web-so,https://so.example/5,cchc\n")
    changed = since(workspace, path, "2026-05-20")
    assert changes(changed["under"]) == [("A3", "2026-04", ("met", 2), ("met", 3))]
    assert changed["newly_met"] == []


def test_newly_late_is_a_thing_of_its_own(workspace: Path) -> None:
    """A1a, due 14/3, has no plan on 10/4; a plan of 15/4 is late."""
    path = workspace / "late.json"
    arguments = ["--workspace", str(workspace), "--unit", "TCCB", "--plan", "hn-cchc-2026"]
    whole.run("report", *arguments, "--month", "2026-03", "--as-of", "2026-04-10", "--freeze", str(path))
    log = "date,unit,type,title,tags\n2026-04-15,TCCB,plan,Kế hoạch,ke-hoach\n"
    (workspace / "evidence/hanoi/documents.csv").write_text(log, encoding="utf-8")
    changed = since(workspace, path, "2026-05-01")
    assert changes(changed["newly_late"]) == [("A1a", "2026", ("missed", 0), ("late", 1))]
    assert changed["files"] == {"evidence/hanoi/documents.csv": "added"}


def test_a_changed_plan_is_named(workspace: Path) -> None:
    path = frozen(workspace)
    plan = workspace / "plans/hanoi/hn-cchc-2026.yaml"
    plan.write_text(plan.read_text("utf-8").replace("posts: 2, type", "posts: 3, type"), encoding="utf-8")
    changed = since(workspace, path, "2026-05-10")
    assert changes(changed["under"]) == [("A3", "2026-04", ("met", 2), ("missed", 2))]
    assert changed["files"] == {"plans/hanoi/hn-cchc-2026.yaml": "changed"}


def test_another_window_is_compared_too(workspace: Path) -> None:
    """Not in the report of April, missed in May: new."""
    changed = since(workspace, frozen(workspace), "2026-06-10", "--month", "2026-05")
    assert ("A3", "2026-05", None, ("missed", 0)) in changes(changed["newly_missed"])


def test_the_text_stands_below_the_table(workspace: Path) -> None:
    path = frozen(workspace)
    write(workspace, ONE)
    options = ["--as-of", "2026-05-20", "--since", str(path), "--lang", "vi"]
    _, actual = whole.run("check", "--workspace", str(workspace), *options)
    text = actual.decode()
    assert "Số liệu của báo cáo đã gửi nay thay đổi, tính lại đúng ngày đã chốt: 1" in text
    assert "hn-cchc-2026/A3 VPS tháng 4/2026: Đạt 2/2 → Không đạt 1/2" in text
    assert f"{POSTS} (sửa)" in text


def test_what_was_frozen_is_read_back(workspace: Path) -> None:
    kept = frozen(workspace).read_text("utf-8")
    actual = parse(kept)
    assert actual.asked.window.label == "2026-04"
    assert len(actual.verdicts) == len(json.loads(kept)["verdicts"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"schema": "cchc/check/1"}',
        '{"schema": "cchc/freeze/1", "tool": "0", "basis": "calendar", "asked": {}, "files": {}, "verdicts": []}',
        "[" * 100_000,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (whatever json says)
        parse(text)


def sealed(text: str) -> str:
    """Give a content its right digest, as one would who knows how it is made."""
    content = json.loads(text)
    del content["sha256"]
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return json.dumps({**content, "sha256": hashlib.sha256(plain.encode()).hexdigest()})


def test_the_digest_is_of_the_content_whatever_its_form(workspace: Path) -> None:
    kept = frozen(workspace).read_text("utf-8")
    assert json.loads(sealed(kept))["sha256"] == json.loads(kept)["sha256"]
    reordered = dict(reversed(json.loads(kept).items()))
    assert parse(json.dumps(reordered)) == parse(kept)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"status": "met"', '"status": "missed"'),
        ('"count": 2', '"count": 3'),
        ('"as_of": "2026-05-10"', '"as_of": "2026-05-11"'),
        ('"sha256": "', '"sha256": "0'),
        ('"waivers": true', '"waivers": false'),
    ],
)
def test_an_altered_freeze_is_refused(old: str, new: str, workspace: Path) -> None:
    path = frozen(workspace)
    kept = path.read_text("utf-8")
    assert old in kept
    path.write_text(kept.replace(old, new, 1), encoding="utf-8")
    code, _ = whole.run("check", "--workspace", str(workspace), "--since", str(path), "--as-of", "2026-05-10")
    assert code == 2
    with pytest.raises(AlteredError):
        parse(path.read_text("utf-8"))


def test_a_freeze_without_its_digest_is_refused(workspace: Path) -> None:
    content = json.loads(frozen(workspace).read_text("utf-8"))
    del content["sha256"]
    with pytest.raises(ValueError, match="sha256"):
        parse(json.dumps(content))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"count": 2', '"count": 1e999'),
        ('"count": 2', '"count": Infinity'),
        ('"count": 2', '"count": NaN'),
        ('"count": 2', '"count": -Infinity'),
        ('"count": 2', '"count": 2.0'),
        ('"count": 2', '"count": "2"'),
        ('"count": 2', '"count": true'),
        ('"count": 2', '"count": 2, "count": 2'),
        ('"warn_days": 7', '"warn_days": 9999999999'),
        ('"warn_days": 7', '"warn_days": -1'),
        ('"status": "met"', '"status": "good"'),
        ('"waivers": true', '"waivers": 1'),
        ('"last": "2026-04-30"', '"last": "9999-12-31"'),
        ('"first": "2026-04-01"', '"first": "2026-05-01"'),
        ('"basis": "calendar"', '"basis": "moon"'),
    ],
)
def test_what_no_freeze_says_is_refused_under_a_right_digest_too(old: str, new: str, workspace: Path) -> None:
    path = frozen(workspace)
    kept = path.read_text("utf-8")
    assert old in kept
    altered = kept.replace(old, new, 1)
    for text in (altered, sealed(altered)):
        if text != altered and '"count": 2, "count": 2' in new:
            continue  # to seal it takes the second away
        with pytest.raises(ValueError):  # noqa: PT011  (whatever json or msgspec says)
            parse(text)
        path.write_text(text, encoding="utf-8")
        code, _ = whole.run("check", "--workspace", str(workspace), "--since", str(path), "--as-of", "2026-05-10")
        assert code == 2


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_only_the_json_of_a_report_has_the_digest(form: str, workspace: Path) -> None:
    path = workspace / "kept.json"
    code, out = whole.run(
        "report", "--workspace", str(workspace), "--unit", "VPS", "--plan", "hn-cchc-2026",
        "--month", "2026-04", "--as-of", "2026-05-10", "--format", form, "--freeze", str(path),
    )  # fmt: skip
    digest = json.loads(path.read_text("utf-8"))["sha256"]
    assert code == 0
    if form == "json":
        assert json.loads(out)["freeze"] == digest
    else:  # an official text has none
        assert digest[:12] not in out.decode()


def test_a_file_that_cannot_be_written_leaves_none(workspace: Path) -> None:
    target = workspace / "no" / "such" / "folder.json"
    arguments = ["--workspace", str(workspace), "--month", "2026-04", "--as-of", "2026-05-10", "--freeze", str(target)]
    code, _ = whole.run("report", *arguments)
    assert code == 2
    assert not target.parent.exists()
