import Assessment
import Foundation

/// The pages that a shared link opens, for people with any browser on any line: no script, no picture, some kilobytes.
enum SharePage {
    /// Asks who looks. The same whoever shares.
    static let asking = frame(
        "Credit shown to you",
        """
        <h1>Somebody shows you their credit</h1>
        <p>Say who you are. The person who gave you this link is told that you looked, and nothing else is kept of you.</p>
        <form method="post">
        <p><label>Your name<br><input name="name" required maxlength="200" autocomplete="name"></label></p>
        <p><label>Your organisation, if you look for one<br>
        <input name="organisation" maxlength="200" autocomplete="organization"></label></p>
        <p><button>Show it</button></p>
        </form>
        """)

    static let closed = frame(
        "The link opens nothing",
        """
        <h1>This link opens nothing</h1>
        <p>It ran out, was looked at as often as it may be, was taken back, or was copied wrongly. Ask the person who gave it to
        you for another.</p>
        """)

    /// The credits as they stand.
    static func showing(_ record: SharedRecordBody) -> String {
        let credits = record.credits.map(section).joined(separator: "\n")
        return frame(
            "Credit of \(record.learner)",
            """
            <h1>Credit of \(escaped(record.learner))</h1>
            <p>As it stood on \(escaped(moment(record.shownAt))). Look again later: what is suspended or revoked is shown as such.</p>
            \(credits)
            """)
    }

    private static func section(_ credit: CreditBody) -> String {
        let amount = credit.credits.map { "\($0) \(credit.creditSystem ?? "")" } ?? "the unit (no credits are counted)"
        var lines: [(String, String)] = [
            ("Standing", standing(credit)), ("Credit", amount), ("Level", "\(credit.level) of \(credit.framework)"),
            ("Granted by", credit.institution.name), ("Granted on", String(moment(credit.postedAt).prefix(10))),
            (
                "How",
                "\(credit.route == .rpl ? "recognition of prior learning" : credit.route.rawValue); "
                    + "\(credit.decided.assessors) assessors, who did not see each other's marks"
            ),
        ]
        if let until = credit.validUntil { lines.append(("Recommendation valid until", until.description)) }
        if !credit.conditions.isEmpty { lines.append(("Conditions", credit.conditions)) }
        lines.append(("Number", credit.id.description))
        lines.append(("SHA-256 of what it stands on", credit.chainDigest))
        let rows = lines.map { "<dt>\(escaped($0.0))</dt><dd>\(escaped($0.1))</dd>" }.joined(separator: "\n")
        return "<h2>\(escaped(credit.unit.title))</h2>\n<dl>\n\(rows)\n</dl>"
    }

    private static func standing(_ credit: CreditBody) -> String {
        switch credit.state {
        case .posted: "counts"
        case .suspended: "suspended: it does not count for now"
        case .revoked: "REVOKED: it does not count"
        case .replaced: "replaced by a corrected credit: this one does not count"
        }
    }

    private static func moment(_ date: Date) -> String {
        String(RFC3339.string(date).prefix(16)).replacing("T", with: " ") + " UTC"
    }

    private static func frame(_ title: String, _ body: String) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>\(escaped(title))</title>
        <style>
        body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 1rem auto; padding: 0 1rem; }
        h2 { border-top: 1px solid; padding-top: 1rem; }
        dt { font-weight: bold; } dd { margin: 0 0 .5rem; overflow-wrap: anywhere; }
        input { font: inherit; width: 100%; } button { font: inherit; padding: .5rem 1rem; }
        </style>
        </head>
        <body>
        \(body)
        </body>
        </html>

        """
    }

    /// Text that cannot end what it stands in.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
