import Assessment
import Foundation
import Postgres

/// What the two are told of by mail. It says when and where, which is what an appointment is; criteria, reports and results
/// are read in the service.
enum EncounterNews: String {
    case proposed, moved, askedForAnotherTime, agreed, cancelled, signed

    fileprivate func subject(_ what: String) -> String {
        switch self {
        case .proposed: "A proposal: \(what)"
        case .moved: "Another time or place: \(what)"
        case .askedForAnotherTime: "Another time is asked for: \(what)"
        case .agreed: "Agreed: \(what)"
        case .cancelled: "Called off: \(what)"
        case .signed: "Please read and sign: the report of the \(what)"
        }
    }

    fileprivate var next: String {
        switch self {
        case .proposed, .moved: "Please read which criteria it is about, and agree, or ask for another time."
        case .askedForAnotherTime: "Please propose another time."
        case .agreed: "Both of you have agreed to it."
        case .cancelled: "It does not take place."
        case .signed: "It counts once the learner has signed it too. Who does not agree with it says so, with a reason."
        }
    }
}

extension Change {
    /// Owes a mail to each of the two who did not cause it.
    func tellOthers(of record: EncounterRecord, _ unit: Assessment.Unit, _ news: EncounterNews) async throws {
        let caller = try call.person().id
        for (person, other) in [
            (record.learner, record.conductorName), (record.conductor, record.learnerName),
        ] where person != caller {
            try await send(
                Mail(
                    recipient: try await connection.email(of: person), purpose: "encounter",
                    subject: news.subject("\(record.kind.evidence.words) with \(other)"),
                    body: record.letter(news, unit, at: call.resources.settings.publicURL)))
        }
    }
}

extension EncounterRecord {
    fileprivate func letter(_ news: EncounterNews, _ unit: Assessment.Unit, at url: some CustomStringConvertible)
        -> String
    {
        let reason = lastReason.isEmpty || news == .agreed || news == .signed ? "" : "\nReason: \(lastReason)"
        let words = message.isEmpty || news != .proposed ? "" : "\n\n\(message)"
        return """
            What:   \(kind.evidence.words), for "\(unit.title)"
            When:   \(EncounterTime.words(startsAt, in: timeZone)), \(minutes) minutes
            Where:  \(place)
            Who:    \(learnerName), learner; \(conductorName)\(reason)\(words)

            \(news.next)
            \(url)
            """
    }
}

/// How a moment is written for people: the day and the hour at the place, whoever reads it.
enum EncounterTime {
    private static let days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// As `Monday 23 November 2026, 08:00 (Africa/Maseru)`.
    static func words(_ moment: Date, in timeZone: String) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        let parts = calendar.dateComponents([.weekday, .day, .month, .year, .hour, .minute], from: moment)
        let day = days[(parts.weekday ?? 1) - 1]
        let month = months[(parts.month ?? 1) - 1]
        let time = String(format: "%02d:%02d", parts.hour ?? 0, parts.minute ?? 0)
        return "\(day) \(parts.day ?? 1) \(month) \(parts.year ?? 1), \(time) (\(timeZone))"
    }
}

extension Connection {
    func email(of person: ID<Person>) async throws -> String {
        try await one("select email from person where id = \(person)")["email"]
    }
}
