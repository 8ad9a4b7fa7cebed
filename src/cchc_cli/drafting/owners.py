"""Finding owners: the units and groups in a text, by code, name or alias; any other name is unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cchc_cli.drafting.words import folded
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.text import loosen

MAX_NAME = 120  # letters of one name in a list
# Words that may follow a unit's name: the body it belongs to. No plurals, which would make a group.
_PLAIN = frozenset(
    {
        "so",
        "bo",
        "ubnd",
        "uy",
        "nhan",
        "dan",
        "xa",
        "phuong",
        "tinh",
        "huyen",
        "thanh",
        "pho",
        "thi",
        "tran",
        "cua",
        "thuoc",
        "y",
        "te",
        "truong",
        "hd",
    }
)
# Words that do not distinguish groups: quantifiers, and the body that all units belong to.
_GENERIC = frozenset(
    {
        "cac",
        "nhung",
        "tat",
        "ca",
        "toan",
        "the",
        "moi",
        "tung",
        "thuoc",
        "cua",
        "o",
        "tai",
        "tren",
        "dia",
        "ban",
        "va",
        "nganh",
        "noi",
        "ubnd",
        "uy",
        "nhan",
        "dan",
        "so",
        "bo",
    }
)
_HEADS = (
    "phòng", "ban", "văn phòng", "trung tâm", "trường", "trạm", "đài", "hội", "đoàn", "tổ", "bộ phận", "chi cục", "vụ",
    "cục", "khoa", "uỷ ban", "ủy ban", "công an", "p.", "tt.", "vp",
)  # fmt: skip
_LEAD_IN = re.compile(
    r"^(?:[-–+•*]\s*|(?:đơn vị|cơ quan)?\s*(?:chủ trì|thực hiện|đầu mối)\s*:\s*|(?:thủ trưởng|người đứng đầu|lãnh đạo|trưởng)\s+(?=các|những|từng|phòng|đơn vị|cơ quan|ban))+"
)
_ROLE = re.compile(r"\s+(?:làm\s+)?(?:(?:đơn vị|cơ quan)\s+)?(?:chủ trì|đầu mối|thực hiện)(?=\s*(?:[,;\n]|$))")
_SUPPORT = re.compile(r"(?:[;.,\n(]|\s-)\s*(?:(?:đơn vị|cơ quan)\s+)?(?:phối hợp|hỗ trợ)(?:\s+với)?\s*:?[^\n]*")
_SPLIT = re.compile(r"[,;\n/&+]|\s-\s|(?:^|(?<=[;,\n]))\s*[-–+•]\s+|\s+và\s+|\.(?:\s|$)")
_PAIRED = re.compile(r"(phòng),\s*ban(?!\w)")
_ANY = re.compile(r".+", re.DOTALL)
_BRACKET = re.compile(r"\(([^()]*)\)")


class Owners(NamedTuple):
    """The codes of the owners in a text, in order, and the unknown names."""

    codes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Roster:
    """Looks up the units and groups of an organisation by name."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self._exact: dict[str, str] = {}
        self._bare: dict[str, set[str]] = {}
        self._words: list[tuple[str, frozenset[str]]] = []
        words = loosen(organisation.name).split()
        initials = "".join(word[0] for word in words)
        self._own = frozenset(words) | {initials[:end] for end in range(2, len(initials) + 1)}
        for name, code in self._spellings():
            self._exact.setdefault(_key(name), code)
            for head in _HEADS:
                if folded(name).startswith(f"{head} "):
                    self._bare.setdefault(_key(folded(name)[len(head) :]), set()).add(code)
            if self.is_group(code):
                self._words.append((code, frozenset(_key(name).split())))
        bare = [name for name, codes in self._bare.items() if len(codes) == 1 and len(name.split()) > 1]
        names = sorted([name for name in (*self._exact, *bare) if len(name) > 3], key=len, reverse=True)
        joined = "|".join(r"\W+".join(map(re.escape, name.split())) for name in names)
        self._pattern = re.compile(rf"(?<!\w)(?:{joined})(?!\w)") if names else None

    def _spellings(self) -> Iterator[tuple[str, str]]:
        """Yield each name with its code; a name of several units is left out."""
        for name in self.organisation.unit_names:
            code = self.organisation.unit_names.find(name)
            if code is not None:
                yield name, code
        for code in self.organisation.groups:
            yield code, code
            yield self.organisation.group_names.get(code, code), code

    def is_group(self, code: str) -> bool:
        return code in self.organisation.groups

    def read(self, text: str) -> Owners:
        """Return the owners in a cell. A separator inside a known name does not count: "Kế hoạch - Tài chính" is one name."""
        plain = _PAIRED.sub(r"\1 ban", _ROLE.sub("", _SUPPORT.sub("", folded(text))))
        codes: list[str] = []
        unknown: list[str] = []
        for name in self._names(plain):
            codes_of_name = self.find(name)
            codes += codes_of_name
            if not codes_of_name:
                unknown.append(name)
        return Owners(tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(unknown)))

    def find(self, name: str) -> tuple[str, ...]:
        """Return the codes of one name: a unit, a group, or a unit without "Phòng"; () for an unknown name."""
        main, bracket = self._without_bracket(name)
        if bracket is None:
            return ()
        key = _key(_LEAD_IN.sub("", main))
        if key in self._exact:
            return (self._exact[key],)
        bare = self._bare.get(key, set())
        if len(bare) == 1:
            return tuple(bare)
        return self._longer(key) or self._group(key)

    def _without_bracket(self, name: str) -> tuple[str, str | None]:
        """Return a name without its bracket, and the bracket; None instead if the bracket may limit the owners."""
        match = _BRACKET.search(name)
        if match is None:
            return name, ""
        inside = _key(match[1])
        known = inside in self._exact or bool(self._longer(inside)) or not inside
        return _BRACKET.sub(" ", name).strip(), match[1] if known else None

    def _longer(self, key: str) -> tuple[str, ...]:
        """Return the unit of a name with the body it belongs to: "Văn phòng Sở Y tế", "Phòng Văn hóa - Xã hội xã"."""
        for name, code in self._exact.items():
            rest = key.removeprefix(name).split() if len(name) > 3 and key.startswith(f"{name} ") else ["?"]
            if set(rest) <= _PLAIN | self._own and not self.is_group(code):
                return (code,)
        return ()

    def _group(self, key: str) -> tuple[str, ...]:
        """Return the group whose name has exactly these words, apart from words that do not distinguish groups."""
        words = frozenset(key.split())
        fits = {
            code
            for code, own in self._words
            if not (words ^ own) - _GENERIC - self._own - {"cong"} and (words & own) - _GENERIC
        }
        if not fits and words & {"phong", "ban"}:
            words -= {"ban"} if "phong" in words else frozenset()
            fits = {code for code, own in self._words if not (words ^ own) - _GENERIC - self._own - {"ban"}}
        return tuple(fits) if len(fits) == 1 else ()

    def _names(self, plain: str) -> Iterator[str]:
        """Yield the names of a list; known names stay whole, and a bracket stays with the name before it."""
        replaced: list[str] = []

        def replace_match(match: re.Match[str]) -> str:
            replaced.append(match.group())
            return f"\x00{len(replaced) - 1}\x00"

        masked = _BRACKET.sub(replace_match, plain)
        masked = self._masked(masked, replace_match)
        for part in _SPLIT.split(masked):
            name = re.sub(r"\x00(\d+)\x00", lambda match: replaced[int(match[1])], part)
            name = re.sub(r"\x00(\d+)\x00", lambda match: replaced[int(match[1])], name).strip(" .:-–+•*\n")
            if name:
                yield name[:MAX_NAME]

    def _masked(self, plain: str, replace_match: Callable[[re.Match[str]], str]) -> str:
        """Return a text with placeholders for known names, which are found without regard to diacritics and punctuation."""
        loose = _loose_same_length(plain)
        if self._pattern is None or loose is None:
            return plain
        text, at = "", 0
        for match in self._pattern.finditer(loose):
            full_match = _ANY.match(plain, match.start(), match.end())
            text += plain[at : match.start()] + (replace_match(full_match) if full_match else "")
            at = match.end()
        return text + plain[at:]


def _key(name: str) -> str:
    return " ".join(re.findall(r"[\w]+", loosen(name)))


def _loose_same_length(plain: str) -> str | None:
    """Return a text without diacritics, letter by letter, so that positions in both are equal; None if that fails."""
    loose = "".join(loosen(char) if char.isalpha() else (" " if char in "-–,.&" else char) for char in plain)
    return loose if len(loose) == len(plain) else None
