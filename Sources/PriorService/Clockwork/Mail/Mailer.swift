import Foundation
import Logging
import Postgres
import ServiceLifecycle
import Subprocess
import SystemPackage

/// Sends what stands in the outbox through a sendmail-compatible program. Without one, mail stays in the outbox. Several
/// processes may run it at once: each message is taken by one of them.
struct Mailer: ServiceLifecycle.Service {
    let resources: Resources
    private static let every = Duration.seconds(5)
    private static let attempts = 8

    init(resources: Resources) {
        self.resources = resources
    }

    func run() async throws {
        guard let program = resources.settings.mail.sendmail else {
            try? await gracefulShutdown()
            return
        }
        try? await cancelWhenGracefulShutdown {
            while true {
                do {
                    while try await sendOne(through: program) {}
                } catch let error as PostgresError {
                    resources.logger.warning(
                        "the outbox cannot be read", metadata: ["error": .string(error.description)])
                }
                try await Task.sleep(for: Self.every)
            }
        }
    }

    /// Sends the message that is due first. It is marked in the transaction that holds it, after the program took it: a
    /// crash in between sends it again rather than never.
    /// - Returns: whether there was one.
    func sendOne(through program: String) async throws -> Bool {
        let now = resources.world.now()
        return try await resources.database.transaction { connection in
            let due = try await connection.first(
                """
                select id, recipient, subject, body, attempts from mail
                where sent_at is null and failed_at is null and next_attempt_at <= \(now)
                order by next_attempt_at limit 1 for update skip locked
                """)
            guard let due else { return false }
            let id: UUID = try due["id"]
            let attempt: Int = try due["attempts"] + 1
            if let fault = await hand(to: program, try message(due)) {
                let wait = Double(30 << min(attempt, 10))
                let failedAt: Date? = attempt >= Self.attempts ? now : nil
                try await connection.execute(
                    """
                    update mail set attempts = \(attempt), last_fault = \(fault), failed_at = \(failedAt),
                        next_attempt_at = \(now.addingTimeInterval(wait))
                    where id = \(id)
                    """)
            } else {
                try await connection.execute(
                    "update mail set attempts = \(attempt), sent_at = \(now), body = '' where id = \(id)")
            }
            return true
        }
    }

    /// - Returns: what went wrong, without the message's content; nil when the program took it.
    private func hand(to program: String, _ message: String) async -> String? {
        do {
            let result = try await Subprocess.run(
                .path(.init(program)), arguments: ["-i", "-t"], input: .string(message), output: .discarded,
                error: .discarded)
            return result.terminationStatus.isSuccess ? nil : "the program ended with \(result.terminationStatus)"
        } catch {
            return "the program could not be run"
        }
    }

    /// RFC 5322; subject and recipient are one line each by their own checks.
    private func message(_ row: Row) throws -> String {
        let recipient: String = try row["recipient"]
        let subject: String = try row["subject"]
        let body: String = try row["body"]
        let encoded = Data(subject.utf8).base64EncodedString()
        return """
            From: \(resources.settings.mail.from)
            To: \(recipient)
            Subject: =?utf-8?B?\(encoded)?=
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit
            Auto-Submitted: auto-generated

            \(body)
            """
    }
}
