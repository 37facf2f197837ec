"""What has become of sampled hazards, and of whom they were given to, on the pages."""

import pytest
from django.urls import reverse

import hazards.services
from rechecks import services
from tests.rechecks.drawing import drawn, given_to, judged, row_of, struck_off
from tests.web.reading import words_on


@pytest.fixture
def sample(cast):
    struck_off(cast, 3)
    return drawn(cast)


def at(row):
    return reverse("web:sampled", args=[row.sample_id, row.position])


def page_of(sample):
    return reverse("web:sample", args=[sample.pk])


def test_the_row_shows_the_state_today_and_which_result_reopened_it(cast, look, sample):
    row = given_to(cast, row_of(sample), cast.inspector)
    assert "撤销销号" not in words_on(look(cast.auditor, page_of(sample)))
    judged(cast, row, cast.inspector, False)
    services.reopen(row, by=cast.auditor, due_on=cast.due_on)
    for where in (page_of(sample), at(row)):
        said = words_on(look(cast.auditor, where))
        assert "待整改" in said and f"依据{cast.inspector}" in said, where
    assert "更正为「仍保持」也不恢复销号" in words_on(look(cast.inspector, at(row)))


def test_a_correction_to_holds_leaves_the_reopening_and_says_so(cast, look, sample):
    row = given_to(cast, row_of(sample), cast.auditor)
    first = judged(cast, row, cast.auditor, False, due_on=cast.due_on)
    judged(cast, row, cast.auditor, True, note="看错了门", corrects=first.pk)
    row.hazard.refresh_from_db()
    assert row.hazard.state == "assigned"
    for where in (page_of(sample), at(row)):
        said = words_on(look(cast.auditor, where))
        assert "结果已更正，撤销销号仍有效" in said and "待整改" in said, where
    assert "更正为「仍保持」也不撤销" not in words_on(look(cast.auditor, at(row)))


def test_what_was_reopened_for_another_reason_says_the_reason(cast, look, sample):
    row = row_of(sample)
    hazards.services.reopen(row.hazard, by=cast.auditor, reason="家长反映", due_on=cast.due_on)
    for where in (page_of(sample), at(row)):
        said = words_on(look(cast.auditor, where))
        assert f"{cast.auditor}撤销销号：家长反映" in said, where


def test_everybody_it_was_given_to_stays_to_be_seen(cast, look, send, sample):
    row = given_to(cast, row_of(sample), cast["inspector@bureau"])
    given_to(cast, row, cast.inspector)
    assert f"曾指派{cast['inspector@bureau']}" in words_on(look(cast.auditor, page_of(sample)))
    for reader in (cast.auditor, cast.inspector):
        said = words_on(look(reader, at(row)))
        first, last = (said.rindex(str(cast[f"inspector@{at}"])) for at in ("bureau", "school"))
        assert first < last and "指派记录" in said
    assert look(cast["inspector@bureau"], at(row)).status_code == 404
