"""Choose who is written to: ids, conditions on fields, a sample; and the rules of the campaign for some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from campaign.diagnostics import Diagnostic, did_you_mean, no_such, note, usage
from campaign.model import BRANCHES, Campaign, Recipient, Rule
from campaign.phrases import phrase
from campaign.plan.document import Request

# What people call the houses and the places of a recipient.
WORDS = {"senate": "upper-house", "upper": "upper-house", "house": "lower-house", "lower": "lower-house"}
NAMES = {"chamber": "office", "committee": "committees", "language": "languages"}
MANY = 50  # from so many on, it is worth while to write to some before all


def recipients_of(campaign: Campaign, request: Request) -> list[Recipient]:
    """Return the recipients that `--to` names: ids, `all` (examples only when there are no others), or conditions.

    `FIELD=VALUE` and `FIELD!=VALUE` on several fields must all hold, of several values of one field one.
    """
    people = campaign.recipients
    if not people:
        hint = phrase("add recipients/*.yaml, import a list, or give --recipients FILE")
        raise usage(phrase("the campaign has no recipients"), hint, "no-recipients")
    wanted, conditions = [w for w in request.to if "=" not in w], [w for w in request.to if "=" in w]
    found: dict[str, Recipient] = {}
    for name in wanted:
        chosen = everybody(people) if name == "all" else [r for r in (people.get(name),) if r]
        if not chosen:
            message = no_such("recipient", name)
            raise usage(message, did_you_mean(name, people), "unknown-recipient")
        found.update({r.id: r for r in chosen})
    if conditions:
        among = list(found.values()) if "all" in wanted else everybody(people)
        fitting: dict[str, Recipient] = {r.id: r for r in among if fits(r, conditions)}
        if not fitting:
            message = phrase("no recipient fits {conditions}", conditions=" ".join(conditions))
            raise usage(message, held_hint(among, conditions), "unknown-recipient")
        found = dict(fitting) if "all" in wanted else found | fitting
    if request.country and request.to == ("all",):
        found = {i: r for i, r in found.items() if r.country == request.country} or found
    if request.sample and request.sample < len(found):  # the same ones every time, and no first letters of the alphabet
        some = sorted(found, key=lambda ident: sha256(ident.encode()).hexdigest())[: request.sample]
        found = {ident: r for ident, r in found.items() if ident in some}
    return list(found.values())


def everybody(people: Mapping[str, Recipient]) -> list[Recipient]:
    """Return all recipients but examples, or the examples when there are no others."""
    return [r for r in people.values() if not r.example] or list(people.values())


def held_hint(among: Iterable[Recipient], conditions: Iterable[str]) -> str:
    """Return a hint on the values that recipients have in the field of the first condition that asks for one."""
    name, value = next((c.split("=", 1) for c in conditions if "!=" not in c), ("", ""))
    values: set[str] = set()
    for recipient in among:
        held = getattr(recipient, NAMES.get(name, name), None)
        more = (*recipient.committee.values(), *recipient.committee_names) if name == "committee" else ()
        listed = held.values() if isinstance(held, Mapping) else held if isinstance(held, tuple) else (held,)
        values |= {str(text) for text in (*listed, *more) if text}
    return did_you_mean(value, values)


def fits(recipient: Recipient, conditions: Iterable[str]) -> bool:
    """Tell whether a recipient fits: one value of each field, and none that is excluded."""
    by_field: dict[str, list[bool]] = {}
    for condition in conditions:
        name, value = condition.split("=", 1)
        if name.endswith("!"):
            if has(recipient, name[:-1], value):
                return False
        else:
            by_field.setdefault(name, []).append(has(recipient, name, value))
    return all(any(found) for found in by_field.values())


def has(recipient: Recipient, name: str, value: str) -> bool:
    """Tell whether a field of a recipient has a value, is in a list, or is in a text by language."""
    fields = set(Recipient._fields) - {"where", "places"}
    if name not in fields and name not in NAMES:
        message = phrase("a recipient has no field '{name}'", name=name)
        usual = {*NAMES, "area", "country", "gender", "office", "party"}
        raise usage(message, did_you_mean(name, fields) or did_you_mean(name, usual), "unknown-field")
    if name == "chamber":
        value = WORDS.get(value.lower(), value)
        return value in (recipient.chamber, recipient.office)
    if name == "committee" and called(recipient, value):
        return True
    held = getattr(recipient, NAMES.get(name, name))
    if isinstance(held, Mapping):
        return value.lower() in (str(text).lower() for text in held.values())
    if isinstance(held, tuple) and not hasattr(held, "year"):
        return value.lower() in (str(text).lower() for text in held)
    return str(held or "").lower() == value.lower()


def called(recipient: Recipient, committee: str) -> bool:
    """Tell whether a list calls a committee of a recipient so; capitals and accents do not count."""
    from campaign.recipients.words import plain

    return plain(committee) in map(plain, (*recipient.committee.values(), *recipient.committee_names))


def rule_for(campaign: Campaign, recipient: Recipient | None) -> Rule | None:
    """Return the first rule of the campaign that fits a recipient."""
    if recipient is None:
        return None
    return next((rule for rule in campaign.settings.rules if fits(recipient, conditions_of(rule))), None)


def conditions_of(rule: Rule) -> Iterator[str]:
    """Yield the conditions of a rule as `--to` has them."""
    for name, value in rule.to.items():
        yield f"{name}!={value[1:]}" if value.startswith("!") else f"{name}={value}"


def written_to(campaign: Campaign, people: list[Recipient], problems: list[Diagnostic]) -> list[Recipient]:
    """Return those whom no rule excludes; say how many are, and who might be written to first `[excluded]`, `[first]`."""
    excluded: dict[str, list[Recipient]] = {}
    kept = []
    for recipient in people:
        rule = rule_for(campaign, recipient)
        if rule and rule.exclude:
            excluded.setdefault(rule.id, []).append(recipient)
        else:
            kept.append(recipient)
    for rule in campaign.settings.rules:
        if rule.id in excluded:
            message = phrase(
                "{count} recipient is not written to ({rule}): {reason}",
                "{count} recipients are not written to ({rule}): {reason}",
                count=len(excluded[rule.id]),
                rule=rule.id,
                reason=rule.exclude,
            )
            problems.append(note(rule.where, "excluded", message))
    legislators = [r for r in kept if BRANCHES[r.office] == "legislature"]
    leading = [
        r for r in legislators if r.office == "committee-chair" or {"justice", "foreign-affairs"} & {*r.committees}
    ]
    if len(legislators) > MANY and 0 < len(leading) < len(legislators):
        message = phrase(
            "{count} of {all} sits where it is decided first, or chairs a committee",
            "{count} of {all} sit where it is decided first, or chair a committee",
            count=len(leading),
            all=len(legislators),
        )
        hint = phrase("write to them before all: --to committee=justice")
        problems.append(note(leading[0].where, "first", message, hint))
    return kept
