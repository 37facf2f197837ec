"""What a stranger does with a unit's code: tells of a danger, and looks how far it is."""

import io
import re
from html import unescape

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from hazards.models import Hazard
from organizations.models import Unit
from tests.cast import picture
from tests.tips.telling import PHONE
from throttling.counters import counters
from tips import services
from tips.identity import tipsters
from tips.models import Tip, TipPhoto
from tips.public import receipts

pytestmark = pytest.mark.usefixtures("cast")
ADDRESS = "/t/JZ012/"
SAID = {"place": "南校门", "text": "防撞柱倒了一根"}
FEW = {
    "tip": [(6, 3600)],
    "tip_unit": [(8, 3600)],
    "tip_all": [(1000, 3600)],
    "tip_asked": [(2, 3600)],
    "tip_unit_asked": [(100, 3600)],
    "tip_all_asked": [(100, 3600)],
    "tip_receipt": [(5, 3600)],
}


@pytest.fixture
def few(settings, tmp_path):
    """Rates a test reaches, on counters of its own."""
    settings.RATES, settings.RATES_FILE = {**settings.RATES, **FEW}, tmp_path / "rates"
    yield
    counters.cache_clear()


def form_of(client, address: str = ADDRESS) -> str:
    page = client.get(address).content.decode()
    return unescape(re.search(r'name="form" value="([^"]+)"', page)[1])


def sent(client, address: str = ADDRESS, **given):
    return client.post(address, {"form": form_of(client, address), **SAID, **given})


def code_in(answer) -> str:
    blocks = re.findall(r"<span>([2-9A-HJ-NP-Z]{4})</span>", answer.content.decode())
    return "".join(blocks)


def test_a_stranger_tells_and_looks_without_a_log_in_and_without_a_cookie(client, telling):
    answer = sent(client, phone=PHONE)
    tip = Tip.objects.get()
    assert (answer.status_code, tip.unit.code, tip.text) == (200, "JZ012", SAID["text"])
    assert tipsters.look(tip, by=telling.handler).phone == PHONE
    code = code_in(answer)
    assert receipts.found(code) == tip
    found = client.post("/t/receipt/", {"code": code.lower()})
    assert found.status_code == 200
    assert client.cookies == {}
    for page in (answer, found, client.get(ADDRESS)):
        assert page["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in page["Cache-Control"]
        assert "<script" not in re.sub(r"<script src=[^>]*theme[^>]*>", "", page.content.decode())


def test_neither_the_answer_nor_the_page_shows_the_number_again(client, telling):
    answer = sent(client, phone=PHONE)
    found = client.post("/t/receipt/", {"code": code_in(answer)})
    assert PHONE not in answer.content.decode() + found.content.decode()
    assert "南校门" not in found.content.decode()


def test_a_double_tap_is_one_tip_with_one_code(client):
    form = {"form": form_of(client), **SAID, "phone": PHONE}
    first, second = client.post(ADDRESS, form), client.post(ADDRESS, form)
    assert code_in(first) == code_in(second) != ""
    assert Tip.objects.count() == 1


def test_another_tip_from_the_page_gone_back_to_is_another_one(client):
    form = {"form": form_of(client), **SAID}
    codes = {code_in(client.post(ADDRESS, form | {"text": text})) for text in ("一处", "又一处")}
    assert len(codes) == Tip.objects.count() == 2


def test_what_is_missing_is_said_and_what_was_typed_stays(client):
    answer = sent(client, text=" ")
    assert answer.status_code == 400
    assert "南校门" in answer.content.decode()
    assert Tip.objects.count() == 0


def test_pictures_lose_what_the_camera_said_and_stay_when_something_is_missing(client):
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    Image.open(picture()).save(file, "JPEG", exif=exif)
    form, file.name = form_of(client), "a.jpg"
    file.seek(0)
    first = client.post(ADDRESS, {"form": form, **SAID, "text": "", "photos": [file]})
    assert first.status_code == 400 and TipPhoto.objects.count() == 1
    client.post(ADDRESS, {"form": form, **SAID})
    (photo,) = Tip.objects.get().photos.all()
    kept = default_storage.open(photo.file_name("display")).read()
    assert b"SecretPhone" not in kept and not Image.open(io.BytesIO(kept)).getexif()


@pytest.mark.parametrize("n", [4, 50])
def test_more_pictures_than_three_are_refused(client, n):
    answer = sent(client, photos=[picture() for _n in range(n)])
    assert answer.status_code in (400, 413)
    assert Tip.objects.count() == 0


def test_what_is_no_picture_is_said_beside_it(client):
    answer = sent(client, photos=[io.BytesIO(b"no picture")])
    assert answer.status_code == 400 and TipPhoto.objects.count() == 0


def test_ten_megabytes_of_text_are_refused(client):
    answer = sent(client, text="长" * 4_000_000)
    assert answer.status_code in (400, 413)
    assert Tip.objects.count() == 0


@pytest.mark.parametrize("form", ["", "made-up", "a:b:c"])
def test_a_form_that_is_not_ours_is_refused_with_all_that_was_typed(client, form):
    answer = client.post(ADDRESS, {"form": form, **SAID})
    assert answer.status_code == 400 and SAID["text"] in answer.content.decode()
    assert Tip.objects.count() == 0


def test_another_site_sends_nothing(client):
    form = {"form": form_of(client), **SAID}
    answer = client.post(ADDRESS, form, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400 and Tip.objects.count() == 0


def test_from_the_third_on_a_plain_question_is_asked_and_then_no_more_is_taken(client, few):
    for n in range(2):
        assert sent(client, text=f"第{n}处").status_code == 200
    form = form_of(client)
    asked = client.post(ADDRESS, {"form": form, **SAID})
    page = unescape(asked.content.decode())
    assert asked.status_code == 400 and SAID["text"] in page
    first, second = map(int, re.search(r"(\d) ?(?:加|plus) ?(\d)", page).groups())
    token = re.search(r'name="question" value="([^"]+)"', page)[1]
    wrong = client.post(ADDRESS, {"form": form, **SAID, "question": token, "answer": "99"})
    assert wrong.status_code == 400
    right = {"question": token, "answer": f" {first + second} "}
    assert client.post(ADDRESS, {"form": form, **SAID, **right}).status_code == 200
    other = form_of(client)
    again = client.post(ADDRESS, {"form": other, **SAID, "text": "又一处", **right})
    assert again.status_code == 400
    too_many = client.post(ADDRESS, {"form": other, **SAID, "text": "又一处"})
    assert too_many.status_code == 429 and int(too_many["Retry-After"]) > 0
    assert Tip.objects.count() == 3


def test_one_flooding_address_does_not_use_up_the_units_places(client, few):
    for n in range(20):
        sent(client, text=f"第{n}处")
    somebody = {"REMOTE_ADDR": "198.51.100.7"}
    form = form_of(client)
    assert client.post(ADDRESS, {"form": form, **SAID}, **somebody).status_code == 200


def test_guessing_codes_is_stopped_and_each_is_answered_alike(client, few, telling):
    received = services.receive(unit=telling.cast.school, **SAID)
    answers = [client.post("/t/receipt/", {"code": f"AAAABBB{n}"}) for n in "234"]
    assert {answer.status_code for answer in answers} == {404}
    said = {re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers}
    assert len(said) == 1
    for _n in range(3):
        last = client.post("/t/receipt/", {"code": received.code})
    assert last.status_code == 429


def test_the_code_of_a_merged_unit_leads_to_the_one_that_took_its_place(client, cast):
    other = cast.units["school_2"]
    Unit.objects.filter(pk=cast.school.pk).update(closed_on="2026-01-01", merged_into=other)
    page = client.get(ADDRESS).content.decode()
    assert "示范小学" in page and "第二小学" in page
    sent(client)
    assert Tip.objects.get().unit == other


def test_the_code_of_a_closed_unit_says_so(client, cast):
    Unit.objects.filter(pk=cast.school.pk).update(closed_on="2026-01-01")
    answer = client.get(ADDRESS)
    assert answer.status_code == 410 and "12350" in answer.content.decode()


def test_a_code_no_unit_has_is_not_there(client):
    assert client.get("/t/NOBODY/").status_code == 404


def test_the_receipt_shows_each_stage_and_what_was_done_without_names(client, telling):
    received = services.receive(unit=telling.cast.school, **SAID)

    def page() -> str:
        return client.post("/t/receipt/", {"code": received.code}).content.decode()

    before = page()
    tip = telling.accepted(received.tip)
    accepted = page()
    services.feedback(tip, by=telling.handler, answer="已列入台账，正在整改")
    assert "已列入台账，正在整改" in page() and "已列入台账，正在整改" not in accepted
    assert before != accepted
    hazard = Hazard.objects.get(pk=tip.hazard_id)
    telling.cast.closed(telling.cast.rectified(telling.cast.assigned(hazard)), telling.handler)
    closed = page()
    assert str(telling.handler) not in closed and hazard.number not in closed
    assert len(closed) != len(accepted)


def test_the_place_of_the_poster_is_proposed(client):
    assert "操场" in client.get(f"{ADDRESS}?p=操场").content.decode()
