"""Re-check samples: draw, look, name re-checkers, record what they saw."""

from collections.abc import Collection

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.response import Response

from api.idempotency import once
from api.samples import inputs, outputs
from api.samples.schemas import SampledOutput, SampleOutput, SampleRowOutput, VerificationOutput
from api.views import ApiView, ListView
from rechecks import services, verification
from rechecks.models import Sample, SampledHazard
from rechecks.reading import rows_of
from rechecks.reopenings import read_along
from workflow import policy


class SamplesView(ListView):
    request_body = inputs.DrawSample
    responses = {
        "GET": {200: SampleRowOutput(many=True)},
        "POST": {201: SampleOutput, 200: SampleOutput},
    }
    tag = "samples"
    headers_taken = ("Idempotency-Key",)
    page_size = 20
    ordering = "-drawn_at"

    def get_queryset(self):
        return inputs.samples(self.request.user).for_reading(self.request.user)

    def get(self, request) -> Response:
        """The samples of the units the caller audits, and those with something to re-check."""
        return super().get(request)

    def shown(self, sample: Sample) -> dict:
        return outputs.row(sample)

    @once
    def post(self, request) -> Response:
        """Draw a sample of the closed hazards found in [`found_from`, `found_to`) in `unit` and
        below. The same `id` and body again are the same draw: 200 instead of 201. Without a
        `seed` one is drawn; either way it is told, and every draw is kept and counted."""
        sample, is_new = services.draw(by=request.user, **self.validated_body(inputs.DrawSample))
        drawn = self.get_queryset().get(pk=sample.pk)
        answer = Response(outputs.detail(drawn, request.user), 201 if is_new else 200)
        answer["Location"] = reverse("api:sample", args=[sample.pk])
        return answer


class OfSample(ApiView):
    tag = "samples"
    headers_taken = ("Idempotency-Key",)

    def sample(self) -> Sample:
        """The sample of the address. Out of sight is not there."""
        seen = inputs.samples(self.request.user).for_reading(self.request.user)
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def whole(self) -> Response:
        return Response(outputs.detail(self.sample(), self.request.user))

    def named(self, sample: Sample, hazards: Collection) -> list[SampledHazard]:
        """The sampled hazards a body names; one out of sight is not there."""
        rows = rows_of(sample, self.request.user).filter(hazard__in=list(hazards))
        found = read_along(rows)
        if len(found) < len(hazards):
            raise ValidationError({"hazard": [inputs.NOBODY_THERE["does_not_exist"]]})
        return found

    def row(self, sampled: SampledHazard, status: int = 200) -> Response:
        """As it stands now, read anew."""
        (now,) = self.named(sampled.sample, [sampled.hazard_id])
        return Response(outputs.sampled(now, self.request.user), status)


class SampleView(OfSample):
    """One sample with its seed, what was drawn, and what it says of all closures."""

    responses = {"GET": {200: SampleOutput}}

    def get(self, request, pk) -> Response:
        return self.whole()


class VerificationView(OfSample):
    """Draw again from the kept frame and the seed, and compare."""

    responses = {"GET": {200: VerificationOutput}}

    def get(self, request, pk) -> Response:
        sample = self.sample()
        if not policy.draws_samples_of(request.user, sample.unit):
            raise PermissionDenied(_("Only an auditor of the unit may see the frame."))
        fault = verification.fault_of(sample)
        return Response({"is_same": not fault, "fault": fault})


class AssignRecheckersView(OfSample):
    """Name who re-checks: a person for each hazard, or people who share what nobody has yet."""

    request_body, responses = inputs.AssignRecheckers, {"POST": {200: SampleOutput}}

    @once
    def post(self, request, pk) -> Response:
        sample, people = self.sample(), self.validated_body(inputs.AssignRecheckers)["recheckers"]
        if isinstance(people, dict):
            pairs = {row: people[row.hazard_id] for row in self.named(sample, people)}
            services.assign(sample, by=request.user, recheckers=pairs)
        else:
            services.share_out(sample, by=request.user, recheckers=people)
        return self.whole()


class ResultsView(OfSample):
    """Record what was seen. What does not hold is reopened at once where the caller may reopen it
    (with `due_on`); otherwise the auditors are told. `corrects` names the result it replaces."""

    request_body, responses = inputs.RecordResult, {"POST": {201: SampledOutput}}

    @once
    def post(self, request, pk) -> Response:
        sample, given = self.sample(), self.validated_body(inputs.RecordResult)
        (sampled,) = self.named(sample, [given.pop("hazard")])
        given.setdefault("holds", None)
        services.record(sampled, by=request.user, **given)
        return self.row(sampled, 201)


class ReopenSampledView(OfSample):
    """Reopen what did not hold when somebody looked who may not reopen."""

    request_body, responses = inputs.ReopenSampled, {"POST": {200: SampledOutput}}

    @once
    def post(self, request, pk) -> Response:
        sample, given = self.sample(), self.validated_body(inputs.ReopenSampled)
        (sampled,) = self.named(sample, [given["hazard"]])
        services.reopen(sampled, by=request.user, due_on=given.get("due_on"))
        return self.row(sampled)
