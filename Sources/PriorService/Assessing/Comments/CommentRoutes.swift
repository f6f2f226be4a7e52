import Assessment
import Foundation
import HTTPTypes
import Postgres

/// Remarks pinned to a place in the evidence: the assessor's own until all are in, then everybody's who sees the marks.
enum CommentRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Assignment.self)
        let body = try call.body(NewCommentBody.self)
        let anchor = try body.at?.anchor()
        return try await call.change { change in
            let record = try await change.connection.assignment(id, ownedBy: person, forUpdate: true)
            try record.assignment.requireAtWork(at: call.now)
            try await change.require(anchor, on: body.evidence, for: body.claim, in: record.submission)
            let comment = CommentBody(
                id: call.newID(), claim: body.claim, evidence: body.evidence, seat: record.assignment.seat,
                at: body.at, says: body.says, forLearner: body.forLearner ?? false, version: 1, madeAt: call.now)
            try await change.connection.insert(comment, anchor, of: record)
            change.record("evidenceComment.made", of: comment.id, at: record.institution)
            return try .created(comment, at: "/api/assignments/\(id)/comments").version(1)
        }
    }

    static func own(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Assignment.self)
        let page = try call.page(keys: 1)
        _ = try await call.resources.database.withConnection { try await $0.assignment(id, ownedBy: person) }
        let comments = try await call.resources.database.comments("n.assignment_id = \(id)", page)
        return try call.list(comments, page) { [$0.id.description] }
    }

    static func put(_ call: Call) async throws -> Answer {
        let body = try call.body(CommentChangeBody.self)
        let anchor = try body.at?.anchor()
        return try await call.change { change in
            var (comment, record) = try await change.ownComment()
            try await change.require(anchor, on: comment.evidence, for: comment.claim, in: record.submission)
            let version = try await change.alter(comment, to: body, anchor)
            change.record("evidenceComment.changed", of: comment.id, at: record.institution)
            (comment.at, comment.says, comment.forLearner) = (body.at, body.says, body.forLearner ?? false)
            (comment.version, comment.changedAt) = (version, call.now)
            return try .ok(comment).version(version)
        }
    }

    static func remove(_ call: Call) async throws -> Answer {
        try await call.change { change in
            let (comment, record) = try await change.ownComment()
            _ = try await change.alter(comment, to: nil, nil)
            change.record("evidenceComment.removed", of: comment.id, at: record.institution)
            return .noContent
        }
    }

    /// Staff and the submission's assessors read all once all are in; a moderator those of the claims they took; the learner,
    /// with the results, those that are for them.
    static func ofSubmission(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        let page = try call.page(keys: 1)
        let database = call.resources.database
        let (which, isForLearner) = try await database.withConnection { connection -> (SQL, Bool) in
            let (submission, sight) = try await connection.submission(id, seenBy: person)
            let all: SQL = "a.submission_id = \(id)"
            switch sight {
            case .assessor:
                let taken: SQL = """
                    exists (select from moderation m where m.submission_id = a.submission_id
                        and m.claim_id = n.claim_id and m.moderator_id = \(person.id))
                    """
                let isModerator = try await connection.moderates(person.id, id)
                if isModerator { return ("\(all) and \(taken)", false) }
                try await connection.requireShown(submission, to: sight)
                return (all, false)
            case .staff:
                try await connection.requireShown(submission, to: sight)
                return (all, false)
            case .learner, .adviser:
                guard let portfolio = try await connection.portfolio(submission.portfolio) else {
                    return ("false", true)
                }
                let isShown = try await connection.showsRecommendations(of: portfolio, to: .learner)
                return (isShown ? "\(all) and n.for_learner" : "false", true)
            }
        }
        var comments = try await database.comments(which, page)
        if isForLearner {
            for place in comments.indices { comments[place].seat = nil }
        }
        return try call.list(comments, page) { [$0.id.description] }
    }
}

extension Change {
    /// The caller's own remark, with its assignment, held, on which they are still at work.
    fileprivate func ownComment() async throws -> (CommentBody, AssignmentRecord) {
        let person = try call.person()
        let id = try call.id(of: EvidenceComment.self)
        guard let (comment, assignment) = try await connection.comment(id) else { throw Problem.notFound("comment") }
        guard let record = try await connection.assignment(assignment, forUpdate: true), record.assessor == person.id
        else { throw Problem.notFound("comment") }
        try record.assignment.requireAtWork(at: call.now)
        return (comment, record)
    }

    /// Of two tabs the second is told the version that stands, and nothing is lost.
    fileprivate func alter(
        _ comment: CommentBody, to body: CommentChangeBody?, _ anchor: EvidenceAnchor?
    ) async throws -> Int {
        let expected = try call.expectedVersion()
        let version = try await connection.change(comment.id, from: expected, to: body, anchor, at: call.now)
        guard let version else { throw Problem.versionMismatch(present: "\"\(comment.version)\"") }
        return version
    }

    /// Refuses an item that the submission does not have for the claim, and a place that the item does not have.
    fileprivate func require(
        _ anchor: EvidenceAnchor?, on evidence: ID<Evidence>, for claim: ID<Claim>, in submission: ID<Submission>
    ) async throws {
        let manifest = try await connection.manifest(of: submission)
        guard let item = manifest.evidence.first(where: { $0.id == evidence }),
            manifest.evidence(of: claim).contains(evidence)
        else { throw Problem.invalid("/evidence", "unknown", "Send an item that is linked to the claim.") }
        guard let anchor else { return }
        var bounds = try await connection.bounds(of: item)
        let pages = manifest.evidence.filter { $0.pageOf == evidence }.compactMap(\.page).max()
        if let pages { bounds.pages = max(bounds.pages ?? 1, pages) }
        try anchor.require(in: bounds)
    }
}
