import Assessment
import Foundation
import HTTPTypes
import HummingbirdTesting
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct HandingOverTests {
    @Test func `a code that is handed over opens the form once, and what is handed over is kept nowhere`() async throws
    {
        let log = HeardLog()
        try await Stage.run(logger: log.logger) { stage in
            let scene = try await WitnessScene(stage)
            let request = try await scene.prepare()
            #expect(request.json["state"] == "prepared")
            #expect(request.json["witnessEmail"] == nil)
            let handed = try await scene.handOver(request)
            #expect(handed.status == .created, "\(handed.text)")
            let url = try #require(handed.json["url"]?.string)
            let token = try #require(url.firstMatch(of: /^http:\/\/[^?]+\/witness#(prior_l_[A-Za-z0-9_-]{43})$/)).1
            let code = try #require(handed.json["code"]?.string)
            #expect(handed.json["words"]?.string?.contains(code) == true)
            #expect(handed.json["qr"]?["svg"]?.string?.hasPrefix("<svg ") == true)
            let pule = try await scene.witness(code: code)
            #expect(try await scene.exchange(code).problem == "code-not-open")
            // The address that was scanned goes on working beside it.
            for who in [pule, Actor(id: "", name: "", email: "", token: String(token))] {
                let asked = try await stage.get("/api/testimonial-request", as: who)
                #expect(asked.status == .ok)
                #expect(asked.json["confirmContact"] == true)
            }
            #expect(try await scene.request()["code"] == "used")
            let secret = try #require(HandedCode(typed: code)).secret
            let kept = try await scene.everythingKept()
            for canary in [String(token), pule.token, code, code.filter { $0 != " " }, secret] {
                #expect(!kept.contains(canary))
                #expect(!log.lines.contains { $0.contains(canary) })
            }
        }
    }

    @Test func `reading by a scanner uses nothing up, whatever it sends`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            _ = try await scene.ask()
            let pule = try await scene.witness()
            let before = try await scene.everythingKept()
            for method in [HTTPRequest.Method.head, .get, .head, .get] {
                let headers: HTTPFields = [.authorization: "Bearer \(pule.token)"]
                let seen = try await stage.client.execute(
                    uri: "/api/testimonial-request", method: method, headers: headers)
                #expect(seen.status == .ok)
                #expect(seen.headers[.referrerPolicy] == "no-referrer")
            }
            #expect(try await scene.everythingKept() == before)
            #expect(try await stage.post("/api/testimonials", try await scene.testimony(), as: pule).status == .created)
        }
    }

    @Test func `a slip of the finger is told and not counted; guessing locks the code, however many guess at once`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let request = try await scene.prepare()
            let code = try #require(try await scene.handOver(request).json["code"]?.string)
            let whole = try #require(HandedCode(typed: code))
            var slip = Array(code)
            slip[18] = slip[18] == "0" ? "1" : "0"
            for _ in 0..<15 { #expect(try await scene.exchange(String(slip)).faults == ["/code mistyped"]) }
            #expect(try await scene.request()["code"] == "open")
            let guesses = guesses(at: whole, 30)
            let problems = try await withThrowingTaskGroup(of: String?.self) { group in
                for guess in guesses { group.addTask { try await scene.exchange(guess).problem } }
                return try await group.reduce(into: [String?]()) { $0.append($1) }
            }
            #expect(Set(problems).isSubset(of: ["code-not-open", "too-many-attempts"]))
            let kept = try await stage.resources.database.one("select tries from handed_code")
            #expect(try kept["tries"] == HandedCodeState.maximumTries)
            #expect(try await scene.request()["code"] == "locked")
            #expect(try await scene.exchange(code).status == .tooManyRequests)
            stage.clock.advance(3600)
            #expect(try await scene.exchange(code).problem == "code-not-open")
            stage.clock.advance(3600)
            // The learner makes another code.
            let another = try #require(try await scene.handOver(request).json["code"]?.string)
            _ = try await scene.witness(code: another)
        }
    }

    @Test func `one code typed on two telephones at once makes one link`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let code = try #require(try await scene.handOver(try await scene.prepare()).json["code"]?.string)
            let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                for _ in 0..<4 { group.addTask { try await scene.exchange(code).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == .created } == 1)
            #expect(statuses.count { $0 == .conflict } == 3)
        }
    }

    @Test func `a code dies with its time, with its request and with the next one`() async throws {
        try await Stage.run({ $0.sessions.idleLimit = .seconds(90 * 86_400) }) { stage in
            let scene = try await WitnessScene(stage)
            let request = try await scene.prepare()
            let first = try await scene.handOver(request)
            let second = try await scene.handOver(request)
            let codes = try [first, second].map { try #require($0.json["code"]?.string) }
            #expect(try await scene.exchange(codes[0]).problem == "code-not-open")
            let old = try #require(first.json["url"]?.string?.split(separator: "#").last)
            let scanned = Actor(id: "", name: "", email: "", token: String(old))
            #expect(try await stage.get("/api/testimonial-request", as: scanned).problem == "link-not-open")
            stage.clock.advance(days: 16)
            #expect(try await scene.exchange(codes[1]).problem == "code-not-open")
            #expect(try await scene.request()["code"] == "expired")
            let third = try #require(try await scene.handOver(request).json["code"]?.string)
            let taken = try await stage.delete("/api/testimonial-requests/\(request.id)", as: scene.lerato)
            #expect(taken.status == .noContent)
            #expect(try await scene.exchange(third).problem == "code-not-open")
            #expect(try await scene.handOver(request).problem == "testimonial-request-settled")
        }
    }

    @Test func `only the learner and their adviser hand over, and a witness without an address gets no mail`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let request = try await scene.prepare()
            let thabo = try await stage.person("Thabo")
            let elias = try await stage.staff("Elias", .coordinator, at: scene.college)
            #expect(try await scene.handOver(request, as: thabo).status == .notFound)
            #expect(try await scene.handOver(request, as: elias).status == .forbidden)
            let reminder = try await stage.post("/api/testimonial-requests/\(request.id)/reminders", as: scene.lerato)
            #expect(reminder.problem == "witness-has-no-address")
        }
    }

    /// Codes with the locator of another and other secrets, all with the right check digit.
    private func guesses(at code: HandedCode, _ count: Int) -> [String] {
        var guesses: [String] = []
        while guesses.count < count {
            let middle = HandedCode.digits(9)
            guard middle != code.secret else { continue }
            for check in 0...9 where HandedCode(typed: "\(code.locator)\(middle)\(check)") != nil {
                guesses.append("\(code.locator)\(middle)\(check)")
            }
        }
        return guesses
    }
}
