extension Manifest {
    /// Where an item comes from that came from another institution.
    public struct Origin: Codable, Sendable, Equatable {
        /// Its name, in its own words.
        public var institution: String
        /// The item's id there.
        public var id: ID<Evidence>
        /// The SHA-256 of its record there, canonical JSON, statements word for word in it.
        public var recordDigest: String
        /// Whether it was known, when it was submitted, that it comes from there.
        public var isConfirmed: Bool

        /// An origin.
        public init(institution: String, id: ID<Evidence>, recordDigest: String, isConfirmed: Bool) {
            self.institution = institution
            self.id = id
            self.recordDigest = recordDigest
            self.isConfirmed = isConfirmed
        }
    }
}
