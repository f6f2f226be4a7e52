// Only LEMON's templates are used: nothing of its library is linked.
#define LEMON_ONLY_TEMPLATES

#include "lemon_flow.h"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <new>

namespace {

using Graph = lemon::SmartDigraph;
using Simplex = lemon::NetworkSimplex<Graph, int64_t, int64_t>;

lemon_end solve(
    int32_t nodes, const int64_t *supply, int32_t arcs, const int32_t *from, const int32_t *to,
    const int32_t *capacity, const int64_t *cost, int by_lists, int32_t *flow, int64_t *potential)
{
    Graph graph;
    graph.reserveNode(nodes);
    graph.reserveArc(arcs);
    for (int32_t node = 0; node < nodes; ++node) graph.addNode();
    for (int32_t arc = 0; arc < arcs; ++arc) graph.addArc(graph.nodeFromId(from[arc]), graph.nodeFromId(to[arc]));

    Graph::ArcMap<int64_t> upper(graph), price(graph);
    Graph::NodeMap<int64_t> balance(graph);
    for (int32_t arc = 0; arc < arcs; ++arc) {
        upper[graph.arcFromId(arc)] = capacity[arc];
        price[graph.arcFromId(arc)] = cost[arc];
    }
    for (int32_t node = 0; node < nodes; ++node) balance[graph.nodeFromId(node)] = supply[node];

    Simplex simplex(graph);
    simplex.upperMap(upper).costMap(price).supplyMap(balance);
    const auto rule = by_lists ? Simplex::CANDIDATE_LIST : Simplex::BLOCK_SEARCH;
    if (simplex.run(rule) != Simplex::OPTIMAL) return lemon_infeasible;
    for (int32_t arc = 0; arc < arcs; ++arc) flow[arc] = static_cast<int32_t>(simplex.flow(graph.arcFromId(arc)));
    for (int32_t node = 0; node < nodes; ++node) potential[node] = simplex.potential(graph.nodeFromId(node));
    return lemon_optimal;
}

}  // namespace

lemon_end lemon_cheapest_flow(
    int32_t nodes, const int64_t *supply, int32_t arcs, const int32_t *from, const int32_t *to,
    const int32_t *capacity, const int64_t *cost, int by_lists, int32_t *flow, int64_t *potential)
{
    try {
        return solve(nodes, supply, arcs, from, to, capacity, cost, by_lists, flow, potential);
    } catch (const std::bad_alloc &) {
        return lemon_out_of_memory;
    }
}
