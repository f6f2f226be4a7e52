import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

/// Real files, looked into by the real programs in the real sandbox.
@Suite(.database, .serialized) struct PreviewProgramTests {
    private func stage(
        _ test: @escaping @Sendable (Stage, MadeFiles, _ lerato: Actor, _ portfolio: String) async throws -> Void
    ) async throws {
        try await MadeFiles.with { files in
            try await Stage.run { stage in
                let lerato = try await stage.person("Lerato")
                let college = try await stage.institution("maseru-college")
                try await test(stage, files, lerato, try await stage.portfolio(of: lerato, at: college))
            }
        }
    }

    @Test func `a photo is shown upright and without a word of what it told, which only some are told`() async throws {
        try await stage { stage, files, lerato, portfolio in
            let drawn = try await files.draw("testsrc=size=1600x1200", "wall.jpg")
            let photo = PhonePhoto.taken(drawn)
            let item = try await stage.item(photo, as: "image/jpeg", in: portfolio, by: lerato)
            #expect(try await stage.previews(of: item, as: lerato).json["state"] == "pending")
            try await stage.lookIntoAll()
            let list = try await stage.previews(of: item, as: lerato)
            #expect(list.json["state"] == "made", "\(list.text)")
            let pictures = list.json["pages"]?[0]?["pictures"]
            #expect(pictures?[0]?["width"]?.int == 240 && pictures?[0]?["height"]?.int == 320, "it was turned")
            #expect(pictures?[1]?["width"]?.int == 960 && pictures?[1]?["height"]?.int == 1280)
            for width in [320, 1280] {
                let seen = try await stage.get("/api/evidence/\(item)/previews/1?width=\(width)", as: lerato)
                #expect(seen.status == .ok && seen.headers[.contentType] == "image/webp")
                try files.write(seen.bytes, "seen.webp")
                let header = try await files.run("vipsheader", ["-a", "seen.webp"])
                for word in ["exif", "xmp", "icc", "Tecno", "GPS"] { #expect(!header.contains(word), "\(header)") }
                for word in ["Exif", "EXIF", "Tecno", "ICCP"] { #expect(!seen.bytes.contains(Array(word.utf8))) }
            }
            let metadata = try await stage.get("/api/evidence/\(item)/metadata", as: lerato).json
            #expect(metadata["width"]?.int == 1200 && metadata["height"]?.int == 1600)
            #expect(metadata["takenAt"] == "2026-05-01T10:12:00" && metadata["camera"] == "Tecno Spark")
            #expect(metadata["location"]?["latitude"]?.double == -29.3125)
            #expect(abs((metadata["location"]?["longitude"]?.double ?? 0) - 27.48) < 1e-9)
            let content = try await stage.get("/api/evidence/\(item)/content", as: lerato)
            #expect(content.bytes == photo, "the original is untouched")
        }
    }

    @Test(arguments: [
        ("png", "image/png"), ("webp", "image/webp"), ("tif", "image/tiff"), ("bmp", "image/bmp"),
        ("gif", "image/gif"), ("heic", "image/heic"),
    ])
    func `every kind of picture is shown`(ending: String, type: String) async throws {
        try await stage { stage, files, lerato, portfolio in
            var bytes = try await files.draw("testsrc=size=700x400", "drawn.\(ending == "heic" ? "png" : ending)")
            if ending == "heic" {
                try await files.run("vips", ["heifsave", "drawn.png", "drawn.heic", "--compression", "hevc"])
                bytes = try files.bytes("drawn.heic")
            }
            let item = try await stage.item(bytes, as: type, in: portfolio, by: lerato)
            try await stage.lookIntoAll()
            let list = try await stage.previews(of: item, as: lerato)
            #expect(list.json["state"] == "made", "\(list.text)")
            #expect(list.json["pages"]?[0]?["pictures"]?[1]?["width"]?.int == 700)
            #expect(list.json["pages"]?[0]?["pictures"]?[0]?["width"]?.int == 320)
        }
    }

    @Test func `an Office file and a PDF are shown by their first three pages`() async throws {
        try await stage { stage, files, lerato, portfolio in
            let office = try await stage.item(
                try MadeFiles.sample("reflection.docx"),
                as: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", in: portfolio, by: lerato
            )
            try files.write(
                Array([String](repeating: "Page of work.\n", count: 5).joined(separator: "\u{C}").utf8), "pages.txt")
            try await files.run("soffice", MadeFiles.conversion(of: "pages.txt", to: "pdf", in: files))
            let pdf = try await stage.item(
                try files.bytes("pages.pdf"), as: "application/pdf", in: portfolio, by: lerato)
            try await stage.lookIntoAll()
            let shown = try await stage.previews(of: office, as: lerato)
            #expect(shown.json["state"] == "made", "\(shown.text)")
            #expect((shown.json["pages"]?.array?.count ?? 0) >= 1)
            #expect((try await stage.get("/api/evidence/\(office)/metadata", as: lerato).json["words"]?.int ?? 0) > 20)
            let pages = try await stage.previews(of: pdf, as: lerato)
            #expect(pages.json["pages"]?.array?.count == 3, "\(pages.text)")
            let third = try await stage.get("/api/evidence/\(pdf)/previews/3?width=1280", as: lerato)
            #expect(third.status == .ok)
            #expect(try await stage.get("/api/evidence/\(pdf)/previews/4", as: lerato).status == .notFound)
            let facts = try await stage.get("/api/evidence/\(pdf)/metadata", as: lerato).json
            #expect(facts["pages"]?.int == 5 && facts["words"]?.int == 15, "\(facts.text)")
            try await expectKnownAgain(office, as: stage, files, lerato, portfolio)
        }
    }

    /// The same words as another kind of file, by another learner.
    private func expectKnownAgain(
        _ office: String, as stage: Stage, _ files: MadeFiles, _ lerato: Actor, _ portfolio: String
    ) async throws {
        try files.write(try MadeFiles.sample("reflection.docx"), "mine.docx")
        try await files.run("soffice", MadeFiles.conversion(of: "mine.docx", to: "pdf", in: files))
        let college = try await stage.get("/api/portfolios/\(portfolio)", as: lerato).json["institution"]?.string ?? ""
        let thabo = try await stage.person("Thabo")
        let copy = try await stage.item(
            try files.bytes("mine.pdf"), as: "application/pdf",
            in: try await stage.portfolio(of: thabo, at: college), by: thabo)
        try await stage.lookIntoAll()
        let elias = try await stage.staff("Elias", .coordinator, at: college)
        let whole = try await stage.get("/api/portfolios/\(portfolio)/duplicates", as: elias)
        #expect(whole.items.count == 1 && whole.items.first?["kind"] == "nearText", "\(whole.text)")
        #expect(whole.items.first?["other"]?["evidence"] == .string(copy))
        #expect(whole.items.first?["evidence"] == .string(office))
    }

    @Test func `a film is shown by one frame and its facts, a recording of sound by its facts`() async throws {
        try await stage { stage, files, lerato, portfolio in
            try await files.run(
                "ffmpeg",
                [
                    "-v", "error", "-f", "lavfi", "-i", "testsrc=size=320x240:rate=10:duration=4", "-f", "lavfi", "-i",
                    "sine=duration=4", "-metadata", "location=-29.3100+027.4800/", "-metadata",
                    "creation_time=2026-05-01T10:12:00Z", "-movflags", "use_metadata_tags", "film.mp4",
                ])
            let film = try await stage.item(try files.bytes("film.mp4"), as: "video/mp4", in: portfolio, by: lerato)
            let voice = try await stage.item(
                try MadeFiles.sample("voice-note.m4a"), as: "audio/mp4", in: portfolio, by: lerato)
            try await stage.lookIntoAll()
            #expect(try await stage.previews(of: film, as: lerato).json["pages"]?.array?.count == 1)
            let facts = try await stage.get("/api/evidence/\(film)/metadata", as: lerato).json
            #expect(facts["width"]?.int == 320 && facts["videoCodec"] == "h264" && facts["audioCodec"] == "aac")
            #expect(abs((facts["seconds"]?.double ?? 0) - 4) < 0.2, "\(facts.text)")
            #expect(facts["takenAt"] == "2026-05-01T10:12:00Z", "\(facts.text)")
            #expect(facts["location"]?["latitude"]?.double == -29.31, "\(facts.text)")
            let sound = try await stage.previews(of: voice, as: lerato)
            #expect(sound.json["state"] == "made" && sound.json["pages"]?.array == [])
            let heard = try await stage.get("/api/evidence/\(voice)/metadata", as: lerato).json
            #expect(heard["audioCodec"] == "aac" && (heard["seconds"]?.double ?? 0) > 1 && heard["videoCodec"] == nil)
        }
    }

    @Test func `a file that no program can read is tried three times, then left with the reason`() async throws {
        try await stage { stage, _, lerato, portfolio in
            let broken = try await stage.item(
                [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 5_000), as: "image/jpeg", in: portfolio,
                by: lerato)
            for attempt in 1...3 {
                try await stage.lookIntoAll()
                let state = try await stage.previews(of: broken, as: lerato).json["state"]
                #expect(state == (attempt < 3 ? "pending" : "failed"))
                stage.clock.advance(400)
            }
            let list = try await stage.previews(of: broken, as: lerato)
            #expect(list.json["reason"]?.string?.hasPrefix("vips") == true, "\(list.text)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: stage.looksFolder).isEmpty)
        }
    }
}

extension MadeFiles {
    static func conversion(of name: String, to ending: String, in files: MadeFiles) -> [String] {
        [
            "-env:UserInstallation=file://\(files.path("profile"))", "--headless", "--norestore", "--convert-to",
            ending,
            "--outdir", files.folder.path, files.path(name),
        ]
    }
}

extension Stage {
    var looksFolder: String { resources.settings.dataDirectory.appending(path: "looks").path }
}

extension Array where Element == UInt8 {
    fileprivate func contains(_ part: [UInt8]) -> Bool { firstRange(of: part) != nil }
}
