import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct PagesTests {
    @Test func `photos become pages of one document, whose links keep up with their order`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            var photos: [String] = []
            for _ in 0..<4 { photos.append(try await stage.evidence(in: work.portfolio, as: work.lerato)) }
            let document = "/api/evidence/\(photos[0])"
            let notes = [("drawing", "The plan."), ("drawing", "Its back."), ("quantities", "The list.")]
            for (photo, (criterion, note)) in zip(photos, notes) {
                _ = try await stage.must(
                    .post, "/api/evidence/\(photo)/links",
                    ["claim": .string(work.claims[0]), "criterion": .string(criterion), "note": .string(note)],
                    as: work.lerato)
            }
            var version = try await stage.get(document, as: work.lerato).version
            let arranged = try await stage.arrange([photos[1], photos[2]], of: photos[0], version, as: work.lerato)
            #expect(arranged.status == .ok, "\(arranged.text)")
            #expect(arranged.json["pages"]?.array?.compactMap(\.string) == [photos[1], photos[2]])
            #expect(arranged.linked == ["drawing - The plan.\nPage 2: Its back.", "quantities 3 The list."])
            let page = try await stage.get("/api/evidence/\(photos[2])", as: work.lerato)
            #expect(
                page.json["pageOf"]?.string == photos[0] && page.json["page"] == 3 && page.json["links"]?.array == [])
            let linked = try await stage.post(
                "/api/evidence/\(photos[2])/links",
                ["claim": .string(work.claims[0]), "criterion": "bond"], as: work.lerato)
            #expect(linked.problem == "evidence-is-page" && linked.json["page"] == 3)

            let turned = try await stage.arrange(
                [photos[3], photos[2], photos[1]], of: photos[0], arranged.version, as: work.lerato)
            #expect(turned.linked.contains("quantities 3 The list."))
            let moved = try await stage.arrange([photos[2], photos[3]], of: photos[0], turned.version, as: work.lerato)
            #expect(moved.linked.contains("quantities 2 The list."))
            let left = try await stage.arrange([photos[3]], of: photos[0], moved.version, as: work.lerato)
            #expect(left.linked.count == 1)
            #expect(
                try await stage.get("/api/evidence/\(photos[2])", as: work.lerato).linked == ["quantities - The list."])

            version = left.version
            #expect(
                try await stage.arrange([photos[1]], of: photos[0], "\"1\"", as: work.lerato).problem
                    == "version-mismatch")
            let wrong = try await stage.arrange(
                [photos[0], photos[1], photos[1], work.evidence[0]], of: photos[0], version, as: work.lerato)
            #expect(wrong.faults == ["/pages/0 document", "/pages/2 twice", "/pages/3 notPicture"])
            let foreign = try await stage.arrange([work.claims[0]], of: photos[0], version, as: work.lerato)
            #expect(foreign.faults == ["/pages/0 unknown"])
            let text = try await stage.arrange([photos[1]], of: work.evidence[0], version, as: work.lerato)
            #expect(text.problem == "not-a-document")
        }
    }

    @Test func `a page that is taken out leaves no gap, and a document goes with its pages`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            var photos: [String] = []
            for _ in 0..<4 { photos.append(try await stage.evidence(in: work.portfolio, as: work.lerato)) }
            let document = "/api/evidence/\(photos[0])"
            let version = try await stage.get(document, as: work.lerato).version
            _ = try await stage.arrange(Array(photos[1...]), of: photos[0], version, as: work.lerato)
            #expect(try await stage.delete("/api/evidence/\(photos[1])", as: work.lerato).status == .noContent)
            #expect(try await stage.get(document, as: work.lerato).json["pages"]?.array?.count == 2)
            #expect(try await stage.get("/api/evidence/\(photos[3])", as: work.lerato).json["page"] == 3)
            #expect(try await stage.delete(document, as: work.lerato).status == .noContent)
            #expect(try await stage.get("/api/evidence/\(photos[3])", as: work.lerato).status == .notFound)
            let usage = try await stage.get("/api/portfolios/\(work.portfolio)/usage", as: work.lerato)
            #expect(usage.json["usedItems"] == 2, "\(usage.text)")
        }
    }

    @Test func `form, words and language of an item are said, and pinned when it is handed in`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let path = "/api/evidence/\(work.evidence[0])"
            let read = try await stage.get(path, as: work.lerato)
            #expect(read.json["form"] == "file" && read.json["transcript"] == nil)
            let transcript: JSONValue = ["text": "Ke hahile lebota lena.", "language": "ST", "by": "learner"]
            let changed = try await stage.patch(
                path,
                [
                    "form": "scanOfPaper", "alternativeText": "A plan of a wall.", "language": "en-ls",
                    "transcript": transcript,
                ], as: work.lerato, headers: [.ifMatch: read.version])
            #expect(changed.status == .ok, "\(changed.text)")
            #expect(changed.json["form"] == "scanOfPaper" && changed.json["language"] == "en-LS")
            #expect(changed.json["transcript"]?["language"] == "st")
            for (body, fault) in [
                (["language": "Sesotho"], "/language language"),
                (["transcript": ["text": "x", "language": "?", "by": "learner"]], "/transcript/language language"),
                (["transcript": ["text": "x", "language": "st", "by": "nobody"]], "/transcript/by choice"),
                (["form": "record"], "/form choice"),
            ] as [(JSONValue, String)] {
                let seen = try await stage.patch(path, body, as: work.lerato, headers: [.ifMatch: changed.version])
                #expect(seen.faults == [fault], "\(seen.text)")
            }
            let bad = try await stage.upload(
                Samples.png, to: work.portfolio, as: work.lerato, "?fileName=a.png&language=Sesotho")
            #expect(bad.problem == "invalid-query")
            let submission = try await work.admitted()
            _ = try await work.seated(submission, work.ben, "first")
            let shown = try await stage.get("/api/submissions/\(submission)", as: work.ben).json["evidence"]?.array?
                .first { $0["id"]?.string == path.split(separator: "/").last.map(String.init) }
            #expect(shown?["transcript"]?["text"] == "Ke hahile lebota lena." && shown?["form"] == "scanOfPaper")
            let manifest = try await stage.get("/api/submissions/\(submission)/manifest", as: work.lerato).json
            #expect(
                manifest["evidence"]?.array?.contains { $0["alternativeText"] == "A plan of a wall." } == true)
        }
    }
}

extension Stage {
    fileprivate func arrange(
        _ pages: [String], of document: String, _ version: String, as who: Actor
    ) async throws -> Seen {
        try await put(
            "/api/evidence/\(document)/pages", ["pages": .array(pages.map(JSONValue.string))], as: who,
            headers: [.ifMatch: version])
    }
}

extension Seen {
    /// The links of an item, as `criterion page note`.
    fileprivate var linked: [String] {
        (json["links"]?.array ?? []).map { link in
            let page = link["page"]?.int.map(String.init) ?? "-"
            return "\(link["criterion"]?.string ?? "") \(page) \(link["note"]?.string ?? "")"
        }.sorted()
    }
}
