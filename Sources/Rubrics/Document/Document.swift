public import Assessment
import Seal

/// One document as it was loaded: what it says, and the fingerprint that pins it.
public struct Document<Value: Sendable & Equatable>: Sendable, Equatable {
    /// What it says.
    public let value: Value
    /// Which kind it is.
    public let kind: DocumentKind
    /// Which version of which document.
    public let key: DocumentKey
    /// How far this version has come.
    public let status: PublicationStatus
    /// The SHA-256 of `json` without its `status`, so that superseding a version does not change what it says, and without
    /// the questions of a unit, which may be renewed.
    public let fingerprint: Fingerprint
    /// The document in canonical JSON. It is YAML as well, so it can be loaded again in place of the file.
    public let json: String
    /// The same as anybody may read it: without the questions that interviews and tests draw from.
    public let publicJSON: String
    /// The file it was read from, as it was named to the loader.
    public let file: String
}

extension Fingerprint {
    /// The fingerprint of a document.
    init?(_ tree: Tree) {
        self.init(rawValue: Digest.of(tree.withoutQuestions.without("status").canonicalJSON).hex)
    }
}

extension Tree {
    /// The same document without the questions that interviews and tests draw from.
    var withoutQuestions: Tree { Self.questions.reduce(self) { $0.without($1) } }

    /// The keys of those.
    static let questions = ["interviewQuestions", "testQuestions"]
}
