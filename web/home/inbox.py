"""What people have been told: unread first, one tap to what it is about."""

from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inspections.notifications import ROUND
from notifications import sight
from notifications.models import ACCOUNT, HAZARD, RETURN, SAMPLE, TIP, TRANSFER, Notification

PAGE = 20
PAGES = {
    HAZARD: "web:hazard",
    RETURN: "web:return",
    SAMPLE: "web:sample",
    TRANSFER: "web:transfer",
    ROUND: "web:round",
    TIP: "web:tip",
}
UNREAD_FIRST = Case(When(read_at=None, then=Value(0)), default=Value(1))


@require_GET
def inbox(request):
    """Unread first, then the newest."""
    mine = Notification.objects.for_person(request.user)
    told = mine.order_by(UNREAD_FIRST, "-created_at", "-pk")
    shown = Paginator(told, PAGE).get_page(request.GET.get("page"))
    sight.withhold(shown.object_list, request.user)
    return render(request, "home/inbox.html", {"page": "notifications", "page_obj": shown})


@require_GET
def open_one(request, pk):
    """Opening it is reading it; then on to what it is about, where that is still in sight."""
    told = get_object_or_404(Notification.objects.for_person(request.user), pk=pk)
    Notification.objects.unread().filter(pk=told.pk).update(read_at=timezone.now())
    sight.withhold([told], request.user)
    if told.is_withheld:
        return redirect("web:notifications")
    if told.subject == ACCOUNT:
        return redirect("web:me")
    return redirect(PAGES[told.subject], pk=told.about)


@require_POST
def read_all(request):
    Notification.objects.for_person(request.user).unread().update(read_at=timezone.now())
    return redirect("web:notifications")
