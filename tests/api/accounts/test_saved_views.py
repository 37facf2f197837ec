"""Saved views of the ledger through the API."""

from returns import services
from tests.api.conftest import codes


def test_saved_listed_used_renamed_and_forgotten(cast, caller):
    late, officer = cast.reported(), caller(cast.officer)
    cast.assigned()
    made = officer.post("views/", {"name": "待交办", "query": "state=reported&page=2"})
    assert made.status_code == 201 and made.json()["query"] == "state=reported"
    view = made.json()
    assert officer.get("views/").json()["results"] == [view]
    found = officer.get(f"hazards/?{view['query']}").json()["results"]
    assert [row["id"] for row in found] == [str(late.pk)]
    renamed = officer.patch(f"views/{view['id']}/", {"name": "新上报"}).json()
    assert renamed == {**view, "name": "新上报"}
    again = officer.post("views/", {"name": "新上报", "query": "state=open"})
    assert again.status_code == 200 and again.json()["id"] == view["id"]
    assert (
        officer.client.delete(f"/api/v1/views/{view['id']}/", headers=officer.headers).status_code
        == 204
    )
    assert officer.get("views/").json()["results"] == []


def test_a_shared_view_is_read_by_the_unit_and_changed_by_its_owner(cast, caller):
    officer, viewer = caller(cast.officer), caller(cast.viewer)
    body = {"name": "本校超期", "query": "overdue=true", "shared_with": cast.school.pk}
    view = officer.post("views/", body).json()
    assert view["shared_with"]["code"] == "JZ012" and view["is_mine"]
    (theirs,) = viewer.get("views/").json()["results"]
    assert not theirs["is_mine"] and theirs["owner"]["id"] == cast.officer.pk
    here = f"views/{view['id']}/"
    assert viewer.patch(here, {"name": "我的"}).status_code == 403
    assert caller(cast["officer@school_b"]).patch(here, {"name": "我的"}).status_code == 404


def test_how_saving_is_refused(cast, caller):
    viewer = caller(cast.viewer)
    assert caller().get("views/").status_code == 401
    assert codes(viewer.post("views/")) == [("name", "name")]
    assert viewer.post("views/", {"name": "x", "shared_with": cast.school.pk}).status_code == 403
    assert viewer.post("views/", {"name": "x", "shared_with": 10**6}).status_code == 400
    assert viewer.post("views/", {"name": "长" * 41}).status_code == 400
    assert viewer.patch("views/999/", {"name": "x"}).status_code == 404


def test_the_list_costs_the_same_however_long_it_is(cast, caller, django_assert_num_queries):
    officer = caller(cast.officer)
    for size in (3, 20):
        for n in range(size):
            services.save_view(by=cast.officer, name=f"{size}-{n}", query="state=open")
        with django_assert_num_queries(3):  # the token, the roles, the rows
            officer.get("views/")
