import Foundation

/// The repository's own files as text, for tests that hold the code against its documents.
struct SourceFile {
    /// From the package's root, `Sources/Assessment/…`.
    var path: String
    var text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// The modules a Swift file imports.
    var imports: [String] {
        lines.compactMap { line in
            line.firstMatch(
                of: /^(?:@testable )?(?:public |package |internal |private )?import (?:struct |enum |class )?(\w+)/
            )
            .map { String($0.1) }
        }
    }

    static func all(in folder: String, ending: String = ".swift") throws -> [SourceFile] {
        let root = Stage.packageRoot.appending(path: folder)
        let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(ending) }.sorted().map { try read("\(folder)/\($0)") }
    }

    static func read(_ path: String) throws -> SourceFile {
        let text = try String(contentsOf: Stage.packageRoot.appending(path: path), encoding: .utf8)
        return SourceFile(path: path, text: text)
    }
}
