"""Visiting web pages safely: no URL can make this machine connect to an address that was not checked.

The host of every hop is resolved once, its addresses are checked, and the request goes to a checked address. The name stays in the
Host header and in the check of the certificate. No proxy, no cookie, no password.
"""

from __future__ import annotations

import asyncio
import html
import re
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from hashlib import sha256
from socket import SOCK_STREAM, gaierror

import httpx

from cchc_cli import __version__
from cchc_cli.load.sight.addresses import may_connect
from cchc_cli.model.sighting import Seen

SECONDS = 20.0  # for one address, redirects included
PAUSE = 1.0  # seconds between two requests to one host
MAX_REDIRECTS = 5
MAX_BYTES = 2 * 1024 * 1024  # after unpacking
MAX_TITLE = 300  # characters
_TITLE = re.compile(r"<title[^>]*>(.{0,5000}?)</title", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"charset=[\"']?([\w-]{1,40})", re.ASCII | re.IGNORECASE)
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})
Resolve = Callable[[str, int], Awaitable[list[str]]]


class NotAllowedError(Exception):
    """An address that is never visited."""


async def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host. Raises OSError if it has none."""
    infos = await asyncio.get_running_loop().getaddrinfo(host, port, type=SOCK_STREAM)
    return [str(address[0]) for *_, address in infos]


class WebLooker:
    """Visits pages one after the other."""

    def __init__(
        self,
        *,
        private: bool = False,
        resolve: Resolve = resolve,
        pause: float = PAUSE,
        seconds: float = SECONDS,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._private = private
        self._resolve = resolve
        self._pause = pause
        self._seconds = seconds
        self._next: dict[str, float] = {}  # host -> when it may be visited again, by the loop's clock
        # No connection is reused: a request for another name on the same address would skip the check of its certificate.
        self._transport = httpx.AsyncHTTPTransport(
            verify=context or httpx.create_ssl_context(trust_env=False),
            trust_env=False,
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    def look_at(self, addresses: Iterable[str], saw: Callable[[str, Seen], None]) -> None:
        """Visit addresses, and report each result at once."""

        async def look() -> None:
            for address in addresses:
                saw(address, await self.look(address))

        asyncio.run(look())

    async def look(self, address: str) -> Seen:
        """Visit one address."""
        try:
            url = _url(address)
            async with asyncio.timeout(self._seconds):
                return await self._followed(url)
        except NotAllowedError:
            return Seen("not-allowed")
        except (TimeoutError, httpx.TimeoutException):
            return Seen("timeout")
        except (gaierror, UnicodeError):
            return Seen("no-host")
        except httpx.ConnectError as error:
            return Seen("bad-certificate" if "CERTIFICATE" in str(error) else "no-answer")
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, zlib.error):
            return Seen("no-answer")

    async def _followed(self, url: httpx.URL) -> Seen:
        for _ in range(MAX_REDIRECTS + 1):
            request = await self._request(url)  # an address that is refused waits for nothing
            await self._turn_of(url)
            response = await self._transport.handle_async_request(request)
            try:
                location = response.headers.get("location")
                if response.status_code not in {301, 302, 303, 307, 308} or location is None:
                    return await _seen(response)
            finally:
                await response.aclose()
            url = _allowed(url.join(location))
        return Seen("too-many-redirects")

    async def _request(self, url: httpx.URL) -> httpx.Request:
        """Return a request to a checked address, with the name of the host."""
        host = url.raw_host.decode("ascii")
        addresses = await self._resolve(host, url.port or (443 if url.scheme == "https" else 80))
        if not addresses:
            raise gaierror
        if not all(may_connect(address, private=self._private) for address in addresses):
            raise NotAllowedError
        headers = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": f"cchc/{__version__} (verifies links)",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), self._seconds)
        extensions = {"sni_hostname": host, "timeout": timeout}
        to = url.copy_with(host=addresses[0].partition("%")[0], fragment=None)
        return httpx.Request("GET", to, headers=headers, extensions=extensions)

    async def _turn_of(self, url: httpx.URL) -> None:
        """Wait until the host may be visited again."""
        clock = asyncio.get_running_loop().time
        await asyncio.sleep(max(0.0, self._next.get(url.host, 0.0) - clock()))
        self._next[url.host] = clock() + self._pause


def _url(text: str) -> httpx.URL:
    """Return the URL to visit; without a scheme it is https. Raises NotAllowedError."""
    return _allowed(httpx.URL(text if "://" in text else f"https://{text}"))


def _allowed(url: httpx.URL) -> httpx.URL:
    """Return the URL itself. Raises NotAllowedError if it is no web page or contains a user or password."""
    if url.scheme not in {"http", "https"} or url.userinfo or not url.host:
        raise NotAllowedError
    return url


async def _seen(response: httpx.Response) -> Seen:
    """Return the sighting of an answer; a body over MAX_BYTES has no digest."""
    packed = response.headers.get("content-encoding", "identity").strip().lower()
    if packed not in {"identity", "", *_PACKED}:
        return Seen(response.status_code)  # a compression that was not requested
    data, size = bytearray(), 0
    async for piece in _unpacked(response, packed):
        size += len(piece)
        data += piece[: MAX_BYTES - len(data)]
        if size > MAX_BYTES:
            break
    digest = sha256(data).hexdigest() if size <= MAX_BYTES else None
    return Seen(response.status_code, _title(bytes(data), response), digest)


async def _unpacked(response: httpx.Response, packed: str) -> AsyncIterator[bytes]:
    """Yield the unpacked body; each piece is cut just over the limit."""
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32) if packed in _PACKED else None
    async for piece in response.aiter_raw():
        yield unpacking.decompress(piece, MAX_BYTES + 1) if unpacking else piece


def _title(data: bytes, response: httpx.Response) -> str | None:
    """Return the title of an HTML page on one line, None without a title."""
    kind = response.headers.get("content-type", "")
    if "html" not in kind.lower():
        return None
    charset = _CHARSET.search(kind.encode()) or _CHARSET.search(data[:2048])
    try:
        text = data.decode(charset[1].decode() if charset else "utf-8", errors="replace")
    except LookupError:
        text = data.decode(errors="replace")
    match = _TITLE.search(text)
    return " ".join(html.unescape(match[1]).split())[:MAX_TITLE] or None if match else None
