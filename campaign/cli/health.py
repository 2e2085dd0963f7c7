"""What `campaign doctor` looks at."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from campaign import __version__, resources
from campaign.diagnostics import NOWHERE, Diagnostic, Stop, note
from campaign.languages import available
from campaign.model import Campaign

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
    families = [
        family
        for name, family in resources.FONT_PACKAGES.items()
        if any(name in str(f) for f in resources.font_folders())
    ]
    found["fonts"] = ", ".join(families) or "none"
    for tag in available(campaign.folder):
        found[f"language {tag}"] = "declared" if tag in campaign.settings.languages else "not declared in campaign.yaml"
    return found
