"""Which texts of a url column are addresses, and how these are compared: only an address identifies a publication."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

# Matches a URL that is in its normal form already: most are, and splitting them is slow.
is_plain_url = re.compile(
    r"https?://[.:-]*[a-z0-9][a-z0-9.:-]*(?:/[!-\"$->@-~]*[!-\"$-.0->@-~])?(?:\?[!-\"$-~]+)?", re.ASCII
).fullmatch
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://[^?#]*\w", re.IGNORECASE)  # a fragment alone leads nowhere
# A host ends with letters: "1.2" and "7.4.2026" are numbers and days, "N/A" has no dot.
_HOST = re.compile(r"(?:\w[\w-]*\.)+[a-z]{2,}(?::\d+)?(?:[/?#].*)?", re.IGNORECASE)
_FILE = re.compile(r"(?:.*[/\\])?[^/\\]*\w[^/\\]*\.(?:[a-z][a-z0-9]{1,5}|7z|3gp|3g2)", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_DAY = re.compile(rf"\d{{1,4}}[./-]{_MONTH}", re.IGNORECASE)


def address(text: str) -> str:
    """Return the URL or the path of a file in a cell in the form in which addresses are compared, "" for a word.

    An address has no white space, and a scheme, or a host with a dot and two or more letters behind the last one, or a
    file extension at its end. "Link", "Xem bài", "N/A", days and numbers are words: they are the same in many rows.
    """
    if is_plain_url(text):
        return text
    text = text.strip()
    return _normal(text) if _is_address(text) else ""


def _is_address(text: str) -> bool:
    if any(char.isspace() for char in text) or _DAY.fullmatch(text):
        return False
    return bool(_SCHEME.match(text) or _HOST.fullmatch(text) or _FILE.fullmatch(text))


def is_of_the_web(url: str) -> bool:
    """Whether an address has a scheme, or begins with a host and a slash; any other is the path of a file."""
    host, slash, _ = url.partition("/")
    return _SCHEME.match(url) is not None or bool(slash and _HOST.fullmatch(host))


def _normal(url: str) -> str:
    """Return an address with its scheme and host in lower case, without its fragment and its closing slash.

    A fragment that begins with `/` or `!` is the route of a one-page site, and stays. A path of a screenshot passes
    unchanged. A URL that cannot be split, or names no host, is compared as it is.
    """
    has_scheme = _SCHEME.match(url) is not None
    if not has_scheme and not ("/" in url and _HOST.fullmatch(url)):
        return url
    try:
        parts = urlsplit(url if has_scheme else f"//{url}")
    except ValueError:
        return url
    if not parts.netloc:
        return url
    route = parts.fragment.rstrip("/") if parts.fragment.startswith(("/", "!")) else ""
    path = parts.path if route else parts.path.rstrip("/")
    bare = urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, parts.query, route))
    return bare.removeprefix("//")
