/// TIFF 6.0: the directories say how large the pictures are and where their strips lie.
enum TIFFFile {
    static func settle(_ bytes: Bytes) -> Containers.Settled {
        var settled = Containers.Settled(type: "image/tiff")
        let isBig = bytes.has("MM", at: 0)
        let read = { (width: Int, offset: Int) in isBig ? bytes.big(width, at: offset) : bytes.little(width, at: offset)
        }
        // BigTIFF is left to libmagic.
        guard read(2, 2) == 42, var directory = read(4, 4) else { return settled }
        var seen = 0
        while directory != 0, seen < 64 {
            guard let count = read(2, directory), let next = read(4, directory + 2 + 12 * count) else {
                return settled.with(.truncated)
            }
            var sides: [Int: Int] = [:]
            for index in 0..<count {
                let field = directory + 2 + 12 * index
                guard let tag = read(2, field), let kind = read(2, field + 2), let values = read(4, field + 4) else {
                    break
                }
                guard [256, 257, 273, 279, 324, 325].contains(tag) else { continue }
                let width = kind == 3 ? 2 : 4
                let place = values * width <= 4 ? field + 8 : read(4, field + 8) ?? 0
                // Of many strips the last lies farthest behind, as all programs write them.
                sides[tag] = read(width, place + width * max(0, values - 1)) ?? Int.max / 4
            }
            settled.extent.pixels = max(settled.extent.pixels, Pictures.pixels(sides[256], sides[257]))
            for (start, length) in [(273, 279), (324, 325)] {
                if let start = sides[start], let length = sides[length], start + length > bytes.count {
                    return settled.with(.truncated)
                }
            }
            directory = next
            seen += 1
        }
        return settled
    }
}
