import Foundation
import Rubrics

/// Small documents that are right, to be made wrong one change at a time.
enum Samples {
    static let framework = """
        kind: framework
        id: two-steps
        version: "1"
        status: published
        name: Two steps
        authority: Nobody
        region: Nowhere
        summary: A framework for tests.
        domains:
          - {id: knowledge, name: Knowledge}
        levels:
          - number: 1
            descriptors: {knowledge: Knows a little.}
          - number: 2
        qualificationTypes:
          - {id: certificate, name: Certificate, levels: {lowest: 1, highest: 2}}
        creditSystem:
          id: ten
          name: ten-hour credit
          hoursPerCredit: {value: 10, source: own}
        sources:
          - {id: own, title: Made up, confidence: own}
          - {id: rumour, title: Somebody said so, confidence: unconfirmed}
        """

    static let unit = """
        kind: unit
        id: knots
        version: "1"
        status: published
        title: Knots
        summary: You tie knots.
        field: Ropes
        region: Nowhere
        framework: two-steps@1
        level: 1
        credits: 2
        creditSystem: ten
        notionalHours: 20
        outcomes:
          - {id: tie, statement: Tie knots.}
          - {id: teach, statement: Teach knots.}
        rubric:
          aggregation: {rule: weighted, threshold: 0.6}
          criteria:
            - id: reef
              outcome: tie
              title: Reef knot
              statement: Ties a reef knot.
              weight: 0.5
              levels:
                - {id: not-yet, points: 0, name: Not yet, descriptor: It slips.}
                - {id: meets, points: 1, name: Meets, descriptor: It holds.}
            - id: show
              outcome: teach
              title: Showing
              statement: Shows another how.
              weight: 0.5
              mustReach: meets
              levels:
                - {id: not-yet, points: 0, name: Not yet, descriptor: They cannot.}
                - {id: meets, points: 1, name: Meets, descriptor: They can.}
        sources:
          - {id: own, title: Made up, confidence: own}
        """

    /// The faults of both documents when one piece of the unit or the framework reads otherwise, without file names.
    static func faults(
        unit change: (old: String, new: String)? = nil, framework other: (old: String, new: String)? = nil
    ) -> [String] {
        let files = [
            RubricsLibrary.File(name: "two-steps@1.yaml", text: framework.changing(other)),
            RubricsLibrary.File(name: "knots@1.yaml", text: unit.changing(change)),
        ]
        do {
            _ = try RubricsLibrary.load(files)
            return []
        } catch {
            guard case .faulty(let faults) = error else { return ["\(error)"] }
            return faults.map(\.description)
        }
    }

    /// The package's own folder.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}

extension String {
    fileprivate func changing(_ change: (old: String, new: String)?) -> String {
        guard let change, let range = range(of: change.old) else { return self }
        return replacingCharacters(in: range, with: change.new)
    }
}
