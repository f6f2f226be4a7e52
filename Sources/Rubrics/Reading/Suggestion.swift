/// Finds what a writer probably meant.
enum Suggestion {
    /// The candidate nearest to a word by edits, if it is near enough to be a slip; the first of equals.
    static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let limit = max(2, word.count * 2 / 5)
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(Array(word.lowercased()), Array(candidate.lowercased()))
            if distance <= limit, distance < (best?.distance ?? .max) { best = (candidate, distance) }
        }
        return best?.candidate
    }

    /// "Did you mean …?" where something is near, and otherwise what there is to choose from.
    static func sentence(for word: String, among candidates: [String]) -> String {
        if let near = nearest(to: word, among: candidates) { return "Did you mean \"\(near)\"?" }
        return candidates.isEmpty ? "There is none to choose from." : "One of: \(candidates.joined(separator: ", "))."
    }

    private static func distance(_ one: [Character], _ other: [Character]) -> Int {
        var row = Array(0...other.count)
        for (i, character) in one.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, candidate) in other.enumerated() {
                let substitution = diagonal + (character == candidate ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[other.count]
    }
}
