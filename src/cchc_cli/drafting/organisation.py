"""Drafting an organisation file from a document: the units and groups it names, with invented codes that are marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cchc_cli.drafting.clauses import read_clauses
from cchc_cli.drafting.doubt import Doubt
from cchc_cli.drafting.header import head_lines
from cchc_cli.drafting.rows import source_rows, task_tables
from cchc_cli.drafting.unit_list import UnitList, invented_code
from cchc_cli.drafting.words import folded
from cchc_cli.drafting.yaml_text import MARK, comment, harmless, message, quoted, scalar
from cchc_cli.i18n import Catalogue
from cchc_cli.load.documents.blocks import Block, Document, DocumentParagraph
from cchc_cli.load.documents.clean_text import clean
from cchc_cli.model.text import loosen

MAX_UNITS = 200
MAX_NAME = 100  # letters
SAMPLE = "DV01"  # a placeholder unit for groups whose units the document does not list
_HEADS = (
    "văn phòng|phòng|ban(?! hành)|trung tâm|trường|trạm|đài|hội|đoàn|tổ(?! chức)|bộ phận|chi cục|vụ|cục|khoa|công an|công đoàn|uỷ ban|ubnd|sở|"
    "báo(?! cáo)|thanh tra|viện|bệnh viện|lớp"
)
_UNIT = re.compile(rf"(?:{_HEADS})(?!\w)")
_GROUP = re.compile(r"(?:các|những|tất cả các|toàn thể các|ubnd các)(?!\w)")
_NOBODY = re.compile(r"liên quan|thông tấn|báo chí|tổ chức, cá nhân|người dân|doanh nghiệp")
# A comma, "và" or a dash separates names only before another unit or group: "Phòng Kế hoạch - Tài chính" is one name.
_PARTS = re.compile(rf"\n|;|\.\s|(?:^|,|\s+và|\s+[-–+•])\s+(?=(?:{_HEADS}|các|đơn vị)\s+\w)|^[-–+•]\s*", re.IGNORECASE)
_ALIKE = frozenset({"cac", "thuoc", "cua", "so", "bo", "xa", "phuong", "tinh", "ubnd", "ban", "y", "te"})
_CHANNELS = (
    ("web", "Trang thông tin điện tử", "trang thông tin điện tử|website|cổng thông tin"),
    ("zalo", "Zalo", "zalo"),
    ("fanpage", "Fanpage", "fanpage|facebook"),
    ("youtube", "YouTube", "youtube"),
    ("tiktok", "TikTok", "tiktok"),
    ("loa", "Hệ thống truyền thanh", "truyền thanh|phát thanh|loa"),
)


class Named(NamedTuple):
    """A unit or group: its invented code and its name."""

    code: str
    name: str


def organisation_text(
    document: Document, code: str, source: str, messages: Catalogue, listed: UnitList | None = None, name: str = ""
) -> str:
    """Return the text of organisation.yaml for a document.

    A list of units replaces the units named in the document; a name replaces the name in its letterhead.
    """
    name_text = (
        quoted(name)
        if name
        else f"{quoted(_own_name(document) or code)}   # {MARK}: {message(Doubt('organisation-name'), messages)}"
    )
    units = listed_lines(listed, messages) if listed else _named_lines(document, messages)
    return "\n".join(_lines(document, code, name_text, source, units, messages)) + "\n"


def _lines(
    document: Document, code: str, name: str, source: str, units: Iterable[str], messages: Catalogue
) -> Iterator[str]:
    yield "# yaml-language-server: $schema=../schema/organisation.json"
    yield from comment(messages("draft.head", file=harmless(source)))
    yield f"organisation: {quoted(code)}"
    yield f"name: {name}"
    yield "timezone: Asia/Ho_Chi_Minh"
    yield ""
    yield from units
    yield ""
    yield "channels:"
    text = folded(" ".join(_texts(document.blocks)))
    for channel, name, words in _CHANNELS:
        if channel == "web" or re.search(words, text):
            yield f"  {channel}: {{name: {quoted(name)}}}"
    yield ""
    yield "tags:"
    yield '  cchc: {name: "Cải cách hành chính"}'


def listed_lines(listed: UnitList, messages: Catalogue) -> Iterator[str]:
    """Yield the lines of the units and groups of a list; invented codes are marked."""
    every = all(unit.invented for unit in listed.units)
    if every:
        yield f"# {MARK}: {message(Doubt('codes-invented'), messages)}"
    yield "units:"
    for unit in listed.units:
        comment_ = f"   # {MARK}: {message(Doubt('code-invented'), messages)}" if unit.invented and not every else ""
        aliases = f", aliases: [{', '.join(map(quoted, unit.aliases))}]" if unit.aliases else ""
        yield f"  {scalar(unit.code)}: {{name: {quoted(unit.name)}{aliases}}}{comment_}"
    if listed.groups:
        yield ""
        yield "groups:"
    for code, name in listed.groups.items():
        inside = ", ".join(scalar(unit.code) for unit in listed.of_group(code))
        yield f"  {scalar(code)}: {{name: {quoted(name)}, units: [{inside}]}}"


def _named_lines(document: Document, messages: Catalogue) -> Iterator[str]:
    """Yield the lines of the units and groups named in a document."""
    names = list(_names(document))
    units = _coded([name for name in names if not _GROUP.match(folded(name))], set())
    groups = _coded([name for name in names if _GROUP.match(folded(name))], {unit.code for unit in units} | {SAMPLE})
    yield f"# {MARK}: {message(Doubt('codes-invented'), messages)}"
    yield "units:"
    for unit in units:
        yield f"  {unit.code}: {{name: {quoted(unit.name)}}}"
    if groups or not units:
        yield f"  {SAMPLE}: {{name: {quoted(messages('draft.sample-unit'))}}}   # {MARK}: {message(Doubt('units-unlisted'), messages)}"
    if groups:
        yield ""
        yield "groups:"
    for group in groups:
        inside = [unit.code for unit in units if _of_group(unit.name, group.name)] or [SAMPLE]
        yield f"  {group.code}: {{name: {quoted(group.name)}, units: [{', '.join(inside)}]}}   # {MARK}: {message(Doubt('units-unlisted'), messages)}"


def _own_name(document: Document) -> str:
    """Return the last line of the letterhead above the number, "" for none: a body's name is below its superior's."""
    own_name = ""
    for line in head_lines(document.blocks):
        plain = loosen(line)
        if re.match(r"so\s*[:.]|so\s+\d|ke hoach|quyet dinh", plain):
            break
        if not re.search(r"cong hoa|doc lap|viet nam$|hanh phuc|^\W*$", plain):
            own_name = line
    return own_name


def _names(document: Document) -> Iterator[str]:
    """Yield the names of units and groups among the leads and helpers of rows and the headings."""
    seen: set[frozenset[str]] = set()
    rows = source_rows(task_tables(document.blocks))
    texts = [row.cells.get("lead", "") for row in rows] + [row.cells.get("support", "") for row in rows]
    texts += [heading for row in rows for heading in row.headings]
    texts += [heading for clause in read_clauses(document.blocks) for heading in clause.above[-1:]]
    for text in texts:
        for part in _PARTS.split(text):
            name = re.sub(r"^(?:[IVX]+|\d+(?:\.\d+)*)[.)]?\s+|\([^)]*\)", "", clean(part or "")).strip(" .:-–+•")
            plain = folded(name)
            words = re.findall(r"\w+", loosen(name))
            key = frozenset(words) - _ALIKE or frozenset(words)
            first = frozenset(re.findall(r"\w+", loosen(name.partition(",")[0]))) - _ALIKE
            if "," in name and first in seen:  # a list that begins with a known unit
                continue
            if not (_UNIT.match(plain) or _GROUP.match(plain)) or _NOBODY.search(plain) or key in seen:
                continue
            if len(name) <= MAX_NAME and len(seen) < MAX_UNITS and len(words) > 1:
                seen.add(key)
                yield name


def _coded(names: list[str], taken: set[str]) -> list[Named]:
    """Return the names, each with a unique code."""
    coded = []
    for name in names:
        code = invented_code(name, taken)
        taken.add(code)
        coded.append(Named(code, name))
    return coded


def _of_group(unit: str, group: str) -> bool:
    """Whether a group consists of divisions ("phòng") and the unit is a division."""
    return (
        "phòng" in folded(group) and "đơn vị" not in folded(group) and folded(unit).startswith(("phòng", "văn phòng"))
    )


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, DocumentParagraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row)
