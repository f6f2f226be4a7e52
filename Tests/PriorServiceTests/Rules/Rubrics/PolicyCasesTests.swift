import Assessment
import Foundation
import Rubrics
import Testing

/// What the published policies say, case by case: `policy-cases.golden` is read by people. Each line names what happens, the
/// rule and its source.
@Suite struct PolicyCasesTests {
    @Test func `each case comes to what was read and agreed`() throws {
        let library = try RubricsLibrary.load(Stage.packageRoot.appending(path: "rubrics"))
        var text = "Every case is worked out for 2026-06-01. Units: knots (plain), wiring (critical), and\n"
        text += "solar-home-installation, which the Lesotho policy gives a window of its own. Criteria: tie, check.\n"
        for key in ["lesotho@3", "caribbean@3", "strict@3"] {
            let policy = try #require(library.policies[try Self.key(key)]?.value)
            text += "\n== \(key), \(policy.status.rawValue) ==\n"
            for one in try Self.cases() { text += try told(one, policy) }
        }
        try Golden.expect(text, at: "Tests/PriorServiceTests/Rules/Rubrics/policy-cases.golden")
    }

    @Test func `every figure of the published policies is own or was read in its source`() throws {
        let library = try RubricsLibrary.load(Stage.packageRoot.appending(path: "rubrics"))
        for (_, policy) in library.policies {
            #expect(policy.value.sources.allSatisfy { $0.confidence != .unconfirmed })
        }
        let current = library.policies.values.filter { $0.status == .published }.map(\.key.description).sorted()
        #expect(current == ["caribbean@3", "lesotho@3", "strict@3"])
    }

    private func told(_ one: Case, _ policy: Policy) throws -> String {
        let day = try #require(CalendarDate("2026-06-01"))
        let claim = ClaimedEvidence(claim: ID(UUID()), unit: one.unit, items: one.items)
        let found = policy.sufficiency(of: [claim], on: day)
        let names = Dictionary(uniqueKeysWithValues: zip(one.items.map(\.id), one.names))
        var lines: [(said: String, about: [String], words: String)] = []
        for finding in found.findings + found.claims.flatMap(\.findings) {
            let whole = finding.rule.contains("Referees") ? "the portfolio" : "the claim"
            let about = finding.criterion ?? finding.evidence.flatMap { names[$0] } ?? whole
            let who = finding.source.map { "\($0.id), \($0.confidence.rawValue)" } ?? "NO SOURCE"
            let said = "\(finding.blocking ? "blocks " : "advises") \(finding.rule) [\(who)]"
            if let same = lines.firstIndex(where: { $0.said == said && $0.words == finding.words }) {
                lines[same].about.append(about)
            } else {
                lines.append((said, [about], finding.words))
            }
        }
        return "\(one.name): \(found.isComplete ? "can be submitted" : "STOPPED")\n"
            + lines.map { "    \($0.said) \($0.about.joined(separator: ", ")): \($0.words)\n" }.joined()
    }

    static func key(_ text: String) throws -> DocumentKey { try #require(DocumentKey(text)) }

    struct Case {
        var name: String
        var unit: Assessment.Unit
        var names: [String]
        var items: [EvidenceSummary]
    }
}

extension PolicyCasesTests {
    fileprivate static func cases() throws -> [Case] {
        let knots = try unit("knots")
        var cases = [
            try one("nothing is linked", knots, []),
            try one("one photo, for one criterion", knots, [("photo", item(.artefact, ["tie"], "2026-01-10"))]),
            try one("two photos, for both", knots, pair(.artefact, .artefact)),
            try one("a photo and an observation", knots, pair(.artefact, .observation)),
            try one("a photo, an observation and two referees", knots, pair(.artefact, .observation) + referees),
            try one("two testimonials alone", knots, referees),
        ]
        cases += try testimony(knots) + ages() + statements(knots) + papers(knots)
        for reason in UncountedReason.allCases where reason != .notFirstHand && reason != .byFamily {
            var lost = item(.observation, both, "2026-01-10")
            lost.uncounted = reason
            cases.append(
                try one("an observation is \(reason.rawValue)", knots, solid + referees + [("observation", lost)]))
        }
        return cases
    }

    private static func testimony(_ unit: Assessment.Unit) throws -> [Case] {
        let hearsay = witness("neo", isFirstHand: false)
        let aunt = witness("mpho", isFamily: true)
        let unreached = witness("neo", isContactable: false)
        return [
            try one("a witness did not see the work", unit, solid + [("hearsay", hearsay)]),
            try one("a witness is family", unit, solid + [("aunt", aunt)]),
            try one("one of two referees was not reached", unit, solid + [referees[0], ("unreached", unreached)]),
            try one("one referee said two things", unit, solid + [referees[0], ("again", witness("pule"))]),
        ]
    }

    /// The last day of each window and the day after it.
    private static func ages() throws -> [Case] {
        var cases: [Case] = []
        for (name, critical) in [("knots", false), ("wiring", true), ("solar-home-installation", false)] {
            let unit = try unit(name, critical: critical)
            for day in ["2024-06-01", "2024-05-31", "2023-06-01", "2023-05-31", "2021-06-01", "2021-05-31"] {
                let old = [
                    ("film", item(.artefact, both, day)), ("visit", item(.siteVisit, both, day)),
                    ("test", item(.challengeTest, both, day)),
                ]
                cases.append(try one("all of \(name) is of \(day)", unit, old + referees.map { ($0.0, $0.1.of(day)) }))
            }
        }
        let knots = try unit("knots")
        let undated = [("film", item(.artefact, both, nil)), ("visit", item(.siteVisit, both, nil))]
        cases.append(try one("nothing has a date", knots, undated + referees.map { ($0.0, $0.1.of(nil)) }))
        cases.append(try one("one item has no date", knots, solid + referees + [undated[0]]))
        cases.append(
            try one(
                "an old photo beside newer evidence", knots,
                solid + referees + [("old", item(.artefact, both, "2009-03-01"))]))
        return cases
    }

    private static func statements(_ unit: Assessment.Unit) throws -> [Case] {
        func certificate(_ day: String, _ named: [String]?) -> (String, EvidenceSummary) {
            var item = item(.priorCredential, both, day)
            item.isOnPaper = true
            item.isOriginalSeen = true
            item.upheldBy = named
            return ("certificate", item)
        }
        let undated = [("letter", item(.artefact, both, nil))]
        let around = solid + referees
        return [
            try one("a certificate of 2021-06-01", unit, around + [certificate("2021-06-01", nil)]),
            try one("a certificate of 2021-05-31", unit, around + [certificate("2021-05-31", nil)]),
            try one(
                "an old certificate, a statement naming something undated", unit,
                around + undated + [certificate("2012-05-01", [undated[0].1.id])]),
            try one(
                "an old certificate, a statement naming something newer", unit,
                around + [certificate("2012-05-01", [solid[0].1.id])]),
        ]
    }

    private static func papers(_ unit: Assessment.Unit) throws -> [Case] {
        var (photo, certificate) = (item(.artefact, both, "2026-01-10"), item(.priorCredential, both, "2026-01-10"))
        photo.isOnPaper = true
        certificate.isOnPaper = true
        let unseen = [("photo of a letter", photo), ("certificate", certificate)]
        let seen = unseen.map { name, item -> (String, EvidenceSummary) in
            var item = item
            item.isOriginalSeen = true
            return (name, item)
        }
        return [
            try one("papers whose originals nobody saw", unit, solid + referees + unseen),
            try one("papers whose originals were seen", unit, solid + referees + seen),
        ]
    }

    private static let both = ["tie", "check"]
    private static let solid = pair(.artefact, .observation)
    private static let referees = [("pule", witness("pule")), ("neo", witness("neo"))]

    private static func pair(_ one: EvidenceKind, _ other: EvidenceKind) -> [(String, EvidenceSummary)] {
        [(one.words, item(one, both, "2026-01-10")), (other.words, item(other, both, "2026-02-10"))]
    }

    private static func item(_ kind: EvidenceKind, _ criteria: [String], _ day: String?) -> EvidenceSummary {
        EvidenceSummary(
            id: UUID().uuidString, kind: kind, criteria: criteria, producedOn: day.flatMap { CalendarDate($0) })
    }

    private static func witness(
        _ name: String, isFirstHand: Bool = true, isFamily: Bool = false, isContactable: Bool = true
    ) -> EvidenceSummary {
        var item = item(.testimonial, both, "2026-03-10")
        item.witness = .init(
            referee: name, isFirstHand: isFirstHand, isFamily: isFamily, isContactable: isContactable)
        return item
    }

    private static func one(
        _ name: String, _ unit: Assessment.Unit, _ items: [(String, EvidenceSummary)]
    ) throws -> Case {
        Case(name: name, unit: unit, names: items.map(\.0), items: items.map(\.1))
    }

    private static func unit(_ id: String, critical: Bool = false) throws -> Assessment.Unit {
        let source = Source(id: "own", title: "Made up", confidence: .own)
        let levels = ["no", "yes"].enumerated().map { rank, id in
            CriterionLevel(id: id, points: rank, name: id, descriptor: id)
        }
        return Unit(
            key: try key("\(id)@1"), status: .published, title: id, summary: id, field: "Ropes", region: "Nowhere",
            framework: try key("lqf@1"), level: 1, critical: critical,
            outcomes: [LearningOutcome(id: "one", statement: "Tie.")],
            rubric: Rubric(
                criteria: both.map {
                    Criterion(id: $0, outcome: "one", title: $0.capitalized, statement: $0, levels: levels)
                }, aggregation: .allSatisfactory(minimum: "yes")), sources: [source])
    }
}

extension EvidenceSummary {
    fileprivate func of(_ day: String?) -> EvidenceSummary {
        var copy = self
        copy.producedOn = day.flatMap { CalendarDate($0) }
        return copy
    }
}
