"""The shipped service with one person in it, and a picture to send."""

import io
import os
import subprocess
import sys
from contextlib import contextmanager

import pytest
from PIL import Image

from tests.monitoring import shipped


@pytest.fixture
def picture():
    out = io.BytesIO()
    Image.effect_noise((1600, 1200), 90).save(out, "JPEG", quality=95)
    return out.getvalue()


@pytest.fixture
def service(tmp_path):
    """Starts the service on an empty ledger; gives its folder, its process and a visitor."""

    @contextmanager
    def service(**environ):
        folder = tmp_path / "data"
        environ = {"DEMO": "no", **environ}
        with shipped.running(folder, tmp_path / "log", **environ) as (port, process):
            known = {**shipped.PLAIN, **environ, "DATA_DIR": str(folder)}
            manage(known, "createsuperuser", "--noinput", "--username=keeper", "--name=Keeper")
            visitor = shipped.Visitor(port).log_in("keeper", shipped.PASSWORD)
            yield Running(folder, process, visitor, known, tmp_path / "log")

    return service


class Running:
    def __init__(self, folder, process, visitor, environ, log):
        self.folder, self.process, self.visitor = folder, process, visitor
        self.environ, self.log = environ, log

    def processes(self):
        found = [self.process.pid]
        for pid in found:
            found += shipped.children_of(pid)
        return found

    def shell(self, code):
        """The exit code of Python on the same data, in a process of its own."""
        return manage(self.environ, "shell", "--no-imports", "-c", code, check=False).returncode


def manage(environ, *command, check=True):
    known = {**environ, "DJANGO_SUPERUSER_PASSWORD": shipped.PASSWORD}
    line = [sys.executable, "manage.py", *command]
    return subprocess.run(line, cwd=shipped.HOUSE, env=known, check=check, capture_output=True)


@pytest.fixture
def store(tmp_path):
    """An S3 store on loopback with one bucket; `stop` and `start` it."""
    one = Store(tmp_path)
    one.start()
    yield one
    one.stop()


class Store:
    def __init__(self, folder):
        self.port, self.process = shipped.free_port(), None
        self.environ = {
            "MEDIA_URL_S3": f"http://127.0.0.1:{self.port}",
            "AWS_STORAGE_BUCKET_NAME": "photos",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_S3_REGION_NAME": "us-east-1",
        }
        self.log = open(folder / "store.log", "ab")  # noqa: SIM115  closed with the store

    def start(self):
        line = [sys.executable, "-m", "tests.monitoring.bucket", str(self.port)]
        self.process = subprocess.Popen(
            line, cwd=shipped.HOUSE, env={**os.environ}, stdout=subprocess.PIPE, stderr=self.log
        )
        assert self.process.stdout.readline()  # it says so when the bucket is there

    def stop(self):
        self.process.terminate()
        self.process.communicate(timeout=shipped.PATIENCE)
