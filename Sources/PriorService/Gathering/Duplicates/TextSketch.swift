import Foundation

/// What a text is known again by after it was edited, laid out anew or saved as another kind of file: the 128 smallest
/// hashes of all its runs of five words. How many of the smallest two texts share tells how many of all (Broder 1997,
/// "On the resemblance and containment of documents").
struct TextSketch: Sendable, Equatable {
    /// How many words a run has.
    static let run = 5
    /// How many hashes are kept.
    static let size = 128
    /// Texts with fewer words are too short to be known again by.
    static let fewest = 40
    /// How much of a text is looked at, in bytes.
    static let longest = 4 << 20

    /// In ascending order, each once.
    let hashes: [Int64]

    init(hashes: [Int64]) { self.hashes = hashes }

    /// Nil where the text is too short, or says the same few words over and over.
    init?(_ text: String) {
        let words = Self.words(in: text)
        guard words.count >= Self.fewest else { return nil }
        var all: Set<Int64> = []
        for start in 0...(words.count - Self.run) { all.insert(Self.hash(words[start..<(start + Self.run)])) }
        guard all.count >= Self.fewest / 2 else { return nil }
        hashes = Array(all.sorted().prefix(Self.size))
    }

    /// An estimate of how many of the runs that occur in either text occur in both, 0 to 1.
    func likeness(to other: TextSketch) -> Double {
        var (mine, its, common, seen) = (0, 0, 0, 0)
        // The smallest of both together are a fair sample of all the runs of both.
        while seen < Self.size, mine < hashes.count || its < other.hashes.count {
            // What is shown of a text beyond its smallest is not known.
            if mine == hashes.count, hashes.count == Self.size { break }
            if its == other.hashes.count, other.hashes.count == Self.size { break }
            let (left, right) = (
                mine < hashes.count ? hashes[mine] : Int64.max, its < other.hashes.count ? other.hashes[its] : Int64.max
            )
            if left == right { common += 1 }
            if left <= right, mine < hashes.count { mine += 1 }
            if right <= left, its < other.hashes.count { its += 1 }
            seen += 1
        }
        return seen == 0 ? 0 : Double(common) / Double(seen)
    }

    /// The words of a text without case, accents and punctuation, so that a change of these changes nothing.
    static func words(in text: String) -> [Substring] {
        var plain = String.UnicodeScalarView()
        for scalar in text.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars
        where scalar.isASCII || !scalar.properties.isDiacritic { plain.append(scalar) }
        return String(plain).split { !$0.isLetter && !$0.isNumber }
    }

    /// FNV-1a over the words' UTF-8, spread by the finaliser of MurmurHash3 so that "smallest" favours no words.
    private static func hash(_ words: ArraySlice<Substring>) -> Int64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for word in words {
            for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0x20) &* 0x100_0000_01B3
        }
        hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return Int64(bitPattern: hash ^ hash >> 33)
    }
}
