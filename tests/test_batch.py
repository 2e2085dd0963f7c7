"""A batch is a picklable specification and rows: whoever runs it, in however many processes, the bytes are the same."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from command import DAY, call, files_in
from conftest import TODAY, load_campaign, write_campaign

from campaign.diagnostics import FOUND, NOTHING, Diagnostic, Stop, error
from campaign.model import Campaign
from campaign.plan import Request, Row, rows
from campaign.write import Outcome, batch, read_manifest, run
from campaign.write.batch import BATCH
from campaign.write.manifest import WORKERS, hold_as_worker, locked, only_one

SIZE = BATCH
NUMBER = 2 * SIZE + 15  # three batches
PERSON = "- {{id: p-{0:03}, name: Jo {0}, family_name: O'March {0}, office: lower-house, country: GB{1}}}\n"


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make several batches of a few letters."""
    monkeypatch.setattr(batch, "TEXTS", SIZE)


def person(number: int, own: str = "") -> str:
    """Return an entry of a list, with a sentence of their own or without."""
    return PERSON.format(number, f", personal: {{en: {own}}}" if own else "")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """Return the base campaign with many recipients."""
    folder = write_campaign(tmp_path_factory.mktemp("batch") / "river")
    people = "".join(person(n, f"Town {n} drinks it." if n % 3 else "") for n in range(NUMBER))
    (folder / "recipients/people.yaml").write_text(people, encoding="utf-8")
    return load_campaign(folder)


def made(
    campaign: Campaign, out: Path, formats: tuple[str, ...] = ("txt", "html"), **how: Any
) -> tuple[list[Outcome], list[Diagnostic]]:
    """Make the letters of a campaign; return what came of each, and the problems of the folder."""
    request, problems = Request(day=TODAY, kinds=("letter",), formats=formats), list[Diagnostic]()
    asked = list(rows(campaign, request, problems))
    return list(run(campaign, request, asked, out, problems, **how)), problems


def contents(out: Path) -> dict[str, bytes]:
    """Return all files of a folder, hidden ones too."""
    return {path: (out / path).read_bytes() for path in files_in(out)}


@pytest.fixture(scope="module")
def alone(crowd: Campaign, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what one process makes."""
    out = tmp_path_factory.mktemp("alone")
    outcomes, problems = made(crowd, out)
    assert (len(outcomes), problems) == (NUMBER, [])
    return contents(out)


def errors(outcomes: list[Outcome]) -> list[Diagnostic]:
    """Return what stopped documents."""
    return [problem for outcome in outcomes for problem in outcome.problems if problem.severity == "error"]


def test_two_workers_make_the_same_bytes_as_none(crowd: Campaign, alone: dict[str, bytes], tmp_path: Path) -> None:
    outcomes, problems = made(crowd, tmp_path, jobs=2)
    assert problems == []
    assert sorted(str(o.recipient) for o in outcomes) == [f"p-{n:03}" for n in range(NUMBER)]
    assert contents(tmp_path) == alone
    again, _ = made(crowd, tmp_path, jobs=2)
    assert {a.is_new for o in again for a in o.artifacts} == {False}
    assert contents(tmp_path) == alone


def test_two_workers_say_the_same_as_none(tmp_path: Path) -> None:
    people = "".join(person(n, "Our town drinks it. " * (80 if n % 7 == 0 else 0)) for n in range(60))
    folder = write_campaign(tmp_path / "river")
    (folder / "recipients/people.yaml").write_text(people, encoding="utf-8")
    said = [
        {line for line in done.err.splitlines() if "documents" not in line and str(out) not in line}
        for out, jobs in ((tmp_path / "one", "1"), (tmp_path / "two", "2"))
        for done in [
            call("letter", "--campaign", folder, "--out", out, "--date", DAY, "--format", "txt", "--jobs", jobs)
        ]
    ]
    assert said[0] == said[1]
    assert len([line for line in said[0] if line.endswith("[too-long]")]) == 9


def test_pdf_and_docx_of_two_workers_are_those_of_one(crowd: Campaign, tmp_path: Path) -> None:
    few = {ident: crowd.recipients[ident] for ident in list(crowd.recipients)[:4]}
    campaign = crowd.without_recipients()
    campaign.__dict__["recipients"] = few
    for name, jobs in (("one", 1), ("two", 2)):
        made(campaign, tmp_path / name, ("pdf", "docx"), jobs=jobs)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert len(contents(tmp_path / "one")) == 9


@contextmanager
def threads() -> Iterator[Executor]:
    """Lend an executor that is not a pool of processes."""
    with ThreadPoolExecutor(1) as pool:
        yield pool


@contextmanager
def processes() -> Iterator[Executor]:
    """Lend an executor of processes that outlives the run."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield pool


@contextmanager
def dask() -> Iterator[Executor]:
    """Lend a Dask cluster with two workers."""
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'campaign[dask]'")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client.get_executor()


@pytest.mark.parametrize("lend", [threads, processes, dask])
def test_any_executor_makes_the_same_bytes_and_serves_another_run(
    crowd: Campaign, alone: dict[str, bytes], tmp_path: Path, lend: Callable[[], Any]
) -> None:
    folder = tmp_path / "river"
    with lend() as executor:
        for out in (tmp_path / "first", tmp_path / "second"):
            outcomes, problems = made(crowd, out, executor=executor, jobs=2)
            assert (len(outcomes), problems, errors(outcomes)) == (NUMBER, [], [])
            assert contents(out) == alone
        lost = "river/en/letter/p-060.txt"
        (tmp_path / "first" / lost).unlink()
        outcomes, _ = made(crowd, tmp_path / "first", executor=executor, jobs=2)
        assert [a.path for o in outcomes for a in o.artifacts if a.is_new] == [lost]
        # A worker that outlives the run reads a template that has changed since.
        write_campaign(folder, "-- templates/letter.html --\n" + TEMPLATE)
        for words in ("Dear all", "Dear everybody"):
            (folder / "templates/letter.html").write_text(TEMPLATE.replace("Dear all", words))
            made(load_campaign(folder), tmp_path / "own", ("txt",), executor=executor)
            assert words in (tmp_path / "own/river/en/letter/jo.txt").read_text()


TEMPLATE = (
    "{#---\ntitle: Letter\nper: recipient\nformats: [txt]\nstyle: letter.css\n---#}\n<h1>Letter</h1>\n<p>Dear all</p>\n"
)


def test_a_specification_is_small_and_has_no_recipients(crowd: Campaign) -> None:
    request = Request(day=TODAY, kinds=("letter",))
    spec = batch.Spec(crowd.without_recipients(), request, Path("out"), False)
    data = pickle.dumps(spec, 5)
    assert len(data) < 200_000 and b"O'March" not in data
    assert pickle.loads(data).request == request


def test_a_few_batches_are_under_way_and_each_has_what_is_known_of_its_own(crowd: Campaign, tmp_path: Path) -> None:
    under_way, most, told = 0, 0, []

    class Counting(Executor):
        def submit(self, function: Any, /, *given: Any, **_: Any) -> Future[Any]:
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            told.append((len(given[2]), set(given[3])))
            future: Future[Any] = Future()
            future.set_result([])
            return future

    asked = [Row("letter", "en", r) for r in crowd.recipients.values()]
    known = {f"x/{r.id}.txt": {"kind": "letter", "lang": "en", "recipient": r.id} for r in crowd.recipients.values()}
    spec = batch.Spec(
        crowd.without_recipients(), Request(day=TODAY, kinds=("letter",), formats=("txt",)), tmp_path, False
    )
    for _ in batch.in_batches(spec, asked, Counting(), known, 2, is_own=False):
        under_way -= 1
    assert [number for number, _ in told] == [SIZE, SIZE, NUMBER - 2 * SIZE]
    assert most <= 2 * 2 + 4
    assert all(len(own) == number for number, own in told)


# What goes wrong


class Broken(Executor):
    """An executor of which a worker has ended after some batches."""

    def __init__(self, number: int, reason: BaseException) -> None:
        self.number, self.reason = number, reason

    def submit(self, function: Any, /, *given: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.number -= 1
        if self.number < 0:
            future.set_exception(self.reason)
        else:
            future.set_result(function(*given))
        return future


class KilledWorker(Exception):
    """What Dask raises, by its name."""


@pytest.mark.parametrize(("number", "code"), [(0, NOTHING), (1, FOUND)])
@pytest.mark.parametrize("reason", [BrokenExecutor("a child died"), KilledWorker("thrice")])
def test_a_worker_that_ends_is_a_problem_and_not_a_traceback(
    crowd: Campaign, alone: dict[str, bytes], tmp_path: Path, number: int, code: int, reason: Exception
) -> None:
    outcomes, problems = made(crowd, tmp_path, executor=Broken(number, reason))
    assert [(p.code, p.exit) for p in problems] == [("worker", code)]
    assert "the same command goes on" in problems[0].hint
    assert len(outcomes) in (0, SIZE)
    assert len(read_manifest(tmp_path / "river/manifest.json")) == 2 * len(outcomes)
    again, problems = made(crowd, tmp_path)
    assert problems == [] and sum(any(a.is_new for a in o.artifacts) for o in again) == NUMBER - len(outcomes)
    assert contents(tmp_path) == alone


def test_a_worker_of_ours_that_is_killed_is_a_problem_and_not_a_traceback(
    crowd: Campaign, alone: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = batch.local_executor

    def doomed(spec: batch.Spec, jobs: int) -> Executor:
        pool = real(spec, jobs)
        pool.submit(os.kill, 0, 0)  # starts one, which is killed before its first batch
        [process] = pool._processes.values()  # type: ignore[attr-defined]
        os.kill(process.pid, signal.SIGKILL)
        return pool

    monkeypatch.setattr("campaign.write.local_executor", doomed)
    _, problems = made(crowd, tmp_path, jobs=2)
    assert [p.code for p in problems] == ["worker"]
    assert not [path for path in files_in(tmp_path) if path.endswith((".part", ".lock"))]
    made(crowd, tmp_path)
    assert contents(tmp_path) == alone


def test_an_exception_of_ours_is_not_called_a_problem(crowd: Campaign, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        made(crowd, tmp_path, executor=Broken(1, ZeroDivisionError()))
    assert len(read_manifest(tmp_path / "river/manifest.json")) == 2 * SIZE, "what was made is known"


def test_problems_and_outcomes_can_be_sent_from_a_worker(tmp_path: Path) -> None:
    from campaign.diagnostics import NOWHERE
    from campaign.write.making import Unwritable

    reason = Unwritable(tmp_path, OSError(28, "No space left on device"))
    outcome = Outcome("jo", "letter", "en", (), (error(NOWHERE, "gap", "missing"),), 2, reason)
    sent = pickle.loads(pickle.dumps(outcome))
    assert sent[:6] == outcome[:6] and sent.failed
    assert sent.unwritable.problem(False) == reason.problem(False)


def test_a_batch_of_a_run_that_is_over_is_not_written_into_another(crowd: Campaign, tmp_path: Path) -> None:
    spec = batch.Spec(
        crowd.without_recipients(), Request(day=TODAY, kinds=("letter",), formats=("txt",)), tmp_path, False
    )
    asked = [Row("letter", "en", crowd.recipients["p-001"])]
    (tmp_path / "river").mkdir()
    with (tmp_path / "river" / WORKERS).open("a+b") as other:
        assert locked(other, shared=False)
        with pytest.raises(OSError, match="another run"):
            batch.run_batch(pickle.dumps(spec), "of another", asked, {})
    assert files_in(tmp_path) == {f"river/{WORKERS}"}
    with hold_as_worker(tmp_path / "river"), pytest.raises(Stop), only_one(tmp_path / "river", patience=0.1):
        pass
