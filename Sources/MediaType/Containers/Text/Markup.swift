/// What markup is, by its first element: after declarations, comments and the document type, as a browser reads it.
enum Markup {
    /// The name of the first element, in lower case; nil when the text does not begin with markup.
    static func rootElement(of head: String) -> String? {
        var rest = Substring(head)
        while rest.hasPrefix("<") {
            if rest.hasPrefix("<!--") {
                guard let end = rest.firstRange(of: "-->") else { return nil }
                rest = rest[end.upperBound...]
            } else if rest.hasPrefix("<!doctype") {
                guard let end = endOfDocumentType(rest) else { return rest.hasPrefix("<!doctype html") ? "html" : nil }
                if rest.hasPrefix("<!doctype html") { return "html" }
                rest = rest[end...]
            } else if rest.hasPrefix("<?") || rest.hasPrefix("<!") {
                if rest.hasPrefix("<?php") || rest.hasPrefix("<?=") { return "?php" }
                guard let end = rest.firstIndex(of: ">") else { return nil }
                rest = rest[rest.index(after: end)...]
            } else {
                return String(rest.dropFirst().prefix { $0.isLetter || $0.isNumber || ":-_.".contains($0) })
            }
            rest = rest.drop(while: \.isWhitespace)
        }
        return nil
    }

    /// Behind a document type, whose declarations stand in brackets and hold signs of their own.
    private static func endOfDocumentType(_ text: Substring) -> Substring.Index? {
        guard let end = text.firstIndex(of: ">") else { return nil }
        guard let open = text.firstIndex(of: "["), open < end else { return text.index(after: end) }
        guard let close = text[open...].firstIndex(of: "]"), let last = text[close...].firstIndex(of: ">") else {
            return nil
        }
        return text.index(after: last)
    }

    /// The media type that the first element tells; nil where it tells none.
    static func type(of root: String, _ head: String) -> MediaType? {
        let name = root.split(separator: ":").last.map(String.init) ?? root
        if root == "?php" { return "text/x-php" }
        if name == "svg" { return "image/svg+xml" }
        if root == "html" || name == "html" && head.contains("http://www.w3.org/1999/xhtml") {
            return head.hasPrefix("<?xml") ? "application/xhtml+xml" : "text/html"
        }
        if htmlElements.contains(root) { return "text/html" }
        if root == "office:document" { return flatOpenDocument(head) }
        if root == "pkg:package" { return "application/vnd.ms-word2006ml" }
        if root == "w:worddocument" { return "application/vnd.ms-wordml" }
        if name == "workbook", head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
            return "application/vnd.ms-spreadsheetml"
        }
        return [
            "gpx": "application/gpx+xml", "kml": "application/vnd.google-earth.kml+xml", "rss": "application/rss+xml",
        ][name]
    }

    /// OpenDocument as one XML file (ODF 1.3 part 3, 3.1.2).
    private static func flatOpenDocument(_ head: String) -> MediaType {
        guard let start = head.firstRange(of: "office:mimetype=\"") else { return "application/xml" }
        let packed = head[start.upperBound...].prefix { $0 != "\"" }
        return MediaType("\(packed)-flat-xml") ?? "application/xml"
    }

    private static let htmlElements: Set<String> = [
        "html", "head", "body", "script", "iframe", "object", "embed", "style", "meta", "link", "base", "form", "a",
        "img", "div", "p", "table", "title", "h1", "h2", "h3", "span", "br", "hr", "input", "video", "audio",
        "template",
        "b", "i", "center", "font", "pre", "ul", "ol", "frameset", "noscript", "button", "marquee", "details",
    ]
}
