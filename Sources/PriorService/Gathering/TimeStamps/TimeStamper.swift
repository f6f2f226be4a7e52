import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Postgres
import Seal
import ServiceLifecycle

/// Gets a stamp for each submission's manifest from the time-stamping authority, where there is one. A submission never
/// waits for it. Several processes may run it at once: each stamp is got by one of them.
struct TimeStamper: ServiceLifecycle.Service {
    let resources: Resources
    private static let every = Duration.seconds(5)
    private static let patience = TimeAmount.seconds(15)
    private static let longestAnswer = 1 << 18

    init(resources: Resources) {
        self.resources = resources
    }

    func run() async throws {
        guard let authority = resources.settings.timeStamps.authority else {
            try? await gracefulShutdown()
            return
        }
        try? await cancelWhenGracefulShutdown {
            var isCaughtUp = false
            while true {
                do {
                    // Those that were handed in before there was an authority.
                    if !isCaughtUp { try await resources.database.wantTimeStamps(at: resources.world.now()) }
                    isCaughtUp = true
                    while try await stampOne(at: authority) {}
                } catch let error as PostgresError {
                    resources.logger.warning(
                        "the time stamps cannot be read", metadata: ["error": .string(error.description)])
                }
                try await Task.sleep(for: Self.every)
            }
        }
    }

    /// Gets the stamp that is due first. What was got is written in the transaction that holds its row: of two processes one
    /// asks, and a crash in between asks again.
    /// - Returns: whether there was one.
    func stampOne(at authority: String) async throws -> Bool {
        let now = resources.world.now()
        return try await resources.database.transaction { connection in
            guard let due = try await connection.dueTimeStamp(at: now) else { return false }
            do {
                let stamp = try await ask(authority, about: due.digest)
                try await connection.keep(stamp, from: authority, of: due.submission)
            } catch is CancellationError {
                throw CancellationError()
            } catch let error as PostgresError {
                throw error
            } catch {
                let fault = String(String(describing: error).prefix(400))
                resources.logger.warning("no time stamp was got", metadata: ["error": .string(fault)])
                try await connection.putOff(due, because: fault, at: now)
            }
            return true
        }
    }

    private func ask(_ authority: String, about digest: Digest) async throws -> TimeStamp {
        let question = try TimeStampRequest(digest)
        var request = HTTPClientRequest(url: authority)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/timestamp-query")
        request.body = .bytes(ByteBuffer(bytes: question.bytes))
        let response = try await HTTPClient.shared.execute(request, timeout: Self.patience)
        guard response.status == .ok else { throw TimeStampError.refused("HTTP \(response.status.code)") }
        let answer = try await response.body.collect(upTo: Self.longestAnswer)
        return try question.stamp(
            in: Data(answer.readableBytesView), trusting: resources.settings.timeStamps.certificates)
    }
}
