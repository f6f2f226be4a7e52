import Assessment
import Foundation
import HTTPTypes
import Support
import Synchronization
import Testing

@testable import PriorService

/// Whatever the other seat does and whoever the learner is, an assessor's visible world is the same to the byte: the same steps
/// are gone in two worlds that differ only in that, and every answer to every GET is compared.
@Suite(.database) struct NonInterferenceTests {
    @Test(.timeLimit(.minutes(15)), arguments: [1, 2, 3] as [UInt64])
    func `what an assessor sees is the same whatever the other seat gave and whoever the learner is`(
        seed: UInt64
    ) async throws {
        var random = SeededRandom(seed: seed)
        let (one, other) = (Variant(&random), Variant(&random))
        let (first, second) = (Lines(), Lines())
        try await play(one, into: first)
        try await TestDatabase.another { try await play(other, into: second) }
        #expect(first.all.count == second.all.count && first.all.count > 200)
        for (left, right) in zip(first.all, second.all) where left != right {
            Issue.record("\(one) and \(other) differ:\n\(left.prefix(1_500))\n---\n\(right.prefix(1_500))")
            return
        }
    }

    /// What is never the same twice: figures of the process, and an archive that is sealed at its moment.
    private static let unlike: Set = ["metrics", "health", "readiness", "openAPI", "exportMe", "exportCreditsAsPDF"]

    /// What may not be seen.
    private struct Variant: Sendable {
        /// How far the other seat goes: 0 not given, 1 offered, 2 accepted, 3 half scored, 4 all scored, 5 in, 6 stepped back.
        var steps: Int
        var seed: UInt64
        var learner: String
        var hasOtherPortfolio: Bool

        init(_ random: inout SeededRandom) {
            steps = Int.random(in: 0...6, using: &random)
            seed = random.next()
            learner =
                ["Lerato Mokoena", "Thabo Nkosi-Maseko", "Ana", "Khauhelo Nthane"].randomElement(using: &random) ?? ""
            hasOtherPortfolio = Bool.random(using: &random)
        }
    }

    private func play(_ variant: Variant, into lines: Lines) async throws {
        try await Stage.run(counting: true) { stage in
            let work = try await stage.casework(policy: "lesotho@3", learner: variant.learner)
            try await work.showPapers()
            let submission = try await work.admitted()
            let mine = try await work.seated(submission, work.carol, "second")
            let hidden = try await play(variant, work, submission)
            var normal = Normal()
            for isLater in [false, true] {
                if isLater {
                    try await work.work(mine, as: work.carol, worstOn: ["drawing"])
                    _ = try await stage.must(
                        .post, "/api/assignments/\(mine)/comments",
                        ["claim": .string(work.claims[0]), "evidence": .string(work.evidence[0]), "says": "Hm."],
                        as: work.carol)
                }
                let world = VisibleWorld(work, submission, assignments: [mine, hidden])
                for (path, seen) in try await world.seen(by: work.carol, without: Self.unlike) {
                    let line = normal.text(path, seen)
                    lines.append(line)
                }
            }
        }
    }

    /// Lets the other seat and the learner do what they do here.
    /// - Returns: the other's assignment.
    private func play(_ variant: Variant, _ work: Casework, _ submission: String) async throws -> String {
        let stage = work.stage
        if variant.hasOtherPortfolio {
            let other = try await stage.portfolio(of: work.lerato, at: work.institution, titled: "Another")
            _ = try await stage.evidence(in: other, as: work.lerato)
        }
        guard variant.steps > 0 else { return UUID().uuidString.lowercased() }
        let theirs = try await work.offer(submission, to: work.ben, "first").id
        guard variant.steps > 1 else { return theirs }
        _ = try await work.accept(theirs, as: work.ben)
        guard variant.steps > 2 else { return theirs }
        var random = SeededRandom(seed: variant.seed)
        let criteria = variant.steps == 3 ? Array(work.criteria.prefix(work.criteria.count / 2)) : work.criteria
        for (place, criterion) in criteria.enumerated() {
            let level = criterion.levels.randomElement(using: &random)?.id ?? ""
            #expect(try await work.score(theirs, criterion.id, level, version: place, as: work.ben).status == .ok)
        }
        for item in work.evidence {
            let finding = Bool.random(using: &random) ? "yes" : "no"
            _ = try await work.rule(theirs, item, as: work.ben, authentic: finding)
        }
        _ = try await stage.must(
            .post, "/api/assignments/\(theirs)/comments",
            ["claim": .string(work.claims[0]), "evidence": .string(work.evidence[0]), "says": "\(variant.seed)"],
            as: work.ben)
        if variant.steps == 5 { #expect(try await work.complete(theirs, as: work.ben).status == .created) }
        if variant.steps == 6 {
            _ = try await stage.must(
                .post, "/api/assignments/\(theirs)/recusals", ["reason": "I know them.", "relation": "taught"],
                as: work.ben)
        }
        return theirs
    }
}

private final class Lines: Sendable {
    private let kept = Mutex<[String]>([])
    var all: [String] { kept.withLock { $0 } }
    func append(_ line: String) { kept.withLock { $0.append(line) } }
}

/// An answer with everything random in it replaced by when it was first met: ids, digests, the names of cases, of requests.
private struct Normal {
    private var met: [String: Int] = [:]

    mutating func text(_ path: String, _ seen: Seen) -> String {
        let headers = seen.headers.filter { !["date", "x-request-id", "ratelimit"].contains($0.name.canonicalName) }
        let all =
            "GET \(path) \(seen.status.code)\n"
            + headers.map { "\($0.name.canonicalName): \($0.value)" }.sorted().joined(separator: "\n")
            + "\n\(seen.text)"
        return all.replacing(
            /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64}|Case [0-9A-F]{8}|"requestId":"[^"]*"|[A-Za-z0-9+\/]{43}=|evidence-[0-9a-f]{8}|[a-z]+-[0-9a-f]{6}@example\.org/
        ) { match in
            let word = String(match.output)
            if word.hasPrefix("\"requestId") { return "«request»" }
            let number = met[word, default: met.count]
            met[word] = number
            return "«\(number)»"
        }
    }
}

/// SplitMix64, so that a case that fails can be had again.
private struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}
