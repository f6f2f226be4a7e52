import Foundation

/// The text form of a password's hash, in the shape of the PHC string format: base64 without padding.
struct StoredHash: Sendable {
    let cost: PasswordHash.Cost
    let salt: [UInt8]
    let key: [UInt8]

    init(cost: PasswordHash.Cost, salt: [UInt8], key: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.key = key
    }

    init?(text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let cost = Self.cost(from: parts[2]),
            let salt = Self.decode(parts[3]), let key = Self.decode(parts[4]), (16...64).contains(key.count)
        else { return nil }
        self.init(cost: cost, salt: salt, key: key)
    }

    var text: String {
        let settings = "ln=\(cost.logarithmOfN),r=\(cost.blockSize),p=\(cost.parallelism)"
        return "$scrypt$\(settings)$\(Self.encode(salt))$\(Self.encode(key))"
    }

    private static func cost(from text: Substring) -> PasswordHash.Cost? {
        let fields = text.split(separator: ",").map { $0.split(separator: "=", omittingEmptySubsequences: false) }
        guard fields.count == 3, fields.allSatisfy({ $0.count == 2 }), fields.map({ $0[0] }) == ["ln", "r", "p"],
            let logarithm = Int(fields[0][1]), let block = Int(fields[1][1]), let parallelism = Int(fields[2][1])
        else { return nil }
        return PasswordHash.Cost(logarithmOfN: logarithm, blockSize: block, parallelism: parallelism)
    }

    private static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("=", with: "")
    }

    private static func decode(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).map(Array.init)
    }
}
