import Assessment
import Foundation
import Postgres
import Rubrics

/// A published version on disk that is not the one in the database.
public struct PublishedVersionChanged: Error, CustomStringConvertible {
    /// Which files, and what to do.
    public let description: String
}

extension RubricsLibrary {
    /// Writes what is new into the database; what is there already must be the same, to the byte of its canonical form.
    /// Loading twice changes nothing.
    /// - Throws: `PublishedVersionChanged` when a file says something else under a version that was published.
    func keep(in database: Database, at moment: Date) async throws {
        try await database.transaction { try await self.keep(on: $0, at: moment) }
    }

    /// The same in a transaction that is under way.
    func keep(on connection: Connection, at moment: Date) async throws {
        var changed: [String] = []
        for (key, framework) in self.frameworks.sorted(by: { $0.key.description < $1.key.description }) {
            changed += try await connection.keep(
                framework, in: "framework", titled: framework.value.name, key, moment)
        }
        for (key, policy) in self.policies.sorted(by: { $0.key.description < $1.key.description }) {
            changed += try await connection.keep(policy, in: "policy", titled: policy.value.title, key, moment)
        }
        for (key, unit) in self.units.sorted(by: { $0.key.description < $1.key.description }) {
            changed += try await connection.keep(unit, in: "unit", titled: unit.value.title, key, moment)
        }
        for (key, one) in self.qualifications.sorted(by: { $0.key.description < $1.key.description }) {
            changed += try await connection.keep(one, in: "qualification", titled: one.value.title, key, moment)
        }
        for (key, one) in self.crosswalks.sorted(by: { $0.key.description < $1.key.description }) {
            changed += try await connection.keep(one, in: "crosswalk", titled: one.value.title, key, moment)
        }
        guard changed.isEmpty else {
            throw PublishedVersionChanged(
                description: """
                    A published version never changes, and these files say something else than when they were loaded:
                    \(changed.joined(separator: "\n"))
                    Put them back as they were, and publish the change under a new version.
                    """)
        }
    }
}

extension Connection {
    /// - Returns: the file's name, when the version is there with another fingerprint.
    fileprivate func keep<Value>(
        _ document: Document<Value>, in table: String, titled title: String, _ key: DocumentKey, _ moment: Date
    ) async throws -> [String] {
        let present = try await first(
            "select fingerprint, document->>'status' as status from \(SQL(unsafeSQL: table)) where id = \(key.id) and version = \(key.version)"
        )
        if let present {
            let fingerprint: String = try present["fingerprint"]
            let status: String? = try present["status"]
            // A draft may still change; of a published version only its status, which the fingerprint leaves out.
            guard fingerprint == document.fingerprint.rawValue || status == PublicationStatus.draft.rawValue else {
                return ["  \(document.file) (\(key))"]
            }
            guard fingerprint != document.fingerprint.rawValue || status != document.status.rawValue else { return [] }
            try await execute(
                """
                update \(SQL(unsafeSQL: table))
                set fingerprint = \(document.fingerprint.rawValue), title = \(title), document = \(JSONText(document.publicJSON))
                where id = \(key.id) and version = \(key.version)
                """)
            return []
        }
        try await execute(
            """
            insert into \(SQL(unsafeSQL: table)) (id, version, fingerprint, title, document, loaded_at)
            values (\(key.id), \(key.version), \(document.fingerprint.rawValue), \(title), \(JSONText(document.publicJSON)), \(moment))
            """)
        return []
    }
}
