"""What the people of the other side have of their own: names and posts, files and views."""

from datetime import date
from typing import Any

from allauth.socialaccount.models import SocialAccount as Identity
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts import open_sessions, tokens
from accounts.service_accounts import keeping
from deadlines.models import Period
from district import services as district
from inspections import services as inspecting
from jobs.models import Job
from organizations.models import Role
from papers.ledger import exports
from returns import services as reporting
from tests.base import working
from tests.district import books
from tips import services as tips
from tips.identity.tipsters import Tipster

WHO_TIPPED = ("13911112222", "某甲乙丙")
DIRECT = ("officer@direct",)


class Belongings:
    """The part of `tests.borders.planted.Planted` that is about people."""

    cast: Any
    word: Any
    hide: Any
    keep: Any
    numbers: Any
    inspector: Any
    officer: Any
    responsible: Any

    def staff(self) -> None:
        """What administrators say of the people of the other side."""
        for person in (self.inspector, self.officer, self.responsible):
            role = person.memberships.get()
            role.title, role.stands_in_for = self.word(), self.cast.officer
            role.reason = self.word()
            role.save()
            person.staff_number, person.phone = self.word(), f"1390000{next(self.numbers):04}"
            person.save()
            self.hide(person.phone)
            self.keep("people", person)
            self.keep("roles", role)

    def district(self) -> None:
        """A workbook of units and people, which is the bureau's alone."""
        faulty = books.unit("X01", self.word(), 类型="怪"), books.person(self.word(), 手机="138")
        listed = books.book([faulty[0]], [faulty[1]])
        workbook = district.take_in(listed, by=self.cast["administrator@bureau"])
        self.hide(workbook.pk)
        self.keep("workbooks", workbook)

    def of_a_person(self) -> None:
        """An export, views shared with the whole of the other side and with a direct unit."""
        told = {"name": self.word(), "query": f"search={self.word()}"}
        there = self.cast.units["central_b"]
        by = self.cast["officer@central_b"]
        view, _ = reporting.save_view(by=by, shared_with=there, **told)
        told = {"name": self.word(*DIRECT), "query": f"search={self.word(*DIRECT)}"}
        for_direct = {"by": self.cast.auditor, "shared_with": self.cast.units["direct"]}
        of_direct, _ = reporting.save_view(**for_direct, **told)
        self.keep("views", view, of_direct)
        self.keep_job(exports.start(self.officer, exports.QueryDict("state=open")))
        self.ways_in()

    def tips(self) -> None:
        """A tip about the other side with who told it, and a reward: nobody here handles any."""
        bureau = self.cast.units["bureau"]
        handler = self.cast.person("handler@bureau", Role.TIP_HANDLER, bureau)
        self.cast.people["handler@bureau"] = handler
        told = {"place": self.word(), "text": self.word(), "who": Tipster(*WHO_TIPPED)}
        tip = tips.receive(unit=self.cast.units["school_b"], **told).tip
        news = {"unit": bureau, "title": self.word(), "day": timezone.localdate()}
        follow_up, _ = tips.record_news(by=handler, **news)
        self.hide(*WHO_TIPPED, tip.pk, follow_up.pk)
        self.keep("tips", tip)
        self.keep("tip follow-ups", follow_up)

    def ways_in(self) -> None:
        """A token, where somebody is logged in, and an account of another service."""
        asked = RequestFactory(REMOTE_ADDR="2001:db8::77").post("/")
        told = {"name": self.word(), "scope": "full", "expires_on": timezone.localdate()}
        token, _secret = tokens.make(by=self.officer, request=asked, **told)
        Client().force_login(self.officer)
        session = open_sessions.of(self.officer).get()
        self.hide(tokens.public_id_of(token), session.public_id)
        self.keep("tokens", tokens.public_id_of(token))
        self.keep("sessions", session.public_id)
        self.keep(
            "identities", Identity.objects.create(user=self.officer, provider="oidc x", uid="y")
        )
        self.services(asked)

    def services(self, asked: Any) -> None:
        """A program let in at the other side's school, with its token."""
        by = self.cast["administrator@bureau"]
        service = keeping.make(self.word(), unit=self.there, role="viewer", by=by)
        told = {"name": self.word(), "scope": "read", "expires_on": timezone.localdate()}
        token, _secret = keeping.make_token(service, by=by, request=asked, **told)
        self.hide(service.username, tokens.public_id_of(token))
        self.keep("services", service)
        self.keep("tokens of services", tokens.public_id_of(token))

    def keep_job(self, job: Job) -> None:
        """Done at once, as the worker does it."""
        assert working.run(job.pk).phase == Job.Phase.FINISHED
        self.hide(job.pk)
        self.keep("jobs", job)

    def inspections(self) -> None:
        """One team at both schools; what it saw at the other is that school's, as are its lines."""
        by, here, there = self.cast["inspector@bureau"], self.cast.school, self.inspector
        units = [here, self.cast.units["school_b"]]
        outing = inspecting.go_out(by=by, units=units, title="两校一起查")
        mine, theirs = outing.visits.order_by("unit__code")
        for visit, note in ((mine, "没有发现"), (theirs, self.word())):
            inspecting.finish(visit, by=by, note=note)
        inspecting.record_refusal(theirs, by=by, reason=self.word())
        own, _is_new = inspecting.start(by=there, unit=units[1], kind="hunt")
        inspecting.finish(own, by=there, note=self.word())
        said = {"whereabouts": self.word(), "inspectors": self.word()}
        inspecting.amend(own, by=there, reason=self.word(), **said)
        told = {"text": "画室溶剂锁好", "category": self.cast.fire, "by": self.officer}
        line = inspecting.add_line(units[1], "fire_daily", **told)
        days = {"first_on": date(2021, 9, 1), "last_on": date(2022, 1, 20)}
        bureau = self.cast.units["bureau"]
        term = Period.objects.create(unit=bureau, kind="term", name="秋季学期", **days)
        self.hide(theirs.pk, own.pk)
        alone = inspecting.go_out(by=there, units=units[1:], title=self.word(), kind="campaign")
        self.keep("rounds", theirs, own, mine)
        self.keep("outings", alone, outing)
        self.keep("own lines", line)
        self.keep("periods", term)
