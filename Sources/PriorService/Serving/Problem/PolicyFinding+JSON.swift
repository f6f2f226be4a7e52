import Assessment

extension PolicyFinding {
    /// The finding as a member of a problem: the rule, in words, and who says so.
    var json: JSONValue {
        var json: JSONValue = ["rule": .string(rule), "words": .string(words)]
        if let source {
            json["source"] = [
                "title": .string(source.title), "locator": source.locator.map(JSONValue.string) ?? .null,
                "confidence": .string(source.confidence.rawValue),
            ]
        }
        if let criterion { json["criterion"] = .string(criterion) }
        if let evidence { json["evidence"] = .string(evidence) }
        return json
    }
}
