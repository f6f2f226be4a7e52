import EvidenceStore
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Postgres
import Rubrics

/// What whoever runs the service asks of it.
enum OperationsRoutes {
    static func health(_ call: Call) async throws -> Answer { try .ok(HealthBody(status: "alive")) }

    /// 503 with the same body where something is missing, so that a balancer sends nobody here.
    static func readiness(_ call: Call) async throws -> Answer {
        let applied = try? await call.resources.database.first("select max(number) as number from migration")
        let isStoreThere = (try? await call.resources.store.check()) != nil
        let body = ReadinessBody(
            database: applied != nil, migrations: (try? applied?["number"]) ?? 0, store: isStoreThere,
            units: call.resources.rubrics.units.count)
        guard body.database, body.store else {
            throw Problem.unavailable.with("database", .bool(body.database)).with("store", .bool(body.store))
        }
        return try .ok(body)
    }

    /// Route patterns and counts say how an institution works; they are for the machine's own scraper.
    static func metrics(_ call: Call) async throws -> Answer {
        guard ["127.0.0.1", "::1", "local"].contains(call.source) else { throw Problem.notFound() }
        // Counts of this process are told even when PostgreSQL does not answer.
        let ofJobs = (try? await call.resources.database.jobMetrics(at: call.now)) ?? ""
        let ofProcess = call.resources.metrics.text(connections: call.resources.database.counts)
        let text = ofProcess + KeepingCounts.text + ofJobs
        return Answer(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: .bytes(ByteBuffer(string: text)))
    }

    static func openAPI(_ call: Call) async throws -> Answer {
        .json(.ok, bytes: ByteBuffer(bytes: OpenAPIDocument.bytes))
    }
}

/// The process answers.
struct HealthBody: AnswerBody {
    var status: String
    static let schema = Schema.object([.must("status", .choice(["alive"]), "Always `alive`.")])
}

/// What the service stands on.
struct ReadinessBody: AnswerBody {
    var database: Bool
    var migrations: Int
    var store: Bool
    var units: Int

    static let schema = Schema.object([
        .must("database", .boolean, "Whether PostgreSQL answers."),
        .must("migrations", .integer(0...100_000), "The number of the newest migration applied."),
        .must("store", .boolean, "Whether the evidence store takes writes."),
        .must("units", .integer(0...1_000_000), "How many unit versions are loaded."),
    ])
}
