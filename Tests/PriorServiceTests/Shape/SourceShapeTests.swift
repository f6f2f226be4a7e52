import Foundation
import Testing

/// The rules of `docs/architecture.md` that can be read off the files.
@Suite struct SourceShapeTests {
    /// What each target may import; an arrow in the picture, and nothing else.
    private let allowed: [String: Set<String>] = [
        "Assessment": ["Foundation"],
        "Allocation": ["CLemon"],
        "Reliability": [],
        "Postgres": ["CLibPQ", "Dispatch", "Foundation", "Glibc", "Logging", "ServiceLifecycle", "Synchronization"],
        "PostgresCluster": ["Foundation", "Glibc", "Logging", "ServiceLifecycle", "Subprocess", "Synchronization"],
        "Seal": ["COpenSSL", "Crypto", "Dispatch", "Foundation", "Synchronization"],
        "MediaType": ["CLibMagic", "CZlib", "Dispatch", "Foundation", "Glibc", "Synchronization"],
        "QRCode": ["CQREncode", "CZlib"],
        "Sandbox": ["Dispatch", "Glibc", "Synchronization"],
        "Archive": ["CLibArchive"],
        "prior-sandbox": ["Archive", "CSandbox", "Glibc", "MediaType"],
        "EvidenceStore": [
            "AsyncHTTPClient", "Crypto", "Foundation", "FoundationXML", "Glibc", "NIOCore", "NIOHTTP1", "NIOPosix",
            "Seal",
            "Synchronization",
        ],
        "Rubrics": ["Assessment", "Foundation", "Seal", "Yams"],
        "CASE": ["Assessment", "Foundation", "Rubrics", "Seal"],
    ]

    @Test func `a target imports only what its place in the house allows`() throws {
        for (target, modules) in allowed {
            let files = try SourceFile.all(in: "Sources/\(target)")
            #expect(!files.isEmpty)
            for file in files {
                #expect(Set(file.imports).subtracting(modules) == [], "\(file.path)")
            }
        }
    }

    @Test func `only the targets that wrap a C library call it`() throws {
        let owners = [
            "CLibPQ": ["Postgres"], "COpenSSL": ["Seal"], "CLibMagic": ["MediaType"], "CZlib": ["MediaType", "QRCode"],
            "CLibArchive": ["Archive"], "CQREncode": ["QRCode"], "CLemon": ["Allocation"],
        ]
        for file in try SourceFile.all(in: "Sources") {
            for (library, owners) in owners where file.imports.contains(library) {
                #expect(
                    owners.contains { file.path.hasPrefix("Sources/\($0)/") }, "\(file.path) imports \(library)")
            }
        }
    }

    @Test func `the command knows nothing of PostgreSQL, so that HTTP and SQL stay in the service`() throws {
        for file in try SourceFile.all(in: "Sources/prior") {
            #expect(Set(file.imports).isDisjoint(with: ["Postgres", "Hummingbird", "Assessment"]), "\(file.path)")
        }
    }

    @Test func `no file is longer than 300 lines`() throws {
        for file in try everySwiftFile() { #expect(file.lines.count <= 301, "\(file.path): \(file.lines.count) lines") }
    }

    @Test func `nothing ends the process on purpose, nothing is left to do, nothing is fenced off`() throws {
        for file in try SourceFile.all(in: "Sources") {
            for word in ["try" + "!", "fatal" + "Error(", "TO" + "DO", "FIX" + "ME", "// MA" + "RK"] {
                let isThere = file.text.contains(word)
                #expect(!isThere, "\(file.path) has \(word)")
            }
        }
    }

    @Test func `SQL is in lower case with explicit columns, and no string is built into it outside the migrations`()
        throws
    {
        for file in try SourceFile.all(in: "Sources/PriorService") {
            #expect(file.text.firstMatch(of: /(?i)"\s*select \*/) == nil, "\(file.path) has select *")
            #expect(
                file.text.firstMatch(of: /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM) [a-z_]+/) == nil,
                "\(file.path) has SQL in capitals")
        }
    }

    @Test func `no drawer has a name that says nothing`() throws {
        let drawers: Set<Substring> = [
            "Utils", "Helpers", "Extensions", "Core", "Common", "Misc", "Managers", "Services",
        ]
        for file in try everySwiftFile() {
            #expect(drawers.isDisjoint(with: file.path.split(separator: "/").dropLast()), "\(file.path)")
        }
    }

    @Test func `every feature of the service has its routes in the table`() throws {
        let table = try SourceFile.all(in: "Sources/PriorService").filter { $0.path.contains("/Routes") }.map(\.text)
            .joined()
        for file in try SourceFile.all(in: "Sources/PriorService") where file.path.hasSuffix("Routes.swift") {
            let name = String(file.path.split(separator: "/").last?.dropLast(".swift".count) ?? "")
            guard name != "Routes" else { continue }
            #expect(table.contains("\(name)."), "\(name) answers no route")
        }
    }

    /// Beside a thousand others on two cores, a test of half a minute waits for minutes; what it may take by itself is said by
    /// those that run one after another, and there only.
    @Test func `a time limit of a parallel test is a quarter of an hour`() throws {
        let timed = try SourceFile.read("Makefile").lines.first { $0.hasPrefix("timed := ") }?.dropFirst(9).split(
            separator: "|")
        let alone = Set(try #require(timed))
        for file in try SourceFile.all(in: "Tests") {
            let name = file.path.split(separator: "/").last?.dropLast(".swift".count) ?? ""
            for limit in file.text.matches(of: /\.timeLimit\(\.minutes\((\d+)\)\)/) where !alone.contains(name) {
                #expect((Int(limit.1) ?? 0) >= 15, "\(file.path) has \(limit.0)")
            }
        }
    }

    private func everySwiftFile() throws -> [SourceFile] {
        try SourceFile.all(in: "Sources") + SourceFile.all(in: "Tests")
    }
}
