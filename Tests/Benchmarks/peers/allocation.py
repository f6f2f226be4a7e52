#!/usr/bin/env python3
"""Solves an instance of `prior allocation solve` with OR-tools or HiGHS, and prints the figures and the seconds as JSON.

    peers/allocation.py INSTANCE.json                   OR-tools: its maximum flow and its minimum-cost flow
    peers/allocation.py INSTANCE.json --solver highs    HiGHS: one linear programme (minutes for half a million pairs)

It takes instances in which every seat can be filled, without dates, forbidden and pinned pairs, and with one floor: the
benchmark's. Seconds count from arrays in memory; reading the file and making the arrays are left out.
"""

import json
import sys
import time

import numpy as np


def main():
    with open(sys.argv[1]) as file:
        said = json.load(file)
    place = {one["id"]: number for number, one in enumerate(said["assessors"])}
    capacity = np.array([one["capacity"] for one in said["assessors"]])
    seats = np.array([one["seats"] for one in said["submissions"]])
    submission = np.repeat(np.arange(len(seats)), [len(one["eligible"]) for one in said["submissions"]])
    assessor = np.array([place[name] for one in said["submissions"] for name in one["eligible"]])
    fit = np.array([fit for one in said["submissions"] for fit in one["eligible"].values()])
    solve = highs if "highs" in sys.argv[2:] else flow
    started = time.perf_counter()
    floor = worst(seats, capacity, submission, assessor, fit) if "worst" in said["objective"] else 0
    kept = fit >= floor
    submission, assessor, fit = submission[kept], assessor[kept], fit[kept]
    chosen = solve(seats, capacity, submission, assessor, fit, "loads" in said["objective"])
    seconds = time.perf_counter() - started
    taken = np.bincount(assessor[chosen], minlength=len(capacity))
    print(json.dumps({
        "seconds": seconds, "served": int(chosen.sum()), "worstFit": int(fit[chosen].min()), "totalFit": int(fit[chosen].sum()),
        "loadCost": sum(cost(number, limit) for limit, count in zip(capacity, taken) for number in range(1, count + 1))}))


def cost(number, capacity):
    """Of an assessor's seat with this number, as docs/allocation.md has it."""
    return int(1000 * (2 * number - 1) // (2 * capacity))


def worst(seats, capacity, submission, assessor, fit):
    """The highest floor under which every seat is filled: a binary search with a maximum flow for each guess."""
    from ortools.graph.python import max_flow
    nodes = len(seats) + len(capacity)
    values = np.unique(fit)
    low, high = 0, len(values)
    while high - low > 1:
        middle = (low + high) // 2
        kept = fit >= values[middle]
        network = max_flow.SimpleMaxFlow()
        network.add_arcs_with_capacity(
            np.concatenate([np.full(len(seats), nodes), submission[kept], len(seats) + np.arange(len(capacity))]),
            np.concatenate([np.arange(len(seats)), len(seats) + assessor[kept], np.full(len(capacity), nodes + 1)]),
            np.concatenate([seats, np.ones(kept.sum(), dtype=int), capacity]))
        network.solve(nodes, nodes + 1)
        if network.optimal_flow() == seats.sum():
            low = middle
        else:
            high = middle
    return values[low]


def flow(seats, capacity, submission, assessor, fit, loads):
    """The cheapest flow; a point of fit weighs more than all loads."""
    from ortools.graph.python import min_cost_flow
    weight = 1000 * int(seats.sum()) + 1 if loads else 1
    sink = len(seats) + len(capacity)
    owner, room, price = steps(capacity, loads)
    network = min_cost_flow.SimpleMinCostFlow()
    network.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([submission, len(seats) + owner]),
        np.concatenate([len(seats) + assessor, np.full(len(owner), sink)]),
        np.concatenate([np.ones(len(fit), dtype=int), room]), np.concatenate([-weight * fit, price]))
    network.set_nodes_supplies(
        np.arange(sink + 1), np.concatenate([seats, np.zeros(len(capacity), dtype=int), [-seats.sum()]]))
    if network.solve() != network.OPTIMAL:
        sys.exit("OR-tools found no optimum.")
    return network.flows(np.arange(len(fit))) > 0


def highs(seats, capacity, submission, assessor, fit, loads):
    """A linear programme: its matrix is totally unimodular, so that its corners are whole numbers."""
    import highspy
    owner, room, price = steps(capacity, loads)
    weight = 1000 * int(seats.sum()) + 1 if loads else 1
    pairs, columns, rows = len(fit), len(fit) + len(owner), len(seats) + len(capacity)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, rows
    model.col_cost_ = np.concatenate([-weight * fit, price]).astype(float)
    model.col_lower_, model.col_upper_ = np.zeros(columns), np.concatenate([np.ones(pairs), room]).astype(float)
    model.row_lower_ = np.concatenate([seats, np.zeros(len(capacity))]).astype(float)
    model.row_upper_ = model.row_lower_
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.concatenate([np.arange(0, 2 * pairs, 2), 2 * pairs + np.arange(len(owner) + 1)])
    index = np.empty(2 * pairs, dtype=int)
    index[0::2], index[1::2] = submission, len(seats) + assessor
    model.a_matrix_.index_ = np.concatenate([index, len(seats) + owner])
    model.a_matrix_.value_ = np.concatenate([np.ones(2 * pairs), -np.ones(len(owner))])
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        sys.exit("HiGHS found no optimum.")
    return np.array(solver.getSolution().col_value[:pairs]) > 0.5


def steps(capacity, loads):
    """Arcs from assessors to the end: one for each, or one for each seat with what it costs."""
    if not loads:
        return np.arange(len(capacity)), capacity, np.zeros(len(capacity), dtype=int)
    owner = np.repeat(np.arange(len(capacity)), capacity)
    price = np.array([cost(number, limit) for limit in capacity for number in range(1, limit + 1)])
    return owner, np.ones(len(owner), dtype=int), price


if __name__ == "__main__":
    main()
