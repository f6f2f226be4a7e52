import Archive
import Foundation
import Testing

@Suite struct ArchiveTests {
    @Test(arguments: ArchiveFormat.allCases)
    func `what goes in comes out, packed or not, in any number of pieces`(_ format: ArchiveFormat) throws {
        let contents = [
            "bagit.txt": Data("BagIt-Version: 1.0\n".utf8), "data/empty": Data(),
            "data/photo.jpg": Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) }),
        ]
        let archive = try Self.pack(format, contents)
        #expect(try Self.unpack(archive) == contents)
    }

    @Test func `Python, which knows nothing of us, reads a ZIP file of seventy thousand entries`() throws {
        let writer = try ArchiveWriter(.zip)
        let path = Self.newPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        let file = try #require(FileHandle(forWritingAtPath: path))
        for number in 0..<70_000 {
            try writer.begin("data/\(number)", size: 1, modifiedAt: 0, isCompressed: number % 2 == 0)
            try [UInt8(ascii: "x")].withUnsafeBytes { try writer.write($0) }
            try file.write(contentsOf: Data(writer.take()))
        }
        try writer.finish()
        try file.write(contentsOf: Data(writer.take()))
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/python3")
        python.arguments = [
            "-c",
            "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); sys.exit(len(z.namelist()) != 70000 or z.testzip() is not None)",
            path,
        ]
        try python.run()
        python.waitUntilExit()
        #expect(python.terminationStatus == 0)
    }

    @Test(arguments: ["/etc/passwd", "../up", "a//b", "a/./b", "", "caf\u{E9}", "a\\b", "a\nb"])
    func `a path that could lead elsewhere is not written`(_ path: String) throws {
        let writer = try ArchiveWriter(.zip)
        #expect(throws: ArchiveError.unsafePath(path)) {
            try writer.begin(path, size: 0, modifiedAt: 0, isCompressed: false)
        }
    }

    @Test(arguments: ArchiveFormat.allCases)
    func `an entry is exactly as long as was announced`(_ format: ArchiveFormat) throws {
        let writer = try ArchiveWriter(format)
        try writer.begin("data/a", size: 3, modifiedAt: 0, isCompressed: true)
        #expect(throws: ArchiveError.wrongSize(path: "data/a", announced: 3, found: 4)) {
            try [1, 2, 3, 4].map(UInt8.init).withUnsafeBytes { try writer.write($0) }
        }
        #expect(throws: ArchiveError.wrongSize(path: "data/a", announced: 3, found: 0)) { try writer.finish() }
    }

    private static func newPath() -> String {
        NSTemporaryDirectory() + UUID().uuidString
    }

    private static func pack(_ format: ArchiveFormat, _ contents: [String: Data]) throws -> [UInt8] {
        let writer = try ArchiveWriter(format)
        var packed: [UInt8] = []
        for (path, content) in contents {
            try writer.begin(
                path, size: Int64(content.count), modifiedAt: 1_700_000_000, isCompressed: path.hasSuffix("jpg"))
            for start in stride(from: 0, to: content.count, by: 70_001) {
                try content[start..<min(start + 70_001, content.count)].withUnsafeBytes { try writer.write($0) }
                packed += writer.take()
            }
        }
        try writer.finish()
        return packed + writer.take()
    }

    private static func unpack(_ archive: [UInt8]) throws -> [String: Data] {
        let path = newPath()
        try Data(archive).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = try #require(FileHandle(forReadingAtPath: path))
        let reader = try ArchiveReader(descriptor: file.fileDescriptor)
        var contents: [String: Data] = [:]
        while let entry = try reader.next() {
            #expect(entry.kind == .file)
            var content = Data()
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while case let count = try buffer.withUnsafeMutableBytes({ try reader.read(into: $0) }), count > 0 {
                content.append(contentsOf: buffer[..<count])
            }
            contents[String(decoding: entry.path, as: UTF8.self)] = content
        }
        return contents
    }
}
