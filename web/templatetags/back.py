"""The address of ‹ and of the first crumb (web/came_from.py)."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from web.came_from import list_at

register = template.Library()


@register.simple_tag(takes_context=True)
def back_to(context, usual: str):
    """The attributes of a link back: to the list one came from, or else to the `usual` page. One
    that leads to a list may be led to the last one of its tab (js/back.js)."""
    place = context.get("came_from")
    url = place.url if place else usual
    if list_at(url.partition("?")[0]):
        return format_html(' href="{}" data-back="list"', url)
    return format_html(' href="{}"', url)


@register.simple_tag(takes_context=True)
def crumb_back(context, usual: str):
    """The same as a crumb that says which list it is."""
    place = context.get("came_from")
    label = place.label if place else list_at(usual.partition("?")[0]) or _("Back")
    return format_html('<a{} data-says="heading">{}</a>', back_to(context, usual), label)
