"""Where a letter leads: to the page that opens one message, at the public address."""

from django.urls import reverse

from installation.in_force import memory
from notifications.mail import links

links.declare(
    address=lambda: memory.current().public_address,
    path=lambda message: reverse("web:notification", args=[message.pk]),
)
