import Assessment
import CASE
import Foundation
import Rubrics
import Testing

@Suite struct CASERoundTripTests {
    @Test func `every framework, unit and qualification survives export and import, to its fingerprint`() throws {
        let (rubrics, packages) = try CASESamples.everything()
        try expectSame(try CASESamples.reload(packages), rubrics)
        let samples = try CASESamples.rubrics()
        try expectSame(try CASESamples.reload(try CASESamples.packages(of: samples)), samples)
    }

    @Test func `whatever texts they hold, nothing is lost`() throws {
        var random = CASERandom(1)
        let words = [
            "Knots", "You tie knots.", "Ties a reef knot.", "It holds.", "Not yet", "Ropework", "Core", "Steps",
        ]
        for _ in 0..<20 {
            let texts = Dictionary(uniqueKeysWithValues: words.map { ($0, random.text()) })
            let rubrics = try CASESamples.rubrics { text in
                texts.reduce(text) { $0.replacing(": \($1.key)", with: ": \($1.value)") }
            }
            let packages = try CASESamples.packages(of: rubrics)
            try expectSame(try CASESamples.reload(packages), rubrics)
            try expectSame(try CASESamples.reload(packages.map { $0.published() }), rubrics)
        }
    }

    @Test func `the same version has the same identifiers everywhere, and another text has others`() throws {
        let one = try CASESamples.packages(of: try CASESamples.rubrics())
        let two = try CASESamples.packages(of: try CASESamples.rubrics())
        #expect(identifiers(one) == identifiers(two))
        let other = try CASESamples.packages(of: try CASESamples.rubrics { $0.replacing("It slips", with: "It slid") })
        let knots = try #require(try CASESamples.rubrics().units.values.first { $0.key.id == "knots" })
        #expect(identifiers(one).contains(CASEIdentifier.document(knots.fingerprint)))
        #expect(!identifiers(other).contains(CASEIdentifier.document(knots.fingerprint)))
        #expect(
            identifiers(one).allSatisfy {
                $0.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil
            })
    }

    @Test func `a statement corrected in the package is corrected in the document`() throws {
        let rubrics = try CASESamples.rubrics()
        let unit = try #require(rubrics.units.values.first { $0.key.id == "knots" })
        let package = try CASESamples.publisher.package(of: unit, changedAt: CASESamples.day)
        let text = String(decoding: try package.data(), as: UTF8.self).replacing("It holds.", with: "It holds a man.")
        let document = try #require(try CASEPackage(Data(text.utf8)).priorDocument())
        let criterion = document["rubric"]?["criteria"]?.array?.first
        #expect(criterion?["levels"]?.array?.last?["descriptor"]?.string == "It holds a man.")
        #expect(criterion?["outcome"]?.string == "teach")
    }

    @Test func `what somebody else published is kept to the letter, and back from 1_1 it is what it was`() throws {
        var random = CASERandom(2)
        for _ in 0..<150 {
            let json = random.package()
            let package = try CASEPackage(try json.data())
            #expect(package.json == json)
            let published = try #require(CASEPackage.reread(package.published()))
            #expect(published.version == "1.1")
            #expect(published.restored().json == json)
            #expect(published.published() == published)
        }
    }

    private func identifiers(_ packages: [CASEPackage]) -> Set<String> {
        Set(
            packages.flatMap { package in
                ([package.document] + package.items + package.associations + package.rubrics).compactMap {
                    $0["identifier"]?.string
                }
            })
    }

    private func expectSame(_ one: RubricsLibrary, _ other: RubricsLibrary) throws {
        #expect(one.frameworks.mapValues(\.fingerprint) == other.frameworks.mapValues(\.fingerprint))
        #expect(one.units.mapValues(\.fingerprint) == other.units.mapValues(\.fingerprint))
        #expect(one.qualifications.mapValues(\.fingerprint) == other.qualifications.mapValues(\.fingerprint))
        #expect(one.units.mapValues(\.json) == other.units.mapValues(\.json))
        #expect(one.frameworks.mapValues(\.json) == other.frameworks.mapValues(\.json))
        #expect(one.qualifications.mapValues(\.json) == other.qualifications.mapValues(\.json))
    }
}
