"""The JSON Schema files that editors use say what the reader takes."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import pytest
import yaml
from conftest import ROOT

from campaign import resources
from campaign.schemas import HERE, LISTS, SINGLE, schemas, text_of

HEAD = re.compile(r"# yaml-language-server: \$schema=(\S+)")
SHIPPED = sorted([*resources.SEEDS.rglob("*.yaml"), *resources.LOCALES.glob("*/language.yaml")])


class Core(yaml.SafeLoader):
    """YAML as editors read it: the core schema of YAML 1.2, in which `on` is a word and a date is a text."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def parsed(path: Path) -> Any:
    """Return a file as an editor parses it."""
    return yaml.load(path.read_text(encoding="utf-8"), Core)


def schema_of(path: Path) -> dict[str, Any]:
    """Return the schema that a file names in its first line."""
    head = HEAD.fullmatch(path.read_text(encoding="utf-8").split("\n", 1)[0])
    assert head, f"{path} does not name its schema"
    return json.loads((path.parent / head[1]).read_text(encoding="utf-8"))


def expected_stem(path: Path) -> str:
    """Return the name of the schema that a file should name."""
    folder = path.parent.name
    return {"countries": "country", "recipients": "recipients", "signatories": "signatory"}.get(folder, path.stem)


def test_the_files_are_what_the_types_say() -> None:
    made = {f"{stem}.schema.json": text_of(schema) for stem, schema in schemas().items()}
    assert {p.name: p.read_text(encoding="utf-8") for p in HERE.glob("*.json")} == made, "run 'make schemas'"


@pytest.mark.parametrize("stem", schemas())
def test_a_schema_is_a_schema(stem: str) -> None:
    jsonschema.Draft7Validator.check_schema(schemas()[stem])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.relative_to(resources.DATA).as_posix())
def test_what_ships_names_its_own_schema_and_follows_it(path: Path) -> None:
    schema = schema_of(path)
    assert schema["title"] == expected_stem(path)
    jsonschema.validate(parsed(path), schema, jsonschema.Draft7Validator)


def test_every_file_of_a_campaign_has_a_schema() -> None:
    assert {expected_stem(p) for p in SHIPPED} == set(LISTS) | set(SINGLE)


def without(key: str) -> Callable[[Any], None]:
    """Return a change that removes a key of the first entry."""
    return lambda entries: entries[0].pop(key)


def with_value(key: str, value: Any) -> Callable[[Any], None]:
    """Return a change that gives a key of the first entry another value."""
    return lambda entries: entries[0].update({key: value})


@pytest.mark.parametrize(
    "change",
    [
        without("id"),
        without("as_of"),
        with_value("confidence", "verifed"),
        with_value("id", "Not An Id"),
        with_value("as_of", "22 November 2026"),
        with_value("sources", "untc"),
        with_value("soucres", ["untc"]),
        with_value("perishable", {"max_age": "ten", "then": "omit"}),
        with_value("values", ["a"]),
        with_value("text", {"en": "a map"}),
    ],
    ids=["no-id", "no-as-of", "choice", "id", "date", "no-list", "unknown-key", "number", "no-map", "no-text"],
)
def test_a_wrong_fact_does_not_pass(change: Callable[[Any], None]) -> None:
    facts = copy.deepcopy(parsed(ROOT / "seeds" / "cybercrime-treaty" / "facts.yaml"))
    change(facts)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(facts, schemas()["facts"], jsonschema.Draft7Validator)


def test_an_optional_value_may_be_left_empty() -> None:
    sources = parsed(ROOT / "seeds" / "cybercrime-treaty" / "sources.yaml")[:1]
    sources[0]["url"] = None
    jsonschema.validate(sources, schemas()["sources"], jsonschema.Draft7Validator)
