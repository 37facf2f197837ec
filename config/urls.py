"""Where the doors hang: programs under /api/v1/, the administrators' tables, and the pages."""

from django.contrib import admin
from django.urls import include, path

from web.health import healthz

urlpatterns = [
    path("healthz/", healthz, name="healthz"),
    path("api/v1/", include("api.urls")),
    path("admin/", admin.site.urls),
    path("", include("web.urls")),
]
