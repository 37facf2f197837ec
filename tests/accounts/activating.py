"""People who have never been in, and what happens when somebody uses a code."""

from django.test import Client

from accounts.activation.issuing import issue
from organizations.models import User

NEW = "my own quite new 8"
TWICE = {"new_password1": NEW, "new_password2": NEW}


def never_in(person: User) -> User:
    """As the district's list is loaded: there is a person, and no password."""
    person = User.objects.get(pk=person.pk)
    person.set_unusable_password()
    person.last_login = None
    person.save()
    return person


def code_for(person: User, by: User | None = None) -> str:
    (one,) = issue([User.objects.get(pk=person.pk)], by=by)
    return one.code


def opened(code: str, client: Client | None = None, **where) -> Client:
    """A browser in which the code was typed."""
    client = client or Client()
    client.post("/activate/", {"code": code}, **where)
    return client


def activates(code: str, client: Client | None = None) -> bool:
    """Does the code set a password?"""
    client = opened(code, client)
    answer = client.post("/activate/password/", TWICE)
    return answer.status_code == 302 and answer.url == "/"


def logs_in(person: User, password: str = NEW) -> bool:
    told = {"username": person.username, "password": password}
    return Client().post("/login/", told).status_code == 302
