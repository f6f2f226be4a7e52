import Assessment
import Foundation

/// The words of one language, from one file of `messages/`: `en.json` is English. A language is added by adding its file.
///
/// The file of English has everything. Another may leave out what nobody has written in it yet; that is then English.
struct Catalogue: Sendable, Equatable {
    /// A text with blanks, as `{until}`.
    struct Text: Codable, Sendable, Equatable {
        var subject: String
        var body: String
    }

    /// How a mail begins and ends, and what a digest is called.
    struct Frame: Codable, Sendable, Equatable {
        var greeting: String
        /// Before the address of the service.
        var link: String
        var closing: String
        /// The subject of a mail that brings several: `{count}` of them.
        var digest: String
    }

    /// BCP 47.
    var language: String
    /// The language's own name.
    var name: String
    /// What the file does not say, for whoever goes on with it.
    var note: String?
    var frame: Frame?
    /// As `{day} {month} {year}`.
    var date: String?
    /// The twelve months.
    var months: [String]?
    /// The steps of a case, by the names of their clocks.
    var steps: [String: String]
    /// The texts, by their kinds.
    var messages: [String: Text]
}

extension Catalogue: Codable {}

/// Why a file of messages cannot be used.
struct CatalogueFault: Error, CustomStringConvertible {
    var file: String
    var says: String
    var description: String { "\(file): \(says)" }
}

extension Catalogue {
    /// What is wrong with it.
    /// - Parameter isWhole: whether it must have everything, as English must.
    func faults(isWhole: Bool) -> [String] {
        var faults: [String] = []
        let kinds = Set(NoticeKind.allCases.map(\.rawValue))
        for key in messages.keys.sorted() where !kinds.contains(key) {
            faults.append("there is no message `\(key)`")
        }
        for key in steps.keys.sorted() where CaseClock(rawValue: key) == nil {
            faults.append("there is no step `\(key)`")
        }
        if let months, months.count != 12 { faults.append("`months` has \(months.count), not 12") }
        if (date == nil) != (months == nil) { faults.append("`date` and `months` go together") }
        for kind in NoticeKind.allCases {
            guard let text = messages[kind.rawValue] else {
                if isWhole { faults.append("`\(kind.rawValue)` is missing") }
                continue
            }
            let used = Set((text.subject + text.body).blanks)
            let wanted = Set(kind.blanks.map(\.rawValue))
            for blank in used.subtracting(wanted).sorted() {
                faults.append("`\(kind.rawValue)` has {\(blank)}, which it is not given")
            }
            for blank in wanted.subtracting(used).sorted() {
                faults.append("`\(kind.rawValue)` does not say {\(blank)}")
            }
            if text.subject.contains(where: \.isNewline) { faults.append("`\(kind.rawValue)`: a subject is one line") }
        }
        if isWhole {
            if frame == nil { faults.append("`frame` is missing") }
            if months == nil { faults.append("`months` is missing") }
            for clock in CaseClock.allCases where steps[clock.rawValue] == nil {
                faults.append("the step `\(clock.rawValue)` is missing")
            }
        }
        if let frame, frame.digest.blanks != ["count"] { faults.append("`frame.digest` says {count} once") }
        return faults
    }
}

extension String {
    /// The names in braces, in order.
    var blanks: [String] { matches(of: /\{([a-z]+)\}/).map { String($0.1) } }

    /// The text with its blanks filled in.
    func filled(_ words: [String: String]) -> String {
        replacing(/\{([a-z]+)\}/) { words[String($0.1)] ?? String($0.0) }
    }
}
