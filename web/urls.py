"""Where each page is. All of them ask for a login first, except the login itself."""

from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.i18n import set_language

from web.views import board, detail, home, inbox, ledger, me, moves, photos, reporting
from web.views.entry import LogIn

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("hazards/", ledger.ledger, name="ledger"),
    path("hazards/bulk/<slug:move>/", ledger.bulk, name="bulk"),
    path("hazards/report/", reporting.report, name="report"),
    path("hazards/<uuid:pk>/", detail.hazard, name="hazard"),
    path("hazards/<uuid:pk>/beside/<slug:act>/", moves.act, name="act"),
    path("hazards/<uuid:pk>/<slug:move>/", moves.move, name="move"),
    path("photos/", photos.upload, name="photos"),
    path("photos/<uuid:pk>/<slug:size>/", photos.picture, name="photo"),
    path("statistics/", board.board, name="board"),
    path("notifications/", inbox.inbox, name="notifications"),
    path("notifications/read/", inbox.read_all, name="read_all"),
    path("notifications/<int:pk>/", inbox.open_one, name="notification"),
    path("me/", me.me, name="me"),
    path("me/password/", me.ChangePassword.as_view(), name="password"),
    path("me/language/", set_language, name="language"),
    path("login/", LogIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
]
