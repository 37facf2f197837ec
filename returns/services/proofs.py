"""What shows that a yes or no is so: a plan, minutes, a line of the budget. The answer stays the
unit's, and nothing is kept back for want of one."""

import hashlib
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from records.kinds import Performing, When
from records.perform import opened, perform
from returns.forms.shape import YES_NO
from returns.models.returns import Return
from returns.perform import RETURNS
from returns.services.attached_files import proof_in
from returns.services.attachments import keep
from returns.table import answers
from returns.table.answers import BadAnswers, NoAnswer
from returns.table.sheet import sheet_of
from texts.writing import as_entered
from workflow.errors import Lack, SomethingMissing

MOST = 3  # files for one answer
NO_QUESTION = _("Only a yes or no is shown by a file.")
ROOM = _("room for it: an answer has %(most)s files at most")
NOT_THERE = Lack("file", _("a file that is there"))


def attach_proof(
    one: Return, *, by, code: str, file, version=None, at: datetime | None = None
) -> Return:
    """Raises UnacceptableFile, and BadAnswers where `code` is no yes-or-no question of the form."""
    opened(one, "prove", by, version)  # whoever may not is told so first
    told: dict[str, Any] = {"code": code, "file": proof_in(file, by)}
    return perform(one, "prove", by=by, version=version, at=at, **told)


def drop_proof(
    one: Return, *, by, code: str, file: str, version=None, at: datetime | None = None
) -> Return:
    """`file` is what it is called where it is kept. History goes on naming it."""
    return perform(one, "unprove", by=by, version=version, at=at, code=code, file=file)


def proof_of(one: Return, code: str, sha256: str) -> dict[str, str] | None:
    """As the return stands; of one that was handed in, as it was. None where it is not there."""
    files = sheet_of(one).proofs.get(code, ())
    return next((file for file in files if file["sha256"] == sha256), None)


@RETURNS.does(When.READY, "prove")
def keep_what_shows_it(doing: Performing) -> None:
    mine, code, file = doing.record, doing.values["code"], doing.values["file"]
    refuse_another_question(mine, code)
    kept = keep(mine, file)
    others = [one for one in of_answer(mine, code) if one["file"] != kept]
    if len(others) >= MOST:
        raise SomethingMissing([Lack("file", str(ROOM) % {"most": MOST})], record=mine)
    digest = hashlib.sha256(file.content).hexdigest()
    said = {"file": kept, "name": as_entered(file.name)[-120:], "sha256": digest}
    doing.values = {"code": code, **said}


@RETURNS.does(When.READY, "unprove")
def find_what_showed_it(doing: Performing) -> None:
    said = doing.values
    known = {one["file"] for one in of_answer(doing.record, said["code"])}
    if said["file"] not in known:
        raise SomethingMissing([NOT_THERE], record=doing.record)


@RETURNS.does(When.BODY, "prove")
def put_it_with_the_answer(doing: Performing) -> None:
    said = dict(doing.values)
    doing.facts = dict(said)
    code = said.pop("code")
    doing.record.proofs = without(doing.record, code, said["file"], [said])


@RETURNS.does(When.BODY, "unprove")
def take_it_from_the_answer(doing: Performing) -> None:
    said = doing.values
    doing.facts = dict(said)
    doing.record.proofs = without(doing.record, said["code"], said["file"], [])


def of_answer(one: Return, code: str) -> list[dict[str, str]]:
    return (one.proofs or {}).get(code, [])


def without(
    one: Return, code: str, file: str, more: list[dict[str, str]]
) -> dict[str, list[dict[str, str]]] | None:
    """The proofs with `more` of the answer instead of `file`; an answer with none is not named, and
    a return without any has none."""
    left = [*(proof for proof in of_answer(one, code) if proof["file"] != file), *more]
    others = {name: files for name, files in (one.proofs or {}).items() if name != code}
    return ({**others, code: left} if left else others) or None


def refuse_another_question(one: Return, code: str) -> None:
    try:
        indicator = answers.known(one.campaign.form, code)
        if indicator.type != YES_NO:
            raise NoAnswer("not_a_question", NO_QUESTION)
    except NoAnswer as fault:
        raise BadAnswers({code: fault}) from fault
