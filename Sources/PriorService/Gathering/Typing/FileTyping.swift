import Assessment
public import Foundation
import MediaType
import Rubrics
import Sandbox

/// What `prior evidence type` does: the service's own verdicts over files that lie about, without a database.
public struct FileTyping: Sendable {
    private let typist: Typist
    private let accepted: AcceptedTypes
    private static let atOnce = 32

    /// Why there can be no verdicts at all, for the person at the terminal.
    public struct Failure: Error, CustomStringConvertible {
        /// One sentence.
        public let description: String
    }

    /// Which protections hold where files are looked at, in one line for the person at the terminal.
    public static func protections() -> String {
        do {
            return "Sandbox: \(try Protections.found().description)"
        } catch {
            return "Sandbox: none. \(error)"
        }
    }

    /// - Parameters:
    ///   - rubrics: the folder of frameworks, policies and units.
    ///   - policy: the policy to judge by, as `lesotho@1`.
    ///   - isApart: whether the files are looked at in the sandbox; otherwise in this process, to be measured against.
    /// - Throws: ``Failure``.
    public init(rubrics: URL, policy: String, isApart: Bool = true) throws {
        let library: RubricsLibrary
        do {
            library = try RubricsLibrary.load(rubrics)
        } catch {
            throw Failure(description: "The rubrics cannot be read: \(error)")
        }
        guard let key = DocumentKey(policy), let found = library.policies[key]?.value else {
            let there = library.policies.keys.map(\.description).sorted().joined(separator: ", ")
            throw Failure(description: "There is no policy \(policy); there are: \(there).")
        }
        accepted = AcceptedTypes(found.evidence)
        typist = Typist(lanes: max(2, ProcessInfo.processInfo.activeProcessorCount), isApart: isApart)
        do {
            try typist.start()
        } catch {
            throw Failure(description: "Files cannot be looked at: \(error)")
        }
    }

    /// One line for each file, in the order given, as soon as it is known: path, detected media type, verdict and rule, with
    /// tabs between. In a path a tab, a line's end and a backslash are written `\t`, `\n`, `\r` and `\\`.
    public func lines(for paths: [String], say: (String) -> Void) async {
        var start = 0
        while start < paths.count {
            let part = Array(paths[start..<min(start + Self.atOnce, paths.count)])
            let lines = await withTaskGroup(of: (Int, String).self) { group in
                for (index, path) in part.enumerated() {
                    group.addTask { (index, await line(for: path)) }
                }
                return await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
            }
            for index in part.indices { if let line = lines[index] { say(line) } }
            start += part.count
        }
    }

    private func line(for path: String) async -> String {
        let detection = (try? await typist.type(fileAt: path)) ?? .unreadable("it cannot be opened", size: 0)
        let verdict = accepted.judge(detection, fileName: URL(filePath: path).lastPathComponent)
        let type = verdict.accepted ?? detection.detected.canonical
        return [Self.escaped(path), type.description, verdict.word, verdict.rule?.code ?? "-"].joined(separator: "\t")
    }

    static func escaped(_ path: String) -> String {
        path.map { sign in
            switch sign {
            case "\\": "\\\\"
            case "\t": "\\t"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\r\n": "\\r\\n"
            default: String(sign)
            }
        }.joined()
    }
}
