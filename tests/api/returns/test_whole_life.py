"""A whole campaign over the API: filled in, sent back, summed up, accepted, and carried away."""

import io
import zipfile

from docx import Document
from python_calamine import load_workbook

from tests.api.conftest import codes
from tests.api.returns.campaigning import answers, opening
from tests.base import working


def begun(auditor):
    """The auditor opens the campaign of the day."""
    days = {name: str(value) for name, value in opening().items()}
    answer = auditor.post("campaigns/", {**days, "template": "safety-month"})
    assert answer.status_code == 201, answer.content
    return answer.json()


def mine(caller, unit):
    (row,) = caller.get("returns/", {"unit": unit.pk}).json()["results"]
    return f"returns/{row['id']}/"


def patched(caller, path, body, **headers):
    answer = caller.patch(path, body, **headers)
    assert answer.status_code == 200, answer.content
    return answer.json()


def done(caller, path, body=None):
    answer = caller.post(path, body)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_campaign_from_its_opening_to_the_packet_of_the_district(cast, caller):
    auditor, central = caller(cast.auditor), caller(cast["officer@central"])
    school, direct = caller(cast.officer), caller(cast["officer@direct"])
    cast.closed()
    cast.closed()
    campaign = begun(auditor)

    # The school: the counted figures stand there already; the typed ones are still missing.
    here = mine(school, cast.school)
    found = school.get(here).json()
    assert found["state"] == "draft" and found["campaign"] == campaign["id"]
    assert found["values"]["hazards_investigated_rectified"] == {
        "value": 2,
        "source": found["values"]["hazards_investigated_rectified"]["source"],
        "derived": 2,
        "typed": None,
        "adjusted": None,
        "reason": None,
        "now": 2,
        "own": 2,
        "children": None,
    }
    (submit, nil) = found["moves"]
    assert (submit["name"], nil["name"]) == ("submit", "nil")
    assert {lack["code"] for lack in submit["missing"]} == {
        check["indicator"] for check in found["checks"] if check["level"] == "block"
    }
    refused = school.post(here + "submit/")
    assert refused.status_code == 422
    assert ("launch_sessions", "values.launch_sessions") in codes(refused)
    told = answers(launch_sessions=3, launch_forms="升旗仪式", resources_guaranteed="no")
    header = {"contact_phone": "0000-0000", "filled_on": "2026-01-31"}
    filled = patched(
        school,
        here,
        {"values": told, "header": header, "summary": "活动总结"},
        If_Match=f'"{found["version"]}"',
    )
    assert filled["values"]["launch_sessions"]["typed"] == 3
    assert filled["header"]["contact_phone"] == "0000-0000" and filled["summary"] == "活动总结"
    assert filled["header"]["filled_on"] == "2026-01-31"
    handed = done(school, here + "submit/")
    assert handed["state"] == "submitted" and len(handed["digest"]) == 64
    assert handed["reports_to"]["code"] == "JZ001" and handed["header"]["contact_name"]
    assert handed["submitted_by"]["id"] == cast.officer.pk and handed["submitted_at"]

    behind = school.get(here + "rows/", {"code": "hazards_investigated_rectified"}).json()
    assert behind["beside"]["hazards.closed"] == 2 and behind["children"] == []
    assert {row["state"] for row in behind["rows"]} == {"closed"}

    # The central school sends it back; it comes again and is accepted.
    back = done(central, here + "return/", {"reason": "场次请核对"})
    assert back["state"] == "returned" and back["digest"] is None
    patched(school, here, {"values": {"launch_sessions": 4}})
    assert done(school, here + "submit/")["values"]["launch_sessions"]["value"] == 4
    assert done(central, here + "accept/")["state"] == "accepted"
    moves = [entry["move"] for entry in school.get(here + "history/").json()["results"]]
    assert moves == ["fill", "submit", "return", "fill", "submit", "accept"]

    # The central school sums up: its own, and the one school that has reported.
    above = mine(central, cast.units["central"])
    summed = patched(central, above, {"values": answers(launch_sessions=1, launch_forms="班会")})
    sessions = summed["values"]["launch_sessions"]
    assert (sessions["value"], sessions["own"], sessions["children"]) == (5, 1, 4)
    assert (sessions["derived"], sessions["typed"]) == (5, 1)
    assert summed["values"]["launch_forms"]["value"] == "班会、升旗仪式"
    assert summed["values"]["resources_guaranteed"]["value"] == "no"
    assert summed["coverage"]["submitted"] == 1
    assert [unit["code"] for unit in summed["coverage"]["missing"]] == ["JZ013"]
    behind = central.get(above + "rows/", {"code": "hazards_investigated_rectified"}).json()
    assert behind["value"] == 2 and len(behind["rows"]) == 2 and behind["out_of_sight"] == 0
    (share,) = behind["children"]
    assert share["return"] in here and share["value"] == 2 and share["unit"]["code"] == "JZ012"
    assert behind["definition"] and behind["beside"]["hazards.closed"] == 2
    assert done(central, above + "submit/")["state"] == "submitted"

    # The bureau: a direct unit with nothing to report, the sum of all, and the papers.
    there = mine(direct, cast.units["direct"])
    assert done(direct, there + "nil/")["is_nil"] is True
    for path in (above, there):
        assert done(auditor, path + "accept/")["state"] == "accepted"
    district = mine(auditor, cast.units["bureau"])
    total = done(auditor, district + "submit/")
    assert total["values"]["launch_sessions"]["value"] == 5 and total["reports_to"] is None
    covered = auditor.get(f"campaigns/{campaign['id']}/coverage/").json()
    assert (covered["expected"], covered["submitted"], covered["accepted"]) == (7, 3, 3)
    assert covered["nil"] == 1 and len(covered["missing"]) == 4
    assert "升旗仪式" in words_of(auditor.get(district + "table.docx"))
    assert "升旗仪式" in cells_of(auditor.get(district + "table.xlsx"))
    packet = auditor.get(here + "packet.zip")
    assert zipfile.ZipFile(io.BytesIO(body_of(packet))).testzip() is None

    # All packets in one, by the worker.
    started = auditor.post(f"campaigns/{campaign['id']}/packet/")
    assert started.status_code == 202
    at = f"jobs/{started.json()['job']}/"
    assert started["Location"].endswith(at)
    assert auditor.get(at).json()["state"] == "waiting"
    working.run(started.json()["job"])
    job = auditor.get(at).json()
    assert (job["state"], job["progress"]) == ("finished", 100)
    carried = auditor.get(job["result"])
    assert carried["Content-Type"] == "application/zip"
    names = zipfile.ZipFile(io.BytesIO(body_of(carried))).namelist()
    assert any("示范小学" in name for name in names), names

    # A correction takes the place of what was accepted, and makes the sum above stale.
    old = done(school, here + "correct/", {"reason": "漏报一场"})
    assert old["state"] == "superseded" and old["superseded_by"]
    fresh = school.get(f"returns/{old['superseded_by']}/").json()
    assert (fresh["state"], fresh["supersedes"]) == ("draft", old["id"])
    assert central.get(above).json()["stale"] is True


def body_of(answer):
    return b"".join(answer) if answer.streaming else answer.content


def words_of(answer):
    document = Document(io.BytesIO(answer.content))
    return "\n".join(c.text for table in document.tables for row in table.rows for c in row.cells)


def cells_of(answer):
    rows = load_workbook(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    return "\n".join(str(cell) for row in rows for cell in row)
