"""The service as shipped behind the nginx file as shipped, seen from outside."""

import http.client
import io
import os
import re
import socket
import sqlite3
import ssl
import subprocess
import sys
import uuid
from contextlib import ExitStack, closing
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.conf import settings as shipped
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image

from tests.service import behind_nginx
from tests.service.behind_nginx import HOUSE, NAME
from tests.service.test_serve import until

pytestmark = [pytest.mark.nginx, pytest.mark.service]
PLAIN = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
WHO = {"username": "administrator", "password": "Kiefernholz-77"}
HERS = "127.0.0.9"  # the address she comes from


def free_ports(n: int) -> list[int]:
    with ExitStack() as stack:
        probes = [stack.enter_context(closing(socket.socket())) for _ in range(n)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """nginx, web and a person with a password."""
    folder = tmp_path_factory.mktemp("site")
    plain, tls, port = free_ports(3)
    environ = {**PLAIN, "DATA_DIR": str(folder / "data"), "PORT": str(port), "DEMO": "no"}
    environ |= {"HTTPS": "yes", "PROXIES": "1", "ALLOWED_HOSTS": NAME, "WORKER": "no"}
    with ExitStack() as stack:
        behind_nginx.nginx(stack, folder / "nginx", plain, tls, port)
        python = [sys.executable]
        service = subprocess.Popen([*python, "-m", "config.serve"], cwd=HOUSE, env=environ)
        stack.callback(service.wait, 60)
        stack.callback(service.terminate)
        site = SimpleNamespace(http=plain, https=tls, data=folder / "data", service=service)
        until(lambda: asked(site, "GET", "/login/")[0] == 200)
        known = {**environ, "DJANGO_SUPERUSER_PASSWORD": WHO["password"]}
        create = ["manage.py", "createsuperuser", "--noinput", "--username", WHO["username"]]
        subprocess.run([*python, *create, "--name", "管理员"], cwd=HOUSE, env=known, check=True)
        yield site


def connection_to(site, **options) -> http.client.HTTPSConnection:
    """The name is asked for in the greeting as well, as browsers do."""
    context = ssl.create_default_context(cafile=site.data.parent / "nginx" / "certificate.pem")
    line = http.client.HTTPSConnection(NAME, site.https, timeout=60, **options)
    raw = socket.create_connection(("127.0.0.1", site.https), 60, options.get("source_address"))
    line.sock = context.wrap_socket(raw, server_hostname=NAME)
    return line


def asked(site, method, path, body=None, headers=(), **options):
    """Status, headers and body of the answer; 0 while nobody listens."""
    try:
        with closing(connection_to(site, **options)) as line:
            line.request(method, path, body, dict(headers))
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read()
    except ConnectionError:
        return 0, None, b""


def logged_in(site, **headers) -> http.client.HTTPMessage:
    """What comes back when the log-in form is sent as a browser sends it."""
    _, first, page = asked(site, "GET", "/login/")
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page)[1].decode()
    cookie = first["Set-Cookie"].split(";")[0]
    origin = f"https://{NAME}:{site.https}"
    told = {"Cookie": cookie, "Origin": origin, "Content-Type": "application/x-www-form-urlencoded"}
    form = urlencode({**WHO, "csrfmiddlewaretoken": token})
    status, answer, _ = asked(site, "POST", "/login/", form, {**told, **headers})
    assert status == 302, status
    return answer


def test_plain_http_is_sent_to_https(site):
    with closing(http.client.HTTPConnection("127.0.0.1", site.http, timeout=30)) as line:
        line.request("GET", "/ledger/?state=closed", headers={"Host": NAME})
        answer = line.getresponse()
    address = f"https://{NAME}:{site.https}/ledger/?state=closed"
    assert (answer.status, answer.headers["Location"]) == (308, address)


def test_a_browser_is_held_to_https_and_its_cookies_go_nowhere_else(site):
    answer = logged_in(site)
    assert "max-age=" in answer["Strict-Transport-Security"]
    cookies = answer.get_all("Set-Cookie")
    assert len(cookies) >= 2 and all("; Secure" in cookie for cookie in cookies)


def test_nobody_chooses_the_address_they_come_from(site):
    told = {"Content-Type": "application/json", "X-Forwarded-For": "203.0.113.7"}
    wrong = b'{"username": "administrator", "password": "wrong"}'
    where = {"source_address": (HERS, 0)}
    status, *_ = asked(site, "POST", "/api/v1/auth/login/", wrong, told, **where)
    assert status == 401
    with closing(sqlite3.connect(site.data / "ledger.sqlite3")) as ledger:
        (found,) = ledger.execute("SELECT network FROM throttling_failedlogin").fetchall()
    assert found == (HERS,)


def picture(side: int) -> io.BytesIO:
    """Noise does not pack: about three bytes a pixel."""
    file = io.BytesIO()
    noise = Image.frombytes("RGB", (side, side), os.urandom(3 * side * side))
    noise.save(file, "PNG", compress_level=0)
    file.seek(0)
    file.name = "photo.png"
    return file


def test_a_photo_of_almost_twenty_megabytes_comes_through(site):
    told = {"Content-Type": "application/json"}
    login = f'{{"username": "{WHO["username"]}", "password": "{WHO["password"]}"}}'
    _, _, body = asked(site, "POST", "/api/v1/auth/login/", login, told)
    token = re.search(rb'"token": ?"(\w+)"', body)[1].decode()
    parts = encode_multipart(BOUNDARY, {"id": str(uuid.uuid4()), "file": picture(2550)})
    assert len(parts) > 19_000_000
    told = {"Content-Type": MULTIPART_CONTENT, "Authorization": f"Token {token}"}
    status, _, body = asked(site, "POST", "/api/v1/photos/", parts, told)
    assert status == 201, body


def test_nginx_lets_through_what_the_service_takes_and_no_more(site):
    text = (behind_nginx.TEMPLATE).read_text()
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", text)
    assert int(megabytes) * 1024**2 == shipped.MAX_REQUEST_BYTES
    with closing(connection_to(site)) as line:
        line.putrequest("POST", "/api/v1/photos/")
        line.putheader("Content-Length", str(shipped.MAX_REQUEST_BYTES + 1))
        line.endheaders()
        assert line.getresponse().status == 413


def test_a_machine_for_the_web_alone_runs_no_worker(site):
    children = Path(f"/proc/{site.service.pid}/task/{site.service.pid}/children").read_text()
    commands = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children.split()]
    assert len(commands) == 1 and b"config.serving.server" in commands[0]


def test_figures_about_the_service_are_not_for_the_net(site):
    assert asked(site, "GET", "/metrics")[0] == 404


def test_while_the_service_is_away_people_are_told_when_to_come_back(tmp_path):
    plain, tls, nobody = free_ports(3)
    with ExitStack() as stack:
        behind_nginx.nginx(stack, tmp_path / "nginx", plain, tls, nobody)
        away = SimpleNamespace(http=plain, https=tls, data=tmp_path / "data")
        until(lambda: asked(away, "GET", "/")[0])
        status, headers, body = asked(away, "GET", "/")
    assert (status, headers["Retry-After"]) == (503, "10")
    assert "请稍后再试" in body.decode()
