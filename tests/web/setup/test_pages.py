"""The page of the first run, the checklist, and what somebody without a role is told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from installation import backups, codes, services
from installation.checklist import checklist
from installation.in_force import memory
from installation.models import Confirmation, Installation
from organizations.models import Membership, Unit, User
from organizations.services import found_unit
from tests.installation.setting_up import ADDRESS, SAID, SECRET, answers

STEPS = (
    *("bureau", "units", "people", "letterheads"),
    *("categories", "deadlines", "mail", "campaign", "backup"),
)


@pytest.fixture
def address(db):
    return f"/setup/{codes.issue()}/"


@pytest.fixture
def administrator(client, db):
    """Whoever has just set up the ledger, logged in."""
    person = services.set_up(**answers())
    client.force_login(person)
    return person


def errors(page):
    return {name: list(said) for name, said in page.context["form"].errors.items()}


# --- The first run -------------------------------------------------------------------------


def test_a_wrong_code_is_not_found_whether_or_not_the_ledger_is_set_up(client, address):
    assert client.get("/setup/0123456789abcdef/").status_code == 404
    services.set_up(**answers())
    assert client.get("/setup/0123456789abcdef/").status_code == 404


def test_the_right_code_opens_a_page_nobody_stores(client, address):
    page = client.get(address)
    assert page.status_code == 200 and "no-store" in page["Cache-Control"]
    assert page.context["form"].initial["public_address"] == "http://testserver"
    assert "开通台账" in page.content.decode()


def test_the_page_speaks_english_for_a_stranger_who_asks(client, address):
    client.post("/me/language/", {"language": "en", "next": address})
    assert "Set up the ledger" in client.get(address).content.decode()


def test_whoever_comes_before_it_is_set_up_reads_where_the_address_is(client, address):
    assert "台账尚未开通" in client.get("/login/").content.decode()
    client.post(address, SAID)
    client.logout()
    assert "台账尚未开通" not in client.get("/login/").content.decode()


def test_whoever_sets_it_up_is_logged_in_and_sees_the_checklist(client, address):
    page = client.post(address, SAID, follow=True)
    assert page.redirect_chain == [("/", 302)]
    assert page.context["user"].username == "guanli"
    assert "开通清单" in page.content.decode()
    assert Unit.objects.get().name == "示范区教育局"


def test_the_password_opens_the_ledger_afterwards(client, address):
    client.post(address, SAID)
    client.logout()
    page = client.post("/login/", {"username": "guanli", "password": SECRET})
    assert page["Location"] == "/"


def test_errors_stand_beside_their_fields_and_nothing_typed_is_lost(client, address):
    wrong = {"password1": "12345678", "password2": "12345679", "public_address": "ledger"}
    page = client.post(address, {**SAID, **wrong, "phone": ""})
    assert page.status_code == 400
    assert set(errors(page)) == {"password1", "password2", "public_address", "phone"}
    html = page.content.decode()
    for typed in ("示范区教育局", "SF000", "管理员甲", "guanli", "12345678", "12345679"):
        assert f'value="{typed}"' in html
    assert not User.objects.exists() and codes.is_open()


@pytest.mark.parametrize("password", ["guanli", "12345678901", "password", "guanli2026"])
def test_the_validators_say_why_a_password_will_not_do(client, address, password):
    told = {**SAID, "username": "guanli2026", "password1": password, "password2": password}
    assert set(errors(client.post(address, told))) == {"password1"}


def test_a_taken_account_is_said_beside_it(client, address):
    User.objects.create_user("guanli", name="别人", password="x")
    assert set(errors(client.post(address, SAID))) == {"username"}


def test_the_second_of_two_is_told_that_somebody_was_first(client, address):
    services.set_up(**answers("first"))
    for answer in (client.get(address), client.post(address, SAID)):
        assert answer.status_code == 410 and "已经开通了" in answer.content.decode()
    assert User.objects.get().username == "first"


def test_a_bureau_that_is_there_already_keeps_its_name(client, address):
    found_unit("JZ000", "区教育局", Unit.Kind.BUREAU)
    page = client.get(address).content.decode()
    assert 'value="区教育局"' in page
    client.post(address, {**SAID, "bureau_name": "另一个名字"})
    assert Unit.objects.get().name == "区教育局"


def test_a_zone_out_of_the_list_is_refused(client, address):
    assert set(errors(client.post(address, {**SAID, "zone": "Europe/Berlin"}))) == {"zone"}


# --- The checklist -------------------------------------------------------------------------


def done() -> list[str]:
    return [step.code for step in checklist().steps if step.state.is_done]


def test_the_checklist_of_a_bureau_alone_begins_with_its_units(administrator):
    found = checklist()
    assert tuple(step.code for step in found.steps) == STEPS
    assert done() == ["bureau", "letterheads"] and found.next.code == "units"


def test_a_step_is_done_when_the_records_say_so(administrator):
    bureau = Unit.objects.get()
    central = found_unit("SF001", "第一中心学校", Unit.Kind.CENTRAL_SCHOOL, bureau)
    school = found_unit("SF011", "青山小学", Unit.Kind.SCHOOL, central)
    assert "units" in done() and "people" not in done()
    for role, unit in (("auditor", bureau), ("inspector", school), ("officer", central)):
        person = User.objects.create_user(role, name=role, password="x")
        Membership.objects.create(user=person, unit=unit, role=role)
    assert "people" in done()  # the central school's officer looks after the school as well
    found_unit("SF031", "区第二中学", Unit.Kind.DIRECT_UNIT, bureau)
    note = next(step.state.note for step in checklist().steps if step.code == "people")
    assert "people" not in done() and "区第二中学" in note
    backups.backup_taken(timezone.now() - 2 * backups.FRESH, "老备份")
    assert "backup" not in done()
    backups.backup_taken(timezone.now(), "夜间备份")
    assert "backup" in done()


def test_what_only_a_person_can_know_is_confirmed_by_one(client, administrator):
    assert client.get("/setup/").content.decode().count("/setup/confirm/") == 3
    for step in ("categories", "deadlines", "mail"):
        client.post(f"/setup/confirm/{step}/")
    assert Confirmation.objects.filter(by=administrator).count() == 3
    assert {"categories", "deadlines", "mail"} <= set(done())
    assert client.post("/setup/confirm/backup/").status_code == 404


def test_each_step_leads_to_where_it_is_done(client, administrator):
    page = client.get("/setup/")
    places = [place.url for one in page.context["checklist"].steps for place in one.places]
    assert len(places) >= 9
    assert {url: client.get(url).status_code for url in places} == dict.fromkeys(places, 200)


def test_it_is_put_away_and_brought_back(client, administrator):
    assert 'id="setup"' in client.get("/").content.decode()
    client.post("/setup/put-away/")
    assert 'id="setup"' not in client.get("/").content.decode()
    client.post("/setup/put-away/", {"away": "no"})
    assert 'id="setup"' in client.get("/").content.decode()


def test_it_leaves_the_home_page_when_all_of_it_is_done(client, cast, desk):
    services.take_over()
    services.put_checklist_away(False)
    services.change(
        unit=cast.units["bureau"],
        public_address=ADDRESS,
        zone="Asia/Shanghai",
        contact="安全保卫科",
        phone="0555-1",
    )
    for step in ("categories", "deadlines", "mail"):
        services.confirm(step, by=cast["administrator@bureau"])
    client.force_login(cast["administrator@bureau"])
    assert 'id="setup"' in client.get("/").content.decode()
    backups.backup_taken(timezone.now(), "夜间备份")
    assert checklist().is_done
    assert 'id="setup"' not in client.get("/").content.decode()


def test_only_administrators_see_the_checklist(client, cast):
    services.take_over()
    services.put_checklist_away(False)
    for person in cast.everyone:
        client.force_login(person)
        is_administrator = person == cast["administrator@bureau"]
        assert client.get("/setup/").status_code == (200 if is_administrator else 403), person
        assert client.get("/setup/bureau/").status_code == (200 if is_administrator else 403)
        status = client.post("/setup/confirm/categories/").status_code
        assert status == (302 if is_administrator else 403)
        assert ('id="setup"' in client.get("/").content.decode()) == is_administrator


def test_reading_it_costs_the_same_for_many_units(administrator, django_assert_max_num_queries):
    bureau = Unit.objects.get()
    for n in range(30):
        found_unit(f"SF1{n:02}", f"第{n}中学", Unit.Kind.DIRECT_UNIT, bureau)
    with django_assert_max_num_queries(16):
        checklist()


# --- What may change later -----------------------------------------------------------------


def change(client, **told):
    said = {"contact": "安全科", "phone": "0555-7", "public_address": "https://new.example.org"}
    return client.post("/setup/bureau/", {**said, "zone": "Asia/Shanghai", **told})


def test_contact_and_address_may_change(client, administrator):
    assert change(client)["Location"] == "/setup/"
    assert Installation.objects.get().public_address == "https://new.example.org"
    page = client.get("/setup/bureau/").content.decode()
    assert "安全科" in page and "https://new.example.org" in page


def test_the_zone_is_fixed_on_the_page_once_there_is_a_hazard(client, cast):
    services.take_over()
    client.force_login(cast["administrator@bureau"])
    change(client, zone="Asia/Urumqi")
    assert Installation.objects.get().time_zone == "Asia/Urumqi"
    cast.reported()
    assert "disabled" in client.get("/setup/bureau/").content.decode()
    change(client, zone="UTC")
    assert Installation.objects.get().time_zone == "Asia/Urumqi"


def test_a_name_the_service_does_not_answer_to_is_said_on_the_checklist(
    client, administrator, settings
):
    settings.ALLOWED_HOSTS = ["testserver"]
    assert "ALLOWED_HOSTS" in client.get("/setup/").content.decode()
    settings.ALLOWED_HOSTS = ["testserver", "ledger.example.org"]
    assert "ALLOWED_HOSTS" not in client.get("/setup/").content.decode()


# --- Papers lead to the public address -----------------------------------------------------


def test_the_code_on_a_paper_leads_to_the_public_address(client, cast, monkeypatch):
    services.take_over()
    services.change(
        unit=cast.units["bureau"],
        public_address=ADDRESS,
        zone="Asia/Shanghai",
        contact="安全保卫科",
        phone="0555-1",
    )
    memory.forget()
    hazard, seen = cast.closed(), []

    def png(address: str) -> bytes:
        seen.append(address)
        raise AssertionError  # what is drawn is tested elsewhere

    monkeypatch.setattr("papers.printing.qr.png", png)
    client.force_login(cast.officer)
    for url in (
        reverse("web:hazard_paper_docx", args=[hazard.pk, "closing-certificate"]),
        f"/api/v1/hazards/{hazard.pk}/papers/closing-certificate.docx",
    ):
        with pytest.raises(AssertionError):
            client.get(url)
    assert seen == [f"{ADDRESS}/hazards/{hazard.pk}/"] * 2
