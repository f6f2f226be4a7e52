import Foundation
import HTTPTypes
import Testing

@testable import PriorService

/// The routes table is whole, and `/openapi.json` says what it says, both ways.
@Suite struct RouteCoverageTests {
    private let everything = Routes.all + Routes.demo

    @Test func `no two routes have one name, or one method and path`() {
        #expect(repeated(everything.map(\.name)) == [])
        #expect(
            repeated(
                everything.map { route in
                    let pattern = route.path.replacing(/\{\w+\}/, with: "{}")
                    return "\(route.method.rawValue) \(pattern)"
                }) == [])
    }

    @Test func `every route says in a sentence what it is for, and what it answers`() {
        for route in everything {
            #expect(route.says.count >= 8 && route.says.hasSuffix("."), "\(route.name): \(route.says)")
            #expect(!route.gives.isEmpty, "\(route.name) declares no answer")
            #expect(route.gives.allSatisfy { $0.status.code < 400 }, "\(route.name): a problem is no answer")
            #expect(route.name.wholeMatch(of: /[a-z][A-Za-z]+/) != nil, "\(route.name) is no name for a client's code")
            #expect(Set(route.parameters).count == route.parameters.count, "\(route.name): \(route.path)")
        }
    }

    /// The collections of 1EdTech CASE 1.1: the standard fixes their addresses to the letter.
    private static let pathsOfCASE = Set(
        [
            "CFDocuments", "CFPackages", "CFItems", "CFItemAssociations", "CFAssociations", "CFRubrics", "CFConcepts",
            "CFSubjects", "CFItemTypes", "CFLicenses", "CFAssociationGroupings",
        ].map { "/ims/case/v1p1/\($0)" })

    @Test func `a path is in lower case with hyphens, and its things are plural or the caller's own`() {
        for route in everything where !Self.pathsOfCASE.contains(route.path.replacing(/\/\{id\}$/, with: "")) {
            for part in route.path.split(separator: "/") where !part.hasPrefix("{") {
                #expect(part.wholeMatch(of: /[a-z0-9.-]+/) != nil, "\(route.path)")
            }
        }
    }

    @Test func `the document lists exactly the routes`() throws {
        let paths = try #require(document["paths"]?.object)
        var listed: Set<String> = []
        for member in paths.members {
            for operation in member.value.object?.members ?? [] { listed.insert("\(operation.key) \(member.key)") }
        }
        #expect(listed == Set(Routes.all.map { "\($0.method.rawValue.lowercased()) \($0.path)" }))
    }

    @Test func `every reference in the document leads somewhere, and nothing it leads to is empty`() throws {
        let schemas = try #require(document["components"]?["schemas"]?.object)
        var referred: Set<String> = []
        references(in: document, &referred)
        #expect(referred == Set(schemas.keys))
        for member in schemas.members {
            #expect(member.value["type"] == "object", "\(member.key) is no object")
            #expect(member.value["properties"]?.object?.members.isEmpty == false, "\(member.key) has no members")
        }
    }

    @Test func `every status a route declares stands in the document`() throws {
        for route in Routes.all {
            let operation = try #require(document["paths"]?[route.path]?[route.method.rawValue.lowercased()])
            let listed = Set((operation["responses"]?.object?.keys).map(Array.init) ?? [])
            let declared = route.gives.map(\.status) + route.problemStatuses
            #expect(listed == Set(declared.map { String($0.code) }), "\(route.name)")
            #expect(operation["operationId"]?.string == route.name)
            #expect((operation["security"] == nil) == (route.access == .anyone), "\(route.name)")
        }
    }

    private let document = OpenAPIDocument.document(of: Routes.all)

    private func repeated(_ texts: [String]) -> [String] {
        Dictionary(grouping: texts) { $0 }.filter { $1.count > 1 }.keys.sorted()
    }

    private func references(in value: JSONValue, _ found: inout Set<String>) {
        for item in value.array ?? [] { references(in: item, &found) }
        for member in value.object?.members ?? [] {
            if member.key == "$ref", let text = member.value.string {
                #expect(text.hasPrefix("#/components/schemas/"))
                found.insert(String(text.split(separator: "/").last ?? ""))
            }
            references(in: member.value, &found)
        }
    }
}
