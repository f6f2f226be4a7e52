import Assessment
import MediaType

extension AcceptedTypes {
    /// What a policy takes, and what it does about what is found; what it leaves open is the usual.
    init(_ rules: EvidenceRules) {
        let types = rules.acceptedMediaTypes.value?.compactMap { accepted in
            MediaType(accepted.type).map {
                AcceptedType(
                    type: $0, maximumBytes: accepted.maximumBytes.map(Int64.init), extensions: accepted.extensions)
            }
        }
        let usual = TypingLimits()
        let content = rules.content
        let findings = content?.findings.value?.compactMap { name, rule in
            Detection.Finding(rawValue: name).flatMap { finding in
                FindingHandling(rawValue: rule.rawValue).map { (finding, $0) }
            }
        }
        self.init(
            types ?? AcceptedTypes.usual.types, findings: Dictionary(findings ?? [], uniquingKeysWith: { $1 }),
            limits: TypingLimits(
                maximumUnpackedBytes: content?.maximumUnpackedBytes.value.map(Int64.init) ?? usual.maximumUnpackedBytes,
                maximumRatio: content?.maximumRatio.value.map(Int64.init) ?? usual.maximumRatio,
                maximumPixels: content?.maximumPixels.value.map(Int64.init) ?? usual.maximumPixels))
    }
}
