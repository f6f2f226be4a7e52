import Foundation

/// What `ffprobe` says, in JSON, of a recording.
struct RecordingProbe: Sendable {
    var facts = EvidenceFacts()
    var place: Place?

    /// Nil where it is not what ffprobe writes.
    init?(_ output: [UInt8]) {
        guard let json = try? StrictJSON.parse(output), let streams = json["streams"]?.array else { return nil }
        let format = json["format"]
        // The cover of a song is a video stream to ffprobe.
        let video = streams.first { stream in
            stream["codec_type"]?.string == "video" && stream["disposition"]?["attached_pic"]?.int != 1
        }
        let audio = streams.first { $0["codec_type"]?.string == "audio" }
        facts.videoCodec = video?["codec_name"]?.string
        facts.audioCodec = audio?["codec_name"]?.string
        facts.width = video?["width"]?.int
        facts.height = video?["height"]?.int
        let durations = [format?["duration"], video?["duration"], audio?["duration"]]
        facts.seconds = durations.compactMap { $0?.string.flatMap { Double($0) } }.first { $0.isFinite && $0 >= 0 }
        let tags = [format?["tags"], video?["tags"], audio?["tags"]].compactMap { $0 }
        func tag(_ names: String...) -> String? {
            names.lazy.compactMap { name in tags.lazy.compactMap { $0[name]?.string }.first }.first
        }
        facts.takenAt = tag("com.apple.quicktime.creationdate", "creation_time", "date").flatMap(Self.moment)
        let camera = [
            tag("com.apple.quicktime.make", "com.android.manufacturer"),
            tag("com.apple.quicktime.model", "com.android.model"),
        ].compactMap { $0 }.joined(separator: " ").filter { !$0.isNewline }
        facts.camera = camera.isEmpty ? nil : String(camera.prefix(100))
        place = tag("com.apple.quicktime.location.ISO6709", "location", "location-eng").flatMap {
            Place(iso6709: $0)
        }
    }

    /// `2026-05-01T10:12:00.000000Z` without its fraction of a second; a bare year says too little.
    private static func moment(_ text: String) -> String? {
        guard let match = text.prefixMatch(of: /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?/),
            // What a device writes whose clock was never set.
            !match.1.hasPrefix("1970"), !match.1.hasPrefix("1904")
        else { return nil }
        return String(match.1) + String(match.2 ?? "")
    }
}

extension Workbench {
    /// What ffprobe says of a recording here, in JSON.
    func probe(_ original: String) async throws -> [UInt8] {
        try await run(
            .ffprobe,
            ["-v", "error", "-protocol_whitelist", "file", "-print_format", "json", "-show_format", "-show_streams"]
                + ["-i", path(original)])
    }
}
