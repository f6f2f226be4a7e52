public final class MediaTypeDetector: Sendable { public init() throws {} }
