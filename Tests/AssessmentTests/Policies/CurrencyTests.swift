import Assessment
import Foundation
import Testing

/// Windows of currency, day by day.
@Suite struct CurrencyTests {
    let rubric = Rubric(criteria: [Samples.criterion("a")], aggregation: .allSatisfactory(minimum: "l1"))

    @Test(arguments: [
        (false, "2021-06-01", true), (false, "2021-05-31", false), (true, "2024-06-01", true),
        (true, "2024-05-31", false),
    ])
    func `work counts up to the same day five years on, or two where the skill is critical`(
        critical: Bool, producedOn: String, counts: Bool
    ) throws {
        let found = try findings([item("1", .artefact, producedOn)], critical: critical)
        let rule = critical ? "currency.yearsCritical" : "currency.years"
        #expect(found.map(\.rule) == (counts ? [] : [rule, rule]))
        #expect(found.map(\.criterion) == (counts ? [] : ["a", nil]))
        #expect(found.map(\.evidence) == (counts ? [] : [nil, "1"]))
        #expect(found.map(\.blocking) == (counts ? [] : [true, false]))
    }

    @Test func `work of a 29 February counts up to 28 February`() throws {
        let items = [item("1", .artefact, "2024-02-29")]
        #expect(try findings(items, critical: true, on: "2026-02-28").isEmpty)
        #expect(try findings(items, critical: true, on: "2026-03-01").count == 2)
        #expect(try findings([item("1", .artefact, "2024-02-29")], on: "2029-02-28").isEmpty)
    }

    @Test func `something newer for the same criterion is enough, and the old item stays as background`() throws {
        let found = try findings([item("1", .artefact, "2009-01-01"), item("2", .artefact, "2026-01-01")])
        #expect(found.map(\.evidence) == ["1"])
        #expect(found.map(\.blocking) == [false])
        #expect(found.first?.words.contains("until 2014-01-01") == true)
    }

    @Test func `a kind has its own window, a critical unit the shorter one, and a unit's own goes before all`() throws {
        let change = { (policy: inout Policy) in
            policy.currency.byKind = [
                .challengeTest: Sourced(1, source: Samples.own), .priorCredential: Sourced(10, source: Samples.own),
                .interview: Sourced(gap: "unknown"),
            ]
        }
        func rules(_ kind: EvidenceKind, _ day: String, critical: Bool = false, unit: Int? = nil) throws -> [String] {
            let found = try findings([item("1", kind, day)], critical: critical) { policy in
                change(&policy)
                if let unit { policy.currency.byUnit["knots"] = Sourced(unit, source: Samples.own) }
            }
            return found.filter { $0.evidence != nil }.map(\.rule)
        }
        #expect(try rules(.challengeTest, "2025-05-31") == ["currency.byKind.challengeTest"])
        #expect(try rules(.challengeTest, "2025-05-31", critical: true) == ["currency.byKind.challengeTest"])
        #expect(try rules(.priorCredential, "2016-06-01") == [])
        #expect(try rules(.priorCredential, "2016-06-01", critical: true) == ["currency.yearsCritical"])
        #expect(try rules(.interview, "2020-01-01") == ["currency.years"])
        #expect(try rules(.challengeTest, "2016-06-01", critical: true, unit: 10) == [])
        #expect(try rules(.artefact, "2016-05-31", critical: true, unit: 10) == ["currency.byUnit.knots"])
    }

    @Test(arguments: [nil, CurrencyRules.Undated.advise, .notCurrent])
    func `an item without a date is pointed out, and blocks only where the policy says so`(
        undated: CurrencyRules.Undated?
    ) throws {
        let found = try findings([item("1", .artefact, nil)]) { policy in
            policy.currency.undated = undated.map { Sourced($0, source: Samples.own) }
        }
        let isHeldAgainst = undated == .notCurrent
        #expect(found.map(\.blocking) == (isHeldAgainst ? [true, false] : [false]))
        #expect(found.last?.evidence == "1")
        #expect(found.allSatisfy { $0.rule == (undated == nil ? "currency.years" : "currency.undated") })
    }

    @Test func `an old qualification is upheld by a statement that names newer evidence of the same claim`() throws {
        let change = { (policy: inout Policy) in
            policy.currency.statementOfCurrency = Sourced([.priorCredential], source: Samples.own)
            policy.evidence.blocking = [.currency, .statementOfCurrency]
        }
        var certificate = item("1", .priorCredential, "2012-01-01")
        let fresh = EvidenceSummary(
            id: "2", kind: .artefact, criteria: ["other"], producedOn: CalendarDate("2026-01-01"))
        let bare = try findings([certificate, fresh], change)
        #expect(bare.map(\.rule) == ["currency.years", "currency.statementOfCurrency"])
        #expect(bare.map(\.blocking) == [true, true])
        for named in [["3"], ["1"]] {
            certificate.upheldBy = named
            let found = try findings([certificate, fresh, item("3", .artefact, nil)], change)
            #expect(found.contains { $0.rule == "currency.statementOfCurrency" }, "\(named)")
        }
        certificate.upheldBy = ["3", "2"]
        #expect(try findings([certificate, fresh], change).isEmpty)
        // A kind of which the policy does not ask it is not made young by a statement.
        var photo = item("1", .artefact, "2012-01-01")
        photo.upheldBy = ["2"]
        #expect(try findings([photo, fresh], change).map(\.rule) == ["currency.years", "currency.years"])
    }

    @Test func `the day is the one of the policy's calendar`() throws {
        let evening = try Date("2026-05-31T22:30:00Z", strategy: .iso8601)
        #expect(try Samples.policy().day(of: evening).description == "2026-05-31")
        #expect(try Samples.policy { $0.timeZone = "Africa/Maseru" }.day(of: evening).description == "2026-06-01")
        let morning = try Date("2026-06-01T03:30:00Z", strategy: .iso8601)
        #expect(try Samples.policy { $0.timeZone = "America/Barbados" }.day(of: morning).description == "2026-05-31")
    }

    private func findings(
        _ items: [EvidenceSummary], critical: Bool = false, on day: String = "2026-06-01",
        _ change: (inout Policy) -> Void = { _ in }
    ) throws -> [PolicyFinding] {
        let policy = try Samples.policy { policy in
            policy.evidence.minimumPiecesPerCriterion = Sourced(gap: "not here")
            policy.evidence.minimumKindsPerClaim = Sourced(gap: "not here")
            policy.evidence.kindsThatNeverStandAlone = Sourced(gap: "not here")
            policy.evidence.blocking = [.currency]
            change(&policy)
        }
        return policy.sufficiencyFindings(
            evidence: items, for: try Samples.unit(rubric, critical: critical), on: try #require(CalendarDate(day)))
    }

    private func item(_ id: String, _ kind: EvidenceKind, _ day: String?) -> EvidenceSummary {
        EvidenceSummary(id: id, kind: kind, criteria: ["a"], producedOn: day.flatMap { CalendarDate($0) })
    }
}
