import Assessment
import Foundation
import Postgres
import Seal

/// As what a person sees an appeal.
enum AppealSight: Sendable, Equatable {
    case learner, adviser, staff
    /// Called to its panel.
    case panel
}

extension AppealRecord {
    /// The member that a person is; nil where they are none.
    func member(_ person: ID<Person>) -> Member? { panel.first { $0.person == person } }
}

extension Connection {
    /// As what the person sees the appeal.
    /// - Throws: 404 where they may not know of it.
    func sight(of appeal: AppealRecord, for person: Caller.SignedIn) async throws -> AppealSight {
        if appeal.learner == person.id { return .learner }
        if appeal.member(person.id) != nil { return .panel }
        if person.holds(.readPortfolios, at: appeal.institution) { return .staff }
        if try await isAdviser(person.id, of: appeal.portfolio) { return .adviser }
        throw Problem.notFound("appeal")
    }
}

extension AppealRecord {
    /// - Parameter panelSize: how many the policy wants.
    func body(for sight: AppealSight, panelSize: Int) -> AppealBody {
        let isInside = sight == .staff || sight == .panel
        return AppealBody(
            id: id, submission: submission, recommendation: recommendation, appealedDigest: appealedDigest.hex,
            state: appeal.state, ground: ground, statement: statement, evidence: evidence, suspended: credit,
            lodgedAt: lodgedAt, decideBy: decideBy, panelSize: panelSize,
            panel: isInside ? panel.map(\.body) : nil, outcome: outcome?.body)
    }
}

extension AppealRecord.Member {
    fileprivate var body: AppealBody.MemberBody {
        .init(person: person, name: name, isChair: isChair, isSeated: seatedAt != nil, hasSpoken: verdict != nil)
    }
}

extension AppealRecord.Outcome {
    fileprivate var body: AppealBody.OutcomeBody {
        .init(
            verdict: outcome.verdict, remedy: outcome.remedy, credits: outcome.credits?.description, reasons: reasons,
            credit: credit, decidedAt: decidedAt)
    }
}

extension Resources {
    /// How many hear an appeal under the policy of its portfolio.
    func panelSize(under policy: DocumentKey) throws -> Int { try rubrics.policy(policy).appeal.panelSize }
}
