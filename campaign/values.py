"""Frozen values: what dataclasses do, without writing and compiling six methods for each of sixty classes.

Making the classes as dataclasses took a fifth of the time of a text letter. A field without a default is required;
`Value` compares by content, `Record` (in `model`) by identity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from inspect import get_annotations
from typing import Any, ClassVar, TypeVar, cast, dataclass_transform

V = TypeVar("V", bound="Value")
F = TypeVar("F", bound=Callable[..., Any])


class Nothing(Mapping[Any, Any]):
    """The empty map that nobody can fill; it is pickled by its name."""

    def __getitem__(self, key: Any) -> Any:
        raise KeyError(key)

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def get(self, key: Any, default: Any = None) -> Any:
        """Return the default."""
        return default

    def __reduce__(self) -> str:
        return "NONE"


NONE: Mapping[Any, Any] = Nothing()


@dataclass_transform(frozen_default=True)
class Value:
    """A value whose fields are its annotations, in order; set once, when it is made."""

    _fields: ClassVar[tuple[str, ...]] = ()
    _required: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        own = tuple(n for n in get_annotations(cls) if not n.startswith("_"))
        inherited = tuple(n for n in cls._fields if n not in own)
        cls._fields = inherited + own
        cls._required = frozenset(n for n in cls._fields if not hasattr(cls, n))

    def __init__(self, *args: Any, **values: Any) -> None:
        if args:
            if len(args) > len(self._fields):
                raise TypeError(f"{type(self).__name__}: {len(args)} values for {len(self._fields)} fields")
            values.update(zip(self._fields, args, strict=False))
        if not self._required <= values.keys() or not values.keys() <= set(self._fields):
            wrong = sorted((self._required - values.keys()) | (values.keys() - set(self._fields)))
            raise TypeError(f"{type(self).__name__}: wrong or missing {', '.join(wrong)}")
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} is set already")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} stays")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and all(getattr(other, n) == getattr(self, n) for n in self._fields)

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, n) for n in self._fields)))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{n}={getattr(self, n)!r}' for n in self._fields)})"


def cached(function: F) -> F:
    """Remember what a function returned: `functools.cache` with the types of the function."""
    return cast(F, cache(function))


def replace(value: V, **changes: Any) -> V:
    """Return the value with some fields changed."""
    return type(value)(**{**{n: v for n, v in value.__dict__.items() if n in value._fields}, **changes})


def fields(cls: type[Value]) -> dict[str, Any]:
    """Return the types of the fields by name: objects where the module evaluates its annotations, else their texts."""
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        found.update({n: t for n, t in get_annotations(base).items() if not n.startswith("_")})
    return found
