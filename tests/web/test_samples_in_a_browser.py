"""What the browser adds to the pages of samples: the count in place, the photo first."""

import pytest
from django.urls import reverse

from rechecks.models import Result
from tests.cast import picture
from tests.rechecks.drawing import drawn, given_to, row_of, struck_off
from tests.web.test_returns_in_a_browser import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_how_many_there_are_is_said_while_the_days_are_chosen(desk_page, transactional_db, cast):
    struck_off(cast, 2)
    log_in(desk_page, cast.auditor, "/samples/draw/")
    desk_page.fill("[name=seed]", "2021")
    assert "3 件" in desk_page.inner_text("#available")
    desk_page.select_option("[name=unit]", str(cast.units["central"].pk))
    desk_page.wait_for_selector("#available:has-text('2 件')")
    assert desk_page.input_value("[name=seed]") == "2021"


def test_a_rechecker_on_site_takes_a_photo_and_says_that_it_does_not_hold(
    phone_page, transactional_db, cast
):
    struck_off(cast, 1)
    row = given_to(cast, row_of(drawn(cast, 2)), cast.inspector)
    log_in(phone_page, cast.inspector, "/")
    phone_page.click("#rechecks >> text=去复查")
    photo = {"name": "site.jpg", "mimeType": "image/jpeg", "buffer": picture().read()}
    phone_page.set_input_files("[name=photos_files]", photo)
    phone_page.wait_for_selector("input[type=hidden][name=photos]", state="attached")
    phone_page.click("label:has-text('未保持')")
    phone_page.fill("[name=note]", "又堵上了")
    phone_page.click("text=记录复查结果")
    phone_page.wait_for_url(f"**{reverse('web:sample', args=[row.sample_id])}")
    result = Result.objects.get()
    assert (result.holds, result.photos.count()) == (False, 1)
