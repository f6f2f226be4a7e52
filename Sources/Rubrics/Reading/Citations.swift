import Assessment

/// The sources of one document, to which its figures refer by id.
struct Citations {
    let sources: [Source]

    /// Reads the list under `sources`, of which there must be one at least; empty where it is faulty.
    init(_ fields: Fields) {
        sources = fields.list("sources") { Self.source($0) } ?? []
    }

    private static func source(_ place: Place) -> Source? {
        guard let fields = Fields(place, keys: ["id", "title", "locator", "confidence"]) else { return nil }
        let id = fields.required("id") { $0.slug() }
        let title = fields.required("title") { $0.text() }
        let locator = fields.optional("locator") { $0.text() }
        let confidence = fields.required("confidence") { $0.choice(Source.Confidence.self) }
        guard let id, let title, let confidence else { return nil }
        return Source(id: id, title: title, locator: locator, confidence: confidence)
    }

    /// Reads a figure with its source, `{value: …, source: id, note: …}`, or a gap, `{gap: why}`.
    func sourced<Value>(_ place: Place, _ read: (Place) -> Value?) -> Sourced<Value>? {
        guard let fields = Fields(place, keys: ["value", "source", "note", "gap"]) else { return nil }
        if fields.has("gap") {
            guard !fields.has("value"), !fields.has("note") else {
                return place.wrong("This is a gap and a figure at once.", "Write either value and source, or gap.")
            }
            let source = fields.optional("source") { self.source($0) }
            return fields.optional("gap") { $0.text() }.map { Sourced(gap: $0, source: source) }
        }
        let value = fields.required("value", read)
        let source = fields.required("source") { self.source($0) }
        let note = fields.optional("note") { $0.text() }
        guard let value, let source else { return nil }
        guard source.confidence != .unconfirmed else {
            return place.wrong(
                "This figure stands on \"\(source.title)\", which nobody has read.",
                "Leave a gap, or give the figure as the institution's own.")
        }
        return Sourced(value, source: source, note: note)
    }

    private func source(_ place: Place) -> Source? {
        guard let id = place.text() else { return nil }
        guard let source = sources.first(where: { $0.id == id }) else {
            return place.wrong(
                "No source of this document has the id \"\(id)\".",
                Suggestion.sentence(for: id, among: sources.map(\.id)))
        }
        return source
    }
}

extension Fields {
    /// A required figure with its source.
    func sourced<Value>(
        _ key: String, _ citations: Citations, _ read: (Place) -> Value?
    ) -> Sourced<Value>? {
        required(key) { citations.sourced($0, read) }
    }
}
