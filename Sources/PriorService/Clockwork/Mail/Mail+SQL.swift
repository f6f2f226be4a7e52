import Assessment
import Foundation
import Postgres

/// One message that the service owes someone. It names no evidence and no result, only where to look.
struct Mail: Sendable {
    var recipient: String
    /// What it is for, as `invitation`: for counting, never for reading.
    var purpose: String
    var subject: String
    var body: String
}

/// A message in the outbox. Identified by `ID<Message>`.
enum Message {}

extension Change {
    /// Owes a message: it leaves after the change is committed, or never.
    func send(_ mail: Mail) async throws {
        try await connection.owe(mail, as: call.newID(), at: call.now)
    }
}

extension Connection {
    /// Owes a message: it leaves after the transaction is committed, or never.
    func owe(_ mail: Mail, as id: ID<Message>, at moment: Date) async throws {
        try await execute(
            """
            insert into mail (id, recipient, purpose, subject, body, created_at, next_attempt_at)
            values (\(id), \(mail.recipient), \(mail.purpose), \(mail.subject), \(mail.body), \(moment), \(moment))
            """)
    }
}
