"""Puts the district's own administration site in the place of Django's."""

from django.contrib.admin.apps import AdminConfig


class Administration(AdminConfig):
    default_site = "organizations.administration.Site"
