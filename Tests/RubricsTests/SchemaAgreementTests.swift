import Foundation
import Rubrics
import Testing

/// The loader refuses what the JSON Schemas refuse; `schemas.py` in this folder shows the same of the schemas.
@Suite struct SchemaAgreementTests {
    @Test(arguments: [
        ("framework", "frameworks/eqf@1.yaml"), ("policy", "policies/lesotho@3.yaml"),
        ("unit", "units/housekeeping-supervision@1.yaml"),
    ])
    func `the loader takes no unknown key and misses each key that its schema requires`(
        kind: String, file: String
    ) throws {
        let rubrics = Samples.package.appending(path: "rubrics")
        let library = try RubricsLibrary.load(rubrics)
        let frameworks =
            library.frameworks.values.map { RubricsLibrary.File(name: "framework", text: $0.json) }
            + library.calendars.values.map { RubricsLibrary.File(name: "calendar", text: $0.json) }
        let path = rubrics.appending(path: file).path
        let texts =
            library.frameworks.values.filter { $0.file == path }.map(\.json)
            + library.policies.values.filter { $0.file == path }.map(\.json)
            + library.units.values.filter { $0.file == path }.map(\.json)
        let document = try JSONSerialization.jsonObject(with: Data(try #require(texts.first).utf8))

        let wrong = withUnknownKeys(document) + (try withoutRequiredKeys(document, schema: kind))
        #expect(wrong.count > 20)
        for changed in wrong {
            let text = String(decoding: try JSONSerialization.data(withJSONObject: changed), as: UTF8.self)
            let files = [RubricsLibrary.File(name: "x", text: text)] + (kind == "framework" ? [] : frameworks)
            #expect(throws: RubricsError.self) { try RubricsLibrary.load(files) }
        }
    }

    private func withUnknownKeys(_ value: Any) -> [Any] {
        if let map = value as? [String: Any] {
            let here: [Any] = [map.merging(["unknownKey": "x"]) { $1 }]
            return here
                + map.flatMap { key, item in
                    withUnknownKeys(item).map { changed in map.merging([key: changed]) { $1 } as Any }
                }
        }
        guard let list = value as? [Any] else { return [] }
        return list.enumerated().flatMap { index, item in
            withUnknownKeys(item).map { changed in
                var copy = list
                copy[index] = changed
                return copy as Any
            }
        }
    }

    private func withoutRequiredKeys(_ document: Any, schema kind: String) throws -> [Any] {
        let file = Samples.package.appending(path: "rubrics/schemas/\(kind).schema.json")
        let schema = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        let required = try #require(schema["required"] as? [String])
        let map = try #require(document as? [String: Any])
        return required.map { key in map.filter { $0.key != key } }
    }
}
