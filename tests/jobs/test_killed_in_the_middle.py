"""Each thing the worker does is broken off at many points and begun again: it comes out the same.

A statement to the database is where something can be half done, so the work is broken off at the
first, at the last and at some in between.
"""

import io
import uuid
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from python_calamine import CalamineWorkbook

from hazards.models import Hazard
from hazards.tally import compaction
from hazards.tally.tables import Change
from imports import loading, services
from imports.models import Row
from jobs import queue, running
from jobs.models import Job
from notifications import delivery
from notifications.models import Delivery, Notification
from papers.ledger import exports
from papers.returns import district
from tests.imports.ledgers import line, taken
from tests.returns.handed_in import HandedIn
from tests.tips.telling import Telling
from tips.models import Tip, TipEntry
from tips.services import junk

POINTS = 6

pytestmark = pytest.mark.django_db(transaction=True)  # what was committed stays


class Killed(BaseException):
    """Nothing that could be caught by mistake."""


def statements(work: Callable[[], object]) -> int:
    counted = []

    def count(execute, *told):
        counted.append(told)
        return execute(*told)

    with connection.execute_wrapper(count):
        work()
    return len(counted)


def broken_off(work: Callable[[], object], at: int) -> None:
    """Do it until its statement number `at`, or the first one after it that does something, which
    is not carried out any more."""
    left = [at]

    def count(execute, sql, *told):
        left[0] -= 1
        if left[0] <= 0 and not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            raise Killed
        return execute(sql, *told)

    with connection.execute_wrapper(count):
        try:
            work()
        except Killed:
            return


def broken_off_again_and_again(work: Callable[[], object], length: int) -> None:
    """As many times as a job is begun at most, each time further on; then to its end."""
    for point in range(POINTS):
        broken_off(work, 1 + point * (length - 1) // (POINTS - 1))
    work()


def carried_out(pk) -> Callable[[], None]:
    """What a process of the worker does with the job."""

    def work() -> None:
        Job.objects.filter(pk=pk).update(phase=Job.Phase.RUNNING, worker=uuid.uuid4())
        running.carry_out(Job.objects.get(pk=pk))

    return work


def content_of(job: Job) -> bytes:
    job.refresh_from_db()
    assert job.phase == Job.Phase.FINISHED
    assert len(default_storage.listdir("jobs")[1]) == 1  # and nothing half done beside it
    return default_storage.open(job.result).read()


def test_a_districts_zip(cast):
    handed_in = HandedIn(cast)
    handed_in.submitted("direct")
    handed_in.handed_up("bureau")
    job = district.start(handed_in.campaign, by=cast.auditor)
    length = statements(carried_out(job.pk))
    undisturbed = content_of(job)
    broken_off_again_and_again(carried_out(job.pk), length)
    assert content_of(job) == undisturbed
    assert zipfile.ZipFile(io.BytesIO(undisturbed)).testzip() is None


def test_an_export_of_the_ledger(cast):
    for _ in range(3):
        cast.reported()
    job = queue.start("ledger", by=cast.auditor, file_name=exports.file_name("xlsx"))
    length = statements(carried_out(job.pk))
    default_storage.delete(job.result)
    broken_off_again_and_again(carried_out(job.pk), length)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content_of(job))).get_sheet_by_index(0)
    assert len(sheet.to_python()) == 4


def test_a_result_half_written_by_a_process_that_died_is_replaced(cast):
    cast.reported()
    job = queue.start("ledger", by=cast.auditor)
    default_storage.save(job.result, ContentFile(b"PK half of it"))
    carried_out(job.pk)()
    assert len(content_of(job)) > 1000


def test_an_import(cast, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 1)
    monkeypatch.setattr(loading, "AT_ONCE", 2)
    lines = [line(n, 单位=["示范小学", "第二小学"][n % 2]) for n in range(1, 7)]
    one = taken(cast["officer@central"], lines)
    job = services.commit(one, by=one.owner)
    broken_off_again_and_again(carried_out(job.pk), 300)
    job.refresh_from_db()
    assert job.phase == Job.Phase.FINISHED
    assert one.counts()[Row.Phase.LOADED] == 6 == Hazard.objects.count()
    numbers = Hazard.objects.order_by("number").values_list("number", flat=True)
    assert [number[-4:] for number in numbers] == ["0001", "0002", "0003"] * 2
    letters = [letter.sentence for letter in Notification.objects.filter(recipient=cast.officer)]
    assert len(letters) == 1 and "3" in letters[0]  # also those of before it was broken off
    carried_out(job.pk)()
    assert Notification.objects.filter(recipient=cast.officer).count() == 1


def test_setting_junk_aside(cast, monkeypatch):
    telling = Telling(cast)
    for n in range(4):
        telling.told(place=str(n))
    monkeypatch.setattr(junk, "AT_ONCE", 2)
    job = junk.set_aside_alike(by=telling.handler, reason="刷的")
    broken_off_again_and_again(carried_out(job.pk), 60)
    assert list(Tip.objects.values_list("state", flat=True)) == ["set_aside"] * 4
    assert TipEntry.objects.filter(move="set_aside").count() == 4


def test_folding(cast):
    for _ in range(4):
        cast.closed()
    length = 60
    broken_off_again_and_again(compaction.fold, length)
    assert not Change.objects.filter(effective_on__lte=timezone.localdate()).exists()
    call_command("check_tally")


def test_a_letter_leaves_at_least_once_and_a_bounded_number_of_times(cast, settings):
    """SMTP has no way to ask whether a letter has arrived: whoever dies between sending and
    writing that down sends it again."""
    settings.NOTIFICATION_CHANNELS = ["mail"]
    cast.responsible.email = "responsible@school.example"
    cast.responsible.save()
    cast.assigned(cast.reported())
    Notification.objects.exclude(recipient=cast.responsible).delete()
    length = statements(delivery.deliver)
    assert len(mail.outbox) == 1
    anew = {"state": "waiting", "attempts": 0}
    for at in range(1, length + 1):
        Delivery.objects.update(**anew, next_at=timezone.now())
        mail.outbox.clear()
        broken_off(delivery.deliver, at)
        due_again()
        delivery.deliver()
        assert 1 <= len(mail.outbox) <= 2
        assert Delivery.objects.get().state == "sent"
    Delivery.objects.update(**anew, next_at=timezone.now())
    mail.outbox.clear()
    for _ in range(delivery.MOST_ATTEMPTS * 2):
        due_again()
        broken_off(delivery.deliver, length)
    assert 1 <= len(mail.outbox) <= delivery.MOST_ATTEMPTS


def due_again() -> None:
    """Whoever begins an attempt has set the next one for later."""
    Delivery.objects.under_way().update(next_at=timezone.now())


def test_forgetting(cast):
    for _ in range(3):
        job = queue.start("ledger", by=cast.auditor)
        default_storage.save(job.result, ContentFile(b"PK"))
    Job.objects.update(created_at=timezone.now() - timedelta(days=30))
    broken_off_again_and_again(queue.forget_old_results, 4)
    assert not Job.objects.exists()
    assert default_storage.listdir("jobs")[1] == []
