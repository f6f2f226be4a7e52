#!/usr/bin/env python3
"""Holds the free days of rubrics/calendars, as the service works them out, against the Python package `holidays`.

Reads Tests/Calendars/holidays.golden, which a test of the service keeps true. Every free day must be in the package's list;
what the package has and a calendar has not must be named here, with the calendar's own reason under its `gaps`.

    python3 Tests/Calendars/check.py
"""
import datetime
import pathlib
import sys

import holidays

# Announced year by year, or not certain; each calendar says so under `gaps`.
LEFT_OUT = {"TT": ("Eid", "Diwali"), "JM": (), "BB": (), "LS": ()}

days = {}
for line in (pathlib.Path(__file__).parent / "holidays.golden").read_text().splitlines():
    key, country, day, _ = line.split(" ", 3)
    days.setdefault((key, country), set()).add(datetime.date.fromisoformat(day))

faults = 0
for (key, country), own in sorted(days.items()):
    for year in sorted({day.year for day in own}):
        theirs = holidays.country_holidays(country, years=year)
        ours = {day for day in own if day.year == year}
        for day in sorted(ours - set(theirs)):
            print(f"{key}: {day} is no holiday elsewhere")
            faults += 1
        for day in sorted(set(theirs) - ours):
            if not any(word in theirs[day] for word in LEFT_OUT[country]):
                print(f"{key}: {day} is missing: {theirs[day]}")
                faults += 1
print(f"{len(days)} calendars, {sum(map(len, days.values()))} free days, {faults} faults")
sys.exit(1 if faults or not days else 0)
