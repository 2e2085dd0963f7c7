"""Read YAML into the records of `model`: the only user of PyYAML.

Nothing is guessed from how a scalar looks: the type of the field decides. `country: NO` is Norway, a postcode keeps
its zero and `12:30` stays a time, because a field that wants text takes the text (conventions of YAML 1.1 would make
them false, 8 and 750). Two equal keys, aliases and files over 1 MiB are refused. All problems of a file are gathered.
"""

from __future__ import annotations

import datetime
import re
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

import yaml

from campaign.diagnostics import Diagnostic, Where, did_you_mean, error
from campaign.model import Id, Local, Named, PartialDate, Record, as_date, as_partial
from campaign.phrases import phrase
from campaign.syntax import said_of
from campaign.values import cached, fields

Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(Base):  # type: ignore[misc]
    """The parser alone: what a scalar means is the field's to say, so no tag is looked up for it."""

    depth = 0

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """Return one tag for everything."""
        return "tag:yaml.org,2002:str"

    def descend_resolver(self, node: Any, index: Any) -> None:
        """Refuse a tree deeper than any record is: libyaml composes it on the stack of C, which would overflow."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem=phrase("nested too deeply"), problem_mark=node.start_mark)

    def ascend_resolver(self) -> None:
        """Come back up."""
        self.depth -= 1


MAX_DEPTH = 20
MARKED = re.compile(r"(?<![^\s,\[{])[&!]")  # what may be an anchor or a tag
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
INTEGER = re.compile(r"[+-]?(0|[1-9][0-9]{0,17})")
DECIMAL = re.compile(r"[+-]?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
NULLS = ("", "~", "null")
BAD = object()  # a value that could not be read: its problem is already noted
R = TypeVar("R", bound=Record)
Node = Any  # a scalar, sequence or mapping node of PyYAML, told apart by isinstance
Converter = Callable[[Node, "Reading"], Any]


class Reading:
    """The file being read and the problems found so far."""

    def __init__(self, file: str, line_offset: int = 0) -> None:
        self.file = file
        self.line_offset = line_offset
        self.problems: list[Diagnostic] = []

    def where(self, mark: Any) -> Where:
        return Where(self.file, mark.line + 1 + self.line_offset, mark.column + 1)

    def wrong(self, mark: Any, code: str, message: str, hint: str = "") -> Any:
        self.problems.append(error(self.where(mark), code, message, hint))
        return BAD

    def expected(self, wanted: str, node: Node, hint: str = "") -> Any:
        """Note that a node is not what a field wants."""
        message = phrase("expected {wanted}, found {found}", wanted=wanted, found=shape(node))
        return self.wrong(node.start_mark, "type", message, hint)

    def twice(self, name: str, key: Node) -> Any:
        """Note that a key stands twice in a mapping."""
        message = phrase("'{name}' stands twice in this entry", name=name)
        return self.wrong(key.start_mark, "duplicate-key", message, phrase("keep one of them"))


def read_record(
    text: str, cls: type[R], file: str, *, line_offset: int = 0, **known: Any
) -> tuple[R | None, list[Diagnostic]]:
    """Read one mapping as a record; `known` are fields that the file does not hold, such as an id from its name."""
    reading = Reading(file, line_offset)
    node = compose(text, reading)
    if node is None:
        if not reading.problems:
            reading.problems.append(error(Where(file), "empty", phrase("the file is empty")))
        return None, reading.problems
    value = record(node, cls, reading, known)
    return (None if value is BAD else value), reading.problems


def read_records(text: str, cls: type[R], file: str) -> tuple[list[R], list[Diagnostic]]:
    """Read a list of mappings as records; those with a problem are left out."""
    reading = Reading(file)
    node = compose(text, reading)
    if isinstance(node, yaml.SequenceNode):
        values = [record(child, cls, reading, {}) for child in node.value]
        return [v for v in values if v is not BAD], reading.problems
    if node is not None:
        reading.expected(LIST, node, phrase("start each entry with '- '"))
    return [], reading.problems


def read_plain(text: str, file: str) -> tuple[Any, list[Diagnostic]]:
    """Read a table of texts (lists, mappings and strings only), as forms of address are."""
    reading = Reading(file)
    node = compose(text, reading)
    value = plain(node, reading) if node is not None else {}
    return ({} if value is BAD else value), reading.problems


def compose(text: str, reading: Reading) -> Node | None:
    """Return the tree of nodes, or None with the problem noted (`[yaml]`, `[alias]`)."""
    loader = None
    try:
        if MARKED.search(text) and not plainly_written(text, reading):
            return None
        loader = Loader(text)
        return typing.cast(yaml.Node | None, loader.get_single_node())
    except yaml.MarkedYAMLError as reason:
        if type(reason).__name__ == "ComposerError" and "alias" in str(reason.problem):
            reading.wrong(reason.problem_mark, "alias", ALIAS, ALIAS_HINT)
            return None
        mark = reason.problem_mark or reason.context_mark
        begun = reading.where(reason.context_mark).line if reason.context_mark else 0
        line = text.split("\n")[mark.line] if mark and mark.line <= text.count("\n") else ""
        message, hint = said_of(reason.problem or "", line, mark.column if mark else 0, begun)
        place = reading.where(mark) if mark else Where(reading.file)
        reading.problems.append(error(place, "yaml", message, hint))
    except yaml.reader.ReaderError as reason:  # libyaml counts its bytes
        before = text.encode()[: reason.position].decode(errors="ignore")
        place = Where(reading.file, before.count("\n") + 1 + reading.line_offset, len(before) - before.rfind("\n"))
        message = phrase("a character that no text holds: {code}", code=f"U+{reason.character:04X}")
        reading.problems.append(error(place, "yaml", message, phrase("delete it")))
    finally:
        if loader is not None:
            loader.dispose()
    return None


ALIAS = phrase("anchors (&) and aliases (*) are not used here")
ALIAS_HINT = phrase("write the value out; quote a text that starts with & or *")


def plainly_written(text: str, reading: Reading) -> bool:
    """Refuse anchors, aliases and tags, which would change or swallow what is written."""
    for event in yaml.parse(text, Loader=Base):
        if getattr(event, "anchor", None):
            reading.wrong(event.start_mark, "alias", ALIAS, ALIAS_HINT)
            return False
        if tag := getattr(event, "tag", None):
            message = phrase("the tag '{tag}' is not used here", tag=tag)
            reading.wrong(event.start_mark, "yaml", message, phrase("quote a text that starts with !"))
            return False
    return True


def shape(node: Node) -> str:
    """Say what a node is, in the words of a message."""
    if isinstance(node, yaml.MappingNode):
        return MAPPING
    if isinstance(node, yaml.SequenceNode):
        return LIST
    return f"'{node.value}'" if len(node.value) <= 40 else WORDING[str]


class Field(NamedTuple):
    """One field of a record class, as the reader needs it."""

    name: str
    type: Any
    required: bool
    read: Converter


@cached
def fields_of(cls: type[Record]) -> dict[str, Field]:
    """Return the fields of a record class by their YAML key."""
    found = fields(cls)
    return {
        n.rstrip("_"): Field(n, t, n in cls._required, converter(t))
        for n, t in found.items()
        if n not in ("where", "places")
    }


def record(node: Node, cls: type[Record], reading: Reading, known: Mapping[str, Any]) -> Any:
    """Read a mapping node as a record: unknown, missing and double keys are problems, and so is each wrong value."""
    if not isinstance(node, yaml.MappingNode):
        return reading.expected(MAPPING, node)
    known_fields = fields_of(cls)
    values: dict[str, Any] = dict(known)
    seen: set[str] = set()
    before = len(reading.problems)
    for key, child in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        field = known_fields.get(name)
        if name in seen:
            reading.twice(name, key)
        elif field is None or field.name in known:
            hint = did_you_mean(name, set(known_fields) - set(known))
            reading.wrong(key.start_mark, "unknown-key", phrase("unknown key '{name}'", name=name), hint)
        else:
            seen.add(name)
            values[field.name] = field.read(child, reading)
    if not cls._required <= values.keys():
        for name, f in known_fields.items():
            if f.required and f.name not in values:
                reading.wrong(node.start_mark, "missing-key", phrase("'{name}' is missing", name=name))
    if len(reading.problems) > before:
        return BAD
    return cls(where=reading.where(node.start_mark), places=partial(place, node, reading.line_offset), **values)


def place(node: yaml.MappingNode, line_offset: int, key: str) -> tuple[int, int] | None:
    """Return line and column of a value of a mapping, or of an item of a list in it (`sources.0`)."""
    name, dot, index = key.partition(".")
    for found, child in node.value:
        if found.value == name:
            items = child.value if dot and isinstance(child, yaml.SequenceNode) else []
            mark = (items[int(index)] if int(index or 0) < len(items) else child).start_mark
            return mark.line + 1 + line_offset, mark.column + 1
    return None


@cache
def converter(wanted: Any) -> Converter:
    """Return the function that reads a node as a type; on a mismatch it notes the problem and returns BAD."""
    if wanted is Named:
        return named
    while isinstance(wanted, typing.NewType) and wanted is not Id:
        wanted = wanted.__supertype__
    origin, args = get_origin(wanted), get_args(wanted)
    if origin in (Union, types.UnionType):
        return one_of(args)
    if origin is tuple:
        return partial(sequence, converter(args[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        hint = phrase("write it by language: {example}", example="{en: …, es: …}") if args == (str, str) else ""
        return partial(mapping, converter(args[1]), hint)
    if isinstance(wanted, type) and issubclass(wanted, Record):
        return lambda node, reading: record(node, wanted, reading, {})
    if wanted is Any:
        return plain
    if origin is Literal:
        return partial(choice, args)
    if wanted in (str, Id):
        return partial(text, wanted)
    return partial(scalar, wanted, CONVERT[wanted])


def one_of(options: tuple[Any, ...]) -> Converter:
    """Read `X | None`, where an empty value is None, or a union of choices, taken together."""
    rest = [o for o in options if o is not type(None)]
    read = converter(rest[0] if len(rest) == 1 else Literal[tuple(c for o in rest for c in get_args(o))])
    if len(rest) == len(options):
        return read
    return lambda node, reading: None if is_null(node) else read(node, reading)


def is_null(node: Node) -> bool:
    """Tell whether a plain scalar says nothing."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in NULLS


def sequence(read: Converter, node: Node, reading: Reading) -> Any:
    """Read a list."""
    if isinstance(node, yaml.SequenceNode):
        values = [read(child, reading) for child in node.value]
        return BAD if any(v is BAD for v in values) else tuple(values)
    if is_null(node):
        return ()
    return reading.expected(LIST, node, phrase("write it as [one, two]"))


def mapping(read: Converter, hint: str, node: Node, reading: Reading) -> Any:
    """Read a map from text keys."""
    if is_null(node):
        return {}
    if not isinstance(node, yaml.MappingNode):
        return reading.expected(MAPPING, node, hint)
    found: dict[str, Any] = {}
    for key, child in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name in found:
            reading.twice(name, key)
        found[name] = read(child, reading)
    return BAD if any(v is BAD for v in found.values()) else found


def named(node: Node, reading: Reading) -> Any:
    """Read a name: one text for every language, or one for each."""
    if isinstance(node, yaml.MappingNode):
        return converter(Local)(node, reading)
    found = text(str, node, reading)
    return BAD if found is BAD else {"": found}


def plain(node: Node, reading: Reading) -> Any:
    """Read a node by its shape: text, decimal numbers written plainly, true, false, null, dates as text."""
    if isinstance(node, yaml.MappingNode):
        return mapping(plain, "", node, reading)
    if isinstance(node, yaml.SequenceNode):
        return [plain(child, reading) for child in node.value]
    if not node.style:
        if node.value in NULLS:
            return None
        if INTEGER.fullmatch(node.value):
            return int(node.value)
        if DECIMAL.fullmatch(node.value):
            return float(node.value)
    return node.value


def choice(choices: tuple[str, ...], node: Node, reading: Reading) -> Any:
    """Read one of a closed list."""
    if not isinstance(node, yaml.ScalarNode):
        return unquoted(node, phrase("one of {known}", known=", ".join(choices)), reading)
    if node.value in choices:
        return node.value
    message = phrase("expected one of {known}; found '{found}'", known=", ".join(choices), found=node.value)
    return reading.wrong(node.start_mark, "choice", message, did_you_mean(node.value, choices, most=0))


def text(wanted: Any, node: Node, reading: Reading) -> Any:
    """Read a text as it stands, or an id."""
    found = node.value if type(node) is yaml.ScalarNode else unquoted(node, WORDING[wanted], reading)
    if found is BAD:
        return BAD
    if (found in NULLS and not node.style) or not found.strip():
        hint = phrase("quote a text that starts with #")
        return reading.wrong(node.start_mark, "missing-value", phrase("expected a text, found nothing"), hint)
    if wanted is Id and not ID.fullmatch(found):
        hint = phrase("use a-z, 0-9 and single hyphens")
        return reading.wrong(node.start_mark, "id", phrase("'{name}' is not an id", name=found), hint)
    return found.strip() if node.style in ("|", ">") else found


def scalar(wanted: Any, convert: Callable[[str], Any], node: Node, reading: Reading) -> Any:
    """Read a number, a truth value or a date."""
    found = unquoted(node, WORDING[wanted], reading)
    made = BAD if found is BAD else convert(found)
    return reading.expected(WORDING[wanted], node, HINT.get(wanted, "")) if made is None else made


def unquoted(node: Node, expected: str, reading: Reading) -> Any:
    """Return the text of a scalar; a list or a mapping here is often a text that starts with a bracket."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    hint = phrase("quote a text that starts with { or [") if getattr(node, "flow_style", False) else ""
    return reading.expected(expected, node, hint)


CONVERT: dict[Any, Any] = {
    bool: {"true": True, "false": False}.get,  # `yes`, `on` and the like are not taken
    int: lambda text: int(text) if INTEGER.fullmatch(text) else None,
    float: lambda text: float(text) if INTEGER.fullmatch(text) or DECIMAL.fullmatch(text) else None,
    datetime.date: as_date,
    PartialDate: as_partial,
    Path: Path,
}
WORDING: dict[Any, str] = {
    bool: phrase("true or false"),
    int: phrase("a whole number"),
    float: phrase("a number"),
    datetime.date: phrase("a date"),
    PartialDate: phrase("a date"),
    str: phrase("a text"),
    Id: phrase("an id"),
    Path: phrase("a path"),
}
LIST, MAPPING = phrase("a list"), phrase("a mapping")
HINT: dict[Any, str] = {
    bool: phrase("write true or false"),
    datetime.date: phrase("write it as {example}", example="2026-11-22"),
    PartialDate: phrase("write it as 2026-11-22, 2026-11 or 2026"),
}
