import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct UploadConnectionTests {
    private func head(_ upload: Sending, at offset: Int, _ length: Int, _ more: String = "") -> String {
        "PATCH \(upload.path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(upload.who.token)\r\n"
            + "Tus-Resumable: 1.0.0\r\nContent-Type: \(Tus.pieceType)\r\nUpload-Offset: \(offset)\r\n"
            + "Content-Length: \(length)\r\n\(more)\r\n"
    }

    @Test func `what came before a connection was cut is kept, to the byte`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let noise = [UInt8](repeating: UInt8(ascii: "x"), count: 500_000)
            let file =
                Array("%PDF-1.4\n%".utf8) + noise + Array("\n".utf8) + Samples.pdf.dropFirst("%PDF-1.4\n".utf8.count)
            let upload = try await stage.sending(file.count, to: portfolio, as: lerato, ["filename": "a.pdf"])
            try await stage.served { port in
                var offset = 0
                for cut in [1, 70_001, 300_000] {
                    let (from, path) = (offset, head(upload, at: offset, file.count - offset))
                    try await onThread {
                        let client = try RawClient(port: port)
                        client.send(path)
                        _ = client.send(Array(file[from..<from + cut]))
                    }
                    offset += cut
                    let expected = offset
                    try await waitUntil { stage.sizes == [expected] }
                    #expect(try await upload.head().headers[.uploadOffset] == String(expected))
                }
            }
            let last = try await upload.send(file.dropFirst(370_002), at: 370_002)
            #expect(last.status == .noContent, "\(last.text)")
            let content = try await stage.get((last.headers[.priorEvidence] ?? "") + "/content", as: lerato)
            let isSame = content.bytes == file
            #expect(isSame)
        }
    }

    @Test func `a phone that comes back goes on although its old connection still hangs`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let upload = try await stage.sending(Samples.png.count, to: portfolio, as: lerato)
            var limits = EdgeLimits.short
            limits.patience = .seconds(3_600)
            try await stage.served(limits) { port in
                let old = head(upload, at: 0, Samples.png.count)
                let hung = Task {
                    try await onThread {
                        let client = try RawClient(port: port)
                        client.send(old)
                        _ = client.send(Array(Samples.png.prefix(10)))
                        return client.read(seconds: 600)
                    }
                }
                try await waitUntil { stage.sizes == [10] }
                let asked = try await upload.head()
                #expect(asked.headers[.uploadOffset] == "10")
                let rest = try await upload.send(Samples.png.dropFirst(10), at: 10)
                #expect(rest.headers[.priorEvidence] != nil, "\(rest.text)")
                let end = try await hung.value
                #expect(end.outcome != .open && !end.text.hasPrefix("HTTP/1.1 2"), "\(end)")
            }
            #expect(try await stage.evidence(of: portfolio, as: lerato).count == 1)
        }
    }

    @Test func `a phone that asks first sends nothing that is refused`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let upload = try await stage.sending(Samples.png.count, to: portfolio, as: lerato)
            var limits = EdgeLimits.short
            limits.continueAfter = .seconds(20)
            try await stage.served(limits) { port in
                let expecting = "Expect: 100-continue\r\n"
                let (wrong, right) = (
                    head(upload, at: 7, Samples.png.count - 7, expecting),
                    head(upload, at: 0, Samples.png.count, expecting)
                )
                let refused = try await onThread {
                    let client = try RawClient(port: port)
                    client.send(wrong)
                    return client.read(seconds: 3).text
                }
                #expect(refused.hasPrefix("HTTP/1.1 409 "), "\(refused)")
                let taken = try await onThread {
                    let client = try RawClient(port: port)
                    client.send(right)
                    let asked = client.answer(ending: "\r\n\r\n")
                    _ = client.send(Samples.png)
                    return asked + client.answer(ending: "\r\n\r\n")
                }
                #expect(taken.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 "), "\(taken)")
            }
        }
    }

    @Test func `a refusal reaches a client that is sending a large body`() async throws {
        try await Stage.withPortfolio { stage, lerato, portfolio in
            let upload = try await stage.sending(8_000_000, to: portfolio, as: lerato)
            try await stage.served { port in
                let wrong = head(upload, at: 5, 7_999_995)
                let text = try await onThread {
                    let client = try RawClient(port: port)
                    client.send(wrong)
                    _ = client.send([UInt8](repeating: 0, count: 60_000))
                    return client.read(seconds: 3).text
                }
                #expect(text.hasPrefix("HTTP/1.1 409 ") && text.contains("upload-offset"), "\(text)")
            }
        }
    }
}

extension Stage {
    /// How many bytes the unfinished uploads have.
    fileprivate var sizes: [Int] {
        uploadFiles.map { name in
            let path = resources.uploads.path + "/" + name
            return (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? -1
        }
    }
}

/// Waits until something is so, at most five minutes.
func waitUntil(_ isSo: @Sendable () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(300)
    while !isSo() {
        guard ContinuousClock.now < deadline else {
            Issue.record("It was never so.")
            return
        }
        try await Task.sleep(for: .milliseconds(10))
    }
}
