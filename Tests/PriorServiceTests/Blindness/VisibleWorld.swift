import Assessment
import Foundation
import HTTPTypes
import Testing

@testable import PriorService

/// Everything that one person can get by asking every GET of the routes table for everything there is.
struct VisibleWorld: Sendable {
    /// What there is, by the first part of the path: `submissions` → ids.
    var known: [String: [String]]
    /// What stands in a path beside the first id, by the parameter's name.
    var parts: [String: String]
    let stage: Stage

    /// Each answer by its path, in the order of the table.
    func seen(by who: Actor, without skipped: Set<String> = []) async throws -> [(path: String, seen: Seen)] {
        var answers: [(path: String, seen: Seen)] = []
        for route in Routes.all where route.method == .get && !skipped.contains(route.name) {
            for path in paths(of: route) { answers.append((path, try await stage.get(path, as: who))) }
        }
        return answers
    }

    private func paths(of route: Route) -> [String] {
        let words = route.query.filter(\.isRequired).map { "\($0.name)=\(known["institutions"]?.first ?? "")" }
        let query = words.isEmpty ? "" : "?" + words.joined(separator: "&")
        guard let first = route.parameters.first else { return [route.path + query] }
        let ids = known[route.tag] ?? known.keys.sorted().flatMap { known[$0] ?? [] }
        return ids.map { id in
            var path = route.path.replacing("{\(first)}", with: id)
            for name in route.parameters.dropFirst() {
                path = path.replacing("{\(name)}", with: parts[name] ?? known["claims"]?.first ?? "1")
            }
            return path + query
        }
    }
}

extension VisibleWorld {
    /// The world around one case.
    init(_ work: Casework, _ submission: String, assignments: [String], _ more: [String: [String]] = [:]) {
        known = [
            "portfolios": [work.portfolio], "submissions": [submission], "assignments": assignments,
            "evidence": work.evidence, "institutions": [work.institution], "claims": work.claims,
            "people": [work.lerato.id], "units": ["bricklaying-trade-test@1"], "policies": ["lesotho@3"],
            "frameworks": ["lqf@1"], "submission-receipts": ["AAAA-AAAA-AAAA-AAAA"],
        ].merging(more) { $1 }
        parts = [
            "claim": work.claims[0], "evidence": work.evidence[0], "criterion": work.criteria[0].id, "page": "1",
            "submission": submission, "reason": "1",
        ]
        stage = work.stage
    }
}

/// A picture as a phone makes it: who, where and with what stand in it.
enum TellingPicture {
    /// A JPEG with EXIF (its orientation, and an artist), a comment, and something after its end.
    static func jpeg(by artist: String) throws -> [UInt8] {
        let plain = try MadeFiles.sample("brick-wall.jpg")
        let name = Array(artist.utf8) + [0]
        var exif: [UInt8] = Array("Exif\0\0".utf8)
        exif += [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 2]
        exif += [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]
        exif += [0x01, 0x3b, 0, 2, 0, 0, 0, UInt8(name.count), 0, 0, 0, 38, 0, 0, 0, 0]
        exif += name
        var bytes: [UInt8] = Array(plain.prefix(2))
        bytes += segment(0xe1, exif)
        bytes += segment(0xfe, Array("taken by \(artist)".utf8))
        bytes += plain.dropFirst(2)
        bytes += Array("trailer of \(artist)".utf8)
        return bytes
    }

    /// A PNG with a text in it.
    static func png(by artist: String) -> [UInt8] {
        let text: [UInt8] = Array("tEXtAuthor\0\(artist)".utf8)
        var bytes: [UInt8] = Array(Samples.png.prefix(33))
        bytes += [0, 0, 0, UInt8(text.count - 4)]
        bytes += text
        let sum = checksum(text)
        bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
        bytes += Samples.png.dropFirst(33)
        return bytes
    }

    /// CRC-32, as PNG has it.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var crc = UInt32.max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
        }
        return ~crc
    }

    private static func segment(_ code: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        let length = bytes.count + 2
        return [0xff, code, UInt8(length >> 8), UInt8(length & 0xff)] + bytes
    }
}
