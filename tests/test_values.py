"""Values are set once, compare by what they hold, and know which fields they want."""

import copy
import datetime
import pickle
from collections.abc import Callable, Mapping
from functools import cached_property

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign import model
from campaign.diagnostics import NOWHERE, Diagnostic, Where, error, ordered
from campaign.formats import Content
from campaign.model import Interval, PartialDate, Record
from campaign.values import NONE, Value, fields, replace


class Box(Value):
    """A value with a field that is wanted and two that are not."""

    size: int
    colour: str = "red"
    labels: tuple[str, ...] = ()
    _private: int = 3

    @cached_property
    def volume(self) -> int:
        """Something computed once."""
        return self.size**3


class Crate(Box):
    """A value with more fields, one of which replaces an inherited one."""

    weight: float
    colour: str = "brown"


class Tag(Record):
    """A record."""

    id: str
    note: str | None = None


# Making.


def test_fields_come_in_order_or_by_name() -> None:
    assert Box(1, "blue", ("a",)) == Box(labels=("a",), size=1, colour="blue")
    assert (Box(2).colour, Box(2).labels) == ("red", ())


@pytest.mark.parametrize(
    "make_it",
    [
        lambda: Box(),
        lambda: Box(colour="blue"),
        lambda: Box(1, weight=2),
        lambda: Box(1, _private=2),
        lambda: Box(1, "blue", (), 4),
        lambda: Crate(1),
        lambda: replace(Box(1), sise=2),
        lambda: Diagnostic(NOWHERE, "code"),
    ],
)
def test_a_missing_or_unknown_field_is_our_own_mistake(make_it: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        make_it()


def test_the_mistake_names_the_field() -> None:
    with pytest.raises(TypeError, match="Crate: wrong or missing sise, size"):
        Crate(sise=1, weight=2)


def test_a_subclass_has_the_fields_of_its_base_first() -> None:
    assert Box._fields == ("size", "colour", "labels") and Crate._fields == ("size", "labels", "weight", "colour")
    assert Crate._required == {"size", "weight"}
    crate = Crate(size=1, weight=2.5)
    assert crate.colour == "brown" and crate.volume == 1


def test_fields_have_their_types() -> None:
    assert fields(Crate) == {"size": int, "colour": str, "labels": tuple[str, ...], "weight": float}
    assert fields(Tag)["note"] == str | None and "where" in fields(Tag)


# Frozen.


def test_a_field_is_set_once() -> None:
    box = Box(1)
    for name in ("size", "colour", "other"):
        with pytest.raises(AttributeError):
            setattr(box, name, 2)
        with pytest.raises(AttributeError):
            delattr(box, name)
    assert box == Box(1)


def test_the_empty_mapping_that_all_share_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        NONE["a"] = 1  # type: ignore[index]
    assert isinstance(NONE, Mapping) and len(NONE) == 0


def test_a_changed_copy_leaves_the_value_alone() -> None:
    box = Box(2, "blue")
    assert box.volume == 8
    bigger = replace(box, size=3)
    assert (bigger, box) == (Box(3, "blue"), Box(2, "blue"))
    assert bigger.volume == 27, "what was computed is computed anew"
    assert type(replace(Crate(1, weight=2.0), size=2)) is Crate


# Comparing.


def test_values_compare_by_content_whether_a_default_was_written_or_not() -> None:
    assert Box(1) == Box(1, "red", ()) and hash(Box(1)) == hash(Box(1, "red", ()))
    assert Box(1) != Box(2) and Box(1) != Box(1, "blue") and Box(1) != 1
    assert Box(1) != Crate(size=1, weight=1.0) and len({Box(1), Box(1, "red"), Box(2)}) == 2


def test_what_was_computed_does_not_count() -> None:
    box = Box(2)
    assert box.volume == 8 and box == Box(2) and hash(box) == hash(Box(2)) and "volume" not in repr(box)


def test_a_problem_met_twice_is_printed_once() -> None:
    where = Where("facts.yaml", 3, 5)
    twice = [error(where, "value", "wrong"), Diagnostic(where, "value", "wrong")]
    assert len(ordered(twice)) == 1


def test_a_value_shows_its_fields() -> None:
    assert repr(Box(1, labels=("a",))) == "Box(size=1, colour='red', labels=('a',))"


@given(st.integers(), st.text(), st.lists(st.text()).map(tuple))
def test_a_value_survives_copies_and_other_processes(size: int, colour: str, labels: tuple[str, ...]) -> None:
    box = Box(size, colour, labels)
    for made in (copy.copy(box), copy.deepcopy(box), pickle.loads(pickle.dumps(box)), replace(box)):
        assert made == box and hash(made) == hash(box) and repr(made) == repr(box)


def test_what_workers_are_sent_survives_the_way() -> None:
    content = Content(html="<p>ñ</p>", title="T", language="es", rows=({"id": "a"},))
    assert pickle.loads(pickle.dumps(content)) == content
    problem = error(Where("a", 1, 2), "code", "message")
    assert pickle.loads(pickle.dumps(problem)) == problem


# Records.


def test_records_compare_by_identity() -> None:
    one, other = Tag(id="a"), Tag(id="a")
    assert one != other and one == one and len({one, other}) == 2 and repr(one) == "<Tag a>"


def test_a_record_without_places_stands_where_it_begins() -> None:
    tag = Tag(id="a", where=Where("f.yaml", 4, 3))
    assert tag.at("id") == tag.at("note") == tag.at("note.3") == ("f.yaml", 4, 3)
    assert Tag(id="a").at("id") == NOWHERE


def test_every_class_of_the_model_says_which_of_its_fields_are_wanted() -> None:
    for cls in Record.__subclasses__():
        known = set(fields(cls))
        assert set(cls._fields) == known and cls._required <= known - {"where", "places"}, cls
    assert model.Fact._required == {"id", "text", "as_of", "confidence"}
    assert model.Recipient._required == {"id", "name", "office", "country"}


# Days.

DAYS = st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2100, 12, 31))


@given(st.none() | DAYS, st.none() | DAYS, DAYS)
def test_an_interval_holds_both_its_ends_and_an_open_end_holds_all(
    since: datetime.date | None, until: datetime.date | None, day: datetime.date
) -> None:
    interval = Interval(since, until)
    assert (day in interval) == ((since is None or since <= day) and (until is None or day <= until))
    if since and until and since <= until:
        assert since in interval and until in interval
    assert "2026-11-22" not in interval and None not in interval


@given(DAYS)
def test_a_partial_date_begins_and_ends_with_what_it_names(day: datetime.date) -> None:
    year, month, whole = PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(*day.timetuple()[:3])
    assert whole.first == whole.last == day
    assert year.first <= month.first <= day <= month.last <= year.last
    assert (year.first, year.last) == (datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31))
    assert (
        month.first.day == 1
        and (month.last + datetime.timedelta(days=1)).day == 1
        and month.first.month == month.last.month
    )
    assert [str(d) for d in (year, month, whole)] == [day.isoformat()[:n] for n in (4, 7, 10)]
