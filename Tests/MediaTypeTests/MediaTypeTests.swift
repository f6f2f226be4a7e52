import Foundation
import MediaType
import Testing

struct MediaTypeTests {
    @Test(arguments: [
        ("application/pdf", "application/pdf"), ("Text/HTML; charset=utf-8", "text/html"), (" image/PNG ", "image/png"),
        ("application/vnd.api+json;x=\"a/b\"", "application/vnd.api+json"),
    ])
    func `a media type is read in any case, its parameters passed over`(text: String, type: String) {
        #expect(MediaType(text)?.description == type)
    }

    @Test(arguments: [
        "", "/", "text", "text/", "/plain", "text/plain/x", "te xt/plain", "text/pl\u{0}ain", "téxt/plain",
    ])
    func `what is no media type is none`(text: String) {
        #expect(MediaType(text) == nil)
    }

    @Test
    func `JSON carries a media type as its text`() throws {
        let json = try JSONEncoder().encode([MediaType("image/png")])
        #expect(try JSONDecoder().decode([MediaType].self, from: json) == ["image/png"])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([MediaType].self, from: Data("[\"png\"]".utf8)) }
    }

    @Test
    func `names that programs have used for one type are one type`() {
        #expect(MediaType("audio/x-m4a").canonical == "audio/mp4")
        #expect(MediaType("application/rtf").canonical == MediaType("text/rtf").canonical)
        #expect(MediaType("image/png").canonical == "image/png")
    }
}
