/// Photos put in order as the pages of one document. The document is its own first page.
public struct DocumentPages: Sendable {
    /// A picture that is to be a page, as it stands now.
    public struct Candidate: Sendable, Equatable {
        /// The item.
        public var id: ID<Evidence>
        /// Its kind.
        public var kind: EvidenceKind
        /// Whether it is a picture: of a file with pages of its own nobody could say which page 2 is meant.
        public var isPicture: Bool
        /// The document it is a page of already.
        public var pageOf: ID<Evidence>?
        /// Whether it has pages of its own.
        public var hasPages: Bool
        /// Whether it is the translation of another item.
        public var isTranslation: Bool

        /// A picture.
        public init(
            id: ID<Evidence>, kind: EvidenceKind, isPicture: Bool, pageOf: ID<Evidence>? = nil, hasPages: Bool = false,
            isTranslation: Bool = false
        ) {
            self.id = id
            self.kind = kind
            self.isPicture = isPicture
            self.pageOf = pageOf
            self.hasPages = hasPages
            self.isTranslation = isTranslation
        }
    }

    /// The most pages of a document, the first one counted.
    public static let most = 100

    /// The document.
    public var document: Candidate
    /// What is to follow its first page, in order.
    public var following: [Candidate]

    /// An order of pages.
    public init(document: Candidate, following: [Candidate]) {
        self.document = document
        self.following = following
    }

    /// Whether the document can have pages at all.
    public var canHavePages: Bool { document.isPicture && document.pageOf == nil && !document.isTranslation }

    /// What cannot be a page, by its place; empty when nothing is wrong.
    public var faults: [(index: Int, fault: PageFault)] {
        following.enumerated().compactMap { index, page in
            fault(of: page, at: index).map { (index, $0) }
        }
    }

    private func fault(of page: Candidate, at index: Int) -> PageFault? {
        if page.id == document.id { return .document }
        if following[..<index].contains(where: { $0.id == page.id }) { return .twice }
        if !page.isPicture { return .notPicture }
        if page.kind != document.kind { return .otherKind }
        if page.hasPages || page.isTranslation { return .taken }
        if let other = page.pageOf, other != document.id { return .taken }
        return nil
    }
}

/// Why an item cannot be a page of a document.
public enum PageFault: String, Sendable, Equatable {
    /// It is the document, whose first page it is already.
    case document
    /// It is named twice.
    case twice
    /// It is no picture.
    case notPicture
    /// It is another kind of evidence than the document.
    case otherKind
    /// It is a page or a translation of something else, or has pages of its own.
    case taken
}
