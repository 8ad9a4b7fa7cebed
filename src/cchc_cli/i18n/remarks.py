"""The words of notes, reasons and questions."""

from __future__ import annotations

from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Note, Rejection


def note_text(note: Note, messages: Catalogue) -> str:
    return messages(f"note.{note.code}", **note.details)


def reason_text(rejection: Rejection, messages: Catalogue) -> str:
    return messages(f"reason.{rejection.reason}", **rejection.details)


def question_text(question: str, messages: Catalogue) -> str:
    """Return a plan's own question, or that of the catalogue for what the engine asks itself."""
    return messages.get(f"question.{question}", question)
