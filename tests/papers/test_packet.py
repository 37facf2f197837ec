"""The packet of one return, and the bureau's zip of all of them, made by the worker."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import docx
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jobs.models import Job
from jobs.queue import start
from papers.returns.packet import packet_of
from papers.returns.table_docx import docx_of
from returns import services
from tests.base import working
from tests.cast import Cast
from tests.returns.handed_in import HandedIn

SUMMARY = "我校于6月1日启动活动。\n\n排查的隐患全部销号。"
TABLES = ["统计表.docx", "统计表.xlsx"]


@pytest.fixture
def handed_in(cast: Cast) -> HandedIn:
    return HandedIn(cast)


def unpacked(content: bytes) -> dict[str, bytes]:
    """By name, in the order packed; each name is marked as UTF-8."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert all(e.flag_bits & 0x800 for e in archive.infolist() if not e.filename.isascii())
        return {name: archive.read(name) for name in archive.namelist()}


def manifest_of(files: dict[str, bytes], folder: str = "") -> dict[str, Any]:
    return json.loads(files[f"{folder}清单.json"])


def whole(handed_in: HandedIn, place: str = "school", photos: int = 3, **values: Any):
    """Handed in with a summary and photos."""
    one, by = handed_in.filled(place, **values), handed_in.who(place)
    services.fill(one, by=by, summary=SUMMARY)
    chosen = [handed_in.cast.photo(by) for _ in range(photos)]
    services.choose_photos(handed_in.of(place), by=by, photos=chosen)
    services.submit(handed_in.of(place), by=by)
    return handed_in.of(place)


def stamped(handed_in: HandedIn, place: str = "school"):
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.4 stamped")
    services.attach_scan(handed_in.of(place), by=handed_in.who(place), file=scan)
    return handed_in.of(place)


# --- One return ---


def test_everything_the_unit_hands_in_is_there(handed_in):
    whole(handed_in)
    one = stamped(handed_in)
    files = unpacked(packet_of(one))
    pictures = ["照片1.jpg", "照片2.jpg", "照片3.jpg"]
    expected = ["活动总结.docx", *TABLES, *pictures, "盖章扫描件.pdf", "清单.json"]
    assert list(files) == expected
    assert files["统计表.docx"] == docx_of(handed_in.sheet("school"))
    assert files["盖章扫描件.pdf"] == b"%PDF-1.4 stamped"
    for name, row in zip(pictures, one.photos.select_related("photo"), strict=True):
        assert files[name] == default_storage.open(row.photo.file_name("display")).read()


def test_the_manifest_names_each_file_with_its_size_and_digest(handed_in):
    one = whole(handed_in)
    files = unpacked(packet_of(one))
    told = manifest_of(files)
    listed = {entry["name"]: (entry["size"], entry["sha256"]) for entry in told["files"]}
    assert listed == {
        name: (len(content), hashlib.sha256(content).hexdigest())
        for name, content in files.items()
        if name != "清单.json"
    }
    assert told["return"] == one.number
    assert told["unit"] == {"code": "JZ012", "name": "示范小学"}
    assert told["campaign"] == {"number": one.campaign.number, "title": one.campaign.title}
    assert (told["state"], told["digest"]) == ("submitted", one.handed_in.digest)
    assert told["as_of"] == handed_in.sheet("school").document["as_of"]
    assert told["lacking"] == []


def test_the_same_frozen_return_gives_the_same_bytes(handed_in, time_machine):
    whole(handed_in)
    first = packet_of(stamped(handed_in))
    time_machine.move_to(timezone.now() + timedelta(days=2), tick=False)
    assert packet_of(handed_in.of("school")) == first


def test_the_summary_is_set_in_word_and_signed(handed_in):
    files = unpacked(packet_of(whole(handed_in)))
    told = docx.Document(io.BytesIO(files["活动总结.docx"])).paragraphs
    texts = [paragraph.text for paragraph in told if paragraph.text]
    assert texts[:3] == ["2021年“安全生产月”活动总结", *SUMMARY.split("\n\n")]
    assert texts[3] == "示范小学"
    assert texts[4].startswith("20") and texts[4].endswith("日")


def test_an_uploaded_summary_goes_along_as_it_came(handed_in):
    out = io.BytesIO()
    docx.Document().save(out)
    file = SimpleUploadedFile("总结.docx", out.getvalue())
    handed_in.filled("school")
    services.attach_summary(handed_in.of("school"), by=handed_in.who("school"), file=file)
    services.submit(handed_in.of("school"), by=handed_in.who("school"))
    assert unpacked(packet_of(handed_in.of("school")))["活动总结.docx"] == out.getvalue()


def test_what_the_unit_did_not_hand_in_is_said(handed_in):
    told = manifest_of(unpacked(packet_of(handed_in.submitted("school"))))
    assert told["lacking"] == ["没有活动总结。", "还差 3 张照片。"]


def test_a_photo_the_storage_has_lost_is_said_and_the_rest_is_there(handed_in):
    one = whole(handed_in)
    lost = list(one.photos.select_related("photo"))[1].photo
    default_storage.delete(lost.file_name("display"))
    files = unpacked(packet_of(one))
    assert "照片2.jpg" not in files and "照片3.jpg" in files
    assert manifest_of(files)["lacking"] == ["“照片2.jpg”读取失败，未能收入。"]


def test_a_draft_can_be_looked_at_as_well(handed_in):
    handed_in.filled("school")
    told = manifest_of(unpacked(packet_of(handed_in.of("school"))))
    assert (told["state"], told["digest"]) == ("draft", None)


def test_a_stamp_on_figures_that_were_sent_back_stays_behind(handed_in):
    whole(handed_in)
    one = stamped(handed_in)
    assert manifest_of(unpacked(packet_of(one)))["is_stamped"] is True
    services.return_(one, by=handed_in.cast.auditor, reason="请核对")
    files = unpacked(packet_of(handed_in.of("school")))
    assert manifest_of(files)["is_stamped"] is False
    assert not [name for name in files if name.startswith("盖章扫描件")]


# --- All of them ---


def carried_out(handed_in: HandedIn) -> tuple[Job, dict[str, bytes]]:
    job = start("packet", handed_in.campaign.pk, by=handed_in.cast.auditor, file_name="全区.zip")
    working.run(job.pk)
    job.refresh_from_db()
    return job, unpacked(default_storage.open(job.result).read())


@pytest.fixture
def district(handed_in: HandedIn) -> HandedIn:
    whole(handed_in)
    whole(handed_in, "central")
    handed_in.submitted("direct")
    handed_in.handed_up("bureau")
    return handed_in


def test_each_unit_that_has_handed_in_has_its_folder(district):
    job, files = carried_out(district)
    folders = {name.rpartition("/")[0] for name in files}
    assert folders == {"", "JZ001 第一中心学校", "JZ012 示范小学", "JZ031 区第二中学"}
    assert (job.phase, job.done, job.total) == ("finished", 3, 3)


def test_a_folder_holds_what_the_packet_of_the_unit_holds(district):
    _job, files = carried_out(district)
    own = unpacked(packet_of(district.of("school")))
    folder = "JZ012 示范小学/"
    assert {n.removeprefix(folder): c for n, c in files.items() if n.startswith(folder)} == own


def test_the_table_of_the_district_lies_on_top_with_the_coverage(district):
    _job, files = carried_out(district)
    assert files["统计表.docx"] == docx_of(district.sheet("bureau"))
    told = manifest_of(files)
    assert [entry["name"] for entry in told["files"]] == TABLES
    assert told["all_units"]["expected"] == 7
    assert told["all_units"]["submitted"] == 3
    missing = ["JZ002", "JZ013", "JZ014", "JZ015"]
    assert [unit["code"] for unit in told["all_units"]["missing"]] == missing
    folders = ["JZ001 第一中心学校", "JZ012 示范小学", "JZ031 区第二中学"]
    assert [unit["folder"] for unit in told["units"]] == folders
    assert [unit["reports_to"] for unit in told["units"]] == [
        "区教育局",
        "第一中心学校",
        "区教育局",
    ]
    assert told["units"][2]["lacking"] == ["没有活动总结。", "还差 3 张照片。"]


def test_a_unit_sent_back_is_missing(district):
    given = {"by": district.cast.auditor, "reason": "人次有误"}
    services.return_(district.of("direct"), **given)
    _job, files = carried_out(district)
    missing = [unit["code"] for unit in manifest_of(files)["all_units"]["missing"]]
    assert "JZ031" in missing
    assert not [name for name in files if name.startswith("JZ031")]


def test_running_twice_makes_the_same_again(district):
    job, _files = carried_out(district)
    first = default_storage.open(job.result).read()
    working.run(job.pk)
    assert default_storage.open(job.result).read() == first
    assert len(default_storage.listdir("jobs")[1]) == 1


def test_a_lost_photo_does_not_stop_the_district(district):
    lost = district.of("school").photos.select_related("photo")[0].photo
    default_storage.delete(lost.file_name("display"))
    job, files = carried_out(district)
    assert job.phase == "finished"
    told = {unit["folder"]: unit["lacking"] for unit in manifest_of(files)["units"]}
    assert told["JZ012 示范小学"] == ["“照片1.jpg”读取失败，未能收入。"]


def test_a_name_no_system_takes_becomes_one_that_all_take(district):
    district.cast.units["school_2"].name = "第二/小学:东*区."
    district.cast.units["school_2"].save()
    district.submitted("school_2")
    _job, files = carried_out(district)
    assert "JZ013 第二_小学_东_区/清单.json" in files


def test_progress_is_written_a_hundred_times_at_most(district, monkeypatch):
    written = []
    monkeypatch.setattr(Job, "advance", lambda job, done, total: written.append((done, total)))
    monkeypatch.setattr("papers.returns.district.STEPS", 2)
    carried_out(district)
    assert written == [(0, 3), (2, 3), (3, 3)]
