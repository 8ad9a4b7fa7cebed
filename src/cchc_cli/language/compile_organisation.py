"""Compiling the words of an organisation file, a table of holidays, or waivers to values of the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pydantic_core import PydanticCustomError

from cchc_cli.language.base import read_day
from cchc_cli.language.compile_types import compile_types, type_index
from cchc_cli.language.known_codes import KnownCodes
from cchc_cli.language.model_issue import Loc, ModelIssue
from cchc_cli.language.organisation_file import (
    ChannelWords,
    HolidayWords,
    OrganisationWords,
    TagWords,
    UnitWords,
    WaiverFile,
)
from cchc_cli.language.read_only import read_only
from cchc_cli.model.calendar import SATURDAY, Holidays
from cchc_cli.model.kind import listed
from cchc_cli.model.organisation import EVERY_TAG_IMPLIES, NameIndex, Organisation, UnitInfo
from cchc_cli.model.period import ONE_DAY
from cchc_cli.model.problem import Place
from cchc_cli.model.text import nearest
from cchc_cli.model.verdict import Waiver


def compile_organisation(words: OrganisationWords) -> tuple[Organisation, list[ModelIssue]]:
    """Return the organisation, with an issue for each unknown name and each name with two meanings."""
    words = _by_codes(words)
    issues = [*_unknown_units(words), *_unknown_tags(words), *_contradictions(words)]
    misled = {code: _of_succession(words, code, unit) for code, unit in words.units.items() if unit.becomes}
    issues += [issue for issue in misled.values() if issue]
    units = {code: _unit(code, unit, becomes=not misled.get(code)) for code, unit in words.units.items()}
    issues += [
        ModelIssue(("units", code, "part_of"), "part-of-itself", {"value": code})
        for code in words.units
        if _part_of_itself(words, code)
    ]
    types, type_issues = compile_types(words.types)
    issues += type_issues
    names = {"units": _names(words.units), "channels": _names(words.channels), "tags": _names(words.tags)}
    for section, name_index in names.items():
        for name, codes in name_index.ambiguous.items():
            code = [listed_code for listed_code in getattr(words, section) if listed_code in codes][-1]
            details = {"value": name, "codes": ", ".join(sorted(codes))}
            issues.append(ModelIssue((section, code, "name"), "ambiguous-name", details))
    organisation = Organisation(
        code=words.organisation,
        name=words.name,
        timezone=words.timezone,
        sample=words.sample,
        units=units,
        groups={code: group.units for code, group in words.groups.items()},
        channels={code: channel.name for code, channel in words.channels.items()},
        tags={code: tag.name for code, tag in words.tags.items()},
        implied=_implied(words),
        unit_names=names["units"],
        channel_names=names["channels"],
        tag_names=names["tags"],
        group_names={code: group.name for code, group in words.groups.items()},
        owner_index=_owner_index(words),
        types=types,
        type_names={kind: type_index(words) for kind, words in types.items()},
    )
    return read_only(organisation), issues


def _by_codes(words: OrganisationWords) -> OrganisationWords:
    """Return the words with codes for the names and aliases of units; an unknown name remains."""
    names = _names(words.units)

    def code(name: str) -> str:
        return name if name in words.units else names.find(name) or name

    units = {
        key: unit.model_copy(
            update={word: code(name) for word in ("part_of", "becomes") if (name := getattr(unit, word))}
        )
        for key, unit in words.units.items()
    }
    groups = {
        key: group.model_copy(update={"units": tuple(map(code, group.units))}) for key, group in words.groups.items()
    }
    return words.model_copy(update={"units": units, "groups": groups})


def _unit(code: str, words: UnitWords, *, becomes: bool) -> UnitInfo:
    """Return a unit; `becomes` is False if its successor is wrong."""
    successor = words.becomes if becomes else None
    return read_only(UnitInfo(code, words.name, words.part_of, words.since, words.until, words.exempt, successor))


def _contradictions(words: OrganisationWords) -> Iterable[ModelIssue]:
    """Yield contradictions that make figures wrong: a unit twice in a group, a group named like a unit, an end before a start."""
    for group, words_of_group in words.groups.items():
        for index, code in enumerate(words_of_group.units):
            if code in words_of_group.units[:index]:
                yield ModelIssue(("groups", group, "units", index), "unit-twice", {"value": code})
        if not words_of_group.units:
            yield ModelIssue(("groups", group), "empty-group", {"value": group}, on_key=True)
        if group in words.units:
            yield ModelIssue(("groups", group), "group-is-unit", {"value": group}, on_key=True)
    for code, unit in words.units.items():
        if unit.until < unit.since:
            yield ModelIssue(("units", code, "until"), "until-before-since", {"value": str(unit.until)})


def _of_succession(words: OrganisationWords, code: str, unit: UnitWords) -> ModelIssue | None:
    """Return the issue of a wrong successor: unknown, in a circle, without an `until`, or not active on the next day."""
    at: Loc = ("units", code, "becomes")
    line = [code]
    while (following := words.units[line[-1]].becomes) in words.units and following not in line:
        line.append(following)
    if unit.becomes not in words.units:
        return ModelIssue(
            at,
            "unknown-unit",
            {"value": str(unit.becomes), "meant": nearest(str(unit.becomes), words.units), **listed(words.units)},
        )
    if following == code:
        return ModelIssue(at, "becomes-itself", {"value": code})
    if unit.until == date.max:
        return ModelIssue(at, "becomes-without-until", on_key=True)
    successor, day = words.units[unit.becomes], unit.until + ONE_DAY
    if successor.since > day or (successor.until < day and not successor.becomes):  # its own successor continues
        return ModelIssue(at, "becomes-gap", {"value": unit.becomes, "day": str(day)})
    return None


def _names(words: Mapping[str, UnitWords] | Mapping[str, ChannelWords] | Mapping[str, TagWords]) -> NameIndex:
    return NameIndex(
        {code: (entry.name, *entry.aliases) for code, entry in words.items()},
        shared={code: entry.also_said for code, entry in words.items() if entry.also_said},
    )


def _owner_index(words: OrganisationWords) -> NameIndex:
    """Return the index of names of units and groups, as plans name owners."""
    groups = {code: (entry.name, *entry.aliases) for code, entry in words.groups.items()}
    units = {code: (entry.name, *entry.aliases) for code, entry in words.units.items()}
    return NameIndex(
        {**groups, **units}, {code: entry.also_said for code, entry in words.units.items() if entry.also_said}
    )


def _implied(words: OrganisationWords) -> Mapping[str, frozenset[str]]:
    """Return the tags that each tag and channel implies, directly or through other tags."""
    direct = {tag: _tag_implies(words, tag, entry) for tag, entry in words.tags.items()}

    def closure(tags: Iterable[str]) -> frozenset[str]:
        reached: set[str] = set()
        waiting = list(tags)
        while waiting:
            tag = waiting.pop()
            if tag not in reached:
                reached.add(tag)
                waiting += direct.get(tag, ())
        return frozenset(reached)

    implied = {f"tag:{tag}": closure((tag,)) for tag in words.tags}
    implied |= {f"channel:{code}": closure(entry.implies) for code, entry in words.channels.items()}
    return implied


def _tag_implies(words: OrganisationWords, tag: str, entry: TagWords) -> tuple[str, ...]:
    if entry.implies is not None:
        return entry.implies
    return (EVERY_TAG_IMPLIES,) if EVERY_TAG_IMPLIES in words.tags and tag != EVERY_TAG_IMPLIES else ()


def _part_of_itself(words: OrganisationWords, code: str) -> bool:
    seen = {code}
    parent = words.units[code].part_of
    while parent in words.units:
        if parent in seen:
            return True
        seen.add(parent)
        parent = words.units[parent].part_of
    return False


def _unknown_units(words: OrganisationWords) -> Iterable[ModelIssue]:
    places: list[tuple[Loc, str]] = [
        (("groups", group, "units", index), code)
        for group, entry in words.groups.items()
        for index, code in enumerate(entry.units)
    ]
    places += [(("units", code, "part_of"), entry.part_of) for code, entry in words.units.items() if entry.part_of]
    return [
        ModelIssue(at, "unknown-unit", {"value": code, "meant": nearest(code, words.units), **listed(words.units)})
        for at, code in places
        if code not in words.units
    ]


def _unknown_tags(words: OrganisationWords) -> Iterable[ModelIssue]:
    places: list[tuple[Loc, str]] = [
        ((section, code, "implies", index), tag)
        for section, known in (("channels", words.channels), ("tags", words.tags))
        for code, entry in known.items()
        for index, tag in enumerate(entry.implies or ())
    ]
    return [
        ModelIssue(at, "unknown-tag", {"value": tag, "meant": nearest(tag, words.tags), **listed(words.tags)})
        for at, tag in places
        if tag not in words.tags
    ]


def compile_holidays(words: HolidayWords) -> tuple[Holidays, list[ModelIssue]]:
    """Return the days off and the worked weekend days, with an issue for each impossible day and day of another year."""
    issues = []
    days: dict[str, set[object]] = {"days_off": set(), "working": set()}
    for year, table in words.years.items():
        for section in days:
            for text, day_words in getattr(table, section).items():
                try:
                    day = read_day(text)
                except PydanticCustomError:
                    day = None
                if day is None or day.year != year:
                    code = "bad-day" if day is None else "other-year"
                elif (
                    section == "working"
                    and day_words.active
                    and day.weekday() < SATURDAY
                    and text not in table.days_off
                ):
                    code = "not-a-weekend"
                else:
                    code = ""
                    days[section] |= {day} if day_words.active else set()
                if code:
                    at = ("years", year, section, text)
                    issues.append(ModelIssue(at, code, {"value": text, "year": str(year)}, on_key=True))
    holidays = Holidays(frozenset(days["days_off"]), frozenset(days["working"]), frozenset(words.years))  # type: ignore[arg-type]
    return holidays, issues


def compile_waivers(words: WaiverFile, places: Sequence[Place], names: KnownCodes) -> tuple[Waiver, ...]:
    """Return the waivers, each with its position in the file; an issue for each unknown unit or group goes to `names`."""
    return tuple(
        Waiver(
            quota=waiver.quota,
            units=names.known(waiver.unit, names.units_and_groups, ("waivers", index, "unit")),
            reason=waiver.reason,
            approver=waiver.approver,
            number=waiver.number,
            last_day=waiver.last_day,
            period=waiver.period,
            place=place,
        )
        for index, (waiver, place) in enumerate(zip(words.waivers, places, strict=True))
    )
