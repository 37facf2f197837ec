"""Where each page is. All of them ask for a login first, except the login itself."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from papers.printing.printers import PRINTERS
from web.accounts import access, activation, contact, failed_logins, me, providers
from web.accounts import people as accounts
from web.accounts.login import LogIn, LogOut
from web.activities import logging as activity_logging
from web.activities import views as activities
from web.audit import views as audit_log
from web.board import views as board
from web.calendar import views as calendars
from web.district import views as district
from web.hazards import detail, moves, photos, reporting
from web.help.views import help_page
from web.home import inbox
from web.home import views as home
from web.imports import views as imports
from web.inspections import amending as round_amending
from web.inspections import calendar as inspection_calendar
from web.inspections import checklists, coverage, outings, rounds
from web.ledger import saved_views
from web.ledger import views as ledger
from web.lost_password import views as lost_password
from web.papers import issued, notices, public_notice
from web.people import views as people
from web.returns import campaigns
from web.returns import moves as return_moves
from web.returns import papers as return_papers
from web.returns import views as returns
from web.returns.attached import photos as return_photos
from web.returns.attached import proofs as return_proofs
from web.returns.second_look import views as second_look
from web.samples import sampled
from web.samples import views as samples
from web.second_factor import keeping, of_others, setting_up, showing
from web.service_accounts import views as service_accounts
from web.setup import clauses
from web.setup import mail as setup_mail
from web.setup import views as setup
from web.supervision import views as supervision
from web.tips import follow_ups as tip_follow_ups
from web.tips import handling as tip_handling
from web.tips import posters as tip_posters
from web.tips import public as tips_public
from web.tips import views as tips
from web.transfers import views as transfers
from web.units import views as units

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("hazards/", ledger.ledger, name="ledger"),
    path("hazards/ledger.xlsx", ledger.export, {"ending": "xlsx"}, name="ledger_xlsx"),
    path("hazards/ledger.csv", ledger.export, {"ending": "csv"}, name="ledger_csv"),
    path("hazards/views/", saved_views.saved_views, name="saved_views"),
    path("hazards/views/<int:pk>/rename/", saved_views.rename, name="rename_view"),
    path("hazards/views/<int:pk>/forget/", saved_views.forget, name="forget_view"),
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
    path("papers/", issued.papers, name="issued_papers"),
    *(
        path(f"papers/<int:pk>.{form}", issued.again, {"form": form}, name=f"issued_paper_{form}")
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
    path("papers/public-notice/", public_notice.rows, name="public_notice"),
    path("hazards/<uuid:pk>/beside/<slug:act>/", moves.act, name="act"),
    path("hazards/<uuid:pk>/<slug:move>/", moves.move, name="move"),
    path("failed-logins/", failed_logins.failed_logins, name="failed_logins"),
    path("imports/", imports.start, name="import_start"),
    path("imports/template.xlsx", imports.blank, name="import_template"),
    path("imports/<uuid:pk>/", imports.one, name="import"),
    path("imports/<uuid:pk>/match/", imports.match, name="import_match"),
    path("imports/<uuid:pk>/commit/", imports.commit, name="import_commit"),
    path("imports/<uuid:pk>/faulty.xlsx", imports.faulty, name="import_faulty"),
    path("clauses/load/", clauses.start, name="clauses"),
    path("clauses/load/confirmed/", clauses.load, name="load_clauses"),
    path("district/", district.start, name="district"),
    path("district/template.xlsx", district.blank, name="district_template"),
    path("district/<uuid:pk>/", district.one, name="workbook"),
    path("district/<uuid:pk>/load/", district.load, name="workbook_load"),
    path("district/<uuid:pk>/faulty.xlsx", district.faulty, name="workbook_faulty"),
    path("supervisions/", supervision.board, name="supervisions"),
    path("transfers/", transfers.transfers, name="transfers"),
    path("transfers/<uuid:pk>/", transfers.letter, name="transfer"),
    path("transfers/<uuid:pk>/<slug:act>/", transfers.answer, name="transfer_answer"),
    path(
        "transfers/<uuid:pk>/photos/<uuid:photo>/<slug:size>/",
        transfers.photo,
        name="transfer_photo",
    ),
    path("units/", units.units, name="units"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/<slug:act>/", units.act, name="unit_act"),
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
    path("returns/<uuid:pk>/draft-summary/", returns.draft_summary, name="draft_summary"),
    path("returns/<uuid:pk>/proofs/<slug:code>/", return_proofs.proofs, name="return_proofs"),
    path(
        "returns/<uuid:pk>/proofs/<slug:code>/<slug:sha256>/",
        return_proofs.proof,
        name="return_proof",
    ),
    path(
        "returns/<uuid:pk>/proofs/<slug:code>/<slug:sha256>/drop/",
        return_proofs.drop,
        name="drop_proof",
    ),
    path("returns/<uuid:pk>/look/<slug:code>/", second_look.look, name="return_look"),
    path("returns/<uuid:pk>/look/<slug:code>/unstar/", second_look.unstar, name="return_unstar"),
    path("returns/<uuid:pk>/scan/", return_papers.scan, name="return_scan"),
    *(
        path(f"returns/<uuid:pk>/table.{ending}", return_papers.table, {"ending": ending}, name)
        for ending, name in (("docx", "return_docx"), ("xlsx", "return_xlsx"))
    ),
    path("returns/<uuid:pk>/packet.zip", return_papers.packet, name="return_packet"),
    path("returns/<uuid:pk>/<slug:move>/", return_moves.move, name="return_move"),
    path("activities/", activities.activities, name="activities"),
    path("activities/log/", activity_logging.log, name="log_activity"),
    path("activities/<uuid:pk>/", activities.activity, name="activity"),
    path("activities/<uuid:pk>/correct/", activity_logging.correct, name="correct_activity"),
    path(
        "activities/<uuid:pk>/photos/<uuid:photo>/<slug:size>/",
        activities.photo,
        name="activity_photo",
    ),
    path("samples/", samples.samples, name="samples"),
    path("samples/draw/", samples.draw, name="draw_sample"),
    path("samples/<uuid:pk>/", samples.sample, name="sample"),
    path("samples/<uuid:pk>/share-out/", samples.share_out, name="share_out"),
    path("samples/<uuid:pk>/verify/", samples.verify, name="verify_sample"),
    path("samples/<uuid:pk>/<int:position>/", sampled.one, name="sampled"),
    path("samples/<uuid:pk>/<int:position>/assign/", sampled.assign, name="assign_recheck"),
    path("samples/<uuid:pk>/<int:position>/reopen/", sampled.reopen, name="reopen_sampled"),
    path("inspections/", rounds.rounds, name="rounds"),
    path("inspections/go-out/", outings.go_out, name="go_out"),
    path("inspections/outings/", outings.outings, name="outings"),
    path("inspections/outings/<uuid:pk>/", outings.outing, name="outing"),
    path("inspections/coverage/", coverage.board, name="coverage"),
    path("inspections/coverage.csv", coverage.as_csv, name="coverage_csv"),
    path("inspections/coverage/remind/", coverage.remind, name="remind_rounds"),
    path("inspections/lists/", checklists.lists, name="checklists"),
    path("inspections/lists/load/", checklists.load, name="load_checklist"),
    path("inspections/lists/<slug:code>/", checklists.one, name="checklist"),
    path("inspections/lists/<slug:code>/switch/", checklists.switch, name="switch_checklist"),
    path("inspections/lists/<slug:code>/add-line/", checklists.add_line, name="add_line"),
    path("inspections/own-lines/<int:pk>/end/", checklists.end_line, name="end_line"),
    path("inspections/calendar/", inspection_calendar.calendar, name="school_calendar"),
    path(
        "inspections/calendar/<slug:what>/<int:pk>/forget/",
        inspection_calendar.forget,
        name="forget_in_calendar",
    ),
    path("inspections/<uuid:pk>/", rounds.one, name="round"),
    path("inspections/<uuid:pk>/all-well/", rounds.all_well, name="all_well"),
    path("inspections/<uuid:pk>/lines/<str:line>/", rounds.answer, name="answer_line"),
    *(
        path(
            f"inspections/<uuid:pk>/record.{form}",
            rounds.record,
            {"form": form},
            name=f"round_record_{form}",
        )
        for form in PRINTERS
    ),
    path("inspections/<uuid:pk>/amend/", round_amending.amend, name="amend_round"),
    path("inspections/<uuid:pk>/<slug:act>/", rounds.word, name="round_word"),
    path("t/receipt/", tips_public.receipt, name="tip_receipt"),
    path("t/<str:code>/", tips_public.tell, name="tell"),
    path("tips/", tips.tips, name="tips"),
    path("tips/enter/", tips.enter, name="enter_tip"),
    path("tips/set-aside/", tips.set_aside, name="set_aside_tips"),
    path("tips/follow-ups/", tip_follow_ups.follow_ups, name="tip_follow_ups"),
    path("tips/follow-ups/<uuid:pk>/", tip_follow_ups.supersede, name="tip_follow_up"),
    path("tips/posters/", tip_posters.posters, name="tip_posters"),
    path("tips/posters/poster.pdf", tip_posters.poster, name="tip_poster"),
    path("tips/<uuid:pk>/", tip_handling.tip, name="tip"),
    path("tips/<uuid:pk>/tipster/", tip_handling.tipster, name="tipster"),
    path("tips/<uuid:pk>/photos/<uuid:photo>/<slug:size>/", tip_handling.photo, name="tip_photo"),
    path("tips/<uuid:pk>/<slug:move>/", tip_handling.move, name="tip_move"),
    path("notifications/", inbox.inbox, name="notifications"),
    path("notifications/read/", inbox.read_all, name="read_all"),
    path("notifications/<int:pk>/", inbox.open_one, name="notification"),
    path("audit/", audit_log.events, name="audit"),
    path("audit/events.csv", audit_log.as_csv, name="audit_csv"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/roles/<int:role>/end/", people.end_role, name="end_role"),
    path("people/<int:pk>/identities/<int:identity>/unbind/", providers.end_of, name="unbind_of"),
    path("people/<int:pk>/<slug:name>/", people.act, name="person_act"),
    path("me/calendar/", calendars.calendar, name="calendar"),
    path("me/calendar/end/", calendars.end, name="end_calendar"),
    path("due/<str:secret>.ics", calendars.due, name="due_ics"),
    path("help/", help_page, name="help"),
    path("accounts/", accounts.people, name="accounts"),
    path("accounts/slips.pdf", accounts.slips, name="slips"),
    path("accounts/<int:pk>/slip/", accounts.slip, name="slip"),
    path("accounts/services/", service_accounts.services, name="services"),
    path("accounts/services/new/", service_accounts.new_service, name="new_service"),
    path("accounts/services/<int:pk>/", service_accounts.service, name="service"),
    path("accounts/services/<int:pk>/end/", service_accounts.end_service, name="end_service"),
    path(
        "accounts/services/<int:pk>/tokens/new/",
        service_accounts.new_token,
        name="new_service_token",
    ),
    path(
        "accounts/services/<int:pk>/tokens/<uuid:token>/end/",
        service_accounts.end_token,
        name="end_service_token",
    ),
    path("accounts/<int:pk>/second-factor/", of_others.remove_of, name="remove_second_factor_of"),
    path("second-factor/", showing.second_factor, name="second_factor"),
    path("second-factor/set-up/", setting_up.set_up, name="set_up_second_factor"),
    path("me/second-factor/", keeping.mine, name="my_second_factor"),
    path("me/second-factor/recovery-codes/", keeping.new_codes, name="new_recovery_codes"),
    path("me/second-factor/remove/", keeping.remove, name="remove_second_factor"),
    path("activate/", activation.by_hand, name="activate"),
    path("activate/password/", activation.first_password, name="first_password"),
    path("activate/<str:code>/", activation.by_link, name="activate_by_link"),
    path("lost-password/", lost_password.ask, name="lost_password"),
    path("lost-password/new/", lost_password.choose, name="lost_password_new"),
    path("lost-password/<str:code>/", lost_password.by_link, name="lost_password_by_link"),
    path("me/", me.me, name="me"),
    path("me/who/", me.who, name="who"),
    path("me/contact/", contact.contact, name="contact"),
    path("me/contact/confirm/<str:token>/", contact.confirm, name="confirm_address"),
    path("me/sessions/end-others/", access.end_other_sessions, name="end_other_sessions"),
    path("me/sessions/<uuid:pk>/end/", access.end_session, name="end_session"),
    path("me/tokens/new/", access.new_token, name="new_token"),
    path("me/tokens/<uuid:pk>/end/", access.end_token, name="end_token"),
    path("me/password/", me.ChangePassword.as_view(), name="password"),
    # The set-up page is read before there is anybody to log in.
    path("me/language/", login_not_required(set_language), name="language"),
    path("setup/", setup.steps, name="setup"),
    path("setup/bureau/", setup.bureau, name="setup_bureau"),
    path("setup/mail/", setup_mail.mail, name="setup_mail"),
    path("setup/put-away/", setup.put_away, name="setup_put_away"),
    path("setup/confirm/<slug:step>/", setup.confirm, name="setup_confirm"),
    path("setup/<slug:code>/", setup.first_run, name="first_run"),
    path("me/identities/<int:pk>/unbind/", providers.end_own, name="unbind"),
    path("login/with/<slug:key>/", providers.begin, name="provider"),
    path("login/with/<slug:key>/back/", providers.callback, name="provider_callback"),
    path("login/", LogIn.as_view(), name="login"),
    path("logout/", LogOut.as_view(), name="logout"),
]
