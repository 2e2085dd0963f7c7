"""What is said depends on the day, the country, the office and the position: the rules, one small campaign each."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

import pytest
from builtin import built_in
from conftest import TODAY, load_campaign, write_campaign
from hypothesis import given
from hypothesis import strategies as st

from campaign.address import AllForms
from campaign.diagnostics import Diagnostic, Stop
from campaign.languages import Languages
from campaign.model import BRANCHES, OFFICES, STATUSES, Campaign, Country, Event, PartialDate
from campaign.plan import Document, Request, choice, plan
from campaign.plan.choice import Setting, status_of, working_days_after
from campaign.plan.selection import recipients_of
from campaign.render import Renderer
from campaign.values import replace

Make = Callable[..., Path]
DAY = datetime.date(2026, 11, 22)


def ask(ident: str, **fields: Any) -> str:
    """Return an ask of `asks.yaml` with the texts that all of them have."""
    texts = {
        name: f"{name.replace('_', ' ')} of {ident.replace('-', ' ')}"
        for name in ("title", "subject", "request", "request_i", "asked")
    }
    lines = [f"{name}: {str(value).replace(chr(39), '')}" for name, value in {**texts, **fields}.items()]
    return f"- id: {ident}\n  " + "\n  ".join(lines) + "\n"


def asks(*rows: str) -> str:
    """Return the section of a campaign with these asks."""
    return "-- asks.yaml --\n" + "".join(rows)


def compose(
    campaign: Campaign, day: datetime.date = DAY, kind: str = "letter", **request: Any
) -> tuple[list[Document], list[Diagnostic]]:
    """Plan one kind."""
    return plan(campaign, Request(day=day, kinds=(kind,), **request), Languages(campaign), AllForms(campaign.folder))


def one(campaign: Campaign, day: datetime.date = DAY, kind: str = "letter", **request: Any) -> Document:
    """Return the one document of a plan."""
    documents, problems = compose(campaign, day, kind, **request)
    assert len(documents) == 1, problems
    return documents[0]


def text_of(campaign: Campaign, document: Document) -> str:
    """Return what a document says, as markup."""
    return Renderer(campaign, Languages(campaign)[document.language]).render(document).content.html


# Status


def event(name: str, on: str, confidence: str = "verified") -> Event:
    """Return an event of a country."""
    parts = [int(p) for p in on.split("-")]
    return Event(event=name, on=PartialDate(*parts), sources=(), confidence=confidence)


@pytest.mark.parametrize(
    ("events", "day", "status"),
    [
        ([], "2026-11-22", "unknown"),
        ([event("signed", "2025-10-25")], "2025-10-24", "unknown"),
        ([event("signed", "2025-10-25")], "2025-10-25", "signed"),
        ([event("not-signed", "2025-10-29")], "2026-11-22", "unsigned"),
        ([event("not-signed", "2025-10-29"), event("signed", "2026-07")], "2026-07-30", "unsigned"),
        ([event("not-signed", "2025-10-29"), event("signed", "2026-07")], "2026-07-31", "signed"),
        ([event("signed", "2025")], "2025-12-30", "unknown"),
        ([event("signed", "2025")], "2025-12-31", "signed"),
        ([event("signed", "2024-02")], "2024-02-28", "unknown"),
        ([event("signed", "2024-02")], "2024-02-29", "signed"),
        ([event("signed", "2025-10-25"), event("submitted", "2026-01-01")], "2026-11-22", "submitted"),
        ([event("submitted", "2026-01-01"), event("signed", "2026-02-01")], "2026-11-22", "submitted"),
        ([event("signed", "2025-10-25"), event("approved", "2026-01-01", "unverified")], "2026-11-22", "signed"),
        ([event("signed", "2025-10-25", "secondary")], "2026-11-22", "signed"),
        ([event("approved", "2026-01-01"), event("deposited", "2026-03-01")], "2026-02-28", "approved"),
        ([event("approved", "2026-01-01"), event("deposited", "2026-03-01")], "2026-03-01", "ratified"),
    ],
)
def test_the_status_is_the_furthest_event_that_had_certainly_happened(
    events: list[Event], day: str, status: str
) -> None:
    country = Country(id="GB", languages=("en",), events=tuple(events))
    assert status_of(country, datetime.date.fromisoformat(day)) == status


def test_a_country_without_a_file_is_unknown() -> None:
    assert status_of(None, DAY) == "unknown"


# Which ask

RANKED = [  # each wins over all that follow
    ask("role", role="decides"),
    ask("office-and-status", statuses="[signed]", offices="[lower-house]"),
    ask("office", offices="[lower-house]", priority=99),
    ask("branch-and-status", statuses="[signed]", offices="[legislature]"),
    ask("branch", offices="[legislature]", priority=99),
    ask("status-and-committee", statuses="[signed]", committees="[justice]"),
    ask("status", statuses="[signed]", priority=99),
    ask("committee", committees="[justice]"),
    ask("urgent", priority=5),
    ask("a-plain"),
    ask("b-plain"),
]
SIGNED = """
-- countries/GB.yaml --
languages: [en]
events: [{event: signed, on: 2021-06-01, sources: [permit], confidence: verified}]
approval: {body: {en: Parliament}, offices: [lower-house], confidence: verified}
-- recipients/people.yaml --
- {id: jo, name: Jo March, given_name: Jo, family_name: March, office: lower-house, country: GB, committees: [justice]}
"""


@pytest.mark.parametrize("first", range(len(RANKED)))
def test_the_most_specific_ask_wins_then_priority_then_id(make: Make, first: int) -> None:
    campaign = load_campaign(make(SIGNED, asks(*reversed(RANKED[first:]))))
    ranked = RANKED[first].split("\n")[0].removeprefix("- id: ")
    assert one(campaign).ask is campaign.asks[ranked]


@pytest.mark.parametrize(
    ("office", "chamber", "chosen"),
    [
        ("lower-house", None, "deciding"),
        ("upper-house", None, "watching"),
        ("committee-chair", "lower-house", "deciding"),
        ("committee-chair", "upper-house", "watching"),
        ("minister", None, "anybody"),
        ("mayor", None, "anybody"),
    ],
)
def test_only_who_decides_is_asked_to_decide(make: Make, office: str, chamber: str | None, chosen: str) -> None:
    campaign = load_campaign(
        make(SIGNED, asks(ask("deciding", role="decides"), ask("watching", role="other"), ask("anybody")))
    )
    person = replace(campaign.recipients["jo"], office=office, chamber=chamber)
    assert one(replace(campaign, recipients={"jo": person})).ask is campaign.asks[chosen]


@pytest.mark.parametrize(
    "approval", ["", "approval: {body: {en: Parliament}, offices: [lower-house], confidence: unverified}\n"]
)
def test_nobody_is_told_that_they_decide_when_the_country_file_does_not_say_so(make: Make, approval: str) -> None:
    files = f"-- countries/GB.yaml --\nlanguages: [en]\n{approval}"
    campaign = load_campaign(
        make(files, asks(ask("deciding", role="decides"), ask("watching", role="other"), ask("anybody")))
    )
    assert one(campaign).ask is campaign.asks["anybody"]


@pytest.mark.parametrize(("position", "chosen"), [("reject", "no"), ("conditions", "yes-but")])
def test_one_campaign_asks_from_one_position(make: Make, position: str, chosen: str) -> None:
    folder = make(
        asks(
            ask("no", position="reject"),
            ask("yes-but", position="conditions"),
            ask("also-no", position="reject", main="false"),
            ask("also-but", position="conditions", main="false"),
        )
    )
    path = folder / "campaign.yaml"
    path.write_text(path.read_text().replace("position: reject", f"position: {position}"))
    campaign = load_campaign(folder)
    document = one(campaign)
    assert document.ask is campaign.asks[chosen]
    assert [a.id for a in document.supporting] == [{"no": "also-no", "yes-but": "also-but"}[chosen]]


@pytest.mark.parametrize(
    ("day", "chosen"),
    [
        ("2026-01-31", "later"),
        ("2026-02-01", "dated"),
        ("2026-02-28", "dated"),
        ("2026-03-01", "later"),
    ],
)
def test_an_ask_is_made_between_its_days_both_included(make: Make, day: str, chosen: str) -> None:
    campaign = load_campaign(
        make(asks(ask("dated", priority=9, valid_from="2026-02-01", valid_until="2026-02-28"), ask("later")))
    )
    assert one(campaign, datetime.date.fromisoformat(day)).ask is campaign.asks[chosen]


@pytest.mark.parametrize(("day", "chosen"), [("2026-06-30", "early"), ("2026-07-01", "late")])
def test_an_ask_belongs_to_its_stages(make: Make, day: str, chosen: str) -> None:
    folder = make(asks(ask("early", stages="[before]"), ask("late", stages="[after]")))
    path = folder / "campaign.yaml"
    path.write_text(
        path.read_text().replace(
            "  - {id: open, title: Decision ahead, since: 2020-01-01}",
            "  - {id: before, title: Before, since: 2020-01-01, until: 2026-06-30}\n"
            "  - {id: after, title: After, since: 2026-07-01}",
        )
    )
    campaign = load_campaign(folder)
    assert one(campaign, datetime.date.fromisoformat(day)).ask is campaign.asks[chosen]


def test_an_ask_whose_placeholder_cannot_be_filled_is_not_made(make: Make) -> None:
    rows = asks(
        ask("bill", priority=9, request='"Vote against {bill}."'),
        ask("fact", priority=8, request='"Since {granted}."'),
        ask("plain"),
    )
    campaign = load_campaign(make(rows))
    assert one(campaign).ask is campaign.asks["plain"]
    voted = "approval: {body: {en: Parliament}, bill: B 12, offices: [lower-house], confidence: verified}"
    campaign = load_campaign(make(rows, f"-- countries/GB.yaml --\nlanguages: [en]\n{voted}\n"))
    assert one(campaign).ask is campaign.asks["bill"]
    assert "Vote against B 12." in text_of(campaign, one(campaign))


def test_the_values_of_its_facts_fill_an_ask(make: Make) -> None:
    campaign = load_campaign(
        make(asks(ask("fact", request='"Since {granted} and {granted_year}."', facts="[permit-granted]")))
    )
    assert "Since 4 May 2021 and 2021." in text_of(campaign, one(campaign))


def test_when_no_ask_fits_the_place_to_mend_is_named(make: Make) -> None:
    campaign = load_campaign(make(asks(ask("other", offices="[executive]"))))
    documents, problems = compose(campaign)
    assert documents == []
    assert [(p.code, p.where) for p in problems if p.severity == "error"] == [
        ("no-ask", campaign.recipients["jo"].where)
    ]


def test_at_most_two_asks_support_the_main_one(make: Make) -> None:
    beside = [ask(f"s{n}", main="false", priority=n) for n in range(4)]
    silent = ask("silent", main="false", supporting="false", priority=99)
    campaign = load_campaign(make(asks(ask("main"), silent, *beside)))
    assert [a.id for a in one(campaign).supporting] == ["s3", "s2"]


def test_a_dead_ask_that_is_named_is_refused_with_its_successor(make: Make) -> None:
    rows = (
        ask("dead", valid_until="2024-08-08", replaced_by="alive"),
        ask("alive"),
        ask("signed-only", statuses="[signed]"),
        ask("bill", request='"Vote against {bill}."'),
    )
    campaign = load_campaign(make(asks(*rows)))
    documents, problems = compose(campaign, ask="dead")
    assert documents == []
    assert [(p.code, p.hint) for p in problems if p.severity == "error"] == [("unusable", "use 'alive' instead")]
    assert "until 2024-08-08" in problems[0].message and problems[0].where == campaign.asks["dead"].where
    for name, why in (("signed-only", "signed"), ("bill", "{bill}")):
        documents, problems = compose(campaign, ask=name)
        assert documents == [] and why in problems[0].message
        assert [p.code for p in problems if p.severity == "error"] == ["unusable"]
    assert one(campaign, ask="alive").ask is campaign.asks["alive"]
    assert one(campaign, datetime.date(2024, 8, 8), ask="dead").ask is campaign.asks["dead"]


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"ask": "revok"}, "unknown-ask"),
        ({"concerns": ("watr",)}, "unknown-concern"),
        ({"country": "ZZ"}, "unknown-country"),
        ({"to": ("jon",)}, "unknown-recipient"),
        ({"to": ("offic=x",)}, "unknown-field"),
        ({"languages": ("es",)}, "unknown-language"),
    ],
)
def test_an_unknown_name_stops_with_exit_2_and_near_names(make: Make, request_: dict[str, Any], code: str) -> None:
    campaign = load_campaign(make())
    with pytest.raises(Stop) as stop:
        compose(campaign, **request_)
    (problem,) = stop.value.problems
    assert (problem.code, problem.exit) == (code, 2) and problem.hint


# Which reasons and facts


def concern(ident: str, **fields: Any) -> str:
    """Return a concern of `concerns.yaml`."""
    lines = [f"{name}: {value}" for name, value in {"title": ident, "text": f"Because of {ident}.", **fields}.items()]
    return f"- id: {ident}\n  " + "\n  ".join(lines) + "\n"


def concerns(*rows: str) -> str:
    """Return the section of a campaign with these concerns."""
    return "-- concerns.yaml --\n" + "".join(rows)


def test_the_general_reason_comes_first_then_that_of_the_committee_then_by_priority(make: Make) -> None:
    rows = (
        concern("general", priority=100),
        concern("high", priority=90),
        concern("of-justice", committees="[justice]", priority=1),
        concern("of-women", committees="[women]", priority=50),
        concern("by-name", automatic="false", priority=99),
    )
    campaign = load_campaign(make(concerns(*rows)))
    assert [c.id for c in one(campaign).concerns] == ["general", "high", "of-women", "of-justice"]
    person = replace(campaign.recipients["jo"], committees=("justice",))
    document = one(replace(campaign, recipients={"jo": person}))
    assert [c.id for c in document.concerns] == ["general", "of-justice", "high", "of-women"]
    html = text_of(campaign, document)
    assert "Because of of-justice." in html and "Because of high." not in html
    assert [c.id for c in one(campaign, concerns=("by-name",)).concerns] == ["by-name"]


def test_a_reason_without_a_usable_fact_is_left_out_and_refused_by_name(make: Make) -> None:
    rumour = """
-- facts.yaml --
- {id: permit-granted, text: It was granted., sources: [permit], as_of: 2021-05-04, confidence: verified, slots: [where]}
- {id: rumour, text: They say so., sources: [permit], as_of: 2021-05-04, confidence: unverified, slots: [where]}
"""
    campaign = load_campaign(
        make(rumour, concerns(concern("doubtful", facts="[rumour]"), concern("sound", facts="[permit-granted]")))
    )
    document = one(campaign)
    assert [c.id for c in document.concerns] == ["sound"]
    assert [f.id for f in document.slots["where"]] == ["permit-granted"]
    documents, problems = compose(campaign, concerns=("doubtful",))
    assert documents == [] and [p.code for p in problems if p.severity == "error"] == ["unusable"]
    assert "'doubtful'" in problems[0].message and "'rumour', which is not verified" in problems[0].message


@pytest.mark.parametrize(
    ("day", "reason"),
    [("2021-05-03", "has no source from before"), ("2021-05-04", ""), ("2023-12-31", ""), ("2024-01-01", "is valid")],
)
def test_a_fact_is_used_between_its_first_source_and_its_last_day(make: Make, day: str, reason: str) -> None:
    campaign = load_campaign(make())
    fact = replace(campaign.facts["permit-granted"], valid_until=datetime.date(2023, 12, 31))
    problem = choice.fact_problem(campaign, fact, datetime.date.fromisoformat(day))
    assert (problem == "") if not reason else problem.startswith(reason)


def test_a_source_counts_from_its_last_possible_day_or_the_day_it_was_read(make: Make) -> None:
    campaign = load_campaign(make())
    source = replace(campaign.sources["permit"], date=PartialDate(2021, 5))
    for read, first in ((None, datetime.date(2021, 5, 31)), (datetime.date(2021, 5, 9), datetime.date(2021, 5, 9))):
        held = replace(campaign, sources={"permit": replace(source, read_on=read)})
        assert choice.sources_by(held, ("permit",), first) and not choice.sources_by(
            held, ("permit",), first - datetime.timedelta(days=1)
        )


PERISHABLE = """
-- facts.yaml --
- {id: permit-granted, text: It was granted., sources: [permit], as_of: 2021-05-04, confidence: verified}
- id: pipes
  text: The plant has {pipes} pipes.
  text_as_of: The plant had {pipes} pipes in {as_of}.
  values: {pipes: {number: 7}}
  sources: [permit]
  as_of: 2026-10-23
  confidence: verified
  slots: [where]
  perishable: {max_age: 30, then: THEN}
"""


@pytest.mark.parametrize(
    ("then", "day", "said"),
    [
        ("as-of", "2026-11-22", "The plant has 7 pipes."),
        ("as-of", "2026-11-23", "The plant had 7 pipes in October 2026."),
        ("omit", "2026-11-22", "The plant has 7 pipes."),
        ("omit", "2026-11-23", ""),
    ],
)
def test_what_perishes_is_said_as_of_its_month_or_left_out_after_its_age(
    make: Make, then: str, day: str, said: str
) -> None:
    campaign = load_campaign(make(PERISHABLE.replace("THEN", then)))
    html = text_of(campaign, one(campaign, datetime.date.fromisoformat(day)))
    assert (said in html) if said else "pipes" not in html


# National matters

NATIONAL = """
-- countries/GB.yaml --
languages: [en]
hooks:
  - {id: unsourced, text: {en: Not yet sourced.}, sources: [future], as_of: 2026-01-01, confidence: verified}
  - {id: rumour, text: {en: A rumour.}, sources: [permit], as_of: 2026-01-01, confidence: unverified}
  - {id: welsh, text: {cy: Yn Gymraeg.}, sources: [permit], as_of: 2026-01-01, confidence: verified}
  - {id: own-law, text: {en: The Water Act sets five years.}, sources: [permit], as_of: 2026-01-01, confidence: verified}
commitments:
  - {id: broken, body: {en: Council}, on: 2021-06, about: draft, text: {en: It promised once.}, later: {en: It gave up.},
     still_fair: false, sources: [permit], confidence: verified}
  - {id: tomorrow, body: {en: Council}, on: 2026-12, about: draft, text: {en: It will promise.}, later: {en: And more.},
     still_fair: true, sources: [permit], confidence: verified}
  - {id: kept, body: {en: Council}, on: 2021-06, about: draft, text: {en: It promised clean water.},
     later: {en: It said so again.},
     still_fair: true, sources: [permit], confidence: secondary}
-- sources.yaml --
- {id: permit, publisher: A, title: Permit, date: 2021-05-04, url: 'https://example.org/p', kind: government, reliability: A}
- {id: future, publisher: A, title: Later, date: 2027-05-04, url: 'https://example.org/l', kind: government, reliability: A}
"""


def test_the_national_paragraph_is_verified_sourced_and_in_the_language_of_the_document(make: Make) -> None:
    campaign = load_campaign(make(NATIONAL))
    document = one(campaign)
    assert document.hook is not None and document.hook.id == "own-law"
    assert "The Water Act sets five years." in text_of(campaign, document)
    only_welsh = replace(campaign.countries["GB"], hooks=campaign.countries["GB"].hooks[:3])
    assert one(replace(campaign, countries={"GB": only_welsh})).hook is None


def test_a_commitment_is_used_only_when_it_is_still_fair_and_past(make: Make) -> None:
    campaign = load_campaign(make(NATIONAL))
    document = one(campaign)
    assert document.commitment is not None and document.commitment.id == "kept"
    html = text_of(campaign, document)
    assert "It promised clean water." in html and "once" not in html and "will promise" not in html


# Days


def test_a_reply_is_awaited_on_a_working_day_after_quiet_days(make: Make) -> None:
    quiet = "-- countries/GB.yaml --\nlanguages: [en]\nquiet: [{since: 2026-11-23, until: 2026-11-27, why: recess}]\n"
    rows = asks(ask("soon", reply_days=2))
    assert one(load_campaign(make(rows))).reply_by == datetime.date(2026, 11, 24)
    assert one(load_campaign(make(rows, quiet))).reply_by == datetime.date(2026, 12, 1)


days = st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 12, 31))
pauses = st.lists(
    st.tuples(days, st.integers(0, 40)).map(lambda p: (p[0], p[0] + datetime.timedelta(days=p[1]))), max_size=6
)


@given(days, st.integers(1, 40), pauses)
def test_working_days_are_counted_and_the_last_one_is_a_working_day(
    day: datetime.date, count: int, quiet: list[tuple[datetime.date, datetime.date]]
) -> None:
    def works(at: datetime.date) -> bool:
        return at.weekday() < 5 and not any(since <= at <= until for since, until in quiet)

    end = working_days_after(day, count, quiet)
    between = [day + datetime.timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert works(end) and sum(map(works, between)) == count


# The matrix: every cell of the built-in campaign has an ask

CELLS = ("2023-12-01", "2024-01-15", "2024-10-01", "2025-06-01", "2026-11-22", "2026-12-31", "2027-01-01", "2030-01-01")


def settings_of(day: datetime.date) -> Iterable[Setting]:
    """Yield a setting for every office, status that is possible on the day, role and position."""
    opened = datetime.date(2025, 10, 25)
    names = frozenset(n.replace("-", "_") for n in built_in().names) | {"reply_by", "organization"}
    for office in OFFICES:
        for status in STATUSES if day >= opened else ("unknown",):
            for offices in (None, (office,), ("lower-house" if office != "lower-house" else "upper-house",)):
                approval = {"body": {"en": "Parliament"}, "offices": offices, "confidence": "verified"}
                country = Country(
                    id="GB",
                    languages=("en",),
                    **({"approval": cast(Any, built_in().countries["CL"].approval)} if offices else {}),
                )
                if offices:
                    assert country.approval is not None
                    country = replace(country, approval=replace(country.approval, **approval))
                for position in ("reject", "conditions"):
                    for public in (False, True):
                        known = names | {
                            "country",
                            "Country",
                            "of_country",
                            "in_country",
                            *({"body"} if offices else ()),
                        }
                        yield Setting(
                            day=day,
                            country=country,
                            status=cast(Any, status),
                            office=office,
                            position=position,
                            names=known,
                            public=public,
                        )


@pytest.mark.parametrize("day", CELLS)
def test_every_office_status_role_and_position_has_an_ask(day: str) -> None:
    empty = [
        (s.office, s.status, s.decides, s.position, s.public)
        for s in settings_of(datetime.date.fromisoformat(day))
        if choice.main_ask(built_in(), s) is None
    ]
    assert empty == []
    roles = {s.decides for s in settings_of(datetime.date.fromisoformat(day)) if BRANCHES[s.office] == "legislature"}
    assert roles == {None, True, False}


@pytest.mark.parametrize("day", CELLS)
def test_no_cell_of_the_matrix_asks_for_what_is_dead_or_of_the_other_position(day: str) -> None:
    today = datetime.date.fromisoformat(day)
    for setting in settings_of(today):
        made = choice.main_ask(built_in(), setting)
        assert made is not None
        assert choice.record_problem(built_in(), made, today) == ""
        assert made.position in ("any", setting.position)
        assert made.role == "any" or setting.decides is (made.role == "decides")


def test_a_legislator_is_never_asked_to_sign_ratify_or_deposit() -> None:
    for day in CELLS:
        for setting in settings_of(datetime.date.fromisoformat(day)):
            made = choice.main_ask(built_in(), setting)
            if made is not None and BRANCHES[setting.office] == "legislature" and not setting.public:
                start = made.request.split(",")[0]
                assert not start.startswith(
                    ("We ask you not to sign", "We ask you not to ratify", "We ask you not to deposit")
                ), made.id


# Old lists

OLD = """
-- countries/GB.yaml --
languages: [en]
legislature: {since: 2026-07-28}
-- recipients/people.yaml --
- {id: old, name: Jo March, office: OFFICE, country: GB, source_date: DATE}
"""


@pytest.mark.parametrize(
    ("office", "date", "refused"),
    [
        ("lower-house", "2026-07-27", True),
        ("lower-house", "2026-07", False),
        ("lower-house", "2026-06", True),
        ("lower-house", "2025", True),
        ("lower-house", "2026-07-28", False),
        ("committee-chair", "2026-01-01", True),
        ("minister", "2025-01-01", False),
        ("mayor", "2025-01-01", False),
    ],
)
def test_a_list_from_before_the_sitting_legislature_is_refused(
    make: Make, office: str, date: str, refused: bool
) -> None:
    campaign = load_campaign(make(OLD.replace("OFFICE", office).replace("DATE", date)))
    documents, problems = compose(campaign)
    assert [p.code for p in problems if p.severity == "error"] == (["old-list"] if refused else [])
    assert len(documents) == (0 if refused else 1)
    if refused:
        assert problems[0].where == campaign.recipients["old"].at("source_date")
    assert len(compose(campaign, old_list=True)[0]) == 1


def test_a_list_is_not_old_before_the_new_legislature_sits(make: Make) -> None:
    campaign = load_campaign(make(OLD.replace("OFFICE", "lower-house").replace("DATE", "2026-01-01")))
    assert len(compose(campaign, datetime.date(2026, 7, 27))[0]) == 1


def test_the_day_of_these_tests_is_that_of_the_others(tmp_path: Path) -> None:
    assert DAY == TODAY and write_campaign(tmp_path / "river").is_dir()


def test_a_committee_is_found_by_the_name_that_a_list_has_for_it(make: Make) -> None:
    campaign = load_campaign(
        make(
            """
-- recipients/harbour.yaml --
- {id: ada, name: Ada March, office: upper-house, country: GB, committee_names: [Seguridad Pública]}
- {id: bo, name: Bo Stone, office: upper-house, country: GB, committees: [justice]}
"""
        )
    )
    assert [
        r.id
        for r in recipients_of(campaign, Request(day=TODAY, kinds=("letter",), to=("committee=seguridad publica",)))
    ] == ["ada"]
    with pytest.raises(Stop) as stopped:
        recipients_of(campaign, Request(day=TODAY, kinds=("letter",), to=("committee=seguridad",)))
    assert "Seguridad Pública" in stopped.value.problems[0].hint
