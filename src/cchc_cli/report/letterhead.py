"""A report in the office's own Word file: its marks are replaced by plain text, and no active content runs.

Files with active content are refused: macros, embedded objects, links to other files, fields that fetch them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from cchc_cli.report.docx import TABLE, add_appendix, add_blocks
from cchc_cli.report.docx_blank import blank_document
from cchc_cli.report.outline import Outline, OutlineParagraph, Text
from cchc_cli.report.text import plain

if TYPE_CHECKING:
    from docx.document import Document as Doc
    from docx.oxml.xmlchemy import BaseOxmlElement

CONTENT = "NOI_DUNG"
MARK = re.compile(r"\{\{([^{}]*)\}\}")
MAX_MB = 20
MAX_UNPACKED_MB = 100
STYLES = ("Normal", "heading 1", "heading 2", "Table Grid", "Normal Table")
_ACTIVE_PARTS = re.compile(r"vbaProject|/embeddings/|/activeX/|\.bin$|afchunk", re.IGNORECASE)
_ACTIVE_TEXT = re.compile(
    rb'TargetMode\s*=\s*"External"|oleObject|aFChunk|macroEnabled|vbaProject|<!DOCTYPE', re.IGNORECASE
)
_FETCHING_FIELD = re.compile(
    r"\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|MACROBUTTON|DATABASE)\b", re.IGNORECASE
)


class LetterheadError(Exception):
    """A file that cannot be a letterhead; `hint` is the message key of the reason, `details` its values."""

    def __init__(self, hint: str, **details: str) -> None:
        super().__init__(hint)
        self.hint = hint
        self.details = details


def marks(outline: Outline) -> dict[str, Text]:
    """Return the text of each mark except the body's."""
    head, tail = outline.head, outline.tail
    lines = [plain(one) for one in tail.recipients]
    return {
        "CO_QUAN_CHU_QUAN": head.parent,
        "CO_QUAN": head.issuer,
        "SO": head.number,
        "NGAY": head.place,
        "TEN_LOAI": (head.kind,),
        "TRICH_YEU": ("\n".join(head.subject),),
        "KINH_GUI": head.addressee,
        "CHUC_VU": tail.signer,
        "HO_TEN": tail.name,
        "NOI_NHAN": ("\n".join([tail.recipients_title, *lines]),),
    }


def render(outline: Outline, letterhead: bytes) -> bytes:
    """Return the letterhead with its marks replaced, the body at {{NOI_DUNG}}, and the appendices at the end.

    Raises LetterheadError for a file that is no Word document, holds active content or an unknown mark, or lacks the
    mark of the body.
    """
    document = _opened(letterhead)
    values = {name: plain(text) for name, text in marks(outline).items()}
    paragraphs = list(_paragraphs(document))
    _check_marks(paragraphs, values, document)
    body = next(one for one in paragraphs if one.text.strip() == f"{{{{{CONTENT}}}}}")
    for paragraph in paragraphs:
        _replace(paragraph, values)
    _take_styles(document, outline)
    _insert(document, body, outline)
    for appendix in outline.appendices:
        add_appendix(document, appendix)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _opened(data: bytes) -> Doc:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MAX_UNPACKED_MB * 1024 * 1024:
                raise LetterheadError("letterhead-large", most=str(MAX_UNPACKED_MB))
            for name in archive.namelist():
                is_xml = name.endswith((".xml", ".rels"))
                if _ACTIVE_PARTS.search(name) or (is_xml and _ACTIVE_TEXT.search(archive.read(name))):
                    raise LetterheadError("letterhead-active", part=name)
        document = Document(BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError, RuntimeError, SyntaxError):
        raise LetterheadError("letterhead-format") from None  # errors of zipfile, lxml and python-docx for other files
    for field in document.element.iter(qn("w:instrText")):
        if _FETCHING_FIELD.match(field.text or ""):
            raise LetterheadError("letterhead-active", part=(field.text or "").strip())
    return document


def _paragraphs(document: Doc) -> Iterator[Paragraph]:
    """Yield every paragraph of the body, its tables and boxes, and of all headers and footers."""
    parts = [document.part, *(one.target_part for one in document.part.rels.values() if not one.is_external)]
    for part in parts:
        element = getattr(part, "element", None)
        if element is not None and (
            part is document.part or "header" in str(part.partname) or "footer" in str(part.partname)
        ):
            yield from (Paragraph(found, part) for found in element.iter(qn("w:p")))


def _check_marks(paragraphs: list[Paragraph], values: Mapping[str, str], document: Doc) -> None:
    known = [*values, CONTENT]
    for paragraph in paragraphs:
        for found in MARK.finditer(paragraph.text):
            if found[1].strip() not in known:
                raise LetterheadError(
                    "letterhead-mark", mark=found[0], known=", ".join(f"{{{{{one}}}}}" for one in known)
                )
    places = [one for one in paragraphs if f"{{{{{CONTENT}}}}}" in one.text.replace(" ", "")]
    alone = len(places) == 1 and places[0].text.strip() == f"{{{{{CONTENT}}}}}"
    if not alone or places[0]._p.getparent() is not document.element.body:
        raise LetterheadError("letterhead-body", mark=f"{{{{{CONTENT}}}}}")


def _replace(paragraph: Paragraph, values: Mapping[str, str]) -> None:
    """Replace each mark by its text, also if Word has split the mark over several runs."""
    runs = [Run(one, paragraph) for one in paragraph._p.iter(qn("w:r")) if one.getparent() is not None]
    text = "".join(run.text for run in runs)
    for found in reversed(list(MARK.finditer(text))):
        value = values.get(found[1].strip())
        if value is not None:
            _put(runs, found.start(), found.end(), value)


def _put(runs: list[Run], start: int, end: int, value: str) -> None:
    """Replace the characters from start to end by a value, written into the run of the first character."""
    place = 0
    for run in runs:
        text = run.text
        first, last = max(start - place, 0), min(end - place, len(text))
        if first < last:
            run.text = text[:first] + (value if place + first == start else "") + text[last:]
        place += len(text)


def _take_styles(document: Doc, outline: Outline) -> None:
    """Add the styles of a report that the letterhead lacks; existing styles stay unchanged."""
    own = {style.name.lower() for style in document.styles}
    ours = blank_document(outline.language, "", outline.as_of).styles
    for style in ours:
        if style.name.lower() not in own and style.name.lower() in {one.lower() for one in STYLES}:
            document.styles.element.append(deepcopy(style.element))


def _insert(document: Doc, mark: Paragraph, outline: Outline) -> None:
    """Insert the blocks of the body at the mark, and remove the mark."""
    before = set(document.element.body)
    notices = tuple(OutlineParagraph((notice,)) for notice in outline.notices)
    add_blocks(document, (*notices, *outline.body), TABLE, document.sections[0])
    added: list[BaseOxmlElement] = [one for one in document.element.body if one not in before]
    for one in added:
        mark._p.addprevious(one)
    mark._p.getparent().remove(mark._p)
