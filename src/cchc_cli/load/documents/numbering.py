"""The labels that Word shows before a paragraph of a list and does not store in its text: "1.", "a)", "-"."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

MAX_LEVELS = 9
_LETTERS = "abcdđeghiklmnopqrstuvxy"  # the Vietnamese alphabet: no f, j, w, z; đ after d
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts the paragraphs of each list of a document, in reading order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels: dict[str, dict[int, tuple[int, str, str]]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int]] = {}
        if numbering is not None:
            self._read(numbering)
        for style in styles.iter(qn("w:style")) if styles is not None else ():
            position = _place(style.find(qn("w:pPr")))
            if position is not None:
                self._styles[style.get(qn("w:styleId"), "")] = position

    def label(self, paragraph: Any) -> str:
        """Return the label of a paragraph, "" outside lists. Call it once for each paragraph, in reading order."""
        properties = paragraph.find(qn("w:pPr"))
        position = _place(properties)
        if position is None and properties is not None:
            style = properties.find(qn("w:pStyle"))
            position = self._styles.get(style.get(qn("w:val"), "")) if style is not None else None
        if position is None or position[0] not in self._levels:
            return ""
        list_, level = position
        counts = self._counts.setdefault(list_, [self._start(list_, index) - 1 for index in range(MAX_LEVELS)])
        counts[level] += 1
        for deeper in range(level + 1, MAX_LEVELS):
            counts[deeper] = self._start(list_, deeper) - 1
        return self._written(list_, level, counts)

    def _start(self, list_: str, level: int) -> int:
        return self._levels[list_].get(level, (1, "", ""))[0]

    def _written(self, list_: str, level: int, counts: list[int]) -> str:
        _, form, text = self._levels[list_].get(level, (1, "decimal", f"%{level + 1}."))
        if form == "bullet":
            return "-"
        if form == "none":
            return ""
        for index in range(level + 1):
            shape = self._levels[list_].get(index, (1, "decimal", ""))[1]
            text = text.replace(f"%{index + 1}", _number(max(counts[index], 1), shape))
        return text

    def _read(self, numbering: Any) -> None:
        abstract = {}
        for element in numbering.iter(qn("w:abstractNum")):
            levels = {}
            for level in element.iter(qn("w:lvl")):
                index = _integer(level.get(qn("w:ilvl")))
                start, form, text = (level.find(qn(f"w:{name}")) for name in ("start", "numFmt", "lvlText"))
                levels[index] = (
                    _integer(start.get(qn("w:val"))) if start is not None else 1,
                    form.get(qn("w:val"), "decimal") if form is not None else "decimal",
                    text.get(qn("w:val"), "") if text is not None else "",
                )
            abstract[element.get(qn("w:abstractNumId"))] = levels
        for element in numbering.iter(qn("w:num")):
            target = element.find(qn("w:abstractNumId"))
            if target is not None:
                self._levels[element.get(qn("w:numId"), "")] = abstract.get(target.get(qn("w:val")), {})


def _place(properties: Any) -> tuple[str, int] | None:
    numbered = properties.find(qn("w:numPr")) if properties is not None else None
    if numbered is None or (identity := numbered.find(qn("w:numId"))) is None:
        return None
    level = numbered.find(qn("w:ilvl"))
    index = _integer(level.get(qn("w:val"))) if level is not None else 0
    return identity.get(qn("w:val"), ""), min(max(index, 0), MAX_LEVELS - 1)


def _integer(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0


def _number(count: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and count <= len(_LETTERS):
        return _LETTERS[count - 1] if form == "lowerLetter" else _LETTERS[count - 1].upper()
    if form in {"lowerRoman", "upperRoman"} and count < 40:
        text = ""
        for value, letters in _ROMAN:
            while count >= value:
                text, count = text + letters, count - value
        return text if form == "lowerRoman" else text.upper()
    return str(count)
