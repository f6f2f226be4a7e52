import Foundation
import Seal

extension SettingKey {
    /// The settings of what leaves under a signature, and of time stamps.
    static let ofBags: [SettingKey] = [signingKey, trustedKeys, timeStampURL, timeStampCertificates]

    static let signingKey = SettingKey(
        variable: "PRIOR_SIGNING_KEY", path: "bags.signingKey",
        standard: "a key in the data directory, made on the first start",
        meaning: "The Ed25519 key that exported bags are signed by: its 32 secret bytes in base64.", isSecret: true)
    static let trustedKeys = SettingKey(
        variable: "PRIOR_TRUSTED_BAG_KEYS", path: "bags.trustedKeys", standard: "none but this service's own",
        meaning:
            "The public keys of other services, as their `/api/bag-key` shows them, with commas between: what others said in bags signed by them counts without a confirmation."
    )
    static let timeStampURL = SettingKey(
        variable: "PRIOR_TSA_URL", path: "timeStamps.url", standard: "none: submissions are not time-stamped",
        meaning: "Where a time-stamping authority (RFC 3161) answers over HTTP.")
    static let timeStampCertificates = SettingKey(
        variable: "PRIOR_TSA_CA", path: "timeStamps.certificates", standard: "none",
        meaning: "A file of PEM certificates; the authority's own must lead to one of them.")
}

extension SettingsReader {
    /// Reads the settings of bags.
    mutating func bags(_ bags: inout Settings.Bags) {
        if let found = find(.signingKey) {
            bags.signing = Data(base64Encoded: found.value).flatMap { SigningKey(secret: $0) }
            if bags.signing == nil { fault("PRIOR_SIGNING_KEY (bags.signingKey) must be 32 bytes in base64.") }
        }
        for text in find(.trustedKeys)?.value.split(separator: ",") ?? [] {
            if let key = VerifyingKey(text.trimmingCharacters(in: .whitespaces)) {
                bags.trusted.insert(key)
            } else {
                fault(
                    "PRIOR_TRUSTED_BAG_KEYS (bags.trustedKeys) must be keys of 32 bytes in base64, with commas between."
                )
            }
        }
    }

    /// Reads the settings of time stamps.
    mutating func timeStamps(_ timeStamps: inout Settings.TimeStamps) {
        guard let found = find(.timeStampURL) else { return }
        guard let url = URL(string: found.value), ["http", "https"].contains(url.scheme), url.host != nil else {
            return fault("PRIOR_TSA_URL (timeStamps.url) must be an address as https://tsa.example.org/.")
        }
        guard let file = find(.timeStampCertificates)?.value, FileManager.default.isReadableFile(atPath: file) else {
            return fault(
                "PRIOR_TSA_URL is set, so PRIOR_TSA_CA (timeStamps.certificates) must be a file that can be read.")
        }
        timeStamps.authority = found.value
        timeStamps.certificates = file
    }
}
