import Assessment
import Foundation

/// How far the looking into a file is.
enum LookState: String, Codable, Sendable, CaseIterable {
    /// It is waiting for its turn, or for its release from quarantine.
    case pending
    case made
    /// It could not be looked into; the original is untouched.
    case failed
}

/// The previews of an item: pictures of its first pages.
struct PreviewsBody: AnswerBody {
    var state: LookState
    var reason: String?
    var pages: [PreviewPageBody]
    var excerpt: String?

    static let schema = Schema.object([
        .must("state", .choice(of: LookState.self), "`pending` until somebody has looked into the file."),
        .may("reason", .text(200), "Why there are none, where it failed."),
        .must("pages", .list(of: .named(PreviewPageBody.self)), "The first pages; none of a recording of sound."),
        .may("excerpt", .anyText(4_000), "How a text begins."),
    ])
}

/// One page, in two sizes.
struct PreviewPageBody: AnswerBody {
    var page: Int
    var pictures: [PreviewPictureBody]

    static let schema = Schema.object([
        .must("page", .integer(1...1_000), "Which page; a picture has one, a film one for all of it."),
        .must("pictures", .list(of: .named(PreviewPictureBody.self)), "The same page, the smaller first."),
    ])
}

/// A picture of a page.
struct PreviewPictureBody: AnswerBody {
    var box: Int
    var width: Int
    var height: Int
    var size: Int64
    var mediaType: String

    static let schema = Schema.object([
        .must("box", .integer(320...1280), "The square it fits, 320 or 1280 pixels: the `width` to ask for it by."),
        .must("width", .integer(1...16_384), "In pixels."),
        .must("height", .integer(1...16_384), "In pixels."),
        .must("size", .integer(1...9_007_199_254_740_991), "What looking at it costs, in bytes."),
        .must("mediaType", .text(255), "`image/webp`."),
    ])
}

/// What is known of a file beside its bytes.
struct MetadataBody: AnswerBody {
    var state: LookState
    var reason: String?
    var width: Int?
    var height: Int?
    var pages: Int?
    var words: Int?
    var seconds: Double?
    var videoCodec: String?
    var audioCodec: String?
    var takenAt: String?
    var camera: String?
    var location: LocationBody?

    static let schema = Schema.object([
        .must("state", .choice(of: LookState.self), "`pending` until somebody has looked into the file."),
        .may("reason", .text(200), "Why nothing is known, where it failed."),
        .may("width", .integer(0...2_147_483_647), "In pixels."),
        .may("height", .integer(0...2_147_483_647), "In pixels."),
        .may("pages", .integer(0...9_999_999), "How many pages."),
        .may("words", .integer(0...9_007_199_254_740_991), "How many words."),
        .may("seconds", .number(0...1e12), "How long it plays."),
        .may("videoCodec", .text(100), "How its film is encoded, as ffprobe names it."),
        .may("audioCodec", .text(100), "How its sound is encoded."),
        .may("takenAt", .text(40), "When the device says it was taken: no proof, and never told to assessors."),
        .may("camera", .text(100), "The device, as it says: no proof, and never told to assessors."),
        .may(
            "location", .named(LocationBody.self),
            "Where it was taken; told to the learner, to who advises them and to staff, never to assessors."),
    ])

    init(_ state: LookState, _ reason: String?, _ facts: EvidenceFacts, _ place: Place?, as sight: EvidenceSight) {
        self.state = state
        self.reason = reason
        width = facts.width
        height = facts.height
        pages = facts.pages
        words = facts.words
        seconds = facts.seconds
        videoCodec = facts.videoCodec
        audioCodec = facts.audioCodec
        takenAt = sight == .portfolio ? facts.takenAt : nil
        camera = sight == .portfolio ? facts.camera : nil
        location =
            sight == .portfolio ? place.map { LocationBody(latitude: $0.latitude, longitude: $0.longitude) } : nil
    }
}

/// A place on earth by WGS 84.
struct LocationBody: AnswerBody {
    var latitude: Double
    var longitude: Double

    static let schema = Schema.object([
        .must("latitude", .number(-90...90), "In degrees, north positive."),
        .must("longitude", .number(-180...180), "In degrees, east positive."),
    ])
}
