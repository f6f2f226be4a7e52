import Assessment
import Foundation
import Postgres
import Rubrics

extension CaseWatch {
    /// A moderation that whoever took it did not finish in time is anybody's again, and both hear of it. Its case is held first,
    /// as by whoever decides it.
    func lapseModeration(_ change: Change) async throws -> Bool {
        let now = change.call.now
        let found = try await change.connection.first(
            """
            select p.id, m.id as moderation_id from portfolio p join case_clock c on c.portfolio_id = p.id
                join submission s on s.portfolio_id = p.id join moderation m on m.submission_id = s.id
            where c.lapse_at <= \(now) and c.holder = 'moderator' and not c.is_stale and m.verdict is null
                and m.taken_at is not null
            order by c.lapse_at, m.taken_at, m.id limit 1 for update of p skip locked
            """)
        guard let found else { return false }
        let id: ID<Moderation> = try found["moderation_id"]
        guard var record = try await change.connection.moderation(id, forUpdate: true),
            record.moderation.state == .taken, let moderator = record.moderator
        else { return false }
        (record.moderator, record.takenAt, record.offeredAt) = (nil, nil, now)
        try await change.connection.save(record)
        change.record(
            "moderation.lapsed", of: id, at: record.institution, from: Moderation.State.taken.rawValue,
            to: Moderation.State.open.rawValue)
        try await change.notify(moderator, .moderationLapsed, of: id, at: record.institution)
        try await change.askModerators(
            to: id, at: record.institution, under: resources.rubrics.policy(record.policy), except: moderator)
        return true
    }
}

extension Connection {
    /// The moderations that hold a portfolio's claims.
    func openModerations(on portfolio: ID<Portfolio>) async throws -> [ModerationRecord] {
        try await query(
            """
            \(ModerationRecord.query) join submission s on s.id = m.submission_id
            where s.portfolio_id = \(portfolio) and m.verdict is null and m.is_drawn order by m.id
            """
        ).map(ModerationRecord.init(row:))
    }

    /// Who is to look at an outcome: whoever took it, or every moderator there.
    func moderators(of moderation: ModerationRecord) async throws -> [ID<Person>] {
        if let moderator = moderation.moderator { return [moderator] }
        return try await holders(of: .moderator, at: moderation.institution)
    }
}
