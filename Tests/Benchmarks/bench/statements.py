"""The service's own SQL, read out of its source, so that pgbench can only ever run what the service runs."""

import re
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[3] / "Sources" / "PriorService"


class Changed(Exception):
    """The source no longer says what the benchmark knows how to run."""


def statement(path, start, values):
    """The one multi-line string literal of a Swift file that starts with `start`.

    Each of its interpolations becomes what `values` has for it: a pgbench variable, or SQL.
    """
    literals = re.findall(r'"""\n(.*?)\n\s*"""', (SOURCES / path).read_text(), re.DOTALL)
    found = [text for text in literals if " ".join(text.split()).startswith(start)]
    if len(found) != 1:
        raise Changed(f"{path} has {len(found)} statements that start with: {start}")
    return " ".join(_replaced(found[0], values, path).replace("\\\\", "\\").split())


def _replaced(text, values, path):
    parts = []
    place = 0
    while (start := text.find("\\(", place)) >= 0:
        end = _closing(text, start + 1)
        expression = text[start + 2:end]
        if expression not in values:
            raise Changed(f"{path} binds `{expression}`, which the benchmark has no value for")
        parts += [text[place:start], values[expression]]
        place = end + 1
    return "".join(parts) + text[place:]


def _closing(text, opening):
    depth = 0
    for place in range(opening, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    raise Changed("an interpolation does not end")


def queue():
    """An assessor's queue: one statement."""
    return statement("Assessing/Assignments/AssignmentQueue.swift", "select a.id, a.submission_id", {
        "person": ":person", "moment": ":moment", "after": "", "page.rows": "51"})


def score():
    """One score: what its transaction says, in order."""
    card = statement("Assessing/Scoring/Score+SQL.swift", "update scorecard set version", {
        "score.assignment": ":assignment", "score.claim": ":claim", "score.expected": ":expected"})
    desk = statement("Assessing/Scoring/Score+SQL.swift", "select a.institution_id, a.seat", {
        "claim": ":claim", "id": ":assignment", "person": ":person"})
    write = statement("Assessing/Scoring/Score+SQL.swift", "with card as", {
        "card": card, "score.criterion": ":criterion", "score.level": ":level", "score.comment": ":comment",
        "score.at": ":moment::timestamptz"})
    event = statement("Serving/Changes/Event+SQL.swift", "select event_append(", {
        "chain": ":institution", "id": "gen_random_uuid()", "moment": ":moment", "actor.kind": "'person'",
        "actor.id": ":person", "event.kind": "'scorecard.scored'", "event.subject.kind": "'scorecard'",
        "event.subject.id": ":scorecard", "event.from": "null", "event.to": "null", "event.why": "null", "salt": "null"})
    return ["begin isolation level read committed", desk, write, event, "commit"]


def feed_page():
    """One page of a credit feed: one statement."""
    return statement("Crediting/CreditFeed/FeedEntry+SQL.swift", "select position, entry from feed_entry", {
        "institution": ":institution", "page.after": ":after", "limit": "200"})
