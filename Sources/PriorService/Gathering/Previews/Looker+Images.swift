import Foundation

extension Looker {
    func image(_ original: String) async throws -> Looked {
        var looked = Looked()
        let path = workbench.path(original)
        let header = ImageHeader(try await workbench.run(.vipsheader, ["-a", path]))
        (looked.facts, looked.place) = (header.facts, header.place)
        // Only TIFF pages are pages; what moves is shown by its first frame.
        let isPaged = header.loader.hasPrefix("tiffload")
        let pages = isPaged ? min(header.pages, Self.pages) : 1
        if isPaged, header.pages > 1 { looked.facts.pages = header.pages }
        for page in 1...max(pages, 1) {
            let source = isPaged && page > 1 ? "\(path)[page=\(page - 1)]" : path
            try await show(page, source, in: &looked, comparing: true)
        }
        return looked
    }
}

/// What `vipsheader -a` says of a picture: `name: value` lines, EXIF values as `29/1 18/1 0/1 (29, 18, 0.00, Rational, …)`.
struct ImageHeader: Sendable {
    private let values: [Substring: Substring]

    init(_ output: [UInt8]) {
        var values: [Substring: Substring] = [:]
        for line in String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline).prefix(2_000) {
            guard let colon = line.firstRange(of: ": ") else { continue }
            let name = line[..<colon.lowerBound]
            if values[name] == nil { values[name] = line[colon.upperBound...] }
        }
        self.values = values
    }

    var loader: Substring { values["vips-loader"] ?? "" }
    var pages: Int { values["n-pages"].flatMap { Int($0) } ?? 1 }

    var facts: EvidenceFacts {
        var facts = EvidenceFacts()
        facts.width = values["width"].flatMap { Int($0) }
        facts.height = values["height"].flatMap { Int($0) }
        // Orientations 5 to 8 lie on their side.
        if let turned = values["orientation"].flatMap({ Int($0) }), (5...8).contains(turned), !isUprightAlready {
            (facts.width, facts.height) = (facts.height, facts.width)
        }
        facts.takenAt = exif("ifd2-DateTimeOriginal").flatMap(Self.moment)
        let camera = [exif("ifd0-Make"), exif("ifd0-Model")].compactMap { $0 }.filter { !$0.isEmpty }
            .joined(separator: " ").filter { !$0.isNewline }
        facts.camera = camera.isEmpty ? nil : String(camera.prefix(100))
        return facts
    }

    var place: Place? {
        guard let latitude = degrees("ifd3-GPSLatitude"), let longitude = degrees("ifd3-GPSLongitude") else {
            return nil
        }
        let south = exif("ifd3-GPSLatitudeRef")?.uppercased().hasPrefix("S") == true
        let west = exif("ifd3-GPSLongitudeRef")?.uppercased().hasPrefix("W") == true
        return Place(latitude: south ? -latitude : latitude, longitude: west ? -longitude : longitude)
    }

    /// libheif turns its pictures by itself.
    private var isUprightAlready: Bool { loader.hasPrefix("heifload") }

    /// An EXIF value without the reading of it that follows in brackets.
    private func exif(_ name: String) -> String? {
        guard let value = values["exif-\(name)"] else { return nil }
        let plain = value.range(of: " (", options: .backwards).map { value[..<$0.lowerBound] } ?? value
        return plain.trimmingCharacters(in: .whitespacesAndNewlines.union(.controlCharacters))
    }

    /// Degrees, minutes and seconds, each a fraction.
    private func degrees(_ name: String) -> Double? {
        guard let value = exif(name) else { return nil }
        let parts = value.split(separator: " ").prefix(3).compactMap { part -> Double? in
            let fraction = part.split(separator: "/").compactMap { Double($0) }
            guard fraction.count == 2, fraction[1] != 0 else { return nil }
            return fraction[0] / fraction[1]
        }
        guard let whole = parts.first else { return nil }
        return whole + (parts.dropFirst().first ?? 0) / 60 + (parts.dropFirst(2).first ?? 0) / 3_600
    }

    /// `2026:05:01 10:12:00` as `2026-05-01T10:12:00`.
    private static func moment(_ text: String) -> String? {
        guard let match = text.prefixMatch(of: /(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/), match.1 != "0000" else {
            return nil
        }
        return "\(match.1)-\(match.2)-\(match.3)T\(match.4)"
    }
}
