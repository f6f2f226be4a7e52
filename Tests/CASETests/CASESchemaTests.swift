import Assessment
import CASE
import Foundation
import Rubrics
import Support
import Testing

/// What Prior publishes, and what it passes on of others, against every published schema of CASE 1.1 that applies.
@Suite struct CASESchemaTests {
    private static let schemas = CASESamples.package.deletingLastPathComponent()
        .appending(path: "shared/standards/case-1.1")

    static var isPossible: Bool {
        FileManager.default.fileExists(atPath: schemas.path)
            && (try? Python.run(["-c", "import jsonschema"], Data()))?.status == 0
    }

    @Test(.enabled(if: isPossible, "Needs ../shared/standards/case-1.1 and Python's jsonschema."))
    func `packages and each of their objects are valid against every published schema`() throws {
        var packages = try CASESamples.everything().packages
        packages += try CASESamples.packages(of: try CASESamples.rubrics())
        try expectValid(packages)
    }

    @Test(.enabled(if: isPossible, "Needs ../shared/standards/case-1.1 and Python's jsonschema."))
    func `a package of 1_0 with members that nobody knows is published as valid 1_1`() throws {
        var random = CASERandom(3)
        let packages = try (0..<200).map { _ in try CASEPackage(random.package()).published() }
        var instances = try Dictionary(grouping: packages, by: { _ in "official/case-v1p1-cfpackage.json" })
            .mapValues { try $0.map { try $0.data() } }
        instances["v1_1/case_v1p1_cfpackage-jsonschema1.json"] = instances.values.first
        try validate(instances)
    }

    @Test(.enabled(if: isPossible, "Needs ../shared/standards/case-1.1 and Python's jsonschema."))
    func `every answer that is not an object of CASE is a status of the specification`() throws {
        let answers = try CASEStatus.Code.allCases.map { try CASEStatus.body($0, "There is none.").data() }
        try validate(["v1_1/case_v1p1_imsx_statusinfo-jsonschema1.json": answers])
        let wrong = try CASEStatus.body(.serverBusy, "x").data()
        let bad = String(decoding: wrong, as: UTF8.self).replacing("server_busy", with: "busy")
        let result = try run(["v1_1/case_v1p1_imsx_statusinfo-jsonschema1.json": [Data(bad.utf8)]])
        #expect(result.status == 1)
    }

    private func expectValid(_ packages: [CASEPackage]) throws {
        var instances: [String: [Data]] = [:]
        func add(_ schema: String, _ json: JSON?) throws {
            let data = try #require(json).data()
            instances["v1_1/case_v1p1_\(schema)-jsonschema1.json", default: []].append(data)
        }
        for package in packages {
            try add("cfpackage", package.json)
            instances["official/case-v1p1-cfpackage.json", default: []].append(try package.data())
            try add("cfdocument", package.servedDocument)
            try add("cfdocumentset", ["CFDocuments": [package.servedDocument]])
            for item in package.items.compactMap({ $0["identifier"]?.string }) {
                try add("cfitem", package.item(item))
                try add("cfassociationset", package.itemAssociations(item))
            }
            for association in package.associations.compactMap({ $0["identifier"]?.string }) {
                try add("cfassociation", package.association(association))
            }
            for rubric in package.rubrics.compactMap({ $0["identifier"]?.string }) {
                try add("cfrubric", package.rubric(rubric))
            }
            for (collection, schema) in [
                ("CFItemTypes", "cfitemtypeset"), ("CFSubjects", "cfsubjectset"), ("CFConcepts", "cfconceptset"),
            ] {
                for found in package.json["CFDefinitions"]?[collection]?.array ?? [] {
                    try add(schema, package.definition(collection, found["identifier"]?.string ?? ""))
                }
            }
        }
        #expect(instances.count == 11)
        try validate(instances)
    }

    private func validate(_ instances: [String: [Data]]) throws {
        let result = try run(instances)
        #expect(result.status == 0, "\(result.output)")
    }

    private func run(_ instances: [String: [Data]]) throws -> (status: Int32, output: String) {
        let text = instances.map { name, list in
            "\"\(name)\":[\(list.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ","))]"
        }
        let script = CASESamples.package.appending(path: "Tests/CASETests/schemas.py")
        return try Python.run([script.path, Self.schemas.path], Data("{\(text.joined(separator: ","))}".utf8))
    }
}
