import Foundation

/// What is known of a file beside its bytes. Each is there only where the kind of file has it and tells it.
struct EvidenceFacts: Codable, Sendable, Equatable {
    /// In pixels, as it is shown.
    var width: Int?
    var height: Int?
    /// How many pages; of an Office file at most those that were looked at.
    var pages: Int?
    var words: Int?
    /// How long it plays, in seconds.
    var seconds: Double?
    var videoCodec: String?
    var audioCodec: String?
    /// When the device says it was taken, `2026-05-01T10:12:00`; its own clock, so without a zone unless it names one.
    var takenAt: String?
    /// Maker and model of the device.
    var camera: String?
    /// How a text begins.
    var excerpt: String?
}

/// A place on earth by WGS 84, in degrees.
struct Place: Sendable, Equatable {
    var latitude: Double
    var longitude: Double

    /// Nil where there is no such place. Zero and zero is what devices write that do not know.
    init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        guard latitude != 0 || longitude != 0 else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Reads ISO 6709 as phones write it into videos, `+29.3100+027.4800+1500.0/`.
    init?(iso6709 text: String) {
        guard let match = text.prefixMatch(of: /([+-][0-9]{1,2}(?:\.[0-9]{1,12})?)([+-][0-9]{1,3}(?:\.[0-9]{1,12})?)/),
            let latitude = Double(match.1), let longitude = Double(match.2)
        else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }
}

/// What a look into a file found.
struct Looked: Sendable {
    /// A picture of a page, which lies as a file on the workbench.
    struct Picture: Sendable {
        var page: Int
        /// The square it was made to fit, in pixels.
        var box: Int
        var width: Int
        var height: Int
        var path: String
    }

    var pictures: [Picture] = []
    var facts = EvidenceFacts()
    var place: Place?
    /// By which pictures are compared, page by page.
    var greys: [Int: GreyPicture] = [:]
    /// The text in it, for comparing.
    var text: String?
}
