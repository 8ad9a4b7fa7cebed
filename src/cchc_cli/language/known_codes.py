"""The names that a plan file may write: codes, names and aliases; an unknown one is a complaint with what may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from cchc_cli.language.compile_types import type_index
from cchc_cli.language.model_issue import Loc, ModelIssue
from cchc_cli.model.item import Kind
from cchc_cli.model.kind import listed, offered
from cchc_cli.model.organisation import NameIndex, Organisation
from cchc_cli.model.word import Family

_BETWEEN = re.compile(r"\s*[,;/|+&]\s*|\s+(?:hoặc|hay|và|or|and)\s+", re.IGNORECASE)  # names that stand in one text


class Known(Struct, frozen=True):
    """The codes of one family, what else each is called, and the problem of a name that is none of them."""

    codes: Mapping[str, object]
    index: NameIndex
    problem: str
    offered: Mapping[str, str]  # what a message lists


class KnownCodes:
    """Looks names up in an organisation; complaints are added to a list."""

    def __init__(self, organisation: Organisation, complaints: list[ModelIssue]) -> None:
        self.organisation = organisation
        self._complaints = complaints

    @property
    def units(self) -> Known:
        units = self.organisation.units
        return Known(units, self.organisation.unit_names, "unknown-unit", listed(units))

    @property
    def units_and_groups(self) -> Known:
        codes = {**self.organisation.groups, **self.organisation.units}
        return Known(codes, self.organisation.owner_index, "unknown-unit", listed(codes))

    def names_of(self, family: Family, kinds: Sequence[Kind]) -> Known:
        """Return the tags, the channels, or the types of some kinds."""
        one = self.organisation
        if family == "tag":
            return Known(one.tags, one.tag_names, "unknown-tag", listed(one.tags))
        if family == "channel":
            return Known(one.channels, one.channel_names, "unknown-channel", listed(one.channels))
        if family == "unit":
            return self.units
        types = [type_ for kind in kinds for type_ in one.types[kind]]
        return Known({type_.code: type_ for type_ in types}, type_index(types), "unknown-type", offered(types))

    def known(self, names: Iterable[str], known: Known, at: Loc) -> tuple[str, ...]:
        """Return the codes of the names that are known, in the order written."""
        codes = [self._code(name, known, (*at, place)) for place, name in enumerate(names)]
        return tuple(code for code in codes if code is not None)

    def _code(self, name: str, known: Known, at: Loc) -> str | None:
        if name in known.codes:
            return name
        code = known.index.find(name)
        if code is None:
            self._complaints.append(ModelIssue(at, *(self._several(name, known, at) or self._unknown(name, known))))
        return code

    def _several(self, name: str, known: Known, at: Loc) -> tuple[str, Mapping[str, str]] | None:
        """Return the problem of several names written as one, "web hoặc zalo", and how to write them."""
        parts = [part.strip() for part in _BETWEEN.split(name)]
        codes = [part if part in known.codes else known.index.find(part) for part in parts]
        found = [code for code in codes if code is not None]
        if len(found) < 2 or len(found) < len(codes):
            return None
        problem = "several-units" if "owes" in at else "several-codes" if {"via", "tags"} & {*at} else "several-names"
        return problem, {"value": name, "codes": ", ".join(found), "known": ", ".join(found)}

    def _unknown(self, name: str, known: Known) -> tuple[str, Mapping[str, str]]:
        """Return the problem of a name that finds nothing, and what fills its message."""
        several = known.index.meant(name)
        if several:
            return "ambiguous-value", {"value": name, "meant": ", ".join(several)}
        if known.problem == "unknown-unit" and self.organisation.owner_index.find(name) in self.organisation.groups:
            return "group-as-unit", {"value": name}
        return known.problem, {"value": name, "meant": known.index.near(name), **known.offered}

    def once(self, codes: Sequence[str], at: Loc) -> None:
        """Complain of each code that is named again."""
        for place, code in enumerate(codes):
            if code in codes[:place]:
                self._complaints.append(ModelIssue((*at, place), "unit-twice", {"value": code}))

    def complain(self, complaint: ModelIssue) -> None:
        self._complaints.append(complaint)
