import Assessment
import Foundation
import Testing

@testable import PriorService

@Suite struct FetcherTests {
    private static let lerato = "lerato@example.org"

    @Test func `where the service may ask, keys, lists and hosted badges are looked at where they lie`() async throws {
        try await MadeBadges.served(to: Self.lerato) { made in
            let fetcher = Fetcher(dialer: Dialer(reach: .anything))
            for expected in made.index where !["ob2-hosted.png", "revoked.json"].contains(expected.file) {
                let checks = try await made.checks(expected.file, for: Self.lerato, fetcher: fetcher)
                #expect(checks.standing == expected.standing, "\(expected.file): \(checks)")
                #expect(checks.all(.failed) == Set(expected.failed), "\(expected.file): \(checks)")
                #expect(checks.all(.verified).isSuperset(of: expected.verified), "\(expected.file): \(checks)")
            }
            let named = try await made.badge("hosted.json").completed(by: fetcher)
            #expect(named.facts.title == "First aid at work" && named.facts.awardingBody == "Red Cross of Somewhere")
            #expect(try made.badge("hosted.json").facts.title == "Badge of 127.0.0.1")
            // The same, where nobody is asked: nothing that needs it is verified, and nothing refuted by it.
            for file in ["hosted.json", "kept.svg", "jwks.jwt", "revoked-3.json", "withdrawn.json"] {
                let checks = try await made.checks(file, for: Self.lerato)
                #expect(
                    checks.all(.failed).isEmpty && checks.contains { $0.reason.hasSuffix(Fetcher.isOff) }, "\(checks)")
            }
            // And where it may ask, but only at public addresses.
            let careful = try await made.checks("hosted.json", for: Self.lerato, fetcher: Fetcher())
            #expect(careful.all(.notChecked).contains(.proof), "\(careful)")
        }
    }

    @Test(arguments: [
        "http://badges.example/1", "https://127.0.0.1/1", "https://[::1]/1", "https://localhost/1", "https://10.0.0.1/",
        "https://badges.example:8443/1", "https://me@badges.example/1", "ftp://badges.example/1", "file:///etc/passwd",
        "https://169.254.169.254/latest/meta-data", "https://0x7f000001/", "https://2130706433/", "", "//x", "https://",
    ])
    func `an address that only this machine or its network can mean is never asked`(_ address: String) async {
        guard case .cannot(let why) = await Fetcher(seconds: 1).json(address) else {
            Issue.record("asked \(address)")
            return
        }
        #expect(why.contains("none that is asked") || why.contains("was not found"), "\(why)")
    }

    @Test(arguments: [
        ("8.8.8.8", true), ("1.1.1.1", true), ("196.202.255.1", true), ("2a00:1450:4001:81b::200e", true),
        ("0.0.0.0", false), ("10.1.2.3", false), ("100.64.0.1", false), ("127.0.0.1", false),
        ("169.254.169.254", false),
        ("172.16.0.1", false), ("172.32.0.1", true), ("192.0.0.8", false), ("192.0.2.1", false), ("192.168.1.1", false),
        ("198.18.0.1", false), ("198.51.100.7", false), ("203.0.113.9", false), ("224.0.0.1", false),
        ("255.255.255.255", false), ("::", false), ("::1", false), ("::ffff:10.0.0.1", false),
        ("::ffff:8.8.8.8", false),
        ("64:ff9b::7f00:1", false), ("fe80::1", false), ("fc00::1", false), ("ff02::1", false), ("2001::1", false),
        ("2001:db8::1", false), ("2002:7f00:1::", false), ("3fff:0::1", false),
    ])
    func `an address is public or not, by the registries`(_ text: String, _ isPublic: Bool) throws {
        #expect(try #require(HostAddress(text)).isPublic == isPublic)
    }

    @Test func `a name is looked up, and this machine's is not public`() {
        let addresses = HostAddress.all(of: "localhost")
        #expect(!addresses.isEmpty && addresses.allSatisfy { !$0.isPublic })
        #expect(HostAddress("127.0.0.1")?.text == "127.0.0.1" && HostAddress("::1")?.text == "::1")
        #expect(HostAddress("badges.example") == nil && HostAddress("127.1") == nil)
    }
}
