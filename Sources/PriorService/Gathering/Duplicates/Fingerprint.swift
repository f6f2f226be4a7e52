/// What one page, or the text of a whole file, is compared by.
enum Fingerprint: Sendable {
    case image(page: Int, picture: GreyPicture)
    case text(TextSketch)

    /// All of a file. What is too plain or too short to be told from others has none.
    static func all(of looked: Looked) -> [Fingerprint] {
        var all: [Fingerprint] = []
        for (page, picture) in looked.greys.sorted(by: { $0.key < $1.key }) where !picture.isPlain {
            all.append(.image(page: page, picture: picture))
        }
        if let text = looked.text, let sketch = TextSketch(text) { all.append(.text(sketch)) }
        return all
    }
}

/// How two objects are alike.
enum MatchKind: String, Codable, Sendable, CaseIterable {
    case image, text

    /// Pairs less alike than this are not even noted; a policy says from where on they are shown.
    var floor: Double {
        switch self {
        case .image: 0.85
        case .text: 0.2
        }
    }
}

/// An object that is like another, with the pair of pages that is most so.
struct FoundMatch: Sendable, Equatable {
    var kind: MatchKind
    var page: Int
    var otherPage: Int
    var likeness: Double
}
