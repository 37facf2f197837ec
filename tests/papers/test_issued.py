"""What went out is found again, and printed again exactly, by those who may see what it shows."""

import io
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage

from organizations.models import Unit
from papers.hazards.notices import rectification_notice
from papers.issued import IssuedPaper
from papers.letterheads import Letterhead
from papers.printing import printers
from papers.reprint import as_issued
from tests.papers.issuing import announced, delisted, moved_away
from tests.papers.printed import FORMS
from workflow.errors import NotPossible

both_forms = pytest.mark.parametrize("form", FORMS)
PAGE = "http://ledger.example/hazards/1/"


def seen_by(person, *papers):
    found = IssuedPaper.objects.visible_to(person)
    return [paper in found for paper in papers], [
        paper in found.printable_by(person) for paper in papers
    ]


@both_forms
def test_a_notice_is_printed_again_byte_by_byte_whatever_has_changed_since(cast, form):
    issued = delisted(cast)
    first = printers.printed(issued.paper, form, PAGE)
    Unit.objects.filter(pk=cast.school.pk).update(name="改名小学")
    Letterhead.objects.create(unit=cast.units["bureau"], name="新抬头")
    for hazard in issued.hazards.all():
        cast.rectified(hazard)
    again = as_issued(IssuedPaper.objects.get(pk=issued.pk))
    assert printers.printed(again, form, PAGE) == first
    assert IssuedPaper.objects.count() == 1


def test_its_photos_are_printed_again_and_no_later_one(cast):
    hazard = cast.assigned()
    issued = rectification_notice([hazard], by=cast.officer)
    cast.rectified(hazard)
    with ZipFile(io.BytesIO(printers.printed(as_issued(issued), "docx"))) as word:
        shown = [name for name in word.namelist() if name.startswith("word/media/")]
    assert len(shown) == 1
    (photo,) = hazard.photos.filter(stage="before")
    assert default_storage.exists(photo.file_name("display"))


def test_what_is_not_what_was_issued_is_not_printed(cast):
    issued = rectification_notice([cast.reported()], by=cast.officer)
    issued.document = issued.document.replace("示范小学", "别的小学")
    with pytest.raises(NotPossible):
        as_issued(issued)


def test_who_reaches_neither_the_issuer_nor_the_addressee_sees_nothing_of_it(cast):
    issued = rectification_notice([cast.reported()], by=cast.officer)
    assert seen_by(cast["officer@school_b"], issued) == ([False], [False])
    assert seen_by(cast.stranger, issued) == ([False], [False])
    for person in (cast.viewer, cast["viewer@central"], cast.auditor):
        assert seen_by(person, issued) == ([True], [True])


def test_whose_hazard_went_to_another_unit_sees_the_number_but_no_print(cast):
    """Its photos and names are that unit's now; who sees both units still prints it."""
    issued = moved_away(cast, cast.reported())
    assert seen_by(cast.officer, issued) == ([True], [False])
    assert seen_by(cast["officer@school_b"], issued) == ([False], [False])
    assert seen_by(cast.auditor, issued) == ([True], [True])
    (row,) = IssuedPaper.objects.visible_to(cast.officer).with_prints_for(cast.officer)
    assert row.is_printable is False


def test_a_public_notice_names_no_hazard_and_is_printed_by_all_who_see_it(cast):
    cast.reported()
    issued = announced(cast.school, cast.officer)
    assert seen_by(cast.viewer, issued) == ([True], [True])
    assert issued.only_hazard is None
