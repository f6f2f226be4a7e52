/// One thing that is wrong with a bag.
public struct BagFault: Error, Sendable, Hashable {
    /// The rules a bag is held to. Their names are stable.
    public enum Rule: String, Sendable, CaseIterable {
        /// It is no bag: `bagit.txt` is missing or says something else, or there is no SHA-256 manifest.
        case notABag = "not_a_bag"
        /// The archive cannot be read, or not to its end.
        case unreadable
        /// A file that a manifest names is not there.
        case missing
        /// A file that is there is in no manifest.
        case unlisted
        /// The bytes of a file are not those that the manifest names.
        case changed
        /// A line of a manifest is no digest and path, or names a path twice.
        case malformedManifest = "malformed_manifest"
        /// The size of the payload is not what `bag-info.txt` says.
        case wrongSize = "wrong_size"
        /// The signature was not made over this bag by the key it names.
        case signature
        /// A path leads out of the bag, or has signs that no path needs.
        case unsafePath = "unsafe_path"
        /// A symbolic or hard link.
        case link
        /// A device, a pipe, or another thing that is no file.
        case specialFile = "special_file"
        /// Two names that are one on some computers.
        case duplicateName = "duplicate_name"
        /// More files than are taken.
        case tooManyFiles = "too_many_files"
        /// More bytes than are taken, as they come or unpacked.
        case tooLarge = "too_large"
        /// It would have files fetched from elsewhere (`fetch.txt`).
        case fetch
        /// A record that Prior wrote is not as Prior writes them.
        case malformedRecord = "malformed_record"
        /// A signed statement does not have the digest it was signed under.
        case statement
    }

    /// Which rule.
    public var rule: Rule
    /// The file it is about, within the bag.
    public var path: String
    /// What it should be, where that is known: a digest, a number.
    public var expected: String?
    /// What it is.
    public var found: String?

    init(_ rule: Rule, _ path: String, expected: String? = nil, found: String? = nil) {
        self.rule = rule
        self.path = path
        self.expected = expected
        self.found = found
    }
}

extension BagFault: CustomStringConvertible {
    /// One line for a person.
    public var description: String {
        let words: String =
            switch rule {
            case .notABag: "is not as in a bag"
            case .unreadable: "cannot be read"
            case .missing: "is missing"
            case .unlisted: "is there, and no manifest names it"
            case .changed: "was changed"
            case .malformedManifest: "has a line that is no digest and path"
            case .wrongSize: "does not have the size that bag-info.txt says"
            case .signature: "does not hold: the bag is not as it was signed"
            case .unsafePath: "is no safe path"
            case .link: "is a link"
            case .specialFile: "is no file"
            case .duplicateName: "is named twice"
            case .tooManyFiles: "has too many files"
            case .tooLarge: "is too large"
            case .fetch: "asks for files from elsewhere"
            case .malformedRecord: "is not a record as Prior writes it"
            case .statement: "holds a statement that is not as it was signed"
            }
        let expectation = expected.map { "; expected \($0)" } ?? ""
        return "\(path) \(words)\(expectation)\(found.map { ", found \($0)" } ?? "")"
    }
}
