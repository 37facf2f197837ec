"""How many calls a person or a stranger may make: 429 with Retry-After beyond."""

from rest_framework.throttling import BaseThrottle

from throttling import rates
from throttling.addresses import client_address, network


class CallRate(BaseThrottle):
    """A person is counted over all their tokens and sessions, a stranger by address."""

    seconds = 0

    def allow_request(self, request, view) -> bool:
        user = request.user
        if user and user.is_authenticated:
            self.seconds = rates.wait("api_person", str(user.pk))
        else:
            self.seconds = rates.wait("api_stranger", network(client_address(request)))
        return not self.seconds

    def wait(self) -> int:
        return self.seconds
