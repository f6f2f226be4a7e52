import Assessment
import Foundation
import HTTPTypes
import Postgres

/// What the learner says to the reasons for which a submission came back.
enum ReturnAnswerRoutes {
    static func put(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(NewReturnAnswerBody.self)
        return try await call.change { change in
            let (portfolio, submission, reason) = try await change.reasonInPath()
            let items = body.items ?? []
            try await change.requireItems(items, in: portfolio.id)
            let answer = Manifest.Answer(says: body.says ?? "", items: items)
            guard !items.isEmpty || !answer.says.allSatisfy(\.isWhitespace) else {
                throw Problem.invalid("/says", "missing", "Say something to the reason, or name items that answer it.")
            }
            try await change.connection.save(
                answer, to: reason, of: submission, in: portfolio, by: person.id, at: call.now)
            let version = try await change.connection.touch(portfolio)
            change.record("return.answered", of: submission, at: portfolio.institution)
            return try .ok(answer).version(version)
        }
    }

    static func remove(_ call: Call) async throws -> Answer {
        try await call.change { change in
            let (portfolio, submission, reason) = try await change.reasonInPath()
            guard try await change.connection.deleteAnswer(to: reason, of: submission) else {
                throw Problem.notFound("answer")
            }
            try await change.connection.touch(portfolio)
            change.record("return.answerRemoved", of: submission, at: portfolio.institution)
            return .noContent
        }
    }
}

extension Change {
    /// The reason in the path, of a portfolio that the caller may change now and that is held.
    fileprivate func reasonInPath() async throws -> (PortfolioRecord, ID<Submission>, Int) {
        let person = try call.person()
        let submission = try call.id("submission", of: Submission.self)
        let portfolio = try await connection.portfolio(try call.id(of: Portfolio.self), changedBy: person)
        let reasons = try await connection.reasons(of: submission, in: portfolio.id)
        guard let reasons, let reason = Int(try call.text("reason")), (1...max(1, reasons)).contains(reason) else {
            throw Problem.notFound("reason for a return")
        }
        return (portfolio, submission, reason)
    }

    /// Refuses items that are not in the portfolio, each at its place in the body's `items`.
    func requireItems(_ items: [ID<Evidence>], in portfolio: ID<Portfolio>) async throws {
        let missing = try await connection.placesMissing(items, in: portfolio)
        guard missing.isEmpty else {
            throw Problem.invalid(
                missing.map {
                    Fault(pointer: "/items/\($0)", code: "unknown", detail: "Send the id of an item of this portfolio.")
                })
        }
    }
}
