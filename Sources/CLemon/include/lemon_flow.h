#ifndef PRIOR_LEMON_FLOW_H
#define PRIOR_LEMON_FLOW_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How a flow ended. */
enum lemon_end { lemon_optimal = 0, lemon_infeasible = 1, lemon_out_of_memory = 2 };

/*
 * The cheapest flow by LEMON's network simplex. Nodes are counted from 0; `supply` of each is what leaves it (below 0: what
 * ends there), and sums to 0. Arc i goes from `from[i]` to `to[i]`, carries 0 to `capacity[i]`, and costs `cost[i]` a unit.
 * `flow` and `potential` are filled when it ends optimal: then cost + potential[from] - potential[to] is at least 0 on
 * every arc with room left and at most 0 on every arc that carries something.
 * `by_lists` chooses how the next arc is found, and only the time depends on it: candidate lists are twice as fast as a block
 * search where the arcs of an assessor are one, and half as fast where they are one for each seat.
 * The caller keeps nodes x (greatest cost) below 2^61. The same input gives the same flow.
 */
enum lemon_end lemon_cheapest_flow(
    int32_t nodes, const int64_t *supply, int32_t arcs, const int32_t *from, const int32_t *to,
    const int32_t *capacity, const int64_t *cost, int by_lists, int32_t *flow, int64_t *potential);

#ifdef __cplusplus
}
#endif

#endif
