"""The demo's texts: every category, every kind of unit, nobody's name or number."""

import re
from random import Random

import pytest

from demo import texts
from demo.drawing.scenes import SCENES
from demo.hazards import fitting, plots
from hazards import reference
from organizations.models import Unit

EVERY = [found for findings in texts.FINDINGS.values() for found in findings]
CLAUSES = {f"fire-{n:02d}" for n in range(1, len(reference.FIRE) + 1)} | {
    code for code, *_ in reference.OTHER_SECTIONS
}


def test_there_are_findings_for_every_category_of_the_handbook():
    codes = [kind.code for kind in reference.CATEGORIES]
    assert list(texts.FINDINGS) == codes
    assert set(texts.WEIGHTS) == set(codes)
    assert all(len(findings) >= 3 for findings in texts.FINDINGS.values())


def test_no_finding_is_written_twice():
    assert len({found.text for found in EVERY}) == len(EVERY) >= 80


def test_every_finding_can_be_drawn_and_every_scene_is_used():
    assert {found.scene for found in EVERY} == set(SCENES)


def test_a_finding_that_may_be_major_names_a_clause_that_ships():
    assert {found.clause for found in EVERY if found.clause} <= CLAUSES


def test_funds_are_a_range():
    assert all(0 <= low <= high for low, high in (found.funds for found in EVERY))


def test_nobody_can_be_called_or_reached_by_what_is_written():
    written = " ".join(str(part) for found in EVERY for part in found[:5])
    assert not re.search(r"\d{5,}", written)


@pytest.mark.parametrize("kind", [kind for kind in Unit.Kind if kind != Unit.Kind.BUREAU])
@pytest.mark.parametrize("plot", [plots.plain, plots.on_spot, plots.major])
def test_every_kind_of_unit_has_findings_for_every_kind_of_story(kind, plot):
    unit = Unit(name="某某镇第一小学", kind=kind)
    category, found = fitting.finding(Random(1), unit, plot)
    assert found in texts.FINDINGS[category]
    assert fitting.places(found, unit)


def test_a_kindergarten_has_no_dormitory_and_a_primary_school_no_infants():
    infants = Unit(name="某某镇中心幼儿园", kind=Unit.Kind.KINDERGARTEN)
    primary = Unit(name="某某镇第一小学", kind=Unit.Kind.SCHOOL)
    assert not any("宿舍" in place for found in EVERY for place in fitting.places(found, infants))
    assert not any("幼儿" in place for found in EVERY for place in fitting.places(found, primary))
