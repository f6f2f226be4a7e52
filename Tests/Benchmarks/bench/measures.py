"""What is measured: each gives one round of ours and one of the baseline, run one right after the other."""

import os
import socket
import struct
import subprocess
import time

from . import statements
from .allocation import Allocation
from .uploads import HashedUpload, LargeUpload, ManyUploads, SmallUploads
from .measure import Measure
from .load import CONNECTIONS, Rate, pgbench, seconds_of, wrk
from .machines import REPOSITORY, Failed, postgres_program


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
        return wrk(
            self.machines.url, "page.lua", ["prior_c_bench", str(self.machines.feed_entries - 1000)], self.seconds, threads=2)

    def theirs(self):
        once = "select bench.id('institution', 0) as institution"
        return pgbench(
            self.machines, once, [f"\\set after random(0, {self.machines.feed_entries - 1000})\n" + statements.feed_page()], self.seconds, {})


class FeedStream(Measure):
    """The whole feed as NDJSON, against psql's \\copy of the same lines."""

    @property
    def entries(self):
        return self.machines.feed_entries

    def ours(self):
        self.machines.forget_peak()
        lines = self.machines.scratch / "lines"
        with open(lines, "wb") as out:
            seconds = seconds_of(
                ["curl", "--silent", "--show-error", "--fail", "-H", "Authorization: Bearer prior_c_bench",
                 "-H", "Accept: application/x-ndjson", f"{self.machines.url}/api/credit-feed"], stdout=out)
        self.notes.append(f"{self.machines.peak_memory():.0f} MB resident at most")
        self._require_all(lines)
        return Rate(self.entries / seconds, self.entries)

    def theirs(self):
        lines = self.machines.scratch / "lines"
        copy = ("\\copy (select entry from feed_entry where institution_id = bench.id('institution', 0) order by position)"
                " to stdout with (format csv, quote e'\\x01', delimiter e'\\x02')")
        with open(lines, "wb") as out:
            seconds = seconds_of([postgres_program("psql"), "-X", "-q", "-c", copy], stdout=out, env=self.machines.connection)
        self._require_all(lines)
        return Rate(self.entries / seconds, self.entries)

    def _require_all(self, lines):
        with open(lines, "rb") as file:
            count = sum(1 for _ in file)
        lines.unlink()
        if count != self.entries:
            raise Failed(f"The feed gave {count} entries, not {self.entries}.")


class Typing(Measure):
    """Verdicts over the walkthrough's files, in the sandbox against the same looks in one process."""

    TURNS = 20

    def ours(self):
        rate = self._type()
        self.notes.append(f"{1000 / rate.value:.2f} ms a file")
        return rate

    def theirs(self):
        return self._type("--in-process")

    def _type(self, *options):
        samples = sorted(path for path in (REPOSITORY / "Sources/prior/Samples").rglob("*") if path.is_file())
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
        FeedStream(f"feed of {machines.feed_entries:,} as NDJSON", "psql \\copy", "entries/s", 1.1, machines, seconds),
        LargeUpload("upload, 64 MB, one stream", "nginx, not hashed, not synced", "MB/s", 0.65, machines, seconds),
        HashedUpload("the same, against hashing alone", "openssl dgst -sha256", "MB/s", None, machines, seconds),
        ManyUploads("upload, 200 at once, 1 MB each", "nginx, not hashed, not synced", "MB/s", None, machines, seconds),
        SmallUploads("upload, 100 KB, 8 at once", "nginx, not hashed, not synced", "requests/s", 0.65, machines, seconds),
        Allocation(["seats", "fit"], "allocation, the sum of fits", "OR-tools, the same instance", "submissions/s", 1.0, machines, seconds),
        Allocation(
            ["seats", "worst", "fit", "loads"], "allocation, the whole objective", "OR-tools, the same instance", "submissions/s",
            1.0, machines, seconds),
        Typing("typing, sandboxed", "the same in one process", "files/s", None, machines, seconds),
    ]
