"""The house rules that a machine can hold: names with one meaning, small functions and modules, a glossary that is true."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.help_en import HELP
from cchc_cli.i18n.report import ReportWords

TESTS = Path(__file__).parent
ROOT = TESTS.parent
SOURCES = sorted((ROOT / "src" / "cchc_cli").rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
TEST_TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(TESTS.rglob("*.py"))}
MAX_LINES_OF_FUNCTION = 40
MAX_LINES_OF_MODULE = 300
TEXTS_ONLY = {"en.py", "vi.py", "help_en.py", "help_vi.py"}  # catalogues: one text after the other


def test_no_class_name_is_used_twice() -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert {name: lines_of_name for name, lines_of_name in places.items() if len(lines_of_name) > 1} == {}


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
    matches = re.findall(r"^\| (.+) \|$", text, re.MULTILINE)
    return [row.split(" | ") for row in matches][2:]  # behind the heading and its rule


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


# Phrases that make a sentence hard to read -> what to write instead.
PHRASES = {
    r"(?<!as )\bof which\b(?! kind)": "two sentences, or `whose`",
    r"\bso many\b": "the number, or `this many`",
    r"\btold\b": "who says it: `the program prints …`",
    r"\bstands?\b(?! for\b)": "`is`, `has`, or where it is printed",
    r"\blies?\b": "`is`",
    r"\b(?:asked|said|told) of\b": "the subject first: `the unit owes …`",
    r"\blaid\b(?! out\b)": "`placed`, `written`",
    r"\bheed(?:s|ed)?\b": "`follow`, `use`",
    r"\bwhatever\b": "`any`, `regardless of`",
    r"\b(?:there|where)(?:in|of)\b": "the noun",
    r"\bwhat (?:it|they) (?:is|are)\b": "the noun: `the kind`, `the status`",
    r"\bwhat (?:is|are|has) (?:no|not|none|asked|said)\b": "the noun: `rows that are not …`",
    r"\bas against\b": "`rather than`, `not`",
    r"\bfor want of\b": "`without`",
    r"\bsays? so\b": "what it says",
}


def _prose(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the docstrings and comments of a module with their lines."""
    for node in ast.walk(TREES[path]):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and (text := ast.get_docstring(node)):
            yield node.body[0].lineno, " ".join(text.split())
    for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _hard_to_read(text: str) -> list[str]:
    return [
        f"“{match[0]}”: write {instead}"
        for phrase, instead in PHRASES.items()
        for match in [re.search(phrase, text, re.IGNORECASE)]
        if match
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A row of which nothing counts.", "Say so many words.", "The user is told why.", "The rest stands below.",
        "What lies behind it.", "What is asked of it.", "Rows laid in order.", "Heed the limit.", "Whatever the day.",
        "The cells therein.", "What it is.", "What is not judged.", "A number as against a share.",
        "Weekdays, for want of a table.", "The file says so.",
    ],
)  # fmt: skip
def test_a_phrase_that_is_hard_to_read_is_found(text: str) -> None:
    assert _hard_to_read(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "“-” stands for no column.",
        "How many of which kind.",
        "Text laid out on a terminal.",
        "Heedless.",
        "Relies on it.",
    ],
)
def test_plain_phrases_pass(text: str) -> None:
    assert _hard_to_read(text) == []


def test_docstrings_and_comments_are_plain() -> None:
    actual = [
        f"{path.relative_to(ROOT)}:{line}: {fault}"
        for path in SOURCES
        for line, text in _prose(path)
        for fault in _hard_to_read(text)
    ]
    assert actual == []


def test_english_messages_are_plain() -> None:
    texts = {**Catalogue("en").messages, **ReportWords("en").messages, **HELP}
    assert [f"{key}: {fault}" for key, text in texts.items() for fault in _hard_to_read(text)] == []


# Names that do not say what they hold: write the noun of the glossary (verdict, quota, unit, row, period …).
EMPTY_NAMES = frozenset({"asked", "found", "given", "one", "ones", "said", "told"})


def _named(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the variables and parameters of a module with their lines; fields of values are keys of JSON."""
    fields = {
        id(node.target)
        for item in ast.walk(tree)
        if isinstance(item, ast.ClassDef)
        for node in item.body
        if isinstance(node, ast.AnnAssign)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in fields:
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg


def test_an_empty_name_is_found() -> None:
    tree = ast.parse("def count(found):\n    return [one for one in found]\n\nclass Seen:\n    found: bool\n")
    assert [pair for pair in _named(tree) if pair[1] in EMPTY_NAMES] == [(1, "found"), (2, "one")]


def test_names_say_what_they_hold() -> None:
    empty = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path, tree in (TREES | TEST_TREES).items()
        for line, name in _named(tree)
        if name in EMPTY_NAMES
    ]
    assert empty == []
