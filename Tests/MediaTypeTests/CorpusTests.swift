import Foundation
import Testing

@testable import MediaType

/// Files made by real programs in odd ways, which lie beside the checkout where they are had.
struct CorpusTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/corpora")

    private static func manifest() -> [(file: String, types: [MediaType])]? {
        let path = folder.appending(path: "evidence-generated/MANIFEST.tsv")
        guard let text = try? String(contentsOf: path, encoding: .utf8) else { return nil }
        return text.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t").map(String.init)
            return (fields[0], fields[1].split(separator: " ").compactMap { MediaType($0) })
        }
    }

    @Test
    func `at least 99 in 100 files of real programs get the right type`() async throws {
        guard let files = Self.manifest() else { try Test.cancel("no ../shared/corpora here: not tested") }
        let detector = try MediaTypeDetector()
        var wrong: [String] = []
        for (file, types) in files {
            let path = Self.folder.appending(path: "evidence-generated/\(file)").path
            let detection = try await detector.detect(path: path)
            if !Set(types.map(\.canonical)).contains(detection.detected.canonical) {
                wrong.append("\(file): \(detection.detected), libmagic \(detection.magic), \(detection.description)")
            }
            if !detection.findings.isEmpty { wrong.append("\(file): \(detection.findings)") }
        }
        print("typing: \(files.count - wrong.count) of \(files.count) right", wrong)
        #expect(wrong.count * 100 <= files.count)
    }

    @Test
    func `a real file of an accepted type is accepted under its own name, and its first half is not`() async throws {
        guard let files = Self.manifest() else { try Test.cancel("no ../shared/corpora here: not tested") }
        let detector = try MediaTypeDetector()
        let half = FileManager.default.temporaryDirectory.appending(path: "prior-half-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: half) }
        let cuttable: Set<String> = ["docx", "xlsx", "pptx", "pdf", "jpg", "png", "mp4", "m4a", "mov", "3gp", "heic"]
        for (file, _) in files {
            let source = Self.folder.appending(path: "evidence-generated/\(file)")
            let detection = try await detector.detect(path: source.path)
            guard AcceptedTypes.usual.entry(for: detection.detected) != nil else { continue }
            let verdict = AcceptedTypes.usual.judge(detection, fileName: file)
            #expect(verdict.accepted == detection.detected.canonical, "\(file): \(verdict.outcome)")
            guard cuttable.contains(source.pathExtension) else { continue }
            let bytes = try Data(contentsOf: source)
            try bytes.prefix(bytes.count / 2).write(to: half)
            let cut = AcceptedTypes.usual.judge(try await detector.detect(path: half.path), fileName: file)
            #expect(cut.refusedBy != nil, "\(file), half: \(cut.outcome)")
        }
    }

    @Test
    func `what could run or hide is refused, under one second of processor each`() throws {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: Self.folder.path + "/bombs") else {
            try Test.cancel("no ../shared/corpora here: not tested")
        }
        let refused = [
            "html-as.jpg", "html-as.txt", "onload.svg", "script.svg", "use-ext.svg", "xxe.svg", "flat-1GiB.zip",
            "lying-size.zip", "nested-16x5.zip", "zip-slip.zip", "gzip-100MB.json.gz", "billion-laughs.docx",
            "xxe.docx",
            "giant-xml-200MB.docx", "js.pdf", "claim-65500.jpg", "pixel-claim-2e9.png", "pixel-flood-40000x40000.png",
        ]
        for name in names.sorted() {
            let (detection, cost) = try processorTime(ofDetecting: "\(Self.folder.path)/bombs/\(name)")
            #expect(cost < .seconds(1), "\(name)")
            let verdict = AcceptedTypes.usual.judge(detection, fileName: name)
            print("bombs:", name, detection.detected, verdict.outcome)
            if refused.contains(name) { #expect(verdict.refusedBy != nil, "\(name): \(verdict.outcome)") }
        }
    }
}

/// What the file at `path` is, and what finding out took of this thread's processor, however busy the machine is.
func processorTime(ofDetecting path: String) throws -> (Detection, Duration) {
    let magic = try Magic()
    let start = threadNanoseconds()
    let detection = try MappedFile(path: path).detect(by: magic)
    return (detection, .nanoseconds(threadNanoseconds() - start))
}

private func threadNanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}
