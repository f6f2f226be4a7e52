import Foundation

/// 64 bits that stay nearly the same when a picture is resized, compressed or brightened: for each of the 8 × 8 lowest
/// frequencies of its 32 × 32 levels of grey, whether it is stronger than most (the "pHash" of Zauner 2010, section 3.2).
struct PictureHash: Sendable, Hashable {
    var bits: UInt64

    /// How many bits may differ between two pictures that are compared further. Split into quarters, 11 differences leave
    /// at most 2 in one of them, so that all candidates are found by looking up quarters.
    static let farthest = 11

    init(bits: UInt64) { self.bits = bits }

    init(_ picture: GreyPicture, _ part: PicturePart = .whole) {
        let levels = picture.sampled(part)
        let side = GreyPicture.sampledSide
        // The cosine transform of the rows, then of the columns; only the lowest frequencies are needed.
        var rows = [Double](repeating: 0, count: 8 * side)
        for frequency in 0..<8 {
            for y in 0..<side {
                rows[frequency * side + y] = (0..<side).reduce(0.0) { sum, x in
                    sum + levels[y * side + x] * Self.cosines[frequency * side + x]
                }
            }
        }
        var strengths: [Double] = []
        for vertical in 0..<8 {
            for horizontal in 0..<8 {
                strengths.append(
                    (0..<side).reduce(0.0) { sum, y in
                        sum + rows[horizontal * side + y] * Self.cosines[vertical * side + y]
                    })
            }
        }
        // The first is the mean brightness, far above all others.
        let median = strengths.dropFirst().sorted()[31]
        bits = strengths.reduce(0) { $0 << 1 | ($1 > median ? 1 : 0) }
    }

    func distance(to other: PictureHash) -> Int { (bits ^ other.bits).nonzeroBitCount }

    /// The value of one quarter, 0 the highest, and all values that differ from it in two bits at most.
    func quarterAndNeighbours(_ quarter: Int) -> [Int32] {
        let value = Int32(bits >> (48 - 16 * UInt64(quarter)) & 0xFFFF)
        var values = [value]
        for first in 0..<16 {
            values.append(value ^ 1 << Int32(first))
            for second in 0..<first { values.append(value ^ 1 << Int32(first) ^ 1 << Int32(second)) }
        }
        return values
    }

    private static let cosines: [Double] = {
        let side = GreyPicture.sampledSide
        return (0..<8).flatMap { frequency in
            (0..<side).map { place in
                cos(Double.pi * (2 * Double(place) + 1) * Double(frequency) / (2 * Double(side)))
            }
        }
    }()
}

extension GreyPicture {
    static let sampledSide = 32

    /// Levels of 32 × 32 points of a part, between pixels by their neighbours.
    func sampled(_ part: PicturePart) -> [Double] {
        let columns = Self.places(part.x, part.width)
        var samples: [Double] = []
        samples.reserveCapacity(Self.sampledSide * Self.sampledSide)
        levels.withUnsafeBufferPointer { levels in
            for row in Self.places(part.y, part.height) {
                for column in columns {
                    let top =
                        Double(levels[row.low * Self.side + column.low]) * (1 - column.share)
                        + Double(levels[row.low * Self.side + column.high]) * column.share
                    let bottom =
                        Double(levels[row.high * Self.side + column.low]) * (1 - column.share)
                        + Double(levels[row.high * Self.side + column.high]) * column.share
                    samples.append(top * (1 - row.share) + bottom * row.share)
                }
            }
        }
        return samples
    }

    private static func places(_ start: Double, _ length: Double) -> [(low: Int, high: Int, share: Double)] {
        (0..<sampledSide).map { index in
            let place = (start + (Double(index) + 0.5) * length / Double(sampledSide)) * Double(side) - 0.5
            let inside = min(max(place, 0), Double(side - 1))
            let low = Int(inside)
            return (low, min(low + 1, side - 1), inside - Double(low))
        }
    }

    /// How alike this picture and a part of another are: the correlation of their levels of grey, 0 to 1. The part is
    /// shifted and stretched a little until it fits best, because nobody crops exactly as we guessed.
    func likeness(to part: PicturePart, of other: GreyPicture) -> Double {
        let mine = sampled(.whole)
        var best = (part: part, likeness: Self.correlation(mine, other.sampled(part)))
        for step in [0.04, 0.02, 0.01] {
            for _ in 0..<2 {
                for way in 0..<8 {
                    var moved = best.part
                    let by = way.isMultiple(of: 2) ? step : -step
                    switch way / 2 {
                    case 0: moved.x += by
                    case 1: moved.y += by
                    case 2: moved.width += by
                    default: moved.height += by
                    }
                    guard moved.isInside else { continue }
                    let likeness = Self.correlation(mine, other.sampled(moved))
                    if likeness > best.likeness { best = (moved, likeness) }
                }
            }
        }
        return min(max(best.likeness, 0), 1)
    }

    private static func correlation(_ first: [Double], _ second: [Double]) -> Double {
        let count = Double(first.count)
        let means = (first.reduce(0, +) / count, second.reduce(0, +) / count)
        var (both, one, two) = (0.0, 0.0, 0.0)
        for (left, right) in zip(first, second) {
            let (left, right) = (left - means.0, right - means.1)
            both += left * right
            one += left * left
            two += right * right
        }
        return one > 0 && two > 0 ? both / (one * two).squareRoot() : 0
    }
}
