import Assessment
import Foundation

extension PersonalExport {
    /// The archive for reading: one page, without scripts and without anything from elsewhere.
    var page: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>What Prior keeps of \(name.escaped)</title>
        <style>
        body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem auto; max-width: 60rem; padding: 0 1rem; color: #222 }
        dl { border-top: 1px solid #ccc; display: grid; grid-template-columns: minmax(6rem, 12rem) 1fr; gap: 0 1rem; padding: .5rem 0 }
        dt { color: #666 } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap }
        </style>
        </head>
        <body>
        <h1>What Prior keeps of \(name.escaped)</h1>
        <p>As it was on \(CalendarDate(at)). Everything here is also in <code>data/</code>, as JSON, for programs.</p>
        <h2>Your files</h2>
        <ul>
        \(files.map(item).joined(separator: "\n"))
        </ul>
        \(tables.map(section).joined(separator: "\n"))
        <h2>What is not here, and why</h2>
        <ul>
        <li>How your witnesses are reached, and their signatures: that is theirs.</li>
        <li>Who of an institution's staff did what: decisions are the institution's. Ask it, if you have to know.</li>
        <li>Your password and what signs your devices in: they are kept only so that nobody can read them.</li>
        <li>Marks and comments of assessors before every claim of the submission has its outcome.</li>
        <li>Who looked at what: reading is not written down. Everything that was done is under “What happened”.</li>
        </ul>
        </body>
        </html>

        """
    }

    private func item(_ file: File) -> String {
        let words = "\(file.title.escaped) (\(file.name.escaped))"
        return file.isHeld
            ? "<li>\(words): in quarantine, and given to nobody</li>"
            : "<li><a href=\"\(file.path.escaped)\">\(words)</a></li>"
    }

    private func section(_ table: Table) -> String {
        """
        <h2 id="\(table.name)">\(table.says.escaped)</h2>
        <p><a href="\(table.path)">\(table.path)</a></p>
        \(table.rows.prefix(Self.mostShown).map(list).joined(separator: "\n"))
        \(table.rows.count > Self.mostShown ? "<p>… and \(table.rows.count - Self.mostShown) more in the file.</p>" : "")
        """
    }

    private func list(_ row: String) -> String {
        guard case .object(let object)? = try? StrictJSON.parse(Array(row.utf8)) else { return "" }
        let fields = object.members.compactMap { member -> String? in
            guard let words = member.value.words, !words.isEmpty else { return nil }
            let name = member.key.replacing("_", with: " ")
            return "<dt>\(name.escaped)</dt><dd>\(words.escaped)</dd>"
        }
        return "<dl>\(fields.joined())</dl>"
    }

    /// Of one table, on the page.
    private static let mostShown = 500
}

extension JSONValue {
    /// For reading; what is long stands in the file.
    fileprivate var words: String? {
        switch self {
        case .null: nil
        case .string(let text): text.count > 2_000 ? String(text.prefix(2_000)) + " …" : text
        default: text.count > 2_000 ? "(in the file)" : text
        }
    }
}

extension String {
    /// For the text and the attributes of HTML.
    fileprivate var escaped: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
