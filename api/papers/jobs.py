"""Long work somebody asked for: how far it has come, and the file it made."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from api.hazards.photos import WhateverTheyAccept
from api.openapi.schema import ZIP, file_of
from api.returns import outputs
from api.returns.papers import file_kept
from api.returns.schemas import JobOutput
from api.views import ApiView
from audit.kinds import Kind
from audit.middleware import audited
from jobs.models import Job


class OfJob(ApiView):
    tag = "jobs"

    def jobs(self):
        return Job.objects.of(self.request.user)


class JobView(OfJob):
    """One job of the caller's own."""

    responses = {"GET": {200: JobOutput}}

    def get(self, request, pk) -> Response:
        return Response(outputs.job(get_object_or_404(self.jobs(), pk=pk)))


@audited(Kind.EXPORTED, "job")
class JobFileView(OfJob):
    """What a finished job made. It is kept for a week."""

    content_negotiation_class = WhateverTheyAccept
    responses = {"GET": file_of(ZIP)}

    def get(self, request, pk) -> HttpResponseBase:
        job = get_object_or_404(Job.objects.files_of(request.user), pk=pk)
        return file_kept(job.result, job.file_name)
