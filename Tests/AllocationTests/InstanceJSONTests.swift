import Allocation
import Foundation
import Testing

/// An instance as a file, and what is said of one that is wrong.
@Suite struct InstanceJSONTests {
    @Test func `members may stand in any order, and what is not said is usual`() throws {
        let text = """
            {"submissions": [{"eligible": {"th\\u00e9o": 80, "b": 0}, "id": "s1", "seats": 2,
              "forbidden": {"b": "tie"}, "pinned": {}, "due": "2026-12-01"}],
             "assessors": [{"capacity": 3, "id": "théo"}, {"id": "b", "capacity": 1, "load": 1}]}
            """
        let instance = try AllocationInstance(json: Array(text.utf8))
        #expect(
            instance
                == AllocationInstance(
                    assessors: [.init(id: "théo", capacity: 3), .init(id: "b", capacity: 1, load: 1)],
                    submissions: [
                        .init(
                            id: "s1", seats: 2, due: "2026-12-01",
                            eligible: [.init(assessor: 0, fit: 80), .init(assessor: 1, fit: 0)],
                            forbidden: [.init(assessor: 1, words: "tie")])
                    ]))
    }

    @Test(arguments: [
        ("", "line 1, column 1: Here stands an object, { … }; the text ends."),
        (
            "{\"assessors\": []}",
            "line 1, column 1: “submissions” is missing; an instance has “assessors” and “submissions”."
        ),
        ("{\"assessors\": [], \"assessors\": []}", "line 1, column 19: assessors: “assessors” is there twice."),
        (
            "{\"staff\": []}",
            "line 1, column 2: “staff” is no member here; there are objective, floors, seed, assessors, submissions."
        ),
        ("{\"assessors\": [], \"submissions\": []} x", "line 1, column 38: Nothing may follow the object."),
        (
            "{\"assessors\": [\n  {\"id\": \"a\", \"capacity\": 2.5}], \"submissions\": []}",
            "line 2, column 27: assessors[0].capacity: Here stands a whole number from 0 to 100000."
        ),
        (
            "{\"assessors\": [\n {\"id\": \"a\", \"capacity\": 2},\n {\"id\": \"a\", \"capacity\": 2}], \"submissions\": []}",
            "line 3, column 2: assessors[1].id: “a” is there twice."
        ),
        (
            "{\"assessors\": [],\n\"submissions\": [{\"id\": \"s\", \"seats\": 1,\n\"eligible\": {\"a\": 5}}]}",
            "line 3, column 14: submissions[0].eligible: There is no assessor “a”."
        ),
        (
            "{\"assessors\": [],\n\"submissions\": [{\"id\": \"s\", \"seats\": 1, \"due\": \"soon\"}]}",
            "line 2, column 17: submissions[0].due: A date is written like 2026-12-01, not “soon”."
        ),
        (
            "{\"objective\": [\"seats\", \"fit\", \"worst\"], \"assessors\": [], \"submissions\": []}",
            "objective: Aims stand once each, in the order seats, worst, fit, loads."
        ),
        (
            "{\"objective\": [\"speed\"], \"assessors\": [], \"submissions\": []}",
            "line 1, column 16: objective[0]: “speed” is no aim; the aims are seats, worst, fit, loads."
        ),
    ])
    func `a fault is told with its line and what would be right`(text: String, words: String) {
        #expect(throws: AllocationFaults.self) { try AllocationInstance(json: Array(text.utf8)) }
        do {
            _ = try AllocationInstance(json: Array(text.utf8))
        } catch {
            #expect(error.description == words)
        }
    }

    @Test func `the example of the documentation is solved`() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/allocation.md")
        let text = try String(contentsOf: page.standardized, encoding: .utf8)
        let example = try #require(text.firstMatch(of: /```json\n(?<json>(?s).*?)```/))
        let instance = try AllocationInstance(json: Array(example.json.utf8))
        let result = try instance.solve()
        #expect(result.check(instance) == [])
        #expect(result.figures.served == 5)
        #expect(result.figures.worstFit == 40)
    }

    @Test func `no text ends the program, wherever it is cut or bent`() throws {
        let text = Array(
            """
            {"objective": ["seats", "fit"], "floors": 2, "seed": 7, "assessors": [{"id": "a\\ud83d\\ude00", "capacity": 3}],
            "submissions": [{"id": "s", "seats": 2, "eligible": {"a\\ud83d\\ude00": 3}, "pinned": {"a\\ud83d\\ude00": "x"}}]}
            """.utf8)
        #expect(throws: Never.self) { try AllocationInstance(json: text) }
        for end in text.indices {
            #expect(throws: AllocationFaults.self) { try AllocationInstance(json: Array(text[..<end])) }
        }
        var random = Drawn(9)
        for _ in 0..<3000 {
            var bent = text
            bent[Int.random(in: bent.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            _ = try? AllocationInstance(json: bent).solve()
        }
    }

    @Test func `a result is read back as it was written`() throws {
        for seed in 1...50 {
            let result = try AllocationInstance.random(seed, submissions: 6, assessors: 4).solve()
            #expect(try JSONDecoder().decode(AllocationResult.self, from: JSONEncoder().encode(result)) == result)
        }
    }
}
