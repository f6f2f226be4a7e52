import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

/// What the institution says at the door: taken in, or given back with reasons.
enum AdmissionRoutes {
    static func admit(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        let body = try call.body(NewAdmissionBody.self)
        return try await call.change { change in
            let portfolio = try await change.atTheDoor(id, for: person)
            let admission = AdmissionBody(submission: id, admittedAt: call.now, note: body.note ?? "")
            try await change.connection.insert(admission, at: portfolio.institution, by: person.id)
            try await change.connection.move(portfolio, to: .admitted, at: call.now)
            change.record(
                "submission.admitted", of: id, at: portfolio.institution, from: Submission.State.received.rawValue,
                to: Submission.State.admitted.rawValue, why: body.note)
            return try .created(admission, at: "/api/submissions/\(id)")
        }
    }

    static func sendBack(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        let reasons = try call.body(NewReturnBody.self).reasons
        return try await call.change { change in
            let portfolio = try await change.atTheDoor(id, for: person)
            let manifest = try await change.connection.manifest(of: id)
            let faults = try manifest.faults(of: reasons, call.resources.rubrics)
            guard faults.isEmpty else { throw Problem.invalid(faults) }
            let given = ReturnBody(
                submission: id, number: manifest.number, returnedAt: call.now,
                reasons: reasons.enumerated().map { place, reason in
                    ReturnReasonBody(.init(submission: manifest.number, reason: place + 1, reason))
                })
            try await change.connection.insert(given, reasons, at: portfolio.institution, by: person.id)
            try await change.connection.move(portfolio, to: .returned, at: call.now)
            change.record(
                "submission.returned", of: id, at: portfolio.institution, from: Submission.State.received.rawValue,
                to: Submission.State.returned.rawValue, why: reasons.map(\.says).joined(separator: "\n"))
            try await change.tellOfReturn(portfolio)
            return try .created(given, at: "/api/portfolios/\(portfolio.id)/returns")
        }
    }

    static func returns(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        let page = try call.page(keys: 1)
        _ = try await call.resources.database.withConnection { try await $0.portfolio(id, seenBy: person) }
        let returns = try await call.resources.database.returns(of: id, page)
        return try call.list(returns, page) { [$0.submission.description] }
    }
}

extension Change {
    /// The portfolio, held, of a submission that waits at the door.
    fileprivate func atTheDoor(_ id: ID<Submission>, for person: Caller.SignedIn) async throws -> PortfolioRecord {
        let (submission, portfolio) = try await connection.submission(id, decidedBy: person, with: .admit)
        guard submission.state == .received else { throw SubmissionError.notAtTheDoor(submission.state) }
        return portfolio
    }

    fileprivate func tellOfReturn(_ portfolio: PortfolioRecord) async throws {
        try await send(
            Mail(
                recipient: try await connection.emailAddress(of: portfolio.learner), purpose: "return",
                subject: "Your portfolio came back",
                body: """
                    Something is missing before your portfolio can be assessed. Sign in at
                    \(call.resources.settings.publicURL) to read what, answer it point by point, and submit it again.

                    Nothing you submitted is lost.
                    """))
    }
}

extension Manifest {
    /// What is wrong with reasons for a return: each must be about something that is in the submission.
    func faults(of reasons: [Submission.ReturnReason], _ rubrics: RubricsLibrary) throws -> [Fault] {
        try reasons.enumerated().flatMap { place, reason in
            try faults(of: reason, rubrics).map { fault in
                Fault(pointer: "/reasons/\(place)\(fault.pointer)", code: fault.code, detail: fault.detail)
            }
        }
    }

    private func faults(of reason: Submission.ReturnReason, _ rubrics: RubricsLibrary) throws -> [Fault] {
        let id = reason.id?.lowercased()
        switch reason.about {
        case .portfolio where id != nil:
            return [Fault(pointer: "/id", code: "unknown", detail: "A reason about the portfolio has no `id`.")]
        case .claim where !claims.contains { $0.id.description == id }:
            return [Fault(pointer: "/id", code: "unknown", detail: "Send the id of a claim in the submission.")]
        case .evidence where !evidence.contains { $0.id.description == id }:
            return [Fault(pointer: "/id", code: "unknown", detail: "Send the id of an item in the submission.")]
        case .portfolio, .claim, .evidence:
            guard let criterion = reason.criterion else { return [] }
            let meant = reason.about == .claim ? claims.filter { $0.id.description == id } : claims
            let isKnown = try meant.contains { try rubrics.unit($0.unit).value.rubric.criterion(criterion) != nil }
            return isKnown
                ? [] : [Fault(pointer: "/criterion", code: "unknown", detail: "Send a criterion of a unit claimed.")]
        }
    }
}
