"""`cchc plan show`: texts where a reader expects texts, no heading without entries."""

from __future__ import annotations

from pathlib import Path

import pytest

from workspaces import build_workspace, outputs_of

HEADER = "plan: demo-2026\ntitle: T\nissued: 2026-01-05\nyear: 2026\ndefaults: {tags: cchc}\n"
QUOTA = (
    "quotas:\n  A1: {title: Q, clause: I.1, owes: each DV, by: 2026-06-30, needs: {documents: 100 %, type: plan, "
    "tags: ke-hoach, has: [Phụ lục, phân công]}}\n"
)
DUTY = "duties:\n  - {clause: II.1, class: judgement, unit: all, title: Nâng cao nhận thức}\n"


def shown(tmp_path: Path, text: str, language: str, monkeypatch, capsys) -> str:
    folder = build_workspace(tmp_path / "w")
    (folder / "plans" / "demo" / "demo-2026.yaml").write_text(HEADER + text, encoding="utf-8")
    lines, error = outputs_of(folder, ["plan", "show", "demo-2026", "--lang", language], monkeypatch, capsys)
    assert error[0] == "exit 0"
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("language", "texts"),
    [("vi", ["có Phụ lục và phân công", "(mọi đơn vị)"]), ("en", ["with Phụ lục and phân công", "(all units)"])],
)
def test_contents_and_units_are_in_words(tmp_path: Path, language: str, texts: list[str], monkeypatch, capsys):
    text = shown(tmp_path, QUOTA + DUTY, language, monkeypatch, capsys)
    assert [words for words in texts if words not in text] == []


def test_no_heading_without_entries(tmp_path: Path, monkeypatch, capsys):
    headings = ["Quotas", "Clauses that no figure judges"]
    for text, expected in ((QUOTA, headings[:1]), (DUTY, headings[1:]), (QUOTA + DUTY, headings)):
        folder = tmp_path / str(len(text))
        lines = shown(folder, text, "en", monkeypatch, capsys).splitlines()
        assert [line for line in lines if line in headings] == expected


@pytest.mark.parametrize(("cell", "status"), [("phu-luc;Phân công", "met"), ("phụ lục", "missed")])
def test_contents_of_a_plan_are_compared_as_those_of_a_log(tmp_path: Path, cell: str, status: str, monkeypatch, capsys):
    folder = build_workspace(tmp_path / "w")
    (folder / "plans" / "demo" / "demo-2026.yaml").write_text(HEADER + QUOTA, encoding="utf-8")
    log = "date,unit,type,title,tags,has\n" + "".join(
        f"2026-03-02,{unit},plan,Kế hoạch,ke-hoach,{cell}\n" for unit in ("BV1", "BV2")
    )
    (folder / "evidence" / "demo" / "documents.csv").write_text(log, encoding="utf-8")
    words = ["check", "--month", "2026-06", "--as-of", "2026-07-02", "--format", "csv"]
    lines, _ = outputs_of(folder, words, monkeypatch, capsys)
    [group] = [line for line in lines if ",group," in line]
    assert f",{status}," in group
