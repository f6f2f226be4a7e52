public import Foundation

/// From where on two items that are alike are shown to the people who judge them. Nothing is decided by it.
public struct DuplicateRules: Codable, Sendable, Equatable {
    /// How alike two pictures are, 0 to 1: the correlation of their levels of grey.
    public var images: Sourced<Decimal>
    /// How many of all runs of five words in either text are in both, 0 to 1.
    public var texts: Sourced<Decimal>

    /// Rules of likeness.
    public init(images: Sourced<Decimal>, texts: Sourced<Decimal>) {
        self.images = images
        self.texts = texts
    }
}
