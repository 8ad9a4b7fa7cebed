"""The system's reasons in the reader's language."""

from __future__ import annotations

import errno
import os

import pytest

from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.problems import message
from cchc_cli.i18n.system_vi import system_reason
from cchc_cli.model.problem import Place, Problem


@pytest.mark.parametrize(
    "number", [errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENOTDIR, errno.ENOSPC, errno.EROFS, errno.ENAMETOOLONG]
)
def test_what_the_system_says_is_vietnamese(number: int) -> None:
    text = os.strerror(number)
    assert system_reason(text, "vi") != text
    assert system_reason(text, "en") == text


def test_a_message_has_it() -> None:
    problem = Problem("unreadable", Place("x.csv"), {"reason": os.strerror(errno.ENOENT)}, fatal=True)
    assert "không có tệp hoặc thư mục này" in message(problem, Catalogue("vi"))


def test_another_text_stays() -> None:
    assert system_reason("Sự cố lạ", "vi") == "Sự cố lạ"
