"""How the service stands towards the outside: its proxies, HTTPS, and what is amiss with them."""

from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured

from config import environment

DAY = 24 * 3600
NO_TLS_HERE = (
    "HTTPS=yes needs a proxy that speaks TLS in front of the service, and PROXIES says how many "
    "there are: leave PROXIES out (1), or set HTTPS=no for a closed network without a proxy."
)
HSTS_NEEDS_HTTPS = "HSTS is a promise to speak HTTPS only; with HTTPS=no it cannot be kept."
ANY_NAME = (
    "ALLOWED_HOSTS is empty: the service answers to any name, and people can be led to it under a "
    "name that is not yours."
)
IN_THE_CLEAR = (
    "HTTPS=no: passwords, photos and tokens can be read by anybody on the network in between."
)
NO_PROXY = (
    "PROXIES is 0: should there be a proxy in front, everybody has its address, and one stranger "
    "who guesses passwords keeps all others from logging in on a new device."
)
OPEN_PORT = (
    "HOST={host} with PROXIES={proxies}: whoever reaches this port without the proxy can claim any "
    "address. Let only the proxy reach it (HOST=127.0.0.1, or a firewall)."
)


class Exposure(NamedTuple):
    """What the environment says of it."""

    host: str
    names: list[str]
    https: bool
    proxies: int
    hsts: int

    @property
    def is_local(self) -> bool:
        return environment.is_loopback(self.host)

    @property
    def is_public(self) -> bool:
        """Others can reach it, directly or through a proxy: no demo people then."""
        return self.https or bool(self.names) or not self.is_local

    def warnings(self) -> list[str]:
        """One sentence for each thing that will go wrong."""
        if not self.is_public:
            return []
        port_is_open = self.proxies and not self.is_local
        said = {
            ANY_NAME: not self.names and not self.is_local,
            IN_THE_CLEAR: not self.https,
            NO_PROXY: not self.proxies,
            OPEN_PORT.format(host=self.host, proxies=self.proxies): port_is_open,
        }
        return [sentence for sentence, is_so in said.items() if is_so]


def exposure() -> Exposure:
    """Raises ImproperlyConfigured where the variables contradict each other."""
    host, names = environment.host(), environment.words("ALLOWED_HOSTS")
    https = environment.flag("HTTPS", default=not environment.is_loopback(host))
    proxies = environment.number("PROXIES", int(https), least=0, most=5)
    hsts = environment.number("HSTS", 30 * DAY if https else 0, least=0, most=730 * DAY)
    if https and not proxies:
        raise ImproperlyConfigured(NO_TLS_HERE)
    if hsts and not https:
        raise ImproperlyConfigured(HSTS_NEEDS_HTTPS)
    return Exposure(host, names, https, proxies, hsts)
