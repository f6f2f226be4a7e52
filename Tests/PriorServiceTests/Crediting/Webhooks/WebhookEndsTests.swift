import Assessment
import AsyncHTTPClient
import Foundation
import HTTPTypes
import NIOCore
import Postgres
import Support
import Synchronization
import Testing

@testable import PriorService

@Suite(.database) struct WebhookEndsTests {
    @Test func `a delivery that failed ten times is dead, and comes when it is asked for again`() async throws {
        try await WebhookScene.run { scene in
            try await scene.post(["Lerato", "Lerato"])
            scene.receiver.answer { ($0.position == 1 ? .badRequest : .ok, [:], "") }
            for _ in 0..<12 {
                scene.stage.clock.advance(30 * 3_600)
                // Others take what comes, so that it is not the webhook that fails.
                try await scene.stage.resources.database.execute("update webhook set failing_since = null")
                try await scene.sendAll()
            }
            let deliveries = try await scene.deliveries()
            #expect(deliveries.map { $0["state"] } == ["dead", "taken"] && deliveries[0]["attempts"] == 10)
            #expect(try await scene.stage.get(scene.path, as: scene.machine).json["dead"] == 1)
            scene.receiver.answer(WebhookReceiver.willing)
            let path = "\(scene.path)/redeliveries"
            #expect(try await scene.stage.post(path, ["dead": true], as: scene.machine).json["owed"] == 1)
            try await scene.sendAll()
            #expect(try await scene.deliveries().map { $0["state"] } == ["taken", "taken"])
            let one: JSONValue = ["delivery": deliveries[1]["id"] ?? ""]
            #expect(try await scene.stage.post(path, one, as: scene.machine).json["owed"] == 1)
            try await scene.sendAll()
            #expect(scene.receiver.messages.last?.position == 2)
            let nothing = try await scene.stage.post(
                path, ["delivery": .string(scene.stage.newID())], as: scene.machine)
            #expect(nothing.status == .notFound)
            for wrong in [[:], ["dead": false], ["dead": true, "after": 0]] as [JSONValue] {
                #expect(try await scene.stage.post(path, wrong, as: scene.machine).status == .unprocessableContent)
            }
        }
    }

    @Test func `while two secrets overlap either verifies, afterwards only the new one`() async throws {
        try await WebhookScene.run { scene in
            let path = "\(scene.path)/secrets"
            let second = try await scene.stage.post(path, [:], as: scene.machine).json["secret"]?.string ?? ""
            #expect(second.hasPrefix("whsec_") && second != scene.secret)
            try await scene.post(["Lerato"])
            try await scene.sendAll()
            let both = try #require(scene.receiver.messages.last)
            #expect(both.signatures.count == 2 && both.isSigned(with: scene.secret) && both.isSigned(with: second))
            scene.stage.clock.advance(25 * 3_600)
            try await scene.post(["Thabo"])
            try await scene.sendAll()
            let one = try #require(scene.receiver.messages.last)
            #expect(one.signatures.count == 1 && one.isSigned(with: second) && !one.isSigned(with: scene.secret))
            // One that leaked ends at once.
            let third = try await scene.stage.post(path, ["overlapHours": 0], as: scene.machine)
            try await scene.post(["Neo"])
            try await scene.sendAll()
            let last = try #require(scene.receiver.messages.last)
            #expect(last.signatures.count == 1 && last.isSigned(with: third.json["secret"]?.string ?? ""))
        }
    }

    @Test func `a server that is gone, a webhook removed and a machine revoked are sent nothing more`() async throws {
        try await WebhookScene.run(kinds: ["granted"]) { scene in
            try await scene.post(["Lerato", "Thabo"])
            scene.receiver.answer(.gone)
            try await scene.sendAll()
            let gone = try await scene.stage.get(scene.path, as: scene.machine)
            #expect(gone.json["state"] == "disabled" && gone.json["disabledBecause"]?.string?.contains("410") == true)
            scene.receiver.answer(WebhookReceiver.willing)
            _ = try await scene.stage.post("\(scene.path)/verifications", as: scene.machine)
            try await scene.stage.resources.database.execute("update client set revoked_at = now()")
            scene.stage.clock.advance(60)
            let before = scene.receiver.messages.count
            #expect(try await scene.sender.sendDue() == 0)
            try await scene.stage.resources.database.execute("update client set revoked_at = null")
            let other = try await scene.stage.machine(of: try await scene.stage.institution("roma"), .webhooksManage)
            for path in [scene.path, "\(scene.path)/deliveries"] {
                #expect(try await scene.stage.get(path, as: other).status == .notFound)
            }
            #expect(try await scene.stage.delete(scene.path, as: other).status == .notFound)
            #expect(try await scene.stage.delete(scene.path, as: scene.machine).status == .noContent)
            #expect(try await scene.sender.sendDue() == 0 && scene.receiver.messages.count == before)
            #expect(try await scene.stage.get(scene.path, as: scene.machine).status == .notFound)
        }
    }

    @Test func `a running service sends what was committed by itself, also a revocation`() async throws {
        try await WebhookScene.run { scene in
            let resources = scene.stage.resources
            let watch = Task { try await FeedWatch(resources: resources).run() }
            let sending = Task { try await scene.sender.run() }
            try await scene.post(["Lerato"])
            while scene.receiver.messages.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
            let credit = scene.receiver.messages[0].json["subject"]?.string ?? ""
            let registrar = try await scene.stage.staff("Registrar", .registrar, at: scene.institution)
            let revoked = try await scene.stage.post(
                "/api/credits/\(credit)/facts", ["kind": "revoked", "reason": "It was another's work."], as: registrar)
            #expect(revoked.status == .created, "\(revoked.text)")
            while scene.receiver.messages.count < 2 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(scene.receiver.messages[1].type == "prior.credit.revoked")
            watch.cancel()
            sending.cancel()
            _ = await (watch.result, sending.result)
        }
    }

    @Test(arguments: [
        "http://records.example.org/", "https://127.0.0.1/", "https://localhost/", "https://10.0.0.7/",
        "https://[::1]/", "https://169.254.169.254/latest/", "https://records.example.org:5432/", "ftp://x.example/",
        "https://me@records.example.org/", "https://2130706433/", "records", "https://",
    ])
    func `an address that only this machine or its network can mean is not taken`(_ url: String) async throws {
        try await Stage.run({ $0.partners = Dialer() }) { stage in
            let machine = try await stage.machine(of: try await stage.institution("maseru"), .webhooksManage)
            let seen = try await stage.post("/api/webhooks", ["url": .string(url)], as: machine)
            #expect(seen.faults == ["/url address"], "\(seen.text)")
        }
    }

    @Test func `a name is looked up once for each delivery, and reached where it was found or not at all`() async throws
    {
        try await WebhookReceiver.run { receiver, url in
            let port = url.split(separator: ":").last?.split(separator: "/").first ?? ""
            let message = WebhookMessage(challenge: "x", id: "1", at: Date(), from: "https://prior.example")
            func ask(_ address: String, _ dialer: Dialer) async -> Dialer.Refusal? {
                do throws(Dialer.Refusal) {
                    try await dialer.ask(.post(message, to: address), seconds: 2) { _ in }
                    return nil
                } catch {
                    return error
                }
            }
            // Public when it is looked at, this machine a moment later: nobody asks a second time.
            let asked = Mutex(0)
            let rebinding = Dialer(resolve: { _ in
                let isFirst = asked.withLock { count in
                    count += 1
                    return count == 1
                }
                return [HostAddress(isFirst ? "8.8.8.8" : "127.0.0.1")].compactMap { $0 }
            })
            #expect(await ask("https://records.example.org/hook", rebinding) == .noAnswer(host: "records.example.org"))
            #expect(asked.withLock { $0 } == 1)
            for hidden in [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1"], ["169.254.169.254"], ["::ffff:127.0.0.1"]] {
                let dialer = Dialer(resolve: { _ in hidden.compactMap { HostAddress($0) } })
                #expect(await ask("https://records.example.org/hook", dialer) == .notAskable, "\(hidden)")
            }
            let nowhere = Dialer(resolve: { _ in [] })
            #expect(await ask("https://records.example.org/", nowhere) == .notFound(host: "records.example.org"))
            #expect(receiver.all.isEmpty)
            // The connection goes to the address that was looked at, and nobody asks for the name again.
            let pinned = Dialer(reach: .anything, resolve: { _ in [HostAddress("127.0.0.1")].compactMap { $0 } })
            #expect(await ask("http://nobody-has-this-name.example:\(port)/hook", pinned) == nil)
            #expect(receiver.all.count == 1)
            // Nobody is followed to where they send on.
            receiver.answer(.temporaryRedirect, [.location: "http://127.0.0.1:\(port)/hook"])
            #expect(await ask(url, Dialer(reach: .thisMachineToo)) == nil)
            #expect(receiver.all.count == 2)
        }
    }

    @Test func `a server that sends a byte now and then is not waited for`() async throws {
        try await WebhookReceiver.run { _, url in
            let request = HTTPClientRequest(url: url.replacing("/hook", with: "/drip"))
            await #expect(throws: Dialer.Refusal.noAnswer(host: "127.0.0.1")) {
                _ = try await Dialer(reach: .thisMachineToo).ask(request, seconds: 1) { response in
                    try await response.body.collect(upTo: 1 << 20).readableBytes
                }
            }
        }
    }
}
