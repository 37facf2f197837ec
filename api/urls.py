"""The addresses under /api/v1/. A move has its name as its address, in kebab case."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from api import bodies
from api.views import accounts, figures, hazards, inbox, moves, photos, reference, sidelines
from api.views.nowhere import NowhereDoor

app_name = "api"


class SizeConverter(StringConverter):
    regex = "display|thumb"


register_converter(SizeConverter, "size")

MOVES = []
for move in bodies.MOVES:
    kebab = move.replace("_", "-")
    one, many = moves.MoveDoor.as_view(move=move), moves.BulkDoor.as_view(move=move)
    MOVES += [
        path(f"hazards/<uuid:pk>/{kebab}/", one, name=move),
        path(f"hazards/bulk/{kebab}/", many, name=f"bulk-{kebab}"),
    ]
    if kebab != move:  # the move's own name is understood, too, but not advertised
        silent = {"move": move, "schema": None}
        MOVES += [
            path(f"hazards/<uuid:pk>/{move}/", moves.MoveDoor.as_view(**silent)),
            path(f"hazards/bulk/{move}/", moves.BulkDoor.as_view(**silent)),
        ]

urlpatterns = [
    path("auth/login/", accounts.LoginDoor.as_view(), name="login"),
    path("auth/logout/", accounts.LogoutDoor.as_view(), name="logout"),
    path("me/", accounts.MeDoor.as_view(), name="me"),
    path("units/", reference.UnitsDoor.as_view(), name="units"),
    path("categories/", reference.CategoriesDoor.as_view(), name="categories"),
    path("clauses/", reference.ClausesDoor.as_view(), name="clauses"),
    path("people/", reference.PeopleDoor.as_view(), name="people"),
    path("photos/", photos.UploadDoor.as_view(), name="photos"),
    path("photos/<uuid:pk>/<size:size>/", photos.PhotoDoor.as_view(), name="photo"),
    path("hazards/", hazards.LedgerDoor.as_view(), name="hazards"),
    path("hazards/<uuid:pk>/", hazards.HazardDoor.as_view(), name="hazard"),
    path("hazards/<uuid:pk>/history/", hazards.HistoryDoor.as_view(), name="history"),
    *MOVES,
    path(
        "hazards/<uuid:pk>/list-for-supervision/",
        sidelines.ListForSupervisionDoor.as_view(),
        name="list-for-supervision",
    ),
    path("hazards/<uuid:pk>/delist/", sidelines.DelistDoor.as_view(), name="delist"),
    path("hazards/<uuid:pk>/extensions/", sidelines.ExtensionsDoor.as_view(), name="extensions"),
    path(
        "hazards/<uuid:pk>/interim-controls/",
        sidelines.ControlsDoor.as_view(),
        name="interim-controls",
    ),
    path("extensions/<int:pk>/grant/", sidelines.GrantDoor.as_view(), name="grant"),
    path("extensions/<int:pk>/refuse/", sidelines.RefuseDoor.as_view(), name="refuse"),
    path("notifications/", inbox.InboxDoor.as_view(), name="notifications"),
    path("notifications/read-all/", inbox.ReadAllDoor.as_view(), name="read-all"),
    path("notifications/<int:pk>/read/", inbox.ReadDoor.as_view(), name="read"),
    path("statistics/", figures.FiguresDoor.as_view(), name="statistics"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api:schema", template_name="api/docs.html"),
        name="docs",
    ),
    re_path(r"^.*/$", NowhereDoor.as_view(schema=None)),
]
