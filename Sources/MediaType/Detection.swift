/// What the bytes of a file are, whatever its name and its sender say.
public struct Detection: Sendable, Hashable {
    /// The media type, once the container has been looked into.
    public let detected: MediaType
    /// What libmagic alone said.
    public let magic: MediaType
    /// The encoding of text by libmagic, such as `utf-8`, `us-ascii` or `utf-16le`; `binary` for all else.
    public let encoding: String
    /// libmagic's description, for people.
    public let description: String
    /// The version of libmagic, such as `5.44`.
    public let libmagicVersion: String
    /// What is wrong with the content, or in it, that its type does not say.
    public let findings: Set<Finding>
    /// The number of bytes.
    public let size: Int64

    /// Something about a file that matters for whether it is accepted.
    public enum Finding: String, Sendable, Hashable, Codable, CaseIterable {
        /// There are no bytes.
        case empty
        /// The end is missing.
        case truncated
        /// It cannot be read without a password.
        case encrypted
        /// It carries macros.
        case macros
    }
}

/// Why a file's type could not be found out at all.
public enum MediaTypeError: Error, Sendable, Hashable {
    /// The file could not be opened or read: an `errno`.
    case unreadable(Int32)
    /// libmagic or its database does not work here; the text is libmagic's.
    case libmagic(String)
}
