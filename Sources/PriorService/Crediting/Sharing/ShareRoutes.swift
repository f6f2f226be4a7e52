import Assessment
import Foundation
import HTTPTypes
import Postgres
import QRCode
import Seal

/// Credit that a learner shows to whom they will.
enum ShareRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(NewShareBody.self)
        let token = SecretToken.make(prefix: Credential.linkPrefix)
        let url = "\(call.resources.settings.publicURL)/shared/\(token.text)"
        guard let drawn = QRCode(url) else { throw Problem.unexpected }
        let share = ShareBody(
            id: call.newID(), label: body.label ?? "", credits: body.credits, state: .open, createdAt: call.now,
            expiresAt: call.now.addingTimeInterval(Double(body.days) * 86_400), looks: 0, mostLooks: body.looks)
        return try await call.change { change in
            try await change.connection.insert(share, of: person.id, token: token.digest, at: call.now)
            change.record("share.made", of: share.id, at: nil, to: "open")
            return try .created(
                ShareWithLinkBody(
                    share: share, url: url,
                    qr: .init(svg: drawn.svg, png: Data(drawn.png()).base64EncodedString())), at: "/api/shares")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let page = try call.page(keys: 1)
        let shares = try await call.resources.database.shares(of: try call.person().id, page, at: call.now)
        return try call.list(shares, page) { [$0.id.description] }
    }

    static func looks(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let page = try call.page(keys: 1)
        let looks = try await call.resources.database.looks(at: try call.id(), of: person.id, page)
        return try call.list(looks, page) { [$0.id.description] }
    }

    static func end(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Share.self)
        return try await call.change { change in
            guard try await change.connection.endShare(id, of: person.id, at: call.now) else {
                throw Problem.notFound("open link")
            }
            change.record("share.ended", of: id, at: nil, from: "open", to: "ended")
            return .noContent
        }
    }

    /// For programs: the link's token is the credential.
    static func open(_ call: Call) async throws -> Answer {
        let token = try call.link()
        let looker = try call.body(LookerBody.self)
        return try await call.change { change in
            guard let record = try await change.look(at: token, looker) else { throw Problem.notFound("link") }
            return try .ok(record)
        }
    }

    /// For people: asks who looks. Nothing of the learner is on this page, and nothing is counted: mail programs and
    /// messengers fetch links before anybody clicks.
    static func page(_ call: Call) async throws -> Answer {
        let token = SecretToken.digest(of: try call.text("token"))
        let isOpen = try await call.resources.database.isOpen(token, at: call.now)
        return .page(isOpen ? SharePage.asking : SharePage.closed)
    }

    /// For people: shows what the link opens.
    static func pageOpened(_ call: Call) async throws -> Answer {
        let token = SecretToken.digest(of: try call.text("token"))
        let name = (call.form["name"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !name.isEmpty else { return .page(SharePage.asking) }
        let looker = LookerBody(name: name, organisation: call.form["organisation"])
        return try await call.change { change in
            guard let record = try await change.look(at: token, looker) else { return .page(SharePage.closed) }
            return .page(SharePage.showing(record))
        }
    }
}

extension Change {
    fileprivate func look(at token: Digest, _ looker: LookerBody) async throws -> SharedRecordBody? {
        guard let seen = try await connection.look(at: token, looker, as: call.newID(), at: call.now) else {
            return nil
        }
        record("share.looked", of: seen.share, at: nil)
        return seen.record
    }
}
