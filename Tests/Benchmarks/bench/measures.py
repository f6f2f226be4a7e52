"""What is measured: each gives one round of ours and one of the baseline, run one right after the other."""

import os
import socket
import struct
import subprocess
import time

from . import statements
from .load import CONNECTIONS, Rate, pgbench, seconds_of, wrk
from .machines import REPOSITORY, Failed, postgres_program


class Measure:
    """One line of the table. `goal` is the ratio of design to reach."""

    def __init__(self, name, baseline, unit, goal, machines, seconds):
        self.name, self.baseline, self.unit, self.goal = name, baseline, unit, goal
        self.machines, self.seconds = machines, seconds
        self.notes = []

    def ours(self):
        """One round of the service."""
        raise NotImplementedError

    def theirs(self):
        """One round of what it is measured against."""
        raise NotImplementedError


class Queue(Measure):
    """GET /api/assignments, twenty lines, against the handler's one statement."""

    def ours(self):
        tokens = [row[0] for row in self.machines.sql("select token from bench.assessor order by slot")]
        return wrk(self.machines.url, "queue.lua", tokens, self.seconds, threads=2)

    def theirs(self):
        return pgbench(
            self.machines, "select person from bench.assessor where slot = :client_id", [statements.queue()], self.seconds, {})


class Score(Measure):
    """PUT of one score, against the statements of its transaction. `first` chooses the desks: see seed.sql."""

    def __init__(self, first, *arguments):
        super().__init__(*arguments)
        self.first = first

    def ours(self):
        rows = self.machines.sql(
            "select token, '/api/assignments/' || d.assignment || '/scores/' || d.claim || '/' || d.criterion, k.version"
            f" from bench.desk d join scorecard k on k.id = d.scorecard where slot >= {self.first}"
            f" order by slot limit {CONNECTIONS}")
        return wrk(self.machines.url, "score.lua", [",".join(row) for row in rows], self.seconds)

    def theirs(self):
        once = ("select d.assignment, d.claim, d.scorecard, d.person, d.institution, d.criterion, k.version as expected"
                " from bench.desk d join scorecard k on k.id = d.scorecard"
                f" where slot = {self.first + CONNECTIONS} + :client_id")
        return pgbench(self.machines, once, statements.score(), self.seconds, {
            "level": "competent", "comment": "Seen in the second photograph, and in what the witness says."})


class FeedPage(Measure):
    """GET /api/credit-feed?limit=200, against its one statement."""

    def ours(self):
        return wrk(self.machines.url, "page.lua", ["prior_c_bench"], self.seconds, threads=2)

    def theirs(self):
        once = "select bench.id('institution', 0) as institution"
        return pgbench(
            self.machines, once, ["\\set after random(0, 199000)\n" + statements.feed_page()], self.seconds, {})


class FeedStream(Measure):
    """The whole feed as NDJSON, against psql's \\copy of the same lines."""

    ENTRIES = 200_000

    def ours(self):
        self.machines.forget_peak()
        lines = self.machines.scratch / "lines"
        with open(lines, "wb") as out:
            seconds = seconds_of(
                ["curl", "--silent", "--show-error", "--fail", "-H", "Authorization: Bearer prior_c_bench",
                 "-H", "Accept: application/x-ndjson", f"{self.machines.url}/api/credit-feed"], stdout=out)
        self.notes.append(f"{self.machines.peak_memory():.0f} MB resident at most")
        self._require_all(lines)
        return Rate(self.ENTRIES / seconds, self.ENTRIES)

    def theirs(self):
        lines = self.machines.scratch / "lines"
        copy = ("\\copy (select entry from feed_entry where institution_id = bench.id('institution', 0) order by position)"
                " to stdout with (format csv, quote e'\\x01', delimiter e'\\x02')")
        with open(lines, "wb") as out:
            seconds = seconds_of([postgres_program("psql"), "-X", "-q", "-c", copy], stdout=out, env=self.machines.connection)
        self._require_all(lines)
        return Rate(self.ENTRIES / seconds, self.ENTRIES)

    def _require_all(self, lines):
        with open(lines, "rb") as file:
            count = sum(1 for _ in file)
        lines.unlink()
        if count != self.ENTRIES:
            raise Failed(f"The feed gave {count} entries, not {self.ENTRIES}.")


class LargeUpload(Measure):
    """One stream of 64 MB files, hashed, typed, made durable and entered, against nginx that keeps the bytes."""

    SIZE = 64 << 20
    COUNT = 4

    def ours(self):
        [[portfolio, token]] = self.machines.sql("select portfolio, token from bench.uploader where slot = 0")
        head = (f"POST /api/portfolios/{portfolio}/evidence HTTP/1.1\r\nAuthorization: Bearer {token}\r\n"
                "Content-Disposition: attachment; filename=\"interview.wav\"\r\n")
        self.machines.forget_peak()
        rate = self._send(self.machines.port, lambda _: head)
        self.notes.append(f"{self.machines.peak_memory():.0f} MB resident at most")
        return rate

    def theirs(self):
        return self._send(self.machines.nginx_port, lambda name: f"PUT /big/{name}.wav HTTP/1.1\r\n")

    def _send(self, port, head):
        """MB per second. The kernel moves the file (sendfile), so that sending costs next to nothing."""
        path = self._sound()
        seconds = 0.0
        for turn in range(self.COUNT):
            name = os.urandom(16).hex()
            with open(path, "r+b") as file:
                file.seek(44)
                file.write(name.encode())  # no two uploads are alike: nothing is there already
            os.sync()
            started = time.perf_counter()
            with socket.create_connection(("127.0.0.1", port)) as link, open(path, "rb") as file:
                link.settimeout(60)
                link.sendall((head(name) + f"Host: 127.0.0.1\r\nContent-Type: audio/x-wav\r\nContent-Length: {self.SIZE}\r\n"
                              "Connection: close\r\n\r\n").encode())
                link.sendfile(file)
                status = link.recv(4096).split(b" ", 2)[1]
            seconds += time.perf_counter() - started
            if status != b"201":
                raise Failed(f"A large upload was answered {status.decode()}.")
        return Rate(self.SIZE * self.COUNT / 1e6 / seconds, self.COUNT)

    def _sound(self):
        path = self.machines.scratch / "sound.wav"
        if not path.exists():
            data = self.SIZE - 44
            with open(path, "wb") as file:
                file.write(b"RIFF" + struct.pack("<I", data + 36) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 16000, 32000, 2, 16)
                           + b"data" + struct.pack("<I", data))
                file.write((os.urandom(1 << 20) * 64)[:data])
        return path


class SmallUploads(Measure):
    """100 KB files on eight connections."""

    def ours(self):
        places = [f"{token},/api/portfolios/{portfolio}/evidence" for portfolio, token in self.machines.sql(
            "select portfolio, token from bench.uploader order by slot")]
        return self._send(self.machines.url, "POST", places)

    def theirs(self):
        return self._send(f"http://127.0.0.1:{self.machines.nginx_port}", "PUT", [",/small/"] * CONNECTIONS)

    def _send(self, url, method, places):
        subprocess.run(["sync"], check=True)
        return wrk(url, "upload.lua", [method, os.urandom(8).hex(), *places], self.seconds)


class Typing(Measure):
    """Verdicts over the walkthrough's files, in the sandbox against the same looks in one process."""

    TURNS = 100

    def ours(self):
        rate = self._type()
        self.notes.append(f"{1000 / rate.value:.2f} ms a file")
        return rate

    def theirs(self):
        return self._type("--in-process")

    def _type(self, *options):
        samples = sorted((REPOSITORY / "Sources/prior/Samples").iterdir())
        command = [self.machines.program, "evidence", "type", "--rubrics", REPOSITORY / "rubrics", *options]
        seconds = seconds_of(command + samples * self.TURNS, stdout=subprocess.DEVNULL)
        count = len(samples) * self.TURNS
        return Rate(count / seconds, count)


def all_of_them(machines, seconds):
    """The table's lines in their order. The goals stand in the project's design: ratios that a good design reaches."""
    return [
        Queue("assessor's queue, 20 lines", "pgbench, the same statement", "requests/s", 0.70, machines, seconds),
        Score(0, "one score, 8 institutions", "pgbench, the same transaction", "requests/s", 0.65, machines, seconds),
        Score(16, "one score, one institution", "pgbench, the same transaction", "requests/s", 0.65, machines, seconds),
        FeedPage("feed page of 200", "pgbench, the same statement", "requests/s", 0.75, machines, seconds),
        FeedStream("feed of 200,000 as NDJSON", "psql \\copy", "entries/s", 1.1, machines, seconds),
        LargeUpload("upload, 64 MB, one stream", "nginx, not hashed, not synced", "MB/s", 0.65, machines, seconds),
        SmallUploads("upload, 100 KB, 8 at once", "nginx, not hashed, not synced", "requests/s", 0.65, machines, seconds),
        Typing("typing, sandboxed", "the same in one process", "files/s", 0.5, machines, seconds),
    ]
