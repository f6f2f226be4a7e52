import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics
import Support
import Testing

@testable import PriorService

/// Portfolios drawn at random, handed in over HTTP to a service on PostgreSQL: what it takes and what it refuses is what the
/// rules say of the facts that were drawn. (That the rules are right is held by `SufficiencyPropertyTests`.)
@Suite(.database) struct SubmissionPropertyTests {
    @Test(arguments: ["lesotho@3", "caribbean@3", "strict@3"])
    func `no portfolio is taken while a blocking rule is unmet, and none is refused with nothing named`(
        key: String
    ) async throws {
        try await Stage.run { stage in
            var random = Draw(seed: UInt64(key.utf8.count))
            let institution = try await stage.institution("college", policy: key)
            let lerato = try await stage.person("Lerato")
            let elias = try await stage.staff("Elias", .coordinator, at: institution)
            var taken = 0
            for number in 0..<14 {
                var drawn = try await Drawn(stage, at: institution, lerato, elias)
                try await drawn.fill(&random, number)
                taken += try await drawn.handIn() ? 1 : 0
            }
            #expect((1...13).contains(taken), "\(taken) of 14 were taken: the drawing is lopsided")
        }
    }
}

/// A portfolio whose evidence the test knows because it drew it.
private struct Drawn {
    let stage: Stage
    let work: Casework
    let policy: Policy
    let unit: Assessment.Unit
    var items: [EvidenceSummary] = []

    init(_ stage: Stage, at institution: String, _ lerato: Actor, _ elias: Actor) async throws {
        let portfolio = try await stage.portfolio(of: lerato, at: institution)
        let claim = try await stage.claim("solar-home-installation@1", in: portfolio, as: lerato)
        let key = try await stage.get("/api/institutions/\(institution)").json["policy"]?.string
        self.stage = stage
        policy = try stage.resources.rubrics.policy(try #require(key.flatMap { DocumentKey($0) }))
        unit = try stage.resources.rubrics.unit(try #require(DocumentKey("solar-home-installation@1"))).value
        work = Casework(
            stage: stage, institution: institution, lerato: lerato, elias: elias, ben: elias, carol: elias,
            dumisani: elias, portfolio: portfolio, claims: [claim], evidence: [], units: [unit])
    }

    /// Every other one is drawn from what is likely to do.
    mutating func fill(_ random: inout Draw, _ number: Int) async throws {
        let isGood = number.isMultiple(of: 2)
        let kinds: [EvidenceKind] = [.artefact, .interview, .challengeTest, .priorCredential]
        for place in 0..<(isGood ? 4 : Int.random(in: 0...3, using: &random)) {
            let kind = isGood ? kinds[place % 3] : kinds.randomElement(using: &random) ?? .artefact
            let age = isGood ? Int.random(in: 0...400, using: &random) : Int.random(in: 0...2_500, using: &random)
            let isDated = isGood || Int.random(in: 0..<5, using: &random) > 0
            let criteria = unit.rubric.criteria.map(\.id).filter { _ in
                isGood || Int.random(in: 0..<4, using: &random) > 0
            }
            let moment = stage.clock.now.addingTimeInterval(-86_400 * Double(age))
            try await add(
                EvidenceSummary(
                    id: "", kind: kind, criteria: criteria, producedOn: isDated ? CalendarDate(moment) : nil,
                    isOnPaper: kind == .priorCredential, isOriginalSeen: Bool.random(using: &random)))
        }
        guard number % 4 == 0 else { return }
        try await work.refer(2)
        let given = try await stage.get("/api/portfolios/\(work.portfolio)/evidence", as: work.lerato).items
        for item in given where item["kind"] == "testimonial" {
            items.append(
                EvidenceSummary(
                    id: item["id"]?.string ?? "", kind: .testimonial, criteria: unit.rubric.criteria.map(\.id),
                    producedOn: item["producedOn"]?.string.flatMap { CalendarDate($0) },
                    witness: .init(
                        referee: item["id"]?.string ?? "", isFirstHand: true, isFamily: false, isContactable: true)))
        }
    }

    private mutating func add(_ drawn: EvidenceSummary) async throws {
        var item = drawn
        item.id = try await stage.evidence(in: work.portfolio, as: work.lerato)
        let id = try #require(ID<Evidence>(item.id))
        try await stage.resources.database.execute(
            "update evidence set kind = \(item.kind), produced_on = \(item.producedOn) where id = \(id)")
        try await stage.resources.database.execute(
            """
            insert into evidence_link (id, institution_id, claim_id, evidence_id, criterion_id, linked_at)
            select gen_random_uuid(), \(try #require(ID<Institution>(work.institution))),
                \(try #require(ID<Claim>(work.claims[0]))), \(id), criterion, \(stage.clock.now)
            from unnest(\(item.criteria)::text[]) as criterion
            """)
        if item.isOriginalSeen {
            let seen = try await stage.post(
                "/api/evidence/\(item.id)/original-sightings",
                ["seen": "original", "seenOn": "2026-01-02", "place": "Maseru"], as: work.elias)
            #expect(seen.status == .created, "\(seen.text)")
        }
        items.append(item)
    }

    /// - Returns: whether it was taken.
    func handIn() async throws -> Bool {
        let claim = ClaimedEvidence(claim: try #require(ID<Claim>(work.claims[0])), unit: unit, items: items)
        let expected = policy.sufficiency(of: [claim], on: policy.day(of: stage.clock.now))
        let seen = try await work.submit()
        guard seen.status == .conflict else {
            #expect(seen.status == .created, "\(seen.text)")
            #expect(expected.isComplete, "It was taken although: \(expected.blocking)")
            return true
        }
        let findings = seen.json["findings"]?.array ?? []
        #expect(!findings.isEmpty)
        #expect(findings.allSatisfy { $0["words"]?.string?.isEmpty == false && $0["source"]?["title"] != nil })
        let named = Set(findings.map { "\($0["rule"]?.string ?? "") \($0["criterion"]?.string ?? "")" })
        #expect(named == Set(expected.blocking.map { "\($0.rule) \($0.criterion ?? "")" }))
        return false
    }
}

/// Splitmix64: random numbers that are the same in every run.
private struct Draw: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
