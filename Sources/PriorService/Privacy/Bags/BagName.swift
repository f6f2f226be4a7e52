import Assessment
import Foundation

/// What files are called in a bag: plain ASCII in lower case, so that they are the same on a phone, a stick and a server.
enum BagName {
    /// `Séance – wall.JPG`, the third file → `data/files/003-seance-wall.jpg`.
    static func file(_ name: FileName, number: Int) -> String {
        let ending = name.fileExtension
        let text = name.description
        let stem = ending.map { String(text.dropLast($0.count + 1)) } ?? text
        return "data/files/\(padded(number))-\(slug(stem))\(ending.map { ".\($0)" } ?? "")"
    }

    /// Letters without their accents, digits and hyphens; `file` where nothing is left.
    static func slug(_ text: String, atMost limit: Int = 40) -> String {
        var slug = ""
        for scalar in text.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars
        where slug.utf8.count < limit {
            switch scalar {
            case "a"..."z", "0"..."9": slug.unicodeScalars.append(scalar)
            default:
                let isMark = scalar.properties.generalCategory == .nonspacingMark
                if !isMark, !slug.isEmpty, !slug.hasSuffix("-") { slug += "-" }
            }
        }
        while slug.hasSuffix("-") { slug.removeLast() }
        return slug.isEmpty ? "file" : slug
    }

    static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
    }

    /// Whether packing a file of this type would be in vain.
    static func isCompressed(_ type: String) -> Bool {
        !["text/", "application/json", "image/svg", "image/bmp", "image/tiff", "audio/x-wav", "audio/wav"].contains {
            type.hasPrefix($0)
        }
    }
}
