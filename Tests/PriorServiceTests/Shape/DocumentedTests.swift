import Foundation
import Testing

@testable import PriorService

/// What the documents list is what there is, both ways.
@Suite struct DocumentedTests {
    @Test func `the configuration document lists exactly the settings`() throws {
        let rows = try table(in: "docs/configuration.md")
        let there = SettingKey.all.map { ["`\($0.variable)`", "`\($0.path)`", $0.standard, $0.meaning] }
        #expect(rows.count == there.count)
        for row in there { #expect(rows.contains(row), "docs/configuration.md lacks: | \(row.joined(separator: " | ")) |") }
        for row in rows { #expect(there.contains(row), "No such setting: \(row)") }
    }

    @Test func `every setting is named once`() {
        #expect(Set(SettingKey.all.map(\.variable)).count == SettingKey.all.count)
        #expect(Set(SettingKey.all.map(\.path)).count == SettingKey.all.count)
    }

    @Test func `the document of problems lists exactly those the service has`() throws {
        let rows = try table(in: "docs/api/problems.md")
        #expect(rows.allSatisfy { $0.count == 4 && !$0[2].isEmpty && !$0[3].isEmpty }, "name, status, meaning, what to do")
        let listed = rows.map { $0[0].replacing("`", with: "") }
        #expect(listed == listed.sorted(), "The names are sorted, so that one is found.")
        let made = try used()
        #expect(Set(listed).subtracting(made).sorted() == [], "listed, and nowhere in Sources")
        #expect(made.subtracting(listed).sorted() == [], "in Sources, and not listed")
    }

    @Test func `a problem has one status wherever it is made`() throws {
        var statuses: [String: Set<String>] = [:]
        for file in try SourceFile.all(in: "Sources/PriorService") {
            for match in file.text.matches(of: /Problem\(\s*\.(\w+),\s*"([a-z0-9-]+)"/) {
                statuses[String(match.2), default: []].insert(String(match.1))
            }
        }
        for (name, found) in statuses { #expect(found.count == 1, "\(name) is \(found.sorted())") }
    }

    /// The rows of the first table of a Markdown file, without its head; a cell is the text between two bars.
    private func table(in path: String) throws -> [[String]] {
        let lines = try SourceFile.read(path).lines.drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
        return lines.dropFirst(2).map { line in
            line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    /// The names in `Problem(.status, "name"`, `.conflict("name"` and, as RFC 6749 spells them, `.oauth("name"`.
    private func used() throws -> Set<String> {
        let pattern = /(?:Problem\(\s*(?:[\w.]+|\.init\([^)]*\)),|conflict\(|oauth\()\s*"([a-z0-9_-]+)"/
        var names: Set<String> = []
        for file in try SourceFile.all(in: "Sources/PriorService") {
            for match in file.text.matches(of: pattern) { names.insert(String(match.1).replacing("_", with: "-")) }
        }
        return names
    }
}
