import EvidenceStore
import Foundation

extension SettingKey {
    /// The settings of the evidence store.
    static let ofStore: [SettingKey] = [
        store, s3Endpoint, s3Bucket, s3Region, s3Prefix, s3AccessKey, s3SecretKey, s3PathStyle, redirectSeconds,
        scrubBytesPerSecond, orphanSeconds,
    ]

    static let store = SettingKey(
        variable: "PRIOR_STORE", path: "evidence.store", standard: "local",
        meaning: "Where new files go: `local` (the data directory) or `s3` (the bucket below).")
    static let s3Endpoint = SettingKey(
        variable: "PRIOR_S3_ENDPOINT", path: "evidence.s3.endpoint", standard: "none: there is no bucket",
        meaning: "The S3 server, as `https://s3.example.org`. With `local`, its bucket is read from only.")
    static let s3Bucket = SettingKey(
        variable: "PRIOR_S3_BUCKET", path: "evidence.s3.bucket", standard: "prior",
        meaning: "The bucket, which must be there.")
    static let s3Region = SettingKey(
        variable: "PRIOR_S3_REGION", path: "evidence.s3.region", standard: "us-east-1",
        meaning: "The region that signatures name.")
    static let s3Prefix = SettingKey(
        variable: "PRIOR_S3_PREFIX", path: "evidence.s3.prefix", standard: "none",
        meaning: "What every key begins with, so that others may use the bucket as well.")
    static let s3AccessKey = SettingKey(
        variable: "PRIOR_S3_ACCESS_KEY", path: "evidence.s3.accessKey", standard: "none",
        meaning: "The access key of the bucket.", isSecret: true)
    static let s3SecretKey = SettingKey(
        variable: "PRIOR_S3_SECRET_KEY", path: "evidence.s3.secretKey", standard: "none",
        meaning: "The secret key of the bucket.", isSecret: true)
    static let s3PathStyle = SettingKey(
        variable: "PRIOR_S3_PATH_STYLE", path: "evidence.s3.pathStyle", standard: "true",
        meaning: "`true` for `https://host/bucket/key`, `false` for `https://bucket.host/key`.")
    static let redirectSeconds = SettingKey(
        variable: "PRIOR_S3_REDIRECT_SECONDS", path: "evidence.s3.redirectSeconds", standard: "0: through the service",
        meaning:
            "Where not 0, a download is answered 307 to an address of the S3 server that works for so many seconds, for anybody who has it."
    )
    static let scrubBytesPerSecond = SettingKey(
        variable: "PRIOR_SCRUB_BYTES_PER_SECOND", path: "evidence.scrubBytesPerSecond", standard: "1048576",
        meaning: "How fast kept files are hashed again in the background, in bytes a second; 0 for not at all.")
    static let orphanSeconds = SettingKey(
        variable: "PRIOR_ORPHAN_SECONDS", path: "evidence.orphanSeconds", standard: "86400",
        meaning: "How long a stored file may be without a record before it is cleared away, in seconds.")
}

extension SettingsReader {
    /// Reads the settings of the evidence store.
    mutating func store(_ store: inout Settings.Store) {
        if let found = find(.store) {
            if let backEnd = BackEnd(rawValue: found.value) {
                store.backEnd = backEnd
            } else {
                fault("PRIOR_STORE (evidence.store) must be `local` or `s3`.")
            }
        }
        number(.redirectSeconds, 0...604_800) { store.redirectSeconds = $0 }
        number(.scrubBytesPerSecond, 0...1_073_741_824) { store.scrubBytesPerSecond = $0 }
        number(.orphanSeconds, 3600...31_536_000) { store.grace = .seconds($0) }
        guard let endpoint = find(.s3Endpoint)?.value else {
            if store.backEnd == .s3 {
                fault("PRIOR_STORE is `s3`, but PRIOR_S3_ENDPOINT (evidence.s3.endpoint) is not set.")
            }
            return
        }
        var isPathStyle = true
        if let found = find(.s3PathStyle) {
            if let flag = Bool(found.value) {
                isPathStyle = flag
            } else {
                fault("PRIOR_S3_PATH_STYLE (evidence.s3.pathStyle) must be `true` or `false`.")
            }
        }
        guard let accessKey = find(.s3AccessKey)?.value, let secretKey = find(.s3SecretKey)?.value else {
            fault("PRIOR_S3_ENDPOINT is set, so PRIOR_S3_ACCESS_KEY and PRIOR_S3_SECRET_KEY must be.")
            return
        }
        store.s3 = S3Configuration(
            endpoint: endpoint, bucket: find(.s3Bucket)?.value ?? "prior",
            region: find(.s3Region)?.value ?? "us-east-1",
            prefix: find(.s3Prefix)?.value ?? "", accessKey: accessKey, secretKey: secretKey, isPathStyle: isPathStyle)
        if store.s3 == nil {
            fault(
                "PRIOR_S3_ENDPOINT (evidence.s3.endpoint) must be like https://s3.example.org, without a path, and PRIOR_S3_BUCKET the name of a bucket."
            )
        }
    }
}
