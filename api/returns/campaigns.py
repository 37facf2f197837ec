"""Campaigns and the forms they ask for: open one, see how far it has come, remind, collect."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.response import Response

from api.idempotency import once
from api.returns import inputs, outputs
from api.returns.schemas import (
    CampaignOutput,
    CoverageOutput,
    FormOutput,
    IncludedOutput,
    StartedOutput,
    ToldOutput,
)
from api.views import ApiView, ListView
from audit.kinds import Kind
from audit.middleware import audited
from organizations import scope
from organizations.models import Role, Unit
from papers.returns import district
from returns import progress, services
from returns.models.campaigns import Campaign
from returns.models.form_templates import FormTemplate
from workflow import policy
from workflow.errors import NotPermitted


class FormsView(ListView):
    """The official forms, every version of each, with their indicators."""

    responses, tag = {"GET": {200: FormOutput(many=True)}}, "campaigns"

    def get_queryset(self):
        return FormTemplate.objects.all()

    def shown(self, template: FormTemplate) -> dict:
        return outputs.form(template)


class CampaignsView(ListView):
    request_body = inputs.OpenCampaign
    responses = {"GET": {200: CampaignOutput(many=True)}, "POST": {201: CampaignOutput}}
    tag = "campaigns"
    headers_taken = ("Idempotency-Key",)
    page_size = 20
    ordering = "-opened_at"

    def get_queryset(self):
        return inputs.campaigns(self.request.user).select_related("template", "unit")

    def get(self, request) -> Response:
        """The campaigns, latest first."""
        return super().get(request)

    def shown(self, campaign: Campaign) -> dict:
        return outputs.campaign(campaign)

    @once
    def post(self, request) -> Response:
        """Open a campaign: every unit below `unit` gets its return and is told. Without a `unit`
        it is run by the one where the caller is an auditor."""
        given = self.validated_body(inputs.OpenCampaign)
        given.setdefault("unit", home_of(request.user))
        campaign = services.open_campaign(by=request.user, **given)
        answer = Response(outputs.campaign(campaign), 201)
        answer["Location"] = reverse("api:campaign", args=[campaign.pk])
        return answer


def home_of(user) -> Unit:
    """The highest unit where the user is an auditor."""
    audited = [post.unit_id for post in scope.posts(user) if post.role == Role.AUDITOR]
    if not audited:
        raise NotPermitted(_("Campaigns are opened by an auditor of the unit that runs them."))
    return Unit.objects.get(pk=audited[-1])


class OfCampaign(ApiView):
    tag = "campaigns"

    def campaign(self) -> Campaign:
        seen = inputs.campaigns(self.request.user).select_related("template", "unit")
        return get_object_or_404(seen, pk=self.kwargs["pk"])


class CampaignView(OfCampaign):
    """One campaign: what it asks for, of which days, and by when."""

    responses = {"GET": {200: CampaignOutput}}

    def get(self, request, pk: int) -> Response:
        return Response(outputs.campaign(self.campaign()))


class CoverageView(OfCampaign):
    """How many of the units in the caller's reach have reported, and which have not."""

    responses = {"GET": {200: CoverageOutput}}

    def get(self, request, pk: int) -> Response:
        covered = progress.coverage(self.campaign(), request.user)
        return Response(progress.told(covered))


class RemindView(OfCampaign):
    """Ask for the returns that have not come: those of `units`, or all below the caller's own.
    Answers how many people were told."""

    request_body, responses = inputs.Remind, {"POST": {200: ToldOutput}}
    headers_taken = ("Idempotency-Key",)

    @once
    def post(self, request, pk: int) -> Response:
        campaign, given = self.campaign(), self.validated_body(inputs.Remind)
        told = services.remind(campaign, by=request.user, **given)
        return Response({"told": told})


class IncludeView(OfCampaign):
    """Ask the units founded since the opening as well; answers how many there were."""

    request_body, responses = inputs.Nothing, {"POST": {200: IncludedOutput}}
    headers_taken = ("Idempotency-Key",)

    @once
    def post(self, request, pk: int) -> Response:
        included = services.include_new_units(self.campaign(), by=request.user)
        return Response({"included": included})


@audited(Kind.EXPORTED, "campaign")
class DistrictPacketView(OfCampaign):
    """Let the worker put the papers of all units into one zip; the job says how far it has come
    and where the file is."""

    request_body, responses = inputs.Nothing, {"POST": {202: StartedOutput}}
    headers_taken = ("Idempotency-Key",)

    @once
    def post(self, request, pk: int) -> Response:
        campaign = self.campaign()
        if not policy.runs_campaigns_of(request.user, campaign.unit):
            raise NotPermitted(_("Only an auditor of the unit that runs it collects all papers."))
        job = district.start(campaign, by=request.user)
        answer = Response({"job": str(job.pk)}, 202)
        answer["Location"] = reverse("api:job", args=[job.pk])
        return answer
