/// A password as a guesser sees it: lower case, letters and digits only.
struct FoldedPassword {
    let characters: [Character]

    init(_ password: String) {
        characters = password.lowercased().filter { $0.isLetter || $0.isNumber }
        signs = Array(password.lowercased())
    }

    /// All of it, signs and spaces too, in lower case.
    private let signs: [Character]

    /// True when one short piece is repeated to make it, or neighbours of the alphabet or keyboard follow each other
    /// nearly throughout.
    var isPredictable: Bool {
        guard signs.count >= 4 else { return true }
        return repeatsAPiece || Set(signs).count < 5 || stepsAlongARow * 10 >= (signs.count - 1) * 8
    }

    private var repeatsAPiece: Bool {
        (1...max(1, signs.count / 2)).contains { length in
            length <= 6 && signs.indices.dropFirst(length).allSatisfy { signs[$0] == signs[$0 - length] }
        }
    }

    private var stepsAlongARow: Int {
        zip(signs, signs.dropFirst()).count { $0 == $1 || Self.neighbours.contains([$0, $1]) }
    }

    private static let neighbours: Set<[Character]> = {
        let rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"]
        let forward = rows.flatMap { zip($0, $0.dropFirst()).map { [$0, $1] } }
        return Set(forward + forward.map { $0.reversed() })
    }()

    /// True when it is at most `parts` of `words` put together, with little else among them: a digit more weighs 1, a letter
    /// more weighs 2, and all that is more weighs at most `spare`.
    ///
    /// - Parameter needing: when given, at least one part must be one of these.
    func isMade(
        of words: Set<[Character]>, needing: Set<[Character]>? = nil, parts: Int, spare: Int
    ) -> Bool {
        guard !characters.isEmpty else { return false }
        // The least spare weight with which the first `end` signs can be made of `used` parts, without ([0]) and with
        // ([1]) one that is needed.
        let count = characters.count
        let impossible = spare + 1
        var best = Array(
            repeating: Array(repeating: [impossible, impossible], count: parts + 1), count: count + 1)
        best[0][0][0] = 0
        for end in 1...count {
            let weight = characters[end - 1].isNumber ? 1 : 2
            for used in 0...parts {
                for met in 0...1 { best[end][used][met] = min(impossible, best[end - 1][used][met] + weight) }
            }
            for length in 4...max(4, min(end, Self.longestWord)) where length <= end {
                let word = Array(characters[(end - length)..<end])
                guard words.contains(word) else { continue }
                let meets = needing.map { $0.contains(word) } ?? true
                for used in 1...parts {
                    for met in 0...1 {
                        let reached = met == 1 || meets ? 1 : 0
                        let cost = best[end - length][used - 1][met]
                        best[end][used][reached] = min(best[end][used][reached], cost)
                    }
                }
            }
        }
        return (1...parts).contains { best[count][$0][1] <= spare }
    }

    private static let longestWord = 48
}

/// The blocklist: every folded word of ``commonPasswords`` and ``commonPhrases``.
enum CommonWords {
    static let all: Set<[Character]> = Set(
        (commonPasswords + " " + commonPhrases).split { $0 == " " || $0 == "\n" }.map(Array.init))
}
