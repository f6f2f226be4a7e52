import Assessment
import Foundation

/// The text of a badge, out of whatever carried it. Nothing but this text is kept of an SVG, so that no SVG is ever served.
struct BadgeText: Sendable, Equatable {
    /// The most bytes that are looked at.
    static let longest = 4 << 20

    var carrier: PriorCredential.Carrier
    /// JSON, or a compact JWS.
    var text: String

    /// Reads a baked PNG or SVG (Open Badges 2.0 Baking; Open Badges 3.0 section 5.3), JSON or a JWS.
    init(in bytes: [UInt8]) throws(BadgeFault) {
        guard bytes.count <= Self.longest else { throw .tooLong }
        if bytes.starts(with: BakedPNG.signature) {
            self.init(carrier: .png, text: try BakedPNG.text(in: bytes))
        } else {
            guard let text = String(validating: bytes, as: UTF8.self) else { throw .notBadge }
            let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines.union(["\u{FEFF}"]))
            if trimmed.hasPrefix("<") {
                self.init(carrier: .svg, text: try BakedSVG.text(in: bytes))
            } else {
                self.init(carrier: trimmed.hasPrefix("{") ? .json : .jwt, text: trimmed)
            }
        }
        guard text.utf8.count <= 1 << 20 else { throw .tooLong }
        if text.hasPrefix("http://") || text.hasPrefix("https://") { throw .onlyAddress }
    }

    init(carrier: PriorCredential.Carrier, text: String) {
        self.carrier = carrier
        self.text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// A PNG (ISO/IEC 15948) with a badge in an `iTXt` chunk. Chunks are stepped over by their lengths; nothing is decoded.
enum BakedPNG {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    private static let keywords = ["openbadgecredential", "openbadges"]

    static func text(in bytes: [UInt8]) throws(BadgeFault) -> String {
        var found: String?
        var at = signature.count
        while at + 12 <= bytes.count {
            let length = bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - at - 12 else { throw .damaged }
            let content = bytes[(at + 8)..<(at + 8 + length)]
            switch String(decoding: bytes[(at + 4)..<(at + 8)], as: UTF8.self) {
            case "iTXt":
                if let text = try international(content) {
                    guard found == nil else { throw .several }
                    found = text
                }
            case "tEXt" where keywords.contains(String(decoding: content.prefix { $0 != 0 }, as: UTF8.self)):
                // Before Open Badges 1.0 was final only an address was baked in.
                throw .onlyAddress
            default: break
            }
            at += 12 + length
        }
        guard let found else { throw .notBadge }
        return found
    }

    /// The text of an `iTXt` chunk that has a badge's keyword: keyword, 0, compressed?, method, language, 0, keyword in
    /// that language, 0, text.
    private static func international(_ content: ArraySlice<UInt8>) throws(BadgeFault) -> String? {
        let keyword = content.prefix { $0 != 0 }
        guard keywords.contains(String(decoding: keyword, as: UTF8.self)) else { return nil }
        let flags = content.dropFirst(keyword.count + 1)
        guard let isCompressed = flags.first else { throw .damaged }
        guard isCompressed == 0 else { throw .compressed }
        let afterLanguage = flags.dropFirst(2).drop { $0 != 0 }.dropFirst()
        let text = afterLanguage.drop { $0 != 0 }.dropFirst()
        guard let text = String(validating: text, as: UTF8.self) else { throw .damaged }
        return text
    }
}

/// An SVG with a badge in an element `openbadges:assertion` or `openbadges:credential`. Its tags are stepped over; no entity is
/// resolved but the five of XML, and nothing is drawn or kept.
enum BakedSVG {
    private static let names = ["openbadges:assertion", "openbadges:credential"]

    static func text(in bytes: [UInt8]) throws(BadgeFault) -> String {
        var scanner = MarkupScanner(bytes: bytes)
        var isFirst = true
        var found: String?
        while let tag = try scanner.nextTag() {
            if isFirst {
                guard tag.name == "svg" || tag.name.hasSuffix(":svg") else { throw .notBadge }
                isFirst = false
            }
            guard names.contains(tag.name) else { continue }
            guard found == nil else { throw .several }
            let inside = tag.isEmpty ? "" : try scanner.content().trimmingCharacters(in: .whitespacesAndNewlines)
            found = inside.isEmpty ? tag.verify : inside
            guard found?.isEmpty == false else { throw .damaged }
        }
        guard let found else { throw .notBadge }
        return found
    }
}

/// Steps from tag to tag through XML that may be anything, in one pass.
private struct MarkupScanner {
    struct Tag {
        var name: String
        /// Its attribute `verify`.
        var verify: String
        var isEmpty: Bool
    }

    let bytes: [UInt8]
    private var at = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// The next opening tag; nil at the end.
    mutating func nextTag() throws(BadgeFault) -> Tag? {
        while let start = bytes[at...].firstIndex(of: UInt8(ascii: "<")) {
            at = start
            if skip("<!--") {
                try pass("-->")
            } else if skip("<![CDATA[") {
                try pass("]]>")
            } else if skip("<?") {
                try pass("?>")
            } else if skip("</") {
                try pass(">")
            } else if skip("<!") {
                // A document type may hold anything, entities too; a badge needs none.
                try pass(">")
                guard !bytes[start..<at].contains(UInt8(ascii: "[")) else { throw .damaged }
            } else {
                at += 1
                return try tag()
            }
        }
        return nil
    }

    /// The text from here to the next closing tag: CDATA as it stands, all else with its entities resolved.
    mutating func content() throws(BadgeFault) -> String {
        var text = ""
        while at < bytes.count {
            let start = at
            if skip("<![CDATA[") {
                let from = at
                try pass("]]>")
                text += String(decoding: bytes[from..<(at - 3)], as: UTF8.self)
            } else if skip("<!--") {
                try pass("-->")
            } else if bytes[at] == UInt8(ascii: "<") {
                return text
            } else {
                while at < bytes.count, bytes[at] != UInt8(ascii: "<") { at += 1 }
                text += Self.resolved(bytes[start..<at])
            }
        }
        throw .damaged
    }

    private mutating func tag() throws(BadgeFault) -> Tag {
        let start = at
        var quote: UInt8?
        while at < bytes.count, quote != nil || bytes[at] != UInt8(ascii: ">") {
            let byte = bytes[at]
            if byte == quote {
                quote = nil
            } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
            at += 1
        }
        guard at < bytes.count else { throw .damaged }
        let inside = bytes[start..<at]
        at += 1
        let name = inside.prefix { !Self.isSpace($0) && $0 != UInt8(ascii: "/") }
        return Tag(
            name: String(decoding: name, as: UTF8.self), verify: Self.verify(in: inside.dropFirst(name.count)),
            isEmpty: inside.last == UInt8(ascii: "/"))
    }

    /// The value of `verify="…"`, which stands after white space.
    private static func verify(in attributes: ArraySlice<UInt8>) -> String {
        var rest = attributes
        while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
            let name = rest[..<equals].drop(while: isSpace)
            let value = rest[(equals + 1)...].drop(while: isSpace)
            guard let quote = value.first, let end = value.dropFirst().firstIndex(of: quote) else { return "" }
            let text = value[(value.startIndex + 1)..<end]
            if String(decoding: name, as: UTF8.self).trimmingCharacters(in: .whitespaces) == "verify" {
                return resolved(text)
            }
            rest = value[(end + 1)...]
        }
        return ""
    }

    private static func resolved(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).replacing("&quot;", with: "\"").replacing("&apos;", with: "'")
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&#34;", with: "\"")
            .replacing("&amp;", with: "&")
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private mutating func skip(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard at + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[at + offset] != text.utf8Start[offset] { return false }
        at += count
        return true
    }

    /// Goes behind the next occurrence of a text.
    private mutating func pass(_ text: StaticString) throws(BadgeFault) {
        while at < bytes.count {
            if skip(text) { return }
            at += 1
        }
        throw .damaged
    }
}
