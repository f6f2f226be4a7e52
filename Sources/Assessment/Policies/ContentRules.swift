/// What is done about what is found in a file, and what it may come to when it is opened.
public struct ContentRules: Codable, Sendable, Equatable {
    /// By what was found, as `macros` or `script`; what is not named is refused.
    public var findings: Sourced<[String: FindingRule]>
    /// The most bytes that a document's parts may have once unpacked.
    public var maximumUnpackedBytes: Sourced<Int>
    /// How many times larger a large part may be than it was packed.
    public var maximumRatio: Sourced<Int>
    /// The most pixels that a picture may have.
    public var maximumPixels: Sourced<Int>

    /// Rules of content.
    public init(
        findings: Sourced<[String: FindingRule]>, maximumUnpackedBytes: Sourced<Int>, maximumRatio: Sourced<Int>,
        maximumPixels: Sourced<Int>
    ) {
        self.findings = findings
        self.maximumUnpackedBytes = maximumUnpackedBytes
        self.maximumRatio = maximumRatio
        self.maximumPixels = maximumPixels
    }

    /// What can be found in a file that a policy decides on. `docs/evidence-types.md` says what each is.
    public static let names = [
        "encrypted", "locked", "macros", "script", "launch", "external", "embeddedObject", "attachment", "entities",
        "damaged",
    ]
}

/// What a policy does about a finding.
public enum FindingRule: String, Codable, Sendable, CaseIterable {
    /// The file is not taken.
    case refuse
    /// It is kept, and given to nobody until somebody of the institution releases it.
    case quarantine
    /// It is taken as if nothing had been found.
    case accept
}
