import Foundation
import Rubrics

extension Samples {
    static let qualification = """
        kind: qualification
        id: ropework
        version: "1"
        status: published
        title: Ropework
        summary: You work with ropes.
        field: Ropes
        region: Nowhere
        authority: Nobody
        framework: two-steps@1
        level: 1
        type: certificate
        credits: {value: 4, source: own}
        creditSystem: ten
        components:
          - {unit: knots@1}
          - group: choice
            title: One to choose
            take: components
            atLeast: {value: 1, source: own}
            of:
              - {unit: bends@1}
              - {unit: nets@1}
        minimumAtLevel:
          - {level: 1, credits: {value: 4, source: own}}
        residency: {basis: creditShare, minimum: {value: 0.25, source: own}, notBy: [rpl, rcc]}
        reserved:
          - {statement: Nets are made here., of: {value: [nets], source: own}, notBy: [rpl]}
        sources:
          - {id: own, title: Made up, confidence: own}
        """

    static let crosswalk = """
        kind: crosswalk
        id: steps-to-stairs
        version: "1"
        status: published
        title: Two steps beside stairs
        summary: For tests.
        from: two-steps@1
        to: stairs@1
        levels:
          - {level: 1, stands: {value: {lowest: 1, highest: 1}, source: read}}
          - {level: 2, stands: {gap: The source stops at 1.}}
        creditByHours: {value: true, source: read}
        sources:
          - {id: read, title: The stairs' own book, confidence: read}
          - {id: own, title: Made up, confidence: own}
        """

    static var stairs: String {
        framework.replacing("id: two-steps", with: "id: stairs").replacing("name: Two steps", with: "name: Stairs")
    }

    static func unit(named id: String) -> String {
        unit.replacing("id: knots", with: "id: \(id)").replacing("title: Knots", with: "title: \(id.capitalized)")
    }

    /// The faults of these documents together, without those of units and frameworks, and without file names.
    static func faults(
        qualification change: (old: String, new: String)? = nil, crosswalk other: (old: String, new: String)? = nil,
        beside more: [RubricsLibrary.File] = []
    ) -> [String] {
        var files = [
            RubricsLibrary.File(name: "two-steps@1.yaml", text: framework),
            RubricsLibrary.File(name: "stairs@1.yaml", text: stairs),
            RubricsLibrary.File(
                name: "ropework@1.yaml",
                text: change.map { qualification.replacing($0.old, with: $0.new, maxReplacements: 1) } ?? qualification),
            RubricsLibrary.File(
                name: "steps-to-stairs@1.yaml",
                text: other.map { crosswalk.replacing($0.old, with: $0.new, maxReplacements: 1) } ?? crosswalk),
        ]
        files += ["knots", "bends", "nets"].map { RubricsLibrary.File(name: "\($0)@1.yaml", text: unit(named: $0)) }
        do {
            _ = try RubricsLibrary.load(files + more)
            return []
        } catch {
            guard case .faulty(let faults) = error else { return ["\(error)"] }
            return faults.map { "\($0.line): \($0.path): \($0.says) \($0.wouldBeRight)" }
        }
    }
}
