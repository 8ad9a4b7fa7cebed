"""The parts of a quota have names that differ: codes, by what tells the parts apart."""

from __future__ import annotations

import pytest

from cchc_cli.formats.view import part_name
from cchc_cli.i18n import Catalogue
from cchc_cli.language.compile_need import distinct_names
from cchc_cli.model.plan import Part
from cchc_cli.words.conditions.tags import Tags
from cchc_cli.words.conditions.type_ import Type
from cchc_cli.words.conditions.via import Via
from cchc_cli.words.kinds import KIND


def posts(*conditions: object) -> Part:
    return Part("posts", ("posts",), conditions=tuple(conditions))


def typed(code: str) -> Type:
    words = tuple(entry for entry in KIND["posts"].types if entry.code == code)
    return Type(frozenset({code}), frozenset({"posts"}), words)


NEWS, ARTICLE = typed("news"), typed("article")


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        ([posts()], ["posts"]),
        ([posts(NEWS)], ["posts"]),
        ([posts(NEWS), posts(ARTICLE)], ["posts:news", "posts:article"]),
        ([posts(), posts(ARTICLE)], ["posts", "posts:article"]),
        ([posts(NEWS, Tags(("tthc",))), posts(NEWS, Tags(("cchc",)))], ["posts:tthc", "posts:cchc"]),
        ([posts(Via(("zalo",))), posts(Via(("web-so",)))], ["posts:zalo", "posts:web-so"]),
        ([posts(NEWS), posts(NEWS), posts(NEWS)], ["posts", "posts:#2", "posts:#3"]),
        ([posts(NEWS), Part("videos", ("videos",))], ["posts", "videos"]),
        ([Part("tin", ("posts",), own_name="tin"), posts(NEWS)], ["tin", "posts"]),
        (
            [posts(NEWS), Part("tin", ("posts",), own_name="tin"), posts(ARTICLE)],
            ["posts:news", "tin", "posts:article"],
        ),
    ],
)
def test_names_differ_by_the_first_that_tells_all_apart(parts: list[Part], names: list[str]) -> None:
    assert [part.name for part in distinct_names(parts)] == names


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("posts", "posts"),
        ("posts:article/news", "article, news item"),
        ("posts:zalo", "posts zalo"),
        ("posts:#2", "posts #2"),
        ("tin", "tin"),
        ("Vòng 1: cấp xã", "Vòng 1: cấp xã"),
    ],
)
def test_names_are_said_in_words(name: str, text: str) -> None:
    assert part_name(name, [posts(NEWS), posts(ARTICLE)], Catalogue("en")) == text
