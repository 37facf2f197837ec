"""The board's charts in a real browser: drawn from the tables, and never in their way."""

import pytest

from tests.cast import PASSWORD
from tests.figures.lives import Lives, june

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
YEAR = "/statistics/?period=days&found_from=2021-01-01&found_through=2021-12-31"
CHARTS = "figure.chart canvas"
LIBRARY = "**/echarts.simple.min*.js"
FIRST_BAR = """() => {
  const figure = document.querySelector('[data-of="days-to-close"]');
  const at = echarts.getInstanceByDom(figure).convertToPixel({ seriesIndex: 0 }, [0, 0]);
  const box = figure.getBoundingClientRect();
  return { x: box.x + at[0] + 4, y: box.y + at[1] };
}"""


@pytest.fixture
def year(transactional_db, cast):
    lives = Lives(cast)
    lives.closed(found=june(1), due=june(10), on=june(3))
    lives.closed(found=june(1), due=june(10), on=june(9))
    lives.rectified(found=june(2), due=june(10), on=june(5))
    lives.assigned(found=june(3), due=june(10))
    return lives


@pytest.fixture
def complaints():
    return []


def visit(page, person, complaints=None):
    if complaints is not None:
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.goto("/login/")
    page.fill("input[name=username]", person.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button.btn-primary")
    page.wait_for_url("**/")
    page.goto(YEAR)


def test_charts_are_drawn_and_the_tables_wait_behind_a_word(desk_page, year, complaints):
    visit(desk_page, year.cast.auditor, complaints)
    desk_page.wait_for_selector(CHARTS)
    assert desk_page.locator(CHARTS).count() == 5
    assert desk_page.locator("details.numbers[open]").count() == 0
    spoken = desk_page.get_attribute('[data-of="by-month"]', "aria-label")
    assert "数字见下表" in spoken
    assert complaints == []


def test_a_bar_leads_where_its_number_leads(desk_page, year):
    visit(desk_page, year.cast.auditor)
    desk_page.wait_for_selector(CHARTS)
    number = desk_page.get_attribute("#days-to-close td a", "href")
    desk_page.locator('[data-of="days-to-close"]').scroll_into_view_if_needed()
    at = desk_page.evaluate(FIRST_BAR)
    desk_page.mouse.click(at["x"], at["y"])
    desk_page.wait_for_url(f"**{number}")


def test_without_the_library_the_tables_stand_open(desk_page, year):
    desk_page.route(LIBRARY, lambda route: route.abort())
    visit(desk_page, year.cast.auditor)
    desk_page.wait_for_selector("figure.chart[hidden]", state="attached")
    assert desk_page.locator("figure.chart:not([hidden])").count() == 0
    assert desk_page.locator("details.numbers:not([open])").count() == 0
    assert desk_page.locator("#by-month td a").first.is_visible()


def test_a_dark_evening_repaints_the_charts(desk_page, year):
    visit(desk_page, year.cast.auditor)
    desk_page.wait_for_selector(CHARTS)
    picture = "document.querySelector('figure.chart canvas').toDataURL()"
    light = desk_page.evaluate(picture)
    desk_page.emulate_media(color_scheme="dark")
    desk_page.wait_for_selector("html[data-bs-theme=dark]")
    desk_page.evaluate("() => new Promise((done) => setTimeout(() => requestAnimationFrame(done)))")
    assert desk_page.evaluate(picture) != light


def test_paper_gets_every_table_and_no_navigation(desk_page, year):
    visit(desk_page, year.cast.auditor)
    desk_page.wait_for_selector(CHARTS)
    desk_page.evaluate("dispatchEvent(new Event('beforeprint'))")
    desk_page.emulate_media(media="print")
    assert desk_page.locator("main details:not([open])").count() == 0
    assert desk_page.locator(".printed").is_visible()
    assert not desk_page.locator(".rail, .pagehead, .bottombar").first.is_visible()
    desk_page.emulate_media(media="screen")
    desk_page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert desk_page.locator("details.numbers[open]").count() == 0


def test_nothing_is_wider_than_a_phone(phone_page, year):
    visit(phone_page, year.cast.auditor)
    phone_page.wait_for_selector(CHARTS)
    assert phone_page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    phone_page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert phone_page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
