import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct DamagedBagTests {
    @Test func `any one byte changed anywhere in a bag is found, and its file named`() async throws {
        try await Stage.run { stage in
            let scene = try await BagScene(stage)
            let bytes = try await scene.export()
            try await UnpackedBag.with(bytes) { bag in
                var random = SystemRandomNumberGenerator()
                for file in bag.files.files {
                    let whole = try file.bytes()
                    for _ in 0..<4 {
                        var changed = whole
                        guard !changed.isEmpty else { continue }
                        let place = Int.random(in: 0..<changed.count, using: &random)
                        changed[place] ^= UInt8(1 << Int.random(in: 0..<8, using: &random))
                        try Data(changed).write(to: URL(filePath: file.location))
                        let faults = try await BagCheck(bag.files.files).faults
                        #expect(faults.contains { $0.path == file.path }, "\(file.path) at \(place): \(faults)")
                    }
                    try Data(whole).write(to: URL(filePath: file.location))
                }
                #expect(try await BagCheck(bag.files.files).faults == [])
                let lost = bag.files.files.filter { !$0.path.hasPrefix("data/files/001") }
                #expect(try await BagCheck(lost).faults.contains { $0.rule == .missing })
            }
        }
    }

    @Test func `a bag with a byte changed on the way is refused by file, and nothing of it is taken`() async throws {
        try await Stage.run { stage in
            let scene = try await BagScene(stage)
            var bytes = try await scene.export("?format=tar")
            // In a tar file the bytes stand as they are.
            let needle = Array("It is <b>straight</b>".utf8)
            let place = try #require(bytes.indices.first { bytes[$0...].starts(with: needle) })
            bytes[place] = UInt8(ascii: "i")
            let there = try await stage.elsewhere("Lerato Mokoena")
            let seen = try await stage.bring(bytes, to: there.portfolio, as: there.learner)
            #expect(seen.status == .unprocessableContent && seen.problem == "bag-not-whole")
            let fault = seen.json["faults"]?[0]
            #expect(fault?["rule"] == "changed")
            #expect(fault?["path"]?.string?.hasSuffix("-seance-1.txt") == true)
            #expect(fault?["expected"] != nil && fault?["found"] != nil)
            #expect(try await stage.get("/api/portfolios/\(there.portfolio)/evidence", as: there.learner).items == [])
            #expect(try await stage.get("/api/portfolios/\(there.portfolio)/imports", as: there.learner).items == [])
        }
    }

    @Test func `a hostile archive is refused by the rule it breaks`() async throws {
        try await Stage.run({ $0.quotas.institutionBytes = 10_000_000 }) { stage in
            let there = try await stage.elsewhere("Lerato Mokoena")
            for (rule, bytes) in try Self.hostile() {
                let seen = try await stage.bring(bytes, to: there.portfolio, as: there.learner)
                let rules = (seen.json["faults"]?.array ?? []).compactMap { $0["rule"]?.string }
                #expect(seen.status == .unprocessableContent, "\(rule): \(seen.text)")
                #expect(rules.contains(rule.prefix { $0 != " " }.description), "\(rule): \(seen.text)")
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: stage.resources.bagFolder.path)
            #expect(left == [])
        }
    }

    @Test func `a file that is held in quarantine does not leave, and its item says so`() async throws {
        try await Stage.run { stage in
            let scene = try await BagScene(stage)
            try await stage.resources.database.execute(
                "update evidence_file set quarantined_by = 'macros' where file_name like '%.txt'")
            try await UnpackedBag.with(try await scene.export()) { bag in
                #expect(!bag.files.files.contains { $0.path.hasSuffix("-seance-1.txt") })
                let items = try bag.items().values
                #expect(items.contains { $0["file"]?["withheld"] == "macros" })
            }
            let there = try await stage.elsewhere("Lerato Mokoena")
            let brought = try await stage.bring(try await scene.export(), to: there.portfolio, as: there.learner)
            #expect(brought.json["withoutFile"]?.array?.count == 1, "\(brought.text)")
        }
    }

    /// By the name of the rule.
    private static func hostile() throws -> [(String, [UInt8])] {
        let script = """
            import base64, io, json, tarfile, zipfile
            def zipped(*files):
                out = io.BytesIO()
                with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
                    for name, data in files: z.writestr(name, data)
                return out.getvalue()
            def tarred(*members):
                out = io.BytesIO()
                with tarfile.open(fileobj=out, mode='w') as t:
                    for member in members: t.addfile(member)
                return out.getvalue()
            def member(name, kind, link=''):
                m = tarfile.TarInfo(name); m.type = kind; m.linkname = link
                return m
            print(json.dumps([(rule, base64.b64encode(data).decode()) for rule, data in [
                ('unreadable', b'this is no archive at all' * 100),
                ('unreadable cut', zipped(('bag/bagit.txt', 'x' * 5000))[:-40]),
                ('not_a_bag', zipped(('bag/readme.txt', 'hello'))),
                ('unsafe_path', zipped(('../../etc/cron.d/x', 'x'), ('bagit.txt', 'x'))),
                ('unsafe_path absolute', zipped(('/etc/passwd', 'x'), ('bagit.txt', 'x'))),
                ('unsafe_path backslash', tarred(member('a\\\\b', tarfile.REGTYPE))),
                ('link', tarred(member('bag/x', tarfile.SYMTYPE, '/etc/passwd'))),
                ('link hard', tarred(member('bag/x', tarfile.LNKTYPE, '/etc/passwd'))),
                ('special_file', tarred(member('bag/x', tarfile.FIFOTYPE))),
                ('duplicate_name', zipped(('bag/data/A.txt', 'x'), ('bag/data/a.txt', 'y'), ('bag/bagit.txt', 'x'))),
                ('too_many_files', zipped(*[('bag/%d' % i, '') for i in range(20001)])),
                ('too_large', zipped(('bag/bomb', bytes(400 << 20)))),
            ]]))
            """
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/python3")
        python.arguments = ["-W", "ignore", "-c", script]
        let output = Pipe()
        python.standardOutput = output
        try python.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        python.waitUntilExit()
        let list = try StrictJSON.parse([UInt8](data)).array ?? []
        return list.compactMap { pair in
            guard let rule = pair[0]?.string, let text = pair[1]?.string, let bytes = Data(base64Encoded: text) else {
                return nil
            }
            return (rule, [UInt8](bytes))
        }
    }
}
