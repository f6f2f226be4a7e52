import Assessment
import Foundation

/// The pages that a shared link opens, for people with any browser on any line: no script, no picture, some kilobytes.
enum SharePage {
    /// Asks who looks. The same whoever shares.
    static let asking = HTMLPage.frame(
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

    static let closed = HTMLPage.frame(
        "The link opens nothing",
        """
        <h1>This link opens nothing</h1>
        <p>It ran out, was looked at as often as it may be, was taken back, or was copied wrongly. Ask the person who gave it to
        you for another.</p>
        """)

    /// The credits as they stand.
    static func showing(_ record: SharedRecordBody) -> String {
        let credits = record.credits.map(section).joined(separator: "\n")
        return HTMLPage.frame(
            "Credit of \(record.learner)",
            """
            <h1>Credit of \(HTMLPage.escaped(record.learner))</h1>
            <p>As it stood on \(HTMLPage.escaped(moment(record.shownAt))). Look again later: what is suspended or revoked is shown as such.</p>
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
        let rows = lines.map { "<dt>\(HTMLPage.escaped($0.0))</dt><dd>\(HTMLPage.escaped($0.1))</dd>" }.joined(
            separator: "\n")
        return "<h2>\(HTMLPage.escaped(credit.unit.title))</h2>\n<dl>\n\(rows)\n</dl>"
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
}
