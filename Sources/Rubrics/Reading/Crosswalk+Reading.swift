import Assessment

extension Crosswalk {
    /// Reads a crosswalk; nil where the document is not of its shape.
    init?(_ place: Place) {
        let own = ["title", "summary", "from", "to", "levels", "creditByHours", "gaps", "sources"]
        guard let fields = Fields(place, keys: Header.keys + own) else { return nil }
        let citations = Citations(fields)
        let header = Header(fields, kind: .crosswalk)
        let title = fields.required("title") { $0.text() }
        let summary = fields.required("summary") { $0.text() }
        let from = fields.required("from") { $0.key() }
        let to = fields.required("to") { $0.key() }
        let levels = fields.list("levels", atLeast: 0) { LevelPair($0, citations) }
        let creditByHours = fields.sourced("creditByHours", citations) { $0.bool() }
        let gaps = fields.optionalList("gaps") { $0.text() }
        guard let header, let title, let summary, let from, let to, let levels, let creditByHours else { return nil }
        self.init(
            key: header.key, status: header.status, title: title, summary: summary, from: from, to: to, levels: levels,
            creditByHours: creditByHours, gaps: gaps, sources: citations.sources)
    }
}

extension LevelPair {
    fileprivate init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["level", "stands"]) else { return nil }
        let level = fields.required("level") { $0.integer(1...20) }
        let stands = fields.sourced("stands", citations) { LevelRange($0) }
        guard let level, let stands else { return nil }
        self.init(level: level, stands: stands)
    }
}
