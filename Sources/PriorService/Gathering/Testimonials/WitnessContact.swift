import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal

/// An address that a witness says is theirs.
struct WitnessAddressBody: RequestBody {
    var email: String

    static let schema = Schema.object([
        .must("email", .email, "The witness's own address; not the learner's.")
    ])
}

/// A code from that mail.
struct ContactCodeBody: RequestBody {
    var code: String

    static let schema = Schema.object([
        .must("code", .text(20), "The six digits from the mail.")
    ])
}

/// How far a witness's address is confirmed.
struct WitnessContactBody: AnswerBody {
    var email: String
    var confirmedAt: Date?
    var codeExpiresAt: Date?
    var link: String?

    static let schema = Schema.object([
        .must("email", .email, "The address that the witness gave."),
        .may("confirmedAt", .dateTime, "When its code came back."),
        .may("codeExpiresAt", .dateTime, "Until when a code that was just mailed works."),
        .may("link", .text(60), "The witness's own link, shown once: use it from now on, those before are dead."),
    ])
}

/// The witness shows that an address is theirs: a code goes there by mail, and comes back by the link.
enum WitnessContactRoutes {
    private static let lasts: TimeInterval = 30 * 60
    private static let maximumCodes = 5
    private static let maximumTries = 5

    static func send(_ call: Call) async throws -> Answer {
        let email = try call.body(WitnessAddressBody.self).email.lowercased()
        let code = HandedCode.digits(6)
        let hash = await PasswordHash.make(code, cost: call.resources.settings.passwordCost)
        return try await call.change { change in
            let (record, portfolio) = try await change.askedByLink()
            let mail = try await change.mail(about: record, of: portfolio)
            guard !Contact.isSame(email, mail.names.learnerEmail) else {
                throw Problem.invalid("/email", "own", "This is the learner's address. Send your own.")
            }
            let expiry = call.now.addingTimeInterval(lasts)
            let sent = try await change.connection.setContact(email, hash, of: record.id, at: call.now, until: expiry)
            guard sent <= maximumCodes else { throw Problem.contactCodesSpent(maximumCodes) }
            change.record("testimonialRequest.contactCodeSent", of: record.id, at: record.institution)
            try await change.send(mail.contactCode(code, minutes: Int(lasts) / 60, to: email))
            return try .created(
                WitnessContactBody(email: email, codeExpiresAt: expiry), at: "/api/testimonial-request")
        }
    }

    /// Takes a code back. From here on the form is the witness's alone: a new link opens it, in this answer and in a mail,
    /// and what the learner may have seen opens nothing. As with codes that are handed over, the try is counted before the
    /// code is looked at.
    static func confirm(_ call: Call) async throws -> Answer {
        let typed = try call.body(ContactCodeBody.self).code.filter { $0.isASCII && $0.isNumber }
        let link = try call.link()
        let found = try await call.resources.database.withConnection { connection in
            let record = try await connection.testimonialRequest(link: link)
            guard let record, record.request.state(at: call.now) == .awaited else { throw Problem.linkNotOpen }
            return try await connection.tryContactCode(of: record.id, at: call.now, most: maximumTries)
        }
        let isRight = await PasswordHash.verify(
            typed, against: found?.hash, cost: call.resources.settings.passwordCost)
        guard isRight, let found else {
            throw Problem.contactCodeWrong(left: found.map { maximumTries - $0.tries } ?? 0)
        }
        return try await call.change { change in
            var (record, portfolio) = try await change.askedByLink()
            guard try await change.connection.confirmContact(found.hash, of: record.id, at: call.now) else {
                throw Problem.contactCodeWrong(left: 0)
            }
            if record.request.nextReminderAt == nil {
                record.request.schedule(call.nextReminder(for: portfolio))
                try await change.connection.update(record)
            }
            let own = SecretToken.make(prefix: Credential.linkPrefix)
            try await change.connection.replaceLink(of: record.id, with: own.digest, .mail)
            change.record("testimonialRequest.contactConfirmed", of: record.id, at: record.institution)
            try await change.send(try await change.mail(about: record, of: portfolio).own(own, to: found.email))
            return try .ok(WitnessContactBody(email: found.email, confirmedAt: call.now, link: own.text))
        }
    }
}

extension Connection {
    /// Takes the address that a code was just made for; one that was confirmed before is not any more.
    /// - Returns: how many codes were mailed for the request, this one counted.
    fileprivate func setContact(
        _ email: String, _ hash: String, of request: ID<TestimonialRequest>, at moment: Date, until expiry: Date
    ) async throws -> Int {
        try await one(
            """
            insert into witness_contact as w (request_id, email, code_hash, code_expires_at, code_sent_at)
            values (\(request), \(email), \(hash), \(expiry), \(moment))
            on conflict (request_id) do update set email = excluded.email, code_hash = excluded.code_hash,
                code_expires_at = excluded.code_expires_at, code_sent_at = excluded.code_sent_at, tries = 0,
                codes_sent = w.codes_sent + 1, confirmed_at = null
            returning codes_sent
            """)["codes_sent"]
    }

    /// Counts a try of the code that was mailed last; nil where there is none to be tried.
    fileprivate func tryContactCode(
        of request: ID<TestimonialRequest>, at moment: Date, most: Int
    ) async throws -> (email: String, hash: String, tries: Int)? {
        try await first(
            """
            update witness_contact set tries = tries + 1
            where request_id = \(request) and code_hash is not null and code_expires_at > \(moment) and tries < \(most)
            returning email, code_hash, tries
            """
        ).map { (try $0["email"], try $0["code_hash"], try $0["tries"]) }
    }

    /// - Returns: false where another code was mailed meanwhile, or this one was used.
    fileprivate func confirmContact(
        _ hash: String, of request: ID<TestimonialRequest>, at moment: Date
    ) async throws -> Bool {
        try await execute(
            """
            update witness_contact set confirmed_at = \(moment), code_hash = null
            where request_id = \(request) and code_hash = \(hash)
            """) == 1
    }
}
