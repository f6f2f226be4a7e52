import Assessment
import Foundation
import Rubrics
import Testing

@Suite struct ContentTests {
    let library: RubricsLibrary

    init() throws {
        library = try RubricsLibrary.load(Samples.package.appending(path: "rubrics"))
    }

    @Test func `the rubrics that come with the service have no fault`() throws {
        #expect(try RubricsCheck.check(Samples.package.appending(path: "rubrics")) == [])
        #expect(library.frameworks.count >= 7)
        #expect(library.policies.count >= 3)
        #expect(library.units.count >= 8)
    }

    @Test func `every unit can be passed and can be failed`() throws {
        for unit in library.units.values.map(\.value) {
            let rubric = unit.rubric
            let best = Dictionary(uniqueKeysWithValues: rubric.criteria.map { ($0.id, $0.levels.last?.id ?? "") })
            let worst = Dictionary(uniqueKeysWithValues: rubric.criteria.map { ($0.id, $0.levels.first?.id ?? "") })
            #expect(try rubric.result(of: best).outcome == .competent, "\(unit.key)")
            #expect(try rubric.result(of: worst).outcome == .notYetCompetent, "\(unit.key)")
        }
    }

    @Test func `every unit has three to five outcomes, six to twelve criteria and prompts for witnesses`() {
        for unit in library.units.values.map(\.value) {
            #expect((3...5).contains(unit.outcomes.count), "\(unit.key)")
            #expect((6...12).contains(unit.rubric.criteria.count), "\(unit.key)")
            #expect(unit.witnessPrompts.count >= 3, "\(unit.key)")
        }
    }

    @Test func `no figure stands on hearsay and what could not be read is a gap`() throws {
        let lqf = try #require(library.frameworks.values.first { "\($0.key)" == "lqf@1" }?.value)
        #expect(lqf.creditSystem?.hoursPerCredit.isGap == true)
        #expect(lqf.level(5)?.minimumCredits == nil)
        let lesotho = try #require(library.policies.values.first { "\($0.key)" == "lesotho@1" }?.value)
        #expect(lesotho.limits.allSatisfy { $0.maximum.isGap })
        #expect(lesotho.clocks.values.allSatisfy { $0.source?.confidence == .own })
    }

    @Test func `a document's canonical JSON loads again to the same value and fingerprint`() throws {
        let frameworks = library.frameworks.values.map { RubricsLibrary.File(name: "json", text: $0.json) }
        let policies = library.policies.values.map { RubricsLibrary.File(name: "json", text: $0.json) }
        let units = library.units.values.map { RubricsLibrary.File(name: "json", text: $0.json) }
        let calendars = library.calendars.values.map { RubricsLibrary.File(name: "json", text: $0.json) }
        let again = try RubricsLibrary.load(frameworks + policies + units + calendars)
        #expect(again.units.mapValues(\.value) == library.units.mapValues(\.value))
        #expect(again.policies.mapValues(\.value) == library.policies.mapValues(\.value))
        #expect(again.frameworks.mapValues(\.fingerprint) == library.frameworks.mapValues(\.fingerprint))
        #expect(again.units.mapValues(\.fingerprint) == library.units.mapValues(\.fingerprint))
    }

    @Test
    func `a Caribbean vocational level is carried over to Jamaica where a source of both says so, and only there`()
        throws
    {
        let crosswalk = try #require(library.crosswalks.values.first { $0.key.description == "cvq-nqf-j@2" }).value
        let carried = crosswalk.carry(level: 2, system: nil, other: nil)
        #expect(carried.indicativeLevels == LevelRange(lowest: 2, highest: 2) && carried.isIndicative)
        #expect(carried.source?.id == "heart" && carried.words.contains("stands beside level 2 of nqf-j@1"))
        #expect(crosswalk.carry(level: 4, system: nil, other: nil).indicativeLevels == nil)
    }

    @Test func `every value survives being written as JSON and read back`() throws {
        for unit in library.units.values.map(\.value) { #expect(try roundTrip(unit) == unit) }
        for policy in library.policies.values.map(\.value) { #expect(try roundTrip(policy) == policy) }
        for framework in library.frameworks.values.map(\.value) { #expect(try roundTrip(framework) == framework) }
    }

    private func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: try JSONEncoder().encode(value))
    }
}
