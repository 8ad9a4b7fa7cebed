"""Notes, reasons and questions in words."""

from __future__ import annotations

from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Note, Rejection


def note_text(note: Note, messages: Catalogue) -> str:
    return messages(f"note.{note.code}", **messages.details(note.details))


def reason_text(rejection: Rejection, messages: Catalogue) -> str:
    return messages(f"reason.{rejection.reason}", **messages.details(rejection.details))


def question_text(question: str, messages: Catalogue) -> str:
    """Return a question: the plan's own text, or the catalogue's for a question of the engine."""
    return messages.get(f"question.{question}", question)
