import Foundation
import Testing

@testable import PriorService

/// Files made to hurt whoever reads them: each ends as a fault or a picture, within the limits, and the service goes on.
@Suite(.serialized) struct HostileProgramTests {
    private func look(_ bytes: [UInt8], _ way: Looker.Way) async throws -> (Looked?, LookFault?, Duration) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "prior-hostile-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await Workbench.with(in: folder) { workbench in
            try Data(bytes).write(to: URL(filePath: workbench.path("original")))
            let start = ContinuousClock.now
            do {
                let looked = try await Looker(workbench: workbench).look(at: "original", way, encoding: nil)
                return (looked, nil, ContinuousClock.now - start)
            } catch let fault as LookFault {
                return (nil, fault, ContinuousClock.now - start)
            }
        }
    }

    private func bomb(_ name: String) throws -> [UInt8]? {
        let path = Stage.packageRoot.appending(path: "../shared/corpora/bombs/\(name)")
        guard let data = try? Data(contentsOf: path) else {
            print("\(name) is not here, so it is not tried.")
            return nil
        }
        return [UInt8](data)
    }

    @Test(arguments: [
        ("pixel-claim-2e9.png", Looker.Way.image), ("claim-65500.jpg", .image), ("pixel-flood-40000x40000.png", .image),
        ("flat-1GiB.zip", .office(ending: "docx")), ("billion-laughs.docx", .office(ending: "docx")),
        ("giant-xml-200MB.docx", .office(ending: "docx")), ("js.pdf", .document), ("html-as.jpg", .image),
    ])
    func `a bomb costs its own limits and nothing else`(name: String, way: Looker.Way) async throws {
        guard let bytes = try bomb(name) else { return }
        let (looked, fault, time) = try await look(bytes, way)
        #expect(time < .seconds(120), "\(name) took \(time)")
        // 40,000 × 40,000 grey pixels are read row by row and may well make a picture.
        for picture in looked?.pictures ?? [] { #expect(max(picture.width, picture.height) <= picture.box) }
        #expect(looked != nil || fault != nil)
    }

    @Test func `a picture that names another file gets nothing of it`() async throws {
        let secret = FileManager.default.temporaryDirectory.appending(path: "prior-secret-\(UUID()).txt")
        try Data("TOP SECRET".utf8).write(to: secret)
        defer { try? FileManager.default.removeItem(at: secret) }
        let playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n\(secret.path)\n#EXT-X-ENDLIST\n"
        let (looked, fault, _) = try await look(Array(playlist.utf8), .recording)
        #expect(looked?.pictures.isEmpty ?? true)
        #expect(fault != nil || looked?.facts.videoCodec == nil)
    }

    @Test func `a program that takes too much is stopped, and the fault says which`() async throws {
        // A film that claims frames of 30,000 × 30,000 in 40 bytes of header.
        var film = Array("YUV4MPEG2 W30000 H30000 F25:1 Ip A1:1 C420\nFRAME\n".utf8)
        film += [UInt8](repeating: 128, count: 4_096)
        let (looked, fault, time) = try await look(film, .recording)
        #expect(time < .seconds(120))
        #expect(looked?.pictures.isEmpty ?? true)
        #expect(fault.map { "\($0)".hasPrefix("ff") } ?? true, "\(String(describing: fault))")
    }
}
