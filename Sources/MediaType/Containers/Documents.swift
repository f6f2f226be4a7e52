/// PDF, and Office files that are encrypted or carry macros.
enum Documents {
    static func settle(_ answer: Magic.Answer, _ bytes: Bytes) -> Containers.Settled? {
        if isOLE(bytes) { return ole(answer, bytes) }
        guard isPDF(answer, bytes) else { return nil }
        let tail = max(0, bytes.count - (64 << 10))..<bytes.count
        var findings: Set<Detection.Finding> = []
        if bytes.first("%%EOF", in: tail) == nil, bytes.first("startxref", in: tail) == nil {
            findings.insert(.truncated)
        }
        // An encrypted PDF is not refused: certificates and statements are often locked against changes and open to
        // every reader, and only decrypting would tell those from the ones that ask for a password.
        return Containers.Settled(type: "application/pdf", findings: findings)
    }

    /// Readers take a PDF whose header comes within the first 1,024 bytes (ISO 32000-1 annex H.3.4.1), libmagic only
    /// one that starts with it. A file that libmagic recognises as something else stays that.
    private static func isPDF(_ answer: Magic.Answer, _ bytes: Bytes) -> Bool {
        if answer.type == "application/pdf" { return true }
        guard answer.type == .unknown || answer.type == "text/plain", let start = bytes.first("%PDF-", in: 0..<1_024)
        else { return false }
        return bytes.first("%%EOF", in: start..<bytes.count) != nil
    }

    private static func isOLE(_ bytes: Bytes) -> Bool {
        bytes.big(4, at: 0) == 0xd0cf_11e0
    }

    private static func ole(_ answer: Magic.Answer, _ bytes: Bytes) -> Containers.Settled {
        var findings: Set<Detection.Finding> = []
        // Names in the directory of a compound file are UTF-16 (MS-CFB 2.6.1).
        if bytes.first(wide("EncryptedPackage"), in: 0..<bytes.count) != nil { findings.insert(.encrypted) }
        if bytes.first(wide("_VBA_PROJECT"), in: 0..<bytes.count) != nil { findings.insert(.macros) }
        return Containers.Settled(type: answer.type, findings: findings)
    }

    private static func wide(_ text: String) -> String {
        String(text.flatMap { [$0, "\0"] })
    }
}
