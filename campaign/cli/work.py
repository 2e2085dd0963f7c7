"""Plan and write what a command of `documents` was asked for."""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from campaign import resources
from campaign.cli.crowd import Crowd
from campaign.cli.options import with_limits
from campaign.cli.progress import Tally
from campaign.cli.run import DOCUMENT_PARTS, Run, by_language, one_of, split, today, unusable
from campaign.diagnostics import Stop, error, no_such, note, usage, warning
from campaign.formats import NAMES
from campaign.languages import pick
from campaign.languages.cldr import country_called
from campaign.model import Local, Recipient
from campaign.networks import NETWORKS
from campaign.phrases import phrase
from campaign.plan import Posting, Request, rows
from campaign.plan.selection import recipients_of
from campaign.values import replace

CROWDED = 1000
TYPED = frozenset(["personal", "news", "city"])  # with what is said of the sender: what stands in documents as typed
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
VOICES = ("organization", "constituent", "expert")
WITHOUT_MESSAGES = {"letter", "email", "press-release", "article", "open-letter"}
UNSIGNED = {"letter", "email", "press-release", "article", "social"}


def compose(kinds: list[str], **given: Any) -> None:
    """Plan and write some kinds (all, when none is named) with what was given on the command line."""
    run = begun(kinds, given)
    try:
        tally = make(run, kinds, given)
    except Stop as stop:  # said together with what reading the campaign met
        run.problems += stop.problems
        run.leave({"files": []}, wrote=False)
    except KeyboardInterrupt:
        run.interrupted()
    if tally.paths and (not kinds or tally.total > 20 or sys.stdout.isatty()):
        run.summarize(tally.table(run.out, run.campaign.id))
    run.leave({"files": [(run.out / path).as_posix() for path in run.paths]}, wrote=bool(tally.paths))


def begun(kinds: list[str], given: dict[str, Any]) -> Run:
    """Return the run of a command that makes documents, with what they need of the campaign."""
    refuse_unwritable(given)
    parts = DOCUMENT_PARTS + (() if kinds and set(kinds) <= WITHOUT_MESSAGES else ("messages", "cards"))
    parts += () if kinds and set(kinds) <= UNSIGNED else ("open-letter", "signatories")
    return Run(
        given.get("campaign"),
        given.get("date"),
        out=given["out"],
        json=given["json"],
        quiet=given["quiet"],
        parts=parts,
        countries=[given.get("country") or ""],
    )


def refuse_unwritable(given: Mapping[str, Any]) -> None:
    """Stop at an option whose text no document can hold: control characters, what was no UTF-8 (XML 1.0, 2.2)."""
    for name, value in given.items():
        if name.startswith("sender_") or name in TYPED:
            for text in value if isinstance(value, list) else [value]:
                if found := isinstance(text, str) and NO_TEXT.search(text):  # `--from` is a path
                    option, code = f"--{name.replace('_', '-')}", f"U+{ord(found[0]):04X}"
                    message = phrase(
                        "no document can hold the character {code} of '{option}'", code=code, option=option
                    )
                    raise usage(message, phrase("type it again, or save the text as UTF-8"), "character")


def make(run: Run, kinds: list[str], given: dict[str, Any]) -> Tally:
    """Plan and write the documents; `Stop` for an option that names nothing."""
    prepare(run, given)
    request = request_of(run, kinds, given)
    tally = made(run, request, given)
    packs(run, kinds, request, tally)
    return tally


def prepare(run: Run, given: dict[str, Any]) -> None:
    """Settle who writes to whom, and where; `Stop` when what there is cannot be used."""
    if any(p.severity == "error" and p.where.file.endswith(".yaml") for p in run.problems):
        met, run.problems = run.problems, []  # each is said once
        raise unusable(met)  # a letter without the facts of a broken file would be worse than none
    run.with_sender(given.get("sender_file"), sender_changes(run, given))
    run.with_recipients(given.get("recipients"))
    refuse_output(run)


def made(run: Run, request: Request, given: dict[str, Any]) -> Tally:
    """Write the documents of a request, tell of each, and do what is done once all files are there."""
    from campaign.write import run as write_all

    asked = list(rows(run.campaign, request, run.problems))
    if len(asked) > CROWDED:  # a folder of tens of thousands of files is slow to open, and to some programs unreadable
        request = replace(request, folders=True)
    tally = Tally(len(asked), run.quiet or run.json)
    crowd = Crowd(run, request, asked)
    if not given.get("yes") and not crowd.agreed():
        return tally
    jobs, executor = given.get("jobs") or 1, crowd.executor(given.get("executor"))
    written = write_all(
        run.campaign, request, asked, run.out, run.problems, draft=given["draft"], jobs=jobs, executor=executor
    )
    with closing(written) as outcomes:
        for outcome in outcomes:
            tally.add(outcome)
            run.problems += outcome.problems
            for artifact in outcome.artifacts:
                run.wrote(artifact.path)
    run.examples(tally.is_example)
    crowd.finish(tally, **{extra: bool(given.get(extra)) for extra in ("combine", "labels", "links")})
    return tally


def packs(run: Run, kinds: list[str], request: Request, tally: Tally) -> None:
    """Put each whole pack into one zip, when all of it was asked for and nothing of it failed."""
    if len(kinds) != 1 or request.formats or not run.campaign.kinds[kinds[0]].messages:
        return
    from campaign.write.packs import archive_of, tidied

    where = run.campaign.settings.where
    for _, tag in tally.files:
        name = (run.out, run.campaign.id, kinds[0], tag)
        if tally.failed or any(p.severity == "error" for p in run.problems):
            message = phrase("the pack in {language} is not whole, so no zip was made", language=tag)
            hint = phrase("a zip beside the files is of an earlier run; put right what is wrong, and run it again")
            run.problems.append(warning(where, "no-archive", message, hint))
            continue
        removed, left = tidied(*name, tally.paths)
        if removed:
            message = phrase(
                "{count} file of an earlier pack in {language} was removed",
                "{count} files of an earlier pack in {language} were removed",
                count=len(removed),
                language=tag,
            )
            run.problems.append(note(where, "replaced", message))
        if left:
            message = phrase(
                "files of an earlier pack in {language} were changed by somebody and stay: {files}",
                language=tag,
                files=", ".join(left),
            )
            hint = phrase("they are of another country or day: remove them if nobody needs them")
            run.problems.append(warning(where, "left-over", message, hint))
        run.wrote(archive_of(*name, tally.paths))


def refuse_output(run: Run) -> None:
    """Stop at an output folder that must stay as it is (exit 2)."""
    if run.folder.resolve() == run.out.resolve():
        message = phrase("the output folder is the campaign's own folder")
        raise usage(message, phrase("choose another with --out"), "output")
    if resources.is_built_in(run.out):
        message = phrase("the output folder is inside the installed campaign")
        hint = phrase("choose another with --out, or make your own: campaign new DIR --from ID")
        raise usage(message, hint, "output")


def sender_changes(run: Run, given: dict[str, Any]) -> dict[str, str | tuple[str, ...] | Local | None]:
    """Return what the `--sender-*` options change; a role or field of work holds for every language."""
    get = given.get
    local: dict[str, Local] = {
        name: {tag: str(get(f"sender_{name}")) for tag in run.campaign.settings.languages}
        for name in ("role", "expertise")
        if get(f"sender_{name}")
    }
    return {
        "name": get("sender_name"),
        "organization": get("sender_organization"),
        "city": get("sender_city"),
        "area": get("sender_area"),
        "country": get("sender_country"),
        "email": get("sender_email"),
        "phone": get("sender_phone"),
        "page": get("sender_page"),
        "address_lines": tuple(get("sender_address") or ()),
        **local,
    }


def request_of(run: Run, kinds: list[str], given: dict[str, Any]) -> Request:
    """Return the request of the command line; `Stop` for an unknown network, format, country, voice or language."""
    get = given.get
    networks = split(get("network"))
    for name in networks:
        one_of(name, tuple(NETWORKS), "network")
    formats = split(get("formats"))
    for name in formats:
        one_of(name, NAMES, "format")
    known_country(run, get("country"))
    personal, news = by_language(get("personal")), by_language(get("news"))
    for tag in filter(None, (*personal, *news)):
        pick(tag, run.campaign.settings.languages)  # a text in a language that nobody reads would be lost in silence
    embargo = embargo_of(run, get("embargo"))
    return Request(
        day=embargo.date() if embargo else run.day,  # a release speaks on the day on which it may be read
        kinds=tuple(kinds or run.campaign.usual_kinds),
        to=split(get("to")) or ("all",),
        sample=get("sample") or 0,
        attach=bool(get("attach")),
        languages=split(get("lang")),
        formats=formats,
        country=get("country"),
        ask=get("ask"),
        concerns=split(get("concern")),
        voice=one_of(get("voice"), VOICES, "voice"),
        personal=personal,
        news=news,
        embargo=embargo,
        sent_on=sent_on(run, get("sent_on")),
        city=get("city"),
        networks=networks,
        window=bool(get("window")),
        safe=bool(get("safe")),
        old_list=bool(get("old_list")),
        all_languages=not kinds,
        messages=split(get("message")),
        letters={} if kinds and set(kinds) <= WITHOUT_MESSAGES else letters_of(run),
        posting=replace(posting_of(given, run.day), handles=speakers(run, given)),
    )


def letters_of(run: Run) -> dict[str, int]:
    """Return the numbers of letters that the record has and posts may tell; small ones could tell who wrote.

    A record that cannot be read is a warning here: posts go without it.
    """
    from campaign.record import counted
    from campaign.record.export import SMALLEST

    try:
        found = counted(run.folder, run.day)
    except Stop as stop:
        run.problems += [warning(p.where, p.code, p.message, p.hint) for p in stop.problems]
        return {}
    named = {"letters": found["week"], "all_letters": found["all"]}
    return {name: number for name, number in named.items() if number >= SMALLEST}


def speakers(run: Run, given: dict[str, Any]) -> tuple[Recipient, ...]:
    """Return those whose official accounts posts may name; that there are none is said `[no-account]`."""
    if not given.get("handles"):
        return ()
    asked = Request(day=run.day, kinds=(), to=split(given.get("to")) or ("all",), country=given.get("country"))
    found = tuple(r for r in recipients_of(run.campaign, asked) if r.accounts) if run.campaign.recipients else ()
    if not found:
        message = phrase("no recipient has an account on a network, so no post names one")
        hint = phrase("add {example} to the list, official ones alone", example="accounts: {x: …}")
        run.problems.append(note(run.campaign.settings.where, "no-account", message, hint))
    return found


def sent_on(run: Run, text: str | None) -> datetime.date | None:
    """Return the day of the letter that is followed up; `Stop` when it is still to come (exit 2)."""
    day = today(text) if text else None
    if day and day > run.day:
        message = phrase("a letter dated {sent} cannot have been sent by {day}", sent=day, day=run.day)
        raise usage(message, phrase("give the day on which it was sent"), "sent-on")
    return day


def posting_of(given: dict[str, Any], day: datetime.date) -> Posting:
    """Return how posts are made and when they go out; `Stop` for a limit, day, hour or address that is none."""
    get = given.get
    at = base = None
    if get("at"):
        from campaign.plan.hours import hour_named

        at = hour_named(str(get("at")))
    if get("media_url"):
        from campaign.formats.schedulers import media_base

        base = media_base(str(get("media_url")))
    start = today(get("start")) if get("start") else None
    if start and start < day:
        message = phrase("the schedule begins on {start}, which is over on {day}", start=start, day=day)
        raise usage(message, phrase("name a day to come"), "start")
    if get("time_zone"):
        from campaign.plan.hours import zone_asked

        zone_asked(str(get("time_zone")))
    return Posting(
        limits={name: row.limit for name, row in with_limits(get("limit")).items() if row != NETWORKS[name]},
        start=start,
        weeks=get("weeks") or 1,
        every=get("every") or 1,
        at=at,
        zone=get("time_zone"),
        media_url=base or "",
    )


def known_country(run: Run, code: str | None) -> None:
    """Stop at a country that the campaign has no file of: only the one asked for has been read."""
    if code is None or (run.folder / "countries" / f"{code}.yaml").is_file():
        return
    capitals = code.upper()
    hint = phrase("'campaign show countries' lists them; to add one, write countries/{code}.yaml", code=capitals)
    near = country_called(code, run.campaign.settings.languages)
    if near and (run.folder / "countries" / f"{near}.yaml").is_file():
        hint = phrase("did you mean {names}?", names=repr(near))
    raise usage(no_such("country", code), hint, "unknown-country")


def embargo_of(run: Run, text: str | None) -> Any:
    """Return the moment of an embargo in the sender's time zone; a local time that does not exist is refused."""
    if text is None:
        return None
    from campaign.plan.hours import zone_asked

    sender = run.campaign.sender
    if sender is None or not sender.time_zone:
        where = sender.where if sender else run.campaign.settings.where
        message = phrase("an embargo needs the sender's time zone")
        hint = phrase("add time_zone: America/Santiago to sender.yaml")
        raise Stop(error(where, "time-zone", message, hint, exit=2))
    zone = zone_asked(sender.time_zone, sender.at("time_zone"))
    try:
        moment = datetime.datetime.fromisoformat(text)
        if len(text) <= len("2026-12-10"):
            raise ValueError("a day without an hour")
    except ValueError:
        message = phrase("'{text}' is not a date with an hour", text=text)
        hint = phrase("write it as {example}", example="2026-12-10T09:00")
        raise usage(message, hint, "embargo") from None
    moment = moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
    if moment.astimezone(datetime.UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(tzinfo=None):
        message = phrase(
            "{moment} does not exist in {zone}: the clocks are put forward then", moment=text, zone=sender.time_zone
        )
        raise usage(message, phrase("choose another hour"), "embargo")
    if moment.date() < run.day:
        message = phrase("the embargo ends on {end}, before {day}", end=moment.date(), day=run.day)
        raise usage(message, phrase("name a moment to come"), "embargo")
    return moment
