"""The table, on the terminal and in docs/benchmarks.md."""

import os
import platform
import statistics
import subprocess
import time

from .machines import REPOSITORY

PAGE = REPOSITORY / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures: written by `Tests/Benchmarks/run --record` -->", "<!-- end of figures -->"


class Line:
    """The rounds of one measure."""

    def __init__(self, measure):
        self.measure = measure
        self.ours, self.theirs, self.processor = [], [], []

    def add(self, ours, theirs, processor):
        """One round: both rates, and (service, PostgreSQL) microseconds of processor for each of our requests."""
        self.ours.append(ours)
        self.theirs.append(theirs)
        self.processor.append(processor)

    @property
    def ratios(self):
        """Ours to theirs, round by round: what happened to the machine in a round happened to both."""
        return [ours.value / theirs.value for ours, theirs in zip(self.ours, self.theirs)]

    @property
    def verdict(self):
        """What the median ratio comes to."""
        ratio = statistics.median(self.ratios)
        goal = self.measure.goal
        if goal is None:
            return ""
        return "reached" if ratio >= goal else "half" if ratio >= goal / 2 else "BELOW HALF"

    def cells(self):
        """The table's columns as texts."""
        ours = statistics.median(rate.value for rate in self.ours)
        theirs = statistics.median(rate.value for rate in self.theirs)
        latencies = [(rate.p50, rate.p99) for rate in self.ours if rate.p50 is not None]
        latency = " / ".join(f"{statistics.median(column):.1f}" for column in zip(*latencies)) if latencies else ""
        processor = " + ".join(f"{statistics.median(column):,.0f}" for column in zip(*self.processor))
        return [
            self.measure.name, f"{ours:,.0f} {self.measure.unit}", f"{theirs:,.0f}", self.measure.baseline,
            f"{statistics.median(self.ratios):.2f} ({min(self.ratios):.2f}–{max(self.ratios):.2f})",
            f"{self.measure.goal:.2f} / {self.measure.goal / 2:.2f}" if self.measure.goal else "", self.verdict, latency, processor,
            max(self.measure.notes, default="")]


HEADS = ["what", "Prior", "baseline", "which is", "ratio (range)", "goal / half", "", "p50 / p99 ms", "µs: Prior + PostgreSQL", ""]


def table(lines):
    """Markdown that reads well on a terminal, too."""
    rows = [HEADS] + [line.cells() for line in lines]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    text = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    text.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(text)


def sync_time(folder):
    """Milliseconds that the disk takes to make 8 kB durable: the median of a hundred times."""
    path = folder / "sync"
    with open(path, "wb") as file:
        times = []
        for _ in range(100):
            file.write(bytes(8192))
            file.flush()
            started = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - started)
    path.unlink()
    return statistics.median(times) * 1000


def circumstances(rounds, seconds, load, sync):
    """When, on what, and how busy it was."""
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
    commit = subprocess.run(
        ["git", "-C", REPOSITORY, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip() or "unknown"
    return (f"{time.strftime('%Y-%m-%d')}, commit {commit}, {os.cpu_count()} processors ({model}, {platform.machine()}), "
            f"{rounds} rounds of {seconds} s; the disk makes 8 kB durable in {sync:.2f} ms; load average before the run {load:.1f}.")


def record(lines, words):
    """Puts the figures between the markers of docs/benchmarks.md."""
    page = PAGE.read_text()
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{words}\n\n{table(lines)}\n\n{END}{after}")
