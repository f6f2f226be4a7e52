import Assessment
import Foundation
import HTTPTypes
import Synchronization

/// Prints a record as PDF, by LibreOffice in the sandbox. It takes seconds of a processor, so only so many at a time.
final class CreditPress: Sendable {
    private static let most = 2
    private let busy = Mutex(0)

    /// - Throws: 503 where too many are printed at the moment, or LibreOffice is not on this machine.
    func pdf(_ html: String, in folder: URL) async throws -> [UInt8] {
        guard LookProgram.soffice.isHere else { throw Problem.noPress }
        let isFree = busy.withLock { busy in
            guard busy < Self.most else { return false }
            busy += 1
            return true
        }
        guard isFree else { throw Problem.pressBusy }
        defer { busy.withLock { $0 -= 1 } }
        return try await Workbench.with(in: folder) { bench in
            try Data(html.utf8).write(to: URL(filePath: bench.path("record.html")))
            try await bench.run(
                .soffice,
                [
                    "-env:UserInstallation=\(URL(filePath: bench.path("profile")).absoluteString)", "--headless",
                    "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--infilter=HTML (StarWriter)",
                    "--convert-to", "pdf:writer_pdf_Export", "--outdir", bench.folder, bench.path("record.html"),
                ])
            return try bench.bytes(of: "record.pdf")
        }
    }
}

extension Problem {
    fileprivate static let pressBusy = Problem(
        .serviceUnavailable, "printing-busy", "Others are printing",
        "Try again in some seconds; CSV and JSON are there at once."
    ).with(header: .retryAfter, "5")

    fileprivate static let noPress = Problem(
        .serviceUnavailable, "printing-not-here", "There is no PDF here",
        "The program that prints is not on this machine. CSV, CTDL and the EU form are there all the same.")
}

extension ExportedRecord {
    /// The record as a page to be printed.
    var html: String {
        let sections = lines.map { line -> String in
            let credit = line.credit
            var rows = [
                ("Standing", line.standing), ("Credit", line.amount), ("Level", line.level),
                ("Recognised by", line.route),
                ("Granted by", "\(line.institution.name) (\(line.institution.country))"),
                ("Granted on", String(RFC3339.string(credit.postedAt).prefix(10))),
                ("Assessed by", "\(credit.decided.assessors) assessors, who did not see each other's marks"),
            ]
            if let until = credit.validUntil { rows.append(("Recommendation valid until", until.description)) }
            if !credit.subjects.isEmpty { rows.append(("Subjects", credit.subjects.joined(separator: "; "))) }
            if !credit.conditions.isEmpty { rows.append(("Conditions", credit.conditions)) }
            rows.append(("Number", credit.id.description))
            rows.append(("SHA-256 of what it stands on", credit.chainDigest))
            let cells = rows.map {
                "<tr><td><b>\(HTMLPage.escaped($0.0))</b></td><td>\(HTMLPage.escaped($0.1))</td></tr>"
            }.joined(separator: "\n")
            let outcomes = (line.unit?.outcomes ?? []).map { "<li>\(HTMLPage.escaped($0.statement))</li>" }.joined()
            return """
                <h2>\(HTMLPage.escaped(credit.unit.title))</h2>
                <table border="0" cellpadding="3">\(cells)</table>
                \(outcomes.isEmpty ? "" : "<p>Who holds this unit can:</p><ul>\(outcomes)</ul>")
                """
        }
        return """
            <!doctype html>
            <html><head><meta charset="utf-8"><title>Credit record of \(HTMLPage.escaped(learner.name))</title></head>
            <body style="font-family: sans-serif">
            <h1>Credit record of \(HTMLPage.escaped(learner.name))</h1>
            <p>As it stood on \(HTMLPage.escaped(String(RFC3339.string(at).prefix(16)).replacing("T", with: " "))) UTC.
            This is the learner's own copy; institutions are told of every change by \(HTMLPage.escaped(base)).</p>
            \(sections.isEmpty ? "<p>No credit was posted yet.</p>" : sections.joined(separator: "\n"))
            </body></html>
            """
    }
}
