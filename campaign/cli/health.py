"""What `campaign doctor` looks at."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from campaign import __version__
from campaign.diagnostics import NOWHERE, SYSTEM, Diagnostic, Stop, error, note
from campaign.languages import Languages, available
from campaign.model import Campaign, dress_of
from campaign.render.faces import faces_of

LIBRARIES = ("typer", "jinja2", "pyyaml", "babel", "weasyprint", "python-docx", "regex", "twitter-text-parser")


def look(campaign: Campaign, problems: list[Diagnostic]) -> dict[str, str]:
    """Return what is here by name; what is missing becomes a problem with its remedy."""
    found = {"campaign": __version__, "python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
    try:
        from campaign.formats.pdf import libraries

        found.update(libraries())
        if (
            found["harfbuzz-subset"] == "missing"
        ):  # then fonts are subset in Python, which takes about three times as long
            hint = "apt install libharfbuzz-subset0"
            problems.append(note(NOWHERE, "slow-fonts", "libharfbuzz-subset is missing, so PDFs take longer", hint))
    except Stop as stop:
        problems += stop.problems
        found["pango"] = "missing" if any(p.code == "no-pango" for p in stop.problems) else "not looked at"
    families: dict[str, None] = {}
    dress = dress_of(campaign.settings.look, campaign.sender.look if campaign.sender else None)
    languages = Languages(campaign)
    for tag in available(campaign.folder):
        declared = "declared" if tag in campaign.settings.languages else "not declared in campaign.yaml"
        faces = faces_of(campaign, languages[tag], dress)
        if faces.lacking and tag in campaign.settings.languages:
            family, package = faces.lacking
            message = f"{family} is missing, so no PDF can be made in {tag}"
            problems.append(error(NOWHERE, "no-font", message, package, SYSTEM))
        families.update(
            dict.fromkeys(f for f in (*faces.families, *faces.headings) if not faces.lacking or f != faces.lacking[0])
        )
        found[f"language {tag}"] = f"{declared}; {', '.join(faces.families)}"
    found["fonts"] = ", ".join(families) or "none"
    problems += languages.problems
    return found
