import Assessment
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Seal
import Support
import Synchronization
import Testing

@testable import PriorService

/// An institution's server on this machine, that takes what is sent to it or does not, as the test says.
final class WebhookReceiver: Sendable {
    /// A message as it came.
    struct Message: Sendable {
        var id: String
        var timestamp: Int
        var signatures: [String]
        var body: [UInt8]

        var json: JSONValue { (try? StrictJSON.parse(body)) ?? .null }
        var type: String { json["type"]?.string ?? "" }
        var position: Int { json["data"]?["position"]?.int ?? 0 }
        var learner: String { json["data"]?["credit"]?["learner"]?["name"]?.string ?? "" }

        /// Whether one of the signatures was made with the secret, as Standard Webhooks says.
        func isSigned(with secret: String) -> Bool {
            guard let key = Data(base64Encoded: String(secret.dropFirst("whsec_".count))) else { return false }
            let code = HMACSHA256.code(for: Array("\(id).\(timestamp).".utf8) + body, key: key)
            return signatures.contains("v1," + Data(code).base64EncodedString())
        }
    }

    typealias Reply = @Sendable (Message) -> (status: HTTPResponse.Status, headers: HTTPFields, text: String)

    /// What it publishes as its machine's keys.
    let keys = Mutex("{}")
    private let state = Mutex<(messages: [Message], reply: Reply)>(([], WebhookReceiver.willing))

    /// Answers challenges and takes everything.
    static let willing: Reply = { message in (.ok, [:], message.json["data"]?["challenge"]?.string ?? "") }

    /// What came, without challenges.
    var messages: [Message] { state.withLock { $0.messages.filter { $0.type != "prior.webhook.verification" } } }
    var all: [Message] { state.withLock { $0.messages } }

    func answer(_ reply: @escaping Reply) { state.withLock { $0.reply = reply } }
    func answer(_ status: HTTPResponse.Status, _ headers: HTTPFields = [:]) { answer { _ in (status, headers, "") } }

    /// - Parameter test: is given the address to send to.
    static func run(_ test: @Sendable @escaping (WebhookReceiver, _ url: String) async throws -> Void) async throws {
        let receiver = WebhookReceiver()
        let router = Router()
        router.post("hook") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            let header = { (name: String) in HTTPField.Name(name).flatMap { request.headers[$0] } ?? "" }
            let message = Message(
                id: header("webhook-id"), timestamp: Int(header("webhook-timestamp")) ?? 0,
                signatures: header("webhook-signature").split(separator: " ").map(String.init),
                body: Array(body.readableBytesView))
            let reply = receiver.state.withLock { state in
                state.messages.append(message)
                return state.reply
            }
            let (status, headers, text) = reply(message)
            return Response(status: status, headers: headers, body: .init(byteBuffer: .init(string: text)))
        }
        router.get("keys") { _, _ in receiver.keys.withLock { $0 } }
        // A byte now and then, for ever.
        router.get("drip") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    while true {
                        try await writer.write(ByteBuffer(string: "x"))
                        try await Task.sleep(for: .milliseconds(50))
                    }
                })
        }
        let app = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)), logger: .silent)
        try await app.test(.live) { client in
            try await test(receiver, "http://127.0.0.1:\(client.port ?? 0)/hook")
        }
    }
}

/// An institution with a machine, a webhook that is verified, and its sender.
struct WebhookScene: Sendable {
    let stage: Stage
    let receiver: WebhookReceiver
    let institution: String
    let machine: Actor
    let webhook: String
    let secret: String

    var sender: WebhookSender { WebhookSender(resources: stage.resources) }
    var path: String { "/api/webhooks/\(webhook)" }

    static func run(
        kinds: [String]? = nil, _ test: @Sendable @escaping (WebhookScene) async throws -> Void
    ) async throws {
        try await WebhookReceiver.run { receiver, url in
            try await Stage.run({ $0.partners = Dialer(reach: .thisMachineToo) }) { stage in
                let institution = try await stage.institution("maseru")
                let machine = try await stage.machine(of: institution, .creditsRead, .webhooksManage)
                var body: JSONValue = ["url": .string(url)]
                if let kinds { body["kinds"] = .array(kinds.map { .string($0) }) }
                let made = try await stage.post("/api/webhooks", body, as: machine)
                try #require(made.status == .created, "\(made.text)")
                let id = made.json["webhook"]?["id"]?.string ?? ""
                let verified = try await stage.post("/api/webhooks/\(id)/verifications", as: machine)
                try #require(verified.json["state"] == "active", "\(verified.text)")
                try await test(
                    WebhookScene(
                        stage: stage, receiver: receiver, institution: institution, machine: machine, webhook: id,
                        secret: made.json["secret"]?.string ?? ""))
            }
        }
    }

    /// Credits of people of these names, one each; of who is named twice two.
    func post(_ names: [String]) async throws {
        let units = ["bricklaying-trade-test@1", "garment-machine-operation@1", "solar-home-installation@1"]
        var people: [String: (Actor, Int)] = [:]
        for name in names {
            let (who, count) =
                if let known = people[name] { known } else { (try await stage.person(name), 0) }
            _ = try await stage.posted(units[count], to: who, at: institution)
            people[name] = (who, count + 1)
        }
    }

    func sendAll() async throws {
        while try await sender.sendDue() > 0 {}
    }

    func deliveries(_ query: String = "") async throws -> [JSONValue] {
        try await stage.get("\(path)/deliveries\(query)", as: machine).items
    }
}
