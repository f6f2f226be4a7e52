"""One round of load on one side, each as a rate per second (or seconds for what is done once)."""

import os
import re
import subprocess
import time

from .machines import LOAD, Failed, postgres_program

CONNECTIONS = 8
MOMENT = time.strftime("%Y-%m-%d %H:%M:%S+00", time.gmtime())


class Rate:
    """Successes per second, how many there were, and the latencies in milliseconds where they are known."""

    def __init__(self, value, count, p50=None, p99=None):
        self.value, self.count, self.p50, self.p99 = value, count, p50, p99


def wrk(url, script, arguments, seconds, threads=CONNECTIONS):
    """Requests per second. Every answer must be a success, or what was measured is not what was meant."""
    done = subprocess.run(
        ["wrk", f"-t{threads}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", "-s", LOAD / script, url, "--", *arguments],
        capture_output=True, text=True, env={**os.environ, "BENCH_LOAD": str(LOAD)})
    found = re.search(r"^summary (\d+) (\d+) (\d+) (\d+) (\d+)$", done.stdout, re.MULTILINE)
    if not found:
        raise Failed(f"wrk {script}: {done.stderr or done.stdout}")
    requests, microseconds, failures, p50, p99 = map(int, found.groups())
    if failures or not requests:
        raise Failed(f"wrk {script}: {failures} of {requests} requests failed:\n{done.stdout}")
    return Rate(requests / (microseconds / 1e6), requests, p50 / 1000, p99 / 1000)


def pgbench(machines, once, statements, seconds, variables):
    """Transactions per second of prepared statements.

    `once` is a query that gives each client its own variables before its first transaction.
    """
    script = machines.scratch / "pgbench.sql"
    script.write_text(
        f"\\if :ready = 0\n{once} \\gset\n\\set ready 1\n\\else\n\\set expected :expected + 1\n\\endif\n"
        + "".join(f"{statement};\n" for statement in statements))
    command = [postgres_program("pgbench"), "-n", "-M", "prepared", "-c", str(CONNECTIONS), "-j", "2", "-T", str(seconds), "-f", script]
    for name, value in {"ready": 0, "expected": 0, "moment": MOMENT, **variables}.items():
        command += ["-D", f"{name}={value}"]
    # The role that the service has: what it may do, and what that costs to check, is the same.
    environment = {**machines.connection, "PGOPTIONS": "-c role=prior_service"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    rate = re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)
    failed = re.search(r"^number of failed transactions: (\d+)", done.stdout, re.MULTILINE)
    if done.returncode != 0 or not rate or (failed and int(failed[1])):
        raise Failed(f"pgbench: {done.stderr[-2000:] or done.stdout}")
    return Rate(float(rate[1]), round(float(rate[1]) * seconds))


def seconds_of(command, **options):
    """How long a program takes that must succeed."""
    started = time.perf_counter()
    done = subprocess.run(command, stderr=subprocess.PIPE, **options)
    if done.returncode != 0:
        raise Failed(f"{command[0]}: {done.stderr.decode(errors='replace')}")
    return time.perf_counter() - started
