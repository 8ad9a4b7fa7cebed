"""The house rules that a machine can hold: names with one meaning, small functions and modules, a glossary that is true."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ROOT = TESTS.parent
SOURCES = sorted((ROOT / "src" / "cchc_cli").rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
MAX_LINES_OF_FUNCTION = 40
MAX_LINES_OF_MODULE = 300
TEXTS_ONLY = {"en.py", "vi.py", "help_en.py", "help_vi.py"}  # catalogues: one text after the other


def test_no_class_name_is_used_twice() -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_no_function_is_long() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or 0) - node.lineno + 1 > MAX_LINES_OF_FUNCTION
    ]
    assert long == []


def test_no_module_of_code_is_long() -> None:
    lines = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES if path.name not in TEXTS_ONLY
    }
    assert {str(path.relative_to(ROOT)) for path, count in lines.items() if count > MAX_LINES_OF_MODULE} == set()


def _rows_of_glossary() -> list[list[str]]:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| (.+) \|$", text, re.MULTILINE)
    return [row.split(" | ") for row in found][2:]  # behind the heading and its rule


def test_every_term_has_one_row() -> None:
    terms = [row[0] for row in _rows_of_glossary()]
    assert len(terms) == len(set(terms)) >= 30


@pytest.mark.parametrize("row", _rows_of_glossary(), ids=lambda row: row[0])
def test_what_the_glossary_names_is_in_the_code(row: list[str]) -> None:
    classes = {node.name for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    aliases = set(re.findall(r"^(\w+) = ", "\n".join(path.read_text("utf-8") for path in SOURCES), re.MULTILINE))
    for name in re.findall(r"`([^`]+)`", row[3]):
        if "/" in name:
            assert (ROOT / "src" / "cchc_cli" / name).exists()
        else:
            assert name.partition(".")[0] in classes | aliases


def test_folders_of_tests_are_folders_of_the_source() -> None:
    folders = {path.parent.relative_to(TESTS).as_posix() for path in TESTS.rglob("test_*.py")} - {"."}
    assert [name for name in sorted(folders) if not (ROOT / "src" / "cchc_cli" / name).is_dir()] == []
