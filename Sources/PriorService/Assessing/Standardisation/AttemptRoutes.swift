import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

/// An assessor measures themself by an anchor: looks at the case blind, gives marks once, and reads how they stand.
enum AttemptRoutes {
    static func begin(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Anchor.self)
        let purpose = try call.body(NewAttemptBody.self).purpose
        return try await call.change { change in
            guard let anchor = try await change.connection.anchor(id, forUpdate: true),
                person.holds(.assess, at: anchor.institution),
                let submission = try await change.connection.submission(anchor.submission)
            else { throw Problem.notFound("anchor") }
            guard anchor.retiredAt == nil else { throw AnchorError.retired }
            let policy = try await change.policy(of: submission)
            // Whoever touched the case knows what was made of it.
            let facts = try await change.connection.independenceFacts(
                of: person.id, on: submission, at: call.now)
            try policy.requireIndependence(facts, overrideReason: nil)
            if purpose == .certification {
                guard policy.moderation.certification?.value != nil else { throw AnchorError.notOffered }
                let isKnown = try await change.connection.hasBegun(person.id, id)
                guard !isKnown else { throw AnchorError.known }
            }
            let attempt = call.newID(of: AnchorAttempt.self)
            try await change.connection.insert(attempt, on: anchor, purpose, by: person.id, at: call.now)
            change.record("anchorAttempt.begun", of: attempt, at: anchor.institution, to: purpose.rawValue)
            guard let body = try await change.connection.attempt(attempt, of: person.id)?.0 else {
                throw Problem.unexpected
            }
            return try .created(body, at: "/api/anchor-attempts/\(attempt)")
        }
    }

    static func mark(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: AnchorAttempt.self)
        let marks = try call.body(AttemptMarksBody.self).marks.map(\.mark)
        return try await call.change { change in
            guard let (attempt, given) = try await change.connection.attempt(id, of: person.id, forUpdate: true),
                let anchor = try await change.connection.anchor(attempt.anchor),
                let submission = try await change.connection.submission(anchor.submission)
            else { throw Problem.notFound("attempt") }
            guard given == nil else { throw AnchorError.marked }
            guard anchor.retiredAt == nil else { throw AnchorError.retired }
            let rubric = try call.resources.rubrics.unit(anchor.unit).value.rubric
            let comparison = try Anchor(rubric: rubric, marks: anchor.marks).compare(marks)
            let rules = try await change.policy(of: submission).moderation.certification?.value
            let passed = rules?.isReached(by: comparison) ?? comparison.isSameOutcome
            let until = attempt.purpose == .certification && passed ? rules?.end(from: call.now) : nil
            try await change.connection.save(
                marks, comparison, passed: passed, until: until, of: id, at: call.now)
            change.record(
                "anchorAttempt.marked", of: id, at: anchor.institution, to: passed ? "passed" : "notPassed")
            guard var body = try await change.connection.attempt(id, of: person.id)?.0 else {
                throw Problem.unexpected
            }
            body.feedback = comparison.lines.map(AttemptLineBody.init)
            return try .created(body, at: "/api/anchor-attempts/\(id)")
        }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: AnchorAttempt.self)
        return try await call.resources.database.withConnection { connection in
            guard let (found, given) = try await connection.attempt(id, of: person.id) else {
                throw Problem.notFound("attempt")
            }
            var body = found
            if let given, let anchor = try await connection.anchor(found.anchor) {
                let rubric = try call.resources.rubrics.unit(anchor.unit).value.rubric
                // Of an anchor whose learner was erased nothing is left to compare with.
                let comparison = try? Anchor(rubric: rubric, marks: anchor.marks).compare(given)
                body.feedback = comparison?.lines.map(AttemptLineBody.init)
            }
            return try .ok(body)
        }
    }

    static func own(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let page = try call.page(keys: 1)
        let attempts = try await call.resources.database.attempts(of: person.id, page)
        return try call.list(attempts, page) { [$0.id.description] }
    }
}

extension Change {
    /// The policy under which the case of an anchor was assessed.
    fileprivate func policy(of submission: SubmissionRecord) async throws -> Policy {
        guard let portfolio = try await connection.portfolio(submission.portfolio) else { throw Problem.unexpected }
        return try call.resources.rubrics.policy(portfolio.policy)
    }
}

extension AttemptLineBody {
    init(_ line: AnchorComparison.Line) {
        self.init(
            criterion: line.criterion, given: line.given, agreed: line.agreed.level, distance: line.distance,
            says: line.agreed.says)
    }
}

extension AnchorError: RuleError {
    var problem: Problem {
        switch self {
        case .unknownCriterion(let place, let known):
            Problem.invalid("/marks/\(place)/criterion", "unknown", "Send one of: \(known.joined(separator: ", ")).")
        case .unknownLevel(let place, let known):
            Problem.invalid("/marks/\(place)/level", "choice", "Send one of: \(known.joined(separator: ", ")).")
        case .twice(let place):
            Problem.invalid("/marks/\(place)/criterion", "twice", "Send one mark for each criterion.")
        case .missing(let criteria):
            Problem.invalid("/marks", "missing", "Send a mark on: \(criteria.joined(separator: ", ")).")
        case .reasonsMissing(let criteria):
            Problem.invalid("/marks", "reason_missing", "Say why, on: \(criteria.joined(separator: ", ")).")
        case .noResult: Problem.unexpected
        case .retired:
            Problem.conflict("anchor-retired", "The anchor is out of use", "Choose another one.")
        case .known:
            Problem.conflict(
                "anchor-known", "You have looked at this anchor before",
                "Certification is on an anchor that you have not worked on. Practise on it, or choose another.")
        case .marked:
            Problem.conflict("attempt-marked", "The marks are given", "They are given once. Begin another attempt.")
        case .notOffered:
            Problem.conflict(
                "no-certification", "The policy does not certify",
                "The policy of this case says nothing of what certification asks for. Practise on it.")
        }
    }
}
