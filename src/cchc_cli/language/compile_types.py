"""Compiling the types of an organisation: the built-in types of each kind, and its own."""

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
    """Return the types of each kind, built-in types first, and the issues of the declared types."""
    declared = {kind.word: _Declared(kind, words.get(kind.word, {})) for kind in KINDS}
    issues = [issue for types_of_kind in declared.values() for issue in types_of_kind.issues()]
    typed = [kind.word for kind in KINDS if kind.types]
    for kind in words:
        if kind not in typed:
            details = {"value": kind, "known": ", ".join(typed), "meant": nearest(kind, typed)}
            issues.append(ModelIssue(("types", kind), "bad-choice", details, on_key=True))
    return {kind: types_of_kind.types for kind, types_of_kind in declared.items()}, issues


def type_index(types: Sequence[TypeWord]) -> NameIndex:
    """Return the index from codes, names and aliases of types to their codes."""
    return NameIndex({type_.code: (*type_.aliases, type_.name.vi, type_.name.en) for type_ in types})


class _Declared:
    """The types of one kind: a declared name replaces a built-in name or alias, but never a built-in code."""

    def __init__(self, kind: EvidenceKind, words: Mapping[str, TypeWords]) -> None:
        self._kind = kind
        built_in = type_index(kind.types if words else ())
        # A key without a `name` adds aliases to the built-in type of that name.
        self._codes = {
            key: kind.code_of(key) or (built_in.find(key) if declared_type.name is None else None) or key
            for key, declared_type in words.items()
        }
        self._words = words
        self._own = {
            loosen(name) for key, declared_type in words.items() for name in (self._codes[key], *_names(declared_type))
        }

    @property
    def types(self) -> tuple[TypeWord, ...]:
        new = [key for key, code in self._codes.items() if code not in self._kind.codes]
        return (*map(self._built_in, self._kind.types), *(_new(key, self._words[key]) for key in new))

    def _built_in(self, type_: TypeWord) -> TypeWord:
        added = [self._words[key] for key, code in self._codes.items() if code == type_.code]
        mine = [name for words in added for name in _names(words)]
        others = self._own - {loosen(name) for name in mine}
        names = (*type_.aliases, type_.name.vi, type_.name.en)
        own_names = [name for name in names if loosen(name) not in others] if others else names
        aliases = tuple(dict.fromkeys((*mine, *own_names)))
        name = next((words.name for words in added if words.name), None)
        return replace(type_, aliases=aliases, **({"name": _in_sentences(name), "own": True} if name else {}))

    def issues(self) -> Iterator[ModelIssue]:
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
    """Return a name as written inside a sentence: "phướn" for "Phướn"; "QR" is unchanged."""
    text = name[0].lower() + name[1:] if name[1:2].islower() else name
    return Texts(en=text, vi=text)
