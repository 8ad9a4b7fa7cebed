"""From the types that an organisation declares to all types of each kind: its own, and those built in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from cchc_cli.language.model_issue import ModelIssue
from cchc_cli.language.organisation_file import TypeWords
from cchc_cli.model.item import Kind
from cchc_cli.model.kind import EvidenceKind, TypeWord
from cchc_cli.model.organisation import NameIndex
from cchc_cli.model.text import loosen, nearest
from cchc_cli.model.texts import Texts
from cchc_cli.words.kinds import KINDS

Types = Mapping[Kind, tuple[TypeWord, ...]]


def compile_types(words: Mapping[str, Mapping[str, TypeWords]]) -> tuple[Types, list[ModelIssue]]:
    """Return the types of each kind, built-in types first, and what is wrong with those that are declared."""
    found = {kind.word: _Declared(kind, words.get(kind.word, {})) for kind in KINDS}
    complaints = [issue for one in found.values() for issue in one.complaints()]
    typed = [kind.word for kind in KINDS if kind.types]
    for kind in words:
        if kind not in typed:
            details = {"value": kind, "known": ", ".join(typed), "meant": nearest(kind, typed)}
            complaints.append(ModelIssue(("types", kind), "bad-choice", details, on_key=True))
    return {kind: one.types for kind, one in found.items()}, complaints


def type_index(types: Sequence[TypeWord]) -> NameIndex:
    """Return which code each code, name and alias of some types means."""
    return NameIndex({one.code: (*one.aliases, one.name.vi, one.name.en) for one in types})


class _Declared:
    """The types of one kind: a declared word wins over a built-in name or alias, never over a built-in code."""

    def __init__(self, kind: EvidenceKind, words: Mapping[str, TypeWords]) -> None:
        self._kind = kind
        built_in = type_index(kind.types)
        # A key without a name of its own adds aliases to the built-in type that the key names.
        self._codes = {
            key: kind.code_of(key) or (built_in.find(key) if one.name is None else None) or key
            for key, one in words.items()
        }
        self._words = words
        self._own = {loosen(name) for key, one in words.items() for name in (self._codes[key], *_names(one))}

    @property
    def types(self) -> tuple[TypeWord, ...]:
        new = [key for key, code in self._codes.items() if code not in self._kind.codes]
        return (*map(self._built_in, self._kind.types), *(_new(key, self._words[key]) for key in new))

    def _built_in(self, one: TypeWord) -> TypeWord:
        added = [self._words[key] for key, code in self._codes.items() if code == one.code]
        mine = [name for words in added for name in _names(words)]
        others = self._own - {loosen(name) for name in mine}
        kept = [name for name in (*one.aliases, one.name.vi, one.name.en) if loosen(name) not in others]
        aliases = tuple(dict.fromkeys((*mine, *kept)))
        name = next((words.name for words in added if words.name), None)
        return replace(one, aliases=aliases, **({"name": _in_sentences(name), "own": True} if name else {}))

    def complaints(self) -> Iterator[ModelIssue]:
        for key, code in self._codes.items():
            if code not in self._kind.codes and self._words[key].name is None:
                yield ModelIssue(
                    ("types", self._kind.word, key, "name"),
                    "missing-key",
                    {"key": "name", "about": TypeWords.model_fields["name"].description or ""},
                    on_key=True,
                )
        declared: dict[str, str] = {loosen(code): code for code in self._kind.codes}
        for key, code in self._codes.items():
            for name in (code, *_names(self._words[key])):
                other = declared.setdefault(loosen(name), code)
                if other != code:
                    details = {"value": name, "codes": f"{other}, {code}"}
                    yield ModelIssue(("types", self._kind.word, key), "ambiguous-name", details, on_key=True)


def _names(words: TypeWords) -> tuple[str, ...]:
    return (*((words.name,) if words.name else ()), *words.aliases)


def _new(code: str, words: TypeWords) -> TypeWord:
    return TypeWord(code, _in_sentences(words.name or code), _names(words), own=True)


def _in_sentences(name: str) -> Texts:
    """Return a name as it stands inside a sentence: "phướn" of "Phướn"; "QR" stays."""
    text = name[0].lower() + name[1:] if name[1:2].islower() else name
    return Texts(en=text, vi=text)
