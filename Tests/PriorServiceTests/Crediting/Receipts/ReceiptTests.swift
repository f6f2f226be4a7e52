import Assessment
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct ReceiptTests {
    private let bricks = "bricklaying-trade-test@1"

    @Test func `a receiver answers, answers again, and the latest counts for learner and registrar`() async throws {
        try await Stage.run { stage in
            let (maseru, roma) = (try await stage.institution("maseru"), try await stage.institution("roma"))
            let machine = try await stage.machine(of: roma, .creditsRead, .receiptsWrite)
            let lerato = try await stage.person("Lerato")
            let (_, decision) = try await stage.posted(bricks, to: lerato, at: maseru)
            let path = "/api/credits/\(decision.json["credit"]?.string ?? "")/receipts"
            #expect(try await stage.post(path, ["verdict": "accepted"], as: machine).status == .notFound)
            _ = try await stage.post("/api/consents", ["institution": .string(roma)], as: lerato)
            let first = try await stage.post(
                path, ["verdict": "refused", "reason": "The programme is full."], as: machine)
            #expect(first.status == .created && first.json["number"] == 1)
            stage.clock.advance(60)
            let second = try await stage.post(
                path, ["verdict": "partly", "credits": "12", "courseCode": "BLD101", "reason": "No theory in it."],
                as: machine)
            #expect(second.json["number"] == 2)
            let registrar = try await stage.staff("Registrar Thabo", .registrar, at: maseru)
            for who in [lerato, registrar] {
                let list = try await stage.get(path, as: who)
                #expect(list.items.map { $0["counts"] } == [false, true])
                #expect(list.items.last?["courseCode"] == "BLD101" && list.items.last?["credits"] == "12")
                #expect(list.items.last?["institution"]?["name"] == "Roma")
            }
            let stranger = try await stage.staff("Registrar Neo", .registrar, at: roma)
            #expect(try await stage.get(path, as: stranger).status == .notFound)
        }
    }

    @Test func `receipts at the same moment are numbered one after the other`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let machine = try await stage.machine(of: maseru, .receiptsWrite)
            let (_, decision) = try await stage.posted(bricks, to: try await stage.person("Lerato"), at: maseru)
            let path = "/api/credits/\(decision.json["credit"]?.string ?? "")/receipts"
            let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        try await stage.post(path, ["verdict": "accepted"], as: machine).json["number"]?.int ?? 0
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(numbers.sorted() == Array(1...12))
        }
    }

    @Test func `a receipt that says too little, or more than there is, is refused`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let machine = try await stage.machine(of: maseru, .receiptsWrite)
            let (_, decision) = try await stage.posted(bricks, to: try await stage.person("Lerato"), at: maseru)
            let path = "/api/credits/\(decision.json["credit"]?.string ?? "")/receipts"
            for (body, fault) in [
                (["verdict": "refused"], "/reason missing"),
                (["verdict": "partly", "reason": "Half.", "credits": "20"], "/credits range"),
                (["verdict": "accepted", "credits": "19"], "/credits range"),
                (["verdict": "refused", "reason": "No.", "credits": "1"], "/credits unknown"),
                (["verdict": "maybe"], "/verdict choice"),
                (["verdict": "accepted", "grade": "A"], "/grade unknown"),
            ] as [(JSONValue, String)] {
                let seen = try await stage.post(path, body, as: machine)
                #expect(seen.status == .unprocessableContent && seen.faults == [fault], "\(body)")
            }
            let reader = try await stage.machine(of: maseru, .creditsRead)
            #expect(try await stage.post(path, ["verdict": "accepted"], as: reader).status == .forbidden)
        }
    }

    @Test func `what receivers made of credit is for everybody to see, where enough of it was answered`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let machine = try await stage.machine(of: maseru, .creditsRead, .receiptsWrite)
            for number in 0..<7 {
                let statistics = try await stage.get("/api/receipt-statistics")
                #expect(statistics.json["units"]?.array?.count == (number < 5 ? 0 : 1), "\(number)")
                let (_, decision) = try await stage.posted(bricks, to: try await stage.person("P\(number)"), at: maseru)
                let path = "/api/credits/\(decision.json["credit"]?.string ?? "")/receipts"
                let body: JSONValue =
                    number == 6 ? ["verdict": "partly", "credits": "8", "reason": "Half."] : ["verdict": "accepted"]
                #expect(try await stage.post(path, body, as: machine).status == .created)
            }
            let shown = try await stage.get("/api/receipt-statistics").json
            // Seven were answered, six of them in full: to the nearest five.
            let answers = shown["units"]?[0]?["answers"]
            #expect(answers?["answered"] == 5 && answers?["accepted"] == 5 && answers?["partly"] == 0)
            #expect(shown["institutions"]?[0]?["institution"]?["name"] == "Maseru")
            let totals = try await stage.get("/api/credit-feed/totals", as: machine)
            let row = totals.json["units"]?[0]
            #expect(totals.json["position"] == "7" && row?["told"] == 7 && row?["standing"] == 7)
            #expect(row?["accepted"] == 6 && row?["partly"] == 1 && row?["unanswered"] == 0)
            #expect(row?["credits"] == "140" && row?["creditsAccepted"] == "128")
            let none = try await stage.get("/api/credit-feed/totals?to=2020-01-01", as: machine)
            #expect(none.json["units"]?.array?.isEmpty == true)
        }
    }
}
