"""An empty ledger walked through on a phone: from the set-up address to a return handed in."""

import pytest
from playwright.sync_api import Page, expect

from hazards.models import Hazard
from installation import codes, services
from installation.checklist import checklist
from organizations.models import Membership, Role, Unit, User
from organizations.services import found_unit
from returns.models.returns import Return
from tests.cast import picture
from tests.installation.setting_up import SAID, SECRET, answers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADMIN = "/admin/organizations"


def press(page: Page) -> None:
    page.click("input[name=_save]")
    page.wait_for_load_state()
    assert page.locator(".errornote").count() == 0, page.inner_text(".errornote")


def enter_unit(page: Page, code: str, name: str, kind: str, under: str) -> None:
    page.goto(f"{ADMIN}/unit/add/")
    page.fill("#id_code", code)
    page.fill("#id_name", name)
    page.select_option("#id_kind", kind)
    page.select_option("#id_under", label=under)
    press(page)


def enter_person(page: Page, username: str, unit: str, role: str) -> None:
    page.goto(f"{ADMIN}/user/add/")
    for name, said in {"username": username, "name": username, "password1": SECRET}.items():
        page.fill(f"#id_{name}", said)
    page.fill("#id_password2", SECRET)
    press(page)
    page.click(".add-row a")
    page.click("#memberships-0 .select2-selection")
    page.fill(".select2-search__field", unit)
    page.click(f".select2-results__option:has-text('{unit}')")
    chosen = page.locator("#id_memberships-0-role")
    chosen.select_option(role)
    beside = chosen.bounding_box()
    assert beside["x"] + beside["width"] <= page.viewport_size["width"]
    press(page)


def fits(page: Page) -> None:
    """Nothing lies beside the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_empty_ledger_is_set_up_and_gets_its_first_units_and_people(phone_page):
    page = phone_page
    page.goto(f"/setup/{codes.issue()}/")
    fits(page)
    for name, said in SAID.items():
        if name not in ("zone", "phone"):
            page.fill(f"#id_{name}", said)
    page.click("main button[type=submit]")
    expect(page.locator("#id_phone_error")).to_be_visible()
    assert page.input_value("#id_bureau_name") == SAID["bureau_name"]
    page.fill("#id_phone", SAID["phone"])
    page.click("main button[type=submit]")
    expect(page.locator("#messages")).to_contain_text("台账已开通")
    page.click("#setup .btn-primary")
    expect(page.locator(".setup-steps [aria-current=step]")).to_contain_text("录入单位")
    fits(page)
    page.click(".setup-steps [aria-current=step] .btn-primary")
    page.wait_for_url("**/district/")  # a whole district by a workbook, or unit by unit
    page.go_back()
    page.click(".setup-steps [aria-current=step] .btn-quiet")
    page.wait_for_url(f"**{ADMIN}/unit/add/")
    enter_unit(page, "SF001", "第一中心学校", "central_school", "示范区教育局")
    enter_unit(page, "SF011", "青山小学", "school", "第一中心学校")
    enter_unit(page, "SF031", "区第二中学", "direct_unit", "示范区教育局")
    page.goto("/setup/")
    expect(page.locator(".setup-steps [aria-current=step]")).to_contain_text("录入人员和角色")
    enter_person(page, "shenhe", "示范区教育局", "auditor")
    assert Membership.objects.get(user__username="shenhe").role == Role.AUDITOR
    assert Unit.objects.get(code="SF011").parent.code == "SF001"


def people_of(unit: Unit, *roles: str) -> None:
    for role in roles:
        person = User.objects.create_user(f"{role}.{unit.code}", name=role, password=SECRET)
        Membership.objects.create(user=person, unit=unit, role=role)


def log_in(page: Page, username: str, where: str = "/") -> None:
    page.context.clear_cookies()
    page.goto(f"/login/?next={where}")
    page.fill("#id_username", username)
    page.fill("#id_password", SECRET)
    page.click("main form button.btn-primary")
    page.wait_for_url(f"**{where}")


def choose(page: Page) -> None:
    photo = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture().getvalue()}
    page.set_input_files("#pick-photos", [photo])
    expect(page.locator("[data-photos=photos] .shot-box input[type=hidden]")).to_have_count(1)


def act(page: Page, says: str) -> None:
    page.locator(".actionbar button[type=submit]").click()
    expect(page.locator("#messages")).to_contain_text(says)


@pytest.fixture
def district(transactional_db) -> Unit:
    """What the set-up and the first two steps of the checklist leave behind."""
    services.set_up(**answers())
    bureau = Unit.objects.get()
    school = found_unit("SF031", "区第二中学", Unit.Kind.DIRECT_UNIT, bureau)
    people_of(bureau, "auditor")
    people_of(school, "inspector", "responsible", "officer")
    return school


def test_the_first_hazard_lives_and_the_first_return_is_asked_for(phone_page, district):
    page = phone_page
    log_in(page, "inspector.SF031")
    page.click("text=上报隐患")
    choose(page)
    page.locator("label.cat", has_text="消防").click()
    page.fill("#id_place", "教学楼")
    page.fill("#id_description", "出口被堵")
    act(page, "已上报，编号")
    where = f"/hazards/{Hazard.objects.get().pk}/"
    log_in(page, "officer.SF031", where)
    page.fill("#assign-measures", "清走课桌")
    act(page, "已交办")
    log_in(page, "responsible.SF031", where)
    page.fill("#rectify-measures_taken", "清走了")
    choose(page)
    act(page, "已提交")
    log_in(page, "officer.SF031", where)
    act(page, "已销号")
    log_in(page, "auditor.SF000", "/returns/open/")
    page.fill("#id_title", "第一次月报")
    page.select_option("#id_template", index=1)
    page.locator("button[type=submit]").last.click()
    expect(page.locator("#messages")).to_contain_text("通知了1家单位")
    assert Return.objects.filter(unit=district).exists()
    assert next(s.state.is_done for s in checklist().steps if s.code == "campaign")
