"""Files that are no table: what to do so that their rows can be imported."""

from __future__ import annotations

from pathlib import Path

from cchc_cli.model.problem import Place, Problem

# The next step for each ending, a hint of the catalogues. Files with any other ending are read as text.
NEXT_STEPS = {
    "download-sheet": (".gsheet",),
    "unpack": (".zip", ".rar", ".7z"),
    "shortcut": (".lnk", ".url", ".webloc"),
    "save-as-word": (".doc", ".rtf", ".odt", ".gdoc", ".pages", ".wps"),
    "save-as-workbook": (".numbers", ".et", ".htm", ".html", ".mht", ".xml", ".mdb", ".accdb", ".ppt", ".pptx"),
    "ask-for-table": (".pdf", ".png", ".jpg", ".jpeg", ".heic", ".gif", ".mp4", ".eml", ".msg"),
}


def other_format(path: Path, name: str) -> Problem | None:
    """Return the problem of a file in a format that is never read, None for any other file."""
    ending = path.suffix.lower()
    hint = next((hint for hint, endings in NEXT_STEPS.items() if ending in endings), None)
    return Problem("other-format", Place(name), {"value": ending, "hint": hint}, fatal=True) if hint else None
