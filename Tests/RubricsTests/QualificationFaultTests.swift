import Assessment
import Foundation
import Rubrics
import Testing

/// What is wrong with a qualification or a crosswalk: every fault says where it is and what would be right.
@Suite struct QualificationFaultTests {
    @Test func `the samples are right`() {
        #expect(Samples.faults() == [])
    }

    @Test(arguments: [
        (
            "{unit: bends@1}", "{unit: bend@1}",
            "22: components[1].of[0].unit: There is no unit bend@1. Did you mean \"bends@1\"?"
        ),
        (
            "{unit: bends@1}", "{unit: knots@1}",
            "22: components[1].of[0].unit: knots stands in this qualification twice, parts included. Keep it once: the "
                + "same learning counts once only."
        ),
        (
            "{unit: bends@1}", "{part: bends@1}",
            "22: components[1].of[0].part: There is no qualification bends@1 to be a part. One of: ropework@1."
        ),
        (
            "{unit: bends@1}", "{part: ropework@1}",
            "16: components: By way of its parts the qualification holds itself. Take that part out."
        ),
        (
            "atLeast: {value: 1,", "atLeast: {value: 3,",
            "20: components[1].atLeast.value: Of 2 components 3 cannot be there. Write at most 2."
        ),
        (
            "atLeast: {value: 1,", "atLeast: {value: 2,",
            "19: components[1].take: 2 of 2 are all of them. Write take: all."
        ),
        (
            "atLeast: {value: 1, source: own}", "atLeast: {gap: Nobody knows.}",
            "20: components[1].atLeast: A group that asks for an unknown number asks for nothing. Write take: all, or a "
                + "figure as the institution's own."
        ),
        (
            "take: components", "take: all",
            "17: components[1]: All of it has to be there, so atLeast says nothing. Leave atLeast out, or write take: "
                + "components or take: credits."
        ),
        (
            "take: components\n    atLeast: {value: 1,", "take: credits\n    atLeast: {value: 5,",
            "20: components[1].atLeast.value: Everything in it comes to 4 credits, and 5 are asked for. Write at most 4, "
                + "or add units."
        ),
        (
            "credits: {value: 4, source: own}\ncredit", "credits: {value: 7, source: own}\ncredit",
            "13: credits.value: All its units come to 6 credits, and 7 are asked for. Write at most 6, or add units."
        ),
        (
            "{level: 1, credits", "{level: 2, credits",
            "25: minimumAtLevel[0].credits.value: At level 2 or above its units come to 0 credits, and 4 are asked for. "
                + "Write at most 0, or add units at that level."
        ),
        (
            "type: certificate", "type: diploma",
            "12: type: two-steps@1 has no kind of qualification \"diploma\". One of: certificate."
        ),
        ("level: 1\n", "level: 3\n", "11: level: two-steps@1 has no level 3. Write a level from 1 to 2."),
        (
            "value: [nets]", "value: [net]",
            "28: reserved[0].of.value[0]: The qualification has no unit, part or group \"net\". Did you mean \"nets\"?"
        ),
        (
            "minimum: {value: 0.25", "minimum: {value: 25",
            "26: residency.minimum.value: 25 is not a share. Write a number from 0 to 1: 0.5 for one half."
        ),
        (
            "creditSystem: ten", "creditSystem: twelve",
            "14: creditSystem: two-steps@1 does not count in \"twelve\". Write ten."
        ),
    ])
    func `each fault of a qualification is explained where it stands`(old: String, new: String, says: String) {
        #expect(Samples.faults(qualification: (old, new)).filter { !$0.hasPrefix("11: level: On") }.contains(says))
    }

    @Test(arguments: [
        (
            "highest: 1}, source: read", "highest: 1}, source: own",
            "10: levels[0].stands.source: Which level stands beside which is for a source of both frameworks to say, not "
                + "for an institution. Name the source that says so, or write a gap."
        ),
        (
            "highest: 1}", "highest: 4}",
            "10: levels[0].stands.value.highest: stairs@1 has no level 4. It has levels 1 to 2."
        ),
        (
            "{level: 2, stands", "{level: 5, stands",
            "11: levels[1].level: two-steps@1 has no level 5. It has levels 1 to 2."
        ),
        ("to: stairs@1", "to: two-steps@1", "8: to: Both are versions of two-steps. Name another framework."),
        ("to: stairs@1", "to: stair@1", "8: to: There is no framework stair@1. Did you mean \"stairs@1\"?"),
    ])
    func `each fault of a crosswalk is explained where it stands`(old: String, new: String, says: String) {
        #expect(Samples.faults(crosswalk: (old, new)) == [says])
    }

    @Test func `they load with every figure, and read back what they write`() throws {
        let files = [
            Samples.framework, Samples.stairs, Samples.qualification, Samples.crosswalk, Samples.unit(named: "knots"),
            Samples.unit(named: "bends"), Samples.unit(named: "nets"),
        ]
        let library = try RubricsLibrary.load(files.map { RubricsLibrary.File(name: "x", text: $0) })
        let qualification = try #require(library.qualifications.values.first)
        #expect(qualification.value.units.map(\.id) == ["knots", "bends", "nets"])
        #expect(qualification.value.residency?.minimum.value == 0.25)
        let json = try JSONEncoder().encode(qualification.value)
        #expect(try JSONDecoder().decode(Qualification.self, from: json) == qualification.value)
        let again = try RubricsLibrary.load(
            [
                qualification.json, Samples.framework, Samples.unit(named: "knots"), Samples.unit(named: "bends"),
                Samples.unit(named: "nets"),
            ]
            .map { RubricsLibrary.File(name: "x", text: $0) })
        #expect(again.qualifications[qualification.key]?.fingerprint == qualification.fingerprint)
        let crosswalk = try #require(library.crosswalks.values.first).value
        let other = try JSONDecoder().decode(Crosswalk.self, from: try JSONEncoder().encode(crosswalk))
        #expect(other == crosswalk)
    }

    @Test(arguments: [("qualification", Samples.qualification), ("crosswalk", Samples.crosswalk)])
    func `the loader misses each key that the schema requires`(kind: String, text: String) throws {
        let file = Samples.package.appending(path: "rubrics/schemas/\(kind).schema.json")
        let schema = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        let required = try #require(schema["required"] as? [String])
        for key in required where key != "kind" {
            let without = text.replacing("\n\(key):", with: "\nx-\(key):", maxReplacements: 1)
            #expect(without != text)
            let error = try #require(throws: RubricsError.self) {
                try RubricsLibrary.load([RubricsLibrary.File(name: "x", text: without)])
            }
            #expect(error.description.contains("The key \"\(key)\" is missing."))
        }
    }

    @Test func `a folder may do without qualifications and crosswalks`() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: root) }
        for folder in ["frameworks", "policies", "units"] {
            try FileManager.default.createDirectory(
                at: root.appending(path: folder), withIntermediateDirectories: true)
        }
        #expect(try RubricsLibrary.load(root).qualifications.isEmpty)
        try FileManager.default.createDirectory(
            at: root.appending(path: "qualifications"), withIntermediateDirectories: true)
        try Data("kind: unit".utf8).write(to: root.appending(path: "qualifications/x@1.yaml"))
        #expect(try RubricsCheck.check(root).contains { $0.says == "A unit lies in the folder qualifications." })
    }
}
