import HTTPTypes
import NIOCore

/// The few pages that people open by a link, with any browser on any line: no script, no picture, some kilobytes.
enum HTMLPage {
    /// A whole page around its content, which is HTML.
    static func frame(_ title: String, _ body: String) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>\(escaped(title))</title>
        <style>
        body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 1rem auto; padding: 0 1rem; }
        h2 { border-top: 1px solid; padding-top: 1rem; }
        dt { font-weight: bold; } dd { margin: 0 0 .5rem; overflow-wrap: anywhere; }
        input { font: inherit; width: 100%; } button { font: inherit; padding: .5rem 1rem; }
        </style>
        </head>
        <body>
        \(body)
        </body>
        </html>

        """
    }

    /// Text as HTML: what marks tags and attributes is written as a name. Sign by sign, as an accent behind a quotation mark
    /// makes one letter of both for Swift, and not for a browser.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}

extension Answer {
    /// A page for people. It runs nothing, loads nothing, and sends its form back here only.
    static func page(_ html: String) -> Answer {
        Answer(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8",
                .contentSecurityPolicy:
                    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            ], body: .bytes(ByteBuffer(string: html)))
    }
}
