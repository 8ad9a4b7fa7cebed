"""Notes, reasons and questions in words."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Note, Rejection


def note_text(note: Note, messages: Catalogue) -> str:
    return _remark(f"note.{note.code}", note.details, messages)


def reason_text(rejection: Rejection, messages: Catalogue) -> str:
    return _remark(f"reason.{rejection.reason}", rejection.details, messages)


def answer_text(answer: str, messages: Catalogue) -> str:
    """Return in words what was seen at an address: the web server's status number stays a number."""
    return answer if answer.isdecimal() else messages(f"seen.{answer}")


def _remark(key: str, details: Mapping[str, str], messages: Catalogue) -> str:
    words = messages.details(details)
    if "answer" in words:  # of a page or file that was looked at, and not found
        words["looked"] = f"{words['looked']}, {answer_text(words['answer'], messages)}"
    return messages(key, **{"looked": messages("seen.never"), **words})


def question_text(question: str, messages: Catalogue) -> str:
    """Return a question: the plan's own text, or the catalogue's for a question of the engine."""
    return messages.get(f"question.{question}", question)
