"""Where each page is. All of them ask for a login first, except the login itself."""

from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.i18n import set_language

from reports.papers.press import PRINTERS
from web.views import (
    board,
    campaigns,
    detail,
    home,
    inbox,
    ledger,
    me,
    moves,
    notices,
    photos,
    reporting,
    return_moves,
    return_papers,
    return_photos,
    returns,
)
from web.views.entry import LogIn

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("hazards/", ledger.ledger, name="ledger"),
    path("hazards/ledger.xlsx", ledger.export, {"ending": "xlsx"}, name="ledger_xlsx"),
    path("hazards/ledger.csv", ledger.export, {"ending": "csv"}, name="ledger_csv"),
    path("hazards/bulk/<slug:move>/", ledger.bulk, name="bulk"),
    path("hazards/report/", reporting.report, name="report"),
    path("hazards/<uuid:pk>/", detail.hazard, name="hazard"),
    *(
        path(
            f"hazards/<uuid:pk>/papers/<slug:name>.{form}",
            notices.of_hazard,
            {"form": form},
            name=f"hazard_paper_{form}",
        )
        for form in PRINTERS
    ),
    *(
        path(f"papers/rows.{form}", notices.of_rows, {"form": form}, name=f"rows_paper_{form}")
        for form in PRINTERS
    ),
    *(
        path(
            f"papers/period/<slug:name>.{form}",
            notices.of_period,
            {"form": form},
            name=f"period_paper_{form}",
        )
        for form in PRINTERS
    ),
    path("hazards/<uuid:pk>/beside/<slug:act>/", moves.act, name="act"),
    path("hazards/<uuid:pk>/<slug:move>/", moves.move, name="move"),
    path("photos/", photos.upload, name="photos"),
    path("photos/<uuid:pk>/<slug:size>/", photos.picture, name="photo"),
    path("statistics/", board.board, name="board"),
    path("returns/", campaigns.campaigns, name="returns"),
    path("returns/open/", campaigns.open_campaign, name="open_campaign"),
    path("returns/review/", return_moves.review, name="review"),
    path("returns/review/accept/", return_moves.accept_several, name="accept_several"),
    path("returns/campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("returns/campaigns/<int:pk>/remind/", campaigns.remind, name="remind"),
    path("returns/campaigns/<int:pk>/include/", campaigns.include, name="include_new_units"),
    path("returns/campaigns/<int:pk>/packet/", campaigns.collect, name="collect"),
    path("returns/jobs/<uuid:pk>/", return_papers.job, name="job"),
    path("returns/jobs/<uuid:pk>/file/", return_papers.job_file, name="job_file"),
    path("returns/<uuid:pk>/", returns.one, name="return"),
    path("returns/<uuid:pk>/adjust/", returns.adjust, name="return_adjust"),
    path("returns/<uuid:pk>/rows/<slug:code>/", returns.rows, name="return_rows"),
    path("returns/<uuid:pk>/photos/", return_photos.photos, name="return_photos"),
    path(
        "returns/<uuid:pk>/photos/<uuid:photo>/<slug:size>/",
        return_papers.photo,
        name="return_photo",
    ),
    path("returns/<uuid:pk>/summary.docx", return_papers.summary, name="return_summary"),
    path("returns/<uuid:pk>/scan/", return_papers.scan, name="return_scan"),
    *(
        path(f"returns/<uuid:pk>/table.{ending}", return_papers.table, {"ending": ending}, name)
        for ending, name in (("docx", "return_docx"), ("xlsx", "return_xlsx"))
    ),
    path("returns/<uuid:pk>/packet.zip", return_papers.packet, name="return_packet"),
    path("returns/<uuid:pk>/<slug:move>/", return_moves.move, name="return_move"),
    path("notifications/", inbox.inbox, name="notifications"),
    path("notifications/read/", inbox.read_all, name="read_all"),
    path("notifications/<int:pk>/", inbox.open_one, name="notification"),
    path("me/", me.me, name="me"),
    path("me/password/", me.ChangePassword.as_view(), name="password"),
    path("me/language/", set_language, name="language"),
    path("login/", LogIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
]
