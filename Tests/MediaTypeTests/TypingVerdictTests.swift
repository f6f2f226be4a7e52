import Foundation
import MediaType
import Testing

struct TypingVerdictTests {
    private let detector = try? MediaTypeDetector()

    private func verdict(
        _ bytes: [UInt8], _ name: String? = nil, declared: String? = nil, by types: AcceptedTypes = .usual
    ) async throws -> TypingVerdict {
        let file = FileManager.default.temporaryDirectory.appending(path: "prior-type-\(UUID().uuidString)")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let detection = try await #require(detector).detect(path: file.path)
        return types.judge(detection, declared: declared, fileName: name)
    }

    private func verdict(_ text: String, _ name: String? = nil) async throws -> TypingVerdict {
        try await verdict(Array(text.utf8), name)
    }

    /// The smallest PNG there is: one grey pixel.
    private let png: [UInt8] =
        [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + [0, 0, 0, 13] + Array("IHDR".utf8)
        + [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55] + [0, 0, 0, 10] + Array("IDAT".utf8)
        + [0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71] + [0, 0, 0, 0] + Array("IEND".utf8)
        + [0xae, 0x42, 0x60, 0x82]

    @Test
    func `declared, extension, detected and accepted are four facts`() async throws {
        let verdict = try await verdict(png, "Photo.JPG", declared: "image/jpeg; q=1")
        #expect(verdict.declared == "image/jpeg")
        #expect(verdict.fileExtension == "jpg")
        #expect(verdict.detection.detected == "image/png")
        #expect(verdict.accepted == "image/png")
        #expect(verdict.detection.encoding == "binary")
        #expect(verdict.detection.libmagicVersion == MediaTypeDetector.libmagicVersion)
        #expect(MediaTypeDetector.libmagicVersion.hasPrefix("5."))
        #expect(verdict.detection.size == Int64(png.count))
    }

    @Test
    func `an empty file is refused as empty`() async throws {
        #expect(try await verdict([], "a.pdf", declared: "application/pdf").refusedBy == .empty)
    }

    @Test
    func `a picture cut anywhere is refused as cut`() async throws {
        for count in [40, png.count - 12, png.count - 1] {
            #expect(try await verdict(Array(png.prefix(count)), "a.png").refusedBy == .truncated)
        }
    }

    @Test
    func `a photo with more segments than libmagic follows is still a photo`() async throws {
        let segment: [UInt8] = [0xff, 0xe2, 0, 4, 0x4d, 0x50]
        let start: [UInt8] = [0xff, 0xd8, 0xff, 0xe0, 0, 16] + Array("JFIF".utf8) + [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]
        let end: [UInt8] = [0xff, 0xda, 0, 2, 0x11, 0x22, 0xff, 0xd9]
        for count in [1, 100, 5_000] {
            let bytes = start + (0..<count).flatMap { _ in segment } + end
            #expect(try await verdict(bytes, "a.jpg").accepted == "image/jpeg")
            #expect(try await verdict(Array(bytes.dropLast(1)), "a.jpg").refusedBy == .truncated)
        }
    }

    @Test
    func `a file built to be slow does not keep a lane for long`() throws {
        let head: [UInt8] = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xda, 0, 4]
        let file = FileManager.default.temporaryDirectory.appending(path: "prior-slow-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        for filling: UInt8 in [0xff, 0x00, 0x50, 0x0a] {
            try Data(head + [UInt8](repeating: filling, count: 5_000_000)).write(to: file)
            let (_, cost) = try processorTime(ofDetecting: file.path)
            #expect(cost < .seconds(3), "filled with \(filling)")
        }
    }

    @Test
    func `a name that promises another kind of file is refused, and a wrong name for the same kind is not`()
        async throws
    {
        #expect(
            try await verdict(png, "cv.pdf").refusedBy == .nameDisagrees(fileExtension: "pdf", detected: "image/png"))
        #expect(
            try await verdict("Lebitso: Mpho\n", "cv.docx").refusedBy
                == .nameDisagrees(fileExtension: "docx", detected: "text/plain"))
        #expect(try await verdict(png, "photo.webp").accepted == "image/png")
        #expect(try await verdict(png, "photo").accepted == "image/png")
        #expect(try await verdict(png, nil).accepted == "image/png")
        #expect(try await verdict("Lebitso: Mpho\n", "notes.v2").accepted == "text/plain")
    }

    @Test(arguments: [
        ("<html><body>hi</body></html>", "a.html"), ("<!-- long --><svg xmlns='x'/>", "a.svg"),
        ("just words\n<script>alert(1)</script>\n", "a.txt"), ("#!/bin/sh\nrm -rf /\n", "a.txt"),
        ("\u{feff}<?xml version='1.0'?><svg:svg xmlns:svg='x'/>", "a.txt"),
        ("<img src=x onerror=alert(1)>", "a.jpg"),
        ("function f(a) {\n  return a;\n}\nvar x = f(1);\n/* end */\nexport { x };\n", "a.js"),
    ])
    func `what could run where it is opened is refused, whatever its name`(text: String, name: String) async throws {
        let rule = try await verdict(text, name).refusedBy
        #expect(rule == .activeContent || name == "a.js")
        #expect(rule != nil)
    }

    @Test
    func `prose that begins like a program stays prose`() async throws {
        let text = String(repeating: "import this from my diary\nclass of 2019 photographs\n", count: 20)
        #expect(try await verdict(text, "diary.txt").accepted == "text/plain")
    }

    @Test
    func `programs and archives are refused by their own rules`() async throws {
        let program = try await #require(detector).detect(path: "/proc/self/exe".resolvingLink)
        #expect(AcceptedTypes.usual.judge(program).refusedBy == .executable)
        let archive: [UInt8] = [0x50, 0x4b, 5, 6] + [UInt8](repeating: 0, count: 18)
        #expect(try await verdict(archive, "a.zip").refusedBy == .archive)
        #expect(try await verdict([UInt8](0...255).map { $0 ^ 0x5a } + [0, 1, 2, 3]).refusedBy == .unknown)
    }

    @Test
    func `a policy's list and sizes decide`() async throws {
        let small = AcceptedTypes([AcceptedType(type: "image/png", maximumBytes: 10, extensions: ["png"])])
        #expect(try await verdict(png, by: small).refusedBy == .tooLarge(maximumBytes: 10))
        #expect(try await verdict(Array("words\n".utf8), by: small).refusedBy == .notAccepted("text/plain"))
    }

    @Test
    func `a symbolic link, a folder and a missing file are not looked at`() async throws {
        let link = FileManager.default.temporaryDirectory.appending(path: "prior-link-\(UUID().uuidString)").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/etc/passwd")
        defer { try? FileManager.default.removeItem(atPath: link) }
        let detector = try #require(detector)
        await #expect(throws: MediaTypeError.unreadable(ELOOP)) { try await detector.detect(path: link) }
        await #expect(throws: MediaTypeError.unreadable(EINVAL)) { try await detector.detect(path: "/tmp") }
        await #expect(throws: MediaTypeError.unreadable(ENOENT)) { try await detector.detect(path: "/nowhere/x") }
    }

    @Test
    func `every rule tells a program and a person what is wrong`() {
        let rules: [TypingRule] = [
            .empty, .truncated, .encrypted, .macros, .activeContent, .executable, .archive, .unknown,
            .notAccepted("a/b"), .nameDisagrees(fileExtension: "pdf", detected: "a/b"), .tooLarge(maximumBytes: 1),
            .unreadable, .damaged, .polyglot, .locked, .script, .launch, .external, .embeddedObject, .attachment,
            .entities,
            .unpacksTooLarge(maximumBytes: 1), .tooManyPixels(maximum: 1),
        ]
        #expect(Set(rules.map(\.code)).count == rules.count)
        #expect(rules.allSatisfy { $0.advice.hasSuffix(".") })
    }

    @Test
    func `a thousand verdicts at once agree`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "prior-many-\(UUID().uuidString)")
        try Data(png).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let detector = try #require(detector)
        let types = try await withThrowingTaskGroup { group in
            for _ in 0..<1_000 { group.addTask { try await detector.detect(path: file.path).detected } }
            return try await group.reduce(into: Set<MediaType>()) { $0.insert($1) }
        }
        #expect(types == ["image/png"])
    }
}

extension String {
    /// The path this one leads to.
    fileprivate var resolvingLink: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: self)) ?? self
    }
}
