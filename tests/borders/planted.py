"""Records of one school that are linked, in every way there is, to those of another, with words
nobody on the other side may read. Here is the cast's school, there is `school_b`."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from activities import services as doing
from changes.models import NumberedChange
from changes.numbering import number
from hazards import services
from hazards.models import Hazard, Photo, Transfer
from imports import services as imports
from jobs import queue
from organizations.models import Role, User
from papers.hazards.notices import rectification_notice
from papers.publishing import services as wordings
from returns import services as reporting
from tests.borders.belongings import DIRECT, Belongings
from tests.cast import Cast, picture
from tests.imports import ledgers
from tests.rechecks.drawing import drawn, given_to, judged
from tests.returns.campaigning import campaign_of
from tests.web.returns.filing import desk_of

SHARED = "两校共用的楼梯间"
QUESTION = "in_annual_priorities"  # a yes or no of the notice's form
OFFICERS = ("officer@school", "officer@central")  # of the letters to and from the school
STRANGER, NOBODY = "stranger", "nobody"  # without any role, and not logged in
# Everybody on this side, and those on neither; the bureau reaches both.
READERS = (
    *("inspector@school", "responsible@school", "officer@school", "viewer@school"),
    *("inspector@central", "officer@central", "administrator@central", "officer@direct"),
    *(STRANGER, NOBODY),
)


class Planted(Belongings):
    """`secrets` are the words and keys of the other side, each with the few who may know it."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.numbers = cast, count(1)
        self.secrets: dict[str, set[str]] = {}
        self.ids: dict[str, list[Any]] = {}
        self.here, self.there = cast.school, cast.units["school_b"]
        self.keep("units", self.there)
        self.yesterday = timezone.localdate() - timedelta(days=1)
        cast.people["administrator@central"] = cast.person(
            "administrator@central", Role.ADMINISTRATOR, cast.units["central"]
        )
        cast.people["auditor@central_b"] = cast.person(
            "auditor@central_b", Role.AUDITOR, cast.units["central_b"]
        )
        self.inspector, self.officer = cast["inspector@school_b"], cast["officer@school_b"]
        self.responsible = cast["responsible@school_b"]
        self.links()

    def read_as(self, client: Client, name: str) -> None:
        """Log in as one of `READERS`, or out as nobody."""
        if name == NOBODY:
            client.logout()
        else:
            client.force_login(self.cast.stranger if name == STRANGER else self.cast[name])

    def kept_from(self, name: str) -> list[str]:
        return [secret for secret, known_to in self.secrets.items() if name not in known_to]

    def places(self, pages: int) -> list[str]:
        """Cursors of the feed of changes that are less than a page apart."""
        number()
        changes = NumberedChange.objects.filter(position__in=[1 + 99 * n for n in range(pages)])
        assert NumberedChange.objects.count() < 99 * pages, "more pages, in tests/borders/doors.py"
        found = [f"{one.position}-{one.mark}" for one in changes.order_by("position")]
        return found + found[:1] * (pages - len(found))

    # --- Words and keys --------------------------------------------------------------------

    def word(self, *known_to: str) -> str:
        secret = f"界外第{next(self.numbers)}句"
        self.secrets[secret] = set(known_to)
        return secret

    def hide(self, *told: Any, known_to: Iterable[str] = ()) -> None:
        self.secrets.update({str(secret): set(known_to) for secret in told})

    def hide_hazard(self, hazard: Hazard, known_to: Iterable[str] = ()) -> Hazard:
        self.hide(hazard.pk, hazard.number, known_to=known_to)
        return self.hide_photos(hazard)

    def hide_photos(self, hazard: Hazard, known_to: Iterable[str] = ()) -> Hazard:
        for photo in Photo.objects.filter(hazard=hazard):
            self.hide(photo.pk, photo.sha256, known_to=known_to)
        return hazard

    def keep(self, kind: str, *rows: Any) -> None:
        self.ids.setdefault(kind, []).extend(getattr(row, "pk", row) for row in rows)

    # --- Hazards ---------------------------------------------------------------------------

    def reported(self, **told: Any) -> Hazard:
        for name in {"place", "description"} - told.keys():
            told[name] = self.word()
        return self.cast.reported(self.inspector, self.there, **told)

    def assigned(self, hazard: Hazard | None = None, **told: Any) -> Hazard:
        measures = told.pop("measures", "") or self.word()
        told |= {"responsible": self.responsible, "measures": measures}
        return self.cast.assigned(hazard or self.reported(), self.officer, **told)

    def closed(self, hazard: Hazard | None = None) -> Hazard:
        words = {"measures_taken": self.word()}
        hazard = self.cast.rectified(hazard or self.assigned(), self.responsible, **words)
        return self.cast.closed(hazard, self.officer, note=self.word())

    def offered(self, hazard: Hazard, to: str = "school", **told: Any) -> Transfer:
        told = {"unit": self.cast.units[to], "reason": "归对方管理", **told}
        return services.offer_transfer(hazard, by=self.officer, **told)

    # --- Links -----------------------------------------------------------------------------

    def links(self) -> None:
        self.repeat()
        self.duplicate()
        self.offers()
        self.gone()
        self.listing()
        self.sample()
        self.papers()
        self.campaign()
        self.activities()
        self.of_their_own()
        self.ledger_file()
        self.of_a_person()
        self.staff()
        self.district()
        self.inspections()
        self.tips()
        self.keep("hazards", *Hazard.objects.values_list("pk", flat=True))
        self.keep("photos", *Photo.objects.exclude(hazard=None).values_list("pk", flat=True))
        self.keep("transfers", *Transfer.objects.values_list("pk", flat=True))
        lettered = (self.waiting.hazard, self.original, self.left)
        self.keep("photos of letters", *(one.photos.first() for one in lettered))
        for person in (self.officer, self.cast.officer, self.cast["officer@central"]):
            self.keep("notifications", *person.notifications.values_list("pk", flat=True)[:3])

    def repeat(self) -> None:
        """What came over repeats what stayed."""
        first = self.assigned(self.reported(place=SHARED))
        self.original = self.hide_hazard(self.closed(first))
        self.came_over = self.reported(place=SHARED, description="从那边转来的一处")
        assert self.came_over.repeat_of_id == self.original.pk
        noticed = rectification_notice([self.came_over], by=self.officer)
        self.hide(noticed.number)
        self.keep("papers", noticed)
        transfer = self.offered(self.came_over)
        services.accept_transfer(transfer, by=self.cast.officer)

    def duplicate(self) -> None:
        self.doubled = self.hide_hazard(self.assigned())
        self.mine = self.cast.reported(description="本校的重复一处")
        told = {"outcome": "duplicate", "reason": "同一处", "duplicate_of": self.doubled}
        services.dismiss(self.mine, by=self.cast.auditor, **told)

    def offers(self) -> None:
        """One that waits, one that was declined, one withdrawn, one that never was for here."""
        told = {"place": self.word(*OFFICERS), "description": self.word(*OFFICERS)}
        waits = self.assigned(self.reported(**told), measures=self.word(*OFFICERS))
        self.waiting = self.offered(waits, reason=self.word(*OFFICERS))
        self.hide(waits.pk, waits.number, self.waiting.pk, known_to=OFFICERS)
        self.hide_photos(waits, known_to=OFFICERS)
        self.answered("decline", self.cast.officer, "school", OFFICERS)
        self.answered("withdraw", self.officer, "school", OFFICERS)
        self.answered("decline", self.cast["officer@direct"], "direct", DIRECT)
        inner = self.assigned()
        self.among_them = self.offered(inner, to="school_b2", reason=self.word())
        self.hide_hazard(inner)
        self.hide(self.among_them.pk)

    def answered(self, answer: str, by: User, to: str, readers: Iterable[str]) -> None:
        hazard = self.assigned(self.reported(description=self.word(*readers)))
        offer = self.offered(hazard, to, reason=self.word(*readers))
        told = {"by": by, "reason": self.word(*readers)}
        getattr(services, f"{answer}_transfer")(offer, **told)
        self.hide(hazard.pk, hazard.number, offer.pk, known_to=readers)
        self.hide_photos(hazard)

    def gone(self) -> None:
        """What left is still seen by whoever found it; its letter by those who wrote it."""
        known = (*OFFICERS, "responsible@school")  # who was told by name when it left
        hazard = self.cast.reported(description=self.word(*known, "inspector@school"))
        hazard = self.cast.assigned(hazard)
        noticed = rectification_notice([hazard], by=self.cast.officer)
        told = {"unit": self.there, "reason": "归对方管理"}
        letter = services.offer_transfer(hazard, by=self.cast.officer, **told)
        services.accept_transfer(letter, by=self.officer, responsible=self.responsible)
        later = {"measures_taken": self.word("inspector@school")}
        self.left = self.cast.rectified(hazard, self.responsible, **later)
        finder = ["inspector@school"]
        self.hide(self.left.number, self.left.pk, known_to=[*known, *finder])
        self.hide_photos(self.left, known_to=finder)
        self.keep("papers", noticed)

    def listing(self) -> None:
        """Listed, asked for more time, kept safe meanwhile."""
        major = self.reported(severity="major", clause=self.cast.clause)
        plan = {"funds": 20000, "contingency": self.word()}
        hazard = self.cast.assigned(
            major, self.cast.auditor, responsible=self.responsible, measures=self.word(), **plan
        )
        told = {"level": "district", "document_number": self.word(), "deadline": self.cast.due_on}
        services.list_for_supervision(hazard, by=self.cast.auditor, **told)
        services.control(hazard, by=self.officer, measures=self.word())
        asked = {"until": self.cast.due_on.replace(year=self.cast.due_on.year + 1)}
        asked |= {"reason": self.word(), "interim_measures": self.word()}
        self.extension = services.request_extension(hazard, by=self.responsible, **asked)
        self.keep("extensions", self.extension)
        self.hide_hazard(hazard)

    def sample(self) -> None:
        """Drawn of both; a colleague from here looks at what is ours."""
        self.cast.closed()
        self.drawn = drawn(self.cast, size=2, seed=self.word("inspector@central"))
        for row in self.drawn.drawn.select_related("hazard__unit", "sample__unit"):
            person = self.cast["inspector@central"]
            if row.hazard.unit == self.here:
                given_to(self.cast, row, person)
            else:
                told = {"note": self.word(), "due_on": self.cast.due_on}
                judged(self.cast, row, self.cast.auditor, holds=False, **told)
                self.hide_photos(row.hazard)
        self.hide(self.drawn.pk, known_to=["inspector@central"])
        self.keep("samples", self.drawn)

    def papers(self) -> None:
        sent = rectification_notice([self.assigned()], by=self.officer)
        self.hide(sent.number)
        self.keep("papers", sent)
        words = {"place": self.word(), "text": self.word()}
        self.hide(wordings.confirm(self.reported(), by=self.officer, **words).pk)

    def activities(self) -> None:
        """Each logs its own; one was corrected, with a picture."""
        photo = self.cast.photo(self.officer)
        told = {"by": self.officer, "unit": self.there, "kind": "drill", "photos": [photo]}
        told |= {"day": self.yesterday, "name": self.word()}
        theirs, _ = doing.log(**told)
        corrected, _ = doing.supersede(theirs, by=self.officer, reason=self.word(), people=7)
        mine, _ = doing.log(by=self.cast.officer, unit=self.here, kind="drill", day=self.yesterday)
        self.hide(theirs.pk, corrected.pk, photo)
        self.keep("activities", theirs, corrected, mine)
        self.keep("photos of activities", photo)

    def campaign(self) -> None:
        """Both hand in; the other side's table, letter and file are its own."""
        desk = desk_of(self.cast)
        desk.fill("school_b")
        words = {"contact_name": self.word(), "summary": self.word()}
        told = {"header": {"contact_name": words["contact_name"]}, "summary": words["summary"]}
        reporting.fill(desk.of("school_b"), by=self.officer, **told)
        plan = SimpleUploadedFile(f"{self.word()}.png", picture().getvalue())
        shown = {"code": QUESTION, "file": plan}
        proved = reporting.attach_proof(desk.of("school_b"), by=self.officer, **shown)
        self.keep("proofs", proved.proofs[QUESTION][0]["sha256"])
        self.hide(*self.ids["proofs"])
        starred = {"code": desk.form.indicators[0].code, "comment": self.word()}
        reporting.star(desk.of("school_b"), by=self.officer, **starred)
        desk.submit("school_b")
        desk.hand_in("school")
        theirs = desk.of("school_b")
        self.hide(theirs.pk, theirs.number, theirs.handed_in.digest)
        self.keep("returns", theirs, desk.of("school"), desk.of("central"))
        self.keep("campaigns", desk.campaign)
        self.codes = [indicator.code for indicator in desk.form.indicators]
        packet = queue.start("packet", desk.campaign.pk, by=self.cast.auditor, file_name="全区.zip")
        self.keep_job(packet)

    def of_their_own(self) -> None:
        """A sample and a campaign of the other side alone."""
        by, there = self.cast["auditor@central_b"], self.cast.units["central_b"]
        self.other_campaign = campaign_of(by, there, title=self.word())
        self.closed()
        self.other_sample = drawn(self.cast, 1, by, unit=there, seed=self.word())
        self.hide(self.other_sample.pk)
        self.keep("campaigns", self.other_campaign)
        self.keep("samples", self.other_sample)

    def ledger_file(self) -> None:
        row = ledgers.line(隐患部位=self.word(), 存在问题=self.word(), 单位="育才小学")
        file = ledgers.named(ledgers.book([row]).read(), f"{self.word()}.xlsx")
        taken = imports.take_in(file, by=self.officer)
        imports.commit(taken, by=self.officer)
        self.hide(taken.pk)
        self.keep("imports", taken)
