import Assessment
import Foundation

/// The languages that people can be written to in.
struct Catalogues: Sendable {
    private let byLanguage: [String: Catalogue]
    private let english: Catalogue

    /// Codes of the languages there are, sorted.
    var languages: [String] { byLanguage.keys.sorted() }

    /// Reads every `*.json` of a directory.
    /// - Throws: `CatalogueFault` with everything that is wrong with a file, or where there is no `en.json`.
    init(_ directory: URL) throws {
        var read: [String: Catalogue] = [:]
        let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
        for file in files.sorted(by: { $0.lastPathComponent < $1.lastPathComponent }) {
            let catalogue: Catalogue
            do {
                catalogue = try StrictJSON.decode(from: Array(try Data(contentsOf: file)))
            } catch let fault as JSONFault {
                throw CatalogueFault(file: file.lastPathComponent, says: "\(fault.pointer): \(fault.detail)")
            }
            let named = file.deletingPathExtension().lastPathComponent
            var faults = catalogue.faults(isWhole: named == "en")
            if catalogue.language != named { faults.append("`language` is not the file's name") }
            guard faults.isEmpty else {
                throw CatalogueFault(file: file.lastPathComponent, says: faults.joined(separator: "; "))
            }
            read[named] = catalogue
        }
        guard let english = read["en"] else {
            throw CatalogueFault(file: "en.json", says: "is not there; every language falls back on it")
        }
        byLanguage = read
        self.english = english
    }

    /// What a notice says to someone who reads `language`, in full or in the nearest there is.
    func text(of notice: Notice, at institution: String, in language: String) -> Catalogue.Text {
        let own = byLanguage[language]
        let key = notice.kind.rawValue
        // A text that is not written yet is English whole: its days and steps too.
        let source = own?.messages[key] == nil ? english : own ?? english
        guard let text = source.messages[key] else { return Catalogue.Text(subject: key, body: "") }
        var words = ["institution": institution]
        words["until"] = notice.until.map { day($0, in: source) }
        words["since"] = notice.since.map { day($0, in: source) }
        words["step"] = notice.step.map { source.steps[$0.rawValue] ?? english.steps[$0.rawValue] ?? $0.rawValue }
        return Catalogue.Text(subject: text.subject.filled(words), body: text.body.filled(words))
    }

    /// One mail that brings some texts; several come as a list.
    func mail(_ texts: [Catalogue.Text], to recipient: String, in language: String, at url: String) -> Mail {
        guard let frame = byLanguage[language]?.frame ?? english.frame, let first = texts.first else {
            return Mail(recipient: recipient, purpose: "notification", subject: "Prior", body: url)
        }
        let subject = texts.count == 1 ? first.subject : frame.digest.filled(["count": "\(texts.count)"])
        let said =
            texts.count == 1
            ? first.body : texts.map { "* \($0.subject)\n  \($0.body)" }.joined(separator: "\n\n")
        return Mail(
            recipient: recipient, purpose: "notification", subject: subject,
            body: "\(frame.greeting)\n\n\(said)\n\n\(frame.link)\n\(url)\n\n\(frame.closing)\n")
    }

    private func day(_ day: CalendarDate, in catalogue: Catalogue) -> String {
        guard let form = catalogue.date ?? english.date, let months = catalogue.months ?? english.months else {
            return day.description
        }
        return form.filled(["day": "\(day.day)", "month": months[day.month - 1], "year": "\(day.year)"])
    }
}
