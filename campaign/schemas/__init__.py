"""JSON Schema files for editors, written from the types of `model` at development time (`make schemas`).

Draft 7, the newest that the YAML language servers of editors read in full. `python -m campaign.schemas` writes the
files beside this one; a test compares them with the model.
"""

from __future__ import annotations

import datetime
import json
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from campaign.load import FILES
from campaign.model import (
    Country,
    Id,
    LanguageSettings,
    LeftOut,
    Local,
    Named,
    OpenLetter,
    PartialDate,
    Recipient,
    Record,
    Sender,
    Settings,
    Signatory,
)
from campaign.reader import fields_of

HERE = Path(__file__).parent
LISTS: dict[str, type[Record]] = {**FILES, "left-out": LeftOut, "recipients": Recipient}
SINGLE: dict[str, type[Record]] = {
    "campaign": Settings,
    "sender": Sender,
    "country": Country,
    "language": LanguageSettings,
    "open-letter": OpenLetter,
    "signatory": Signatory,
}
SCALARS: dict[Any, dict[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": ["string", "number", "boolean"]},
    Id: {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    datetime.date: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    PartialDate: {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
    Any: {},
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema by the stem of its file name."""
    return {
        **{name: whole(name, {"type": "array", "items": of_record(cls)}) for name, cls in LISTS.items()},
        **{
            name: whole(name, of_record(cls, known=("id",) if cls in (Country, Signatory) else ()))
            for name, cls in SINGLE.items()
        },
    }


def whole(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with its head."""
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": name, **schema}


def of_record(cls: type[Record], known: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the schema of a record class."""
    properties = {key: of_type(f.type) for key, f in fields_of(cls).items() if key not in known}
    required = [key for key, f in fields_of(cls).items() if f.required and key not in known]
    summary = (cls.__doc__ or "").split("\n\n")[0].replace("\n", " ")
    return {
        "type": "object",
        "description": summary,
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def of_type(wanted: Any) -> dict[str, Any]:
    """Return the schema of a field's type."""
    if wanted is Named:
        return {"anyOf": [SCALARS[str], of_type(Local)]}
    while isinstance(wanted, typing.NewType) and wanted is not Id:
        wanted = wanted.__supertype__
    origin, args = get_origin(wanted), get_args(wanted)
    if origin is Literal:
        return {"enum": list(args)}
    if origin in (Union, types.UnionType):
        options = [of_type(a) for a in args if a is not type(None)]
        nullable = len(options) < len(args)
        return {"anyOf": [*options, *([{"type": "null"}] if nullable else [])]}
    if origin is tuple:
        return {"anyOf": [{"type": "array", "items": of_type(args[0])}, {"type": "null"}]}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": of_type(args[1])}
    if isinstance(wanted, type) and issubclass(wanted, Record):
        return of_record(wanted)
    return SCALARS[wanted]


def text_of(schema: dict[str, Any]) -> str:
    """Return a schema as its file holds it."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
