"""A directory on loopback that speaks LDAP: it binds, and finds entries by one equality."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ldap3.protocol import rfc4511
from pyasn1.codec.ber import decoder, encoder
from pyasn1.error import SubstrateUnderrunError

BASE = "ou=people,dc=example,dc=org"
READER, READERS_PASSWORD = "cn=reader,dc=example,dc=org", "the reader's"
SUCCESS, INVALID_CREDENTIALS = 0, 49


class Directory:
    """`people`: dn → attributes, `userPassword` among them. `binds` are the names that were tried.
    As real ones do, it takes an empty password for nobody and says that all is well."""

    def __init__(self) -> None:
        self.people: dict[str, dict[str, str]] = {}
        self.binds: list[str] = []
        self.filters: list[tuple[str, str]] = []
        self.port = 0

    def person(self, uid: str, **attributes: str) -> None:
        dn = f"uid={uid},{BASE}"
        self.people[dn] = {"uid": uid, "entryUUID": f"uuid-{uid}", **attributes}

    def environment(self) -> dict[str, str]:
        return {
            "LDAP_URL": f"ldap://127.0.0.1:{self.port}",
            "LDAP_BASE": BASE,
            "LDAP_BIND_DN": READER,
            "LDAP_BIND_PASSWORD": READERS_PASSWORD,
        }

    def bind(self, dn: str, password: str) -> int:
        self.binds.append(dn)
        known = {READER: READERS_PASSWORD}
        known |= {name: told.get("userPassword", "") for name, told in self.people.items()}
        is_right = not password or known.get(dn) == password
        return SUCCESS if is_right else INVALID_CREDENTIALS

    def found(self, name: str, value: str) -> list[tuple[str, dict[str, str]]]:
        self.filters.append((name, value))
        return [(dn, told) for dn, told in self.people.items() if told.get(name) == value]


def answers(directory: Directory, message: Any) -> Iterator[tuple[str, Any]]:
    operation = message["protocolOp"]
    kind = operation.getName()
    asked = operation.getComponent()
    if kind == "bindRequest":
        password = bytes(asked["authentication"].getComponent()).decode()
        yield (
            "bindResponse",
            result(rfc4511.BindResponse(), directory.bind(bytes(asked["name"]).decode(), password)),
        )
    elif kind == "searchRequest":
        equal = asked["filter"].getComponent()
        told = (bytes(equal["attributeDesc"]).decode(), bytes(equal["assertionValue"]).decode())
        for dn, attributes in directory.found(*told):
            yield "searchResEntry", entry(dn, attributes, asked)
        yield "searchResDone", result(rfc4511.SearchResultDone(), SUCCESS)


def result(answer: Any, code: int) -> Any:
    answer["resultCode"] = rfc4511.ResultCode(code)
    answer["matchedDN"], answer["diagnosticMessage"] = "", ""
    return answer


def entry(dn: str, attributes: dict[str, str], asked: Any) -> Any:
    answer = rfc4511.SearchResultEntry()
    answer["object"] = rfc4511.LDAPDN(dn)
    listed = rfc4511.PartialAttributeList()
    wanted = [bytes(one).decode() for one in asked["attributes"]]
    for place, name in enumerate(name for name in wanted if name in attributes):
        one = rfc4511.PartialAttribute()
        one["type"] = rfc4511.AttributeDescription(name)
        one["vals"] = rfc4511.Vals().setComponentByPosition(0, attributes[name].encode())
        listed.setComponentByPosition(place, one)
    answer["attributes"] = listed
    return answer


@contextmanager
def running(directory: Directory) -> Iterator[Directory]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            waiting = b""
            while piece := self.request.recv(65536):
                waiting += piece
                try:
                    message, waiting = decoder.decode(waiting, asn1Spec=rfc4511.LDAPMessage())
                except SubstrateUnderrunError:
                    continue
                for name, said in answers(directory, message):
                    answer = rfc4511.LDAPMessage()
                    answer["messageID"] = message["messageID"]
                    operation = rfc4511.ProtocolOp()
                    operation[name] = said
                    answer["protocolOp"] = operation
                    self.request.sendall(encoder.encode(answer))

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        directory.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield directory
        finally:
            server.shutdown()
            thread.join(5)
