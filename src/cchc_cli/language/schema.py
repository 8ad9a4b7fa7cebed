"""The JSON Schema of each YAML file of a workspace, made from the models that read the files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from cchc_cli.language import schema_forms as forms
from cchc_cli.language import schema_parts as parts
from cchc_cli.language import schema_rules as rules
from cchc_cli.language.base import Words
from cchc_cli.language.organisation_file import HolidayWords, OrganisationWords, WaiverFile, YearWords
from cchc_cli.language.plan_file import PlanWords
from cchc_cli.language.ruling_file import RulingFile
from cchc_cli.language.schema_forms import Form
from cchc_cli.language.schema_layout import laid_out, with_definitions

SCHEMAS: Mapping[str, type[Words]] = {
    "plan": PlanWords,
    "organisation": OrganisationWords,
    "waivers": WaiverFile,
    "rulings": RulingFile,
    "holidays": HolidayWords,
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"
MADE = "Made by `cchc schema`; what is changed here is lost."

# name of a model's function -> the form that it allows, made from the inner form. A function that is not listed
# would be a spelling or a rule missing from the schema, so that making the schema fails.
READERS: Mapping[str, Callable[[Form], Form]] = {
    "read_text": lambda _: forms.TEXT,
    "read_list": forms.one_or_list,
    "read_day": lambda _: forms.DAY,
    "read_period": lambda _: forms.PERIOD,
    "read_cadence": lambda _: forms.CADENCE,
    "read_year": lambda _: forms.PLAN_YEAR,
    "_of_group": lambda form: form,
    "_no_list": lambda form: form,
    "_a_due": lambda form: form,
    "_alone": lambda form: form,
    "_as_alternatives": lambda form: forms.either([form, forms.SOME_TEXTS]),
    "_only_true": lambda _: forms.TRUE,
    "_read_words": lambda form: form,
    "_short_wording": lambda _: forms.WORDING,
    "_known_zone": lambda form: form,
    "_one_of_them": lambda form: {**form, "allOf": rules.exactly_one(list(form["properties"]))},
    "_names_rows": lambda form: {**form, "allOf": rules.names_rows()},
    "read_length": lambda _: forms.LENGTH_OF_TIME,
    "read_month_day": lambda _: forms.MONTH_DAY,
    "_one_length": lambda form: {**form, "allOf": rules.exactly_one([*form["properties"]][:-1])},
    "_one_day": lambda form: {**form, "allOf": rules.day_of_month()},
    "_one_timing": lambda form: {**form, "allOf": rules.quota()},
}
# Forms that the model reads more widely and the compiler narrows; by the function that distinguishes the forms.
NARROWER: Mapping[str, Mapping[str, Form]] = {"_issued_form": {"span": forms.ISSUED}}
SHARED: Mapping[str, Form] = {
    **forms.SHARED,
    "WithinAPart": rules.WITHIN_A_PART,
    "WordsOfTiming": rules.WORDS_OF_TIMING,
    "OnlyReports": rules.ONLY_REPORTS,
}


class Generator(GenerateJsonSchema):
    """Generates how each word may be written, not the value that it is read as."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False  # it would repeat the key

    def default_schema(self, schema: Any) -> Form:
        return self.generate_inner(schema["schema"])  # editors would write out the defaults

    def nullable_schema(self, schema: Any) -> Form:
        return self.generate_inner(schema["schema"])  # a word has a value, or is left out

    def literal_schema(self, schema: Any) -> Form:
        choices = list(schema["expected"])
        return {"title": "One of these", "enum": choices, **({"type": "string"} if isinstance(choices[0], str) else {})}

    def function_before_schema(self, schema: Any) -> Form:
        return READERS[schema["function"]["function"].__name__](self.generate_inner(schema["schema"]))

    def function_plain_schema(self, schema: Any) -> Form:
        return READERS[schema["function"]["function"].__name__]({})

    def function_wrap_schema(self, schema: Any) -> Form:
        return self.function_before_schema(schema)

    def function_after_schema(self, schema: Any) -> Form:
        return self.function_before_schema(schema)

    def dict_schema(self, schema: Any) -> Form:
        keys, values = self.generate_inner(schema["keys_schema"]), self.generate_inner(schema["values_schema"])
        keys = forms.YEAR if keys["type"] == "integer" else keys
        names = {"propertyNames": keys} if keys != {"type": "string"} else {}
        limits = {"minProperties": schema["min_length"]} if "min_length" in schema else {}
        return {"type": "object", "additionalProperties": values, **names, **limits}

    def tagged_union_schema(self, schema: Any) -> Form:
        narrower = NARROWER.get(schema["discriminator"].__name__, {})
        choices = schema["choices"].items()
        return forms.either(
            [narrower[tag] if tag in narrower else self.generate_inner(choice) for tag, choice in choices]
        )

    def model_schema(self, schema: Any) -> Form:
        form = super().model_schema(schema)
        keys = (
            {"propertyNames": forms.DAY} if schema["cls"] is YearWords else {}
        )  # its keys are checked later, by the compiler
        words = form["properties"].items()
        described_words = {
            word: forms.described({**value, **keys}, value.get("description", "")) for word, value in words
        }
        return {**form, "properties": described_words}


def schema(kind: str) -> Form:
    """Return the schema of a kind of file; `kind` is a key of SCHEMAS."""
    made = SCHEMAS[kind].model_json_schema(schema_generator=Generator)
    definitions: dict[str, Form] = made.pop("$defs", {})
    if kind == "plan":
        parts.add_words(definitions)
        rules.add_readings(definitions)
        made["allOf"] = rules.header()
    elif kind == "organisation":
        definitions["UnitWords"]["allOf"] = rules.unit()
    return {"$schema": DIALECT, "$comment": MADE, **with_definitions(made, definitions, SHARED)}


def text(kind: str, translated: Callable[[str], str] = str) -> str:
    """Return the JSON text of a schema, with each description translated by `translated`."""
    return laid_out(_redescribed(schema(kind), translated))


def _redescribed(form: Any, translated: Callable[[str], str]) -> Any:
    if isinstance(form, list):
        return [_redescribed(item, translated) for item in form]
    if not isinstance(form, dict):
        return form
    return {
        key: translated(value) if key == "description" and isinstance(value, str) else _redescribed(value, translated)
        for key, value in form.items()
    }
