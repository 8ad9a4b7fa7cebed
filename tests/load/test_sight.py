"""Looking whether evidence is there: against a server on 127.0.0.1, with names that a resolver of the test answers."""

from __future__ import annotations

import asyncio
import gzip
import os
import threading
import time
import zlib
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from cchc_cli.load.sight.addresses import may_connect
from cchc_cli.load.sight.files import look_at_file
from cchc_cli.load.sight.web import MAX_BYTES, WebLooker
from cchc_cli.model.sighting import Seen

PAGE = "<html><head><TITLE>\n Tin &amp; bài \x1b[31m</TITLE></head></html>".encode()
BOMB = gzip.compress(b"\0" * 200_000_000, 9)


class Handler(BaseHTTPRequestHandler):
    """Answers by the path that is asked for."""

    requests: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        self.server.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))  # type: ignore[attr-defined]
        name, _, rest = self.path[1:].partition("/")
        getattr(self, f"_{name}", self._missing)(rest)

    def _page(self, _: str) -> None:
        self._send(200, PAGE, {"Content-Type": "text/html; charset=utf-8", "Set-Cookie": "a=1"})

    def _missing(self, _: str) -> None:
        self._send(404, b"")

    def _to(self, rest: str) -> None:
        self._send(302, b"", {"Location": rest, "Set-Cookie": "a=1"})

    def _round(self, _: str) -> None:
        self._send(302, b"", {"Location": "/round"})

    def _bomb(self, _: str) -> None:
        self._send(200, BOMB, {"Content-Encoding": "gzip"})

    def _twice(self, _: str) -> None:
        self._send(200, gzip.compress(BOMB), {"Content-Encoding": "gzip, gzip"})

    def _packed(self, _: str) -> None:
        self._send(200, zlib.compress(PAGE), {"Content-Encoding": "deflate", "Content-Type": "text/html"})

    def _garbled(self, _: str) -> None:
        self._send(200, b"no gzip", {"Content-Encoding": "gzip"})

    def _large(self, _: str) -> None:
        self._send(200, b"x" * (MAX_BYTES + 1))

    def _slow(self, _: str) -> None:
        """A body that never ends, a byte at a time: no single wait is long."""
        self.send_response(200)
        self.end_headers()
        with __import__("contextlib").suppress(OSError):
            for _ in range(200):
                self.wfile.write(b"x")
                time.sleep(0.05)

    def _slowhead(self, _: str) -> None:
        with __import__("contextlib").suppress(OSError):
            for letter in b"HTTP/1.1 200 OK\r\n" * 20:
                self.wfile.write(bytes([letter]))
                time.sleep(0.05)

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with __import__("contextlib").suppress(OSError):  # whoever asked has seen enough
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    web_server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web_server.requests = []  # type: ignore[attr-defined]
    threading.Thread(target=web_server.serve_forever, daemon=True).start()
    yield web_server
    web_server.shutdown()
    web_server.server_close()


class Names:
    """A resolver whose answers change from one question to the next, as those of a hostile name server may."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = answers
        self.hosts: list[str] = []

    async def __call__(self, host: str, port: int) -> list[str]:
        self.hosts.append(host)
        name = host.partition(".")[0]
        return self.answers[name].pop(0) if name in self.answers else ["127.0.0.1"]


def look(server: ThreadingHTTPServer, path: str, names: Names | None = None, **options: object) -> Seen:
    settings = {"private": True, "pause": 0.0, "seconds": 5.0, **options}
    looker = WebLooker(resolve=names or Names(), **settings)  # type: ignore[arg-type]
    return asyncio.run(looker.look(f"http://so.example:{server.server_port}/{path}"))


def headers(server: ThreadingHTTPServer) -> list[dict[str, str]]:
    return [header_fields for _, header_fields in server.requests]  # type: ignore[attr-defined]


# ---- what is seen


def test_a_page(server: ThreadingHTTPServer):
    assert look(server, "page") == Seen(200, "Tin & bài \x1b[31m", sha256(PAGE).hexdigest())
    assert headers(server)[0]["host"] == f"so.example:{server.server_port}"


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("none", Seen(404, sha256=sha256(b"").hexdigest())),
        ("packed", Seen(200, "Tin & bài \x1b[31m", sha256(PAGE).hexdigest())),
        ("garbled", Seen("no-answer")),
        ("bomb", Seen(200)),
        ("twice", Seen(200)),  # packed in a way that was not asked for
        ("large", Seen(200)),
        ("round", Seen("too-many-redirects")),
    ],
)
def test_what_is_seen(path: str, seen: Seen, server: ThreadingHTTPServer):
    assert look(server, path) == seen


@pytest.mark.parametrize("path", ["slow", "slowhead"])
def test_no_answer_takes_longer_than_all_the_time_there_is(path: str, server: ThreadingHTTPServer):
    began = time.monotonic()
    assert look(server, path, seconds=0.6) == Seen("timeout")
    assert time.monotonic() - began < 3


def test_no_cookie_and_no_proxy(server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert look(server, "to//page").status == 200
    assert [("cookie" in header) for header in headers(server)] == [False, False]


def test_a_host_is_asked_once_a_second(server: ThreadingHTTPServer):
    began = time.monotonic()
    looker = WebLooker(private=True, resolve=Names(), pause=0.3)
    seen: list[str] = []
    urls = [f"http://{name}.example:{server.server_port}/page" for name in ("so", "so", "so", "khac")]
    looker.look_at(urls, lambda address, sighting: seen.append(address))
    assert seen == urls
    assert 0.6 <= time.monotonic() - began < 2


def test_an_address_that_is_refused_waits_for_nothing(server: ThreadingHTTPServer):
    looker = WebLooker(resolve=Names(), pause=30.0)
    seen: list[Seen] = []
    began = time.monotonic()
    looker.look_at([f"http://so.example:{server.server_port}/{n}" for n in range(3)], lambda _, page: seen.append(page))
    assert seen == [Seen("not-allowed")] * 3
    assert time.monotonic() - began < 5


# ---- what is never asked


@pytest.mark.parametrize(
    "address",
    [
        "ftp://so.example/1",
        "file:///etc/passwd",
        "http://u:p@so.example/1",
        "http:///1",
        "gopher://so.example",
        "http://",
    ],
)
def test_only_pages_of_the_web(address: str):
    names = Names()
    assert asyncio.run(WebLooker(resolve=names).look(address)).status in {"not-allowed", "no-answer"}
    assert names.hosts == []


@pytest.mark.parametrize(
    "answers",
    [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1"], ["169.254.169.254"], ["::ffff:127.0.0.1"], ["fe80::1%eth0"]],
)
def test_private_addresses_are_not_asked(answers: list[str], server: ThreadingHTTPServer):
    assert look(server, "page", Names(so=[answers]), private=False) == Seen("not-allowed")
    assert headers(server) == []


def test_each_hop_is_checked_and_resolved_once(server: ThreadingHTTPServer):
    """The second host is public at first and private when it is asked again: it is asked once."""
    names = Names(so=[["127.0.0.1"], ["127.0.0.1"]], inner=[["224.0.0.1"], ["127.0.0.1"]])
    assert look(server, f"to/http://inner.example:{server.server_port}/page", names) == Seen("not-allowed")
    assert names.hosts == ["so.example", "inner.example"]
    assert len(headers(server)) == 1


def test_a_redirect_leads_to_pages_only(server: ThreadingHTTPServer):
    assert look(server, "to/file:///etc/passwd") == Seen("not-allowed")
    assert look(server, "to/http://u:p@so.example/") == Seen("not-allowed")


def test_addresses():
    public = ["8.8.8.8", "113.160.1.1", "2404:6800:4005::1"]
    private = [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.1.1", "100.64.0.1", "::1", "fe80::1", "fc00::1",
        "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "::8.8.8.8", "198.18.0.1", "192.0.2.1", "240.0.0.1",
        "255.255.255.255",
    ]  # fmt: skip
    assert [address for address in public if not may_connect(address, private=False)] == []
    assert [address for address in private if may_connect(address, private=False)] == []
    never = ("224.0.0.1", "ff02::1", "0.0.0.0", "::")  # noqa: S104
    assert [address for address in never if may_connect(address, private=True)] == []


# ---- files


def test_files(tmp_path: Path):
    root = tmp_path / "w"
    (root / "anh").mkdir(parents=True)
    (root / "anh" / "1.png").write_bytes(b"png")
    (tmp_path / "bi-mat.txt").write_text("x", encoding="utf-8")
    (root / "ra-ngoai.png").symlink_to(tmp_path / "bi-mat.txt")
    (root / "vao-trong.png").symlink_to(root / "anh" / "1.png")
    digest = sha256(b"png").hexdigest()
    assert look_at_file("anh/1.png", root) == Seen("file", sha256=digest)
    assert look_at_file("anh\\1.png", root) == Seen("file", sha256=digest)
    assert look_at_file("vao-trong.png", root) == Seen("file", sha256=digest)
    assert look_at_file("anh/2.png", root) == Seen("no-file")
    assert look_at_file("anh", root) == Seen("no-file")
    assert look_at_file("ra-ngoai.png", root) == Seen("not-allowed")


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd", "\\\\may-chu\\chung\\1.png", "//may-chu/chung/1.png", "C:\\anh\\1.png", "C:1.png", "../1.png",
        "anh/../../1.png", "anh\\..\\1.png", "NUL", "anh/con.png", "LPT1", "\\\\.\\COM1", "1.png:luong", "~/1.png", "a\0.png",
    ],
)  # fmt: skip
def test_paths_that_are_refused_untouched(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def touched(*_: object, **__: object) -> None:
        raise AssertionError(path)

    for name in ("open", "stat", "lstat"):
        monkeypatch.setattr(os, name, touched)
    monkeypatch.setattr(os.path, "realpath", touched)
    assert look_at_file(path, tmp_path) == Seen("not-allowed")


def test_a_pipe_is_not_waited_for(tmp_path: Path):
    if not hasattr(os, "mkfifo"):
        return
    os.mkfifo(tmp_path / "p.png")
    assert look_at_file("p.png", tmp_path) == Seen("no-file")
