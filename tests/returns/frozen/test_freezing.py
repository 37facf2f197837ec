"""What is handed in is frozen: figures, rows, definitions, tree, moment and digest."""

import hashlib
import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from figures import definitions
from hazards import services as hazard_services
from organizations.services import move_unit
from returns.models import Return, ReturnEntry, Submission
from returns.services import choose_photos
from returns.table.reading import opened
from tests.figures.lives import june

TIPS, RECTIFIED = "hazards_raised_by_tips", "hazards_investigated_rectified"


@pytest.fixture
def frozen(desk, lives):
    """The school's return with two tips in it, one of them closed."""
    desk.tip = lives.found(june(10), source="tip")
    desk.closed = lives.closed(june(10), june(20), june(12), source="tip")
    desk.hand_in("school", n=3)
    return desk


def document(desk, place="school"):
    return json.loads(desk.of(place).submission.document)


def test_the_figures_and_the_rows_behind_them_are_frozen(frozen):
    told = document(frozen)
    assert (told["values"][TIPS], told["values"][RECTIFIED]) == (2, 1)
    assert told["values"]["launch_sessions"] == 3
    rows = [(row["id"], row["number"]) for row in told["rows"]]
    assert rows == [(str(h.pk), h.number) for h in (frozen.tip, frozen.closed)]
    assert told["behind"][RECTIFIED] == [str(frozen.closed.pk)]
    assert told["behind"][TIPS] == [str(frozen.tip.pk), str(frozen.closed.pk)]
    digests = [hazard.history.last().digest for hazard in (frozen.tip, frozen.closed)]
    assert [row["entry"] for row in told["rows"]] == digests


def test_definitions_form_tree_and_moment_are_frozen(frozen, cast):
    told, one = document(frozen), frozen.of("school")
    assert told["definitions"] == definitions.VERSION
    assert told["form"] == {
        "code": "safety-month", "version": "2021", "digest": frozen.campaign.template.digest,
    }  # fmt: skip
    assert told["unit"]["path"] == cast.school.path
    assert told["reports_to"]["code"] == cast.units["central"].code
    assert told["as_of"] == timezone.localtime(one.submission.as_of).isoformat()
    assert told["submitted_by"] == {"id": cast.officer.pk, "name": str(cast.officer)}
    assert told["campaign"]["hazards"] == ["2021-06-05", "2021-07-05"]
    assert one.submission.as_of == one.submitted_at


def test_the_digest_is_that_of_the_bytes_and_stands_in_the_chained_history(frozen):
    kept = frozen.of("school").submission
    assert kept.digest == hashlib.sha256(kept.document.encode()).hexdigest()
    entry = ReturnEntry.objects.get(of=kept.of, move="submit")
    assert entry.facts["digest"] == kept.digest


def test_the_bytes_are_canonical(frozen):
    text = frozen.of("school").submission.document
    again = json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert again == text


def test_photos_go_in_with_their_digests(desk, cast):
    desk.fill("school")
    photos = [cast.photo(cast.officer) for _ in range(2)]
    choose_photos(desk.of("school"), by=cast.officer, photos=photos)
    desk.submit("school")
    told = document(desk)["photos"]
    assert [photo["id"] for photo in told] == [str(pk) for pk in photos]
    assert all(len(photo["sha256"]) == 64 for photo in told)


def test_later_moves_of_hazards_do_not_change_it_but_are_shown(frozen, lives, cast):
    before = frozen.of("school").submission.document
    cast.closed(cast.rectified(cast.assigned(frozen.tip)))
    hazard_services.reopen(frozen.closed, by=cast.auditor, reason="又坏", due_on=cast.due_on)
    lives.found(june(11), source="tip")
    figures = frozen.opened("school").figures
    assert (figures[TIPS].value, figures[TIPS].now) == (2, 3)
    assert (figures[RECTIFIED].value, figures[RECTIFIED].now) == (1, 1)
    assert not figures[RECTIFIED].has_moved_on
    assert [f.indicator.code for f in frozen.opened("school").changed] == [TIPS]
    assert frozen.of("school").submission.document == before
    assert frozen.sheet("school").values[TIPS] == 2


def test_a_later_move_of_the_unit_does_not_change_it(frozen, cast):
    before = frozen.of("school").submission.document
    move_unit(cast.school, under=cast.units["central_b"], since=timezone.localdate())
    assert frozen.of("school").submission.document == before
    assert frozen.of("school").reports_to == cast.units["central"]


def test_what_was_handed_in_before_stays_beside_what_was_handed_in_after(frozen):
    first = frozen.of("school").submission
    frozen.send_back("school")
    frozen.hand_in("school", n=8)
    kept = Submission.objects.get(pk=first.pk)
    assert (kept.document, kept.digest, kept.sequence) == (first.document, first.digest, 1)
    second = frozen.of("school").submission
    assert (second.sequence, second.digest != first.digest) == (2, True)
    assert second.parts["launch_sessions"] == 8


def test_a_superseded_return_has_no_today(frozen, lives):
    old = frozen.accept("school")
    frozen.correct("school")
    lives.found(june(11), source="tip")
    past = opened(Return.objects.for_reading().get(pk=old.pk), frozen.cast.officer)
    assert past.changed == [] and past.figures[TIPS].value == 2


def test_a_submission_is_written_once_through_the_orm(frozen):
    kept = frozen.of("school").submission
    with pytest.raises(TypeError):
        kept.save()
    with pytest.raises(TypeError):
        kept.delete()
    with pytest.raises(TypeError):
        Submission.objects.update(digest="")
    with pytest.raises(TypeError):
        frozen.of("school").delete()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_submission SET document = '{}'",
        "UPDATE reports_submission SET parts = '{}'",
        "DELETE FROM reports_submission",
        "UPDATE reports_returnentry SET note = 'x'",
        "DELETE FROM reports_returnentry",
        "DELETE FROM reports_return",
        "DELETE FROM reports_campaign",
    ],
)
def test_the_database_itself_refuses_past_the_orm(frozen, statement):
    before = frozen.of("school").submission.document
    with pytest.raises(DatabaseError, match="keeps everything"), transaction.atomic():
        connection.cursor().execute(statement)
    assert frozen.of("school").submission.document == before
