/// What S3 answered instead of what was asked for, or why it did not answer.
struct S3Failure: Error {
    /// The HTTP status; 0 where there was no answer.
    var status: Int
    /// S3's own name for it, such as `SlowDown`; the kind of error where there was no answer.
    var code: String

    /// Whether the same request may succeed a little later.
    var isPassing: Bool {
        switch status {
        case 0, 408, 429, 500, 502, 503, 504: true
        case 400: code == "RequestTimeout" || code == "IncompleteBody"
        case 409: code == "OperationAborted" || code == "ConditionalRequestConflict"
        default: false
        }
    }

    /// What it means to whoever uses the store.
    var error: EvidenceStoreError {
        switch (status, code) {
        case (507, _), (_, "QuotaExceeded"), (_, "XMinioStorageFull"), (_, "InsufficientStorage"): .full
        default: .unavailable(status == 0 ? code : "\(status) \(code)")
        }
    }
}
