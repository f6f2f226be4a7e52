/// That somebody of the institution held the paper in their hands of which an item is a picture. Identified by
/// `ID<OriginalSighting>`.
public enum OriginalSighting {
    /// What was seen.
    public enum Seen: String, Codable, Sendable, CaseIterable {
        /// The paper itself.
        case original
        /// A copy that an authority certified.
        case certifiedCopy
    }

    /// Whether it is said who certified a copy, and only of one.
    public static func isWhole(_ seen: Seen, certifiedBy authority: String) -> Bool {
        (seen == .certifiedCopy) == !authority.allSatisfy(\.isWhitespace)
    }
}
