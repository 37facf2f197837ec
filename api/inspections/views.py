"""Checklists, rounds and how far they cover what is due."""

from datetime import date, timedelta

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response

from api.idempotency import once
from api.inspections import inputs, outputs
from api.inspections.schemas import (
    ChecklistOutput,
    RoundCoverageOutput,
    RoundOutput,
    RoundRowOutput,
)
from api.samples.outputs import unit_ref
from api.views import ApiView, ListView
from inspections import coverage, going_out, services
from inspections.models import Checklist, Round
from organizations import scope
from organizations.models import Unit

FROM = OpenApiParameter(
    "from", date, description="The first day; if left out, of the month before `to`."
)
TO = OpenApiParameter(
    "to", date, description="The day after the last; if left out, the first of next month."
)
UNIT = OpenApiParameter("unit", int, description="The unit and all below it.")


class ChecklistsView(ListView):
    """The version of each list that holds from tomorrow on, with its lines."""

    responses, tag = {"GET": {200: ChecklistOutput(many=True)}}, "inspections"

    def get_queryset(self):
        held = Checklist.objects.in_force(timezone.localdate() + timedelta(days=1))
        return Checklist.objects.filter(pk__in=[one.pk for one in held.values()])

    def shown(self, one: Checklist) -> dict:
        return outputs.checklist(one)


class RoundsView(ListView):
    request_body = inputs.StartRound
    responses = {
        "GET": {200: RoundRowOutput(many=True)},
        "POST": {201: RoundOutput, 200: RoundOutput},
    }
    tag = "inspections"
    headers_taken = ("Idempotency-Key",)
    ordering = "-opens_on"
    parameters = [
        UNIT,
        OpenApiParameter("state", str, enum=inputs.STATES, description="`late` is a part of done."),
        OpenApiParameter("checklist", str, description="The code of a list."),
        OpenApiParameter("from", date, description="Whose last day is this one or later."),
        OpenApiParameter("to", date, description="Whose last day is before this one."),
    ]

    def get_queryset(self):
        asked = self.validated_query(inputs.RoundsAsked)
        rounds = Round.objects.visible_to(self.request.user).for_list()
        if "unit" in asked:
            rounds = rounds.filter(unit__in=Unit.objects.below(asked["unit"]))
        if "state" in asked:
            rounds = rounds.in_state(asked["state"])
        if "checklist" in asked:
            rounds = rounds.filter(code=asked["checklist"])
        if "from" in asked:
            rounds = rounds.filter(last_day("gte", asked["from"]))
        return rounds.filter(last_day("lt", asked["to"])) if "to" in asked else rounds

    def get(self, request) -> Response:
        """The rounds in the caller's reach, latest first: what is due, done, missed, and free
        ones."""
        return super().get(request)

    def shown(self, one: Round) -> dict:
        return outputs.row(one)

    @once
    def post(self, request) -> Response:
        """Begin a free round; what is due is there already. The same `id` and body again are the
        same round: 200 instead of 201. With a `team` it is an outing of the caller and the team."""
        given = self.validated_body(inputs.StartRound)
        team = given.pop("team", [])
        one, is_new = begun(request.user, team, given)
        there = Round.objects.visible_to(request.user).for_list().get(pk=one.pk)
        answer = Response(outputs.detail(there, request.user), 201 if is_new else 200)
        answer["Location"] = reverse("api:round", args=[one.pk])
        return answer


def begun(by, team: list, given: dict) -> tuple[Round, bool]:
    """With a team the outing has the key of the round, so that both are sent once."""
    if not team:
        return services.start(by=by, **given)
    there = Round.objects.filter(pk=given["id"]).first() if "id" in given else None
    if there is not None:
        return services.start(by=by, outing=there.outing, **given)
    told = {name: given[name] for name in ("day", "kind", "checklist") if name in given}
    title = str(Round.Kind(given["kind"]).label)
    outing = services.go_out(
        by=by, units=[given["unit"]], title=title, members=team, ids=[given.get("id")], **told
    )
    return outing.visits.get(), True


def last_day(lookup: str, day: date) -> Q:
    """A free round's is the day it is of."""
    free = Q(last_on=None, **{f"opens_on__{lookup}": day})
    return Q(**{f"last_on__{lookup}": day}) | free


class OfRound(ApiView):
    tag = "inspections"
    headers_taken = ("Idempotency-Key",)

    def round(self) -> Round:
        """The round of the address. Out of sight is not there."""
        seen = Round.objects.visible_to(self.request.user).for_list()
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def whole(self) -> Response:
        return Response(outputs.detail(self.round(), self.request.user))


class RoundView(OfRound):
    """One round with its lines and answers; those kept so far while it is not finished."""

    responses = {"GET": {200: RoundOutput}}

    def get(self, request, pk) -> Response:
        return self.whole()


class FinishRoundView(OfRound):
    """Finish the round with these `lines` beside those kept before. A line answered `hazard` names
    a hazard of the unit that is in the ledger, or one was attached to it before."""

    request_body, responses = inputs.FinishRound, {"POST": {200: RoundOutput}}

    @once
    def post(self, request, pk) -> Response:
        one, given = self.round(), self.validated_body(inputs.FinishRound)
        answers, found = told_in(given.pop("lines", []))
        services.finish(one, by=request.user, answers=answers, found=found, **given)
        return self.whole()


class AmendRoundView(OfRound):
    """Say, with a `reason`, what was really so in a round that is finished: some `lines`, the
    `note`, `whereabouts`, `inspectors` (names joined by 、). What is left out stays, and so does
    what was said first, in `amendments`. A hazard that was found stays in the ledger."""

    request_body, responses = inputs.AmendRound, {"POST": {200: RoundOutput}}

    @once
    def post(self, request, pk) -> Response:
        one, given = self.round(), self.validated_body(inputs.AmendRound)
        answers, found = told_in(given.pop("lines", []))
        told = {"reason": given.pop("reason", ""), "answers": answers, "found": found}
        services.amend(one, by=request.user, **told, **given)
        return self.whole()


class KeepAnswersView(OfRound):
    """Keep some answers of a round that is under way; it is finished later, from any device."""

    request_body, responses = inputs.KeepAnswers, {"POST": {200: RoundOutput}}

    @once
    def post(self, request, pk) -> Response:
        one = self.round()
        answers, found = told_in(self.validated_body(inputs.KeepAnswers)["lines"])
        for line, hazard in found:
            services.attach(one, by=request.user, hazard=hazard, line=line)
        services.keep_answers(one, by=request.user, answers=answers)
        return self.whole()


def told_in(lines: list[dict]) -> tuple[dict, list]:
    answers = {one["line"]: (one["result"], one.get("note") or "") for one in lines}
    found = [(one["line"], one["hazard"]) for one in lines if one.get("hazard")]
    return answers, found


class SignRoundView(OfRound):
    """Sign the record of the round for the unit."""

    responses = {"POST": {200: RoundOutput}}

    @once
    def post(self, request, pk) -> Response:
        services.sign(self.round(), by=request.user)
        return self.whole()


class RefuseToSignView(OfRound):
    """Record that the unit refuses to sign, and why."""

    request_body, responses = inputs.Refusal, {"POST": {200: RoundOutput}}

    @once
    def post(self, request, pk) -> Response:
        reason = self.validated_body(inputs.Refusal).get("reason", "")
        services.record_refusal(self.round(), by=request.user, reason=reason)
        return self.whole()


class CoverageView(ApiView):
    """How many rounds were due, done (of them late), missed; how many found nothing, and how many
    hazards were found: of rounds whose last day lies in [`from`, `to`), the present month where
    nothing is said. Whole months are read off sums; other days are counted round by round."""

    responses, tag = {"GET": {200: RoundCoverageOutput}}, "inspections"
    parameters = [UNIT, FROM, TO]

    def get(self, request) -> Response:
        asked = self.validated_query(inputs.CoverageAsked)
        unit = asked.get("unit") or highest(request.user)
        end = asked.get("to") or coverage.month_after(timezone.localdate())
        first = asked.get("from") or coverage.month_of(end - timedelta(days=1))
        whole = first.day == 1 == end.day
        cells = coverage.cells(unit, first, end) if whole else {}
        rows = [
            {"checklist": code, "month": month.isoformat(), **outputs.numbers(counts)}
            for (code, month), counts in sorted(cells.items())
        ]
        counts = outputs.numbers(coverage.between(unit, first, end))
        sent = going_out.sent_by(unit, first, end, request.user)
        went_out = going_out.total(sent, request.user)._asdict()
        told = {"unit": unit_ref(unit), **counts, "rows": rows, "went_out": went_out}
        return Response(told)


def highest(user) -> Unit:
    """Where the caller's reach begins."""
    held = sorted(scope.posts(user), key=lambda post: len(post.path))
    if not held:
        raise PermissionDenied(_("You hold no role."))
    return Unit.objects.get(pk=held[0].unit_id)
