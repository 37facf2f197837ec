"""Views of the ledger kept under a name: a preference of one's own, or shared with a unit."""

import pytest
from django.http import QueryDict

from hazards.ledger.saved_views import SavedView, kept_of
from hazards.services.saved_views import MOST
from returns import services
from tests.base.together import at_once
from workflow.errors import NotPermitted, NotPossible, SomethingMissing


def saved(by, name="超期的", query="overdue=true", **given):
    return services.save_view(by=by, name=name, query=query, **given)[0]


def seen_by(cast):
    return {
        key for key, person in cast.people.items() if SavedView.objects.visible_to(person).exists()
    }


def test_a_view_keeps_known_filters_and_the_order_and_nothing_else():
    asked = "state=open&state=closed&ordering=due&page=3&cursor=x&overdue=&theme=dark&search=%00"
    kept = QueryDict(kept_of(asked))
    assert dict(kept.lists()) == {"state": ["open", "closed"], "ordering": ["due"]}


def test_a_view_is_ones_own(cast):
    saved(cast.officer)
    assert seen_by(cast) == {"officer@school"}


def test_an_officer_shares_a_view_with_the_people_of_the_unit(cast):
    saved(cast.officer, shared_with=cast.school)
    at_school = {key for key in cast.people if key.endswith("@school")}
    assert seen_by(cast) == at_school


@pytest.mark.parametrize(
    ("key", "place"),
    [("viewer@school", "school"), ("officer@school", "central"), ("officer@school", "school_b")],
)
def test_only_those_who_may_assign_there_share_with_a_unit(cast, key, place):
    with pytest.raises(NotPermitted):
        saved(cast[key], shared_with=cast.units[place])
    assert not SavedView.objects.exists()


def test_the_same_name_takes_the_place_of_ones_own_view_only(cast):
    first, theirs = saved(cast.officer), saved(cast.auditor)
    again, is_new = services.save_view(by=cast.officer, name=" 超期的 ", query="state=open")
    assert (again.pk, again.query, is_new) == (first.pk, "state=open", False)
    theirs.refresh_from_db()
    assert theirs.query == "overdue=true"


def test_a_view_needs_a_name(cast):
    with pytest.raises(SomethingMissing):
        saved(cast.officer, name="  ")
    with pytest.raises(SomethingMissing):
        services.rename_view(saved(cast.officer), by=cast.officer, name="")


def test_nobody_renames_or_forgets_what_is_shared_with_them(cast):
    view = saved(cast.officer, shared_with=cast.school)
    with pytest.raises(NotPermitted):
        services.rename_view(view, by=cast.viewer, name="我的")
    with pytest.raises(NotPermitted):
        services.forget_view(view, by=cast.viewer)
    services.rename_view(view, by=cast.officer, name="本周")
    assert SavedView.objects.get().name == "本周"
    services.forget_view(view, by=cast.officer)
    assert not SavedView.objects.exists()


def test_two_views_of_one_person_never_share_a_name(cast):
    saved(cast.officer)
    other = saved(cast.officer, name="重大")
    with pytest.raises(NotPossible):
        services.rename_view(other, by=cast.officer, name="超期的")


def test_there_is_an_end_to_it(cast):
    for n in range(MOST):
        saved(cast.officer, name=f"视图{n}")
    with pytest.raises(NotPossible):
        saved(cast.officer, name="再来一个")
    saved(cast.officer, name="视图0", query="state=open")


@pytest.mark.django_db(transaction=True)
def test_saved_twice_at_once_it_is_one_view(cast):
    at_once(*[lambda: saved(cast.officer)] * 4)
    assert SavedView.objects.count() == 1
