/// A place in an item of evidence that a comment is pinned to.
///
/// Written as an object with one of three forms: `{"page": 2, "region": {"x": 0.1, "y": 0.2, "width": 0.5, "height": 0.1}}`,
/// `{"fromSeconds": 12.5, "toSeconds": 20}`, `{"start": 40, "end": 80}`; `region` and `toSeconds` may be left out.
public enum EvidenceAnchor: Sendable, Equatable {
    /// A page, counted from 1, and a part of it.
    case page(Int, Region?)
    /// A stretch of a recording, in seconds from its start; one moment where there is no end.
    case time(Double, Double?)
    /// A stretch of a text, in Unicode scalars from its start; the end is not part of it.
    case text(Int, Int)

    /// A part of a page, in shares of its width and height from the upper left.
    public struct Region: Codable, Sendable, Equatable {
        /// From the left, 0 to 1.
        public var x: Double
        /// From above, 0 to 1.
        public var y: Double
        /// How wide, above 0.
        public var width: Double
        /// How high, above 0.
        public var height: Double

        /// A part of a page.
        public init(x: Double, y: Double, width: Double, height: Double) {
            self.x = x
            self.y = y
            self.width = width
            self.height = height
        }

        fileprivate var isOnPage: Bool {
            x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= 1.000_001 && y + height <= 1.000_001
        }
    }

    /// What is known of the item, as far as a place in it can be held against that.
    public struct Bounds: Sendable, Equatable {
        /// The media type of its file; nil for statements.
        public var type: String?
        /// How many pages it has.
        public var pages: Int?
        /// How long it plays.
        public var seconds: Double?
        /// How many Unicode scalars its text, transcript or statement has at most.
        public var characters: Int?

        /// What is known of an item.
        public init(type: String? = nil, pages: Int? = nil, seconds: Double? = nil, characters: Int? = nil) {
            self.type = type
            self.pages = pages
            self.seconds = seconds
            self.characters = characters
        }
    }

    /// Refuses a place that is not in the item.
    public func require(in bounds: Bounds) throws(EvidenceAnchorError) {
        let kind = bounds.type?.prefix { $0 != "/" }
        switch self {
        case .page(let page, let region):
            guard kind != "audio", kind != nil else { throw .otherKind }
            guard page >= 1, page <= bounds.pages ?? (kind == "image" || kind == "video" ? 1 : page) else {
                throw .outside("page", most: Double(bounds.pages ?? 1))
            }
            guard region?.isOnPage ?? true else { throw .outside("region", most: 1) }
        case .time(let from, let to):
            guard kind == "audio" || kind == "video" else { throw .otherKind }
            guard from >= 0, from <= bounds.seconds ?? from else {
                throw .outside("fromSeconds", most: bounds.seconds ?? 0)
            }
            guard let to else { return }
            guard to > from, to <= bounds.seconds ?? to else { throw .outside("toSeconds", most: bounds.seconds ?? 0) }
        case .text(let start, let end):
            guard kind == nil || kind == "text" || bounds.characters != nil else { throw .otherKind }
            guard start >= 0, end > start, end <= bounds.characters ?? end else {
                throw .outside("end", most: Double(bounds.characters ?? 0))
            }
        }
    }
}

/// Why a comment cannot be pinned where it is to be.
public enum EvidenceAnchorError: Error, Sendable, Equatable {
    /// The item has no such kind of place: a recording has no pages.
    case otherKind
    /// The figure of this name lies outside the item; the most it can be.
    case outside(String, most: Double)
}

extension EvidenceAnchor: Codable {
    private enum CodingKeys: String, CodingKey { case page, region, fromSeconds, toSeconds, start, end }

    /// Reads the object form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let page = try container.decodeIfPresent(Int.self, forKey: .page) {
            self = .page(page, try container.decodeIfPresent(Region.self, forKey: .region))
        } else if let from = try container.decodeIfPresent(Double.self, forKey: .fromSeconds) {
            self = .time(from, try container.decodeIfPresent(Double.self, forKey: .toSeconds))
        } else {
            self = .text(
                try container.decode(Int.self, forKey: .start), try container.decode(Int.self, forKey: .end))
        }
    }

    /// Writes the object form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .page(let page, let region):
            try container.encode(page, forKey: .page)
            try container.encodeIfPresent(region, forKey: .region)
        case .time(let from, let to):
            try container.encode(from, forKey: .fromSeconds)
            try container.encodeIfPresent(to, forKey: .toSeconds)
        case .text(let start, let end):
            try container.encode(start, forKey: .start)
            try container.encode(end, forKey: .end)
        }
    }
}

/// What an assessor says of one place in an item. Identified by `ID<EvidenceComment>`.
public enum EvidenceComment {}
