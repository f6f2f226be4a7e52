import Assessment
import Foundation
import Postgres

/// The demo's mailbox: in the demo nobody has mail, and the links of witnesses and invitations are only ever mailed. These
/// routes exist only with `--demo`, which refuses any address but loopback.
enum DemoRoutes {
    static func mail(_ call: Call) async throws -> Answer {
        let page = try call.page(keys: 1)
        let recipient = try call.query("to")?.lowercased()
        let mail = try await call.resources.database.demoMail(to: recipient, page)
        return try call.list(mail, page) { [$0.id.description] }
    }

    /// Does what an erasure would come to in three months, for a story that cannot wait so long.
    static func hasten(_ call: Call) async throws -> Answer {
        let id = try call.id(of: Erasure.self)
        let later = call.now.addingTimeInterval(90 * 86_400)
        let eraser = Eraser(resources: call.resources)
        guard try await eraser.erase(id, at: later) else { throw Problem.notFound("erasure") }
        try await eraser.takeFilesAway(at: call.now)
        try await Scrub(resources: call.resources).run(at: later)
        return .noContent
    }
}

/// A message of the demo.
struct DemoMailBody: AnswerBody {
    var id: ID<Message>
    var to: String
    var subject: String
    var body: String
    var createdAt: Date

    static let schema = Schema.object([
        .must("id", .id, "The message."),
        .must("to", .email, "Whom it is for."),
        .must("subject", .anyText(), "Its subject."),
        .must("body", .anyText(), "Its text."),
        .must("createdAt", .dateTime, "When it was written."),
    ])
}

extension Database {
    /// Newest first.
    func demoMail(to recipient: String?, _ page: Page) async throws -> [DemoMailBody] {
        let rows = try await query(
            """
            select id, recipient, subject, body, created_at from mail
            where (\(recipient)::text is null or recipient = \(recipient))
                and (\(page.afterID)::uuid is null or id < \(page.afterID))
            order by id desc limit \(page.rows)
            """)
        return try rows.map { row in
            DemoMailBody(
                id: try row["id"], to: try row["recipient"], subject: try row["subject"], body: try row["body"],
                createdAt: try row["created_at"])
        }
    }
}
