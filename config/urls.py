"""Where the doors hang: programs under /api/v1/, the administrators' tables, and the pages.

What only machines ask for (/healthz/, /metrics) is answered before: `monitoring.views`.
"""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("api.urls")),
    path("admin/", admin.site.urls),
    path("", include("web.urls")),
]

handler400 = "monitoring.answers.bad_request"
handler500 = "monitoring.answers.server_error"
