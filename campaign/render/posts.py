"""Compose the posts of a social pack: each message in the form that fits each network, as one post or as a thread."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from campaign.diagnostics import Diagnostic, error, warning
from campaign.formats.schedulers import media_link
from campaign.languages import needs
from campaign.languages.sentences import sentences
from campaign.languages.typography import bare
from campaign.model import Card, Message
from campaign.networks import TOO_LONG, Network, length, objection, share_link
from campaign.networks.threads import split
from campaign.phrases import phrase
from campaign.plan import Document
from campaign.plan.choice import sources_by
from campaign.plan.packs import card_file, networks_of, size_for
from campaign.render.cards import alt_of
from campaign.render.fitting import Form, fitted, form_of, within, wordings
from campaign.render.marks import SAMPLE_POST
from campaign.render.writer import Writer
from campaign.values import Value

WHITE = re.compile(r"[ \t]+")
ASKS = "act"  # the aim of the posts that may name an account


class Post(Value):
    """One post for one network, or one part of a thread; `card` is its image in the folder of the pack.

    `number` is its place among the messages.
    """

    network: Network
    message: Message
    language: str
    text: str
    link: str
    length: int
    problems: tuple[Diagnostic, ...] = ()
    part: int = 1
    parts: int = 1
    number: int = 1
    card: str = ""
    alt_text: str = ""

    @property
    def row(self) -> Mapping[str, str]:
        """The post as a row of `messages.csv`."""
        return {
            "id": self.message.id,
            "network": self.network.id,
            "part": str(self.part),
            "parts": str(self.parts),
            "lang": self.language,
            "text": self.text,
            "link": self.link,
            "card": self.card,
            "alt_text": self.alt_text,
            "length": str(self.length),
            "limit": str(self.network.limit),
        }

    @property
    def share(self) -> str:
        """The link that opens the network's composer with the post in it; empty where there is none."""
        shown = self.link if self.text.endswith(self.link) else ""
        said = self.text.removesuffix(shown).rstrip() if shown else self.text
        return share_link(self.network, said, shown) or ""

    @property
    def left(self) -> int:
        """How much more the network would take, in its own unit."""
        return self.network.limit - self.length


class Poster:
    """Compose the posts of one document; in the schedule of a `pack` a countdown has the card of its own day."""

    def __init__(self, document: Document, writer: Writer, pack: Document | None = None) -> None:
        self.document, self.writer, self.is_dated = document, writer, pack is not None
        messages = (pack or document).messages
        self.order = {message.id: place for place, message in enumerate(messages)}
        self.turns = {m.id: turn for turn, m in enumerate(m for m in messages if names_account(m))}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names that no thread breaks."""
        return tuple(value for value in self.document.values.values() if " " in value)

    def sentences(self, text: str) -> list[str]:
        """Return the sentences of a text in the document's language."""
        return sentences(text, self.writer.language.settings)

    def posts(self, threads: bool = True) -> Iterator[Post]:
        """Yield the posts of a pack, network by network; nothing for kinds without messages."""
        for network in networks_of(self.document) if self.document.kind.messages else ():
            for message in self.document.messages:
                if not message.networks or network.id in message.networks:
                    yield from self.posts_of(message, network, threads)

    def posts_of(self, message: Message, network: Network, threads: bool = True) -> tuple[Post, ...]:
        """Return a message as one post, or as the posts of a thread where it is one and the network has them.

        What no form of it fits is an error `[post-length]`, what fits and is longer than reads well a warning, an alt
        text that the network cuts an error `[alt-length]`.
        """
        document, writer = self.document, self.writer
        link = link_of(document, writer, message)
        shown = link if network.links or message.link == "act" else ""  # a page can be typed where no link opens
        long = self.said_in(message, "long") if message.long else ""
        if message.thread and long and network.threads and threads:
            texts, problems = self.thread(message, network, long, shown)
        else:
            texts, problems = self.single(message, network, long, shown)
        writer.notes(message)
        card, alt = self.picture(message, network)
        problems += alt_problems(message, network, alt)
        return tuple(
            Post(
                network=network,
                message=message,
                language=document.language,
                text=text,
                link=link,
                length=length(text, network),
                problems=tuple(problems) if part == 1 else (),
                part=part,
                parts=len(texts),
                number=self.order.get(message.id, 0) + 1,
                card=card if part == 1 else "",
                alt_text=alt if part == 1 else "",
            )
            for part, text in enumerate(texts, 1)
        )

    def single(
        self, message: Message, network: Network, long: str, link: str
    ) -> tuple[tuple[str, ...], list[Diagnostic]]:
        """Return a message as one post, in the fullest form that reads well."""
        account = self.account(message, network)
        forms = [within(form_of(text, account), network) for text in (long, self.said_in(message, "text")) if text]
        text, over = fitted(wordings(forms, message.drop, self.sentences), network, link)
        where, cost = message.at("text"), length(text, network)
        if over:
            why = objection(text, network)
            what = self.unfit(message, network, why)
            if why == TOO_LONG:
                what = phrase(
                    "'{message}' in {language} is {over} {unit} too long for {network}, which takes {limit}",
                    message=message.id,
                    language=self.document.language,
                    over=over,
                    unit=network.unit,
                    network=network.name,
                    limit=network.limit,
                )
            return (text,), [error(where, "post-length", what, phrase("shorten the text, or name what it may drop"))]
        if cost > network.aim:
            what = phrase(
                "'{message}' in {language} is {length} long on {network}, where {aim} read well",
                message=message.id,
                language=self.document.language,
                length=cost,
                network=network.name,
                aim=network.aim,
            )
            return (text,), [warning(where, "post-length", what)]
        return (text,), []

    def unfit(self, message: Message, network: Network, why: str) -> str:
        """Say that a network does not take a message, and why."""
        return phrase(
            "'{message}' in {language} does not fit {network}: {reason}",
            message=message.id,
            language=self.document.language,
            network=network.name,
            reason=why,
        )

    def thread(
        self, message: Message, network: Network, long: str, link: str
    ) -> tuple[tuple[str, ...], list[Diagnostic]]:
        """Return a message as a thread; a sentence that is too long for a post is an error."""
        form: Form = within(form_of(long), network)
        made = split(form.text, network, self.sentences, self.names, link)
        problems: list[Diagnostic] = []
        for sentence, over in made.too_long:
            what = phrase(
                "a sentence of '{message}' in {language} is {over} too long for {network}",
                message=message.id,
                language=self.document.language,
                over=over,
                network=network.name,
            )
            hint = phrase("divide it: {sentence}", sentence=f"{sentence[:60]}…")
            problems.append(error(message.at("long"), "post-length", what, hint))
        for why in () if problems else dict.fromkeys(filter(None, (objection(post, network) for post in made.posts))):
            problems.append(error(message.at("long"), "post-length", self.unfit(message, network, why)))
        return made.posts, problems

    def said_in(self, message: Message, field: str) -> str:
        """Return a form of a message, filled, with the mark of a sample."""
        language = self.writer.language
        written = WHITE.sub(" ", html.unescape(str(self.writer.say(message, field))))
        said = bare(language.typography.prose(re.sub(" ?\n ?", "\n", written).strip()))
        mark = f"[{self.writer.prose(*SAMPLE_POST)}] " if is_sample(self.document, message) else ""
        return "\n".join(f"{mark}{line}" for line in said.split("\n"))  # each line of a thread begins a post

    def account(self, message: Message, network: Network) -> str:
        """Return the official account that a post names, another one in each; empty where none is named."""
        people = [r for r in self.document.posting.handles if r.accounts.get(network.id)]
        if not people or not names_account(message):
            return ""
        return "@" + people[self.turns.get(message.id, 0) % len(people)].accounts[network.id].removeprefix("@")

    def picture(self, message: Message, network: Network) -> tuple[str, str]:
        """Return the image of a message on a network and its text alternative; both empty where it has none."""
        card: Card | None = next((c for c in self.document.cards if message.card and c.id == str(message.card)), None)
        if card is None:
            return "", ""
        day = self.document.day if card.until and self.is_dated else None
        return card_file(card.id, day, size_for(network)), alt_of(self.writer, card)


def posts_of(document: Document, writer: Writer) -> list[Post]:
    """Return the posts of a pack, network by network; empty for kinds without messages."""
    return list(Poster(document, writer).posts())


def scheduled(
    document: Document, writers: Callable[[Document], Writer], threads: bool = True
) -> list[tuple[dict[str, str], Post]]:
    """Return the rows of a schedule with their posts, in the order of their times."""
    found = []
    for slot in document.appointments:
        poster = Poster(slot.pack, writers(slot.pack), document)
        [network] = [n for n in networks_of(slot.pack) if n.id == slot.network]
        for post in poster.posts_of(slot.pack.messages[0], network, threads):
            file = post.card
            row = {
                **post.row,
                "account": "",
                "scheduled_at": slot.at.isoformat(timespec="seconds"),
                "media_file": file,
                "media_url": media_link(document.posting.media_url, file.removeprefix("cards/")),
            }
            found.append((row, post))
    return found


def alt_problems(message: Message, network: Network, alt: str) -> Iterator[Diagnostic]:
    """Yield an error for an alternative text that the network cuts `[alt-length]`."""
    if network.alt_limit is not None and len(alt) > network.alt_limit:
        what = phrase(
            "the alt text is {count} character long, and {network} takes {most}",
            "the alt text is {count} characters long, and {network} takes {most}",
            count=len(alt),
            network=network.name,
            most=network.alt_limit,
        )
        yield error(message.at("card"), "alt-length", what, phrase("shorten the alt of the card"))


def names_account(message: Message) -> bool:
    """Tell whether a post may name an account: it asks for an act, is no thread, and not built on who somebody is."""
    return message.aim == ASKS and not message.thread and not message.identity


def is_sample(document: Document, message: Message) -> bool:
    """Tell whether a post names a fictitious country, or leads to or names a fictitious sender."""
    country, sender = document.setting.country, document.sender
    if country is not None and country.example:
        return True
    names = message.link == "act" or "organization" in needs(message.text) | needs(message.long or "")
    return names and sender is not None and sender.example


def link_of(document: Document, writer: Writer, message: Message) -> str:
    """Return the one link of a post: the sender's page, a source named by id, or the first source that has a URL."""
    campaign, sender = writer.campaign, document.sender
    if message.link == "act":
        return str(sender.page) if sender and sender.page else str(writer.gap(phrase("sender page")).striptags())
    ids = [message.link] if message.link != "source" else [s for f in message.facts for s in campaign.facts[f].sources]
    found = (writer.url_of(source) for source in sources_by(campaign, ids, document.day))
    return next(filter(None, found), "")
