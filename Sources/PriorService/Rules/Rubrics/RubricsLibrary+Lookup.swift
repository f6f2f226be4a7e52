import Assessment
import Rubrics

extension RubricsLibrary {
    /// The policy a portfolio is pinned to. What was published is never taken away, so one that is not there is a fault of
    /// the installation.
    func policy(_ key: DocumentKey) throws -> Policy {
        guard let policy = policies[key]?.value else { throw Problem.unexpected }
        return policy
    }

    /// The unit of a claim, with the fingerprint that pins it; see `policy(_:)`.
    func unit(_ key: DocumentKey) throws -> Document<Assessment.Unit> {
        guard let unit = units[key] else { throw Problem.unexpected }
        return unit
    }
}
