import Assessment
import Foundation
import Rubrics
import Testing

@Suite struct LoadingTests {
    @Test func `comments and layout do not change a fingerprint, a word does`() throws {
        let plain = try fingerprint(Samples.framework)
        let quoted = Samples.framework.replacing("name: Two steps", with: "name:   'Two steps'  # so")
        let laidOut = "# A comment\n" + quoted
        #expect(try fingerprint(laidOut) == plain)
        let reordered = Samples.framework.replacing("id: two-steps\n", with: "").appending("\nid: two-steps\n")
        #expect(try fingerprint(reordered) == plain)
        #expect(try fingerprint(Samples.framework.replacing("Knows a little", with: "Knows little")) != plain)
        #expect(try fingerprint(Samples.framework.replacing("value: 10,", with: "value: 10.0,")) == plain)
    }

    @Test func `a fingerprint is the SHA-256 of the canonical JSON without its status`() throws {
        let library = try RubricsLibrary.load([.init(name: "x", text: Samples.framework)])
        let document = try #require(library.frameworks.values.first)
        #expect(document.json.hasPrefix(#"{"authority":"Nobody","creditSystem":{"hoursPerCredit":{"source":"own","#))
        #expect(!document.json.contains("\n"))
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(document.json.replacing(#""status":"published","#, with: "").utf8).write(to: file)
        #expect(try sha256sum(file) == document.fingerprint.rawValue)
    }

    @Test func `superseding a version does not change its fingerprint`() throws {
        let superseded = Samples.framework.replacing("status: published", with: "status: superseded")
        #expect(try fingerprint(superseded) == fingerprint(Samples.framework))
    }

    @Test func `two files of one version are refused`() throws {
        let files = [
            RubricsLibrary.File(name: "a", text: Samples.framework),
            RubricsLibrary.File(name: "b", text: Samples.framework),
        ]
        let error = try #require(throws: RubricsError.self) { try RubricsLibrary.load(files) }
        #expect(
            error.description
                == "b:3:10: version: Another file holds framework two-steps@1 already. Give this one the next version.")
    }

    @Test(arguments: [
        ("", "x:1:1: The file is empty. Write one YAML document."),
        (
            "just words",
            "x:1:1: The document does not say what it is. Start it with \"kind:\" and one of: framework, policy, unit, qualification, crosswalk, calendar."
        ),
        ("kind: unit\n? [a]\n: b", "x:2:3: A key is not a text. Write a plain word."),
    ])
    func `what is no document at all is said to be none`(text: String, says: String) throws {
        let error = try #require(throws: RubricsError.self) { try RubricsLibrary.load([.init(name: "x", text: text)]) }
        #expect(error.description == says)
    }

    @Test func `aliases cannot blow a small file up`() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for i in 1...12 {
            let aliases = Array(repeating: "*a\(i - 1)", count: 10).joined(separator: ", ")
            text += "a\(i): &a\(i) [\(aliases)]\n"
        }
        let error = try #require(throws: RubricsError.self) { try RubricsLibrary.load([.init(name: "x", text: text)]) }
        #expect(error.description.hasSuffix("The document has more than 50000 values. Write less, and use no aliases."))
    }

    @Test func `a folder that is not there is said to be not there`() throws {
        let nowhere = URL(filePath: "/nonexistent/rubrics")
        #expect(throws: RubricsError.self) { try RubricsLibrary.load(nowhere) }
        let error = try #require(throws: RubricsError.self) { try RubricsCheck.check(nowhere) }
        #expect(error.description == "/nonexistent/rubrics: There is no such file or folder.")
    }

    @Test func `one file is checked against the others of its folder, and only its own faults are told`() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: root) }
        for folder in ["frameworks", "policies", "units"] {
            try FileManager.default.createDirectory(
                at: root.appending(path: folder), withIntermediateDirectories: true)
        }
        let unit = root.appending(path: "units/knots@1.yaml")
        try Data(Samples.framework.utf8).write(to: root.appending(path: "frameworks/two-steps@1.yaml"))
        try Data(Samples.unit.utf8).write(to: unit)
        try Data("kind: unit".utf8).write(to: root.appending(path: "units/broken@1.yaml"))
        #expect(try RubricsCheck.check(unit) == [])
        #expect(try RubricsCheck.check(root).allSatisfy { $0.file.hasSuffix("/units/broken@1.yaml") })
        try Data(Samples.unit.replacing("level: 1\n", with: "level: 9\n").utf8).write(to: unit)
        let faults = try RubricsCheck.check(unit)
        #expect(faults.map(\.path) == ["level"])
        #expect(faults.map(\.line) == [10])
        try FileManager.default.moveItem(at: unit, to: root.appending(path: "policies/knots@1.yaml"))
        #expect(try RubricsCheck.check(root.appending(path: "policies/knots@1.yaml")).map(\.path) == ["kind", "level"])
    }

    private func fingerprint(_ framework: String) throws -> Fingerprint {
        let library = try RubricsLibrary.load([.init(name: "x", text: framework)])
        return try #require(library.frameworks.values.first).fingerprint
    }

    private func sha256sum(_ file: URL) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/sha256sum")
        process.arguments = [file.path]
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: output.prefix(64), as: UTF8.self)
    }
}
