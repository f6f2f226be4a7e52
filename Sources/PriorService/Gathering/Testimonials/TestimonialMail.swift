import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

/// The names and addresses that a witness, and a mail about one, needs.
struct PortfolioNames: Sendable {
    var learner: String
    var learnerEmail: String
    var institution: String
}

extension Connection {
    func names(of portfolio: PortfolioRecord) async throws -> PortfolioNames {
        let row = try await one(
            """
            select p.name as learner, p.email, i.name as institution from person p, institution i
            where p.id = \(portfolio.learner) and i.id = \(portfolio.institution)
            """)
        return PortfolioNames(
            learner: try row["learner"], learnerEmail: try row["email"], institution: try row["institution"])
    }
}

/// What is mailed around a testimonial, in plain words. A mail names the learner, the witness and the unit, and nothing else
/// that is in the portfolio.
struct TestimonialMail: Sendable {
    var names: PortfolioNames
    var record: TestimonialRequestRecord
    var unit: String
    /// Under which people reach the service.
    var url: String

    /// Why a witness gets a link.
    enum Occasion: Sendable {
        case asking, reminding
    }

    /// The address that opens the form. What comes after `#` never leaves the browser: it is in no query and in no log.
    static func address(of link: SecretToken, at url: String) -> String { "\(url)/witness#\(link.text)" }

    /// To the witness, with a link.
    func link(_ occasion: Occasion, _ link: SecretToken, to recipient: String) -> Mail {
        let words = record.message.isEmpty ? "" : "\(names.learner) writes:\n\n\(record.message)\n\n"
        let begun = record.isBegun ? " What you have written is kept." : ""
        let opening =
            switch occasion {
            case .asking:
                """
                \(names.learner) asks \(names.institution) to recognise what they already know and can do, for "\(unit)".
                You saw that work. Please say in your own words what you saw, in writing or by voice: it takes about ten
                minutes, and needs no account.
                """
            case .reminding:
                """
                \(names.learner) still hopes for your word on their work, for "\(unit)".\(begun) It takes about ten
                minutes, in writing or by voice, and needs no account.
                """
            }
        return Mail(
            recipient: recipient,
            purpose: occasion == .asking ? "testimonialRequest" : "testimonialReminder",
            subject: occasion == .asking
                ? "\(names.learner) asks you to say what you saw of their work"
                : "\(names.learner) still hopes for your word",
            body: """
                Dear \(record.witnessName),

                \(opening)

                \(words)Open this address, which is for you alone:

                \(Self.address(of: link, at: url))

                It works until \(CalendarDate(record.request.expiresAt)), and once: when you have signed, it signs nothing
                more. You may also decline there. If you do not know \(names.learner), do nothing.
                """)
    }

    /// To the address that a witness gives as theirs.
    func contactCode(_ code: String, minutes: Int, to recipient: String) -> Mail {
        Mail(
            recipient: recipient, purpose: "witnessContactCode", subject: "Your code is in this mail",
            body: """
                Somebody who says what they saw of \(names.learner)'s work gave this address as theirs. If that is you, type
                this code where you were asked for it:

                \(code)

                It works for \(minutes) minutes. If it is not you, do nothing: without the code the address is not
                believed.
                """)
    }

    /// To a witness who has shown that an address is theirs, with a link that nobody else has seen.
    func own(_ link: SecretToken, to recipient: String) -> Mail {
        Mail(
            recipient: recipient, purpose: "witnessOwnLink", subject: "Your own way to what \(names.learner) asks you",
            body: """
                Dear \(record.witnessName),

                this address is now known to be yours. You can go on where you are. To go on later, or on another device,
                open this address, which nobody else has seen:

                \(Self.address(of: link, at: url))

                What was handed to you before opens nothing any more.
                """)
    }

    /// To a witness who has signed, with a link by which they can read it again or take it back.
    func thanks(_ link: SecretToken, to recipient: String) -> Mail {
        Mail(
            recipient: recipient, purpose: "testimonialSigned",
            subject: "You signed a testimonial for \(names.learner)",
            body: """
                Dear \(record.witnessName),

                thank you. \(names.institution) has what you signed for \(names.learner), for "\(unit)". The people who
                assess it read it, and \(names.learner) does.

                Keep this address, which is for you alone. There you can read what you signed and, for a year, take it back
                if it is not right:

                \(Self.address(of: link, at: url))

                If you did not sign anything, open it and take it back.
                """)
    }

    /// To the learner: what became of it, and nothing of what was said.
    func news(_ subject: String, _ sentence: String) -> Mail {
        Mail(
            recipient: names.learnerEmail, purpose: "testimonialNews", subject: subject,
            body: """
                \(sentence)

                It is about "\(unit)". Sign in at \(url) to see it.
                """)
    }

    var answered: Mail { news("\(record.witnessName) has answered", "\(record.witnessName) has signed a testimonial.") }
    var declined: Mail {
        news(
            "\(record.witnessName) will not give a testimonial",
            "\(record.witnessName) will not give a testimonial. You may ask somebody else who saw the work.")
    }
    var expired: Mail {
        news(
            "\(record.witnessName) has not answered",
            "The link for \(record.witnessName) has run out. You may send or hand over another, or ask somebody else.")
    }
    var takenBack: Mail {
        news(
            "\(record.witnessName) took their testimonial back",
            "\(record.witnessName) took their testimonial back. It does not count any more; you may ask somebody else.")
    }
}

extension Resources {
    /// What a mail about a request says.
    func mail(
        about record: TestimonialRequestRecord, of portfolio: PortfolioRecord, _ connection: Connection
    ) async throws -> TestimonialMail {
        guard let unit = rubrics.units[record.unit]?.value else { throw Problem.unexpected }
        let names = try await connection.names(of: portfolio)
        return TestimonialMail(names: names, record: record, unit: unit.title, url: settings.publicURL)
    }
}

extension Change {
    /// What a mail about a request says.
    func mail(about record: TestimonialRequestRecord, of portfolio: PortfolioRecord) async throws -> TestimonialMail {
        try await call.resources.mail(about: record, of: portfolio, connection)
    }

    /// Owes the witness the mail with their link.
    func mail(
        _ occasion: TestimonialMail.Occasion, _ link: SecretToken, for record: TestimonialRequestRecord,
        of portfolio: PortfolioRecord
    ) async throws {
        guard let recipient = record.witnessEmail else { throw Problem.noAddress }
        try await send(try await mail(about: record, of: portfolio).link(occasion, link, to: recipient))
    }
}
