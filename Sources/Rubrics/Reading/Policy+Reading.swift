import Assessment
import Foundation

extension Policy {
    /// Reads a policy; nil where the document is not of its shape.
    init?(_ place: Place) {
        let own = [
            "title", "authority", "region", "framework", "timeZone", "summary", "seats", "disagreement", "evidence",
            "currency",
            "clocks", "independence", "limits", "doubleAward", "recommendation", "moderation", "appeal", "duplicates",
            "minimums", "validity", "retention", "calendars", "release", "watch", "leases", "rubricMoves",
            "decision", "gaps", "sources",
        ]
        guard let fields = Fields(place, keys: Header.keys + own) else { return nil }
        let citations = Citations(fields)
        let header = Header(fields, kind: .policy)
        let title = fields.required("title") { $0.text() }
        let authority = fields.required("authority") { $0.text() }
        let region = fields.required("region") { $0.text() }
        let framework = fields.required("framework") { $0.key() }
        let timeZone = fields.optional("timeZone") { $0.timeZone() }
        let summary = fields.required("summary") { $0.text() }
        let seats = fields.sourced("seats", citations) { $0.integer(1...5) }
        let disagreement = fields.required("disagreement") { DisagreementRules($0, citations) }
        let evidence = fields.required("evidence") { EvidenceRules($0, citations) }
        let currency = fields.required("currency") { CurrencyRules($0, citations) }
        let clocks = fields.required("clocks") { $0.clocks(citations) }
        let independence = fields.required("independence") { IndependenceRules($0, citations) }
        let limits = fields.list("limits", atLeast: 0) { CreditLimit($0, citations) }
        let doubleAward = fields.required("doubleAward") { DoubleAwardRules($0, citations) }
        let recommendation = fields.required("recommendation") { RecommendationRules($0, citations) }
        let moderation = fields.required("moderation") { ModerationRules($0, citations) }
        let appeal = fields.required("appeal") { AppealRules($0, citations) }
        let duplicates = fields.optional("duplicates") { DuplicateRules($0, citations) }
        let retention = fields.optional("retention") { RetentionRules($0, citations) }
        let minimums = fields.optionalList("minimums") { CreditMinimum($0, citations) }
        let validity = fields.optional("validity") { Validity($0) }
        let calendars = fields.optionalList("calendars") { $0.key() }
        let release = fields.optional("release") { citations.sourced($0) { $0.choice(ReleaseMode.self) } }
        let watch = fields.optional("watch") { WatchRules($0, citations) }
        let leases = fields.optional("leases") { LeaseRules($0, citations) }
        let gaps = fields.optionalList("gaps") { $0.text() }
        guard let header, let title, let authority, let region, let framework, let summary, let seats,
            let disagreement, let evidence, let currency, let clocks, let independence, let limits, let doubleAward,
            let recommendation, let moderation, let appeal
        else { return nil }
        self.init(
            key: header.key, status: header.status, title: title, authority: authority, region: region,
            framework: framework, timeZone: timeZone, summary: summary, seats: seats, disagreement: disagreement,
            evidence: evidence,
            currency: currency, clocks: clocks, independence: independence, limits: limits, doubleAward: doubleAward,
            recommendation: recommendation, moderation: moderation, appeal: appeal,
            duplicates: duplicates, retention: retention, minimums: minimums, calendars: calendars, release: release,
            watch: watch, leases: leases, validity: validity, gaps: gaps, sources: citations.sources)
        rubricMoves = fields.optional("rubricMoves") { RubricMoveRules($0, citations) }
        decision = fields.optional("decision") { DecisionRules($0, citations) }
    }
}

extension Place {
    /// The name of a time zone in IANA's list.
    func timeZone() -> String? {
        guard let name = text() else { return nil }
        guard TimeZone(identifier: name) != nil, name.contains("/") || name == "UTC" else {
            return wrong("\"\(name)\" is not a time zone.", "Write its IANA name: Africa/Maseru.")
        }
        return name
    }

    fileprivate func clocks(_ citations: Citations) -> [CaseClock: Sourced<ClockLength>]? {
        guard let fields = Fields(self, keys: CaseClock.allCases.map(\.rawValue)) else { return nil }
        var clocks: [CaseClock: Sourced<ClockLength>] = [:]
        for clock in CaseClock.allCases {
            clocks[clock] = fields.optional(clock.rawValue) { citations.sourced($0) { ClockLength($0) } }
        }
        return clocks
    }
}

extension ClockLength {
    init?(_ place: Place) {
        guard let fields = Fields(place, keys: ["count", "unit"]) else { return nil }
        let count = fields.required("count") { $0.integer(1...10_000) }
        let unit = fields.required("unit") { $0.choice(ClockLength.Unit.self) }
        guard let count, let unit else { return nil }
        self.init(count, unit)
    }
}
