"""A quota as a sentence: who owes what, where, by when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cchc_cli.i18n import Catalogue
from cchc_cli.model.item import Kind
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period
from cchc_cli.model.plan import AsOne, EachOf, Jointly, NotKnown, Owner, Part, Quota, Unit
from cchc_cli.model.texts import Texts
from cchc_cli.model.word import Family, Form
from cchc_cli.words.conditions.tags import Tags
from cchc_cli.words.conditions.type_ import type_words_of
from cchc_cli.words.kinds import TYPES


def sentence(quota: Quota, organisation: Organisation, messages: Catalogue) -> str:
    """Return the rule of a quota as one sentence."""
    need, wording = quota.need, OrganisationWording(organisation, messages)
    owners = [_owner(part_owner, organisation, messages) for part_owner in quota.owners]
    each = len(owners) > 1 and all(isinstance(part_owner, Unit) for part_owner in quota.owners)
    owner = messages("rule.owner.each-of", units=messages.all_of(owners)) if each else messages.all_of(owners)
    if need.several:
        form = "rule.all-of" if need.every else "rule.any-of"
        parts = "; ".join(
            _amount(part, wording, implied=need.implied) + _where(part, wording) + _whose(part, wording)
            for part in need.parts
        )
        what, where = messages(form, parts=parts), ""
    elif need.question:
        what, where = messages("rule.unknown", question=need.question), ""
    else:
        part = need.parts[0]
        what = _amount(part, wording, implied=need.implied)
        where = _where(part, wording) + _whose(part, wording)
    first = quota.owners[0]
    several = len(owners) > 1 or isinstance(first, Jointly) or (isinstance(first, EachOf) and first.percent < 100)
    key = "rule.sentence.several" if several else "rule.sentence"
    key = "rule.sentence.limit" if need.is_limit else key
    text = messages(key, owner=owner, what=what, where=where, when=quota.timing.phrase(wording))
    return text[0].upper() + text[1:]


class OrganisationWording:
    """The words of conditions in one language, with an organisation's names."""

    def __init__(self, organisation: Organisation, messages: Catalogue) -> None:
        self._organisation = organisation
        self.messages = messages
        self.language = messages.language

    def text(self, texts: Texts, /, **details: object) -> str:
        return self.messages.text(texts, **details)

    def day(self, day: date) -> str:
        return self.messages.day(day)

    def period(self, period: Period) -> str:
        """Return a period in words; a span by its days, in short form."""
        if period.cadence is None:
            return self.messages(
                "explain.period", start=self.messages.day(period.start), last=self.messages.day(period.last)
            )
        return self.messages.period(period)

    def any_of(self, texts: Sequence[str]) -> str:
        return self.messages.any_of(list(texts))

    def all_of(self, texts: Sequence[str]) -> str:
        return self.messages.all_of(list(texts))

    def names(self, family: Family, codes: Iterable[str]) -> list[str]:
        """Return the names of topics, channels and units from the organisation file."""
        organisation = self._organisation
        match family:
            case "tag":
                return [f"“{organisation.tags[code]}”" for code in codes]
            case "channel":
                return [organisation.channels[code] for code in codes]
            case "type":
                words = {type_.code: type_.name for types in organisation.types.values() for type_ in types}
                return [self.text(words[code]) for code in codes]
            case "unit":
                return [organisation.units[code].name for code in codes]


def _owner(owner: Owner, organisation: Organisation, messages: Catalogue) -> str:
    match owner:
        case Unit(code):
            return f"{organisation.units[code].name} ({code})"
        case Jointly(units):
            return messages("rule.owner.jointly", units=messages.all_of(list(units)))
        case EachOf(group, percent):
            return messages("rule.owner.each" if percent == 100 else "rule.owner.share", group=group, percent=percent)
        case NotKnown(question):
            return messages("rule.owner.unknown", question=question)
        case AsOne(group):
            return messages("rule.owner.as-one", group=group)


def type_text(kind: Kind, code: str, organisation: Organisation, messages: Catalogue) -> str:
    """Return the name of a type; for a row without a type, the name of its kind."""
    name = organisation.type_name(kind, code)
    return messages.text(name) if name else messages(f"kind.{kind}")


def what_words(part: Part, messages: Catalogue, number: int | None = 1) -> str:
    """Return the product of a part without conditions, such as "news item or article"; plural in English for many."""
    types = type_words_of(part)
    plural = "s" if messages.language == "en" and number != 1 else ""
    type_names = [messages.text(type_.name) + ("" if type_.own else plural) for type_ in types]
    untyped = [kind for kind in part.kinds if not (types and TYPES[kind])]
    type_names += [
        messages(f"kind.{kind}" if plural or messages.language != "en" else f"one.{kind}") for kind in untyped
    ]
    return messages.any_of(type_names)


def product_words(
    part: Part, organisation: Organisation, messages: Catalogue, number: int | None = 1, *, tagged: bool = True
) -> str:
    """Return the product of a part with its conditions and channels, but without an amount."""
    wording = OrganisationWording(organisation, messages)
    return _conditioned(part, wording, number, tagged=tagged) + _where(part, wording)


def _conditioned(part: Part, wording: OrganisationWording, number: int | None, *, tagged: bool = True) -> str:
    """Return the product of a part with each of its conditions."""
    what = what_words(part, wording.messages, number)
    between = ""  # two lengths follow each other
    for condition in (*part.conditions, *([part.share_of] if part.share_of else [])):
        if tagged or not isinstance(condition, Tags):
            of_length = condition.form is Form.LENGTH
            what = (
                f"{what} {between} {condition.phrase('', wording).strip()}"
                if of_length and between
                else condition.phrase(what, wording)
            )
            between = wording.messages("list.and") if of_length else ""
    return what


def _amount(part: Part, wording: OrganisationWording, *, implied: bool) -> str:
    amount = _bare_amount(part, wording, implied=implied)
    return wording.messages("rule.named", name=part.own_name, what=amount) if part.own_name else amount


def _bare_amount(part: Part, wording: OrganisationWording, *, implied: bool) -> str:
    messages = wording.messages
    what = _conditioned(part, wording, part.number)
    if part.percent is not None:
        return messages("rule.percent", percent=part.percent, what=what)
    if part.number is None:
        return messages("rule.any", what=what)
    amount = amount_of(part, bound_words(part, messages, implied=implied), what, wording)
    amount = messages("rule.implied-amount", amount=amount) if implied else amount
    return messages("rule.aim", what=amount, aim=number_words(part.aim, messages)) if part.aim else amount


def bound_words(part: Part, messages: Catalogue, *, implied: bool = False) -> str:
    """Return the number of a part: "at least 2", "at most 3"."""
    if implied:
        return messages("rule.implied")
    if part.is_limit and not part.number:
        return messages("rule.none")
    number = number_words(part.number or 0, messages)
    return messages("rule.at-most" if part.is_limit else "rule.at-least", number=number)


def amount_of(part: Part, amount: str, what: str, wording: OrganisationWording) -> str:
    """Return an amount, such as "at least 2", of a product; some conditions have their own wording."""
    amounts = (condition.amount(amount, what, wording) for condition in part.conditions)
    return next((text for text in amounts if text), f"{amount} {what}")


def number_words(number: int, messages: Catalogue) -> str:
    """Return a number in words of the language: in Vietnamese, 02 below 10, and points between thousands."""
    if messages.language == "vi":
        return f"{number:02d}" if 0 < number < 10 else f"{number:,d}".replace(",", ".")
    return f"{number:,d}"


def _where(part: Part, wording: OrganisationWording) -> str:
    return "".join(condition.where(wording) for condition in part.conditions)


def _whose(part: Part, wording: OrganisationWording) -> str:
    return "".join(condition.whose(wording) for condition in part.conditions)
