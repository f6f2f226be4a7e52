import Foundation
import Testing

/// Text that was looked at and kept. A test compares what it makes now; `make goldens` writes it anew, and the change is
/// then seen in the diff.
enum Golden {
    static var isRecording: Bool { ProcessInfo.processInfo.environment["PRIOR_RECORD_GOLDENS"] == "1" }

    /// - Parameter path: from the package's root.
    static func expect(_ text: String, at path: String) throws {
        let file = Stage.packageRoot.appending(path: path)
        if isRecording {
            try Data(text.utf8).write(to: file)
            return
        }
        let kept = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let difference = text.split(separator: "\n").difference(from: kept.split(separator: "\n"))
        let lines = difference.prefix(40).map { change in
            switch change {
            case .insert(_, let line, _): "now:  \(line)"
            case .remove(_, let line, _): "kept: \(line)"
            }
        }
        let said = lines.joined(separator: "\n")
        #expect(text == kept, "\(path) says something else. If the change is meant, run `make goldens`.\n\(said)")
    }
}
