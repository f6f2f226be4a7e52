import Assessment
import Foundation
import Testing

@Suite struct WorkedCasesTests {
    @Test(arguments: WorkedCases.all)
    func `a rule comes out as worked by hand, and says why`(given: WorkedCase) throws {
        let result = try given.rubric.result(of: given.levels)
        #expect(result.outcome == given.outcome)
        #expect(result.grade == given.grade)
        #expect(result.credits == given.credits)
        #expect(result.words == given.words)
    }

    @Test func `every rule has cases that are met and cases that are not`() {
        for name in AggregationRule.Name.allCases {
            let outcomes = Set(WorkedCases.all.filter { $0.rule.name == name }.map(\.outcome))
            #expect(outcomes == Set(RubricResult.Outcome.allCases), "\(name)")
        }
    }
}
