import Assessment
import Foundation
import HTTPTypes
import NIOCore
import Support
import Testing

@testable import PriorService

@Suite(.database) struct UploadEndTests {
    @Test func `a file that is not taken says why at once and whenever asked, and frees its room`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let upload = try await stage.sending(
                Samples.html.count, to: portfolio, as: lerato, ["filename": "cv.pdf"])
            let seen = try await upload.send(Samples.html, at: 0)
            #expect(seen.status == .unsupportedMediaType && seen.json["rule"] == "active_content", "\(seen.text)")
            #expect(try await upload.head().status == .unsupportedMediaType)
            let again = try await upload.send([], at: Samples.html.count)
            #expect(again.json["rule"] == "active_content" && again.json["detail"] == seen.json["detail"])
            let shown = try await upload.show()
            #expect(shown["state"] == "refused" && shown["problem"]?["rule"] == "active_content")
            #expect(shown["endedAt"] != nil && shown["evidence"] == nil)
            #expect(try await stage.usage(of: portfolio, as: lerato)["reservedBytes"] == 0)
            #expect(stage.uploadFiles.isEmpty && stage.storedFiles.isEmpty)
        }
    }

    @Test func `a portfolio that closed meanwhile takes nothing, and the upload says so`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let upload = try await stage.sending(Samples.png.count, to: portfolio, as: lerato)
            _ = try await upload.send(Samples.png.prefix(30), at: 0)
            _ = try await stage.post("/api/portfolios/\(portfolio)/withdrawals", ["reason": "x"], as: lerato)
            let last = try await upload.send(Samples.png.dropFirst(30), at: 30)
            #expect(last.status == .conflict && last.json["state"] == "withdrawn", "\(last.text)")
            #expect(try await upload.show()["problem"]?["state"] == "withdrawn")
            #expect(try await stage.evidence(of: portfolio, as: lerato).isEmpty)
        }
    }

    @Test func `killed between the last byte and the end, it is evidence by the next question, once`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            for way in 0..<3 {
                let upload = try await stage.sending(Samples.png.count, to: portfolio, as: lerato)
                let id = try #require(try await upload.show()["id"]?.string.flatMap { ID<Upload>($0) })
                do {
                    let file = try #require(try await stage.resources.uploads.open(id))
                    try await file.write(ByteBuffer(bytes: Samples.png), at: 0)
                }
                switch way {
                case 0:
                    let places = try await withThrowingTaskGroup(of: String?.self) { group in
                        for _ in 0..<6 { group.addTask { try await upload.head().headers[.priorEvidence] } }
                        return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
                    }
                    #expect(places.count == 1 && places.first != .some(nil))
                case 1: #expect(try await upload.show()["state"] == "settled")
                default:
                    try await Housekeeper(resources: stage.resources).clear(at: stage.clock.now)
                    #expect(try await upload.show()["state"] == "settled")
                }
                #expect(try await stage.evidence(of: portfolio, as: lerato).count == way + 1)
            }
            #expect(stage.uploadFiles.isEmpty)
            #expect(try await stage.usage(of: portfolio, as: lerato)["usedItems"] == 3)
        }
    }

    @Test func `an upload that nobody goes on with runs out, one that goes on does not`() async throws {
        try await Stage.withPortfolio({ $0.sessions.idleLimit = .seconds(365 * 86_400) }) { stage, lerato, portfolio in
            let idle = try await stage.sending(Samples.png.count, to: portfolio, as: lerato)
            let used = try await stage.sending(Samples.png.count, to: portfolio, as: lerato)
            _ = try await idle.send(Samples.png.prefix(5), at: 0)
            let keeper = Housekeeper(resources: stage.resources)
            let week = stage.resources.settings.uploads.lifetime.inSeconds
            stage.clock.advance(week * 0.6)
            #expect(try await used.send(Samples.png.prefix(5), at: 0).status == .noContent)
            stage.clock.advance(week * 0.5)
            let late = try await idle.send(Samples.png.dropFirst(5), at: 5)
            #expect(late.status == .gone && late.problem == "upload-expired")
            try await keeper.clear(at: stage.clock.now)
            #expect(try await idle.head().status == .notFound)
            #expect(try await used.head().headers[.uploadOffset] == "5")
            #expect(stage.uploadFiles.count == 1)
            #expect(try await stage.usage(of: portfolio, as: lerato)["reservedItems"] == 1)
            #expect(try await used.send(Samples.png.dropFirst(5), at: 5).headers[.priorEvidence] != nil)
            stage.clock.advance(week * 1.1)
            try await keeper.clear(at: stage.clock.now)
            #expect(try await used.head().status == .notFound)
            #expect(try await stage.evidence(of: portfolio, as: lerato).count == 1)
        }
    }

    @Test func `a file that belongs to no upload, or to one that ended, is swept`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let upload = try await stage.sending(9, to: portfolio, as: lerato)
            _ = try await upload.send([1, 2, 3], at: 0)
            let stray = ID<Upload>(UUID())
            let settled = try await stage.sending(Samples.png.count, to: portfolio, as: lerato)
            _ = try await settled.send(Samples.png, at: 0)
            let ended = try #require(try await settled.show()["id"]?.string.flatMap { ID<Upload>($0) })
            for id in [stray, ended] { _ = try await stage.resources.uploads.open(id) }
            #expect(stage.uploadFiles.count == 3)
            try await Housekeeper(resources: stage.resources).clear(at: stage.clock.now)
            #expect(stage.uploadFiles.count == 1 && !stage.uploadFiles.contains(stray.description))
        }
    }

    @Test func `parts sent side by side become one file, in the order that is said`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let thirds = [Samples.png.prefix(20), Samples.png.dropFirst(20).prefix(20), Samples.png.dropFirst(40)]
            var parts: [Sending] = []
            for piece in thirds {
                parts.append(
                    try await stage.sending(piece.count, to: nil, as: lerato, headers: [.uploadConcat: "partial"]))
            }
            let addresses = parts.enumerated().map { $0 == 1 ? "http://prior.example\($1.path)" : $1.path }
            let final: HTTPFields = [.uploadConcat: "final;\(addresses.joined(separator: " "))"]
            for (part, piece) in zip(parts, thirds).dropLast() { _ = try await part.send(piece, at: 0) }
            let early = try await stage.begin(nil, to: portfolio, as: lerato, headers: final)
            #expect(early.status == .conflict && early.problem == "upload-unfinished")
            _ = try await parts[2].send(thirds[2], at: 0)
            #expect(try await parts[2].head().headers[.uploadConcat] == "partial")
            let thabo = try await stage.person("Thabo")
            let theirs = try await stage.portfolio(
                of: thabo, at: try await stage.institution("other-college"))
            #expect(try await stage.begin(nil, to: theirs, as: thabo, headers: final).status == .badRequest)
            let whole = try await stage.begin(nil, to: portfolio, as: lerato, headers: final)
            #expect(whole.status == .created && whole.headers[.priorEvidence] != nil, "\(whole.text)")
            let content = try await stage.get((whole.headers[.priorEvidence] ?? "") + "/content", as: lerato)
            #expect(content.bytes == Samples.png)
            let made = stage.sending(at: whole, as: lerato)
            #expect(try await made.head().headers[.uploadConcat] == final[.uploadConcat])
            #expect(try await made.send([1], at: 0).status == .forbidden)
            #expect(try await parts[0].head().status == .notFound)
            #expect(try await stage.begin(nil, to: portfolio, as: lerato, headers: final).status == .badRequest)
            #expect(stage.uploadFiles.isEmpty)
        }
    }
}
