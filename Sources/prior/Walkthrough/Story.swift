import Foundation

/// Tells what happens, line by line: who does what, and below it what they see. Colour only on a terminal.
struct Story: Sendable {
    /// Whether nothing is to be told: for what the listener has heard already.
    var isHushed = false
    private let hasColour = isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    private static let width = 108
    private static let margin = 12

    private enum Ink: String {
        case bold = "\u{1B}[1m"
        case dim = "\u{1B}[2m"
        case red = "\u{1B}[31m"
        case title = "\u{1B}[1;36m"
    }

    /// A new part of the story.
    func act(_ title: String) {
        tell("")
        tell(ink(.title, title))
        tell(ink(.dim, String(repeating: "─", count: Self.width)))
    }

    /// How to read what follows.
    func legend() {
        does("", "Each line is a person and what they do through the HTTP API;")
        mark("→", "is what they see of it, and", nil)
        mark("✗", "is what the service will not do, and why.", .red)
    }

    /// Someone does something.
    func does(_ who: String, _ what: String) {
        let lines = wrapped(what)
        tell(ink(.bold, who.padded(to: Self.margin)) + (lines.first ?? ""))
        lines.dropFirst().forEach { tell(indent + $0) }
    }

    /// What is seen of it.
    func sees(_ what: String) { mark("→", what, nil) }

    /// What the service would not do, and why.
    func refused(_ refusal: Refusal) { mark("✗", "\(refusal.status) \(refusal.type): \(refusal.detail)", .red) }

    /// Lines as they are, below one another.
    func table(_ rows: [[String]]) {
        guard let columns = rows.map(\.count).max() else { return }
        let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        for (index, row) in rows.enumerated() {
            let line = "  " + zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
            let end = line.lastIndex { $0 != " " } ?? line.startIndex
            tell(index == 0 ? ink(.bold, String(line[...end])) : String(line[...end]))
        }
    }

    private func mark(_ sign: String, _ what: String, _ colour: Ink?) {
        for (index, line) in wrapped(what, narrower: 2).enumerated() {
            tell(indent + ink(colour ?? .dim, index == 0 ? "\(sign) " : "  ") + (colour.map { ink($0, line) } ?? line))
        }
    }

    private var indent: String { String(repeating: " ", count: Self.margin) }

    private func ink(_ ink: Ink, _ text: String) -> String {
        hasColour && !text.isEmpty ? "\(ink.rawValue)\(text)\u{1B}[0m" : text
    }

    private func wrapped(_ text: String, narrower: Int = 0) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            if !line.isEmpty, line.count + 1 + word.count > Self.width - Self.margin - narrower {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return lines + [line]
    }

    private func tell(_ text: String) {
        guard !isHushed else { return }
        say(text)
    }
}

extension String {
    /// The first digits of a digest, enough to know it again.
    var short: String { "\(prefix(12))…" }

    /// The word after a count, as `1 claim` and `2 claims`.
    func counted(_ count: Int) -> String { "\(count) \(self)\(count == 1 ? "" : "s")" }

    /// The day of an RFC 3339 time.
    var day: String { String(prefix(10)) }
}
