"""Mappings: what a file may say of another program's table, and those that the program brings along."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_cli.load.evidence.mapping import MappingFile, platform_mapping, platforms, read_mapping

YAML = """
kind: tin-bai
date_order: mdy
duration: seconds
others: "-"
columns:
  Post title: title
  Text: title
  kind: note
set:
  unit: VP
  tags: [cchc, ke-hoach]
prefix:
  url: https://x.vn/
leave_out:
  Text: [Tổng, Total]
  Num: ""
"""
TOML = """
kind = "tin-bai"
date_order = "mdy"
duration = "seconds"
others = "-"
[columns]
"Post title" = "title"
"Text" = "title"
kind = "note"
[set]
unit = "VP"
tags = ["cchc", "ke-hoach"]
[prefix]
url = "https://x.vn/"
[leave_out]
Text = ["Tổng", "Total"]
Num = ""
"""


@pytest.mark.parametrize(("name", "text"), [("a.yaml", YAML), ("a.toml", TOML)])
def test_all_that_a_mapping_says(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    actual, problems = read_mapping(tmp_path / name, name)
    assert problems == []
    assert actual == MappingFile(
        kind="posts",
        columns={"Post title": "title", "Text": "title", "kind": "note"},
        defaults={"unit": "VP", "tags": "cchc;ke-hoach"},
        prefix={"url": "https://x.vn/"},
        leave_out={"text": frozenset({"tổng", "total"}), "num": frozenset({""})},
        date_order="mdy",
        seconds=True,
        ignores_others=True,
    )


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("kind: bai", "m.yaml:1:7", "bad-choice"),
        ("duration: minutes", "m.yaml:1:11", "bad-choice"),
        ("others: x", "m.yaml:1:9", "bad-choice"),
        ("set: VP", "m.yaml:1:6", "mapping-table"),
        ("set: {title: x}", "m.yaml:1:14", "bad-choice"),
        ("set: {unit: 5}", "m.yaml:1:13", "mapping-text"),
        ("set: {unit: []}", "m.yaml:1:7", "mapping-text"),
        ("set: {unit: ' '}", "m.yaml:1:13", "mapping-text"),
        ("prefix: {x: y}", "m.yaml:1:13", "bad-choice"),
        ("columns: [a]", "m.yaml:1:1", "mapping-table"),
        ("columns: {a: b}", "m.yaml:1:14", "bad-choice"),
        ("leave_out: {a: 1}", "m.yaml:1:16", "mapping-text"),
        ("leave_out: {a: [x, 1]}", "m.yaml:1:13", "mapping-text"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_place(text: str, place: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    _, problems = read_mapping(tmp_path / "m.yaml", "m.yaml")
    assert [(str(problem.place), problem.code, problem.fatal) for problem in problems] == [(place, code, True)]


def test_the_mappings_that_the_program_brings_along_can_be_used(tmp_path: Path) -> None:
    assert platforms() == ("facebook", "facebook-videos", "google-forms", "youtube", "zalo")
    assert all(platform_mapping(name).kind for name in platforms())
