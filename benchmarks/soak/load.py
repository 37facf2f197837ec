"""Load while processes are killed: reports and moves, exports, imports; what was answered is
counted, and what may or may not have been done because the answer never came."""

import io
import json
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from random import Random
from threading import Event, Thread
from typing import Any

from xlsxwriter import Workbook

from benchmarks.floor.calls import API, BOUNDARY, Ask, post, report
from benchmarks.floor.storm import moves

MOVERS = 4
ROWS = 260  # more than are loaded at once
HEADS = ("编号", "单位", "类别", "隐患部位", "存在问题", "检查日期")


class Load:
    """Threads that ask until the end of the block; `accepted` and `unsure` count acts by hazard."""

    def __init__(self, port: int, known: dict[str, Any], chance: Random) -> None:
        self.port, self.known, self.ended = port, known, Event()
        self.accepted, self.unsure = Counter[str](), Counter[str]()
        self.statuses, self.jobs = Counter[int](), list[str]()
        seeds = [chance.random() for _ in range(MOVERS)]
        self.threads = [Thread(target=self.move, args=(Random(seed),)) for seed in seeds]
        self.threads += [Thread(target=self.export), Thread(target=self.bring_in)]

    def __enter__(self) -> "Load":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_told: Any) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join(120)

    def ask(self, asked: Ask) -> tuple[int, dict[str, Any]]:
        """The status and the body; 0 when no answer came."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            kind = {"Content-Type": asked.content_type}
            line.request(asked.method, asked.path, asked.body, {**asked.headers, **kind})
            answer = line.getresponse()
            status, body = answer.status, answer.read()
        except (OSError, HTTPException):
            status, body = 0, b""
        finally:
            line.close()
        self.statuses[status] += 1
        if status == 0 or status >= 500:
            self.ended.wait(0.5)
            return status, {}
        return status, json.loads(body)

    def act(self, pk: str, asked: Ask) -> bool:
        status, _ = self.ask(asked)
        self.accepted[pk] += status in (200, 201)
        self.unsure[pk] += status == 0 or status >= 500
        return status in (200, 201)

    def move(self, chance: Random) -> None:
        while not self.ended.is_set():
            asked = report(self.known, chance, self.known["without_photo"])
            told = json.loads(asked.body)
            if self.act(told["id"], asked):
                for request in moves(self.known, told["id"], told["unit"]):
                    if not self.act(told["id"], request):
                        break
            self.ended.wait(0.2)

    def export(self) -> None:
        while not self.ended.wait(2):
            self.leave(post(self.known["auditor"], "exports", {}))

    def leave(self, asked: Ask) -> None:
        status, told = self.ask(asked)
        if status == 202:
            self.jobs.append(told["job"])

    def bring_in(self) -> None:
        number = 0
        while not self.ended.wait(10):
            number += 1
            status, told = self.ask(upload(self.known["auditor"], self.workbook(number)))
            if status == 201:
                self.leave(post(self.known["auditor"], f"imports/{told['id']}/commit", {}))

    def workbook(self, number: int) -> bytes:
        file, codes = io.BytesIO(), self.known["codes"]
        with Workbook(file) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, HEADS)
            for n in range(1, ROWS + 1):
                place, what = f"教学楼{n}层", f"第{number}批：疏散通道堆放课桌"
                name = f"S{number}-{n}-{time.time_ns() % 10**6}"
                row = (name, codes[n % len(codes)], "消防", place, what, "2021-06-05")
                sheet.write_row(n, 0, row)
        return file.getvalue()


def upload(token: str, content: bytes) -> Ask:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n'
    head += "Content-Type: application/octet-stream\r\n\r\n"
    body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return Ask("POST", f"{API}/imports/", {"Authorization": f"Token {token}"}, body, kind)
