"""Does mail arrive? Told by an administrator who has had a letter sent to themselves."""

from django.utils import timezone

from installation.models import Confirmation
from notifications.mail import answers
from notifications.mail.answers import Answer
from organizations.models import User

STEP, TESTED = "mail", "mail_tested"  # rows of `Confirmation`: done without it, and tested


def send_test(*, by: User) -> Answer:
    """To the address of `by`, at once; that it was taken is remembered with the moment."""
    answer = answers.send_now(answers.test_letter(by.email))
    if answer.is_taken:
        told = {"by": by, "at": timezone.now()}
        Confirmation.objects.update_or_create(step=TESTED, defaults=told)
    return answer
