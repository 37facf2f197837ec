"""A form belongs to who opened it: sent under another log-in it is given back, never entered."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from hazards.models import Hazard
from tests.borders import doors
from tests.borders.planted import Planted
from tests.cast import PASSWORD
from tests.web.reading import words_on
from web import openers

REPORT = "/hazards/report/"
TYPED = "安全出口被课桌堵住"


def is_sent(told) -> bool:
    """What is not ticked is not sent; a file that was chosen is tested elsewhere."""
    kind = told.get("type")
    return kind != "file" and (kind not in ("checkbox", "radio") or "checked" in told)


class Forms(HTMLParser):
    """The fields of every form on a page that is posted, by name, with the first value of each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.posted: list[dict[str, str]] = []
        self.form: dict[str, str] | None = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form":
            self.form = {} if told.get("method", "get").lower() == "post" else None
            if self.form is not None:
                self.posted.append(self.form)
        elif tag in ("input", "button") and self.form is not None and is_sent(told):
            self.form.setdefault(told.get("name", ""), told.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None


class Computer:
    """One browser that several people use, one after the other."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)

    def log_in(self, person) -> None:
        page = self.client.get("/login/").content.decode()
        told = {"username": person.username, "password": PASSWORD}
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        answer = self.client.post("/login/", {**told, "csrfmiddlewaretoken": token})
        assert answer.status_code == 302, answer.content.decode()

    def log_out(self) -> None:
        assert self.send("/logout/", self.form("/me/")).status_code == 302

    def form(self, address, holding="csrfmiddlewaretoken") -> dict[str, str]:
        page = self.client.get(address).content.decode()
        return next(form for form in Forms(page).posted if holding in form)

    def send(self, address, form, **told):
        headers = told.pop("headers", {})
        return self.client.post(address, {**form, **told}, headers=headers)


@pytest.fixture
def computer() -> Computer:
    return Computer()


@pytest.fixture
def report(cast):
    """What is filled in besides what the form brings along."""
    told = {"category": cast.fire.pk, "severity": "general", "source": "self_check"}
    return {"description": TYPED, "place": "教学楼", **told}


def given_back(answer) -> dict[str, str]:
    return next(form for form in Forms(answer.content.decode()).posted if "description" in form)


def test_what_the_one_before_filled_in_is_not_entered_as_the_next_one(cast, computer, report):
    computer.log_in(cast.inspector)
    form = computer.form(REPORT, "id")
    computer.log_out()
    computer.log_in(cast.officer)
    answer = computer.send(REPORT, form, **report)
    assert answer.status_code == 403 and not Hazard.objects.exists()
    said = words_on(answer)
    assert f"{cast.inspector}打开的" in said and f"现在登录的是{cast.officer}" in said
    assert TYPED in said
    assert given_back(answer)["description"] == TYPED and given_back(answer)["place"] == "教学楼"


def test_it_is_refused_as_well_where_the_token_is_that_of_the_next_one(cast, computer, report):
    """So it was with a page that fetched itself a fresh token: it sent again, as somebody else."""
    computer.log_in(cast.inspector)
    form = computer.form(REPORT, "id")
    computer.log_out()
    computer.log_in(cast.officer)
    fresh = computer.form(REPORT, "id")["csrfmiddlewaretoken"]
    answer = computer.send(REPORT, form, csrfmiddlewaretoken=fresh, **report)
    assert answer.status_code == 403 and not Hazard.objects.exists()
    assert given_back(answer)["description"] == TYPED


def test_a_request_in_place_says_who_opened_its_page_in_a_header(cast, computer, report):
    computer.log_in(cast.officer)
    form = computer.form(REPORT, "id")
    del form[openers.FIELD]
    headers = {"X-Opened-By": openers.claim_of(cast.inspector), "HX-Request": "true"}
    answer = computer.send(REPORT, form, headers=headers, **report)
    assert answer.status_code == 403 and not Hazard.objects.exists()


def test_logged_in_again_the_one_who_opened_it_enters_it_with_all_that_was_filled_in(
    cast, computer, report
):
    computer.log_in(cast.inspector)
    form = computer.form(REPORT, "id") | report | {"photos": cast.photo(cast.inspector)}
    computer.log_out()
    computer.log_in(cast.officer)
    back = given_back(computer.send(REPORT, form))
    computer.log_out()
    computer.log_in(cast.inspector)
    back = given_back(computer.send(REPORT, back, opened_by=form[openers.FIELD]))
    answer = computer.send(REPORT, back)
    faults = re.findall(r"field-errors.*?</ul>", answer.content.decode())
    assert answer.status_code == 302, faults
    hazard = Hazard.objects.get()
    assert hazard.reporter == cast.inspector and hazard.description == TYPED


def test_the_next_one_may_send_it_under_their_own_name_once_they_have_been_told(
    cast, computer, report
):
    computer.log_in(cast.inspector)
    form = computer.form(REPORT, "id") | report
    computer.log_out()
    computer.log_in(cast.officer)
    back = given_back(computer.send(REPORT, form))
    answer = computer.send(REPORT, back, photos=cast.photo(cast.officer))
    assert answer.status_code == 302
    assert Hazard.objects.get().reporter == cast.officer


def test_what_was_filled_in_before_a_log_out_is_kept_on_the_page_that_says_so(
    cast, computer, report
):
    computer.log_in(cast.inspector)
    form = computer.form(REPORT, "id")
    computer.log_out()
    answer = computer.send(REPORT, form, **report)
    assert answer.status_code == 403 and TYPED in words_on(answer)
    assert given_back(answer)["description"] == TYPED


def test_a_page_of_ones_own_that_was_open_for_too_long_is_given_back_filled_in(
    cast, computer, report
):
    computer.log_in(cast.inspector)
    form = computer.form(REPORT, "id") | report | {"photos": cast.photo(cast.inspector)}
    computer.log_out()
    computer.log_in(cast.inspector)
    answer = computer.send(REPORT, form)
    assert "打开太久" in words_on(answer) and not Hazard.objects.exists()
    assert computer.send(REPORT, given_back(answer)).status_code == 302


def test_a_password_is_never_written_into_a_page(cast, computer):
    computer.log_in(cast.inspector)
    form = computer.form("/me/password/", "old_password")
    computer.log_out()
    computer.log_in(cast.officer)
    answer = computer.send("/me/password/", form, old_password="secret-1", new_password1="secret-2")
    assert answer.status_code == 403 and b"secret-" not in answer.content
    assert get_user_model().objects.get(pk=cast.officer.pk).check_password(PASSWORD)


def test_what_another_site_sends_is_not_given_back(cast, computer, report):
    computer.log_in(cast.inspector)
    form = computer.form(REPORT, "id")
    answer = computer.send(REPORT, form, headers={"Origin": "https://elsewhere.example"}, **report)
    assert answer.status_code == 403 and TYPED not in answer.content.decode()


def test_a_claim_that_is_not_ours_is_not_believed(cast, computer, report):
    computer.log_in(cast.inspector)
    form = computer.form(REPORT, "id")
    answer = computer.send(REPORT, form | report, opened_by=f"{cast.inspector.pk}:made-up")
    assert answer.status_code == 403 and not Hazard.objects.exists()


def test_the_api_knows_its_caller_by_the_call_itself(cast, client):
    client.force_login(cast.inspector)
    headers = {"X-Opened-By": openers.claim_of(cast.officer)}
    answer = client.post("/api/v1/photos/", {}, headers=headers)
    assert answer.status_code == 400  # it was asked, and lacks its file


def test_who_is_logged_in_is_told_to_the_page_that_asks(cast, client):
    assert client.get("/me/who/").status_code == 302
    client.force_login(cast.officer)
    told = client.get("/me/who/").json()
    assert told["name"] == str(cast.officer)
    assert told[openers.FIELD] == openers.claim_of(cast.officer)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ["officer@school", "auditor@bureau"])
def test_every_form_of_every_page_says_who_opened_it(cast, client, name):
    planted, person = Planted(cast), cast[name]
    client.force_login(person)
    claim, silent, seen = openers.claim_of(person), [], 0
    for route in doors.routes():
        # The pages for anybody at all ask nobody who they are.
        answer = (
            None
            if route.startswith(("api/", "t/"))
            else client.get(next(doors.filled(route, planted)))
        )
        if answer and "text/html" in answer.headers.get("Content-Type", ""):
            forms = Forms(answer.content.decode()).posted
            seen += len(forms)
            silent += [(route, form) for form in forms if form.get(openers.FIELD) != claim]
    assert silent == [] and seen > 5


def test_the_forms_of_the_administration_say_it_as_well(cast, client):
    boss = cast["administrator@bureau"]
    client.force_login(boss)
    for address in ("/admin/", "/admin/organizations/unit/add/", "/admin/organizations/user/add/"):
        for form in Forms(client.get(address).content.decode()).posted:
            assert form[openers.FIELD] == openers.claim_of(boss), address


def test_the_settings_leave_no_template_engine_without_it():
    for engine in settings.TEMPLATES:
        assert "web.templatetags.openers" in engine["OPTIONS"]["builtins"]
