import Assessment
import Foundation
import Postgres
import Seal

/// On whose device the learner signed.
enum LearnersDevice: String, Codable, Sendable, CaseIterable {
    /// Their own, signed in.
    case own
    /// The conductor's, with a code that only the learner was told.
    case conductors
}

/// With which a learner signs on the conductor's device. Forty random bits for one encounter, five tries and two hours: the
/// conductor, who could try it, has one chance in 2^37 a code. Kept as a slow hash, because so few bits could be found from
/// a fast one.
struct LearnerCode: Sendable {
    var code: String
    var expiresAt: Date

    static let lifetime: TimeInterval = 2 * 3600
    static let tries = 5
    /// How many may be made for one encounter in a day.
    static let perDay = 10

    /// In two halves, to be read and typed more easily.
    var shown: String { "\(code.prefix(4))-\(code.suffix(4))" }
}

/// Whether it is the learner who acts, and where.
enum LearnerThere: Sendable {
    case on(LearnersDevice)
    /// It is not, or nobody can tell. What was tried is counted all the same.
    case refused(Problem)
}

extension Change {
    /// A new code for an encounter that is held; the one before is good for nothing.
    func makeCode(for record: EncounterRecord) async throws -> LearnerCode {
        let code = LearnerCode(
            code: ShortCode.make(), expiresAt: call.now.addingTimeInterval(LearnerCode.lifetime))
        let hash = await PasswordHash.make(code.code, cost: call.resources.settings.passwordCost)
        let row = try await connection.one(
            """
            insert into encounter_code as c (encounter_id, hash, expires_at, tries_left, made, counted_from)
            values (\(record.id), \(hash), \(code.expiresAt), \(LearnerCode.tries), 1, \(call.now))
            on conflict (encounter_id) do update set hash = excluded.hash, expires_at = excluded.expires_at,
                tries_left = excluded.tries_left,
                made = case when c.counted_from < \(call.now.addingTimeInterval(-86_400)) then 1 else c.made + 1 end,
                counted_from = case when c.counted_from < \(call.now.addingTimeInterval(-86_400)) then \(call.now)
                    else c.counted_from end
            returning made
            """)
        let made: Int = try row["made"]
        guard made <= LearnerCode.perDay else {
            throw Problem.conflict(
                "too-many-codes", "Many codes were made already",
                "\(LearnerCode.perDay) codes were made for this encounter in a day. The learner can sign in on any device and "
                    + "sign there."
            ).with("allowed", [])
        }
        return code
    }

    /// Owes the learner the mail with a code.
    func mail(_ code: LearnerCode, for record: EncounterRecord) async throws {
        try await send(
            Mail(
                recipient: try await connection.email(of: record.learner), purpose: "encounterCode",
                subject: "Your code to sign with on the device of \(record.conductorName)",
                body: """
                    \(record.conductorName) asks you to sign the report of your \(record.kind.evidence.words).
                    Read the report on their device first. If you agree with it, type this code there:

                    \(code.shown)

                    Until \(EncounterTime.words(code.expiresAt, in: record.timeZone)). Typing it is your signature.
                    Do not say it to anybody. If nobody showed you a report, do nothing.
                    """))
    }

    /// Whether it is the learner who signs or refuses: by their own session, or by their code on the conductor's device.
    func learner(
        of record: EncounterRecord, as sight: EncounterSight, _ typed: String?
    ) async throws -> LearnerThere {
        if sight == .learner { return .on(.own) }
        guard let typed else {
            throw Problem.forbidden("Only the learner signs: signed in, or here with the `code` they were given.")
        }
        let row = try await connection.first(
            """
            update encounter_code set tries_left = tries_left - 1
            where encounter_id = \(record.id) and hash is not null and tries_left > 0 and expires_at > \(call.now)
            returning hash, tries_left
            """)
        guard let row else { return .refused(.signingCodeNotOpen) }
        let left: Int = try row["tries_left"]
        // A text that cannot be a code takes as long as one that is wrong.
        let isRight = await PasswordHash.verify(
            ShortCode.read(typed) ?? "", against: try row["hash"], cost: call.resources.settings.passwordCost)
        guard isRight else {
            self.record("encounter.codeWrong", of: record.id, at: record.institution)
            return .refused(left > 0 ? .signingCodeWrong(left) : .signingCodeNotOpen)
        }
        try await connection.execute("update encounter_code set hash = null where encounter_id = \(record.id)")
        return .on(.conductors)
    }
}

extension Problem {
    static func signingCodeWrong(_ triesLeft: Int) -> Problem {
        .conflict(
            "signing-code-wrong", "The code is not right",
            "Look at it again; \(triesLeft) more \(triesLeft == 1 ? "try is" : "tries are") left."
        ).with("triesLeft", .number(String(triesLeft)))
    }

    static let signingCodeNotOpen = Problem.conflict(
        "signing-code-not-open", "The code opens nothing any more",
        "It was used, tried too often, ran out, or never was. Let the learner make another.")
}
