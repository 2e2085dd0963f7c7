"""What `campaign doctor` looks at."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from campaign import __version__
from campaign.diagnostics import NOWHERE, SYSTEM, Diagnostic, Stop, error, note
from campaign.languages import Languages, available
from campaign.model import Campaign, dress_of
from campaign.phrases import phrase
from campaign.render.faces import faces_of

LIBRARIES = ("typer", "jinja2", "pyyaml", "babel", "weasyprint", "python-docx", "regex", "twitter-text-parser")


def look(campaign: Campaign, problems: list[Diagnostic]) -> dict[str, str]:
    """Return what is here by name; what is missing becomes a problem with its remedy."""
    found: dict[str, str] = {"campaign": __version__, "python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = phrase("missing")
    try:
        from campaign.formats.pdf import libraries

        found.update(libraries())
        is_slow = found["harfbuzz-subset"] == "missing"
        found["harfbuzz-subset"] = phrase("missing") if is_slow else phrase("found")
        if is_slow:  # then fonts are subset in Python, which takes about three times as long
            message = phrase("libharfbuzz-subset is missing, so PDFs take longer")
            problems.append(note(NOWHERE, "slow-fonts", message, phrase("apt install libharfbuzz-subset0")))
    except Stop as stop:
        problems += stop.problems
        is_missing = any(p.code == "no-pango" for p in stop.problems)
        found["pango"] = phrase("missing") if is_missing else phrase("not looked at")
    families: dict[str, None] = {}
    dress = dress_of(campaign.settings.look, campaign.sender.look if campaign.sender else None)
    languages = Languages(campaign)
    for tag in available(campaign.folder):
        faces = faces_of(campaign, languages[tag], dress)
        if faces.lacking and tag in campaign.settings.languages:
            family, package = faces.lacking
            message = phrase("{font} is missing, so no PDF can be made in {language}", font=family, language=tag)
            problems.append(error(NOWHERE, "no-font", message, package, SYSTEM))
        families.update(
            dict.fromkeys(f for f in (*faces.families, *faces.headings) if not faces.lacking or f != faces.lacking[0])
        )
        fonts = ", ".join(faces.families)
        found[phrase("language {language}", language=tag)] = (
            phrase("declared; {fonts}", fonts=fonts)
            if tag in campaign.settings.languages
            else phrase("not declared in campaign.yaml; {fonts}", fonts=fonts)
        )
    found[phrase("fonts")] = ", ".join(families) or phrase("none")
    problems += languages.problems
    return found
