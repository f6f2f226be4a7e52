import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

/// From a draft to what credit is measured against: review by somebody else, publication, and one version in place of another.
enum PublishingRoutes {
    static func review(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(NewReviewBody.self)
        let expected = try call.expectedVersion()
        return try await call.change { change in
            let document = try await change.authoredDocument(for: .review)
            try document.require([.draft], to: "review")
            try document.require(revision: expected)
            guard !document.authors.contains(person.id) else {
                throw Problem.conflict(
                    "own-document", "You wrote on it", "Somebody who did not write on it reviews it.")
            }
            switch body.verdict {
            case .passed: try await change.requireSound(document, as: .reviewed)
            case .refused where (body.says ?? "").allSatisfy(\.isWhitespace):
                throw Problem.invalid("/says", "missing", "Say what keeps it from being published.")
            case .refused: break
            }
            let review = DocumentReview(
                id: call.newID(), revision: document.revision, verdict: body.verdict, says: body.says ?? "",
                reviewedBy: person.id, reviewedAt: call.now)
            try await change.connection.insert(review, of: document)
            change.record(
                "authoredDocument.\(body.verdict == .passed ? "reviewed" : "refused")", of: document.id,
                at: document.institution, from: PublicationStatus.draft.rawValue,
                to: (body.verdict == .passed ? PublicationStatus.reviewed : .draft).rawValue)
            return try .created(DocumentReviewBody(review), at: "/api/documents/\(document.id)/reviews")
        }
    }

    static func reviews(_ call: Call) async throws -> Answer {
        let document = try await call.authoredDocument()
        let page = try call.page(keys: 1)
        let reviews = try await call.resources.database.reviews(of: document.id, page)
        return try call.list(reviews.map(DocumentReviewBody.init), page) { [$0.id.description] }
    }

    /// Fixes the text for ever. Every process of the service can be asked for it from then on.
    static func publish(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let expected = try call.expectedVersion()
        let answer = try await call.change { change in
            var document = try await change.authoredDocument(for: .publish)
            try document.require([.reviewed], to: "publish")
            try document.require(revision: expected)
            // The id may have been entrusted to another since it was drafted.
            try await change.claim(
                DocumentIdentity(kind: document.kind, key: document.key), for: document.institution)
            // One publication after another: each is checked against all before it.
            try await change.connection.countRubricsOn()
            let published = try await call.resources.shelf.read(change.connection).rubrics
            document.text = try JSONValue(document: document.text).text(as: .published)
            try Problem.requireNone(published.faults(of: document.file))
            guard published.entry(document.kind, document.key) == nil,
                let fixed = try published.adding([document.file]).entry(document.kind, document.key)
            else { throw Problem.versionTaken(document.name) }
            document.text = fixed.json
            document.fingerprint = fixed.fingerprint.rawValue
            document.publishedAt = call.now
            try await change.connection.publish(
                document.id, fixed.json, fixed.fingerprint.rawValue, by: person.id, at: call.now)
            try await published.adding([document.file]).keep(on: change.connection, at: call.now)
            change.record(
                "authoredDocument.published", of: document.id, at: document.institution,
                from: PublicationStatus.reviewed.rawValue, to: document.name)
            let body = AuthoredDocumentBody(document)
            return try .created(body, at: "/api/\(document.kind.folder)/\(document.key)").version(document.revision)
        }
        try await call.resources.shelf.refresh(call.resources.database)
        return answer
    }

    /// Says that a version is not to be begun under any more. What was begun under it goes on.
    static func supersede(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(NewSupersessionBody.self)
        guard let key = DocumentKey(body.key) else {
            throw Problem.invalid("/key", "form", "Send id@version, as knots@1.")
        }
        let answer = try await call.change { change in
            try await change.connection.countRubricsOn()
            let published = try await call.resources.shelf.read(change.connection).rubrics
            let steward = try await change.connection.steward(body.kind, key.id)
            guard let steward, person.holds(.publish, at: steward) else { throw Problem.notFound("document of yours") }
            guard let entry = published.entry(body.kind, key) else { throw Problem.notFound("document of yours") }
            guard entry.status == .published else {
                throw Problem.conflict(
                    "document-not-published", "The document is \(entry.status.rawValue)",
                    "Only a published version can be superseded."
                ).with("state", .string(entry.status.rawValue)).with("needed", ["published"])
            }
            let supersession = SupersessionBody(
                kind: body.kind, key: key.description, institution: steward, reason: body.reason,
                supersededBy: person.id, supersededAt: call.now)
            try await change.connection.insert(supersession, key)
            try await published.superseding(body.kind, key).keep(on: change.connection, at: call.now)
            change.record(
                "document.superseded", of: steward, at: steward, from: PublicationStatus.published.rawValue,
                to: "\(body.kind.rawValue) \(key)", why: body.reason)
            return try .created(supersession, at: "/api/\(body.kind.folder)/\(key)")
        }
        try await call.resources.shelf.refresh(call.resources.database)
        return answer
    }

    /// Lets an institution write the versions of an id, for one that is in the files at first.
    static func entrust(_ call: Call) async throws -> Answer {
        let body = try call.body(StewardshipBody.self)
        let (kind, id) = (try call.text("kind"), try call.text("document"))
        guard let kind = DocumentKind(rawValue: kind), DocumentKey.isSlug(id) else {
            throw Problem.notFound("kind of document")
        }
        return try await call.change { change in
            guard try await change.connection.institution(body.institution) != nil else {
                throw Problem.invalid("/institution", "unknown", "There is no such institution.")
            }
            try await change.connection.entrust(kind, id, to: body.institution, at: call.now)
            change.record(
                "document.entrusted", of: body.institution, at: body.institution, to: "\(kind.rawValue) \(id)")
            return try .ok(body)
        }
    }
}

extension Change {
    /// Refuses a document with a fault, as it would be with that status.
    fileprivate func requireSound(_ document: AuthoredDocument, as status: PublicationStatus) async throws {
        var document = document
        document.text = try JSONValue(document: document.text).text(as: status)
        let others = try await connection.unpublished(of: document.institution, but: document.id)
        try Problem.requireNone(call.resources.rubrics.faults(of: document.file, beside: others))
    }
}

extension Problem {
    /// Refuses a document with faults, and says each.
    fileprivate static func requireNone(_ faults: [Rubrics.Fault]) throws {
        guard !faults.isEmpty else { return }
        var problem = conflict(
            "document-faulty", "The document has faults",
            faults.count == 1
                ? "\(faults[0].says) \(faults[0].wouldBeRight)"
                : "It has \(faults.count) faults; each is in `errors`. Save it without them first.")
        problem.faults = faults.map {
            Fault(pointer: $0.path, code: "fault", detail: "\($0.says) \($0.wouldBeRight)")
        }
        throw problem
    }
}
