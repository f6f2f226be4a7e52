import Assessment

extension RetentionRules {
    init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["erasure", "files"]) else { return nil }
        let erasure = fields.required("erasure") { ErasureRules($0, citations) }
        let files = fields.list("files", atLeast: 0) { FileRetention($0, citations) }
        guard let erasure, let files else { return nil }
        self.init(erasure: erasure, files: files)
    }
}

extension ErasureRules {
    fileprivate init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["waitingDays", "deferredBy"]) else { return nil }
        let waiting = fields.sourced("waitingDays", citations) { $0.integer(1...90) }
        let deferred = fields.sourced("deferredBy", citations) { place in place.list { $0.choice(Deferral.self) } }
        guard let waiting, let deferred else { return nil }
        self.init(waitingDays: waiting, deferredBy: deferred)
    }
}

extension FileRetention {
    fileprivate init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["id", "after", "keep", "then"]) else { return nil }
        let id = fields.required("id") { $0.slug() }
        let after = fields.required("after") { $0.choice(End.self) }
        let keep = fields.sourced("keep", citations) { ClockLength($0) }
        let then = fields.required("then") { $0.choice(Fate.self) }
        guard let id, let after, let keep, let then else { return nil }
        self.init(id: id, after: after, keep: keep, then: then)
    }
}
