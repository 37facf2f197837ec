"""Filling in over the API: typed values, adjustments, and what goes with a return."""

import json
from urllib.parse import unquote

import hypothesis
import pytest
from hypothesis import strategies as st

from returns import services
from returns.services.attachments import MOST_PHOTOS
from tests.api.conftest import Caller, codes
from tests.api.files import named, pdf, word_document
from tests.api.returns.campaigning import handed_in, of, opened
from tests.api.test_strange_input import ANYTHING, CALM, tried_on
from tests.cast import picture

COUNTED, TYPED = "hazards_investigated_rectified", "slogans_banners_posted"


@pytest.fixture
def one(cast):
    return of(opened(cast), cast.school)


@pytest.fixture
def here(one):
    return f"returns/{one.pk}/"


@pytest.fixture
def officer(cast, caller):
    return caller(cast.officer)


BAD = {
    TYPED: ("twelve", "not_a_number"),
    "psa_items_produced": (-1, "negative"),
    "news_from_leads": (10**30, "too_large"),
    "tips_received": ([[1]], "not_a_number"),
    "launch_forms": ("a\x00b", "not_a_text"),
    "innovative_activity_names": ("长" * 201, "too_long"),
    "in_annual_priorities": (["yes", "no"], "neither_yes_nor_no"),
    "resources_guaranteed": ("maybe", "neither_yes_nor_no"),
    "no_such_blank": (1, "unknown_indicator"),
    COUNTED: (5, "not_typed"),
}


def test_each_bad_value_is_named_and_nothing_is_saved(one, here, officer):
    told = {code: value for code, (value, _why) in BAD.items()} | {"launch_sessions": 2}
    answer = officer.patch(here, {"values": told, "summary": "总结"})
    assert answer.status_code == 400 and answer.json()["type"] == "validation_error"
    assert set(codes(answer)) == {(why, f"values.{code}") for code, (_v, why) in BAD.items()}
    after = officer.get(here).json()
    assert after["values"]["launch_sessions"]["typed"] is None and after["summary"] == ""
    assert after["version"] == one.version == 1


def test_thousands_of_bad_values_are_thousands_of_errors(here, officer):
    answer = officer.patch(here, {"values": {f"blank_{n}": n for n in range(3000)}})
    assert answer.status_code == 400 and len(codes(answer)) == 3000


def test_what_is_not_named_stays_and_null_empties(here, officer):
    told = {"values": {TYPED: 5, "launch_forms": "班会"}, "header": {"contact_name": "办公室"}}
    first = officer.patch(here, {**told, "summary": "总结"})
    assert first.status_code == 200 and first["ETag"] == '"2"'
    second = officer.patch(here, {"values": {TYPED: None}, "header": {"contact_phone": "110"}})
    after = second.json()
    assert after["values"][TYPED]["value"] is None
    assert after["values"]["launch_forms"]["typed"] == "班会" and after["summary"] == "总结"
    assert after["header"]["contact_name"] == "办公室"
    assert after["header"]["contact_phone"] == "110"
    cleared = officer.patch(here, {"header": {"contact_name": None}, "summary": ""}).json()
    assert cleared["header"]["contact_name"] == "" and cleared["summary"] == ""


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({"values": [1]}, "values"),
        ({"values": "all"}, "values"),
        ({"header": "x"}, "header.non_field_errors"),
        ({"header": {"contact_name": "长" * 61}}, "header.contact_name"),
        ({"header": {"filled_on": "2026-02-30"}}, "header.filled_on"),
        ({"header": {"contact_phone": "1\x0b2"}}, "header.contact_phone"),
        ({"summary": ["x"]}, "summary"),
        ({"summary": "a\x0cb"}, "summary"),
        ({"summary": "长" * 20_001}, "summary"),
    ],
)
def test_a_wrong_shape_is_named_at_its_place(here, officer, body, attr):
    answer = officer.patch(here, body)
    assert answer.status_code == 400 and codes(answer)[0][1] == attr


def test_filling_is_refused_like_a_move(cast, caller, one, here, officer):
    told = {"values": {TYPED: 5}}
    for name in ("viewer@school", "officer@central", "auditor@bureau"):
        assert caller(cast[name]).patch(here, told).status_code == 403, name
    assert officer.patch(here, told, If_Match='"7"').status_code == 412
    assert officer.patch(here, told, If_Match='"1"').status_code == 200
    handed = handed_in(cast, one.campaign, "school")
    answer = officer.patch(here, told)
    assert answer.status_code == 409 and codes(answer) == [("not_possible", None)]
    assert (answer.json()["state"], answer.json()["version"]) == ("submitted", handed.version)


def test_the_same_filling_under_one_key_is_done_once(one, here, officer):
    for _ in range(2):
        told = officer.patch(here, {"values": {TYPED: 5}}, Idempotency_Key="a")
        assert told.status_code == 200 and told.json()["version"] == 2
    assert one.history.count() == 1


def adjusted(officer, here, **told):
    return officer.post(here + "adjust/", {"code": COUNTED, "value": 3, "reason": "漏记", **told})


def test_an_adjustment_keeps_both_numbers_and_the_reason(cast, here, officer):
    cast.closed()
    answer = adjusted(officer, here)
    assert answer.status_code == 200, answer.content
    figure = answer.json()["values"][COUNTED]
    said = {name: figure[name] for name in ("value", "derived", "adjusted", "reason", "now")}
    assert said == {"value": 3, "derived": 1, "adjusted": 3, "reason": "漏记", "now": 1}
    back = adjusted(officer, here, value=None).json()["values"][COUNTED]
    assert (back["value"], back["adjusted"], back["reason"]) == (1, None, None)
    moved = adjusted(officer, here).json()
    cast.closed()
    assert [c["code"] for c in officer.get(here).json()["checks"] if c["indicator"] == COUNTED] == [
        "adjusted_from_another"
    ]
    assert moved["values"][COUNTED]["value"] == 3


@pytest.mark.parametrize(
    ("told", "status", "said"),
    [
        ({"code": "unheard_of"}, 400, ("unknown_indicator", "code")),
        ({"code": TYPED}, 400, ("not_adjustable", "code")),
        ({"code": ["x"]}, 400, ("invalid", "code")),
        ({"value": "many"}, 400, ("not_a_number", "value")),
        ({"value": 10**30}, 400, ("too_large", "value")),
        ({"value": [[]]}, 400, ("not_a_number", "value")),
        ({"reason": 5}, 400, ("invalid", "reason")),
        ({"reason": ""}, 422, ("reason", "reason")),
        ({"reason": None}, 422, ("reason", "reason")),
    ],
)
def test_an_adjustment_that_says_too_little_is_refused(one, here, officer, told, status, said):
    answer = adjusted(officer, here, **told)
    assert answer.status_code == status and codes(answer) == [said]
    one.refresh_from_db()
    assert one.adjustments == {} and one.version == 1


def test_an_adjustment_without_a_value_is_incomplete(here, officer):
    answer = officer.post(here + "adjust/", {"code": COUNTED, "reason": "漏记"})
    assert answer.status_code == 400 and codes(answer) == [("required", "value")]


def test_an_adjustment_is_refused_like_a_move(cast, caller, one, here, officer):
    assert adjusted(caller(cast.viewer), here).status_code == 403
    handed_in(cast, one.campaign, "school")
    assert adjusted(officer, here).status_code == 409


def test_photos_go_with_a_return_in_their_order(cast, caller, one, here, officer):
    mine, theirs = officer.photo(), caller(cast.auditor).photo()
    of_hazard = str(cast.reported().photos.get().pk)
    chosen = officer.put(here + "photos/", {"photos": [of_hazard, mine]})
    assert chosen.status_code == 200
    assert [photo["id"] for photo in chosen.json()["photos"]] == [of_hazard, mine]
    shown = caller(cast["viewer@central"]).get(chosen.json()["photos"][1]["display"])
    assert shown.status_code == 200 and shown["Content-Type"] == "image/jpeg"
    assert caller(cast["viewer@central"]).get(f"photos/{mine}/display/").status_code == 404
    known = officer.get(chosen.json()["photos"][0]["thumb"], If_None_Match=shown["ETag"])
    assert known.status_code == 200
    again = officer.get(chosen.json()["photos"][1]["display"], **{"If-None-Match": shown["ETag"]})
    assert again.status_code == 304
    foreign = officer.post(here + "photos/", {"photos": [theirs]})
    assert foreign.status_code == 422 and codes(foreign) == [("photos", "photos")]
    assert officer.post(here + "photos/", {"photos": []}).json()["photos"] == []
    assert officer.get(here + f"photos/{mine}/thumb/").status_code == 404


@pytest.mark.parametrize(
    "photos", [None, "all", ["no-uuid"], [5], [str(n) for n in range(3000)], {"a": 1}]
)
def test_photos_are_named_by_their_ids(here, officer, photos):
    answer = officer.post(here + "photos/", {"photos": photos})
    assert answer.status_code == 400 and codes(answer)[0][1].startswith("photos")


def test_no_more_photos_than_a_return_holds(here, officer):
    photos = [officer.photo() for _ in range(MOST_PHOTOS + 1)]
    answer = officer.post(here + "photos/", {"photos": photos})
    assert answer.status_code == 400 and codes(answer) == [("max_length", "photos")]
    assert officer.post(here + "photos/", {"photos": photos[1:]}).status_code == 200


def test_a_summary_is_attached_as_a_word_file_and_comes_back_as_it_was(cast, caller, here, officer):
    assert officer.get(here + "summary/").status_code == 404
    file = word_document(name="示范小学 总结.docx")
    content = file.getvalue()
    told = officer.send_file(here + "summary/", file)
    assert told.status_code == 200 and told["ETag"] == '"2"'
    assert told.json()["summary_file"]["name"] == "示范小学 总结.docx"
    back = caller(cast["viewer@central"]).get(told.json()["summary_file"]["url"])
    assert b"".join(back) == content
    assert back["Content-Type"].endswith("wordprocessingml.document")
    assert "示范小学 总结.docx" in unquote(back["Content-Disposition"])
    for wrong in (pdf("总结.docx"), named(b"", "a.docx"), picture()):
        refused = officer.send_file(here + "summary/", wrong)
        assert refused.status_code == 400 and codes(refused) == [("not_word", "file")]
    assert officer.post(here + "summary/", {"file": "x"}).status_code == 415
    stale = officer.send_file(here + "summary/", word_document(), If_Match='"1"')
    assert stale.status_code == 412
    assert caller(cast.viewer).send_file(here + "summary/", word_document()).status_code == 403


def test_the_scan_of_the_stamped_table_marks_a_return_that_was_handed_in(
    cast, caller, one, here, officer
):
    early = officer.send_file(here + "scan/", pdf())
    assert early.status_code == 409 and early.json()["state"] == "draft"
    handed_in(cast, one.campaign, "school")
    for file in (word_document(), named(b"", "a.pdf")):
        refused = officer.send_file(here + "scan/", file)
        assert refused.status_code == 400 and codes(refused) == [("not_a_scan", "file")]
    assert officer.get(here).json()["is_stamped"] is False
    content = pdf().getvalue()
    told = officer.send_file(here + "scan/", pdf()).json()
    assert told["is_stamped"] is True
    scan = caller(cast["viewer@central"]).get(told["scan"]["url"])
    assert scan["Content-Type"] == "application/pdf" and b"".join(scan) == content
    assert scan["Content-Disposition"].startswith("attachment")
    pictured = officer.send_file(here + "scan/", picture()).json()
    assert officer.get(pictured["scan"]["url"])["Content-Type"] == "image/jpeg"
    services.return_(of(one.campaign, cast.school), by=cast.auditor, reason="请核对")
    back = officer.get(here).json()
    assert (back["state"], back["is_stamped"], back["scan"]) == ("returned", False, None)


def test_papers_carry_their_kind_and_a_name_in_chinese(one, here, officer):
    kinds = {"table.docx": "wordprocessingml", "table.xlsx": "spreadsheetml", "packet.zip": "zip"}
    for path, kind in kinds.items():
        paper = officer.get(here + path, Accept="application/octet-stream")
        assert paper.status_code == 200 and kind in paper["Content-Type"], path
        named_in = paper["Content-Disposition"]
        assert named_in.startswith("attachment; filename*=utf-8''")
        ending = path.partition(".")[2]
        assert unquote(named_in).endswith(f"{one.number} 示范小学 安全生产月.{ending}")
        assert paper["X-Content-Type-Options"] == "nosniff"


def test_the_monthly_form_fills_itself_and_prints(cast, caller, officer):
    cast.closed()
    monthly = of(opened(cast, "monthly", title="月报"), cast.school)
    here = f"returns/{monthly.pk}/"
    told = officer.get(here).json()
    assert len(told["values"]) == 12 and told["form"]["code"] == "monthly"
    assert officer.get(here + "table.xlsx").status_code == 200
    rates = [v for v in told["values"].values() if v["source"] == "computed"]
    assert rates and all(rate["derived"] == rate["value"] for rate in rates)


CODES = [TYPED, COUNTED, "launch_forms", "in_annual_priorities", "\ud800", "\x00", ""]


@tried_on(60, CALM)
@hypothesis.given(
    body=st.fixed_dictionaries(
        {},
        optional={
            "values": ANYTHING | st.dictionaries(st.sampled_from(CODES), ANYTHING),
            "header": ANYTHING | st.dictionaries(st.sampled_from(["filled_on"]), ANYTHING),
            "summary": ANYTHING,
            "code": ANYTHING | st.sampled_from(CODES),
            "value": ANYTHING,
            "reason": ANYTHING,
            "photos": ANYTHING,
        },
    )
)
def test_nothing_strange_ends_in_a_server_error(filling, body):
    officer, here = filling
    sent = json.dumps(body).encode()
    assert officer.patch(here, sent).status_code in (200, 400)
    for path in ("adjust/", "photos/", "return/", "submit/"):
        assert officer.post(here + path, sent).status_code in (200, 400, 409, 403, 422), path
    assert officer.get(here).status_code == 200


@pytest.fixture
def filling(cast):
    one = of(opened(cast), cast.school)
    return Caller(cast.officer), f"returns/{one.pk}/"
