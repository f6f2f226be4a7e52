import Foundation
import Seal

/// With which deliveries are signed, as Standard Webhooks has it: HMAC-SHA256 over `id.timestamp.body`.
struct WebhookSecret: Sendable, Equatable {
    var bytes: [UInt8]

    static let prefix = "whsec_"

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// A fresh one of 256 random bits.
    init() { bytes = RandomBytes.next(32) }

    /// As libraries take it.
    var text: String { Self.prefix + Data(bytes).base64EncodedString() }

    /// One signature of the header `webhook-signature`, `v1,…`.
    func signature(of id: String, at seconds: Int, over body: [UInt8]) -> String {
        let code = HMACSHA256.code(for: Array("\(id).\(seconds).".utf8) + body, key: bytes)
        return "v1," + Data(code).base64EncodedString()
    }
}

/// One message to a webhook, as it is sent.
struct WebhookMessage: Sendable {
    /// The same on every attempt; a receiver that knows it has had the message.
    var id: String
    /// A CloudEvent (1.0, JSON).
    var body: [UInt8]

    /// - Parameters:
    ///   - secrets: all that sign now; a receiver needs one of them.
    ///   - moment: of this attempt; receivers refuse what is old.
    func headers(signedWith secrets: [WebhookSecret], at moment: Date) -> [(String, String)] {
        let seconds = Int(moment.timeIntervalSince1970)
        return [
            ("content-type", "application/cloudevents+json; charset=utf-8"), ("user-agent", "prior"),
            ("webhook-id", id), ("webhook-timestamp", String(seconds)),
            (
                "webhook-signature",
                secrets.map { $0.signature(of: id, at: seconds, over: body) }.joined(separator: " ")
            ),
        ]
    }
}

extension WebhookMessage {
    /// A feed's entry as an event: its text as it stands in the feed.
    init(
        delivery: String, entry: String, id: String, kind: String, credit: String, at moment: Date, from source: String
    ) {
        var json = JSONWriter(capacity: entry.utf8.count + 400)
        json.object { json in
            Self.envelope(&json, id: id, type: "prior.credit.\(kind)", at: moment, from: source)
            json.field("subject", credit)
            json.key("data")
            json.raw(entry.utf8)
        }
        self.init(id: "msg_" + delivery, body: json.bytes)
    }

    /// Asks a server whether it wants what is sent to it: it has to answer with the challenge.
    init(challenge: String, id: String, at moment: Date, from source: String) {
        var json = JSONWriter()
        json.object { json in
            Self.envelope(&json, id: id, type: "prior.webhook.verification", at: moment, from: source)
            json.object("data") { $0.field("challenge", challenge) }
        }
        self.init(id: "msg_" + id, body: json.bytes)
    }

    private static func envelope(
        _ json: inout JSONWriter, id: String, type: String, at moment: Date, from source: String
    ) {
        json.field("specversion", "1.0")
        json.field("id", id)
        json.field("source", source + "/api/credit-feed")
        json.field("type", type)
        json.field("time", RFC3339.string(moment))
        json.field("datacontenttype", "application/json")
    }
}
