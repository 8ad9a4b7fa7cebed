"""A report in the office's own Word file: its marks are replaced by plain text, and no active content runs.

Files with active content are refused: macros, embedded objects, links to other files, fields that fetch them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from cchc_cli.report.docx import TABLE, add_blocks, finished, title_of
from cchc_cli.report.docx_blank import COMPATIBILITY, blank_document, describe
from cchc_cli.report.outline import Blank, Outline, OutlineParagraph, Text
from cchc_cli.report.text import plain

if TYPE_CHECKING:
    from docx.document import Document as Doc
    from docx.oxml.xmlchemy import BaseOxmlElement

CONTENT = "NOI_DUNG"
MARK = re.compile(r"\{\{([^{}]*)\}\}")
COMPATIBILITY_SETTING = qn("w:compatSetting")
# The elements of the settings that may follow w:compat, in the order of their schema.
AFTER_COMPATIBILITY = (
    "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang", "w:clrSchemeMapping",
    "w:doNotIncludeSubdocsInStats", "w:doNotAutoCompressPictures", "w:forceUpgrade", "w:captions", "w:readModeInkLockDown",
    "w:smartTagType", "w:shapeDefaults", "w:doNotEmbedSmartTags", "w:decimalSymbol", "w:listSeparator",
)  # fmt: skip
MODE, WORD = "compatibilityMode", "http://schemas.microsoft.com/office/word"
MAX_MB = 20
MAX_UNPACKED_MB = 100
STYLES = ("Normal", "heading 1", "heading 2", "Table Grid", "Normal Table")
_ACTIVE_PARTS = re.compile(r"vbaProject|/embeddings/|/activeX/|\.bin$|afchunk", re.IGNORECASE)
_ACTIVE_TEXT = re.compile(
    rb'TargetMode\s*=\s*"External"|oleObject|aFChunk|macroEnabled|vbaProject|<!DOCTYPE', re.IGNORECASE
)
_FETCHING_FIELD = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|MACROBUTTON|DATABASE)\b", re.IGNORECASE
)


class LetterheadError(Exception):
    """A file that cannot be a letterhead; `hint` is the message key of the reason, `details` its values."""

    def __init__(self, hint: str, **details: str) -> None:
        super().__init__(hint)
        self.hint = hint
        self.details = details


def mark_texts(outline: Outline) -> dict[str, Text]:
    """Return the text of each mark except the body's."""
    head, tail = outline.head, outline.tail
    recipients = chain.from_iterable(("\n", *recipient) for recipient in tail.recipients)
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
        "NOI_NHAN": (tail.recipients_title, *recipients),
    }


def render(outline: Outline, letterhead: bytes) -> bytes:
    """Return the letterhead with its marks replaced, the body at {{NOI_DUNG}}, and the appendices at the end.

    Raises LetterheadError for a file that is no Word document, holds active content or an unknown mark, or lacks the
    mark of the body.
    """
    document = _opened(letterhead)
    values = mark_texts(outline)
    paragraphs = list(_paragraphs(document))
    _check_marks(paragraphs, values, document)
    body = next(paragraph for paragraph in paragraphs if paragraph.text.strip() == f"{{{{{CONTENT}}}}}")
    for paragraph in paragraphs:
        _replace(paragraph, values)
    describe(document, outline.language, title_of(outline.head), outline.as_of, outline.freeze or "")
    _leave_compatibility(document)
    _take_styles(document, outline)
    _insert(document, body, outline)
    return finished(document, outline.appendices)


def _opened(data: bytes) -> Doc:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED_MB * 1024 * 1024:
                raise LetterheadError("letterhead-large", most=str(MAX_UNPACKED_MB))
            for name in archive.namelist():
                is_xml = name.endswith((".xml", ".rels"))
                if _ACTIVE_PARTS.search(name) or (is_xml and _ACTIVE_TEXT.search(archive.read(name))):
                    raise LetterheadError("letterhead-active", part=name)
        document = Document(BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError, RuntimeError, SyntaxError):
        raise LetterheadError("letterhead-format") from None  # errors of zipfile, lxml and python-docx for other files
    for paragraph in _paragraphs(document):
        for field in _fields(paragraph._p):
            if _FETCHING_FIELD.search(field):
                raise LetterheadError("letterhead-active", part=field.strip())
    return document


def _fields(paragraph: BaseOxmlElement) -> Iterator[str]:
    """Yield the codes of the fields of a paragraph; Word may split a code over several runs."""
    yield "".join(code.text or "" for code in paragraph.iter(qn("w:instrText")))
    yield from (field.get(qn("w:instr")) or "" for field in paragraph.iter(qn("w:fldSimple")))


def _paragraphs(document: Doc) -> Iterator[Paragraph]:
    """Yield every paragraph of the body, its tables and boxes, and of all headers and footers."""
    parts = [document.part, *(link.target_part for link in document.part.rels.values() if not link.is_external)]
    for part in parts:
        element = getattr(part, "element", None)
        if element is not None and (
            part is document.part or "header" in str(part.partname) or "footer" in str(part.partname)
        ):
            yield from (Paragraph(xml, part) for xml in element.iter(qn("w:p")))


def _check_marks(paragraphs: list[Paragraph], values: Mapping[str, Text], document: Doc) -> None:
    known = [*values, CONTENT]
    for paragraph in paragraphs:
        for match in MARK.finditer(paragraph.text):
            if match[1].strip() not in known:
                raise LetterheadError(
                    "letterhead-mark", mark=match[0], known=", ".join(f"{{{{{name}}}}}" for name in known)
                )
    bodies = [paragraph for paragraph in paragraphs if f"{{{{{CONTENT}}}}}" in paragraph.text.replace(" ", "")]
    alone = len(bodies) == 1 and bodies[0].text.strip() == f"{{{{{CONTENT}}}}}"
    if not alone or bodies[0]._p.getparent() is not document.element.body:
        raise LetterheadError("letterhead-body", mark=f"{{{{{CONTENT}}}}}")


def _replace(paragraph: Paragraph, values: Mapping[str, Text]) -> None:
    """Replace each mark by its text, also if Word has split the mark over several runs."""
    runs = [Run(xml, paragraph) for xml in paragraph._p.iter(qn("w:r")) if xml.getparent() is not None]
    text = "".join(run.text for run in runs)
    for match in reversed(list(MARK.finditer(text))):
        value = values.get(match[1].strip())
        if value is not None:
            _put(runs, match.start(), match.end(), value)


def _put(runs: list[Run], start: int, end: int, value: Text) -> None:
    """Replace the characters from start to end by a value, written at the first character."""
    place = 0
    for run in runs:
        text = run.text
        first, last = max(start - place, 0), min(end - place, len(text))
        if first < last and place + first == start:
            _write(run, text[:first], value, text[last:])
        elif first < last:
            run.text = text[last:]
        place += len(text)


def _write(run: Run, before: str, value: Text, after: str) -> None:
    """Write a value into a run with the text around it; blanks are highlighted, in runs of their own."""
    run.text = before
    for part in (piece for piece in reversed((*value, after)) if piece):
        element = deepcopy(run._r)
        run._r.addnext(element)
        added = Run(element, run._parent)
        added.text = plain((part,))
        if isinstance(part, Blank):
            added.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _leave_compatibility(document: Doc) -> None:
    """Let Word open the document as one of its own, not in compatibility mode."""
    settings = document.settings.element
    mode = next(
        (setting for setting in settings.iter(COMPATIBILITY_SETTING) if setting.get(qn("w:name")) == MODE), None
    )
    if mode is None:
        compat = next(settings.iter(qn("w:compat")), None)
        if compat is None:
            compat = OxmlElement("w:compat")
            settings.insert_element_before(compat, *AFTER_COMPATIBILITY)
        mode = compat.makeelement(COMPATIBILITY_SETTING, {qn("w:name"): MODE, qn("w:uri"): WORD})
        compat.append(mode)
    mode.set(qn("w:val"), COMPATIBILITY)


def _take_styles(document: Doc, outline: Outline) -> None:
    """Add the styles of a report that the letterhead lacks; existing styles stay unchanged."""
    names = {style.name.lower() for style in document.styles}
    report_styles = blank_document(outline.language, "", outline.as_of).styles
    for style in report_styles:
        if style.name.lower() not in names and style.name.lower() in {style.lower() for style in STYLES}:
            document.styles.element.append(deepcopy(style.element))


def _insert(document: Doc, marked_paragraph: Paragraph, outline: Outline) -> None:
    """Insert the blocks of the body at the mark, and remove the mark."""
    existing = set(document.element.body)
    notices = tuple(OutlineParagraph((notice,)) for notice in outline.notices)
    add_blocks(document, (*notices, *outline.body), TABLE, document.sections[0])
    added: list[BaseOxmlElement] = [element for element in document.element.body if element not in existing]
    for element in added:
        marked_paragraph._p.addprevious(element)
    marked_paragraph._p.getparent().remove(marked_paragraph._p)
