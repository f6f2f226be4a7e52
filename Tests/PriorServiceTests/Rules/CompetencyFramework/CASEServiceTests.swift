import Assessment
import CASE
import Foundation
import HTTPTypes
import Rubrics
import Support
import Testing

@testable import PriorService

/// What a client of the CASE 1.1 service is given, held against the published schemas.
@Suite(.database) struct CASEServiceTests {
    private static let schemas = Stage.packageRoot.deletingLastPathComponent()
        .appending(path: "shared/standards/case-1.1/v1_1")
    private static let base = "/ims/case/v1p1"

    static var isPossible: Bool {
        FileManager.default.fileExists(atPath: schemas.path)
            && (try? Python.run(["-c", "import jsonschema"], Data()))?.status == 0
    }

    @Test(.enabled(if: isPossible, "Needs ../shared/standards/case-1.1 and Python's jsonschema."))
    func `every object that can be reached is valid against its schema`() async throws {
        try await Stage.run { stage in
            var answers: [String: [String]] = [:]
            func read(_ collection: String, _ identifier: String, _ schema: String) async throws -> JSONValue {
                let seen = try await stage.get("\(Self.base)/\(collection)/\(identifier)")
                #expect(seen.status == .ok, "\(collection) \(identifier): \(seen.text.prefix(200))")
                answers["case_v1p1_\(schema)-jsonschema1.json", default: []].append(seen.text)
                return seen.json
            }
            let list = try await stage.get("\(Self.base)/CFDocuments?limit=1000")
            answers["case_v1p1_cfdocumentset-jsonschema1.json"] = [list.text]
            let documents = try #require(list.json["CFDocuments"]?.array)
            let published = stage.resources.rubrics
            #expect(
                documents.count == published.frameworks.count + published.units.count + published.qualifications.count)
            #expect(list.headers[.totalCount] == "\(documents.count)")
            // Every document, and every part of one of each kind and set of definitions (not every framework has
            // domains): the parts of the others are made in the same way.
            var kinds: Set<String> = []
            var shapes: Set<[String]> = []
            for document in documents {
                let identifier = document["identifier"]?.string ?? ""
                _ = try await read("CFDocuments", identifier, "cfdocument")
                let package = try await read("CFPackages", identifier, "cfpackage")
                let kind = document["extensions"]?["prior"]?["kind"]?.string ?? ""
                kinds.insert(kind)
                let definitions = (package["CFDefinitions"]?.object?.members ?? []).map(\.key).sorted()
                guard shapes.insert([kind] + definitions).inserted else { continue }
                for (member, collection, schema) in [
                    ("CFItems", "CFItems", "cfitem"), ("CFItems", "CFItemAssociations", "cfassociationset"),
                    ("CFAssociations", "CFAssociations", "cfassociation"), ("CFRubrics", "CFRubrics", "cfrubric"),
                ] {
                    for object in package[member]?.array ?? [] {
                        _ = try await read(collection, object["identifier"]?.string ?? "", schema)
                    }
                }
                for (collection, schema) in [
                    ("CFConcepts", "cfconceptset"), ("CFSubjects", "cfsubjectset"), ("CFItemTypes", "cfitemtypeset"),
                ] {
                    for object in package["CFDefinitions"]?[collection]?.array ?? [] {
                        _ = try await read(collection, object["identifier"]?.string ?? "", schema)
                    }
                }
            }
            #expect(kinds.isSuperset(of: ["framework", "unit"]))
            for path in [
                "CFItems/none", "CFItems/\(UUID())", "CFLicenses/\(UUID())", "CFDocuments?sort=colour",
                "CFDocuments?limit=0",
                "CFDocuments?orderBy=up", "CFDocuments?fields=title,colour", "CFDocuments?filter=title",
                "CFDocuments?what=1",
                "CFDocuments?filter=title%3D'none'", "CFNothing/1",
            ] {
                let seen = try await stage.get("\(Self.base)/\(path)")
                #expect([400, 404].contains(seen.status.code), "\(path): \(seen.status)")
                answers["case_v1p1_imsx_statusinfo-jsonschema1.json", default: []].append(seen.text)
            }
            #expect(answers.count == 11)
            let text = answers.map { "\"\($0)\":[\($1.joined(separator: ","))]" }.joined(separator: ",")
            let script = Stage.packageRoot.appending(path: "Tests/CASETests/schemas.py")
            let result = try Python.run([script.path, Self.schemas.path], Data("{\(text)}".utf8))
            #expect(result.status == 0, "\(result.output)")
        }
    }

    @Test func `documents are paged, sorted, filtered and chosen from, and what a client has is not sent again`()
        async throws
    {
        try await Stage.run { stage in
            let all = try await stage.get("\(Self.base)/CFDocuments?limit=3&sort=title&orderBy=desc")
            let titles = (all.json["CFDocuments"]?.array ?? []).compactMap { $0["title"]?.string }
            #expect(titles.count == 3 && titles == titles.sorted(by: >))
            let links = try #require(all.headers[.link])
            #expect(links.contains("offset=3>; rel=\"next\"") && links.contains("sort=title"))
            #expect(links.contains("rel=\"last\"") && !links.contains("rel=\"prev\""))
            let next = try await stage.get("\(Self.base)/CFDocuments?limit=3&offset=3&sort=title&orderBy=desc")
            let later = (next.json["CFDocuments"]?.array ?? []).compactMap { $0["title"]?.string }
            #expect((later.first ?? "") <= (titles.last ?? "") && next.headers[.link]?.contains("rel=\"prev\"") == true)
            let bricks = try await stage.get(
                "\(Self.base)/CFDocuments?filter=title~'BRICK'%20AND%20adoptionStatus='Adopted'&fields=title")
            let found = try #require(bricks.json["CFDocuments"]?.array)
            #expect(!found.isEmpty && found.allSatisfy { $0["title"]?.string?.contains("rick") == true })
            #expect(found.allSatisfy { $0["extensions"] == nil && $0["identifier"] != nil })
            let identifier = found.first?["identifier"]?.string ?? ""
            let package = try await stage.get("\(Self.base)/CFPackages/\(identifier)")
            let known = try await stage.get(
                "\(Self.base)/CFPackages/\(identifier)", headers: [.ifNoneMatch: package.version])
            #expect(known.status == .notModified && known.bytes.isEmpty)
        }
    }

    @Test func `what is published through the API is served, and a package gives the document back`() async throws {
        try await Stage.run { stage in
            let desk = try await Desk.open(on: stage)
            try await desk.published(["kind": "unit", "from": "bricklaying-trade-test@1", "id": "walls"]) {
                $0["title"] = "Walls of every kind"
            }
            let found = try await stage.get("\(Self.base)/CFDocuments?filter=title='Walls%20of%20every%20kind'")
            let identifier = try #require(found.json["CFDocuments"]?[0]?["identifier"]?.string)
            let seen = try await stage.get("\(Self.base)/CFPackages/\(identifier)")
            let document = try #require(CASEPackage(Data(seen.bytes)).priorDocument())
            let text = String(decoding: try document.data(), as: UTF8.self)
            let read = try RubricsLibrary.load(Stage.packageRoot.appending(path: "rubrics"))
                .adding([RubricsLibrary.File(name: "walls", json: text)])
            let shown = try await stage.get("/api/units/walls@2")
            #expect(
                read.units.values.first { $0.key.id == "walls" }?.fingerprint.rawValue
                    == shown.json["fingerprint"]?.string)
        }
    }
}
