import Assessment
import Foundation
import Testing

@Suite struct SufficiencyTests {
    let rubric = Rubric(
        criteria: [Samples.criterion("a"), Samples.criterion("b")], aggregation: .allSatisfactory(minimum: "l1"))

    @Test func `enough recent evidence of two kinds has nothing missing`() throws {
        let items = [item("1", .artefact, "2025-01-01"), item("2", .observation, "2025-01-01")]
        #expect(try findings(items).isEmpty)
    }

    @Test func `each criterion with too little is named, with how much is missing`() throws {
        let items = [
            item("1", .artefact, "2025-01-01"),
            EvidenceSummary(id: "2", kind: .observation, criteria: ["a"], producedOn: CalendarDate("2025-01-01")),
        ]
        let found = try findings(items)
        #expect(found.map(\.criterion) == ["b"])
        #expect(found.map(\.rule) == ["evidence.minimumPiecesPerCriterion"])
        #expect(found.map(\.blocking) == [true])
        #expect(found.map(\.words) == [#"One item speaks to "B"; at least 2 must. Link 1 more."#])
        #expect(try findings([]).compactMap(\.criterion) == ["a", "b"])
    }

    @Test func `one kind of evidence is advised against where the policy does not let it block`() throws {
        let found = try findings([item("1", .artefact, "2025-01-01"), item("2", .artefact, "2025-01-01")])
        #expect(found.map(\.rule) == ["evidence.minimumKindsPerClaim"])
        #expect(found.map(\.blocking) == [false])
    }

    @Test func `references alone never suffice, even of two kinds`() throws {
        let found = try findings([item("1", .testimonial, "2025-01-01"), item("2", .priorCredential, "2025-01-01")])
        #expect(found.map(\.rule) == ["evidence.kindsThatNeverStandAlone"])
        #expect(found.map(\.blocking) == [true])
        #expect(
            found.map(\.words) == [
                "The claim rests on testimonials and prior credentials alone, which never suffice by themselves: "
                    + "add evidence of another kind."
            ])
    }

    @Test func `an item that is linked to no criterion counts for nothing`() throws {
        let loose = EvidenceSummary(id: "3", kind: .artefact, criteria: [], producedOn: nil)
        let found = try findings([item("1", .testimonial, "2025-01-01"), item("2", .testimonial, "2025-01-01"), loose])
        #expect(found.map(\.rule) == ["evidence.minimumKindsPerClaim", "evidence.kindsThatNeverStandAlone"])
    }

    @Test func `a rule whose figure is a gap is not applied`() throws {
        let found = try findings([item("1", .testimonial, "1990-01-01")]) { policy in
            policy.evidence.minimumPiecesPerCriterion = Sourced(gap: "unknown")
            policy.evidence.minimumKindsPerClaim = Sourced(gap: "unknown")
            policy.evidence.kindsThatNeverStandAlone = Sourced(gap: "unknown")
            policy.currency.years = Sourced(gap: "unknown")
        }
        #expect(found.isEmpty)
    }

    private func findings(
        _ items: [EvidenceSummary], critical: Bool = false, _ change: (inout Policy) -> Void = { _ in }
    ) throws -> [PolicyFinding] {
        try Samples.policy(change).sufficiencyFindings(
            evidence: items, for: try Samples.unit(rubric, critical: critical),
            on: try #require(CalendarDate("2026-06-01")))
    }

    private func item(_ id: String, _ kind: EvidenceKind, _ day: String?) -> EvidenceSummary {
        EvidenceSummary(
            id: id, kind: kind, criteria: ["a", "b"], producedOn: day.flatMap { CalendarDate($0) })
    }
}
