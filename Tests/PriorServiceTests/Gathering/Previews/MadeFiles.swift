import Assessment
import EvidenceStore
import Foundation
import NIOCore
import Postgres
import Seal
import Subprocess
import SystemPackage
import Testing

@testable import PriorService

/// Files made by real programs, in a folder of the test's own.
struct MadeFiles: Sendable {
    let folder: URL

    static func with<Value: Sendable>(_ body: @Sendable (MadeFiles) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "prior-made-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(MadeFiles(folder: folder))
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: name))) }

    func write(_ bytes: [UInt8], _ name: String) throws { try Data(bytes).write(to: folder.appending(path: name)) }

    /// Runs a program to its end; what it says goes into the failure.
    @discardableResult
    func run(_ program: String, _ arguments: [String]) async throws -> String {
        let outcome = try await Subprocess.run(
            .name(program), arguments: .init(arguments), workingDirectory: FilePath(folder.path),
            output: .string(limit: 4_194_304), error: .string(limit: 1_048_576))
        try #require(
            outcome.terminationStatus.isSuccess, "\(program) \(arguments): \(outcome.standardError)")
        return outcome.standardOutput
    }

    /// A picture as ffmpeg draws it: `testsrc`, `mandelbrot`, `gradients=seed=3`.
    func draw(_ source: String, _ name: String) async throws -> [UInt8] {
        try await run("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", source, "-frames:v", "1", "-y", name])
        return try bytes(name)
    }

    static func sample(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: Stage.packageRoot.appending(path: "Sources/prior/Samples/\(name)")))
    }
}

extension Stage {
    /// An item of evidence with these bytes, put in past the gate, as something that was accepted once.
    func item(_ bytes: [UInt8], as type: String, in portfolio: String, by learner: Actor, heldBy rule: String? = nil)
        async throws -> String
    {
        let upload = try await resources.store.begin()
        try await upload.write(ByteBuffer(bytes: bytes))
        let object = try await upload.finish()
        let id = resources.world.id(Evidence.self, at: clock.now)
        let (portfolio, learner) = (
            try #require(ID<Portfolio>(portfolio)), try #require(ID<Person>(learner.id))
        )
        let now = clock.now
        try await resources.database.transaction { connection in
            let record = try #require(try await connection.portfolio(portfolio))
            try await connection.insert(
                EvidenceRecord(
                    id: id, institution: record.institution, portfolio: portfolio, kind: .artefact, title: "Item",
                    description: "", language: "en", producedOn: nil, addedBy: learner, addedAt: now,
                    file: EvidenceFile(
                        digest: object.digest, size: object.size, name: FileName(cleaning: "item"), declaredType: nil,
                        detectedType: type, encoding: nil, acceptedType: type, acceptedRule: "lesotho@1",
                        libmagicVersion: "5.44", quarantinedBy: rule)))
        }
        return id.description
    }

    /// Looks into everything that is due.
    func lookIntoAll() async throws {
        while try await PreviewMaker(resources: resources).makeOne() {}
    }

    func previews(of item: String, as who: Actor) async throws -> Seen {
        try await get("/api/evidence/\(item)/previews", as: who)
    }
}

/// A photo as a phone takes it: lying on its side with EXIF that says so, and where it was.
enum PhonePhoto {
    /// Puts an EXIF segment into a JPEG file that has none: orientation 6, maker, moment, and 29°18′45″ S 27°28′48″ E.
    static func taken(_ jpeg: [UInt8]) -> [UInt8] {
        let segment = Array("Exif\0\0".utf8) + tiff()
        let length = segment.count + 2
        return Array(jpeg[..<2]) + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)] + segment + jpeg[2...]
    }

    /// Directories of big-endian TIFF, each behind the one before, each value that is longer than four bytes behind its
    /// directory.
    private static func tiff() -> [UInt8] {
        let gps: [(Int, Int, Int, [UInt8])] = [
            (1, 2, 2, Array("S\0".utf8)), (2, 5, 3, fractions(29, 18, 45)), (3, 2, 2, Array("E\0".utf8)),
            (4, 5, 3, fractions(27, 28, 48)),
        ]
        let exif: [(Int, Int, Int, [UInt8])] = [(0x9003, 2, 20, Array("2026:05:01 10:12:00\0".utf8))]
        let first = 8
        func main(_ exifAt: Int, _ gpsAt: Int) -> [UInt8] {
            directory(
                [
                    (0x10F, 2, 6, Array("Tecno\0".utf8)), (0x110, 2, 6, Array("Spark\0".utf8)),
                    (0x112, 3, 1, [0, 6]), (0x8769, 4, 1, number(exifAt, 4)), (0x8825, 4, 1, number(gpsAt, 4)),
                ], at: first)
        }
        let exifAt = first + main(0, 0).count
        let gpsAt = exifAt + directory(exif, at: exifAt).count
        return Array("MM".utf8) + [0, 42] + number(first, 4) + main(exifAt, gpsAt) + directory(exif, at: exifAt)
            + directory(gps, at: gpsAt)
    }

    private static func directory(_ entries: [(tag: Int, type: Int, count: Int, value: [UInt8])], at place: Int)
        -> [UInt8]
    {
        var fields = number(entries.count, 2)
        var values: [UInt8] = []
        let behind = place + 2 + 12 * entries.count + 4
        for entry in entries {
            fields += number(entry.tag, 2) + number(entry.type, 2) + number(entry.count, 4)
            if entry.value.count <= 4 {
                fields += entry.value + [UInt8](repeating: 0, count: 4 - entry.value.count)
            } else {
                fields += number(behind + values.count, 4)
                values += entry.value
            }
        }
        return fields + [0, 0, 0, 0] + values
    }

    private static func fractions(_ numbers: Int...) -> [UInt8] { numbers.flatMap { number($0, 4) + number(1, 4) } }

    private static func number(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
