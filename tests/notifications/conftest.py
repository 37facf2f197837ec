"""What tests of mail need: a server, and an installation with a public address."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from installation import in_force
from tests.notifications import mail_server


@pytest.fixture
def mail_office(settings):
    """A server that takes everything; the service is set up to write by it."""
    behaviour = mail_server.Behaviour()
    settings.EMAIL_BACKEND = "notifications.mail.server.Server"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 5
    settings.DEFAULT_FROM_EMAIL = "ledger@school.example"
    settings.NOTIFICATION_CHANNELS = ["mail"]
    with mail_server.opened(behaviour) as settings.EMAIL_PORT:
        yield behaviour


@pytest.fixture
def public_address():
    known = in_force.memory.current()
    kept = known._replace(public_address="https://ledger.example.org")
    return in_force.memory.keep(kept).public_address


@pytest.fixture
def certified(tmp_path):
    """A file with the key and the certificate of localhost, by which it vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    in_pem = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    file = tmp_path / "mail.pem"
    file.write_bytes(
        key.private_bytes(*in_pem, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return str(file)
