"""What somebody alters of a return past the services: what `verify_returns` says, and what not."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from records.chain import START
from returns import services
from returns.fold import NOT_COMPARED
from returns.models import Return
from returns.models.returns import ReturnEntry
from returns.verification import broken_histories, faults
from tests.figures.lives import june
from tests.hazards.proofs.forging import set_columns
from tests.hazards.proofs.test_columns import another
from tests.returns.frozen.test_verification import ON_POSTGRES, alter, key

HEADER = {"contact_name": "办公室", "contact_phone": "0000-0000", "filled_on": june(20)}


def pdf() -> ContentFile:
    return ContentFile(b"%PDF-1.4 stamped", name="scan.pdf")


@pytest.fixture
def kept(desk, cast):
    """A school's return with everything in it, handed in and accepted; a correction of another."""
    by = cast.officer
    desk.fill("school", 3)
    services.fill(desk.of("school"), by=by, header=HEADER, summary="活动总结")
    services.fill(desk.of("school"), by=by, summary="")
    services.fill(desk.of("school"), by=by, summary="活动总结，改")
    services.adjust(desk.of("school"), by=by, code="hazards_raised_by_tips", value=7, reason="漏登")
    hazard = cast.reported()
    photos = [photo.pk for photo in hazard.photos.all()]
    services.choose_photos(desk.of("school"), by=by, photos=photos)
    told = {"code": "resources_guaranteed", "file": pdf()}
    services.attach_proof(desk.of("school"), by=by, **told)
    desk.submit("school")
    services.attach_scan(desk.of("school"), by=by, file=pdf())
    services.accept(desk.of("school"), by=cast["officer@central"])
    desk.nil("school_2")
    desk.hand_in("direct", n=5)
    desk.accept("direct")
    desk.correct("direct")
    return desk


def found_in(one: Return) -> list[str]:
    with translation.override("en"):
        return [fault for fault in faults() if fault.startswith(one.number)]


def rewrite(one: Return, **facts: Any) -> None:
    """Take these facts out of its lines or put them in, and make every digest fit."""
    alter("SELECT 1")
    before = START
    for entry in ReturnEntry.objects.filter(of=one).order_by("sequence"):
        there = {name: fact for name, fact in facts.items() if name in entry.facts}
        entry.facts = {n: f for n, f in {**entry.facts, **there}.items() if f is not None}
        entry.previous_digest = before
        entry.digest = before = entry.computed_digest()
        told = {f.attname: getattr(entry, f.attname) for f in ReturnEntry._meta.concrete_fields}
        models.QuerySet(ReturnEntry).filter(pk=entry.pk).update(**told)


def test_untouched_returns_are_what_their_histories_lead_to(kept):
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"accepted_by": None}, "“accepted by” is nothing where its history leads to 第一中心学校"),
        ({"is_late": False}, "“late” is no where its history leads to yes."),
        ({"contact_phone": "1"}, "“phone” is 1 where its history leads to 0000-0000."),
        ({"summary": "x"}, "“summary” is x where its history leads to 活动总结，改."),
        ({"reports_to": None}, "“reports to” is nothing where its history leads to 第一中心学校."),
        ({"version": 2}, "“version” is 2 where its history leads to 11."),
        ({"state": "submitted"}, "“state” is Submitted where its history leads to Accepted."),
    ],
)
def test_an_altered_column_is_named_with_what_history_says(kept, columns, sentence):
    one = kept.of("school")
    set_columns(one, **columns)
    assert any(sentence in fault for fault in found_in(one)), found_in(one)


def test_a_change_of_any_column_is_found_unless_it_says_why_not(kept):
    one = kept.of("school")
    assert NOT_COMPARED.keys() <= {field.name for field in Return._meta.concrete_fields}
    for field in Return._meta.concrete_fields:
        if field.name in NOT_COMPARED:
            continue
        value = getattr(one, field.attname)
        changed = {} if isinstance(value, dict) else another(field, one)
        with transaction.atomic(), translation.override("en"):
            set_columns(one, **{field.name: changed})
            found = found_in(one)
            transaction.set_rollback(True)
            assert any(f"“{field.verbose_name}” is " in fault for fault in found), field.name


def test_a_draft_that_corrects_begins_with_what_the_one_before_said(kept):
    one = kept.of("direct")
    assert one.revision == 2
    set_columns(one, contact_name="别人")
    assert found_in(one) == [
        f"{one.number}: “contact” is 别人 where its history leads to 区第二中学officer."
    ]


def test_photos_exchanged_past_its_history_are_missed(kept):
    one = kept.of("school")
    one.photos.all().delete()
    assert found_in(one) == [f"{one.number}: its photos are not those its history names."]


def test_lines_of_earlier_versions_say_less_and_are_no_fault(kept):
    one = kept.of("school")
    since = ("contact_name", "contact_phone", "filled_on", "is_late", "reports_to")
    rewrite(one, **dict.fromkeys(since), header=["contact_name"], summary=True)
    assert found_in(one) == []
    set_columns(one, contact_phone="1")
    assert found_in(one) == []
    set_columns(one, accepted_by=None)
    assert len(found_in(one)) == 1


def test_a_line_that_says_otherwise_with_every_digest_made_to_fit_differs_from_the_row(kept):
    one = kept.of("school")
    rewrite(one, contact_phone="999")
    assert found_in(one) == [f"{one.number}: “phone” is 0000-0000 where its history leads to 999."]


def test_unseen_a_line_and_its_column_altered_alike_in_a_draft(kept, cast):
    """Of what was handed in the frozen document says it as well."""
    desk = kept
    services.fill(desk.of("school_b"), by=cast["officer@school_b"], header=HEADER)
    one = desk.of("school_b")
    rewrite(one, header={**HEADER, "filled_on": "2021-06-20", "contact_name": "别人"})
    set_columns(one, contact_name="别人")
    assert found_in(one) == []


def test_unseen_what_somebody_was_called_who_adjusted_a_figure(kept):
    one = kept.of("school")
    for said in one.adjustments.values():
        said["by"]["name"] = "别人"
    set_columns(one, adjustments=one.adjustments)
    assert found_in(one) == []


def test_unseen_a_return_taken_out_that_nobody_had_begun(kept):
    one = kept.of("central_b")
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM reports_returnentry WHERE of_id = %s", [key(one)])
        assert cursor.fetchone() == (0,)
        on = " ON reports_return" if ON_POSTGRES else ""
        cursor.execute(f"DROP TRIGGER IF EXISTS reports_return_no_delete{on}")
        cursor.execute("DELETE FROM reports_return WHERE id = %s", [key(one)])
    assert list(faults()) == []


def test_histories_are_read_in_as_many_statements_however_long_they_are(kept, cast):
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert list(broken_histories()) == []
        return len(seen)

    before = statements()
    services.fill(kept.of("school_b"), by=cast["officer@school_b"], header=HEADER)
    kept.hand_in("school_b")
    kept.nil("school_b2")
    assert statements() == before
