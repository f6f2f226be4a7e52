import Assessment
import Foundation
import Postgres

/// A notification as it stands in its table, with the institution's name.
struct NotificationRecord: Sendable {
    var id: ID<Notification>
    var notice: Notice
    var institutionName: String
    var createdAt: Date
    var lastAt: Date
    var times: Int
    var readAt: Date?

    static let select: SQL = """
        select n.id, n.kind, n.about_kind, n.about_id, n.institution_id, n.until, n.since, n.step, n.created_at, n.last_at,
            n.times, n.read_at, coalesce(i.name, 'Prior') as institution_name
        from notification n left join institution i on i.id = n.institution_id
        """

    /// Reads the columns of `select`. A kind that this version does not know is general.
    init(row: Row) throws {
        let kind: String = try row["kind"]
        let step: String? = try row["step"]
        id = try row["id"]
        notice = Notice(
            kind: NoticeKind(rawValue: kind) ?? .workWaiting,
            about: Event.Subject(kind: try row["about_kind"], id: try row["about_id"]),
            institution: try row["institution_id"], until: try row["until"], since: try row["since"],
            step: step.flatMap(CaseClock.init(rawValue:)))
        institutionName = try row["institution_name"]
        createdAt = try row["created_at"]
        lastAt = try row["last_at"]
        times = try row["times"]
        readAt = try row["read_at"]
    }
}
