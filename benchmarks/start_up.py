"""Measure how long the tool takes to start, as ratios that hold on any machine.

    python benchmarks/start_up.py [--runs N]

Run it with the Python that has `campaign` installed. All commands are run in turn, N times over, each in a new process,
and the medians are compared, so that a busy machine slows both sides of a ratio alike. The text letter finds the caches
of the run before, as it does for a user; the PDF letter is cold and finds none. Exit 0 when every ratio is within its
bound, 1 when one is not, 3 when a command could not be run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Ratio(NamedTuple):
    """One comparison: two names of commands, and how many times as long as the second the first may take."""

    measured: str
    reference: str
    bound: float


RATIOS = (
    Ratio("campaign --help", "python -c pass", 8),
    Ratio("one text letter", "python -c pass", 15),
    Ratio("one PDF letter", "import weasyprint", 1.8),
)


def commands(out: Path) -> dict[str, list[str]]:
    """Return the command lines by name; letters are written under `out`."""
    campaign = [sys.executable, "-m", "campaign"]
    letter = [*campaign, "letter", "--to", "ana-ejemplo", "--lang", "en", "--out", str(out)]
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        "campaign --help": [*campaign, "--help"],
        "one text letter": [*letter, "--format", "txt"],
        "import weasyprint": [sys.executable, "-c", "import weasyprint"],
        "one PDF letter": [*letter, "--format", "pdf", "--no-cache"],
    }


def seconds(command: list[str], caches: Path) -> float:
    """Run the command and return the wall time of its process in seconds; RuntimeError when it fails.

    `caches` stands in for the user's cache folder (not on macOS, where its place is fixed).
    """
    environment = {**os.environ, "XDG_CACHE_HOME": str(caches), "LOCALAPPDATA": str(caches)}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    taken = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr.strip()}")
    return taken


def measure(runs: int) -> dict[str, float]:
    """Return the median seconds of each command over the runs, after one that is not counted."""
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="campaign-start-up-") as folder:
        for run in range(runs + 1):
            for name, command in commands(Path(folder, str(run))).items():
                taken = seconds(command, Path(folder, "caches"))
                if run:
                    times.setdefault(name, []).append(taken)
    return {name: statistics.median(taken) for name, taken in times.items()}


def table(medians: dict[str, float]) -> tuple[list[str], bool]:
    """Return the lines of the report and whether every ratio is within its bound."""
    lines = [f"{'measured':<18}{'ms':>7}  {'against':<18}{'ms':>7}{'ratio':>8}{'bound':>7}  verdict"]
    fine = True
    for ratio in RATIOS:
        measured, reference = medians[ratio.measured], medians[ratio.reference]
        times = measured / reference
        within = times <= ratio.bound
        fine = fine and within
        lines.append(
            f"{ratio.measured:<18}{measured * 1000:>7.0f}  {ratio.reference:<18}{reference * 1000:>7.0f}"
            f"{times:>8.2f}{ratio.bound:>7g}  {'ok' if within else 'TOO SLOW'}"
        )
    return lines, fine


def at_least_one(text: str) -> int:
    """Read a number of runs."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a number from 1; found '{text}'")
    return int(text)


def main() -> int:
    """Measure, print the table, return the exit code."""
    parser = argparse.ArgumentParser(description="Measure how long the tool takes to start.")
    parser.add_argument("--runs", type=at_least_one, default=15, metavar="N", help="runs of each command (default 15)")
    runs = parser.parse_args().runs
    try:
        medians = measure(runs)
    except RuntimeError as failure:
        print(f"cannot measure: {failure}", file=sys.stderr)
        return 3
    lines, fine = table(medians)
    print(f"medians of {runs} runs each, interleaved; Python {sys.version.split()[0]}")
    print("\n".join(lines))
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
