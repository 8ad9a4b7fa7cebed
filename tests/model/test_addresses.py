"""Which texts of a url column identify a publication, and how they are compared."""

from __future__ import annotations

import pytest

from cchc_cli.model.address import address

ADDRESSES = """
https://soyte.hanoi.gov.vn/tin/1           https://soyte.hanoi.gov.vn/tin/1
  HTTPS://SoYTe.HaNoi.gov.vn/Tin/1/        https://soyte.hanoi.gov.vn/Tin/1
http://localhost/tin/1                     http://localhost/tin/1
http://10.0.0.8:8080/tin                   http://10.0.0.8:8080/tin
ftp://so.vn/a                              ftp://so.vn/a
soyte.hanoi.gov.vn/tin/1                   soyte.hanoi.gov.vn/tin/1
SoYTe.hanoi.gov.vn/tin/1/                  soyte.hanoi.gov.vn/tin/1
fb.com/123?x=1                             fb.com/123?x=1
so.vn                                      so.vn
www.so.vn:8080/a                           www.so.vn:8080/a
163.com/tin                                163.com/tin
youtube.com/@kenh                          youtube.com/@kenh
bệnhviện.vn/tin                            bệnhviện.vn/tin
anh-chup/2026-04-07.png                    anh-chup/2026-04-07.png
bai1.JPG                                   bai1.JPG
C:\\anh\\bài1.png                          C:\\anh\\bài1.png
/tin/bai-1.html                            /tin/bai-1.html
minh-chung.7z                              minh-chung.7z
a.vnhttp://#a.vn                           a.vnhttp://#a.vn
anh.cu/Bai1.png/                           anh.cu/Bai1.png
v1.x-2/Bai1.PNG                            v1.x-2/Bai1.PNG
https://so.vn/trang#dau                    https://so.vn/trang
https://so.vn/#/tin/1                      https://so.vn/#/tin/1
https://so.vn/#/tin/1/                     https://so.vn/#/tin/1
https://so.vn/#!tin                        https://so.vn/#!tin
https://so.vn/#/                           https://so.vn
file:////May-Chu/Anh/                      file:////May-Chu/Anh/
"""
WORDS = [
    "", " ", "Link", "link", "Xem bài", "Đã đăng", "Có", "có", "x", "-", "…", "...", "N/A", "n/a", "v.v", "Có.",
    "7/4/2026", "7.4.2026", "07.04.26", "2026-04-07", "7-4-2026", "7/Apr", "7.apr", "2026.April", "7/4", "12", "1.234,5", "1.5",
    "12.5k", "10.30AM", "https://", "http:///", "http://#http://", "https://#/tin/1", "https://so.vn/bài một", "so.vn/a so.vn/b", "https://so.vn/1\nhttps://so.vn/2",
    "so vn", ".png", "anh chup.png", "trang của Sở", "tin/bai-1", "Zalo:OA", "10.0.0.8/tin",
]  # fmt: skip


@pytest.mark.parametrize("line", ADDRESSES.strip("\n").splitlines())
def test_an_address_identifies_in_one_form(line: str) -> None:
    written, form = line.replace("\\\\", "\\").rsplit(None, 1)
    assert address(written) == form
    assert address(form) == form


@pytest.mark.parametrize("word", WORDS)
def test_a_word_identifies_nothing(word: str) -> None:
    assert address(word) == ""
