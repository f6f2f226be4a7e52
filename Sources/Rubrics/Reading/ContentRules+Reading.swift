import Assessment

extension ContentRules {
    init?(_ place: Place, _ citations: Citations) {
        let keys = ["findings", "maximumUnpackedBytes", "maximumRatio", "maximumPixels"]
        guard let fields = Fields(place, keys: keys) else { return nil }
        let findings = fields.sourced("findings", citations) { Self.findings($0) }
        let unpacked = fields.sourced("maximumUnpackedBytes", citations) { $0.integer(1...Int.max) }
        let ratio = fields.sourced("maximumRatio", citations) { $0.integer(1...1_032) }
        let pixels = fields.sourced("maximumPixels", citations) { $0.integer(1...Int.max) }
        guard let findings, let unpacked, let ratio, let pixels else { return nil }
        self.init(
            findings: findings, maximumUnpackedBytes: unpacked, maximumRatio: ratio, maximumPixels: pixels)
    }

    /// `macros: refuse` and so on.
    private static func findings(_ place: Place) -> [String: FindingRule]? {
        guard let fields = Fields(place, keys: ContentRules.names) else { return nil }
        var rules: [String: FindingRule] = [:]
        for name in ContentRules.names where fields.has(name) {
            guard let rule = fields.optional(name, { $0.choice(FindingRule.self) }) else { return nil }
            rules[name] = rule
        }
        return rules
    }
}
