"""Compare thousands of letters with what they are made of: ratios in one run on one interpreter, never a timed test.

    python benchmarks/letters.py [--letters 200] [--texts 10000] [--memory]

exact   one letter of the engine against one of naive WeasyPrint (the same markup and style, nothing shared)
workers two workers against one
texts   text letters a second over two workers, the first thousand left out
memory  what the resident memory of the run grows between 1,000 and 5,000 letters (takes some minutes)
"""

from __future__ import annotations

import argparse
import datetime
import resource
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from campaign import load as loading
from campaign import resources
from campaign.address import AllForms
from campaign.formats import pdf
from campaign.languages import Languages
from campaign.model import Campaign, Recipient
from campaign.plan import Request, plan, rows
from campaign.render import Renderer
from campaign.values import replace
from campaign.write import run

DAY = datetime.date(2026, 11, 22)
FIRST = ("Ana", "Luis", "Eva", "Juan", "Rosa", "Iván", "Sofía", "Óscar")
LAST = ("Soto", "de la Cruz", "Núñez", "Ríos", "Peña", "Ibáñez", "Vega", "Muñoz")


def parliament(number: int) -> Campaign:
    """Return the built-in campaign with a made-up parliament."""
    campaign, _ = loading.load(resources.SEEDS / resources.DEFAULT_CAMPAIGN)
    people = {}
    for n in range(number):
        given, family = FIRST[n % 8], f"{LAST[n // 8 % 8]} {LAST[n // 64 % 8]}"
        people[f"p-{n}"] = Recipient(
            id=f"p-{n}",
            name=f"{given} {family}",
            given_name=given,
            family_name=family,
            gender="f" if n % 2 else "m",
            office="upper-house" if n % 5 == 0 else "lower-house",
            country="CL",
            languages=("es",),
            area=f"Distrito {n % 28}",
            committees=(("justice",), ("science",), ())[n % 3],
            address_lines=("Avenida Ejemplo 000", "Valparaíso"),
        )
    return replace(campaign, recipients=people)


def made(campaign: Campaign, formats: tuple[str, ...], jobs: int, out: Path) -> float:
    """Return the seconds that the letters of a campaign take."""
    request = Request(day=DAY, kinds=("letter",), formats=formats)
    problems: list[Any] = []
    asked = list(rows(campaign, request, problems))
    began = time.perf_counter()
    done = sum(not outcome.failed for outcome in run(campaign, request, asked, out, problems, jobs=jobs))
    assert done == len(asked), problems
    return time.perf_counter() - began


def exact(number: int) -> float:
    """Return the ratio of the engine to naive WeasyPrint, medians of letters made in turn."""
    import weasyprint

    campaign = parliament(number)
    languages = Languages(campaign)
    documents, _ = plan(
        campaign, Request(day=DAY, kinds=("letter",), formats=("pdf",)), languages, AllForms(campaign.folder)
    )
    renderer = Renderer(campaign, languages["es"])
    contents = [renderer.render(d).content for d in documents]
    pdf.write(contents[0])
    faces = ", ".join(f'"{family}"' for family in contents[0].families)
    ours, naive = [], []
    for content in contents:
        began = time.perf_counter()
        pdf.write(content)
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        style = content.style.replace("var(--face)", faces) + f"@page {{ size: {content.paper} }}"
        page = pdf.page(content).replace("</head>", f"<style>{style}</style></head>")
        weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
        naive.append(time.perf_counter() - began)
    print(f"  ours {1e3 * statistics.median(ours):.1f} ms, naive {1e3 * statistics.median(naive):.1f} ms a letter")
    return statistics.median(ours) / statistics.median(naive)


def workers(number: int, folder: Path) -> float:
    """Return how many times faster two workers are than one, three pairs in turn."""
    campaign, ratios = parliament(number), []
    for turn in range(3):
        one = made(campaign, ("pdf",), 1, folder / f"one{turn}")
        two = made(campaign, ("pdf",), 2, folder / f"two{turn}")
        ratios.append(one / two)
    return statistics.median(ratios)


def texts(number: int, folder: Path) -> float:
    """Return the text letters a second over two workers once they are warm."""
    campaign = parliament(number)
    request, problems = Request(day=DAY, kinds=("letter",), formats=("txt",)), []
    asked = list(rows(campaign, request, problems))
    began, done = 0.0, 0
    for done, _ in enumerate(run(campaign, request, asked, folder / "texts", problems, jobs=2), 1):
        if done == 1000:
            began = time.perf_counter()
    return (done - 1000) / (time.perf_counter() - began)


def memory(folder: Path) -> float:
    """Return the MiB that the process grows between 1,000 and 5,000 letters made in it."""
    campaign = parliament(5000)
    request, problems = Request(day=DAY, kinds=("letter",), formats=("pdf",)), []
    asked = list(rows(campaign, request, problems))
    at = 0
    for done, _ in enumerate(run(campaign, request, asked, folder / "memory", problems, jobs=1), 1):
        if done == 1000:
            at = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - at) / 1024


def main() -> None:
    """Print a row for each comparison with its bound."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--letters", type=int, default=100)
    asked.add_argument("--texts", type=int, default=10000)
    asked.add_argument("--memory", action="store_true")
    given = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="letters-"))
    try:
        print(f"texts    {texts(given.texts, folder):8,.0f} a second (at least 5,000)")
        print(f"exact    {exact(given.letters):8.2f} x naive (at most 0.90)")
        print(f"workers  {workers(2 * given.letters, folder):8.2f} x one (at least 1.70)")
        if given.memory:
            print(f"memory   {memory(folder):8.1f} MiB more at 5,000 than at 1,000 letters (at most 60)")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
