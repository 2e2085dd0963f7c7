"""The commands that make documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from campaign.cli import options as o

OUTPUT = Path("output")


def letter(
    to: o.To = None,
    lang: o.Lang = None,
    formats: o.Formats = None,
    recipients: o.Recipients = None,
    sender_file: o.From = None,
    voice: o.Voice = None,
    concern: o.Concerns = None,
    ask: o.AskName = None,
    personal: o.Personal = None,
    window: o.Window = False,
    safe: o.Safe = False,
    city: o.City = None,
    sample: o.Sample = 0,
    combine: o.Combine = False,
    labels: o.Labels = False,
    yes: o.Yes = False,
    executor: o.Executor = None,
    country: o.CountryCode = None,
    campaign: o.CampaignName = None,
    out: o.Out = OUTPUT,
    date: o.Day = None,
    draft: o.Draft = False,
    jobs: o.Jobs = 1,
    quiet: o.Quiet = False,
    json: o.Json = False,
    sender_name: o.SenderName = None,
    sender_role: o.SenderRole = None,
    sender_organization: o.SenderOrganization = None,
    sender_address: o.SenderAddress = None,
    sender_city: o.SenderCity = None,
    sender_area: o.SenderArea = None,
    sender_expertise: o.SenderExpertise = None,
    sender_country: o.SenderCountry = None,
    sender_email: o.SenderEmail = None,
    sender_phone: o.SenderPhone = None,
    sender_page: o.SenderPage = None,
    old_list: o.OldList = False,
    no_cache: o.NoCache = False,
) -> None:
    """Write letters to representatives and offices."""
    compose_kinds(["letter"], **locals())


def email(
    to: o.To = None,
    lang: o.Lang = None,
    formats: o.Formats = None,
    recipients: o.Recipients = None,
    sender_file: o.From = None,
    voice: o.Voice = None,
    concern: o.Concerns = None,
    ask: o.AskName = None,
    personal: o.Personal = None,
    attach: o.Attach = False,
    links: o.Links = False,
    sample: o.Sample = 0,
    yes: o.Yes = False,
    executor: o.Executor = None,
    safe: o.Safe = False,
    country: o.CountryCode = None,
    campaign: o.CampaignName = None,
    out: o.Out = OUTPUT,
    date: o.Day = None,
    draft: o.Draft = False,
    jobs: o.Jobs = 1,
    quiet: o.Quiet = False,
    json: o.Json = False,
    sender_name: o.SenderName = None,
    sender_role: o.SenderRole = None,
    sender_organization: o.SenderOrganization = None,
    sender_city: o.SenderCity = None,
    sender_area: o.SenderArea = None,
    sender_expertise: o.SenderExpertise = None,
    sender_country: o.SenderCountry = None,
    sender_email: o.SenderEmail = None,
    sender_phone: o.SenderPhone = None,
    old_list: o.OldList = False,
    no_cache: o.NoCache = False,
) -> None:
    """Write the short e-mail version: a subject and at most 180 words."""
    compose_kinds(["email"], **locals())


def press_release(
    country: o.CountryCode = None,
    news: o.News = None,
    embargo: o.Embargo = None,
    city: o.City = None,
    lang: o.Lang = None,
    formats: o.Formats = None,
    sender_file: o.From = None,
    concern: o.Concerns = None,
    ask: o.AskName = None,
    campaign: o.CampaignName = None,
    out: o.Out = OUTPUT,
    date: o.Day = None,
    draft: o.Draft = False,
    jobs: o.Jobs = 1,
    quiet: o.Quiet = False,
    json: o.Json = False,
    sender_name: o.SenderName = None,
    sender_organization: o.SenderOrganization = None,
    sender_country: o.SenderCountry = None,
    sender_email: o.SenderEmail = None,
    sender_phone: o.SenderPhone = None,
    no_cache: o.NoCache = False,
) -> None:
    """Write a press release: without --country the international one."""
    compose_kinds(["press-release"], **locals())


def social(
    country: o.CountryCode = None,
    network: o.Networks = None,
    lang: o.Lang = None,
    formats: o.Formats = None,
    start: o.Start = None,
    weeks: o.Weeks = 1,
    every: o.Every = 1,
    at: o.At = None,
    time_zone: o.TimeZone = None,
    message: o.Messages = None,
    limit: o.Limits = None,
    handles: o.Handles = False,
    to: o.To = None,
    recipients: o.Recipients = None,
    media_url: o.MediaUrl = None,
    sender_file: o.From = None,
    sender_page: o.SenderPage = None,
    jobs: o.Jobs = 1,
    campaign: o.CampaignName = None,
    out: o.Out = OUTPUT,
    date: o.Day = None,
    draft: o.Draft = False,
    quiet: o.Quiet = False,
    json: o.Json = False,
    sender_organization: o.SenderOrganization = None,
    no_cache: o.NoCache = False,
) -> None:
    """Write message packs: posts that fit each network, their image cards, and a week in which they go out."""
    compose_kinds(["social"], **locals())


def kit(
    country: o.CountryCode = None,
    lang: o.Lang = None,
    sender_file: o.From = None,
    to: o.To = None,
    recipients: o.Recipients = None,
    news: o.News = None,
    personal: o.Personal = None,
    concern: o.Concerns = None,
    ask: o.AskName = None,
    city: o.City = None,
    start: o.Start = None,
    weeks: o.Weeks = 1,
    every: o.Every = 1,
    at: o.At = None,
    time_zone: o.TimeZone = None,
    media_url: o.MediaUrl = None,
    safe: o.Safe = False,
    campaign: o.CampaignName = None,
    out: o.Out = OUTPUT,
    date: o.Day = None,
    jobs: o.Jobs = 1,
    quiet: o.Quiet = False,
    json: o.Json = False,
    sender_name: o.SenderName = None,
    sender_role: o.SenderRole = None,
    sender_organization: o.SenderOrganization = None,
    sender_address: o.SenderAddress = None,
    sender_city: o.SenderCity = None,
    sender_area: o.SenderArea = None,
    sender_expertise: o.SenderExpertise = None,
    sender_country: o.SenderCountry = None,
    sender_email: o.SenderEmail = None,
    sender_phone: o.SenderPhone = None,
    sender_page: o.SenderPage = None,
    old_list: o.OldList = False,
    no_cache: o.NoCache = False,
) -> None:
    """Make the kit of a chapter: all of the first week in one folder and one zip, with an index and a checklist."""
    from campaign.cli.kit import make_kit

    make_kit(**locals())


def article(
    country: o.CountryCode = None,
    lang: o.Lang = None,
    formats: o.Formats = None,
    sender_file: o.From = None,
    concern: o.Concerns = None,
    campaign: o.CampaignName = None,
    out: o.Out = OUTPUT,
    date: o.Day = None,
    draft: o.Draft = False,
    quiet: o.Quiet = False,
    json: o.Json = False,
    sender_organization: o.SenderOrganization = None,
    sender_page: o.SenderPage = None,
    no_cache: o.NoCache = False,
) -> None:
    """Write the text to publish."""
    compose_kinds(["article"], **locals())


def compose(
    kind: o.Kind,
    to: o.To = None,
    country: o.CountryCode = None,
    lang: o.Lang = None,
    formats: o.Formats = None,
    recipients: o.Recipients = None,
    sender_file: o.From = None,
    voice: o.Voice = None,
    concern: o.Concerns = None,
    ask: o.AskName = None,
    personal: o.Personal = None,
    sent_on: o.SentOn = None,
    news: o.News = None,
    embargo: o.Embargo = None,
    city: o.City = None,
    network: o.Networks = None,
    window: o.Window = False,
    safe: o.Safe = False,
    campaign: o.CampaignName = None,
    out: o.Out = OUTPUT,
    date: o.Day = None,
    draft: o.Draft = False,
    jobs: o.Jobs = 1,
    quiet: o.Quiet = False,
    json: o.Json = False,
    sender_name: o.SenderName = None,
    sender_role: o.SenderRole = None,
    sender_organization: o.SenderOrganization = None,
    sender_address: o.SenderAddress = None,
    sender_city: o.SenderCity = None,
    sender_area: o.SenderArea = None,
    sender_expertise: o.SenderExpertise = None,
    sender_country: o.SenderCountry = None,
    sender_email: o.SenderEmail = None,
    sender_phone: o.SenderPhone = None,
    sender_page: o.SenderPage = None,
    no_cache: o.NoCache = False,
) -> None:
    """Write any kind of document, your own included."""
    compose_kinds([kind], **{k: v for k, v in locals().items() if k != "kind"})


def build(
    country: o.CountryCode = None,
    lang: o.Lang = None,
    formats: o.Formats = None,
    recipients: o.Recipients = None,
    sender_file: o.From = None,
    news: o.News = None,
    campaign: o.CampaignName = None,
    out: o.Out = OUTPUT,
    date: o.Day = None,
    draft: o.Draft = False,
    jobs: o.Jobs = 1,
    quiet: o.Quiet = False,
    json: o.Json = False,
    safe: o.Safe = False,
    sender_name: o.SenderName = None,
    sender_role: o.SenderRole = None,
    sender_organization: o.SenderOrganization = None,
    sender_address: o.SenderAddress = None,
    sender_city: o.SenderCity = None,
    sender_area: o.SenderArea = None,
    sender_expertise: o.SenderExpertise = None,
    sender_country: o.SenderCountry = None,
    sender_email: o.SenderEmail = None,
    sender_phone: o.SenderPhone = None,
    sender_page: o.SenderPage = None,
    no_cache: o.NoCache = False,
) -> None:
    """Make every kind: letters in each recipient's language, the rest in every language of the campaign."""
    compose_kinds([], **locals())


def compose_kinds(kinds: list[str], **given: Any) -> None:
    """Hand over to the work: what it imports is not needed to print help."""
    from campaign.cli.work import compose

    compose(kinds, **given)
