"""What the browser adds to the page of a return: panels in place, ticks, nothing left behind."""

import pytest

from tests.cast import PASSWORD
from tests.web.returns.filing import at, desk_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HAZARDS = "hazards_investigated_rectified"


def log_in(page, person, where):
    page.goto(f"/login/?next={where}")
    page.fill("input[name=username]", person.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button.btn-primary")
    page.wait_for_url(f"**{where}")


@pytest.fixture
def desk(transactional_db, cast):
    return desk_of(cast)


def test_a_panel_opens_in_place_and_what_was_typed_stays(desk_page, desk):
    log_in(desk_page, desk.cast.officer, at(desk.of("school")))
    desk_page.fill("#b-media_reports", "12")
    desk_page.click(f"[data-behind={HAZARDS}]")
    desk_page.wait_for_selector(".behind")
    assert desk_page.input_value("#b-media_reports") == "12"
    assert "is-open" in desk_page.get_attribute(f"[data-behind={HAZARDS}]", "class")
    desk_page.click("[data-close]")
    assert desk_page.locator(".behind").count() == 0
    assert desk_page.evaluate("document.activeElement.id") == f"b-{HAZARDS}"


def test_the_list_is_ticked_while_blanks_are_filled_and_the_press_leads_to_the_first_gap(
    phone_page, desk
):
    desk.fill("school", study_group_sessions=None, media_reports=None)
    log_in(phone_page, desk.cast.officer, at(desk.of("school")))
    assert "还差2项" in phone_page.inner_text("[data-gaps]")
    phone_page.click("[data-submit]")
    assert phone_page.evaluate("document.activeElement.id") == "b-study_group_sessions"
    phone_page.fill("#b-study_group_sessions", "0")
    phone_page.fill("#b-study_group_attendance", "0")
    assert "还差1项" in phone_page.inner_text("[data-gaps]")
    phone_page.fill("#b-media_reports", "3")
    assert "btn-primary" in phone_page.get_attribute("[data-submit]", "class")
    phone_page.click("[data-submit]")
    phone_page.wait_for_selector("text=已报送")
    assert desk.of("school").state == "submitted"


def test_leaving_with_unsaved_blanks_is_asked_about(desk_page, desk):
    where = at(desk.of("school"))
    log_in(desk_page, desk.cast.officer, where)
    desk_page.fill("#b-media_reports", "12")
    desk_page.once("dialog", lambda dialog: dialog.dismiss())
    with desk_page.expect_event("dialog") as asked:
        desk_page.click(".rail a[href='/statistics/']", no_wait_after=True)
    assert asked.value.type == "beforeunload" and desk_page.url.endswith(where)


def test_nothing_is_wider_than_a_phone(phone_page, desk):
    desk.hand_in("school")
    log_in(phone_page, desk.cast["officer@central"], at(desk.of("central")))
    for where in (at(desk.of("central")), "/returns/", "/returns/review/", "/"):
        phone_page.goto(where)
        width = "document.documentElement.scrollWidth - innerWidth"
        assert phone_page.evaluate(width) == 0, where
