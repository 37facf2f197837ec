"""How the pages say days, money, rates and categories; nothing here decides anything."""

from datetime import datetime
from decimal import Decimal
from functools import wraps

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from hazards import amounts
from web.icons import CATEGORY_ICONS

register = template.Library()

SOON = 3  # days: 「即将到期」
WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)


@register.filter
def due_words(due_on, today=None):
    """The days left until `due_on`, in words; empty where no day is set."""
    left = days_left(due_on, today)
    if left is None:
        return ""
    if left < 0:
        return ngettext("%(n)s day overdue", "%(n)s days overdue", -left) % {"n": -left}
    if left > 1:
        return ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}
    return _("Due tomorrow") if left else _("Due today")


@register.filter
def due_class(due_on, today=None):
    """The stylesheet's word for it: is-late, is-soon (three days or fewer) or nothing."""
    left = days_left(due_on, today)
    if left is None or left > SOON:
        return ""
    return "is-late" if left < 0 else "is-soon"


@register.filter
def days_left(due_on, today=None):
    """Whole days from today to `due_on`: negative when overdue, None where no day is set."""
    return (due_on - (today or timezone.localdate())).days if due_on else None


def day(value):
    """A day, or the day of a moment; the year is named only when it is not this one."""
    if not value:
        return ""
    value = local(value)
    if value.year == timezone.localdate().year:
        return date_format(value, pgettext("day of this year", "M j"))
    return date_format(value, pgettext("day of another year", "M j, Y"))


def day_from(value, first):
    """The last day of a period: where `first` is named with its year, so is this."""
    if value and first and first.year != timezone.localdate().year:
        return date_format(value, pgettext("day of another year", "M j, Y"))
    return day(value)


def moment(value):
    """A day and the time of it, as the clocks in China show it."""
    return f"{day(value)} {date_format(local(value), 'H:i')}" if value else ""


def on_one_line(say):
    """As a page says it: Chinese may break anywhere, a date must not."""

    @wraps(say)
    def said(*told):
        words = say(*told)
        return words and format_html('<span class="keep">{}</span>', words)

    return said


for say in (day, day_from, moment):
    register.filter(say.__name__, on_one_line(say))


@register.filter
def weekday(value):
    return str(WEEKDAYS[local(value).weekday()]) if value else ""


@register.filter
def yuan(value):
    """An amount in yuan."""
    return amounts.money(value)


@register.filter
def wan(value):
    """An amount the figures give in 万元."""
    return amounts.money(Decimal(value) * amounts.WAN)


@register.filter
def percent(ratio):
    """A ratio between 0 and 1 as a percentage; a zero denominator has none (None)."""
    return amounts.rate(ratio)


@register.filter
def category_icon(code):
    return CATEGORY_ICONS.get(code, CATEGORY_ICONS["other"])


@register.filter
def as_moment(text):
    """A moment that is kept as text, as `isoformat` writes it."""
    return datetime.fromisoformat(text)


def local(value):
    """A day stays a day; a moment becomes local time."""
    return timezone.localtime(value) if hasattr(value, "tzinfo") else value
