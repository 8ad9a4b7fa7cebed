"""A file that is no table is refused with the step to take, never read as a text of strange letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_cli.i18n import Catalogue, Language
from cchc_cli.i18n.problems import message
from cchc_cli.load.evidence.folder import READ
from cchc_cli.load.evidence.other_formats import NEXT_STEPS, other_format


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("Sổ.gsheet", "Tải xuống > Microsoft Excel (.xlsx)"),
        ("Tin bài.ZIP", "giải nén"),
        ("Tin bài.xlsx.lnk", "lối tắt"),
        ("Báo cáo.doc", "lưu lại dạng .docx"),
        ("Trang tính1.html", "lưu lại dạng .xlsx"),
        ("scan.pdf", "xin nơi gửi"),
        ("ảnh.JPG", "xin nơi gửi"),
    ],
)
def test_the_next_step_is_that_of_the_format(name: str, step: str) -> None:
    problem = other_format(Path(name), name)
    assert problem is not None
    assert problem.fatal
    assert step in message(problem, Catalogue("vi"))


@pytest.mark.parametrize(
    "name", [*(f"posts{ending}" for ending in READ), "posts.docx", "posts.txt", "posts.tsv", "posts"]
)
def test_every_other_file_is_read(name: str) -> None:
    assert other_format(Path(name), name) is None


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_step_has_its_words(language: Language) -> None:
    names = [f"a{endings[0]}" for endings in NEXT_STEPS.values()]
    problems = [problem for name in names if (problem := other_format(Path(name), name))]
    steps = {message(problem, Catalogue(language)).partition("; ")[2] for problem in problems}
    assert (len(steps), "" in steps) == (len(NEXT_STEPS), False)
