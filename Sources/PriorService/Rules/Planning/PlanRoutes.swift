import Assessment
import Foundation
import Postgres
import Rubrics

/// The way from what a learner holds to a qualification. Shown to the learner, to who advises them and to staff who see the
/// portfolio; it is made of links, claims and credits, never of anybody's marks.
enum PlanRoutes {
    /// Of one portfolio, under its policy. Others than the learner are told of credit that other institutions posted only
    /// where the learner lets their institution have it.
    static func showOfPortfolio(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        let (portfolio, known) = try await call.resources.database.withConnection { connection in
            let (portfolio, sight) = try await connection.portfolio(id, seenBy: person)
            let known = try await connection.planFacts(
                of: portfolio.learner, portfolio: portfolio.id,
                asSeenFrom: sight.isLearner ? nil : portfolio.institution)
            return (portfolio, known)
        }
        return try plan(call, known, under: portfolio.policy)
    }

    /// Of everything that the learner has, under the policy of an institution: the one named, or that of their newest
    /// portfolio.
    static func showMine(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.query("institution")
        let (policy, known) = try await call.resources.database.withConnection { connection in
            (
                try await connection.planPolicy(of: person.id, at: institution),
                try await connection.planFacts(of: person.id, portfolio: nil, asSeenFrom: nil)
            )
        }
        return try plan(call, known, under: policy)
    }

    private static func plan(_ call: Call, _ known: PlanFacts, under key: DocumentKey) throws -> Answer {
        let rubrics = call.resources.rubrics
        guard let named = try call.query("qualification"), let wanted = rubrics.qualification(named: named) else {
            throw Problem.invalidQuery("qualification", "Name one of GET /api/qualifications, as `building-trades@1`.")
        }
        let without = (try call.query("without") ?? "").split(separator: ",").map(String.init)
        let policy = try rubrics.policy(key)
        let question = PlanQuestion(
            qualification: wanted, parts: rubrics.qualifications.mapValues(\.value),
            units: rubrics.units.mapValues(\.value), holdings: known.holdings, evidence: known.reach, policy: policy,
            today: policy.day(of: call.now), without: Set(without.map { String($0.prefix { $0 != "@" }) }))
        let answer: PlanAnswer
        do {
            answer = try question.answer()
        } catch {
            // What was loaded was checked: every part and unit is there, once.
            throw Problem.unexpected
        }
        return try .ok(PlanBody(answer, of: question, known))
    }
}

extension PortfolioSight {
    fileprivate var isLearner: Bool { if case .learner = self { true } else { false } }
}

extension RubricsLibrary {
    /// A qualification by its key; where only the id is given, its newest published version.
    func qualification(named text: String) -> Qualification? {
        if let key = DocumentKey(text) { return qualifications[key]?.value }
        return qualifications.values.filter { $0.key.id == text && $0.status == .published }.max { $0.key < $1.key }?
            .value
    }
}
