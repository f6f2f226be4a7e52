import Archive
import Assessment
import EvidenceStore
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Postgres

/// Everything about the person who asks, in one archive that is made while it is sent.
enum PersonalExportRoutes {
    static func export(_ call: Call) async throws -> Answer {
        let person = try call.person()
        try await call.requireRecentSession()
        let export = try await call.resources.database.transaction(isolation: .repeatableRead) { connection in
            try await connection.personalExport(of: person.id, at: call.now)
        }
        return try await call.change { change in
            change.record("person.exported", of: person.id, at: nil)
            let store = call.resources.store
            let stream = ResponseBody { writer in
                var archive = try ArchiveStream(.zip, entries: export.entries(from: store))
                while let bytes = try await archive.next() { try await writer.write(bytes) }
                try await writer.finish(nil)
            }
            return Answer(
                status: .ok,
                headers: [
                    .contentType: "application/zip",
                    .contentDisposition: #"attachment; filename="prior-\#(CalendarDate(call.now)).zip""#,
                ], body: .stream(stream))
        }
    }
}

extension PersonalExport {
    /// The records first, then each file as it lies in the store.
    func entries(from store: any EvidenceStore) -> () async throws -> ArchiveEntry? {
        var records = [ArchiveEntry(path: "index.html", bytes: ByteBuffer(string: page), modifiedAt: at)]
        for table in tables {
            let bytes = ByteBuffer(string: "[\n" + table.rows.joined(separator: ",\n") + "\n]\n")
            records.append(ArchiveEntry(path: table.path, bytes: bytes, modifiedAt: at))
        }
        var (rest, left) = (records[...], files.filter { !$0.isHeld }[...])
        let moment = at
        return {
            if let entry = rest.popFirst() { return entry }
            while let file = left.popFirst() {
                guard try await store.size(of: file.digest) != nil else { continue }
                let bytes = try await store.open(file.digest, range: nil)
                return ArchiveEntry(path: file.path, bytes: bytes, modifiedAt: moment, isCompressed: file.isCompressed)
            }
            return nil
        }
    }
}
