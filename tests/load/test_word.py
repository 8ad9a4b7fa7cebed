"""Tables of Word documents that units send."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from workspaces import build_workspace, outputs_of

Patch, Capture = pytest.MonkeyPatch, pytest.CaptureFixture[str]
HEADER = ["TT", "Ngày đăng", "Tiêu đề", "Kênh", "Đường dẫn", "Nhãn"]


def link(document: docx.document.Document, cell: docx.table._Cell, text: str, address: str) -> None:
    """Write a text that links elsewhere."""
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run, shown = OxmlElement("w:r"), OxmlElement("w:t")
    shown.text = text
    run.append(shown)
    element.append(run)
    cell.paragraphs[0]._p.append(element)


def report(path: Path, title: str = "") -> None:
    """A letterhead, a list with a merged day and a total, a signature."""
    document = docx.Document()
    head = document.add_table(1, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = "BỆNH VIỆN MẪU 1", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    document.add_paragraph(title or "BÁO CÁO THÁNG 4")
    table = document.add_table(5, 6)
    rows = [
        HEADER, ["1", "02/04/2026", "Bài một", "Trang web", "", "cchc"], ["2", "", "Bài hai", "Trang web", "", "cchc"],
        ["3", "03/04/2026", "Bài ba", "Zalo", "https://z.vn/3", "cchc"], ["Cộng", "", "3 bài", "", "", ""],
    ]  # fmt: skip
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    link(document, table.cell(1, 4), "Xem tại đây", "https://so.vn/tin-1")
    document.add_paragraph("NGƯỜI LẬP BIỂU")
    document.save(str(path))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    workspace = build_workspace(tmp_path / "w")
    for old in (workspace / "evidence" / "demo").iterdir():
        old.unlink()
    return workspace


def log(folder: Path) -> list[str]:
    return (folder / "evidence" / "demo" / "posts.csv").read_text(encoding="utf-8-sig").splitlines()[1:]


@pytest.mark.parametrize("title", ["", "Tin bài tháng 4"])
def test_a_list_in_a_document(title: str, folder: Path, monkeypatch: Patch, capsys: Capture) -> None:
    """The letterhead is no log; the day merged over two rows is that of the first; the link is behind its text."""
    report(folder / "bao-cao.docx", title)
    kind = [] if title else ["--kind", "posts"]
    arguments = ["evidence", "import", "bao-cao.docx", "--unit", "BV1", "--yes", *kind]
    out, error = outputs_of(folder, arguments, monkeypatch, capsys)
    assert out[-1] == "evidence/demo/posts.csv: 2 added, 0 already there, 1 refused."
    assert [line.strip().rpartition("[")[2] for line in out if line.endswith("]")] == ["merged-cell]"]
    assert error[0] == "exit 2"
    assert error[-2:] == ["bao-cao.docx[1]: passed over: not a log", "bao-cao.docx[2]: 5: passed over: a total"]
    assert log(folder) == [
        "02/04/2026,BV1,,Bài một,Trang web,https://so.vn/tin-1,cchc,,,",
        "03/04/2026,BV1,,Bài ba,Zalo,https://z.vn/3,cchc,,,",
    ]


def test_the_kind_is_asked(folder: Path, monkeypatch: Patch, capsys: Capture) -> None:
    report(folder / "bao-cao.docx")
    _, error = outputs_of(folder, ["evidence", "import", "bao-cao.docx", "--unit", "BV1"], monkeypatch, capsys)
    assert (error[0], error[1].rpartition("[")[2]) == ("exit 2", "which-kind]")


def test_a_folder_takes_documents_too(folder: Path, monkeypatch: Patch, capsys: Capture) -> None:
    (folder / "gui").mkdir()
    report(folder / "gui" / "tin-bai-bv1.docx")
    (folder / "gui" / "posts-x.docx").write_bytes(b"PK no document")
    out, error = outputs_of(folder, ["evidence", "import", "gui", "--unit", "BV1"], monkeypatch, capsys)
    assert out[0] == "gui/tin-bai-bv1.docx[2]: 2 to add, 0 already there, 1 refused."
    assert [line.rpartition("[")[2] for line in error if line.endswith("]")] == ["bad-document]", "merged-rows]"]
