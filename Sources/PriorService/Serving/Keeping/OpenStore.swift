import EvidenceStore
import Foundation

extension Settings {
    /// Opens the evidence store as it is set up. Where a bucket is, the bucket and the data directory are one store, because
    /// objects may be moving from one to the other: what is new goes where `PRIOR_STORE` says.
    func openStore() throws -> any EvidenceStore {
        let local = try localStore()
        switch (store.backEnd, try s3Store()) {
        case (.local, nil): return local
        case (.local, let s3?): return PairedStore(local, s3)
        case (.s3, let s3?): return PairedStore(s3, local)
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
