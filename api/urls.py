"""The addresses under /api/v1/. A move has its name as its address, in kebab case."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter
from drf_spectacular.views import SpectacularSwaggerSplitView

from api.accounts import inbox, saved_views
from api.accounts import views as accounts
from api.audit import views as audit_log
from api.figures import views as figures
from api.hazards import actions, exports, moves, photos, supervisions
from api.hazards import views as hazards
from api.imports import views as imports
from api.nowhere import NowhereDoor
from api.openapi.views import DocumentDoor
from api.papers import issued, jobs
from api.papers import views as hazard_papers
from api.reference import views as reference
from api.returns import campaigns, papers
from api.returns import views as returns
from api.samples import views as samples
from api.transfers import views as transfers
from papers.hazards.of_hazard import PAPERS as OF_HAZARD
from workflow.hazard_law import MOVES
from workflow.return_law import RETURN_MOVES

app_name = "api"


class SizeConverter(StringConverter):
    regex = "display|thumb"


register_converter(SizeConverter, "size")

HAZARD_MOVES = []
for move in MOVES.values():
    one, many = moves.MoveDoor.as_view(move=move), moves.BulkDoor.as_view(move=move)
    HAZARD_MOVES += [
        path(f"hazards/<uuid:pk>/{move.slug}/", one, name=move.name),
        path(f"hazards/bulk/{move.slug}/", many, name=f"bulk-{move.slug}"),
    ]
    if move.slug != move.name:  # the move's own name is understood, too, but not advertised
        silent = {"move": move, "schema": None}
        HAZARD_MOVES += [
            path(f"hazards/<uuid:pk>/{move.name}/", moves.MoveDoor.as_view(**silent)),
            path(f"hazards/bulk/{move.name}/", moves.BulkDoor.as_view(**silent)),
        ]

PAPERS = [
    path(f"hazards/<uuid:pk>/papers/{name}.{door.form}", door.as_view(paper=name))
    for name in OF_HAZARD
    for door in (hazard_papers.WordPaperDoor, hazard_papers.PdfPaperDoor)
] + [
    path("papers/", issued.IssuedPapersDoor.as_view(), name="issued-papers"),
    path("papers/<int:pk>.docx", issued.WordAgainDoor.as_view(), name="issued-paper-docx"),
    path("papers/<int:pk>.pdf", issued.PdfAgainDoor.as_view(), name="issued-paper-pdf"),
    path("papers/rectification-notice/", hazard_papers.RectificationNoticeDoor.as_view()),
    path("papers/public-notice/", hazard_papers.PublicNoticeDoor.as_view()),
    path("papers/summary/", hazard_papers.SummaryDoor.as_view()),
]
LEDGER_FILES = [
    *PAPERS,
    path("ledger.xlsx", exports.LedgerXlsxDoor.as_view(), name="ledger-xlsx"),
    path("ledger.csv", exports.LedgerCsvDoor.as_view(), name="ledger-csv"),
    path("exports/", exports.ExportsDoor.as_view(), name="exports"),
]

IMPORTS = [
    path("imports/", imports.ImportsDoor.as_view(), name="imports"),
    path("imports/template.xlsx", imports.TemplateDoor.as_view(), name="import-template"),
    path("imports/<uuid:pk>/", imports.ImportDoor.as_view(), name="import"),
    path("imports/<uuid:pk>/match/", imports.MatchDoor.as_view(), name="import-match"),
    path("imports/<uuid:pk>/commit/", imports.CommitDoor.as_view(), name="import-commit"),
    path("imports/<uuid:pk>/faulty.xlsx", imports.FaultyDoor.as_view(), name="import-faulty"),
]

TRANSFERS = [
    path("transfers/", transfers.TransfersDoor.as_view(), name="transfers"),
    path("transfers/<uuid:pk>/", transfers.TransferDoor.as_view(), name="transfer"),
    path(
        "transfers/<uuid:pk>/photos/<uuid:photo>/<size:size>/",
        transfers.TransferPhotoDoor.as_view(),
        name="transfer-photo",
    ),
]

MOVES_OF_RETURN = [
    path(
        f"returns/<uuid:pk>/{move.slug}/",
        moves.ReturnMoveDoor.as_view(move=move),
        name=f"return-{move.word}",
    )
    for move in RETURN_MOVES.values()
]

CAMPAIGNS = [
    path("forms/", campaigns.FormsDoor.as_view(), name="forms"),
    path("campaigns/", campaigns.CampaignsDoor.as_view(), name="campaigns"),
    path("campaigns/<int:pk>/", campaigns.CampaignDoor.as_view(), name="campaign"),
    path("campaigns/<int:pk>/coverage/", campaigns.CoverageDoor.as_view(), name="coverage"),
    path("campaigns/<int:pk>/remind/", campaigns.RemindDoor.as_view(), name="remind"),
    path(
        "campaigns/<int:pk>/include-new-units/",
        campaigns.IncludeDoor.as_view(),
        name="include-new-units",
    ),
    path(
        "campaigns/<int:pk>/packet/",
        campaigns.DistrictPacketDoor.as_view(),
        name="district-packet",
    ),
    path("jobs/<uuid:pk>/", jobs.JobDoor.as_view(), name="job"),
    path("jobs/<uuid:pk>/file/", jobs.JobFileDoor.as_view(), name="job-file"),
]

RETURNS = [
    path("returns/", returns.ReturnsDoor.as_view(), name="returns"),
    path("returns/<uuid:pk>/", returns.ReturnDoor.as_view(), name="return"),
    path("returns/<uuid:pk>/adjust/", returns.AdjustDoor.as_view(), name="return-adjust"),
    *MOVES_OF_RETURN,
    path("returns/<uuid:pk>/history/", returns.ReturnHistoryDoor.as_view(), name="return-history"),
    path("returns/<uuid:pk>/rows/", returns.RowsDoor.as_view(), name="return-rows"),
    path("returns/<uuid:pk>/photos/", papers.ReturnPhotosDoor.as_view(), name="return-photos"),
    path(
        "returns/<uuid:pk>/photos/<uuid:photo>/<size:size>/",
        papers.ReturnPhotoDoor.as_view(),
        name="return-photo",
    ),
    path("returns/<uuid:pk>/summary/", papers.SummaryDoor.as_view(), name="return-summary"),
    path("returns/<uuid:pk>/scan/", papers.ScanDoor.as_view(), name="return-scan"),
    path("returns/<uuid:pk>/table.docx", papers.TableDocxDoor.as_view(), name="return-docx"),
    path("returns/<uuid:pk>/table.xlsx", papers.TableXlsxDoor.as_view(), name="return-xlsx"),
    path("returns/<uuid:pk>/packet.zip", papers.PacketDoor.as_view(), name="return-packet"),
]

SAMPLES = [
    path("samples/", samples.SamplesDoor.as_view(), name="samples"),
    path("samples/<uuid:pk>/", samples.SampleDoor.as_view(), name="sample"),
    path("samples/<uuid:pk>/assign/", samples.AssignRecheckersDoor.as_view(), name="sample-assign"),
    path("samples/<uuid:pk>/results/", samples.ResultsDoor.as_view(), name="sample-results"),
    path("samples/<uuid:pk>/reopen/", samples.ReopenSampledDoor.as_view(), name="sample-reopen"),
    path(
        "samples/<uuid:pk>/verification/",
        samples.VerificationDoor.as_view(),
        name="sample-verification",
    ),
]

urlpatterns = [
    path("auth/login/", accounts.LoginDoor.as_view(), name="login"),
    path("auth/logout/", accounts.LogoutDoor.as_view(), name="logout"),
    path("audit/", audit_log.AuditDoor.as_view(), name="audit"),
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
    *HAZARD_MOVES,
    *LEDGER_FILES,
    *IMPORTS,
    *TRANSFERS,
    *actions.addresses(),
    path("supervisions/", supervisions.SupervisionsDoor.as_view(), name="supervisions"),
    path("views/", saved_views.SavedViewsDoor.as_view(), name="views"),
    path("views/<int:pk>/", saved_views.SavedViewDoor.as_view(), name="view"),
    path("notifications/", inbox.InboxDoor.as_view(), name="notifications"),
    path("notifications/read-all/", inbox.ReadAllDoor.as_view(), name="read-all"),
    path("notifications/<int:pk>/read/", inbox.ReadDoor.as_view(), name="read"),
    *CAMPAIGNS,
    *RETURNS,
    *SAMPLES,
    path("statistics/", figures.FiguresDoor.as_view(), name="statistics"),
    path("schema/", DocumentDoor.as_view(), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api:schema", template_name="api/docs.html"),
        name="docs",
    ),
    re_path(r"^.*/$", NowhereDoor.as_view(schema=None)),
]
