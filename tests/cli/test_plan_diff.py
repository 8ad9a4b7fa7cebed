"""`cchc plan diff`: quotas, obligations and verdicts of two plans, by id and by file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workspaces import build_workspace, outputs_of

HEADER = "plan: {id}\ntitle: Kế hoạch mẫu 2026\nissued: {issued}\nyear: 2026\n{more}defaults: {{tags: cchc}}\nquotas:\n"
A1 = """  {id}:
    title: Tin, bài hằng tháng
    clause: I.1
    owes: VP
    needs: {{posts: {number}, type: [news, article], via: [web, zalo]}}
    every: month
    readings:
      each-channel: {{needs: {{via: {{all: [web, zalo]}}}}}}
"""
A2 = """  A2:
    title: Kế hoạch của từng đơn vị
    clause: I.2
    owes: each DV
    needs: {{documents: 1, type: plan, tags: ke-hoach}}
    before: {before}
"""
A3 = "  A3: {title: Video, clause: I.3, owes: VP, needs: {videos: 1}, by: 2026-06}\n"
DUTY = "duties:\n  - {{clause: II.1, class: {kind}, unit: all, title: Nâng cao nhận thức}}\n"
POSTS = (
    "date,unit,title,channel,tags\n2026-05-05,VP,Bài một,web,cchc\n2026-05-06,VP,Bài hai,web,cchc\n"
    "2026-04-05,VP,Bài tháng tư,web,cchc\n"
)
DOCUMENTS = "date,unit,type,title,tags\n2026-03-02,BV1,plan,Một,ke-hoach\n2026-03-17,BV2,plan,Hai,ke-hoach\n"


def plan(id_: str, issued: str, *quotas: str, more: str = "", kind: str = "judgement") -> str:
    return HEADER.format(id=id_, issued=issued, more=more) + "".join(quotas) + DUTY.format(kind=kind)


OLD = plan("demo-2026", "2026-01-05", A1.format(id="A1", number=2), A2.format(before="2026-03-15"))


class Differ:
    """A workspace with a plan and a second one, in its folder or elsewhere; and the command run in it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = build_workspace(folder / "w")
        self._monkeypatch, self._capsys = monkeypatch, capsys
        self.write("plans/demo/demo-2026.yaml", OLD)
        self.write("evidence/demo/posts.csv", POSTS)
        self.write("evidence/demo/documents.csv", DOCUMENTS)

    def write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return name

    def outputs(self, *words: str) -> tuple[list[str], list[str]]:
        return outputs_of(
            self.folder, ["plan", "diff", *words, "--as-of", "2026-06-10"], self._monkeypatch, self._capsys
        )

    def json(self, *words: str) -> Any:
        out, error = self.outputs(*words, "--format", "json")
        assert error == ["exit 0"]
        return json.loads("\n".join(out))


@pytest.fixture
def differ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Differ:
    return Differ(tmp_path, monkeypatch, capsys)


def counts(entry: dict[str, Any]) -> dict[str, int]:
    actual = {name: len(entry[name]) for name in ("added", "dropped", "changed", "earlier")} | {"kept": entry["kept"]}
    return {name: number for name, number in actual.items() if number}


def by_change(document: dict[str, Any]) -> dict[str, tuple[str, list[str], dict[str, int]]]:
    return {
        (quota["new"] or quota["old"])["quota"]: (quota["change"], quota["fields"], counts(quota))
        for quota in document["quotas"]
    }


def test_a_plan_issued_in_may(differ: Differ) -> None:
    """January to April, and what was due in March, stay with the old plan; two posts of May met it and miss the new one."""
    text = plan("demo-2026-b", "2026-05-04", A1.format(id="A1", number=3), A3, more="number: 9/KH\n", kind="topic")
    differ.write("plans/demo/demo-2026-b.yaml", text)
    document = differ.json("demo-2026", "demo-2026-b")
    assert document["header"] == ["number", "issue"]
    assert by_change(document) == {
        "A1": ("changed", ["need", "readings"], {"changed": 8, "earlier": 4}),
        "A3": ("added", [], {"added": 1}),
        "A2": ("dropped", [], {"earlier": 1}),
    }
    assert document["summary"] == {"added": 1, "dropped": 1, "changed": 1, "same": 0}
    assert [(duty["change"], duty["new"]["kind"]) for duty in document["duties"]] == [("changed", "topic")]
    [may] = document["verdicts"]
    assert [may[side]["status"] for side in ("old", "new")] == ["met", "missed"]
    assert [(may[side]["count"], may[side]["target"]) for side in ("old", "new")] == [(2, 2), (2, 3)]
    assert (may["old"]["quota"], may["old"]["period"]["label"]) == ("A1", "2026-05")


def test_a_file_elsewhere_of_the_same_plan_under_another_name(differ: Differ) -> None:
    """The last day moves from 14 to 19 March: the plan of 17 March is no longer late."""
    text = plan("demo-2026", "2026-01-05", A1.format(id="A1", number=2), A2.format(before="2026-03-20"))
    document = differ.json("demo-2026", differ.write("ban-sua/moi.yaml", text))
    assert by_change(document) == {"A1": ("same", [], {"kept": 12}), "A2": ("changed", ["timing"], {"changed": 1})}
    [change] = document["quotas"][1]["changed"]
    assert [change[side]["due"] for side in ("old", "new")] == ["2026-03-14", "2026-03-19"]
    [plans] = document["verdicts"]
    assert (plans["old"]["unit"], plans["old"]["status"], plans["new"]["status"]) == ("DV", "late", "met")


def test_a_quota_without_a_word_changed_is_due_otherwise_by_another_issue_day(differ: Differ) -> None:
    within = "  W: {title: Kế hoạch, clause: I.4, owes: VP, needs: {documents: 1, type: plan}, within: {days: 5, of: issue}}\n"
    old = differ.write("cu.yaml", plan("demo-2026", "2026-01-05", within))
    new = differ.write("moi.yaml", plan("demo-2026", "2026-01-08", within))
    document = differ.json(old, new)
    assert by_change(document) == {"W": ("changed", [], {"changed": 1})}
    # The fifth day after 5 January is a Saturday, and so Monday the 12th; that after 8 January is a Tuesday.
    [change] = document["quotas"][0]["changed"]
    assert [change[side]["due"] for side in ("old", "new")] == ["2026-01-12", "2026-01-13"]


def test_a_plan_that_was_cut_short_is_compared_as_it_was(differ: Differ) -> None:
    """July to December are asked as before; January to June were the old plan's."""
    cut = "ends: 2026-06-30\namended: {by: 9/KH, from: 2026-07-01}\n"
    differ.write("plans/demo/demo-2026.yaml", plan("demo-2026", "2026-01-05", A1.format(id="A1", number=2), more=cut))
    new = plan("demo-2026-b", "2026-01-05", A1.format(id="A1", number=2), more="starts: 2026-07-01\n")
    differ.write("plans/demo/demo-2026-b.yaml", new)
    document = differ.json("demo-2026", "demo-2026-b")
    assert by_change(document) == {"A1": ("same", [], {"earlier": 6, "kept": 6})}
    assert (document["header"], document["verdicts"]) == (["starts"], [])


def test_another_id_of_the_same_rule(differ: Differ) -> None:
    new = differ.write(
        "moi.yaml", plan("demo-2026", "2026-01-05", A1.format(id="B1", number=2), A2.format(before="2026-03-15"))
    )
    document = differ.json("demo-2026", new)
    assert by_change(document) == {"B1": ("changed", ["id"], {"kept": 12}), "A2": ("same", [], {"kept": 1})}
    assert document["verdicts"] == []


def test_in_words(differ: Differ) -> None:
    new = plan("demo-2026-b", "2026-05-04", A1.format(id="A1", number=3), A3, kind="topic")
    differ.write("plans/demo/demo-2026-b.yaml", new)
    out, error = differ.outputs("demo-2026", "demo-2026-b", "--lang", "vi")
    assert error == ["exit 0"]
    for line in (
        "Chỉ tiêu: thêm 1, bỏ 1, sửa 1, giữ nguyên 0.",
        "Nhiệm vụ theo kỳ: thêm 1, bỏ 0, sửa 8, giữ nguyên 0.",
        "ngày ban hành: 05/01/2026 → 04/05/2026",
        "+ A3  Video [I.3]",
        "    + VP: năm 2026 (hạn 30/06/2026)",
        "    vẫn theo kế hoạch cũ: DV: năm 2026 (hạn 14/03/2026)",
        "    đánh giá theo quy định mới: VP: tháng 5/2026 … tháng 12/2026 (8 kỳ)",
        "    cũ: đánh giá định tính: Nâng cao nhận thức (mọi đơn vị)",
        "A1  VP  tháng 5/2026: Đạt 2/2 → Không đạt 2/3",
    ):
        assert line in out
    out, error = differ.outputs("demo-2026", "demo-2026-b", "--format", "markdown")
    assert error == ["exit 0"]
    assert "* A1  VP  2026-05: met 2/2 → missed 2/3" in out


def test_what_is_neither_plan_nor_file_and_what_cannot_be_used(differ: Differ) -> None:
    _, error = differ.outputs("demo-2025", "moi.yaml")
    assert error[0] == "exit 2"
    assert error[1].startswith("OLD: error: demo-2025 is neither a plan here (did you mean demo-2026?)")
    assert error[2].startswith("NEW: error: moi.yaml is neither a plan here")
    broken = differ.write("moi.yaml", plan("demo-2026", "2026-02-30"))
    out, error = differ.outputs("demo-2026", broken)
    assert (out, error[0]) == ([], "exit 2")
    assert error[1].startswith("moi.yaml:3:")


def test_no_output_replaces_a_plan_that_is_compared(differ: Differ) -> None:
    new = differ.write("moi.yaml", OLD)
    _, error = differ.outputs("demo-2026", new, "--format", f"markdown={new}")
    assert error[0] == "exit 2"
    assert (differ.folder / new).read_text("utf-8") == OLD
