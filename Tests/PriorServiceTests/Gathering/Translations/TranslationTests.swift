import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct TranslationTests {
    @Test func `a translation stands beside the original, as words or as a file, and is read with it blind`()
        async throws
    {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let original = work.evidence[0]
            let path = "/api/evidence/\(original)/translations"
            let words = try await stage.post(
                path,
                [
                    "language": "EN", "text": "I built this wall.", "translatorName": "Lerato Mokoena",
                    "relation": "self",
                ],
                as: work.lerato)
            #expect(words.status == .created && words.json["language"] == "en", "\(words.text)")
            let file = try await stage.evidence(in: work.portfolio, as: work.lerato)
            let sworn = try await stage.post(
                path,
                ["language": "fr", "item": .string(file), "translatorName": "P. Nkosi, sworn", "relation": "sworn"],
                as: work.lerato)
            #expect(sworn.status == .created, "\(sworn.text)")
            #expect(
                try await stage.get("/api/evidence/\(file)", as: work.lerato).json["translationOf"]?.string == original)
            let linked = try await stage.post(
                "/api/evidence/\(file)/links",
                ["claim": .string(work.claims[0]), "criterion": "drawing"], as: work.lerato)
            #expect(linked.problem == "evidence-is-translation")
            for (body, fault) in [
                (["text": "x", "item": .string(file)], " text-or-item"), ([:], " text-or-item"),
                (["item": .string(file)], "/item taken"), (["item": .string(work.evidence[1])], "/item taken"),
                (["item": .string(original)], "/item unknown"),
            ] as [(JSONValue, String)] {
                var whole: JSONValue = ["language": "en", "translatorName": "X", "relation": "friend"]
                for member in body.object?.members ?? [] { whole[member.key] = member.value }
                #expect(try await stage.post(path, whole, as: work.lerato).faults == [fault])
            }
            let submission = try await work.admitted()
            _ = try await work.seated(submission, work.ben, "first")
            let shown = try await stage.get("/api/submissions/\(submission)", as: work.ben)
            let items = shown.json["evidence"]?.array ?? []
            #expect(items.count == 2, "the translated file stands beside its original only")
            let beside = items.first { $0["id"]?.string == original }?["translations"]?.array ?? []
            #expect(
                beside.map { $0["relation"] } == ["self", "sworn"]
                    || beside.map { $0["relation"] } == ["sworn", "self"])
            #expect(!shown.text.contains("Lerato Mokoena") && shown.text.contains("P. Nkosi, sworn"))
            let listed = try await stage.get(path, as: work.ben)
            #expect(
                listed.items.count == 2 && !listed.text.contains("Mokoena") && !listed.text.contains(work.lerato.id))
            try await stage.lookIntoAll()
            #expect(try await stage.get("/api/evidence/\(file)/content", as: work.ben).status == .ok)
            let gone = try await stage.delete("/api/translations/\(words.id)", as: work.lerato)
            #expect(gone.problem == "portfolio-not-open")
        }
    }

    @Test func `a translation is taken away again, alone or with its original`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let original = try await stage.evidence(in: work.portfolio, as: work.lerato)
            let file = try await stage.evidence(in: work.portfolio, as: work.lerato)
            let path = "/api/evidence/\(original)/translations"
            let body: JSONValue = [
                "language": "en", "item": .string(file), "translatorName": "DeepTranslate", "relation": "machine",
            ]
            let made = try await stage.post(path, body, as: work.lerato)
            let thabo = try await stage.person("Thabo")
            #expect(try await stage.delete("/api/translations/\(made.id)", as: thabo).status == .notFound)
            #expect(try await stage.delete("/api/translations/\(made.id)", as: work.lerato).status == .noContent)
            #expect(try await stage.delete("/api/translations/\(made.id)", as: work.lerato).status == .notFound)
            #expect(try await stage.get("/api/evidence/\(file)", as: work.lerato).json["translationOf"] == nil)
            #expect(try await stage.post(path, body, as: work.lerato).status == .created)
            #expect(try await stage.delete("/api/evidence/\(original)", as: work.lerato).status == .noContent)
            #expect(try await stage.get("/api/evidence/\(file)", as: work.lerato).status == .notFound)
        }
    }
}
