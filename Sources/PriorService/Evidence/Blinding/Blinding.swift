import Foundation
import NIOCore

/// What is written over in a picture before it is shown to somebody who is not to know whose it is: who took it, where, with
/// what. Nothing is moved, so that length and ranges stay what they are, and what the picture shows is untouched.
struct Blinding: Sendable, Equatable {
    /// Bytes that go over those at a place.
    struct Patch: Sendable, Equatable {
        var start: Int64
        var bytes: Bytes

        enum Bytes: Sendable, Equatable {
            /// So many zeros.
            case zeros(Int64)
            case given([UInt8])
        }

        var end: Int64 {
            switch bytes {
            case .zeros(let count): start + count
            case .given(let bytes): start + Int64(bytes.count)
            }
        }

        func byte(at place: Int64) -> UInt8 {
            switch bytes {
            case .zeros: 0
            case .given(let bytes): bytes[Int(place - start)]
            }
        }
    }

    /// In the order of their places, none over another.
    var patches: [Patch] = []

    mutating func zero(_ range: Range<Int64>) {
        if !range.isEmpty { patches.append(Patch(start: range.lowerBound, bytes: .zeros(Int64(range.count)))) }
    }

    mutating func write(_ bytes: [UInt8], at start: Int64) {
        patches.append(Patch(start: start, bytes: .given(bytes)))
    }

    /// Writes over what of a buffer is to be written over.
    /// - Parameter offset: where in the file the buffer begins.
    func apply(to buffer: inout ByteBuffer, at offset: Int64) {
        let end = offset + Int64(buffer.readableBytes)
        for patch in patches where patch.start < end && patch.end > offset {
            for place in max(patch.start, offset)..<min(patch.end, end) {
                let index = buffer.readerIndex + Int(place - offset)
                buffer.setInteger(patch.byte(at: place), at: index)
            }
        }
    }
}

/// Goes through a file and finds what is to be written over.
protocol BlindingScanner: Sendable {
    /// The next bytes of the file.
    mutating func take(_ bytes: ByteBufferView)
    /// What was found, once all was taken.
    consuming func finish() -> Blinding
}

extension Blinding {
    /// Who looks through a file of this type; nil for types in which nothing is looked for.
    static func scanner(for type: String) -> (any BlindingScanner)? {
        switch type {
        case "image/jpeg": JPEGBlinding()
        case "image/png": ChunkBlinding(.png)
        case "image/webp": ChunkBlinding(.webP)
        default: nil
        }
    }
}
