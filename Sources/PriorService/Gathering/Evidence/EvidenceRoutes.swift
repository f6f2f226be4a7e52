import Assessment
import Foundation
import HTTPTypes
import HummingbirdCore
import Postgres
import Rubrics
import Seal

/// Items of evidence: put in by the learner or whoever advises them, while the portfolio is theirs to change.
enum EvidenceRoutes {
    static func add(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let form = try EvidenceForm(call)
        let id = try call.id(of: Portfolio.self)
        let (limits, _) = try await call.evidenceLimits(id, for: person)
        let file = try await call.takeFile(form, limits)
        return try await call.change(digest: "\(file.digest.hex)?\(form.query)") { change in
            let portfolio = try await change.connection.portfolio(id, changedBy: person)
            let evidence = EvidenceRecord(
                id: call.newID(), institution: portfolio.institution, portfolio: id, kind: form.kind, title: form.title,
                description: form.description, language: form.language, producedOn: form.producedOn, addedBy: person.id,
                addedAt: call.now, file: file, form: form.form(of: file))
            try await change.connection.insert(evidence)
            try await change.connection.keep(file.size, for: portfolio, call.resources)
            let version = try await change.connection.touch(portfolio)
            change.record("evidence.added", of: evidence.id, at: portfolio.institution)
            return try .created(EvidenceBody(evidence, links: []), at: "/api/evidence/\(evidence.id)").version(version)
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        let page = try call.page(keys: 1)
        let items = try await call.resources.database.withConnection { connection in
            _ = try await connection.portfolio(id, seenBy: person)
            let evidence = try await connection.evidence(of: id, page)
            let links = try await connection.links(of: evidence.map(\.id))
            return evidence.map { EvidenceBody($0, links: links[$0.id] ?? []) }
        }
        return try call.list(items, page) { [$0.id.description] }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        return try await call.resources.database.withConnection { connection in
            let (evidence, sight, portfolio) = try await connection.evidence(id, seenBlindBy: person)
            let links = try await connection.links(of: [id])[id] ?? []
            let answer = try Answer.ok(EvidenceBody(evidence, links: links, as: sight))
            return sight == .assessor ? answer : answer.version(portfolio.version)
        }
    }

    static func change(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let expected = try call.expectedVersion()
        let body = try call.body(EvidenceChangeBody.self)
        let id = try call.id(of: Evidence.self)
        return try await call.change { change in
            var (evidence, portfolio) = try await change.connection.evidence(id, changedBy: person)
            try portfolio.requireVersion(expected)
            try evidence.apply(body, at: call.now)
            try await change.connection.update(evidence, by: person.id)
            let version = try await change.connection.touch(portfolio)
            change.record("evidence.described", of: id, at: portfolio.institution)
            let links = try await change.connection.links(of: [id])[id] ?? []
            return try .ok(EvidenceBody(evidence, links: links)).version(version)
        }
    }

    static func remove(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        return try await call.change { change in
            let (evidence, portfolio) = try await change.connection.evidence(id, changedBy: person)
            for item in try await change.connection.parts(of: evidence) + [evidence] {
                try await change.remove(item, of: portfolio)
            }
            if let page = evidence.page { try await change.connection.closeGap(of: page.of, at: page.number) }
            try await change.connection.touch(portfolio)
            return .noContent
        }
    }
}

extension Change {
    /// Takes one item out, and gives back the room that nothing needs any more.
    fileprivate func remove(_ item: EvidenceRecord, of portfolio: PortfolioRecord) async throws {
        try await connection.remove(item.id, at: call.now)
        try await connection.removeTranslations(touching: item.id, at: call.now)
        if let file = item.file, try await !connection.wasSubmitted(item) {
            try await connection.release(kept: file.size, of: portfolio.id, at: portfolio.institution)
        }
        record("evidence.removed", of: item.id, at: portfolio.institution)
    }
}

extension Call {
    /// What the portfolio's policy takes, before the first byte is read: whoever may not add anything, or has no room for
    /// it, is told at once.
    func evidenceLimits(
        _ id: ID<Portfolio>, for person: Caller.SignedIn
    ) async throws -> (limits: EvidenceLimits, portfolio: PortfolioRecord) {
        let (portfolio, sight, usage) = try await resources.database.withConnection { connection in
            let (portfolio, sight) = try await connection.portfolio(id, seenBy: person)
            return (portfolio, sight, try await connection.usage(of: portfolio, resources))
        }
        if case .staff = sight {
            throw Problem.forbidden("Only its learner, and whoever advises them, may change a portfolio.")
        }
        // A request sent again gets its first answer, whatever became of the portfolio since.
        if request.headers[.idempotencyKey] == nil {
            try portfolio.state.requireOpen()
            let announced = request.headers[.contentLength].flatMap { Int64($0) } ?? 0
            try usage.portfolio.requireRoom(for: announced, of: "portfolio")
            try usage.institution.requireRoom(for: announced, of: "institution")
        }
        guard let policy = resources.rubrics.policies[portfolio.policy]?.value else { throw Problem.unexpected }
        return (EvidenceLimits(policy, resources.settings), portfolio)
    }
}
