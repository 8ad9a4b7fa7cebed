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

# The JSON Schema of each form of a condition. Making the schema fails for a form that is not listed.
FORMS: Mapping[word.Form, Callable[[type[Condition]], Form]] = {
    word.Form.FLAG: lambda _: {"type": "boolean"},
    word.Form.TEXT: lambda _: forms.TEXT,
    word.Form.TEXTS: lambda _: forms.TEXTS,
    word.Form.TYPES: lambda _: forms.TEXTS,
    word.Form.CODES: lambda _: forms.either([{"$ref": "#/$defs/Alternatives"}, forms.SOME_TEXTS]),
    word.Form.CHOICE: lambda condition: {"title": "One of these", "enum": list(condition.choices), "type": "string"},
    word.Form.LENGTH: lambda _: forms.LENGTH,
}


def add_words(definitions: dict[str, Form]) -> None:
    """Add the words of kinds and conditions, which the model reads from the lists, to a part."""
    part = definitions["PartWords"]
    kinds = {kind: _word(forms.AMOUNT, about) for kind, about in KIND_ABOUT.items()}
    conditions = {
        condition.word: _word(FORMS[condition.form](condition), condition.about["en"]) for condition in CONDITIONS
    }
    part["properties"] = {**kinds, **part["properties"], **conditions}
    part["allOf"] = rules.part()


def _word(form: Form, about: str) -> Form:
    return {**forms.described(form, about), "description": about}
