import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct WebhookTests {
    @Test func `an entry comes signed, as a CloudEvent with the very text of the feed`() async throws {
        try await WebhookScene.run { scene in
            try await scene.post(["Lerato"])
            try await scene.sendAll()
            let message = try #require(scene.receiver.messages.first)
            #expect(scene.receiver.messages.count == 1 && message.isSigned(with: scene.secret))
            #expect(
                message.id.hasPrefix("msg_") && message.timestamp == Int(scene.stage.clock.now.timeIntervalSince1970))
            #expect(message.json["specversion"] == "1.0" && message.type == "prior.credit.granted")
            let entry = try await scene.stage.get("/api/credit-feed", as: scene.machine).items[0]
            #expect(message.json["data"] == entry && message.json["id"] == entry["id"])
            #expect(message.json["subject"] == entry["credit"]?["id"])
            let delivery = try #require(try await scene.deliveries().first)
            #expect(delivery["state"] == "taken" && delivery["attempts"] == 1 && delivery["lastStatus"] == 200)
            #expect(message.id == "msg_" + (delivery["id"]?.string ?? ""))
        }
    }

    @Test func `nothing is sent before the server answered the challenge, and then from the next entry on`()
        async throws
    {
        try await WebhookReceiver.run { receiver, url in
            try await Stage.run({ $0.partners = Dialer(reach: .thisMachineToo) }) { stage in
                let maseru = try await stage.institution("maseru")
                let machine = try await stage.machine(of: maseru, .webhooksManage)
                let made = try await stage.post("/api/webhooks", ["url": .string(url)], as: machine)
                let path = "/api/webhooks/\(made.json["webhook"]?["id"]?.string ?? "")"
                let lerato = try await stage.person("Lerato")
                _ = try await stage.posted("bricklaying-trade-test@1", to: lerato, at: maseru)
                let sender = WebhookSender(resources: stage.resources)
                #expect(try await sender.sendDue() == 0)
                for reply in [
                    { _ in (.ok, [:], "yes") }, { _ in (.found, [.location: url], "") },
                    // A server that throws back whatever comes wants nothing.
                    { (.ok, [:], String(decoding: $0.body, as: UTF8.self)) },
                ] as [WebhookReceiver.Reply] {
                    receiver.answer(reply)
                    let refused = try await stage.post("\(path)/verifications", as: machine)
                    #expect(refused.problem == "webhook-not-verified" && refused.json["state"] == "unverified")
                }
                #expect(receiver.all.count == 3)
                receiver.answer { (.ok, [:], #"{"challenge": "\#($0.json["data"]?["challenge"]?.string ?? "")"}"#) }
                #expect(try await stage.post("\(path)/verifications", as: machine).json["state"] == "active")
                _ = try await stage.posted("garment-machine-operation@1", to: lerato, at: maseru)
                while try await sender.sendDue() > 0 {}
                #expect(receiver.messages.map(\.position) == [2])
                // What was before it can be asked for.
                let owed = try await stage.post("\(path)/redeliveries", ["after": 0], as: machine)
                #expect(owed.json["owed"] == 2)
                while try await sender.sendDue() > 0 {}
                #expect(receiver.messages.map(\.position) == [2, 1, 2])
            }
        }
    }

    @Test func `entries of one learner keep their order, whatever fails, and nobody else waits for them`() async throws
    {
        try await WebhookScene.run { scene in
            try await scene.post(["Lerato", "Lerato", "Thabo", "Lerato", "Neo"])
            scene.receiver.answer { ($0.learner == "Lerato" ? .internalServerError : .ok, [:], "") }
            try await scene.sendAll()
            #expect(Set(scene.receiver.messages.map(\.position)) == [1, 3, 5])
            let waiting = try await scene.deliveries("?state=waiting")
            #expect(waiting.map { $0["attempts"] } == [1, 0, 0] && waiting[0]["lastStatus"] == 500)
            scene.receiver.answer(WebhookReceiver.willing)
            try await scene.sendAll()
            #expect(scene.receiver.messages.count == 3)
            scene.stage.clock.advance(10)
            try await scene.sendAll()
            let ofLerato = scene.receiver.messages.filter { $0.learner == "Lerato" }
            #expect(ofLerato.map(\.position) == [1, 1, 2, 4])
            // The same message on both attempts, with a time stamp of its own.
            #expect(ofLerato[0].id == ofLerato[1].id && ofLerato[0].timestamp < ofLerato[1].timestamp)
            #expect(try await scene.deliveries("?state=waiting").isEmpty)
        }
    }

    @Test func `a sender that dies between commit and delivery, or before it noted that it delivered, loses nothing`()
        async throws
    {
        try await WebhookScene.run { scene in
            try await scene.post(["Lerato", "Thabo"])
            // It took them and was never heard of again; a second one finds nothing to do meanwhile.
            let leased = try await scene.stage.resources.database.leaseDeliveries(16, at: scene.stage.clock.now)
            #expect(leased.count == 2)
            #expect(try await scene.sender.sendDue() == 0)
            scene.stage.clock.advance(WebhookSchedule.lease + 1)
            try await scene.sendAll()
            #expect(Set(scene.receiver.messages.map { $0.id }) == Set(leased.map { "msg_\($0.id)" }))
            // An entry whose transaction fails is owed to nobody.
            let before = try await scene.deliveries().count
            struct GivenUp: Error {}
            await #expect(throws: GivenUp.self) {
                try await scene.stage.resources.database.transaction { connection in
                    try await connection.execute(
                        """
                        select feed_append(institution_id, gen_random_uuid(), 'suspended', credit_id, at, '{"id":1}')
                        from feed_entry where position = 1
                        """)
                    throw GivenUp()
                }
            }
            #expect(try await scene.deliveries().count == before)
        }
    }

    @Test func `two senders share the work, and each entry is sent once`() async throws {
        try await WebhookScene.run { scene in
            try await scene.post((1...12).map { "Learner \($0)" })
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 { group.addTask { try await scene.sendAll() } }
                try await group.waitForAll()
            }
            try await scene.sendAll()
            #expect(scene.receiver.messages.map(\.position).sorted() == Array(1...12))
        }
    }

    @Test func `what is never taken is given up after three days, and can be asked for again`() async throws {
        try await WebhookScene.run { scene in
            try await scene.post(["Lerato"])
            scene.receiver.answer(.serviceUnavailable, [.retryAfter: "7200"])
            try await scene.sendAll()
            var delivery = try await scene.deliveries()[0]
            let next = RFC3339.date(delivery["nextAttemptAt"]?.string ?? "")
            #expect(try #require(next).timeIntervalSince(scene.stage.clock.now) == 7_200)
            for _ in 0..<20 {
                scene.stage.clock.advance(30 * 3_600)
                try await scene.sendAll()
                delivery = try await scene.deliveries()[0]
                // After five days the webhook rests until its server answers a challenge again.
                if try await scene.stage.get(scene.path, as: scene.machine).json["state"] == "disabled" { break }
            }
            let shown = try await scene.stage.get(scene.path, as: scene.machine)
            #expect(
                shown.json["state"] == "disabled"
                    && shown.json["disabledBecause"]?.string?.contains("five days") == true)
            scene.receiver.answer(WebhookReceiver.willing)
            #expect(try await scene.sender.sendDue() == 0)
            let again = try await scene.stage.post("\(scene.path)/verifications", as: scene.machine)
            #expect(again.json["state"] == "active")
            scene.stage.clock.advance(30 * 3_600)
            try await scene.sendAll()
            #expect(try await scene.deliveries()[0]["state"] == "taken")
        }
    }
}
