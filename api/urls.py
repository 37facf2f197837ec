"""The addresses under /api/v1/. A move has its name as its address, in kebab case."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter
from drf_spectacular.views import SpectacularSwaggerSplitView

from api.accounts import inbox, saved_views, sessions, tokens
from api.accounts import views as accounts
from api.activities import views as activities
from api.audit import views as audit_log
from api.changes import views as changes
from api.figures import views as figures
from api.hazards import actions, exports, moves, photos, supervisions
from api.hazards import views as hazards
from api.imports import views as imports
from api.inspections import outings as inspection_outings
from api.inspections import views as inspections
from api.nowhere import NowhereView
from api.openapi.views import DocumentView
from api.papers import issued, jobs, rows
from api.papers import views as hazard_papers
from api.reference import people, units
from api.reference import views as reference
from api.returns import campaigns, papers, proofs
from api.returns import views as returns
from api.returns.second_look import stars
from api.samples import views as samples
from api.tips import views as tips
from api.transfers import views as transfers
from papers.hazards.of_hazard import PAPERS as OF_HAZARD
from tips.law import ACTIONS as TIP_ACTIONS
from tips.law import FORGET as TIP_FORGET
from tips.law import MOVES as TIP_MOVES
from workflow.hazard_law import MOVES
from workflow.return_law import RETURN_MOVES

app_name = "api"


class SizeConverter(StringConverter):
    regex = "display|thumb"


register_converter(SizeConverter, "size")

HAZARD_MOVES = []
for move in MOVES.values():
    one, many = moves.MoveView.as_view(move=move), moves.BulkView.as_view(move=move)
    HAZARD_MOVES += [
        path(f"hazards/<uuid:pk>/{move.slug}/", one, name=move.name),
        path(f"hazards/bulk/{move.slug}/", many, name=f"bulk-{move.slug}"),
    ]
    if move.slug != move.name:  # the move's own name is understood, too, but not advertised
        silent = {"move": move, "schema": None}
        HAZARD_MOVES += [
            path(f"hazards/<uuid:pk>/{move.name}/", moves.MoveView.as_view(**silent)),
            path(f"hazards/bulk/{move.name}/", moves.BulkView.as_view(**silent)),
        ]

PAPERS = [
    path(f"hazards/<uuid:pk>/papers/{name}.{door.form}", door.as_view(paper=name))
    for name in OF_HAZARD
    for door in (hazard_papers.WordPaperView, hazard_papers.PdfPaperView)
] + [
    path("papers/", issued.IssuedPapersView.as_view(), name="issued-papers"),
    path("papers/<int:pk>.docx", issued.WordAgainView.as_view(), name="issued-paper-docx"),
    path("papers/<int:pk>.pdf", issued.PdfAgainView.as_view(), name="issued-paper-pdf"),
    path("papers/rectification-notice/", hazard_papers.RectificationNoticeView.as_view()),
    path("papers/public-notice/", hazard_papers.PublicNoticeView.as_view()),
    path("papers/public-notice/rows/", rows.NoticeRowsView.as_view(), name="notice-rows"),
    path("papers/public-notice/rows/<uuid:pk>/", rows.NoticeRowView.as_view(), name="notice-row"),
    path("papers/public-notice/rows/<uuid:pk>/reword/", rows.RewordRowView.as_view()),
    path("papers/public-notice/rows/<uuid:pk>/confirm/", rows.ConfirmRowView.as_view()),
    path("papers/summary/", hazard_papers.SummaryView.as_view()),
]
LEDGER_FILES = [
    *PAPERS,
    path("ledger.xlsx", exports.LedgerXlsxView.as_view(), name="ledger-xlsx"),
    path("ledger.csv", exports.LedgerCsvView.as_view(), name="ledger-csv"),
    path("exports/", exports.ExportsView.as_view(), name="exports"),
]

IMPORTS = [
    path("imports/", imports.ImportsView.as_view(), name="imports"),
    path("imports/template.xlsx", imports.TemplateView.as_view(), name="import-template"),
    path("imports/<uuid:pk>/", imports.ImportView.as_view(), name="import"),
    path("imports/<uuid:pk>/match/", imports.MatchView.as_view(), name="import-match"),
    path("imports/<uuid:pk>/commit/", imports.CommitView.as_view(), name="import-commit"),
    path("imports/<uuid:pk>/faulty.xlsx", imports.FaultyView.as_view(), name="import-faulty"),
]

INSPECTIONS = [
    path("checklists/", inspections.ChecklistsView.as_view(), name="checklists"),
    path("rounds/", inspections.RoundsView.as_view(), name="rounds"),
    path("rounds/coverage/", inspections.CoverageView.as_view(), name="round-coverage"),
    path("rounds/<uuid:pk>/", inspections.RoundView.as_view(), name="round"),
    path("rounds/<uuid:pk>/answers/", inspections.KeepAnswersView.as_view(), name="round-answers"),
    path("rounds/<uuid:pk>/finish/", inspections.FinishRoundView.as_view(), name="finish-round"),
    path("rounds/<uuid:pk>/amend/", inspections.AmendRoundView.as_view(), name="amend-round"),
    path("rounds/<uuid:pk>/sign/", inspections.SignRoundView.as_view(), name="sign-round"),
    path(
        "rounds/<uuid:pk>/record-refusal/",
        inspections.RefuseToSignView.as_view(),
        name="refuse-round",
    ),
    path("outings/", inspection_outings.OutingsView.as_view(), name="outings"),
    path("outings/<uuid:pk>/", inspection_outings.OutingView.as_view(), name="outing"),
]

ACTIVITIES = [
    path("activity-kinds/", activities.ActivityKindsView.as_view(), name="activity-kinds"),
    path("activities/", activities.ActivitiesView.as_view(), name="activities"),
    path("activities/<uuid:pk>/", activities.ActivityView.as_view(), name="activity"),
    path(
        "activities/<uuid:pk>/supersede/",
        activities.SupersedeView.as_view(),
        name="supersede-activity",
    ),
    path(
        "activities/<uuid:pk>/photos/<uuid:photo>/<size:size>/",
        activities.ActivityPhotoView.as_view(),
        name="activity-photo",
    ),
]

TRANSFERS = [
    path("transfers/", transfers.TransfersView.as_view(), name="transfers"),
    path("transfers/<uuid:pk>/", transfers.TransferView.as_view(), name="transfer"),
    path(
        "transfers/<uuid:pk>/photos/<uuid:photo>/<size:size>/",
        transfers.TransferPhotoView.as_view(),
        name="transfer-photo",
    ),
]

MOVES_OF_RETURN = [
    path(
        f"returns/<uuid:pk>/{move.slug}/",
        moves.ReturnMoveView.as_view(move=move),
        name=f"return-{move.word}",
    )
    for move in RETURN_MOVES.values()
]

CAMPAIGNS = [
    path("forms/", campaigns.FormsView.as_view(), name="forms"),
    path("campaigns/", campaigns.CampaignsView.as_view(), name="campaigns"),
    path("campaigns/<int:pk>/", campaigns.CampaignView.as_view(), name="campaign"),
    path("campaigns/<int:pk>/coverage/", campaigns.CoverageView.as_view(), name="coverage"),
    path("campaigns/<int:pk>/remind/", campaigns.RemindView.as_view(), name="remind"),
    path(
        "campaigns/<int:pk>/include-new-units/",
        campaigns.IncludeView.as_view(),
        name="include-new-units",
    ),
    path(
        "campaigns/<int:pk>/packet/",
        campaigns.DistrictPacketView.as_view(),
        name="district-packet",
    ),
    path("jobs/<uuid:pk>/", jobs.JobView.as_view(), name="job"),
    path("jobs/<uuid:pk>/file/", jobs.JobFileView.as_view(), name="job-file"),
]

RETURNS = [
    path("returns/", returns.ReturnsView.as_view(), name="returns"),
    path("returns/<uuid:pk>/", returns.ReturnView.as_view(), name="return"),
    path("returns/<uuid:pk>/adjust/", returns.AdjustView.as_view(), name="return-adjust"),
    path("returns/<uuid:pk>/star/", stars.StarView.as_view(), name="return-star"),
    path("returns/<uuid:pk>/unstar/", stars.UnstarView.as_view(), name="return-unstar"),
    *MOVES_OF_RETURN,
    path("returns/<uuid:pk>/history/", returns.ReturnHistoryView.as_view(), name="return-history"),
    path("returns/<uuid:pk>/rows/", returns.RowsView.as_view(), name="return-rows"),
    path("returns/<uuid:pk>/photos/", papers.ReturnPhotosView.as_view(), name="return-photos"),
    path(
        "returns/<uuid:pk>/photos/<uuid:photo>/<size:size>/",
        papers.ReturnPhotoView.as_view(),
        name="return-photo",
    ),
    path("returns/<uuid:pk>/summary/", papers.SummaryView.as_view(), name="return-summary"),
    path(
        "returns/<uuid:pk>/draft-summary/",
        returns.DraftSummaryView.as_view(),
        name="return-draft-summary",
    ),
    path("returns/<uuid:pk>/proofs/", proofs.ProofsView.as_view(), name="return-proofs"),
    path(
        "returns/<uuid:pk>/proofs/<slug:code>/<slug:sha256>/",
        proofs.ProofView.as_view(),
        name="return-proof",
    ),
    path("returns/<uuid:pk>/scan/", papers.ScanView.as_view(), name="return-scan"),
    path("returns/<uuid:pk>/table.docx", papers.TableDocxView.as_view(), name="return-docx"),
    path("returns/<uuid:pk>/table.xlsx", papers.TableXlsxView.as_view(), name="return-xlsx"),
    path("returns/<uuid:pk>/packet.zip", papers.PacketView.as_view(), name="return-packet"),
]

SAMPLES = [
    path("samples/", samples.SamplesView.as_view(), name="samples"),
    path("samples/<uuid:pk>/", samples.SampleView.as_view(), name="sample"),
    path("samples/<uuid:pk>/assign/", samples.AssignRecheckersView.as_view(), name="sample-assign"),
    path("samples/<uuid:pk>/results/", samples.ResultsView.as_view(), name="sample-results"),
    path("samples/<uuid:pk>/reopen/", samples.ReopenSampledView.as_view(), name="sample-reopen"),
    path(
        "samples/<uuid:pk>/verification/",
        samples.VerificationView.as_view(),
        name="sample-verification",
    ),
]

TIPS = [
    path("tips/", tips.TipsView.as_view(), name="tips"),
    path("tips/receipt/<str:receipt>/", tips.ReceiptView.as_view(), name="tip-receipt"),
    path("tips/bulk/set-aside/", tips.SetAsideView.as_view(), name="set-tips-aside"),
    path("tips/follow-ups/", tips.FollowUpsView.as_view(), name="tip-follow-ups"),
    path(
        "tips/follow-ups/<uuid:pk>/supersede/",
        tips.SupersedeView.as_view(),
        name="supersede-tip-follow-up",
    ),
    path("tips/<uuid:pk>/", tips.TipView.as_view(), name="tip"),
    path("tips/<uuid:pk>/tipster/", tips.TipsterView.as_view(), name="tipster"),
    path(
        "tips/<uuid:pk>/photos/<uuid:photo>/<size:size>/",
        tips.TipPhotoView.as_view(),
        name="tip-photo",
    ),
    *(
        path(
            f"tips/<uuid:pk>/{move.slug}/",
            tips.TipMoveView.as_view(move=move),
            name=f"tip-{move.slug}",
        )
        for move in (*TIP_MOVES.values(), *TIP_ACTIONS.values())
        if move is not TIP_FORGET
    ),
]

urlpatterns = [
    path("auth/login/", accounts.LoginView.as_view(), name="login"),
    path("auth/logout/", accounts.LogoutView.as_view(), name="logout"),
    path("tokens/", tokens.TokensView.as_view(), name="tokens"),
    path("tokens/<uuid:pk>/", tokens.TokenView.as_view(), name="token"),
    path("sessions/", sessions.SessionsView.as_view(), name="sessions"),
    path("sessions/<uuid:pk>/", sessions.SessionView.as_view(), name="session"),
    path("audit/", audit_log.AuditView.as_view(), name="audit"),
    path("me/", accounts.MeView.as_view(), name="me"),
    path("units/", units.UnitsView.as_view(), name="units"),
    path("units/<int:pk>/", units.UnitView.as_view(), name="unit"),
    path("changes/", changes.ChangesView.as_view(), name="changes"),
    path("categories/", reference.CategoriesView.as_view(), name="categories"),
    path("clauses/", reference.ClausesView.as_view(), name="clauses"),
    path("people/", people.PeopleView.as_view(), name="people"),
    path("people/<int:pk>/", people.PersonView.as_view(), name="person"),
    path("memberships/", people.MembershipsView.as_view(), name="memberships"),
    path("memberships/<int:pk>/", people.MembershipView.as_view(), name="membership"),
    path("photos/", photos.UploadView.as_view(), name="photos"),
    path("photos/<uuid:pk>/<size:size>/", photos.PhotoView.as_view(), name="photo"),
    path("hazards/", hazards.LedgerView.as_view(), name="hazards"),
    path("hazards/<uuid:pk>/", hazards.HazardView.as_view(), name="hazard"),
    path("hazards/<uuid:pk>/history/", hazards.HistoryView.as_view(), name="history"),
    *HAZARD_MOVES,
    *LEDGER_FILES,
    *IMPORTS,
    *TRANSFERS,
    *actions.addresses(),
    path("supervisions/", supervisions.SupervisionsView.as_view(), name="supervisions"),
    path("views/", saved_views.SavedViewsView.as_view(), name="views"),
    path("views/<int:pk>/", saved_views.SavedViewView.as_view(), name="view"),
    path("notifications/", inbox.InboxView.as_view(), name="notifications"),
    path("notifications/read-all/", inbox.ReadAllView.as_view(), name="read-all"),
    path("notifications/<int:pk>/read/", inbox.ReadView.as_view(), name="read"),
    *CAMPAIGNS,
    *RETURNS,
    *SAMPLES,
    *INSPECTIONS,
    *TIPS,
    *ACTIVITIES,
    path("statistics/", figures.FiguresView.as_view(), name="statistics"),
    path("schema/", DocumentView.as_view(), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api:schema", template_name="api/docs.html"),
        name="docs",
    ),
    re_path(r"^.*/$", NowhereView.as_view(schema=None)),
]
