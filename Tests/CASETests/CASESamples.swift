import Assessment
import CASE
import Foundation
import Rubrics

enum CASESamples {
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let publisher = CASEPublisher(base: "https://prior.example/ims/case/v1p1", name: "Maluti Technical College")
    static let day = Date(timeIntervalSince1970: 1_790_000_000)

    static let framework = """
        kind: framework
        id: steps
        version: "1"
        status: superseded
        name: Steps
        authority: Nobody
        region: Nowhere
        summary: |-
          Two steps.
          The second is higher.
        domains: [{id: hand, name: Hand}, {id: head, name: Head}]
        levels:
          - {number: 1, descriptors: {head: Knows a little., hand: Does a little.}}
          - {number: 2, name: The second, minimumCredits: {value: 4.5, source: own}}
        accessPoints: [The floor]
        qualificationTypes: [{id: certificate, name: Certificate, levels: {lowest: 1, highest: 2}}, {id: part, name: Part}]
        creditSystem: {id: ten, name: Ten, hoursPerCredit: {value: {minimum: 9, maximum: 11}, source: own}}
        gaps: [Nobody knows the third.]
        sources: [{id: own, title: Made up, confidence: own}]
        """

    static func unit(_ id: String) -> String {
        """
        kind: unit
        id: \(id)
        version: "1.2"
        status: published
        title: Knots
        summary: You tie knots.
        field: Ropes
        region: Nowhere
        framework: steps@1
        level: 1
        credits: 2
        creditSystem: ten
        notionalHours: 20
        outcomes: [{id: tie, statement: Tie knots.}, {id: teach, statement: Teach knots.}]
        rubric:
          aggregation: {rule: weighted, threshold: 0.6}
          criteria:
            - id: reef
              outcome: teach
              title: Reef knot
              statement: Ties a reef knot.
              weight: 0.25
              mustReach: meets
              levels:
                - {id: not-yet, points: 0, name: Not yet, descriptor: It slips.}
                - {id: meets, points: 3, name: Meets, descriptor: It holds.}
            - id: show
              outcome: tie
              title: Showing
              statement: Shows another how.
              weight: 0.75
              levels:
                - {id: not-yet, points: 0, name: Not yet, descriptor: They cannot.}
                - {id: meets, points: 3, name: Meets, descriptor: They can.}
        witnessPrompts: [What held?]
        glosses: [{language: st, title: Mafito}]
        sources: [{id: own, title: Made up, confidence: own}]
        """
    }

    static let qualification = """
        kind: qualification
        id: ropework
        version: "3"
        status: draft
        title: Ropework
        summary: You work with ropes.
        field: Ropes
        region: Nowhere
        authority: Nobody
        framework: steps@1
        level: 2
        type: certificate
        credits: {value: 6, source: own, note: As few as that.}
        creditSystem: ten
        components:
          - {group: core, title: Core, take: all, of: [{part: basics@1}, {unit: nets@1.2}]}
          - {unit: bends@1.2}
          - group: choice
            title: Choice
            take: credits
            atLeast: {value: 2, source: own}
            of: [{unit: sails@1.2}, {group: inner, title: Inner, take: all, of: [{unit: rigging@1.2}]}]
        residency: {basis: courses, minimum: {value: 1, source: own}, notBy: [rpl]}
        sources: [{id: own, title: Made up, confidence: own}]
        """

    static let part = """
        kind: qualification
        id: basics
        version: "1"
        status: published
        title: Basics
        summary: You know the basics.
        field: Ropes
        region: Nowhere
        authority: Nobody
        framework: steps@1
        level: 1
        type: part
        components: [{unit: knots@1.2}]
        sources: [{id: own, title: Made up, confidence: own}]
        """

    static func rubrics(_ change: (String) -> String = { $0 }) throws -> RubricsLibrary {
        let texts = [framework, qualification, part] + ["knots", "bends", "nets", "sails", "rigging"].map { unit($0) }
        return try RubricsLibrary.load(texts.map { RubricsLibrary.File(name: "x", text: change($0)) })
    }

    /// The documents that Prior itself comes with, published.
    static func everything() throws -> (rubrics: RubricsLibrary, packages: [CASEPackage]) {
        let rubrics = try RubricsLibrary.load(package.appending(path: "rubrics"))
        return (rubrics, try packages(of: rubrics))
    }

    static func packages(of rubrics: RubricsLibrary) throws -> [CASEPackage] {
        try rubrics.frameworks.values.map { try publisher.package(of: $0, changedAt: day) }
            + rubrics.units.values.map {
                try publisher.package(of: $0, on: rubrics.frameworks[$0.value.framework], changedAt: day)
            }
            + rubrics.qualifications.values.map { try publisher.package(of: $0, in: rubrics, changedAt: day) }
    }

    /// The documents that packages give back, loaded and checked like any other.
    static func reload(_ packages: [CASEPackage]) throws -> RubricsLibrary {
        try RubricsLibrary.load(
            packages.compactMap { package in
                guard let document = CASEPackage.reread(package)?.priorDocument() else { return nil }
                return RubricsLibrary.File(name: "x", text: String(decoding: try document.data(), as: UTF8.self))
            })
    }
}

extension CASEPackage {
    /// The package as another service would get it: as bytes.
    static func reread(_ package: CASEPackage) -> CASEPackage? {
        (try? package.data()).flatMap { try? CASEPackage($0) }
    }
}
