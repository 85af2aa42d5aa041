"""What runs by itself: the jobs of a workspace at their times, each noted as a run."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from rich.table import Table

from crawler.domain.clock import SHANGHAI
from crawler.domain.errors import GongkaiError
from monitor.jobs import alert, crawl, evaluate
from monitor.scheduler import ScheduledJob, missed_runs, next_runs, run_schedule
from monitor.wiring import Workspace
from storage.runs import Run
from storage.unit_of_work import unit_of_work

Say = Callable[[str], None]


def jobs_of(workspace: Workspace, say: Say) -> tuple[ScheduledJob, ...]:
    """The three jobs at the times of the configuration; an error of ours ends one run, not the schedule."""
    times = workspace.config.schedule

    def guarded(name: str, run: Callable[[datetime], str]) -> Callable[[], None]:
        def job() -> None:
            began = datetime.now(UTC)
            try:
                say(f"{_local(began)} {name}: {run(began)}")
            except GongkaiError as error:
                say(f"{_local(began)} {name}: error: {error}")

        return job

    return (
        ScheduledJob(crawl.JOB, times.crawl, guarded(crawl.JOB, lambda now: _crawl(workspace, now))),
        ScheduledJob(evaluate.JOB, times.monitor, guarded(evaluate.JOB, lambda now: _monitor(workspace, now))),
        ScheduledJob(alert.JOB, times.alert, guarded(alert.JOB, lambda now: _alert(workspace, now))),
    )


def run(workspace: Workspace, say: Say) -> None:
    """Say what was missed while we were away, then keep to the schedule until stopped."""
    jobs = jobs_of(workspace, say)
    grace = timedelta(seconds=workspace.config.schedule.misfire_grace_seconds)
    run_schedule(jobs, grace, lambda: _announce(workspace, jobs, datetime.now(UTC), say))


def _announce(workspace: Workspace, jobs: Sequence[ScheduledJob], now: datetime, say: Say) -> None:
    for missed in missed_runs(jobs, _last_starts(workspace, jobs), now):
        say(f"missed: {missed.job} was due at {_local(missed.due_at)} and did not run")
    for job, due in next_runs(jobs, now).items():
        say(f"next: {job} at {_local(due)}")


def listing(workspace: Workspace, now: datetime) -> Table:
    """The jobs with their next and their last runs."""
    jobs = jobs_of(workspace, lambda _: None)
    due = next_runs(jobs, now)
    table = Table("job", "next run", "last run", "outcome", show_edge=False, pad_edge=False)
    for job in jobs:
        last = _last(workspace, job.name)
        table.add_row(job.name, _local(due[job.name]), *_told(last))
    return table


def _crawl(workspace: Workspace, now: datetime) -> str:
    return crawl.crawl(workspace, now).in_words


def _monitor(workspace: Workspace, now: datetime) -> str:
    year = now.astimezone(SHANGHAI).year - 1
    with unit_of_work(workspace.database) as work:
        result = evaluate.run_monitor(work, year, now, workspace.terms, workspace.rules)
    return f"{result.units} units evaluated on {year}"


def _alert(workspace: Workspace, now: datetime) -> str:
    deliveries = alert.send_letters(workspace, now.astimezone(SHANGHAI).year - 1, now)
    failed = [str(delivery.failure) for delivery in deliveries if delivery.failure is not None]
    return "; ".join([f"{len(deliveries) - len(failed)} letters sent", *failed])


def _last(workspace: Workspace, job: str) -> Run | None:
    with unit_of_work(workspace.database) as work:
        return work.runs.last(job)


def _last_starts(workspace: Workspace, jobs: Sequence[ScheduledJob]) -> Mapping[str, datetime | None]:
    runs = {job.name: _last(workspace, job.name) for job in jobs}
    return {name: last.started_at if last is not None else None for name, last in runs.items()}


def _told(last: Run | None) -> tuple[str, str]:
    if last is None:
        return "never", ""
    return _local(last.started_at), last.outcome or "did not end"


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
