"""Documents are hostile until read: none makes a key, a mark, a request, a crash, or a wait."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_cli.drafting.organisation import organisation_text
from cchc_cli.drafting.readers import pdf as pdf_reader
from cchc_cli.drafting.readers.pdf import read_pdf
from cchc_cli.drafting.readers.text import read_text
from cchc_cli.drafting.readers.xlsx import read_xlsx
from cchc_cli.drafting.yaml_text import MARK, harmless, quoted, scalar
from cchc_cli.language.compile_organisation import compile_organisation
from cchc_cli.language.organisation_file import OrganisationWords
from cchc_cli.load.documents import archive
from cchc_cli.load.documents.blocks import Document, TooLargeError
from cchc_cli.load.documents.docx import read_docx
from cchc_cli.load.opening import UnusableError
from drafting_case import HEAD, VI, commune, drafted, pdf, sheet, text_of, word

HEADS = ["TT", "Nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Thời gian"]
BREAKS = [
    "\n",
    "\r",
    "\v",
    "\f",
    "\x1c",
    "\x1d",
    "\x1e",
    "\x85",
    "\u2028",
    "\u2029",
    "\x00",
    "\x1b",
    "\u200b",
    "\u202e",
    "\ufeff",
]
TRAPS = [
    "a{}share: 5",
    "x{}  A99:{}    owes: VP",
    "- {}duties: []",
    "# {}quotas: {{}}",
    "'{}\"{}: [",
    "*alias &anchor !!python/object {}%YAML",
    "CẦN{}XEM: không sao",
    "{{a: b}}{}",
]
KEYS = {"dates", "plan", "title", "number", "issued", "year", "sources", "defaults", "quotas", "duties"}
CELLS = st.text(
    st.characters(blacklist_categories=["Cs"])
    | st.sampled_from([*BREAKS, '"', "'", "#", ":", "-", "{", "}", "&", "*", "%"]),
    max_size=60,
)


def accepted(text: str, quotas: int) -> None:
    """The file has its own keys and quotas, its lines are those that were meant, and nothing is for a terminal."""
    data = yaml.safe_load(text)
    assert set(data) <= KEYS
    assert len(data.get("quotas") or {}) == quotas
    assert text.splitlines() == text.split("\n")[:-1]
    assert not [char for char in text if char != "\n" and unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}]


@pytest.mark.parametrize("trap", TRAPS)
def test_no_break_of_a_line_makes_a_key(trap: str) -> None:
    for char in BREAKS:
        text = trap.replace("{}", char)
        lines = ["\t".join(HEADS), "\t".join(["1", f"Đăng tin {text}", "Tin", text, "Hằng tháng"])]
        lines.append("\t".join(["2", "Đăng tin", "Tin", "", f"Trong 5 ngày kể từ ngày {text}"]))
        draft = drafted(read_text((HEAD + "\n".join(lines)).encode("utf-8", errors="replace")))
        accepted(text_of(draft), len(draft.quotas))


@pytest.mark.parametrize("char", BREAKS)
def test_a_text_enters_as_one_line(char: str) -> None:
    assert harmless(f"a{char}share: 5").isprintable()
    assert yaml.safe_load(quoted(f"a{char}share: 5")) == harmless(f"a{char}share: 5")


@pytest.mark.parametrize(
    "text", ["CẦN XEM", "cần xem", "CẦN  XEM", "CẦN\u2028XEM", "CẦN\u200bXEM", unicodedata.normalize("NFD", "CẦN XEM")]
)
def test_a_document_makes_no_mark_of_its_own(text: str) -> None:
    assert MARK not in unicodedata.normalize("NFC", harmless(text)).upper()


@pytest.mark.parametrize(
    "value", ["no", "on", "010", "12:30", "null", "~", "1e3", "0x10", "<<", "each VP: x", "2026", "=", "!x"]
)
def test_a_scalar_stays_a_text(value: str) -> None:
    assert yaml.safe_load(scalar(value)) == value


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=4))
def test_any_cells_make_a_plan_that_is_accepted(rows: list[list[str]]) -> None:
    from cchc_cli.drafting.check import PlanLanguage

    draft = drafted(read_text((HEAD + "\n".join("\t".join(row) for row in [HEADS, *rows])).encode()))
    accepted(text_of(draft), len(draft.quotas))
    language = PlanLanguage(commune(), draft.header.year.value)
    assert all(language.warnings_of(quota.words(), quota.dates) is not None for quota in draft.quotas)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_any_names_make_an_organisation_that_is_accepted(names: list[tuple[str, str]]) -> None:
    heads = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"]
    rows = [
        [str(place), "Đăng tin", f"Phòng {name}", f"Các đơn vị {other}", "Hằng tháng"]
        for place, (name, other) in enumerate(names, 1)
    ]
    document = read_text((HEAD + "\n".join("\t".join(row) for row in [heads, *rows])).encode())
    text = organisation_text(document, "moi", "van-ban.txt", VI)
    assert text.splitlines() == text.split("\n")[:-1]
    _, issues = compile_organisation(OrganisationWords.model_validate(yaml.safe_load(text)))
    assert issues == []


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_document_or_refused(data: bytes) -> None:
    for read in (read_docx, read_pdf, read_xlsx, read_text):
        for content in (data, b"PK\x03\x04" + data, b"%PDF-1.7\n" + data):
            assert refusal(read, content) in {"", "bad-document", "not-a-workbook", "workbook-password"}


def refusal(read: Callable[[bytes], Document], data: bytes) -> str:
    """Return the code with which a document is refused, "" for one that is read."""
    try:
        read(data)
    except UnusableError as error:
        return error.code
    return ""


def changed(data: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """Return an archive with its parts changed, and more parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return stream.getvalue()


def test_an_entity_is_not_resolved() -> None:
    doctype = b'<!DOCTYPE w [<!ENTITY passwd SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa">]>'

    def hostile(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        head, rest = content.split(b"?>", 1)
        return head + b"?>" + doctype + rest.replace(b"BIEN", b"&passwd;&a;")

    data = changed(word([HEADS, ["1", "Đăng tin BIEN", "Tin", "Phòng Kinh tế", "Hằng tháng"]]), hostile)
    [quota] = drafted(read_docx(data)).quotas
    assert "root:" not in quota.wording
    assert "aaaa" not in quota.wording


def test_what_an_entity_grows_to_is_refused() -> None:
    levels = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 12))
    doctype = f'<!DOCTYPE w [<!ENTITY l0 "ha">{levels}]>'.encode()

    def hostile(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        head, rest = content.split(b"?>", 1)
        return head + b"?>" + doctype + rest.replace(b"BIEN", b"&l11;")

    data = changed(word([HEADS, ["1", "Đăng tin BIEN", "Tin", "Phòng Kinh tế", "Hằng tháng"]]), hostile)
    assert refusal(read_docx, data) == "bad-document" or "haha" not in drafted(read_docx(data)).quotas[0].wording


def test_what_unpacks_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1_000)
    with pytest.raises(UnusableError, match="document-too-large"):
        read_docx(word([HEADS, ["1", "Đăng tin", "Tin", "Phòng Kinh tế", "Hằng tháng"]]))


def test_too_many_cells_are_refused() -> None:
    row = "\t".join(["1", "Đăng tin", "Tin", "Phòng Kinh tế", "Hằng tháng"])
    with pytest.raises(TooLargeError):
        read_text("\n".join([row] * 13_000).encode())


def test_no_break_of_a_line_comes_in_by_a_pdf() -> None:
    rows = [HEADS, ["1", "Đăng tin \u2028share: 5", "Tin", "Phòng Kinh tế\x85  A9:", "Hằng tháng"]]
    draft = drafted(pdf_reader.read_pdf(pdf([HEAD.split("\n"), rows])))
    accepted(text_of(draft), 1)


@pytest.mark.parametrize(("limit", "most"), [("MAX_PAGES", 1), ("MAX_LETTERS", 50)])
def test_a_long_pdf_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, most: int) -> None:
    monkeypatch.setattr(pdf_reader, limit, most)
    with pytest.raises(TooLargeError):
        read_pdf(pdf([HEAD.split("\n"), HEAD.split("\n")]))


def test_a_pdf_full_of_lines_is_read_in_time() -> None:
    rows = [[str(place)] * 5 for place in range(150)]
    assert read_pdf(pdf([HEAD.split("\n"), *[rows] * 3])).blocks


def test_of_an_endless_cell_the_beginning_is_read_and_said_to_be() -> None:
    row = ["1", "ít nhất 01 tin, bài hoặc video " * 20_000, "Tin", "Phòng A, " * 20_000, "khi đó 5 " * 20_000]
    draft = drafted(read_text((HEAD + "\t".join(HEADS) + "\n" + "\t".join(row)).encode()))
    assert [doubt.code for doubt in draft.quotas[0].doubts] == ["cell-cut"]
    assert len(text_of(draft)) < 10_000


def test_pictures_and_links_outside_are_left_alone() -> None:
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId99" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="http://127.0.0.1:1/evil.dotm" TargetMode="External"/></Relationships>'
    )
    data = changed(
        word([HEADS, ["1", "Đăng tin", "Tin", "Phòng Kinh tế", "Hằng tháng"]]),
        lambda name, content: rels if name == "word/_rels/document.xml.rels" else content,
        {"word/media/image1.png": b"\x89PNG broken", "../../outside.txt": b"no"},
    )
    assert len(drafted(read_docx(data)).quotas) == 1


def test_deleted_and_hidden_texts_are_not_read() -> None:
    def hostile(name: str, content: bytes) -> bytes:
        run = "Đăng tin".encode()
        hidden = b"</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>05 video</w:t></w:r><w:r><w:t>"
        return content.replace(run, run + hidden) if name == "word/document.xml" else content

    data = changed(word([HEADS, ["1", "Đăng tin", "Tin", "Phòng Kinh tế", "Hằng tháng"]]), hostile)
    assert drafted(read_docx(data)).quotas[0].needs.value == {"posts": 1, "implied": True, "type": "news"}


def test_a_formula_is_no_text_and_a_wide_sheet_is_cut() -> None:
    rows = [HEADS, ["1", '=HYPERLINK("http://x","a")', "Tin", "Phòng Kinh tế", "Hằng tháng"]]
    rows[1] += [""] * 90 + ["xa"]
    accepted(text_of(drafted(read_xlsx(sheet(rows)))), 1)
