"""The words of a part, as JSON Schema: each kind with its amount, each condition in its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cchc_cli.language import schema_forms as forms
from cchc_cli.language import schema_rules as rules
from cchc_cli.language.need_words import KIND_ABOUT
from cchc_cli.language.schema_forms import Form
from cchc_cli.model import word
from cchc_cli.model.word import Condition
from cchc_cli.words.conditions import CONDITIONS

# How each form may be written. A form that is missing here fails when the schema is made.
FORMS: Mapping[word.Form, Callable[[type[Condition]], Form]] = {
    word.Form.FLAG: lambda _: {"type": "boolean"},
    word.Form.TEXT: lambda _: forms.TEXT,
    word.Form.TEXTS: lambda _: forms.TEXTS,
    word.Form.TYPES: lambda _: forms.TEXTS,
    word.Form.CODES: lambda _: forms.either([{"$ref": "#/$defs/Alternatives"}, forms.SOME_TEXTS]),
    word.Form.CHOICE: lambda one: {"title": "One of these", "enum": list(one.choices), "type": "string"},
    word.Form.LENGTH: lambda _: forms.LENGTH,
}


def add_words(definitions: dict[str, Form]) -> None:
    """Add to a part the words that its model reads by the lists of kinds and conditions."""
    part = definitions["PartWords"]
    kinds = {kind: _word(forms.AMOUNT, about) for kind, about in KIND_ABOUT.items()}
    conditions = {one.word: _word(FORMS[one.form](one), one.about["en"]) for one in CONDITIONS}
    part["properties"] = {**kinds, **part["properties"], **conditions}
    part["allOf"] = rules.part()


def _word(form: Form, about: str) -> Form:
    return {**forms.described(form, about), "description": about}
