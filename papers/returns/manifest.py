"""What a packet holds: each file with its size and SHA-256, and what is not there and why."""

import hashlib
import json
import zipfile
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from papers.printing.stamp import entry

BESIDES = '\\/:*?"<>|'  # Windows takes none of these in a name


class Folder:
    """A place in a zip that remembers what was put there. `at` dates its files."""

    def __init__(self, archive: zipfile.ZipFile, at: datetime, path: str = "") -> None:
        self.archive, self.at, self.path = archive, at, path
        self.files: list[dict[str, Any]] = []
        self.lacking: list[str] = []

    def put(self, name: str, content: bytes) -> None:
        self.archive.writestr(entry(self.path + name, self.at), content)
        digest = hashlib.sha256(content).hexdigest()
        self.files.append({"name": name, "size": len(content), "sha256": digest})

    def lack(self, sentence: str) -> None:
        self.lacking.append(sentence)

    def close(self, told: dict[str, Any]) -> None:
        """The manifest itself comes last, when everything it lists is there."""
        whole = told | {"files": self.files, "lacking": self.lacking}
        text = json.dumps(whole, ensure_ascii=False, indent=2)
        name = self.path + _("manifest.json")
        self.archive.writestr(entry(name, self.at), text.encode())


def safe(name: str) -> str:
    """A folder's name that every system can unpack."""
    kept = "".join("_" if sign in BESIDES or not sign.isprintable() else sign for sign in name)
    return kept.strip(" .") or "_"
