import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal

/// Where institutions' machines have entries of their feeds sent.
enum WebhookRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let client = try call.client()
        let body = try call.body(NewWebhookBody.self)
        try call.resources.settings.requirePartner(body.url, "/url")
        let webhook = WebhookBody(
            id: call.newID(), client: client.id, url: body.url, kinds: (body.kinds ?? []).map(\.rawValue),
            state: .unverified, createdAt: call.now, waiting: 0, dead: 0)
        let secret = WebhookSecret()
        return try await call.change { change in
            try await change.connection.insert(webhook, of: client.institution)
            try await change.connection.insert(secret, of: webhook.id, formerUntil: call.now, at: call.now)
            change.record("webhook.added", of: webhook.id, at: client.institution, to: webhook.state.rawValue)
            return try .created(
                WebhookWithSecretBody(webhook: webhook, secret: secret.text), at: "/api/webhooks/\(webhook.id)")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let client = try call.client()
        let page = try call.page(keys: 1)
        let webhooks = try await call.resources.database.webhooks(of: client.institution, page)
        return try call.list(webhooks, page) { [$0.id.description] }
    }

    static func show(_ call: Call) async throws -> Answer { try .ok(try await found(call)) }

    static func remove(_ call: Call) async throws -> Answer {
        let client = try call.client()
        let id = try call.id(of: Webhook.self)
        return try await call.change { change in
            guard let state = try await change.connection.removeWebhook(id, of: client.institution) else {
                throw Problem.notFound("webhook")
            }
            change.record("webhook.removed", of: id, at: client.institution, from: state.rawValue)
            return .noContent
        }
    }

    /// Asks the server first, without a transaction; what it answers decides.
    static func verify(_ call: Call) async throws -> Answer {
        let client = try call.client()
        let webhook = try await found(call)
        if let fault = try await WebhookSender(resources: call.resources).challenge(webhook, at: call.now) {
            throw Problem.webhookNotVerified(fault, webhook.state)
        }
        return try await call.change { change in
            try await change.connection.activate(webhook.id, of: client.institution, at: call.now)
            change.record(
                "webhook.verified", of: webhook.id, at: client.institution, from: webhook.state.rawValue,
                to: Webhook.State.active.rawValue)
            var now = webhook
            (now.state, now.verifiedAt, now.failingSince, now.disabledAt) = (.active, call.now, nil, nil)
            now.disabledBecause = nil
            return try .ok(now)
        }
    }

    static func rotate(_ call: Call) async throws -> Answer {
        let client = try call.client()
        let webhook = try await found(call)
        let hours = try call.body(NewWebhookSecretBody.self).overlapHours ?? 24
        let formerUntil = call.now.addingTimeInterval(Double(hours) * 3600)
        let secret = WebhookSecret()
        return try await call.change { change in
            try await change.connection.insert(secret, of: webhook.id, formerUntil: formerUntil, at: call.now)
            change.record("webhook.secretRotated", of: webhook.id, at: client.institution)
            return try .created(
                WebhookSecretBody(secret: secret.text, formerUntil: formerUntil), at: "/api/webhooks/\(webhook.id)")
        }
    }

    static func deliveries(_ call: Call) async throws -> Answer {
        let webhook = try await found(call)
        let page = try call.page(keys: 1)
        let state = try call.query("state").flatMap(WebhookDelivery.State.init(rawValue:))
        let deliveries = try await call.resources.database.webhookDeliveries(of: webhook.id, state, page)
        return try call.list(deliveries, page) { [String($0.position)] }
    }

    static func redeliver(_ call: Call) async throws -> Answer {
        let client = try call.client()
        let webhook = try await found(call)
        let wish = try Redelivery(try call.body(RedeliveryBody.self))
        return try await call.change { change in
            let owed = try await change.connection.owe(wish, to: webhook.id, at: call.now)
            if case .one = wish, owed == 0 { throw Problem.notFound("delivery") }
            change.record("webhook.redelivered", of: webhook.id, at: client.institution, to: String(owed))
            return try .ok(OwedBody(owed: owed))
        }
    }

    private static func found(_ call: Call) async throws -> WebhookBody {
        try await call.resources.database.webhook(try call.id(), of: try call.client().institution)
    }
}

extension Redelivery {
    fileprivate init(_ body: RedeliveryBody) throws {
        switch (body.delivery, body.dead, body.after) {
        case (let delivery?, nil, nil): self = .one(delivery)
        case (nil, true?, nil): self = .dead
        case (nil, nil, let position?): self = .after(position)
        default:
            throw Problem.invalid("", "choice", "Send one of `delivery`, `dead` (true) and `after`, and only one.")
        }
    }
}

extension Settings {
    /// - Throws: 422 where the address is none that this service would call.
    func requirePartner(_ address: String, _ pointer: String) throws {
        guard let partners else {
            throw Problem.invalid(pointer, "off", "This service calls nobody; its operator has switched that off.")
        }
        guard partners.mayName(address) else {
            throw Problem.invalid(
                pointer, "address",
                "Send an https address at its own port (443) with a host name that is public, as https://records.example.org/prior."
            )
        }
    }
}

extension Problem {
    static func webhookNotVerified(_ fault: String, _ state: Webhook.State) -> Problem {
        .conflict(
            "webhook-not-verified", "The webhook's server did not show that it wants entries",
            "\(fault) It has to answer the event `prior.webhook.verification` with 200 and the text of `data.challenge`, or with `{\"challenge\": …}`."
        ).with("state", .string(state.rawValue)).with("allowed", ["verify", "remove"])
    }
}
