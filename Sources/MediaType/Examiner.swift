/// Looks at whole files, on the thread that asks: libmagic first, then into the container. For a process of its own, which
/// may end by what it reads.
public final class Examiner {
    private let magic: Magic

    /// Loads libmagic's database.
    /// - Throws: ``MediaTypeError/libmagic(_:)`` when there is none.
    public init() throws {
        magic = try Magic()
    }

    /// Looks at a few bytes of each kind, so that whatever is loaded at first use is loaded.
    public func warmUp() {
        for sample in ["words, and more words\n", "<svg xmlns='x'/>", "PK\u{3}\u{4}", "%PDF-1.4\n%%EOF", "{\\rtf1}"] {
            var text = sample
            _ = text.withUTF8 { try? Examination(Bytes(UnsafeRawBufferPointer($0)), by: magic).detection() }
        }
    }

    /// What the open file `descriptor` is. It blocks, and reads as much as it has to.
    public func examine(_ descriptor: Int32) throws -> Detection {
        try MappedFile(descriptor: descriptor).detect(by: magic)
    }

    /// The same as bytes to be sent; empty where the file cannot be read.
    public func answer(about descriptor: Int32) -> [UInt8] {
        (try? examine(descriptor))?.answer ?? []
    }
}
