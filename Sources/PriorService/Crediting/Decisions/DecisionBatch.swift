import Assessment
import Foundation
import HTTPTypes
import Postgres

/// What a registrar decides of several recommendations at once.
struct NewDecisionBatchBody: RequestBody {
    enum Mode: String, Codable, Sendable, CaseIterable {
        /// Each for itself: what can be decided is.
        case each
        /// All or none.
        case all
    }

    struct ItemBody: RequestBody {
        var recommendation: ID<Recommendation>
        var verdict: Decision.Verdict
        var credits: String?
        var reason: String?
        var towards: String?

        static let schema = Schema.object([
            .must("recommendation", .id, "Which."),
            .must("verdict", .choice(of: Decision.Verdict.self), "All, a part of its credits, or none."),
            .may("credits", .decimal, "How many, for `partly`."),
            .may("reason", .anyText(4_000), "Why; needed wherever less is granted than was recommended."),
            .may("towards", .text(120), "The qualification that the credit counts towards."),
        ])

        var decision: NewDecisionBody {
            NewDecisionBody(verdict: verdict, credits: credits, reason: reason, towards: towards)
        }
    }

    var mode: Mode
    var decisions: [ItemBody]

    static let schema = Schema.object([
        .must("mode", .choice(of: Mode.self), "`each`: what can be decided is; `all`: all of them or none."),
        .must(
            "decisions", .list(of: ItemBody.schema, 1...200), "The decisions, at most 200, in the order they are made."),
    ])
}

/// What became of a batch, item by item in its order.
struct DecisionBatchBody: AnswerBody {
    struct ItemBody: AnswerBody {
        struct RefusedBody: AnswerBody {
            var type: String
            var detail: String
            var fits: String?

            static let schema = Schema.object([
                .must("type", .slug, "The problem, by its name."),
                .must("detail", .anyText(), "Why, with the rule and its source."),
                .may("fits", .decimal, "Of a limit: how many credits would still do."),
            ])
        }

        var recommendation: ID<Recommendation>
        var decision: DecisionBody?
        var refused: RefusedBody?

        static let schema = Schema.object([
            .must("recommendation", .id, "Which."),
            .may("decision", .named(DecisionBody.self), "The decision; absent where it could not be made."),
            .may("refused", RefusedBody.schema, "Why it could not be made."),
        ])
    }

    var mode: NewDecisionBatchBody.Mode
    var decided: Int
    var items: [ItemBody]

    static let schema = Schema.object([
        .must("mode", .choice(of: NewDecisionBatchBody.Mode.self), "As it was asked for."),
        .must("decided", .integer(0...200), "How many were decided."),
        .must("items", .list(of: ItemBody.schema, 0...200), "Each, in the order of the request."),
    ])
}

/// Many decisions in one transaction.
enum DecisionBatchRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        let body = try call.body(NewDecisionBatchBody.self)
        try person.require(.decide, at: institution, of: "institution")
        return try await call.change { change in
            try await change.connection.holdCases(of: body.decisions.map(\.recommendation), at: institution)
            var answer = DecisionBatchBody(mode: body.mode, decided: 0, items: [])
            for item in body.decisions {
                let made = try await change.decided(item, by: person, at: institution)
                if made.decision != nil { answer.decided += 1 }
                answer.items.append(made)
            }
            guard body.mode == .each || answer.decided == answer.items.count else {
                throw Problem.batchRefused(answer.items)
            }
            return try .ok(answer)
        }
    }
}

extension Change {
    /// One item in a savepoint of its own, so that one that is refused leaves nothing behind.
    fileprivate func decided(
        _ item: NewDecisionBatchBody.ItemBody, by person: Caller.SignedIn, at institution: ID<Institution>
    ) async throws -> DecisionBatchBody.ItemBody {
        let (connection, call) = (connection, call)
        do {
            let (part, decision) = try await connection.transaction { connection in
                guard try await connection.recommendation(item.recommendation)?.institution == institution else {
                    throw Problem.notFound("recommendation")
                }
                let part = Change(connection: connection, call: call)
                return (part, try await part.decide(item.recommendation, item.decision, by: person))
            }
            take(part)
            return .init(recommendation: item.recommendation, decision: decision)
        } catch let problem as Problem where problem.status.code < 500 {
            return .init(recommendation: item.recommendation, refused: .init(problem))
        } catch let error as any RuleError where error.problem.status.code < 500 {
            return .init(recommendation: item.recommendation, refused: .init(error.problem))
        }
    }
}

extension DecisionBatchBody.ItemBody.RefusedBody {
    fileprivate init(_ problem: Problem) {
        type = problem.type
        detail = problem.faults.isEmpty ? problem.detail : problem.faults.map(\.detail).joined(separator: " ")
        fits = problem.members.first { $0.name == "fits" }?.value.string
    }
}

extension Connection {
    /// Holds the portfolios and then the learners' records of a batch before anything is decided, each in one order: two
    /// batches never wait for each other, and no single decision waits for a feed that a batch holds while that waits for it.
    fileprivate func holdCases(of recommendations: [ID<Recommendation>], at institution: ID<Institution>) async throws {
        let rows = try await query(
            """
            select p.learner_id from portfolio p where p.id in (
                select s.portfolio_id from recommendation r join submission s on s.id = r.submission_id
                where r.id = any(\(recommendations)) and r.institution_id = \(institution))
            order by p.id for update
            """)
        let learners: Set<ID<Person>> = Set(try rows.map { try $0["learner_id"] })
        for learner in learners.sorted() { try await holdCreditRecord(of: learner) }
    }
}

extension Problem {
    /// 409: one of a batch that is all or none could not be decided, so none was.
    fileprivate static func batchRefused(_ items: [DecisionBatchBody.ItemBody]) -> Problem {
        let refused = items.filter { $0.refused != nil }
        let list = refused.map { item -> JSONValue in
            [
                "recommendation": .string(item.recommendation.description),
                "type": .string(item.refused?.type ?? ""), "detail": .string(item.refused?.detail ?? ""),
                "fits": item.refused?.fits.map(JSONValue.string) ?? .null,
            ]
        }
        return conflict(
            "batch-refused", "Nothing of the batch was decided",
            "\(refused.count) of \(items.count) cannot be decided so, and all or none were asked for."
        ).with("refused", .array(list)).with("state", "undecided").with("allowed", ["each"])
    }
}
