"""What a reader says, as frames on a socket: JSON values and bytes, then an end or a refusal."""

import json
import socket
import struct
from collections.abc import Iterable
from typing import Any

from foreign.errors import Refused, TooCostly

LENGTH = struct.Struct(">I")  # of a request to the server, in bytes
HEAD = struct.Struct(">cI")  # what it is, and how many bytes follow
VALUE, BYTES, REFUSAL, END = b"v", b"b", b"r", b"e"
PIECE = 64 * 1024


def send(to: socket.socket, values: Iterable[Any]) -> None:
    """Each value as it comes, then the end; a Refused raised on the way is told instead of it."""
    try:
        for value in values:
            is_bytes = isinstance(value, bytes)
            put(to, BYTES if is_bytes else VALUE, value if is_bytes else as_json(value))
    except Refused as refusal:
        put(to, REFUSAL, as_json(refusal.code))
    else:
        put(to, END, b"")


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()


def put(to: socket.socket, kind: bytes, body: bytes) -> None:
    to.sendall(HEAD.pack(kind, len(body)))
    to.sendall(body)


def received(source: socket.socket, most: int) -> list[Any]:
    """Everything up to the end. Raises Refused as the reader did, TooCostly after `most` bytes, and
    EOFError where it breaks off. What is not what we send is an EOFError too."""
    values: list[Any] = []
    while True:
        kind, length = HEAD.unpack(exactly(source, HEAD.size))
        most -= length + HEAD.size
        if most < 0:
            raise TooCostly
        body = exactly(source, length)
        if kind == END:
            return values
        if kind == REFUSAL:
            raise Refused(from_json(body))
        values.append(body if kind == BYTES else from_json(body))


def from_json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise EOFError from error


def exactly(source: socket.socket, length: int) -> bytes:
    body = bytearray()
    while len(body) < length:
        piece = source.recv(min(PIECE, length - len(body)))
        if not piece:
            raise EOFError
        body += piece
    return bytes(body)


def everything(source: socket.socket) -> bytes:
    """Until the other side has no more to say."""
    body = bytearray()
    while piece := source.recv(PIECE):
        body += piece
    return bytes(body)
