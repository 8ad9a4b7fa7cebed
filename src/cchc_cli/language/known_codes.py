"""Looking up the names in a plan file: codes, names and aliases; an unknown name is an issue with suggestions."""

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

_BETWEEN = re.compile(r"\s*[,;/|+&]\s*|\s+(?:hoặc|hay|và|or|and)\s+", re.IGNORECASE)  # separators of names in one text


class Known(Struct, frozen=True):
    """The codes of one family, the index of their names, and the problem code of an unknown name."""

    codes: Mapping[str, object]
    index: NameIndex
    problem: str
    offered: Mapping[str, str]  # details with which a message lists them


class KnownCodes:
    """Looks names up in an organisation; issues are added to a list."""

    def __init__(self, organisation: Organisation, issues: list[ModelIssue]) -> None:
        self.organisation = organisation
        self._issues = issues
        self._of_types: dict[tuple[Kind, ...], Known] = {}

    @property
    def units(self) -> Known:
        units = self.organisation.units
        return Known(units, self.organisation.unit_names, "unknown-unit", listed(units))

    @property
    def units_and_groups(self) -> Known:
        codes = {**self.organisation.groups, **self.organisation.units}
        return Known(codes, self.organisation.owner_index, "unknown-unit", listed(codes))

    @property
    def owners_of_duties(self) -> Known:
        """The units and groups; a message offers `all` too, the word for every unit."""
        known = self.units_and_groups
        return Known(known.codes, known.index, known.problem, listed(["all", *known.codes]))

    def names_of(self, family: Family, kinds: tuple[Kind, ...]) -> Known:
        """Return the known tags, channels or units, or the known types of some kinds."""
        organisation = self.organisation
        if family == "tag":
            return Known(organisation.tags, organisation.tag_names, "unknown-tag", listed(organisation.tags))
        if family == "channel":
            return Known(
                organisation.channels, organisation.channel_names, "unknown-channel", listed(organisation.channels)
            )
        if family == "unit":
            return self.units
        if kinds not in self._of_types:
            types = [type_ for kind in kinds for type_ in organisation.types[kind]]
            codes = {type_.code: type_ for type_ in types}
            self._of_types[kinds] = Known(codes, type_index(types), "unknown-type", offered(types))
        return self._of_types[kinds]

    def known(self, names: Iterable[str], known: Known, at: Loc) -> tuple[str, ...]:
        """Return the codes of the known names, in the written order."""
        codes = [self._code(name, known, (*at, index)) for index, name in enumerate(names)]
        return tuple(code for code in codes if code is not None)

    def _code(self, name: str, known: Known, at: Loc) -> str | None:
        if name in known.codes:
            return name
        code = known.index.find(name)
        with_comma = ", ".join(name.split())
        text = with_comma if code and known.index.find(with_comma) == code else name
        several = self._several(text, known, at) if code is None or known.problem == "unknown-type" else None
        # "Tin, bài" and "tin bài" are aliases of one type in a log; in a plan they are news or articles.
        if code is None or several:
            self._issues.append(ModelIssue(at, *(several or self._each(name, known, at) or self._unknown(name, known))))
            return None
        return code

    def _several(self, name: str, known: Known, at: Loc) -> tuple[str, Mapping[str, str]] | None:
        """Return the problem of several names in one text, "web hoặc zalo", with their codes; None for any other text."""
        parts = [part.strip() for part in _BETWEEN.split(name)]
        codes = [part if part in known.codes else known.index.find(part) for part in parts]
        recognised = [code for code in codes if code is not None]
        if len(recognised) < 2 or len(recognised) < len(codes):
            return None
        problem = "several-units" if "owes" in at else "several-codes" if {"via", "tags"} & {*at} else "several-names"
        return problem, {"value": name, "codes": ", ".join(recognised), "known": ", ".join(recognised)}

    def _each(self, name: str, known: Known, at: Loc) -> tuple[str, Mapping[str, str]] | None:
        """Return the problem of an owner such as "mỗi đơn vị", with the words of the plan language; None for any other."""
        from cchc_cli.language.intended import intended_owners  # imported late: for wrong words only

        text, share = intended_owners(name)
        if at[-2:-1] != ("owes",) or text == name.strip():
            return None
        code = text if text in known.codes else known.index.find(text)
        if code is None:
            return "each-group", {"value": name, **listed(self.organisation.groups)}
        return "each-written", {
            "value": name,
            "typed": f"{{each: {code}, share: {share}}}" if share else f"each {code}",
        }

    def _unknown(self, name: str, known: Known) -> tuple[str, Mapping[str, str]]:
        """Return the problem of an unknown name, and the details for its message."""
        several = known.index.meant(name)
        if several:
            return "ambiguous-value", {"value": name, "meant": ", ".join(several)}
        if known.problem == "unknown-unit" and self.organisation.owner_index.find(name) in self.organisation.groups:
            return "group-as-unit", {"value": name}
        return known.problem, {"value": name, "meant": known.index.near(name), **known.offered}

    def once(self, codes: Sequence[str], at: Loc) -> None:
        """Add an issue for each repeated code."""
        for index, code in enumerate(codes):
            if code in codes[:index]:
                self._issues.append(ModelIssue((*at, index), "unit-twice", {"value": code}))

    def add(self, issue: ModelIssue) -> None:
        self._issues.append(issue)
