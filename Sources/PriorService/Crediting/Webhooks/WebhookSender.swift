import Assessment
import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Postgres
import ServiceLifecycle
import Synchronization

/// Sends what webhooks are owed: each entry at least once, those of one learner one after the other, many learners at a
/// time. Several processes may run it at once. A delivery is leased before it is sent and settled afterwards: whoever dies
/// in between lets go of it when the lease is over, and it is sent again under the same `webhook-id`.
struct WebhookSender: ServiceLifecycle.Service {
    let resources: Resources
    /// How many are sent at once, and to one webhook.
    private static let most = 16
    static let mostOfOne = 4
    /// How long a server may take to answer, in seconds; Standard Webhooks names 15 to 30.
    private static let patience: Int64 = 15
    private static let every = Duration.seconds(2)

    init(resources: Resources) {
        self.resources = resources
    }

    func run() async throws {
        guard resources.settings.partners != nil else {
            try? await gracefulShutdown()
            return
        }
        let busy = Busy()
        await resources.bell.listening(to: nil) { ear in
            await withDiscardingTaskGroup { group in
                repeat {
                    for delivery in await lease(Self.most - busy.count.withLock { $0 }) {
                        busy.count.withLock { $0 += 1 }
                        group.addTask {
                            // What follows it is the next of the same learner, if there is one.
                            var next: LeasedDelivery? = delivery
                            while let one = next {
                                await send(one)
                                next = Task.isShuttingDownGracefully ? nil : await lease(1).first
                            }
                            busy.count.withLock { $0 -= 1 }
                        }
                    }
                } while await ear.heard(within: Self.every)
            }
        }
    }

    private final class Busy: Sendable {
        let count = Mutex(0)
    }

    /// Sends what is due now, as far as one lease goes.
    /// - Returns: how many were sent.
    func sendDue() async throws -> Int {
        let due = try await resources.database.leaseDeliveries(Self.most, at: resources.world.now())
        await withDiscardingTaskGroup { group in
            for delivery in due { group.addTask { await send(delivery) } }
        }
        return due.count
    }

    /// Asks a webhook's server whether it wants entries.
    /// - Returns: what is wrong; nil when it answered as it should.
    func challenge(_ webhook: WebhookBody, at now: Date) async throws -> String? {
        let challenge = Data(resources.world.randomBytes(24)).base64EncodedString()
        let message = WebhookMessage(
            challenge: challenge, id: resources.world.id(Webhook.self, at: now).description, at: now,
            from: resources.settings.publicURL)
        let secrets = try await resources.database.webhookSecrets(of: webhook.id, at: now)
        let reply = await post(message, to: webhook.url, signedWith: secrets)
        if let fault = reply.fault { return fault }
        let text = reply.text.trimmingCharacters(in: .whitespacesAndNewlines)
        let isJSON = (try? StrictJSON.parse(Array(text.utf8)))?["challenge"]?.string == challenge
        return text == challenge || isJSON ? nil : "Its server answered \(reply.status ?? 0) without the challenge."
    }

    private func lease(_ count: Int) async -> [LeasedDelivery] {
        guard count > 0 else { return [] }
        do {
            return try await resources.database.leaseDeliveries(count, at: resources.world.now())
        } catch {
            let reason = String(describing: error)
            resources.logger.warning("webhook deliveries cannot be read", metadata: ["error": .string(reason)])
            return []
        }
    }

    private func send(_ delivery: LeasedDelivery) async {
        let reply = await post(
            WebhookMessage(
                delivery: delivery.id.description, entry: delivery.entry, id: delivery.entryID, kind: delivery.kind,
                credit: delivery.credit, at: delivery.at, from: resources.settings.publicURL),
            to: delivery.url, signedWith: delivery.secrets)
        do {
            try await resources.database.settle(delivery, reply, at: resources.world.now())
        } catch {
            // It stays leased and is sent again when the lease is over.
            let reason = String(describing: error)
            resources.logger.warning("a webhook delivery cannot be settled", metadata: ["error": .string(reason)])
        }
    }

    private func post(
        _ message: WebhookMessage, to url: String, signedWith secrets: [WebhookSecret]
    ) async -> WebhookReply {
        guard let dialer = resources.settings.partners else { return WebhookReply(fault: "This service calls nobody.") }
        let request = HTTPClientRequest.post(message, to: url, signedWith: secrets, at: resources.world.now())
        do {
            return try await dialer.ask(request, seconds: Self.patience) { try await WebhookReply($0) }
        } catch {
            return WebhookReply(fault: error.words)
        }
    }
}

extension HTTPClientRequest {
    /// A message on its way.
    static func post(
        _ message: WebhookMessage, to url: String, signedWith secrets: [WebhookSecret] = [], at moment: Date = Date()
    ) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        for (name, value) in message.headers(signedWith: secrets, at: moment) {
            request.headers.add(name: name, value: value)
        }
        request.body = .bytes(ByteBuffer(bytes: message.body))
        return request
    }
}

/// What a webhook's server answered.
struct WebhookReply: Sendable {
    var status: Int?
    /// Why the delivery does not count as taken; nil where it does.
    var fault: String?
    /// Seconds after which the server wants to be asked again.
    var retryAfter: Double?
    /// The beginning of what it said.
    var text = ""

    init(fault: String) { self.fault = fault }

    init(_ response: HTTPClientResponse) async throws {
        let code = Int(response.status.code)
        status = code
        retryAfter = response.headers.first(name: "retry-after").flatMap { Int(digits: $0.utf8) }.map(Double.init)
        switch code {
        case 200..<300: fault = nil
        case 300..<400: fault = "It answered \(code): deliveries do not follow to where they are sent on."
        default: fault = "It answered \(code)."
        }
        var bytes: [UInt8] = []
        for try await part in response.body {
            bytes += part.readableBytesView
            if bytes.count >= 4_096 { break }
        }
        text = String(decoding: bytes.prefix(4_096), as: UTF8.self)
    }
}
