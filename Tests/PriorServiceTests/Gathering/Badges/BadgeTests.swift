import Assessment
import Foundation
import Seal
import Testing

@testable import PriorService

@Suite struct BadgeTests {
    private static let lerato = "Lerato@example.org"

    @Test func `badges made by other programs are found to be what they are`() async throws {
        try await MadeBadges.with(Self.lerato) { made in
            #expect(made.index.count > 20)
            for expected in made.index {
                let checks = try await made.checks(expected.file, for: Self.lerato)
                #expect(checks.map(\.check) == CredentialCheck.Subject.allCases)
                #expect(checks.standing == expected.standing, "\(expected.file): \(checks)")
                #expect(checks.all(.failed) == Set(expected.failed), "\(expected.file): \(checks)")
                #expect(checks.all(.verified).isSuperset(of: expected.verified), "\(expected.file): \(checks)")
                for check in checks { #expect(!check.reason.lowercased().contains("lerato"), "\(check)") }
            }
        }
    }

    @Test func `what a badge says is read, and so is its text out of any carrier`() async throws {
        try await MadeBadges.with(Self.lerato) { made in
            for (file, carrier) in [
                ("es256.png", "png"), ("jcs.svg", "svg"), ("jcs.json", "json"), ("rs256.jwt", "jwt"),
            ] {
                let badge = try made.badge(file)
                #expect(badge.source.carrier.rawValue == carrier && badge.format == .openBadges3)
                #expect(badge.facts.title == "Scaffolding, basic")
                #expect(badge.facts.awardingBody == "Highlands Builders’ Federation")
                #expect(badge.facts.awardedOn == CalendarDate("2024-03-01") && badge.facts.credit == "2.5")
                #expect(badge.criteria == "Forty hours on site and a practical test.")
            }
            let old = try made.badge("ob2-signed.svg")
            #expect(old.format == .openBadges2 && old.facts.title == "First aid at work")
            #expect(old.facts.awardingBody == "Red Cross of Somewhere")
        }
    }

    @Test func `what holds no badge, or more than one, is refused with the reason`() async throws {
        try await MadeBadges.with(Self.lerato) { made in
            let reasons: [(String, BadgeFault)] = [
                ("plain.png", .notBadge), ("compressed.png", .compressed), ("two.png", .several),
                ("address.png", .onlyAddress), ("cut.png", .damaged), ("entities.svg", .damaged), ("cut.svg", .damaged),
            ]
            for (file, fault) in reasons {
                #expect(throws: fault, "\(file)") { try made.badge(file) }
            }
            for text in ["", "a.b", "a.b.c", "{", "{}", "{\"type\": \"Person\"}", "<svg/>", "<html/>", "\u{0}"] {
                #expect(throws: BadgeFault.self, "\(text)") { try Badge(BadgeText(in: Array(text.utf8))) }
            }
            #expect(throws: BadgeFault.tooLong) { try BadgeText(in: [UInt8](repeating: 0x20, count: 5 << 20)) }
        }
    }

    @Test func `hostile bytes give an error or a badge, and never a verified one`() async throws {
        try await MadeBadges.with(Self.lerato) { made in
            var random = SeededGenerator(seed: 29)
            for file in ["es256.png", "jcs.svg", "jcs.json", "rs256.jwt", "ob2-signed.svg"] {
                let bytes = try made.bytes(file)
                let text = try made.badge(file).source.text
                for _ in 0..<400 {
                    var changed = bytes
                    for _ in 0..<Int.random(in: 1...8, using: &random) {
                        changed[Int.random(in: changed.indices, using: &random)] = UInt8.random(
                            in: 0...255, using: &random)
                    }
                    if Bool.random(using: &random) {
                        changed.removeLast(Int.random(in: 0..<changed.count, using: &random))
                    }
                    guard let badge = try? Badge(BadgeText(in: changed)), badge.source.text != text else { continue }
                    let proof = await BadgeProof(badge: badge, keys: BadgeKeys(fetcher: nil), fetcher: nil).verify()
                    // Spaces between the members of JSON, and the order of them, are not what is signed.
                    if proof.check.result == .verified {
                        #expect(badge.content.jcs == (try made.badge(file).content.jcs))
                    }
                }
            }
        }
    }

    @Test func `the proof of the standard's own vector holds, and not when a word is changed`() async throws {
        let folder = Stage.packageRoot.appending(path: "../shared/standards/vc-di-eddsa/TestVectors/eddsa-jcs-2022")
        guard let signed = try? Data(contentsOf: folder.appending(path: "signedJCS.json")) else {
            try Test.cancel("no ../shared/standards here: not tested")
        }
        let hash = try String(contentsOf: folder.appending(path: "combinedHashJCS.txt"), encoding: .utf8)
        let badge = try Badge(BadgeText(in: [UInt8](signed)))
        let message = BadgeProof.message(badge.content, badge.content["proof"] ?? .null)
        #expect(
            message?.map { String(format: "%02x", $0) }.joined() == hash.trimmingCharacters(in: .whitespacesAndNewlines)
        )
        let keys = BadgeKeys(fetcher: nil)
        #expect(await BadgeProof(badge: badge, keys: keys, fetcher: nil).verify().check.result == .verified)
        var changed = badge
        changed.content["name"] = "Alumni credential"
        #expect(await BadgeProof(badge: changed, keys: keys, fetcher: nil).verify().check.result == .failed)
    }

    @Test(arguments: ["arrays", "french", "structures", "unicode", "values", "weird"])
    func `canonical JSON is that of RFC 8785, numbers too`(_ name: String) throws {
        let folder = Stage.packageRoot.appending(path: "../shared/standards/jcs-rfc8785")
        guard let input = try? Data(contentsOf: folder.appending(path: "input/\(name).json")) else {
            try Test.cancel("no ../shared/standards here: not tested")
        }
        let output = try Data(contentsOf: folder.appending(path: "output/\(name).json"))
        #expect(try StrictJSON.parse([UInt8](input)).jcs == [UInt8](output))
    }

    @Test(arguments: [
        ("0", "0"), ("-0.0", "0"), ("1E30", "1e+30"), ("4.50", "4.5"), ("2e-3", "0.002"), ("1e21", "1e+21"),
        ("100000000000000000000", "100000000000000000000"), ("0.000001", "0.000001"), ("1e-7", "1e-7"),
        ("-123.456e2", "-12345.6"), ("333333333.33333329", "333333333.3333333"), ("5e-324", "5e-324"),
    ])
    func `a number is written as ECMAScript does`(_ given: String, _ canonical: String) {
        #expect(JSONValue.number(given).jcs.map { String(decoding: $0, as: UTF8.self) } == canonical)
    }
}

/// The same numbers every time (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
