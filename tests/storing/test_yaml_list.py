"""An entry joins the list of a YAML file: every other letter of the file stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cchc_cli.drafting.yaml_text import scalar
from cchc_cli.storing.lock import locked
from cchc_cli.storing.refusal import NotWrittenError
from cchc_cli.storing.yaml_list import AddedLines, add_entry

ENTRY = {"unit": ["VP", "TT"], "reason": "Sửa: trụ sở #1", "accepted": False}
STYLES = {
    "flush": ("# đầu\nlist:\n- a: 1  # sau\n  b: 2\n\n# cuối\n", "- unit: [VP, TT]\n", 5),
    "indented": ("list:\n    - a: 1\n      b: 2\nother: x\n", "    - unit: [VP, TT]\n      reason", 4),
    "wide": ("list:\n  -   a: 1\n", "  -   unit: [VP, TT]\n      reason", 3),
    "entries in braces": ("list:\n  - {a: 1}\n# cuối", "  - {unit: [VP, TT], reason", 3),
    "all in brackets": ("list: [{a: 1}]  # sau\n", "list: [{a: 1}, {unit: [VP, TT], ", 1),
    "brackets over lines": ("list: [\n  {a: 1},\n  {a: 2}\n]\n", "  {a: 2}, {unit: [VP, TT], ", 3),
    "empty": ("list: []\nother: x\n", "list:\n  - unit: [VP, TT]\n", 2),
    "nothing": ("sample: true\n", "sample: true\nlist:\n  - unit", 2),
    "only comments": ("# đầu\n", "# đầu\nlist:\n  - unit", 2),
    "no last line end, no list": ("other: x\nmore: y", "more: y\nlist:\n  - unit", 3),
    "no last line end, short": ("list:\n  - {a: 1}", "  - {unit: [VP, TT]", 3),
    "no last line end": ("list:\n  - a: 1", "  - unit: [VP, TT]\n", 3),
    "ends with a block": ("list:\n  - a: |\n      một\n      hai\nother: x\n", "      hai\n  - unit", 5),
    "empty before others": ("list:\nother: x\n", "list:\n  - unit", 2),
}


def read(data: bytes) -> list[object]:
    return yaml.safe_load(data.decode("utf-8-sig"))["list"]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_an_entry_in_the_style_of_the_file(style: str, line_end: str, bom: str, tmp_path: Path):
    text, expected, line = STYLES[style]
    path = tmp_path / "f.yaml"
    before = (bom + text).replace("\n", line_end).encode()
    path.write_bytes(before)
    added = add_entry(path, "f.yaml", "list", ENTRY, scalar)
    after = path.read_bytes()
    assert expected.replace("\n", line_end).encode() in after
    assert added.first == line
    assert b"\n" not in after.replace(b"\r\n", b"") if line_end == "\r\n" else b"\r" not in after
    assert after.startswith(b"\xef\xbb\xbf") == bool(bom)
    had = (yaml.safe_load(text) or {}).get("list") or []
    assert read(after) == [*had, ENTRY]
    if "brackets" not in style:  # who deletes the lines that are named deletes the entry, and nothing else
        lines = after.decode("utf-8-sig").splitlines()
        del lines[added.first - 1 : added.last]
        left = yaml.safe_load("\n".join(lines)) or {}
        assert (left.get("list") or [], set(left) - {"list"}) == (had, set(yaml.safe_load(text) or {}) - {"list"})
    for comment in ("# đầu", "# sau", "# cuối"):
        assert after.decode().count(comment) == text.count(comment)


def test_a_new_file_begins_with_its_head(tmp_path: Path):
    path = tmp_path / "f.yaml"
    assert add_entry(path, "f.yaml", "list", {"a": "x"}, scalar, "# head\n") == AddedLines(2, 3)
    assert path.read_text(encoding="utf-8") == "# head\nlist:\n  - a: x\n"


@pytest.mark.parametrize(
    "text", ["list: {a: 1}\n", "- a\n", "list: [\n", "{list: []}\n", "list: &x\n  - a: 1\nmore: *y\n", "a\x00: 1\n"]
)
def test_what_cannot_be_added_to_stays_as_it_is(text: str, tmp_path: Path):
    path = tmp_path / "f.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotWrittenError) as error:
        add_entry(path, "f.yaml", "list", ENTRY, scalar)
    assert error.value.problem.code == "cannot-add-entry"
    assert path.read_text(encoding="utf-8") == text
    assert [entry.name for entry in tmp_path.iterdir()] == ["f.yaml"]


def test_one_writer_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "f.yaml"
    path.write_text("list: []\n", encoding="utf-8")
    monkeypatch.setattr("cchc_cli.storing.yaml_list.WAIT", 0.05)
    with locked(path), pytest.raises(NotWrittenError) as error:
        add_entry(path, "f.yaml", "list", ENTRY, scalar)
    assert error.value.problem.code == "log-in-use"
    assert path.read_text(encoding="utf-8") == "list: []\n"
