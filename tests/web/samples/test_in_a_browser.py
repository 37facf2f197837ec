"""What the browser adds to the pages of samples: the count in place, the photo first."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from rechecks.models import Result
from tests.cast import picture
from tests.rechecks.drawing import drawn, given_to, judged, row_of, struck_off
from tests.web.returns.test_in_a_browser import log_in

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
    phone_page.click("#rechecks >> text=去回头看")
    photo = {"name": "site.jpg", "mimeType": "image/jpeg", "buffer": picture().read()}
    phone_page.set_input_files("[name=photos_files]", photo)
    phone_page.wait_for_selector("input[type=hidden][name=photos]", state="attached")
    phone_page.click("label:has-text('未保持')")
    phone_page.fill("[name=note]", "又堵上了")
    phone_page.click("text=记录回头看结果")
    phone_page.wait_for_url(f"**{reverse('web:sample', args=[row.sample_id])}")
    result = Result.objects.get()
    assert (result.holds, result.photos.count()) == (False, 1)


@pytest.fixture
def result(transactional_db, cast):
    """The only one of a sample, with a photo."""
    struck_off(cast, 1)
    row = given_to(cast, row_of(drawn(cast, 2)), cast.inspector)
    return judged(cast, row, cast.inspector)


def small_pictures(page, person, result):
    """Those a page of the sample asks for while it loads; the page stays open."""
    asked = []
    log_in(page, person, "/")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(reverse("web:sample", args=[result.sampled.sample_id]))
    return [url for url in asked if url.endswith("/thumb/")]


def test_what_is_made_of_a_sample_for_paper_shows_the_photos(desk_page, cast, result):
    assert len(small_pictures(desk_page, cast.auditor, result)) == 1
    pages = PdfReader(io.BytesIO(desk_page.pdf())).pages
    assert any(image.image.size[0] > image.image.size[1] for page in pages for image in page.images)


def test_a_phone_does_not_fetch_the_photos_of_the_table_it_does_not_show(phone_page, cast, result):
    assert small_pictures(phone_page, cast.auditor, result) == []
