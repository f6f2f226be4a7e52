import Assessment
import Foundation
import Rubrics
import Testing

@Suite struct ComparingTests {
    private let library: RubricsLibrary

    init() throws {
        library = try RubricsLibrary.load(Samples.package.appending(path: "rubrics"))
    }

    @Test func `every figure of a policy carries authority, version and source, and a gap its reason`() throws {
        let figures = try policy("lesotho").figures()
        let seats = try #require(figures.first { $0.rule == "seats" })
        #expect(seats.words == "2")
        #expect(seats.authority == "Set by the lodging institution under the Lesotho Qualifications Framework")
        #expect(seats.document.description == "lesotho@1")
        #expect(seats.source?.confidence == .own)
        #expect(seats.note == "So that no single mark decides.")
        let appeal = try #require(figures.first { $0.rule == "clocks.appeal" })
        #expect(appeal.words == "20 working days")
        let limit = try #require(figures.first { $0.rule == "limits.qualification-share.maximum" })
        #expect(limit.isGap)
        #expect(limit.statement == "How much of a qualification may come from prior learning")
        #expect(limit.words == "The percentages of Lesotho's RPL, RCC and CAT policies could not be read.")
        #expect(figures.allSatisfy { $0.isGap || $0.source != nil })
    }

    @Test func `two policies stand side by side, rule by rule`() throws {
        let comparison = DocumentComparison(try policy("lesotho"), try policy("strict"))
        let seats = try #require(comparison.rows.first { $0.rule == "seats" })
        #expect(seats.left?.words == "2")
        #expect(!comparison.rows.isEmpty)
        #expect(Set(comparison.rows.map(\.rule)).count == comparison.rows.count)
        let own = DocumentComparison(try policy("strict"), try policy("strict"))
        #expect(own.rows.allSatisfy { $0.isSame })
        for row in comparison.rows where !row.isSame {
            #expect(row.words.hasPrefix("The first "))
        }
    }

    @Test func `limits show their own authority, days and basis`() throws {
        let text = try String(
            contentsOf: Samples.package.appending(path: "rubrics/policies/lesotho@1.yaml"), encoding: .utf8
        ).replacing(
            #"    maximum: {gap: "The percentages of Lesotho's RPL, RCC and CAT policies could not be read."}"#,
            with: """
                    maximum: {value: 0.5, source: own}
                    authority: Another
                    validity: {from: 2026-01-01}
                minimums:
                  - id: residency
                    statement: Half is earned here
                    basis: creditShare
                    minimum: {value: 0.5, source: own}
                    notBy: [rpl, rcc, creditTransfer]
                """)
        let policy = try load(text)
        let limit = try #require(policy.figures().first { $0.rule == "limits.qualification-share.maximum" })
        #expect(limit.words == "50 %")
        #expect(limit.authority == "Another")
        #expect(limit.validity == Validity(from: CalendarDate("2026-01-01")))
        #expect(policy.value.minimums.first?.notBy == [.rpl, .rcc, .creditTransfer])
        let error = try #require(throws: RubricsError.self) {
            try load(text.replacing("minimum: {value: 0.5", with: "minimum: {value: 0.6"))
        }
        #expect(
            error.description.contains(
                "60 % have to be earned otherwise, so 50 % under the limit \"qualification-share\" can never be reached. "
                    + "Write at most 0.5, or lower the limit."))
    }

    @Test func `what changed between two versions of a unit is told in words`() throws {
        let before = try unit(Samples.unit)
        let after = try unit(
            Samples.unit.replacing("version: \"1\"", with: "version: \"2\"")
                .replacing("descriptor: It holds.", with: "descriptor: It holds a load.")
                .replacing("title: Showing", with: "title: Teaching")
                .replacing("      mustReach: meets\n", with: "")
                .replacing("threshold: 0.6", with: "threshold: 0.7")
                .replacing(
                    "  - {id: tie, statement: Tie knots.}\n  - {id: teach, statement: Teach knots.}",
                    with: "  - {id: teach, statement: Teach knots.}\n  - {id: tie, statement: Tie knots.}")
                + "\nwitnessPrompts: [What did it hold?]")
        #expect(
            before.changes(to: after).map(\.words).sorted() == [
                "Gone: the level that must be reached of criterion “Showing”, “meets”.",
                "New: the prompts for witnesses, “What did it hold?”.",
                "The descriptor of level “Meets” of criterion “Reef knot” is now “It holds a load.”, and was “It holds.”.",
                "The order of the outcomes is now teach, tie, and was tie, teach.",
                "The threshold of the rule is now “0.7”, and was “0.6”.",
                "The title of criterion “Showing” is now “Teaching”, and was “Showing”.",
            ])
        #expect(before.changes(to: before) == [])
        let paths = before.changes(to: after).map(\.path)
        #expect(paths.contains("rubric.criteria.reef.levels.meets.descriptor"))
    }

    private func policy(_ id: String) throws -> Document<Policy> {
        try #require(library.policies.values.first { $0.key.description == "\(id)@1" })
    }

    private func load(_ text: String) throws -> Document<Policy> {
        let framework = try #require(library.frameworks.values.first { $0.key.id == "lqf" })
        let files = [RubricsLibrary.File(name: "f", text: framework.json), RubricsLibrary.File(name: "p", text: text)]
        return try #require(try RubricsLibrary.load(files).policies.values.first)
    }

    private func unit(_ text: String) throws -> Document<Assessment.Unit> {
        let files = [
            RubricsLibrary.File(name: "f", text: Samples.framework), RubricsLibrary.File(name: "u", text: text),
        ]
        return try #require(try RubricsLibrary.load(files).units.values.first)
    }
}
