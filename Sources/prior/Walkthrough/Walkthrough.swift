import Foundation

/// The whole path, from evidence to credit that another institution pulled, played through the HTTP API of a running demo.
struct Walkthrough: Sendable {
    let url: URL
    let samples: Samples

    /// Plays every act and tells what each person did and saw.
    /// - Throws: `Surprise` at the first step that is answered otherwise than it should be.
    func run() async throws {
        let stage = Stage(url, samples)
        stage.story.act("Prior, a walkthrough on \(url.absoluteString)")
        stage.story.legend()
        let maluti = try await stage.crew(
            DemoCast.maluti, ["coordinator", "assessor", "moderator", "registrar", "adviser", "auditor", "panel"])
        let kensington = try await stage.crew(
            DemoCast.kensington, ["coordinator", "assessor", "moderator", "registrar", "adviser", "panel"])

        var lerato = try await stage.bringsHerWork(at: maluti)
        try await stage.isAssessedTwice(&lerato)
        var khauhelo = try await stage.isDisputed(at: maluti)
        try await stage.isModerated(khauhelo)
        var marcia = try await stage.claimsTwoUnits(at: kensington)
        try await stage.becomesCredit(&lerato, &khauhelo)
        try await stage.isRefusedTwice(lerato, at: kensington)
        try await stage.isPulled(&lerato, &khauhelo, &marcia)
        try await stage.looksAhead(lerato)
        _ = try await stage.isVouchedFor(at: maluti, and: kensington)
        try await stage.bringsEveryKind(at: maluti)
        try await stage.measuresByItsOwn(at: maluti)
        try await stage.endsWell(lerato)
        try await stage.leaveNoTrace(
            of: khauhelo.learner, registrar: try maluti.one("registrar"), credit: khauhelo.claims[0].credit)
        stage.story.act("What became of the claims")
        stage.story.table(summary(of: [lerato, khauhelo, marcia]))
    }

    private func summary(of cases: [Case]) -> [[String]] {
        let rows = cases.flatMap { one in
            one.claims.map { [one.learner.name, $0.title, $0.result, $0.amount, $0.receipt] }
        }
        return [["learner", "unit", "result", "credit", "receipt"]] + rows
    }
}
