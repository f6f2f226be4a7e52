import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

extension EvidenceRecord {
    /// A page is linked through its document, a translation through its original: so that one thing counts once.
    fileprivate func requireLinkable() throws {
        if let page {
            throw Problem.conflict(
                "evidence-is-page", "It is a page of a document",
                "Link the document, and say `\"page\": \(page.number)`."
            ).with("document", .string(page.of.description)).with("page", .number(String(page.number)))
        }
        if let translationOf {
            throw Problem.conflict(
                "evidence-is-translation", "It is the translation of another item",
                "Link the original: whoever reads it sees the translation beside it."
            ).with("original", .string(translationOf.description))
        }
    }
}

/// Links: which part of which item shows which criterion.
enum EvidenceLinkRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(NewEvidenceLinkBody.self)
        let id = try call.id(of: Evidence.self)
        return try await call.change { change in
            let (evidence, portfolio) = try await change.connection.evidence(id, changedBy: person)
            try evidence.requireLinkable()
            let claims = try await change.connection.openClaims(of: portfolio.id)
            try requireCriterion(body, among: claims, call.resources.rubrics)
            let link = EvidenceLinkBody(
                id: call.newID(), evidence: id, claim: body.claim, criterion: body.criterion, note: body.note ?? "",
                page: body.page, timeCodeSeconds: body.timeCodeSeconds, linkedAt: call.now)
            try await change.connection.insert(link, in: portfolio, by: person.id)
            let version = try await change.connection.touch(portfolio)
            change.record("evidenceLink.made", of: link.id, at: portfolio.institution)
            return try .created(link, at: "/api/evidence/\(id)").version(version)
        }
    }

    static func remove(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: EvidenceLink.self)
        return try await call.change { change in
            guard let linked = try await change.connection.evidence(linkedBy: id) else {
                throw Problem.notFound("link")
            }
            guard let evidence = try await change.connection.evidence(linked) else { throw Problem.notFound("link") }
            let portfolio = try await change.connection.portfolio(evidence.portfolio, changedBy: person, as: "link")
            guard try await change.connection.delete(id) else { throw Problem.notFound("link") }
            try await change.connection.touch(portfolio)
            change.record("evidenceLink.removed", of: id, at: portfolio.institution)
            return .noContent
        }
    }

    /// The claim must stand in the item's own portfolio, and its unit must have the criterion.
    private static func requireCriterion(
        _ body: NewEvidenceLinkBody, among claims: [(id: ID<Claim>, unit: DocumentKey)], _ rubrics: RubricsLibrary
    ) throws {
        guard let claim = claims.first(where: { $0.id == body.claim }), let unit = rubrics.units[claim.unit]?.value
        else {
            throw Problem.invalid("/claim", "unknown", "The item's portfolio has no such claim.")
        }
        guard unit.rubric.criterion(body.criterion) != nil else {
            let known = unit.rubric.criteria.map(\.id).joined(separator: ", ")
            throw Problem.invalid("/criterion", "unknown", "The unit has no such criterion. Known: \(known).")
        }
    }
}
