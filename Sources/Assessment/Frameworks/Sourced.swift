/// A figure with its source, or a gap with its reason.
///
/// A gap is a gap: where nobody has published a figure the value is nil and `note` says what is not known. A rule whose
/// figure is a gap is not applied.
public struct Sourced<Value: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
    /// The figure; nil where none is known.
    public var value: Value?
    /// Where the figure comes from; nil only for a gap.
    public var source: Source?
    /// What a reader should know about it; for a gap, why there is none.
    public var note: String?

    /// A figure and where it comes from.
    public init(_ value: Value, source: Source, note: String? = nil) {
        self.value = value
        self.source = source
        self.note = note
    }

    /// A gap and why it is one.
    public init(gap note: String, source: Source? = nil) {
        self.value = nil
        self.source = source
        self.note = note
    }

    /// Whether no figure is known.
    public var isGap: Bool { value == nil }
}
