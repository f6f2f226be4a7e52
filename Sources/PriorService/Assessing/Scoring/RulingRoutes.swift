import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal

/// Valid, sufficient, authentic, current: an assessor's rulings on the items of a case.
enum RulingRoutes {
    /// Rules on an item as it was submitted, or rules again. The same answers again change nothing.
    static func put(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Assignment.self)
        let claim = try call.id("claim", of: Claim.self)
        let evidence = try call.id("evidence", of: Evidence.self)
        let body = try call.body(NewRulingBody.self)
        return try await call.change { change in
            // Held, so that two tabs take turns, and none of them writes while the assignment is being completed.
            let record = try await change.connection.assignment(id, ownedBy: person, forUpdate: true)
            try record.assignment.requireAtWork(at: call.now)
            let item = try await change.connection.itemToRule(evidence, for: claim, in: record.submission)
            let ruling = try Ruling(body, age: item.age)
            let before = try await change.connection.ruling(of: id, on: evidence, for: claim)
            let standing = try before.map { (revision: $0.revision, ruling: try Ruling(kept: $0)) }
            guard let revision = try ruling.revision(after: standing, because: body.revisionReason) else {
                return try before.map { try .ok($0) } ?? { throw Problem.unexpected }()
            }
            let made = RulingBody(
                ruling, on: evidence, for: claim, revision: revision,
                because: revision == 1 ? nil : body.revisionReason, item: item.digest, by: person.id, at: call.now)
            let ruled = call.newID(of: Ruling.self)
            try await change.connection.insert(made, ruled, of: record)
            change.record(revision == 1 ? "ruling.made" : "ruling.revised", of: ruled, at: record.institution)
            return try .ok(made)
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Assignment.self)
        let page = try call.page(keys: 2)
        _ = try await call.resources.database.withConnection { try await $0.assignment(id, ownedBy: person) }
        let rulings = try await call.resources.database.rulings(of: id, page)
        return try call.list(rulings, page) { [$0.claim.description, $0.evidence.description] }
    }

    /// Every revision of one's own ruling on an item, oldest first.
    static func history(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Assignment.self)
        let claim = try call.id("claim", of: Claim.self)
        let evidence = try call.id("evidence", of: Evidence.self)
        let page = try call.page(keys: 1)
        _ = try await call.resources.database.withConnection { try await $0.assignment(id, ownedBy: person) }
        let rulings = try await call.resources.database.rulings(of: id, on: evidence, for: claim, page)
        return try call.list(rulings, page) { [String($0.revision)] }
    }

    /// Everybody's, with all revisions, once every claim has its outcome; see `ScoringRoutes.all`.
    static func all(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        let page = try call.page(keys: 1)
        let database = call.resources.database
        let (submission, sight) = try await database.withConnection { try await $0.submission(id, seenBy: person) }
        guard sight == .staff || sight == .assessor else { throw Problem.notFound("submission") }
        try await database.withConnection { try await $0.requireShown(submission, to: sight) }
        var rulings = try await database.rulings(of: id, page)
        if sight == .assessor {
            for place in rulings.indices { rulings[place].ruling.ruledBy = nil }
        }
        return try call.list(rulings, page) { [$0.id.description] }
    }
}

extension Connection {
    /// What a ruling on an item is about: the item as it was submitted for the claim, and what the policy made of its date.
    /// - Throws: 404 where the submission has no such item for the claim, or the claim has its outcome.
    fileprivate func itemToRule(
        _ evidence: ID<Evidence>, for claim: ID<Claim>, in submission: ID<Submission>
    ) async throws -> (digest: Digest, age: EvidenceAge) {
        let submitted = try await manifest(of: submission).submitted(evidence, for: claim)
        let isOpen = try await isToRule(claim, in: submission)
        guard let submitted, isOpen else { throw Problem.notFound("item of this claim in the submission") }
        let found = try await sufficiency(of: submission)
        let standing = found?.claims.first { $0.claim == claim }?.items.first { $0.id == evidence.description }
        return (Digest.of(try submitted.canonicalJSON()), standing?.age ?? .current)
    }
}
