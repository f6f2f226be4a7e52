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
    /// Which database libmagic looked it up in: its length and CRC-32.
    public let libmagicDatabase: String
    /// What is wrong with the content, or in it, that its type does not say.
    public let findings: Set<Finding>
    /// What it comes to when a program opens it.
    public let extent: Extent
    /// The number of bytes.
    public let size: Int64

    /// What a file comes to when a program opens it, as far as its headers and a bounded look tell.
    public struct Extent: Sendable, Hashable {
        /// The bytes of its parts once unpacked; 0 where nothing is packed. Counting ends at 320 MiB of real bytes.
        public var unpackedBytes: Int64 = 0
        /// How many times larger its most packed large part is than it was; 0 where nothing is packed.
        public var ratio: Int64 = 0
        /// The pixels of its largest picture plane: width times height; 0 where it is no picture.
        public var pixels: Int64 = 0

        /// Nothing packed, no picture.
        public init(unpackedBytes: Int64 = 0, ratio: Int64 = 0, pixels: Int64 = 0) {
            self.unpackedBytes = unpackedBytes
            self.ratio = ratio
            self.pixels = pixels
        }
    }

    /// Something about a file that matters for whether it is accepted.
    public enum Finding: String, Sendable, Hashable, Codable, CaseIterable {
        /// There are no bytes.
        case empty
        /// It could not be examined: it brought the examining process down, or kept it too long.
        case unreadable
        /// The end is missing.
        case truncated
        /// Its parts contradict each other, as no program writes them.
        case damaged
        /// It is two kinds of file at once.
        case polyglot
        /// It cannot be read without a password.
        case encrypted
        /// It is encrypted, but may open without a password: a PDF that is locked against changes. What is in it cannot be looked at.
        case locked
        /// It carries macros.
        case macros
        /// It carries a script that runs in its reader (PDF with JavaScript).
        case script
        /// It starts a program, sends a form or opens an address when it is opened.
        case launch
        /// It fetches a part of itself from elsewhere when it is opened (a remote template).
        case external
        /// It carries objects of other programs (OLE, ActiveX).
        case embeddedObject
        /// It carries other files to be taken out (PDF attachments).
        case attachment
        /// Its XML declares a document type or entities, which grow or fetch when they are read.
        case entities
    }

    init(
        detected: MediaType, magic: MediaType, encoding: String, description: String, libmagicDatabase: String,
        findings: Set<Finding> = [], extent: Extent = Extent(), size: Int64
    ) {
        self.detected = detected
        self.magic = magic
        self.encoding = encoding
        self.description = description
        self.libmagicVersion = Magic.version
        self.libmagicDatabase = libmagicDatabase
        self.findings = findings
        self.extent = extent
        self.size = size
    }

    /// What is known of a file that could not be examined.
    public static func unreadable(_ why: String, size: Int64, libmagicDatabase: String = "") -> Detection {
        Detection(
            detected: .unknown, magic: .unknown, encoding: "binary", description: why,
            libmagicDatabase: libmagicDatabase, findings: [.unreadable], size: size)
    }
}

/// Why a file's type could not be found out at all.
public enum MediaTypeError: Error, Sendable, Hashable {
    /// The file could not be opened or read: an `errno`.
    case unreadable(Int32)
    /// libmagic or its database does not work here; the text is libmagic's.
    case libmagic(String)
}
