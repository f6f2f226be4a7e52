import Foundation
import Seal
import Testing

@testable import EvidenceStore

/// The examples that Amazon publishes in "Signature Calculations for the Authorization Header" and "Authenticating
/// Requests: Using Query Parameters", with the keys of that text, which open nothing.
struct S3SignatureTests {
    private let signature = S3Signature(
        accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", region: "us-east-1")
    /// 2013-05-24T00:00:00Z
    private let moment = 1_369_353_600
    private let nothing = Digest.of("").hex

    private func signed(_ request: S3Signature.Request) -> String? {
        signature.headers(of: request, at: moment).first { $0.name == "authorization" }?.value
            .split(separator: "Signature=").last.map(String.init)
    }

    @Test func `a request for a stretch of an object`() {
        let request = S3Signature.Request(
            method: "GET", host: "examplebucket.s3.amazonaws.com", path: "/test.txt",
            headers: [("range", "bytes=0-9")], payload: nothing)
        #expect(signed(request) == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
        #expect(signature.headers(of: request, at: moment).contains { $0 == ("x-amz-date", "20130524T000000Z") })
    }

    @Test func `a request that puts an object whose name has to be escaped`() {
        let request = S3Signature.Request(
            method: "PUT", host: "examplebucket.s3.amazonaws.com",
            path: S3Signature.escape("/test$file.text", keepingSlashes: true),
            headers: [("date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")],
            payload: Digest.of("Welcome to Amazon S3.").hex)
        #expect(signed(request) == "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")
    }

    @Test(arguments: [
        ([("lifecycle", "")], "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        (
            [("prefix", "J"), ("max-keys", "2")],
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
        ),
    ])
    func `requests with a query`(query: [(String, String)], expected: String) {
        let request = S3Signature.Request(
            method: "GET", host: "examplebucket.s3.amazonaws.com", path: "/", query: query, payload: nothing)
        #expect(signed(request) == expected)
    }

    @Test func `an address that works for a day`() {
        let request = S3Signature.Request(
            method: "GET", host: "examplebucket.s3.amazonaws.com", path: "/test.txt",
            payload: S3Signature.unsignedPayload)
        let query = signature.query(of: request, for: 86_400, at: moment)
        #expect(
            query.hasSuffix("&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"))
    }

    @Test func `an endpoint that is no address of a server is refused`() {
        func configuration(_ endpoint: String, bucket: String = "prior") -> S3Configuration? {
            S3Configuration(endpoint: endpoint, bucket: bucket, accessKey: "a", secretKey: "b")
        }
        for endpoint in ["", "s3.example.org", "ftp://s3.example.org", "https://s3.example.org/path", "http://a b"] {
            #expect(configuration(endpoint) == nil, "\(endpoint)")
        }
        #expect(configuration("https://s3.example.org", bucket: "../x") == nil)
        #expect(configuration("http://[::1]:7480/")?.requestHost == "[::1]:7480")
        var virtual = configuration("https://s3.example.org")
        virtual?.isPathStyle = false
        #expect(virtual?.requestHost == "prior.s3.example.org")
        #expect(virtual?.path(of: "a b/ü") == "/a%20b/%C3%BC")
    }
}
