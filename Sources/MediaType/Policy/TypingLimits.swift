/// What a file may come to when a program opens it: a policy's data.
public struct TypingLimits: Sendable, Hashable, Codable {
    /// The most bytes that a document's parts may have once unpacked.
    public var maximumUnpackedBytes: Int64
    /// How many times larger a large part may be than it was packed.
    public var maximumRatio: Int64
    /// The most pixels that a picture may have.
    public var maximumPixels: Int64

    /// Limits on what a file comes to.
    public init(
        maximumUnpackedBytes: Int64 = 1 << 30, maximumRatio: Int64 = 250, maximumPixels: Int64 = 250_000_000
    ) {
        self.maximumUnpackedBytes = maximumUnpackedBytes
        self.maximumRatio = maximumRatio
        self.maximumPixels = maximumPixels
    }

    func rule(against extent: Detection.Extent) -> TypingRule? {
        if extent.unpackedBytes > maximumUnpackedBytes || extent.ratio > maximumRatio {
            return .unpacksTooLarge(maximumBytes: maximumUnpackedBytes)
        }
        return extent.pixels > maximumPixels ? .tooManyPixels(maximum: maximumPixels) : nil
    }
}

/// What a policy does about a finding.
public enum FindingHandling: String, Sendable, Hashable, Codable, CaseIterable {
    /// The file is not taken.
    case refuse
    /// It is kept, and given to nobody until somebody of the institution releases it.
    case quarantine
    /// It is taken as if nothing had been found.
    case accept
}
