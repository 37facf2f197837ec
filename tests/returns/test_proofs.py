"""What a yes or no rests on: attached by who fills the return in, frozen, never asked for."""

import hashlib
import json
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection

from papers.returns.packet import packet_of
from returns import services, verification
from returns.models import Return
from returns.services.attached_files import UnacceptableFile
from returns.table.answers import BadAnswers
from tests.api.files import word_document
from tests.cast import picture
from tests.returns.campaigning import Desk, campaign_of
from workflow.errors import NotPermitted, NotPossible, SomethingMissing

CODE = "resources_guaranteed"


def pdf(words: str = "") -> bytes:
    return b"%PDF-1.4\n1 0 obj<<>>endobj\n%" + words.encode() + b"\n%%EOF"


def word() -> bytes:
    return word_document().read()


@pytest.fixture
def desk(cast):
    return Desk(cast, campaign_of(cast.auditor, cast.units["bureau"]))


def file_of(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def attach(desk, content: bytes = b"", name: str = "经费安排.pdf", by=None, code: str = CODE):
    one = desk.of("school")
    told = {"code": code, "file": file_of(content or pdf(), name)}
    return services.attach_proof(one, by=by or desk.cast.officer, **told)


def proofs(desk) -> dict:
    return desk.of("school").proofs or {}


def test_word_pdf_and_pictures_are_taken_each_under_its_name_and_digest(desk):
    attach(desk)
    attach(desk, word(), "会议记录.docx")
    attach(desk, picture((80, 60)).getvalue(), "照片.png")
    told = proofs(desk)[CODE]
    assert [file["name"] for file in told] == ["经费安排.pdf", "会议记录.docx", "照片.png"]
    assert [file["file"].rpartition(".")[2] for file in told] == ["pdf", "docx", "jpg"]
    assert told[0]["sha256"] == hashlib.sha256(pdf()).hexdigest()
    with pytest.raises(SomethingMissing):  # three are enough
        attach(desk, pdf("再一份"))


def test_the_same_file_again_is_one_and_another_answer_has_its_own(desk):
    attach(desk), attach(desk)
    attach(desk, code="linked_to_hot_issues")
    assert [len(files) for files in proofs(desk).values()] == [1, 1]


@pytest.mark.parametrize("content", [b"GIF89a", b"PK\x03\x04 nothing", b"\x00" * 50])
def test_other_bytes_are_refused_and_nothing_is_kept(desk, content):
    with pytest.raises(UnacceptableFile):
        attach(desk, content)
    assert proofs(desk) == {}


@pytest.mark.parametrize("code", ["media_reports", "launch_forms", "unheard_of"])
def test_only_a_yes_or_no_has_them(desk, code):
    with pytest.raises(BadAnswers):
        attach(desk, code=code)


def test_who_fills_it_in_attaches_while_it_is_being_filled_in(desk, cast):
    for name, person in cast.people.items():
        if name != "officer@school":
            with pytest.raises(NotPermitted):
                attach(desk, by=person)
    desk.hand_in("school")
    with pytest.raises(NotPossible):
        attach(desk)


def test_it_is_frozen_with_the_return_and_handing_in_needs_none(desk):
    attach(desk)
    desk.hand_in("school")
    one = desk.of("school")
    assert json.loads(one.handed_in.document)["proofs"] == one.proofs
    desk.hand_in("school_2")
    assert "proofs" not in json.loads(desk.of("school_2").handed_in.document)
    assert list(verification.faults()) == []


def test_what_is_taken_away_leaves_and_history_names_it(desk):
    attach(desk)
    (file,) = proofs(desk)[CODE]
    told = {"by": desk.cast.officer, "code": CODE}
    services.drop_proof(desk.of("school"), file=file["file"], **told)
    assert proofs(desk) == {}
    lines = [(line.move, line.facts["file"]) for line in desk.of("school").history.all()]
    assert lines == [("prove", file["file"]), ("unprove", file["file"])]
    with pytest.raises(SomethingMissing):
        services.drop_proof(desk.of("school"), file=file["file"], **told)
    assert list(verification.faults()) == []


def test_a_correction_begins_with_them(desk):
    attach(desk)
    desk.hand_in("school")
    desk.accept("school")
    desk.correct("school")
    assert proofs(desk).keys() == {CODE}
    desk.submit("school")
    assert list(verification.faults()) == []


def test_one_changed_past_the_service_is_found(desk):
    attach(desk)
    desk.hand_in("school")
    assert list(verification.faults()) == []
    Return.objects.filter(pk=desk.of("school").pk).update(proofs=None)
    assert any(desk.of("school").number in fault for fault in verification.faults())
    with pytest.raises(CommandError):
        call_command("verify_returns")
    assert connection.in_atomic_block


def test_the_packet_holds_them(desk):
    attach(desk)
    desk.hand_in("school")
    with zipfile.ZipFile(BytesIO(packet_of(desk.of("school")))) as packet:
        (name,) = [name for name in packet.namelist() if "依据" in name]
        assert packet.read(name) == pdf()
        assert name.endswith(".pdf") and "人力物力和经费保障" in name
