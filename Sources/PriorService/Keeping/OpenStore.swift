import EvidenceStore
import Foundation

extension Settings {
    /// Opens the evidence store as it is set up. Where objects may be in two places, because they are moving or were
    /// moved, both are one store: what is new goes where `PRIOR_STORE` says.
    func openStore() async throws -> any EvidenceStore {
        let (local, s3) = (try localStore(), try s3Store())
        switch (store.backEnd, s3) {
        case (.local, nil): return local
        case (.local, let s3?): return PairedStore(local, s3)
        case (.s3, let s3?):
            var entries = local.entries().makeAsyncIterator()
            let isEmpty = try await entries.next(isolation: #isolation) == nil
            return isEmpty ? s3 : PairedStore(s3, local)
        case (.s3, nil): throw EvidenceStoreError.unavailable("no bucket is set up")
        }
    }

    /// The folder of evidence in the data directory.
    func localStore() throws -> LocalEvidenceStore { try LocalEvidenceStore(directory: evidenceDirectory) }

    /// The bucket; nil where none is set up.
    func s3Store() throws -> S3EvidenceStore? {
        try store.s3.map { try S3EvidenceStore($0, stagingIn: evidenceDirectory) }
    }

    private var evidenceDirectory: String { dataDirectory.appending(path: "evidence").path }
}
