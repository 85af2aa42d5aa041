"""Sends the oversight offices what is new, and remembers what they were told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from crawler.domain.clock import clock_from
from crawler.domain.errors import DeliveryFailed, UnknownUnit
from monitor.alerts import Letter, letter_for, send_mail
from monitor.config import Office
from monitor.jobs.summarise import summary_over
from monitor.wiring import Workspace
from storage.unit_of_work import unit_of_work

JOB = "alert"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one office's letter; `failure` is None where it was delivered."""

    letter: Letter
    failure: DeliveryFailed | None = None


def letters(workspace: Workspace, report_year: int, as_of: datetime) -> Iterator[Letter]:
    """The letters that would go out now: one for each office that has something new to be told."""
    for office in workspace.config.offices:
        letter = _letter(workspace, office, report_year, as_of)
        if letter is not None:
            yield letter


def send_letters(workspace: Workspace, report_year: int, as_of: datetime) -> tuple[Delivery, ...]:
    """Send them; what was delivered is noted at once, so that one failure delays nobody else's letter."""
    clock = clock_from(as_of)
    with unit_of_work(workspace.database) as work:
        run = work.runs.begin(JOB, as_of)
    deliveries = tuple(_deliver(workspace, letter, as_of) for letter in letters(workspace, report_year, as_of))
    failed = [delivery for delivery in deliveries if delivery.failure is not None]
    with unit_of_work(workspace.database) as work:
        detail = {"sent": len(deliveries) - len(failed), "failed": [str(delivery.failure) for delivery in failed]}
        work.runs.end(run, clock(), "failed" if failed else "done", detail)
    return deliveries


def _letter(workspace: Workspace, office: Office, report_year: int, as_of: datetime) -> Letter | None:
    with unit_of_work(workspace.database) as work:
        register = work.units.register()
        if office.area_id not in register:
            raise UnknownUnit(office.area_id)
        units = {*register.within(office.area_id), *register.overseen_by((office.id, office.area_id))}
        summary = summary_over(work, report_year, as_of, units, workspace.terms, workspace.rules)
        told = work.letters.told(office.email)
    return letter_for(office, summary, told)


def _deliver(workspace: Workspace, letter: Letter, as_of: datetime) -> Delivery:
    try:
        send_mail(letter, workspace.config.mail, as_of)
    except DeliveryFailed as failure:
        return Delivery(letter, failure)
    with unit_of_work(workspace.database) as work:
        keys = [item.key for item in letter.items]
        work.letters.record(letter.recipient, letter.subject, letter.body, keys, as_of)
    return Delivery(letter)
