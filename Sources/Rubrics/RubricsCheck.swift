public import Foundation

/// Checks files of rubrics for a person who writes them.
public enum RubricsCheck {
    /// Every fault in a file, or in all files of a folder that has `frameworks`, `policies` and `units` in it.
    ///
    /// A single file is held against the other documents of its `rubrics` folder where it lies in one; only its own
    /// faults are reported. Throws `unreadable` where there is nothing to check.
    public static func check(_ path: URL) throws(RubricsError) -> [Fault] {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path.path, isDirectory: &isDirectory) else {
            throw .unreadable(path: path.path, reason: "There is no such file or folder.")
        }
        if isDirectory.boolValue {
            return Drafts(try RubricsLibrary.files(under: path)).check()
        }
        let file = try RubricsLibrary.file(path)
        let folder = path.absoluteURL.deletingLastPathComponent()
        let others: [RubricsLibrary.File]
        if DocumentKind.allCases.contains(where: { $0.folder == folder.lastPathComponent }) {
            let name = path.lastPathComponent
            others = try RubricsLibrary.files(under: folder.deletingLastPathComponent())
                .filter { !$0.name.hasSuffix("/\(folder.lastPathComponent)/\(name)") }
        } else {
            others = []
        }
        return Drafts(others + [file]).check().filter { $0.file == file.name }
    }
}
