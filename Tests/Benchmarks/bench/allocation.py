"""Allocation: `prior allocation solve` against OR-tools, which finds the same optimum of the same instance."""

import json
import os
import random
import re
import subprocess
import sys
import threading
from pathlib import Path

from .load import Rate
from .machines import REPOSITORY, Failed
from .measure import Measure

PEER = Path(__file__).resolve().parents[1] / "peers" / "allocation.py"
SUBMISSIONS, ASSESSORS, SEATS, CAPACITY, PAIRS = 10_000, 1_000, 2, 25, 50


def instance(objective):
    """Every submission has fifty assessors drawn at random, with fits drawn from 0 to 1000; the same in every run."""
    drawn = random.Random(1)
    assessors = [f"assessor-{number}" for number in range(ASSESSORS)]
    return {
        "objective": objective, "floors": 1, "seed": 1,
        "assessors": [{"id": assessor, "capacity": CAPACITY} for assessor in assessors],
        "submissions": [
            {"id": f"submission-{number}", "seats": SEATS,
             "eligible": {assessor: drawn.randint(0, 1000) for assessor in drawn.sample(assessors, PAIRS)}}
            for number in range(SUBMISSIONS)]}


class Allocation(Measure):
    """Both solve the same file, from pairs in memory to the optimum, and must come to the same figures.

    Ours has the reasons, the bounds and the prices of its proof with it. Reading the file and writing the answer are left out
    on both sides.
    """

    def __init__(self, objective, *arguments):
        super().__init__(*arguments)
        self.objective = objective
        self.file = None
        self.found = {}

    def ours(self):
        answer, words, memory = run([self.machines.program, "allocation", "solve", self._instance(), "--timing", "--check"])
        seconds = re.search(r"solved in ([0-9.]+) s", words)
        if not seconds or "checked:" not in words:
            raise Failed(f"prior allocation solve: {words}")
        figures = json.loads(answer)["figures"]
        self._compare("ours", [figures[name] for name in ("served", "worstFit", "totalFit", "loadCost")], memory)
        return Rate(SUBMISSIONS / float(seconds.group(1)), SUBMISSIONS)

    def theirs(self):
        python = REPOSITORY / ".build/venv/bin/python"
        answer, words, memory = run([python if python.exists() else sys.executable, PEER, self._instance()])
        if not answer:
            raise Failed(f"{PEER.name}: {words}\nIt needs ortools and numpy (`make bench` installs them).")
        said = json.loads(answer)
        self._compare("theirs", [said[name] for name in ("served", "worstFit", "totalFit", "loadCost")], memory)
        return Rate(SUBMISSIONS / said["seconds"], SUBMISSIONS)

    def _instance(self):
        if not self.file:
            self.file = self.machines.scratch / f"allocation-{'-'.join(self.objective)}.json"
            self.file.write_text(json.dumps(instance(self.objective)))
        return self.file

    def _compare(self, side, figures, memory):
        """The same figures, as far as they are aims; the memory goes into the last column."""
        aims = {"worst": 1, "fit": 2, "loads": 3}
        self.found[side] = [figures[0]] + [figures[place] for aim, place in aims.items() if aim in self.objective], memory
        if len(self.found) == 2:
            (ours, mine), (theirs, other) = self.found["ours"], self.found["theirs"]
            if ours != theirs:
                raise Failed(f"Prior found {ours}, the peer {theirs}.")
            self.notes.append(f"{mine:.0f} MB at most, the peer {other:.0f}")


def run(command):
    """What it wrote, what it said, and the most memory it had in MB."""
    with subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        words = []
        reader = threading.Thread(target=lambda: words.append(process.stderr.read()))
        reader.start()
        answer = process.stdout.read()
        reader.join()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"{command}: {words[0]}")
    return answer, words[0], usage.ru_maxrss / 1024
