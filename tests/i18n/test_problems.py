"""A problem in words: the column is named as the officer sees it."""

from __future__ import annotations

from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.problems import lines, message
from cchc_cli.model.problem import Place, Problem


def test_a_column_is_named_as_its_log_names_it() -> None:
    """The place keeps the name that scripts know."""
    place = Place("evidence/demo/posts.xlsx[T4]", 7, "date", "32/4/2026", (0, 9), "Ngày đăng")
    first = lines(Problem("bad-date", place, {"value": "32/4/2026"}), Catalogue("vi"))[0]
    assert first.startswith("evidence/demo/posts.xlsx[T4]:7:date: lỗi: cột “Ngày đăng”: 32/4/2026 không phải một ngày;")
    assert message(Problem("empty-cell", Place("a.csv", 2, "unit", header="Khoa")), Catalogue("en")).startswith(
        "column “Khoa”: "
    )


def test_a_column_with_the_name_that_every_log_may_use_is_not_named_twice() -> None:
    assert not message(Problem("empty-cell", Place("a.csv", 2, "unit")), Catalogue("en")).startswith("column")
