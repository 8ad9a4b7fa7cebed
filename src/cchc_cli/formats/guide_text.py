"""A page of the documentation as a guide for the terminal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import basename

_COMMENT = re.compile(r"^<!--.*?-->\n\n?", re.MULTILINE | re.DOTALL)
_IMAGE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\n\n?", re.MULTILINE)
_CONTENTS = re.compile(r"(?:^- \[[^\]]*\]\(#[^)]*\)\n)+\n?", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)([^)#]*)[^)]*\)")


def as_guide(page: str, topics: Mapping[str, str]) -> str:
    """Return a page without pictures and contents; a link to a page in `topics` becomes the command that prints it."""
    for left_out in (_COMMENT, _IMAGE, _CONTENTS):
        page = left_out.sub("", page)

    def named(link: re.Match[str]) -> str:
        topic = topics.get(basename(link[2]))
        return f"`cchc guide {topic}`" if topic else link[1]

    return _LINK.sub(named, page)
