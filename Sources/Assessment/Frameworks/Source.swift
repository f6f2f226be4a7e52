/// Where a figure or a text comes from, and how sure that is. The field's sources contradict each other, so a figure
/// without one is worth nothing.
public struct Source: Codable, Sendable, Equatable {
    /// How a figure was come by.
    public enum Confidence: String, Codable, Sendable, CaseIterable {
        /// Read in the named source itself.
        case read
        /// Read in a mirror, a quotation or a secondary page.
        case secondary
        /// Recalled or reported, not found in writing: never to be relied upon.
        case unconfirmed
        /// Set by the institution that publishes the document; no published figure stands behind it.
        case own
    }

    /// A slug, unique in the document that names the source; the document's figures refer to it.
    public var id: String
    /// What it is called: a document's title and date, or "Set by the institution".
    public var title: String
    /// Where in it, or where it is to be found: a page, a clause, an address without scheme.
    public var locator: String?
    /// How sure.
    public var confidence: Confidence

    /// A source named in full.
    public init(id: String, title: String, locator: String? = nil, confidence: Confidence) {
        self.id = id
        self.title = title
        self.locator = locator
        self.confidence = confidence
    }
}
