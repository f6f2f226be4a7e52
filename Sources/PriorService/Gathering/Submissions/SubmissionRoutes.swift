import Assessment
import Foundation
import HTTPTypes
import NIOCore
import Postgres
import Rubrics
import Seal

/// Handing a portfolio in, and seeing what was handed in.
enum SubmissionRoutes {
    static func submit(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        guard try call.body(NewSubmissionBody.self).declaration else { throw SubmissionError.notDeclared }
        return try await call.change { change in
            let portfolio = try await change.connection.portfolio(id, changedBy: person)
            guard portfolio.learner == person.id else {
                throw Problem.forbidden("Only its learner submits a portfolio.")
            }
            let (submission, manifest) = try await change.submit(portfolio)
            let body = try SubmissionBody(
                submission, manifest, as: .learner, disputes: [], call.resources.rubrics)
            return try .created(body, at: "/api/submissions/\(submission.id)")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        guard let text = try call.query("institution"), let institution = ID<Institution>(text) else {
            throw Problem.invalidQuery("institution", "Send the institution's id.")
        }
        guard person.holds(.readPortfolios, at: institution) else {
            throw Problem.forbidden("This needs a role with the permission `readPortfolios` at the institution.")
        }
        let state = try call.submissionState()
        let page = try call.page(keys: 1)
        let inState: SQL = if let state { "and \(SubmissionRecord.state) = \(state.rawValue)" } else { "" }
        let lines = try await call.resources.database.submissions("s.institution_id = \(institution) \(inState)", page)
        return try call.list(lines, page) { [$0.id.description] }
    }

    static func ofPortfolio(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        let page = try call.page(keys: 1)
        _ = try await call.resources.database.withConnection { try await $0.portfolio(id, seenBy: person) }
        let lines = try await call.resources.database.submissions("s.portfolio_id = \(id)", page)
        return try call.list(lines, page) { [$0.id.description] }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        return try await call.resources.database.withConnection { connection in
            let (submission, sight) = try await connection.submission(id, seenBy: person)
            let manifest = try await connection.manifest(of: id)
            var disputes: [DisputeBody] = []
            if sight == .staff {
                disputes = try await connection.disputes(of: submission, manifest.policy, call.resources.rubrics)
            }
            var body = try SubmissionBody(submission, manifest, as: sight, disputes: disputes, call.resources.rubrics)
            try body.follow(try await connection.pins(of: id), call.resources.rubrics)
            let takenBack = try await connection.testimonialsTakenBack(of: submission.portfolio)
            for place in body.evidence.indices { body.evidence[place].withdrawnAt = takenBack[body.evidence[place].id] }
            return try .ok(body)
        }
    }

    /// The exact bytes the digest in the receipt is taken over. They name the learner and the files, so assessors do not
    /// get them.
    static func manifest(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        let text = try await call.resources.database.withConnection { connection in
            let (_, sight) = try await connection.submission(id, seenBy: person)
            guard sight != .assessor else {
                throw Problem.forbidden("The manifest names the learner. The case is at /api/submissions/\(id).")
            }
            return try await connection.manifestText(of: id)
        }
        var answer = Answer.json(.ok, bytes: ByteBuffer(string: text))
        // Taken anew: after an erasure the submission's own digest is a salted one.
        let digest = Digest.of(text)
        answer.headers[.reprDigest] = digest.contentDigest
        answer.headers[.eTag] = "\"\(digest.hex)\""
        return answer
    }

    static func receipt(_ call: Call) async throws -> Answer {
        guard let code = ReceiptCode.read(try call.text("code")) else { throw Problem.notFound("receipt") }
        guard let receipt = try await call.resources.database.receipt(code) else { throw Problem.notFound("receipt") }
        return try .ok(receipt)
    }
}

extension Change {
    /// Takes the snapshot of a portfolio whose row is held, and moves it on.
    func submit(_ portfolio: PortfolioRecord) async throws -> (SubmissionRecord, Manifest) {
        let rubrics = call.resources.rubrics
        let completeness = try await connection.completeness(of: portfolio, by: rubrics, on: call.now)
        guard completeness.isComplete else { throw SubmissionError.incomplete(completeness.blocking) }
        let number = try await connection.submissions(of: portfolio.id) + 1
        let manifest = try await connection.manifest(of: portfolio, number: number, rubrics)
        let text = try manifest.canonicalJSON()
        let submission = SubmissionRecord(
            id: call.newID(), institution: portfolio.institution, portfolio: portfolio.id, learner: portfolio.learner,
            number: number, manifestDigest: Digest.of(text), receipt: ReceiptCode.make(), submittedAt: call.now,
            state: .received)
        try await connection.insert(submission, manifest, text: text)
        if call.resources.settings.timeStamps.authority != nil { try await connection.wantTimeStamp(on: submission) }
        try await connection.insert(completeness, of: submission)
        try await connection.move(portfolio, to: .submitted, at: call.now)
        record("submission.made", of: submission.id, at: portfolio.institution, to: Submission.State.received.rawValue)
        record(
            "portfolio.submitted", of: portfolio.id, at: portfolio.institution, from: portfolio.state.rawValue,
            to: Portfolio.State.submitted.rawValue)
        return (submission, manifest)
    }
}

extension Call {
    fileprivate func submissionState() throws -> Submission.State? {
        guard let text = try query("state") else { return nil }
        guard let state = Submission.State(rawValue: text) else {
            let known = Submission.State.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem.invalidQuery("state", "Send one of: \(known).")
        }
        return state
    }
}
