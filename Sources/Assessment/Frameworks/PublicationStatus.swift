/// How far a version of a framework, unit or policy has come. Only a published one is claimed against, and a published
/// one never changes: a correction is a new version.
public enum PublicationStatus: String, Codable, Sendable, CaseIterable {
    /// Being written; may change.
    case draft
    /// Read and agreed by someone other than its writer, not yet in force.
    case reviewed
    /// In force and frozen.
    case published
    /// Frozen; a later version is in force. Cases opened under it keep it.
    case superseded
}
