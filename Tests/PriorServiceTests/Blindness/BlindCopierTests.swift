import Foundation
import Testing

@testable import PriorService

/// Copies of real files by the real programs in the real sandbox: what was planted is nowhere in them, and what is seen and heard
/// is.
@Suite(.serialized) struct BlindCopierTests {
    @Test(.timeLimit(.minutes(15)), arguments: TellingFile.allCases)
    func `what a file tells of whose it is stands nowhere in its copy, which opens as it does`(
        kind: TellingFile
    ) async throws {
        try await MadeFiles.with { files in
            guard let made = try await kind.make(in: files) else { return }
            let original = try files.bytes(made)
            #expect(try await isTold(in: made, files), "\(kind) is to tell")
            try files.write(original, "original")
            let bench = Workbench(folder: files.folder.path)
            let way = try #require(BlindWay(kind.mediaType))
            let copy = try await BlindCopier(workbench: bench).copy(
                "original", way, as: kind.mediaType, size: Int64(original.count))
            #expect(try await !isTold(in: copy.name, files), "\(kind)")
            try await expectSame(kind, made, copy, files)
        }
    }

    /// Whether the name stands in a file, packed or not.
    private func isTold(in name: String, _ files: MadeFiles) async throws -> Bool {
        var texts = [try files.bytes(name)]
        if texts[0].starts(with: Array("%PDF".utf8)) {
            try await files.run(
                "qpdf", ["--warning-exit-0", "--qdf", "--object-streams=disable", name, "open-\(name)"])
            texts.append(try files.bytes("open-\(name)"))
        }
        if texts[0].starts(with: Array("PK".utf8)) {
            let unpack =
                "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); "
                + "open(sys.argv[2], 'wb').write(b''.join(z.read(n) for n in z.namelist()))"
            try await files.run("python3", ["-c", unpack, name, "open-\(name)"])
            texts.append(try files.bytes("open-\(name)"))
        }
        // It reads all but CAF.
        if let said = try? await files.run("exiftool", ["-a", "-u", "-ee", "-m", "-G1", name]) {
            texts.append(Array(said.utf8))
        }
        // As it is, in UTF-16, and in the hexadecimal digits of either.
        let words = [
            "zanele", "Zanele", "5A616E656C65", "5a616e656c65", "005A0061006E0065", "005a0061006e0065", "27.48",
        ]
        var needles: [[UInt8]] = words.map { Array($0.utf8) }
        needles.append(Array("Z\0a\0n\0e\0l\0e\0".utf8))
        for text in texts {
            for needle in needles where text.firstRange(of: needle) != nil { return true }
        }
        return false
    }

    private func expectSame(
        _ kind: TellingFile, _ made: String, _ copy: BlindCopier.Copy, _ files: MadeFiles
    ) async throws {
        if copy.type == "application/pdf" {
            let info = try await files.run("pdfinfo", [copy.name])
            #expect(info.contains(kind == .pdf ? /Pages: +2\n/ : /Pages: +1\n/), "\(kind): \(info)")
            #expect(try await files.run("pdftotext", [copy.name, "-"]).contains("The wall stands"), "\(kind)")
            for said in ["Title", "Author", "CreationDate"] { #expect(!info.contains(said), "\(kind): \(info)") }
        } else if copy.type.hasPrefix("image/") {
            let (old, new) = (try await header(made, files), try await header(copy.name, files))
            #expect(old.facts.width == new.facts.width && old.facts.height == new.facts.height, "\(kind)")
            #expect(old.pages == new.pages, "\(kind)")
            if kind == .jpeg { #expect(new.facts.width == 300, "it was turned") }
        } else {
            let bench = Workbench(folder: files.folder.path)
            let old = try #require(RecordingProbe(try await bench.probe(made))).facts
            let new = try #require(RecordingProbe(try await bench.probe(copy.name))).facts
            #expect(old.videoCodec == new.videoCodec && old.audioCodec == new.audioCodec, "\(kind)")
            #expect(abs((old.seconds ?? 0) - (new.seconds ?? 9)) < 0.2, "\(kind)")
            #expect(new.takenAt == nil && new.camera == nil)
            try await files.run("ffmpeg", ["-v", "error", "-xerror", "-i", copy.name, "-f", "null", "-"])
            let turned = try await files.run(
                "ffprobe", ["-v", "error", "-show_entries", "stream_side_data=rotation", copy.name])
            #expect(turned.contains("rotation=") == (kind == .mp4 || kind == .mov), "\(kind)")
        }
    }

    private func header(_ name: String, _ files: MadeFiles) async throws -> ImageHeader {
        // Neither side has to be read by what reads the other.
        guard !name.hasSuffix(".bmp") else {
            try await files.run("ffmpeg", ["-v", "error", "-i", name, "-y", "bitmap.png"])
            return try await header("bitmap.png", files)
        }
        return ImageHeader(Array(try await files.run("vipsheader", ["-a", name]).utf8))
    }
}
