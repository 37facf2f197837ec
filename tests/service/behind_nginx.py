"""The shipped nginx file at work: filled with ports of our own, in front of the shipped service."""

import os
import re
import subprocess
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Template

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOUSE = Path(__file__).resolve().parents[2]
TEMPLATE = HOUSE / "deploy" / "nginx" / "ledger.conf.template"
NAME = "ledger.example.org"
SERVER = "server 127.0.0.1:{port} fail_timeout=2s;"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
MAIN = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1; {user}
events {{ worker_connections 1024; }}
http {{ access_log off; {paths} include {folder}/ledger.conf; }}
"""


def self_signed(folder: Path) -> None:
    """A certificate and its key, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, *private))


def filled(folder: Path, http: int, https: int, *services: int) -> str:
    """The shipped template as an operator fills it; every name in it must be given."""
    told = {
        "UPSTREAM_SERVERS": " ".join(SERVER.format(port=port) for port in services),
        "LISTEN_HTTP": f"127.0.0.1:{http}",
        "LISTEN_HTTPS": f"127.0.0.1:{https}",
        "SERVER_NAME": NAME,
        "PUBLIC_ADDRESS": f"https://{NAME}:{https}",
        "CERTIFICATE": f"{folder}/certificate.pem",
        "CERTIFICATE_KEY": f"{folder}/key.pem",
    }
    text = Template(TEMPLATE.read_text()).safe_substitute(told)
    assert not re.findall(r"\$\{[A-Z_]+\}", text)
    return text


def nginx(stack: ExitStack, folder: Path, http: int, https: int, *services: int) -> None:
    """Start it in a folder of its own; it ends with the stack."""
    folder.mkdir()
    self_signed(folder)
    (folder / "ledger.conf").write_text(filled(folder, http, https, *services))
    paths = " ".join(f"{one}_temp_path {folder}/{one};" for one in TEMPORARY)
    # Started as root it would hand its work to a user who may not look into this folder.
    user = "user root;" if os.getuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder, paths=paths, user=user))
    process = subprocess.Popen(["/usr/sbin/nginx", "-c", str(main), "-e", f"{folder}/error.log"])
    stack.callback(process.wait, 30)
    stack.callback(process.terminate)
