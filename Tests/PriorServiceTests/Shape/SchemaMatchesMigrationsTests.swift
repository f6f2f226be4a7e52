import Foundation
import Subprocess
import Support
import Testing

/// `storage/schema.sql` is what the migrations come to, so that the tables can be read in one place.
@Suite(.database) struct SchemaMatchesMigrationsTests {
    @Test func `the schema file is the sum of the migrations`() async throws {
        let outcome = try await Subprocess.run(
            .name("pg_dump"),
            arguments: ["--schema-only", "--no-owner", "--dbname", TestDatabase.current.conninfo],
            output: .string(limit: 4_194_304), error: .string(limit: 65_536))
        try #require(outcome.terminationStatus.isSuccess, "\(outcome.standardError)")
        let head = "-- The sum of storage/migrations, for reading: `make goldens` writes it, nothing runs it.\n\n"
        try Golden.expect(head + normalised(outcome.standardOutput), at: "storage/schema.sql")
    }

    /// Without what differs from one pg_dump to the next: comments, settings of the session, random restriction keys.
    private func normalised(_ dump: String) -> String {
        var lines: [Substring] = []
        for line in dump.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("--") || line.hasPrefix("SET ") || line.hasPrefix("\\") { continue }
            if line.hasPrefix("SELECT pg_catalog.set_config") { continue }
            if line.isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(line)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }
}
