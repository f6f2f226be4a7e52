import Foundation
import Seal

extension SigningKey {
    /// The key of this installation: from the settings, or else a file in the data directory, made on the first start.
    static func load(_ settings: Settings) throws -> SigningKey {
        if let key = settings.bags.signing { return key }
        let file = settings.dataDirectory.appending(path: "bag-signing.key")
        if let key = try? read(file) { return key }
        try FileManager.default.createDirectory(at: settings.dataDirectory, withIntermediateDirectories: true)
        let made = SigningKey()
        let fresh = settings.dataDirectory.appending(path: "bag-signing.\(UUID().uuidString)")
        let isThere = FileManager.default.createFile(
            atPath: fresh.path, contents: made.secret.base64EncodedData(), attributes: [.posixPermissions: 0o600])
        guard isThere else { throw CocoaError(.fileWriteUnknown) }
        defer { try? FileManager.default.removeItem(at: fresh) }
        // A second name never takes the place of a file that is there: of two that start at once, one key stays.
        try? FileManager.default.linkItem(at: fresh, to: file)
        return try read(file)
    }

    private static func read(_ file: URL) throws -> SigningKey {
        guard let secret = Data(base64Encoded: try Data(contentsOf: file)), let key = SigningKey(secret: secret) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return key
    }
}
