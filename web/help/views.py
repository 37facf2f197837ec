"""The page itself."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organizations.administration import administers_everything
from organizations.models import Role
from web.help.page import chapters_for


@require_safe
def help_page(request):
    """Pages a role does not have are said, and not linked to for who does not hold it."""
    looks_after_all = administers_everything(request.user)
    told = [
        {
            "role": chapter.role,
            "is_mine": is_mine,
            "lines": [
                (line.says, reverse(f"web:{line.page}") if line.page and opens else "")
                for line in chapter.lines
            ],
        }
        for chapter, is_mine in chapters_for(request.user)
        # The pages of an administrator are those of whoever looks after every unit.
        for opens in [is_mine and (chapter.role != Role.ADMINISTRATOR or looks_after_all)]
    ]
    return render(request, "help/help.html", {"page": "me", "chapters": told})
