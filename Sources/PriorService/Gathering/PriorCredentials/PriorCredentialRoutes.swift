import Assessment
import Foundation
import HTTPTypes
import Postgres

/// Certificates and badges from somewhere else.
enum PriorCredentialRoutes {
    static func addBadge(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        let (limits, portfolio) = try await call.evidenceLimits(id, for: person)
        let arrival = try await BadgeArrival.take(call, limits)
        let checks = await call.check(arrival.badge, for: try await call.address(of: portfolio.learner))
        return try await call.change(digest: arrival.requestDigest) { change in
            let portfolio = try await change.connection.portfolio(id, changedBy: person)
            let evidence = arrival.evidence(call.newID(), in: portfolio, by: person.id, at: call.now)
            try await change.connection.insert(evidence)
            if let file = evidence.file {
                try await change.connection.keep(file.size, for: portfolio, call.resources)
            }
            try await change.keep(arrival.badge, checks, of: evidence.id, at: portfolio.institution)
            let version = try await change.connection.touch(portfolio)
            change.record("evidence.added", of: evidence.id, at: portfolio.institution, to: "priorCredential")
            let known = try await change.connection.credential(evidence.id)
            return try .created(
                PriorCredentialBody(known, as: .portfolio), at: "/api/evidence/\(evidence.id)/credential"
            )
            .version(version)
        }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        return try await call.resources.database.withConnection { connection in
            let (_, sight, _) = try await connection.evidence(id, seenBlindBy: person)
            return try .ok(PriorCredentialBody(try await connection.credential(id), as: sight))
        }
    }

    /// What a certificate says, typed by the learner: anew for as long as the portfolio is open.
    static func state(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let expected = try call.expectedVersion()
        let facts = try call.body(PriorCredential.Facts.self)
        try facts.requireSensible(call.now)
        let id = try call.id(of: Evidence.self)
        return try await call.change { change in
            let (evidence, portfolio) = try await change.connection.evidence(id, changedBy: person)
            try portfolio.requireVersion(expected)
            try evidence.requirePriorCredential()
            let record = PriorCredentialRecord(
                id: id, format: .certificate, facts: facts, statedBy: person.id, statedAt: call.now,
                statement: try Statement(facts))
            try await change.connection.upsert(record)
            let known = try await change.connection.credential(id)
            guard known.record.format == .certificate else { throw Problem.isBadge }
            let version = try await change.connection.touch(portfolio)
            change.record("credential.stated", of: id, at: portfolio.institution)
            return try .ok(PriorCredentialBody(known, as: .portfolio)).version(version)
        }
    }

    /// Checks a badge again; of a picture that came in as a file like any other, for the first time.
    static func check(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        let (evidence, portfolio, known) = try await call.resources.database.withConnection { connection in
            let (evidence, _, portfolio) = try await connection.evidence(id, seenBlindBy: person)
            return (evidence, portfolio, try await connection.credentials(of: [id])[id])
        }
        try known?.requireRoom()
        let isNew = known == nil
        let badge = try await isNew ? call.badge(inFileOf: evidence) : known?.record.badge
        guard let badge else { throw Problem.isNoBadge }
        let checks = await call.check(badge, for: try await call.address(of: portfolio.learner))
        return try await call.change { change in
            if isNew { _ = try await change.connection.evidence(id, changedBy: person) }
            let check = try await change.keep(isNew ? badge : nil, checks, of: id, at: portfolio.institution)
            change.record(
                "credential.checked", of: id, at: portfolio.institution, to: check.standing.rawValue)
            return try .created(check, at: "/api/evidence/\(id)/credential")
        }
    }

    static func inquire(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        let body = try call.body(NewInquiryBody.self)
        try body.askedOn.requirePast(call.now) { Problem.invalid("/askedOn", "future", $0) }
        return try await call.change { change in
            let (evidence, sight, portfolio) = try await change.connection.evidence(id, seenBlindBy: person)
            guard sight == .portfolio, person.holds(.admit, at: portfolio.institution) else {
                throw Problem.forbidden(
                    "Only a coordinator of the institution, who does not assess it, records what an awarding body said."
                )
            }
            try evidence.requirePriorCredential()
            let inquiry = InquiryBody(
                id: call.newID(), evidence: id, way: body.way, asked: body.asked, askedOn: body.askedOn,
                answer: body.answer, note: body.note ?? "", recordedBy: person.id, recordedAt: call.now)
            try await change.connection.insert(inquiry, at: portfolio.institution)
            change.record(
                "credential.inquired", of: id, at: portfolio.institution, to: body.answer.rawValue, why: body.note)
            return try .created(inquiry, at: "/api/evidence/\(id)/credential")
        }
    }
}

extension Call {
    /// What can be verified of a badge, now.
    fileprivate func check(_ badge: Badge, for address: String) async -> [CredentialCheck] {
        let fetcher = resources.settings.fetcher
        let whole = await badge.completed(by: fetcher)
        return await BadgeChecker(badge: whole, address: address, now: now, fetcher: fetcher).checks()
    }

    fileprivate func address(of learner: ID<Person>) async throws -> String {
        try await resources.database.withConnection { try await $0.emailAddress(of: learner) }
    }
}

extension Change {
    /// Keeps a badge, where it is new, and what came of its check.
    @discardableResult
    fileprivate func keep(
        _ badge: Badge?, _ checks: [CredentialCheck], of item: ID<Evidence>, at institution: ID<Institution>
    ) async throws -> CredentialCheckBody {
        let person = try call.person().id
        if let badge {
            try await connection.upsert(
                PriorCredentialRecord(
                    id: item, format: badge.format, carrier: badge.source.carrier, facts: badge.facts,
                    statedBy: person, statedAt: call.now, statement: Statement(of: badge.source.text)))
        }
        let check = CredentialCheckBody(
            id: call.newID(of: CredentialCheck.self).uuid, evidence: item, checkedAt: call.now, checks: checks,
            checkedWith: BadgeChecker.means)
        try await connection.insert(check, at: institution, by: person)
        return check
    }
}

extension Connection {
    /// - Throws: 404 where nothing is known of the item as a credential.
    fileprivate func credential(_ id: ID<Evidence>) async throws -> KnownCredential {
        guard let known = try await credentials(of: [id])[id] else { throw Problem.notFound("credential") }
        return known
    }
}
