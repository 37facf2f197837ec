"""Choosing the photos that go with a return."""

from http import HTTPStatus
from typing import NamedTuple

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.models import Activity, ActivityPhoto
from hazards.models import Photo
from returns import services
from returns.services.attachments import MOST_PHOTOS
from web.activities.page import address_in
from web.hazards.album import Picture
from web.hazards.available_moves import sentence_of
from web.returns.page import ReturnPage, ReturnPicture
from web.returns.views import STATUS, desk_of, page
from web.uploads import as_version, taken_in
from workflow.errors import WorkflowError

TO_CHOOSE_FROM = 60  # of the unit's photos, newest first


@require_http_methods(["GET", "HEAD", "POST"])
def photos(request, pk):
    """Choose the photos that go with it: of the unit's own hazards, or new ones."""
    desk = desk_of(request, pk)
    if request.method == "POST":
        return _choose(request, desk)
    if not desk.is_mine:
        return redirect("web:return", pk=pk)
    return choices(request, desk, [photo.pk for photo in desk.reading.photos])


def _choose(request, desk: ReturnPage):
    sent = taken_in(request, "photos", desk.one.pk)
    if sent.errors:
        return choices(request, desk, sent.ids, sent.errors, 400)
    try:
        version = as_version(request.POST.get("version", ""))
        services.choose_photos(desk.one, by=request.user, photos=sent.ids, version=version)
    except WorkflowError as refusal:
        fresh = desk_of(request, desk.one.pk)
        status = STATUS[type(refusal)]
        if fresh.is_mine:
            return choices(request, fresh, sent.ids, [sentence_of(refusal)], status)
        fresh.refusal = sentence_of(refusal)
        return page(request, fresh, status)
    messages.success(request, _("These photos go with the return."))
    return redirect("web:return", pk=desk.one.pk)


class Choice(NamedTuple):
    """A photo that may go with the return."""

    picture: Picture | ReturnPicture
    photo: Photo
    is_chosen: bool


def choices(request, desk: ReturnPage, chosen, errors=(), status: int = HTTPStatus.OK):
    told = {"desk": desk, "errors": errors, "page": "returns", "most": MOST_PHOTOS}
    told["back"] = reverse("web:return", args=[desk.one.pk])
    told |= offered(request.user, desk, set(chosen))
    return render(request, "returns/choose_photos.html", told, status=status)


def offered(user, desk: ReturnPage, chosen: set) -> dict[str, object]:
    """The unit's photos of the campaign's days, those that were chosen always among them; loose
    ones stand with the uploads."""
    campaign, seen = desk.one.campaign, Photo.objects.visible_to(user).select_related("hazard")
    days = (campaign.hazards_from, campaign.hazards_through)
    recent = seen.filter(hazard__unit=desk.one.unit_id, hazard__found_on__range=days)
    before = {photo.pk: photo for photo in desk.reading.photos}
    known = before | {photo.pk: photo for photo in seen.filter(pk__in=chosen)}
    also = {pk: photo for pk, photo in known.items() if pk in chosen}
    newest = {photo.pk: photo for photo in recent.order_by("-uploaded_at")[:TO_CHOOSE_FROM]}
    told = []
    for pk, photo in (also | newest).items():
        picture = ReturnPicture(desk.one, photo) if pk in before else Picture(photo)
        told.append(Choice(picture, photo, pk in also))
    of_activities = activity_choices(user, desk, chosen)
    elsewhere = {choice.photo.pk for choice in of_activities}
    loose = [choice for choice in told if not choice.photo.hazard_id]
    return {
        "bound": [choice for choice in told if choice.photo.hazard_id],
        "of_activities": of_activities,
        "loose": [choice.picture for choice in loose if choice.photo.pk not in elsewhere],
    }


class ActivityChoice(NamedTuple):
    """A photo of one of the unit's activities in the campaign's days."""

    picture: Picture
    photo: Photo
    is_chosen: bool
    activity: Activity


def activity_choices(user, desk: ReturnPage, chosen: set) -> list[ActivityChoice]:
    campaign = desk.one.campaign
    seen = Activity.objects.visible_to(user).filter(unit=desk.one.unit_id).current()
    held = seen.filter(day__range=(campaign.activity_from, campaign.activity_through)).order_by()
    rows = ActivityPhoto.objects.filter(of__in=held.values("pk")).select_related("of", "photo")
    told = []
    for row in rows.order_by("-of__day", "of", "position")[:TO_CHOOSE_FROM]:
        picture = Picture(row.photo, address_in(row.of))
        told.append(ActivityChoice(picture, row.photo, row.photo_id in chosen, row.of))
    return told
