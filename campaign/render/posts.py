"""Compose social posts: one row a message and network, with its link, counted by the network's own rule."""

from __future__ import annotations

import html
from collections.abc import Mapping

from campaign.diagnostics import Diagnostic, error, warning
from campaign.languages import needs
from campaign.model import Message
from campaign.networks import NETWORKS, Network, fits, length
from campaign.plan import Document
from campaign.plan.choice import sources_by
from campaign.render.writer import Writer
from campaign.values import Value

SAMPLE = ("mark/sample-post", "SAMPLE")


class Post(Value):
    """One post for one network: `row` has the columns of the CSV, as text."""

    network: Network
    message: Message
    language: str
    text: str
    link: str
    length: int
    problems: tuple[Diagnostic, ...]

    @property
    def row(self) -> Mapping[str, str]:
        """The post as a row of `messages.csv`."""
        return {
            "id": self.message.id,
            "network": self.network.id,
            "part": "1",
            "parts": "1",
            "lang": self.language,
            "text": self.text,
            "link": self.link,
            "card": "",
            "alt_text": "",
            "length": str(self.length),
            "limit": str(self.network.limit),
        }


def posts_of(document: Document, writer: Writer) -> list[Post]:
    """Return the posts of a pack, network by network; empty for kinds without messages."""
    names = document.networks or tuple(NETWORKS)
    return [
        post_of(document, writer, message, NETWORKS[name])
        for name in (names if document.kind.messages else ())
        for message in document.messages
        if not message.networks or name in message.networks
    ]


def post_of(document: Document, writer: Writer, message: Message, network: Network) -> Post:
    """Return one post; too long for the network is an error `[post-length]`, longer than reads well a warning."""
    long = network.aim >= 700 and message.long
    said = html.unescape(str(writer.say(message, "long" if long else "text")))
    writer.notes(message)
    link = link_of(document, writer, message)
    mark = f"[{writer.prose(*SAMPLE)}] " if is_sample(document, message) else ""
    text = f"{mark}{said}\n{link}" if link and network.links else f"{mark}{said}"
    count = length(text, network)
    where = message.at("long" if long else "text")
    problems: list[Diagnostic] = []
    if not fits(text, network):
        what = f"'{message.id}' in {document.language} is {count} long on {network.name}, which takes {network.limit}"
        problems.append(error(where, "post-length", what, "shorten the text"))
    elif count > network.aim:
        what = f"'{message.id}' in {document.language} is {count} long on {network.name}, where {network.aim} read well"
        problems.append(warning(where, "post-length", what))
    return Post(network, message, document.language, text, link, count, tuple(problems))


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
        return str(sender.page) if sender and sender.page else str(writer.gap("sender page").striptags())
    ids = [message.link] if message.link != "source" else [s for f in message.facts for s in campaign.facts[f].sources]
    return next((s.url for s in sources_by(campaign, ids, document.day) if s.url), "")
