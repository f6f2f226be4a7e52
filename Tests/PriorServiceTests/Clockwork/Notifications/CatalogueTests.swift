import Foundation
import Testing

@testable import PriorService

struct CatalogueTests {
    private let folder = Stage.packageRoot.appending(path: "Sources/PriorService/Clockwork/Notifications/Messages")

    @Test func `every catalogue has its keys, its blanks and nothing else; English has everything`() throws {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(files.count >= 2)
        for file in files {
            let catalogue = try StrictJSON.decode(Catalogue.self, from: Array(try Data(contentsOf: file)))
            #expect(catalogue.faults(isWhole: catalogue.language == "en") == [], "\(file.lastPathComponent)")
        }
        #expect(try Catalogues(folder).languages == ["en", "st"])
    }

    @Test func `a missing key, a blank too many or too few and a message nobody sends are each named`() throws {
        var english = try StrictJSON.decode(
            Catalogue.self, from: Array(try Data(contentsOf: folder.appending(path: "en.json"))))
        english.messages["work.waiting"] = nil
        english.messages["results.released"]?.body = "Until {until}, {learner}."
        english.messages["grade.given"] = .init(subject: "A", body: "B")
        english.messages["step.overdue"]?.subject = "Two\nlines"
        english.months?.removeLast()
        #expect(
            Set(english.faults(isWhole: true)) == [
                "`work.waiting` is missing", "`results.released` has {learner}, which it is not given",
                "`results.released` does not say {institution}", "there is no message `grade.given`",
                "`step.overdue`: a subject is one line", "`months` has 11, not 12",
            ])
    }

    @Test func `a language is added by adding its file, and one with a fault stops the start by name`() throws {
        let own = FileManager.default.temporaryDirectory.appending(path: "prior-messages-\(UUID())")
        try FileManager.default.copyItem(at: folder, to: own)
        defer { try? FileManager.default.removeItem(at: own) }
        let french = #"{"language": "fr", "name": "français", "steps": {}, "messages": {}}"#
        try Data(french.utf8).write(to: own.appending(path: "fr.json"))
        #expect(try Catalogues(own).languages == ["en", "fr", "st"])
        let wrong = #"{"language": "de", "name": "français", "steps": {"x": "y"}, "messages": {}}"#
        try Data(wrong.utf8).write(to: own.appending(path: "fr.json"))
        let fault = #expect(throws: CatalogueFault.self) { try Catalogues(own) }
        #expect(fault?.description == "fr.json: there is no step `x`; `language` is not the file's name")
    }
}
