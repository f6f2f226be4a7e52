import Foundation

/// The pages of a bag that a person reads: plain HTML that works off line on any phone, without a script, every text
/// escaped.
struct BagPages: Sendable {
    /// What is linked from the front page.
    struct Line: Sendable {
        var path: String
        var title: String
        var says: String
    }

    /// One page. `path` is where it stands, as `items/003.html`; its links lead from there.
    static func page(_ title: String, language: String = "en", _ body: String, up: String? = nil) -> [UInt8] {
        let home = up.map { "<p><a href=\"\($0)\">Back to the first page</a></p>\n" } ?? ""
        return Array(
            """
            <!DOCTYPE html>
            <html lang="\(HTMLPage.escaped(language))">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(HTMLPage.escaped(title))</title>
            <style>
            body { font: 1.05rem/1.5 sans-serif; max-width: 42rem; margin: 0 auto; padding: 1rem; color: #111; background: #fff }
            a { color: #0645ad } dt { font-weight: bold; margin-top: .6rem } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap }
            li { margin: .4rem 0 } dl dl { border-left: 3px solid #ccc; padding-left: .8rem }
            </style>
            </head>
            <body>
            \(home)<h1>\(HTMLPage.escaped(title))</h1>
            \(body)
            </body>
            </html>

            """.utf8)
    }

    /// A list of links.
    static func list(_ lines: [Line]) -> String {
        guard !lines.isEmpty else { return "<p>None.</p>" }
        let items = lines.map { line in
            "<li><a href=\"\(HTMLPage.escaped(line.path))\">\(HTMLPage.escaped(line.title))</a>"
                + (line.says.isEmpty ? "" : "<br>\(HTMLPage.escaped(line.says))") + "</li>"
        }
        return "<ul>\n\(items.joined(separator: "\n"))\n</ul>"
    }

    /// Any record, as names and what they are; what is long and only for machines is left to the records themselves.
    /// - Parameter names: what stands for an id that is somebody's.
    static func details(_ record: JSONObject, _ names: [String: String] = [:]) -> String {
        let parts = record.members.compactMap { member -> String? in
            guard member.key != "statement", let text = value(member.value, names) else { return nil }
            return "<dt>\(HTMLPage.escaped(words(member.key)))</dt><dd>\(text)</dd>"
        }
        return "<dl>\n\(parts.joined(separator: "\n"))\n</dl>"
    }

    private static func value(_ value: JSONValue, _ names: [String: String]) -> String? {
        switch value {
        case .null: nil
        case .bool(let flag): flag ? "yes" : "no"
        case .number(let text): HTMLPage.escaped(text)
        case .string(let text): text.isEmpty ? nil : HTMLPage.escaped(names[text] ?? text)
        case .array(let elements):
            elements.isEmpty ? nil : elements.compactMap { Self.value($0, names) }.joined(separator: "<br>\n")
        case .object(let object): object.members.isEmpty ? nil : details(object, names)
        }
    }

    /// `witnessName` → `Witness name`.
    private static func words(_ key: String) -> String {
        var text = ""
        for letter in key { text += letter.isUppercase ? " \(letter.lowercased())" : String(letter) }
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}
