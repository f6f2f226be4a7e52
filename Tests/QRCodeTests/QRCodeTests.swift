import Foundation
import QRCode
import Testing

/// Read back by zbar, a reader that has nothing to do with what drew them.
@Suite struct QRCodeTests {
    private static let address =
        "https://prior.example.org/witness#prior_l_" + String(repeating: "aZ9-_", count: 8) + "xyz"

    @Test(arguments: [2, 3, 6]) func `a reader finds in the picture what was put in`(_ scale: Int) throws {
        let code = try #require(QRCode(Self.address))
        let file = FileManager.default.temporaryDirectory.appending(path: "qr-\(UUID()).png")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(code.png(scale: scale)).write(to: file)
        #expect(try read(file) == Self.address)
    }

    @Test func `the drawing has the same modules as the picture`() throws {
        let code = try #require(QRCode(Self.address))
        var drawn = [Bool](repeating: false, count: code.width * code.width)
        for run in code.svg.matches(of: /M(\d+) (\d+)h(\d+)v1/) {
            let column = try #require(Int(run.1)) - QRCode.quietZone
            let row = try #require(Int(run.2)) - QRCode.quietZone
            for dark in 0..<(try #require(Int(run.3))) { drawn[row * code.width + column + dark] = true }
        }
        #expect(drawn == code.modules)
        #expect(code.svg.utf8.count < 16_000, "It goes over costly lines.")
    }

    @Test func `what cannot be drawn is nothing`() {
        #expect(QRCode("") == nil)
        #expect(QRCode("a\0b") == nil)
        #expect(QRCode(String(repeating: "x", count: 3_000)) == nil)
    }

    private func read(_ file: URL) throws -> String {
        let reader = Process()
        reader.executableURL = URL(filePath: "/usr/bin/zbarimg")
        reader.arguments = ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file.path]
        let output = Pipe()
        reader.standardOutput = output
        reader.standardError = FileHandle.nullDevice
        try reader.run()
        let found = try output.fileHandleForReading.readToEnd() ?? Data()
        reader.waitUntilExit()
        return String(decoding: found, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}
