"""Measure how long it takes to import, check and load a list of 78,000 people, and what memory it takes.

    python benchmarks/recipients.py [--rows N]

Each step is a process of its own on a list made up here, with dirt in one row of twenty. Exit 0 when import and check
together stay under 60 seconds and 1 GiB, 1 when they do not, 3 when a command could not be run.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS, MEBIBYTES = 60, 1024
GIVEN = ["Ana", "José", "María", "Łukasz", "Zoë", "Nguyễn", "Владимир", "محمد", "Ísis", "Chloé", "Dieter", "Farid"]
FAMILY = ["Muñoz", "Soto", "García", "d’Ávila", "Østergård", "Müller", "Иванова", "العلي", "O’Neil", "Silva", "Nkosi"]
HEADING = ["Nombre", "Apellidos", "Correo electrónico", "Sexo", "Cargo", "Distrito", "Teléfono", "Partido", "Dirección"]


def write_list(path: Path, rows: int) -> None:
    """Write the list."""
    pick = random.Random(78)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADING)
        for number in range(rows):
            given, family = pick.choice(GIVEN), f"{pick.choice(FAMILY)} {pick.choice(FAMILY)}"
            email = f"persona.{number}@ayuntamiento-{number % 900}.example.org"
            if number % 20 == 0:
                given, email = (
                    given.upper(),
                    pick.choice(["", "mal@", f"mailto:{email}", f"{email} / x@y.org", "info@x.org"]),
                )
            phone = f"+34 91{number % 10**7:07}"
            area, party = f"Distrito {number % 8000}", f"Partido {number % 11}"
            address = f"Calle Mayor {number % 200}, 28{number % 1000:03} Madrid"
            writer.writerow([given, family, email, "HM"[number % 2], "Diputada", area, phone, party, address])


def run(*arguments: str) -> tuple[float, str]:
    """Run a command and return its seconds and what it printed first; RuntimeError when it fails."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "campaign", *arguments], cwd=ROOT, capture_output=True, text=True)
    taken = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stderr.strip()[:2000]}")
    return taken, (done.stdout.splitlines() or [""])[0]


def main() -> int:
    """Measure, print the table, return the exit code."""
    parser = argparse.ArgumentParser(description="Measure the import of a long list.")
    parser.add_argument("--rows", type=int, default=78_000, metavar="N", help="rows of the list (default 78000)")
    rows = parser.parse_args().rows
    try:
        with tempfile.TemporaryDirectory(prefix="campaign-recipients-") as name:
            folder, file = Path(name, "own"), Path(name, "list.csv")
            write_list(file, rows)
            run("new", str(folder), "--from", "starter")
            here = ["--campaign", str(folder), "--date", "2026-11-22"]
            take = ["recipients", "import", str(file), *here, "--country", "ES", "--listed-on", "2026-11-01"]
            steps = {"import": run(*take), "check": run("recipients", "check", *here), "import again": run(*take)}
    except RuntimeError as failure:
        print(f"cannot measure: {failure}", file=sys.stderr)
        return 3
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10))
    for step, (taken, said) in steps.items():
        print(f"{step:<14}{taken:>7.1f} s   {said}")
    total = steps["import"][0] + steps["check"][0]
    fine = total <= SECONDS and most <= MEBIBYTES
    print(
        f"import and check of {rows} rows: {total:.1f} s of {SECONDS}, at most {most:.0f} MiB of {MEBIBYTES}: ", end=""
    )
    print("ok" if fine else "TOO MUCH")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
