/// Who decides.
public struct DecisionRules: Codable, Sendable, Equatable {
    /// How many have to sign the same before a decision counts; one where it is a gap.
    public var signatures: Sourced<Int>

    /// Rules of deciding.
    public init(signatures: Sourced<Int>) {
        self.signatures = signatures
    }
}

extension Policy {
    /// How many have to sign the same before a decision counts; 1 where one registrar decides.
    public var signaturesNeeded: Int { max(1, decision?.signatures.value ?? 1) }
}
