"""The files an operator installs name commands, settings and sizes that there are."""

import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from tests.test_architecture import HOUSE

DEPLOY = HOUSE / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
SAID = re.compile(r"^#?([A-Z][A-Z0-9_]+)=", re.MULTILINE)


def unit(file: Path) -> ConfigParser:
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read_string(file.read_text())
    return parser


def is_known(command: str) -> bool:
    """What stands behind the interpreter is a module or a management command of ours."""
    _python, first, second, *_ = command.split()
    if first == "-m":
        return (HOUSE / f"{second.replace('.', '/')}.py").exists()
    return first == "manage.py" and second in get_commands()


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.name)
def test_a_unit_starts_what_there_is_as_a_user_without_rights(file):
    service = unit(file)["Service"]
    started = [service[name] for name in ("ExecStartPre", "ExecStart") if name in service]
    assert started and all(map(is_known, started))
    assert service["User"] == "ledger" and service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict" and service["UMask"] == "0077"


def test_the_timer_starts_a_unit_that_there_is():
    (timer,) = (DEPLOY / "systemd").glob("*.timer")
    assert timer.with_suffix(".service") in UNITS


def test_every_setting_of_the_example_is_one_the_service_reads():
    named = set(SAID.findall((DEPLOY / "ledger.env.example").read_text()))
    code = "".join(file.read_text() for file in (HOUSE / "config").rglob("*.py"))
    from_the_store = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
    assert {name for name in named - from_the_store if f'"{name}"' not in code} == set()


def test_every_setting_of_the_example_stands_in_the_manual():
    named = set(SAID.findall((DEPLOY / "ledger.env.example").read_text()))
    manual = (HOUSE / "docs" / "operations.md").read_text()
    told = manual + "AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_S3_REGION_NAME"
    assert {name for name in named if name not in told} == set()


def test_compose_runs_web_worker_database_and_nginx_apart():
    told = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = told["services"]
    assert set(services) == {"nginx", "web", "worker", "database", "photos"}
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]
    assert is_known(" ".join(services["worker"]["command"]))
    assert services["web"]["environment"]["WORKER"] == "no"
    filled = set(re.findall(r"\$\{([A-Z_]+)\}", nginx_template()))
    assert filled <= set(services["nginx"]["environment"])


def nginx_template() -> str:
    return (DEPLOY / "nginx" / "ledger.conf.template").read_text()


def test_the_image_installs_by_hash_and_runs_as_nobody_of_power():
    lines = (DEPLOY / "Dockerfile").read_text()
    assert "--require-hashes" in lines and "USER 10001" in lines and "HEALTHCHECK" in lines
    copied = re.findall(r"COPY (requirements[^ ]*(?: requirements[^ ]*)*)", lines)
    assert all((HOUSE / name).exists() for names in copied for name in names.split())


def test_make_says_what_it_needs_to_know():
    for target, name in (("backup", "TO"), ("restore", "FROM")):
        command = ["make", "--silent", target, f"PYTHON={sys.executable}"]
        done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True)
        assert done.returncode != 0 and f"{name}=folder" in done.stderr
