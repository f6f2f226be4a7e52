extension AllocationInstance {
    /// The best allocation by the instance's aims, with its reasons and its proof. The same instance gives the same result,
    /// also when its submissions, assessors and pairs are listed in another order (the result then follows that order).
    /// - Throws: `AllocationFaults` for what `faults()` finds; `AllocationError` where the machine gives up.
    public func solve() throws -> AllocationResult {
        let faults = faults()
        guard faults.isEmpty else { throw AllocationFaults(faults: faults) }
        let network = Network(self)
        var matching = SeatMatching(network)
        let everything = matching.limit
        _ = matching.fill(limit: everything)
        let served = matching.served

        var floors: Floors?
        var limit = everything
        if aims.contains(.worst) {
            let lifted = Floors(network, served: served, times: self.floors, matching: &matching)
            limit = lifted.limits()
            floors = lifted
        }
        let weights = Weights(aims, served: served.reduce(0) { $0 + Int($1) })
        var cheapest: CheapestSeats?
        if weights.fit > 0 || weights.load > 0 {
            let found = try CheapestSeats(network, limit: limit, served: served, weights: weights, matching: matching)
            matching = SeatMatching(network)
            matching.take(found.arcs)
            cheapest = found
        }
        let writer = ResultWriter(
            instance: self, network: network, matching: matching, everything: everything, floors: floors,
            cheapest: cheapest, weights: weights)
        return writer.result()
    }
}
