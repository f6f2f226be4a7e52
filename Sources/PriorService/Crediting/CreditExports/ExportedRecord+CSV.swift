import Assessment
import Foundation

extension ExportedRecord {
    /// RFC 4180, one credit a line, in UTF-8. What a spreadsheet would take for a formula has an apostrophe in front.
    var csv: String {
        let head = [
            "credit", "learner", "unit", "title", "credits", "creditSystem", "framework", "level", "route",
            "institution",
            "country", "postedAt", "state", "validUntil", "subjects", "conditions", "chainDigest",
        ]
        let rows = lines.map { line -> [String] in
            let credit = line.credit
            return [
                credit.id.description, credit.learner.name, "\(credit.unit.id)@\(credit.unit.version)",
                credit.unit.title, credit.credits ?? "", credit.creditSystem ?? "", credit.framework.description,
                String(credit.level), credit.route.rawValue, credit.institution.name, line.institution.country,
                RFC3339.string(credit.postedAt), credit.state.rawValue, credit.validUntil?.description ?? "",
                credit.subjects.joined(separator: "; "), credit.conditions, credit.chainDigest,
            ]
        }
        return ([head] + rows).map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined()
    }

    /// One field, quoted where it has to be.
    static func field(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r\n".contains($0) || $0 == "\r\n" } ?? false
        let safe = isFormula ? "'" + text : text
        let needsQuotes = safe.unicodeScalars.contains { ["\"", ",", "\n", "\r", "\t", ";"].contains($0) }
        return needsQuotes ? "\"\(safe.replacing("\"", with: "\"\""))\"" : safe
    }
}
