import Assessment
import Foundation

/// CTDL, the vocabulary of Credential Engine (credreg.net), as far as it describes credit and how prior learning is recognised.
enum CTDL {
    static let context = "https://credreg.net/ctdl/schema/context/json"

    static func words(_ text: String) -> JSONValue { ["en": .string(text)] }

    static func aligned(_ name: String, framework: String? = nil, called frameworkName: String? = nil) -> JSONValue {
        var object: JSONValue = [
            "@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNodeName": words(name),
        ]
        if let framework { object["ceterms:framework"] = .string(framework) }
        if let frameworkName { object["ceterms:frameworkName"] = words(frameworkName) }
        return object
    }

    static func organisation(_ institution: InstitutionBody, at base: String) -> JSONValue {
        [
            "@id": .string("\(base)/api/institutions/\(institution.id)"), "@type": "ceterms:CredentialOrganization",
            "ceterms:ctid": .string("ce-\(institution.id)"), "ceterms:name": words(institution.name),
            "ceterms:address": [["@type": "ceterms:Place", "ceterms:addressCountry": words(institution.country)]],
        ]
    }
}

extension ExportedRecord {
    /// A graph with a `TransferValueProfile` for each credit that counts, and what it is from. CTDL describes values, not
    /// people: whose record it is does not stand in it.
    var ctdl: JSONValue {
        let standing = lines.filter { $0.credit.state == .posted }
        var seen: Set<ID<Institution>> = []
        let organisations = standing.filter { seen.insert($0.institution.id).inserted }.map {
            CTDL.organisation($0.institution, at: base)
        }
        return [
            "@context": .string(CTDL.context),
            "@graph": .array(standing.flatMap { [profile($0), assessment($0)] } + organisations),
        ]
    }

    private func profile(_ line: Line) -> JSONValue {
        let credit = line.credit
        let owner = "\(base)/api/institutions/\(line.institution.id)"
        var profile: JSONValue = [
            "@id": .string("\(base)/api/credits/\(credit.id)"), "@type": "ceterms:TransferValueProfile",
            "ceterms:ctid": .string("ce-\(credit.id)"), "ceterms:name": CTDL.words(credit.unit.title),
            "ceterms:description": CTDL.words(
                "Credit granted by \(line.route)." + (credit.conditions.isEmpty ? "" : " \(credit.conditions)")),
            "ceterms:ownedBy": [.string(owner)],
            "ceterms:startDate": .string(String(RFC3339.string(credit.postedAt).prefix(10))),
            "ceterms:transferValue": [value(line)],
            "ceterms:transferValueFrom": [.string(assessmentID(line))],
            "ceterms:evaluationProcess": [
                [
                    "@type": "ceterms:ProcessProfile",
                    "ceterms:description": CTDL.words(
                        "\(credit.decided.assessors) assessors scored the evidence against a published rubric without seeing each other's marks."
                    ),
                    "ceterms:processStandards": .string("\(base)/api/units/\(credit.unit.id)@\(credit.unit.version)"),
                    "ceterms:processingAgent": [.string(owner)],
                ]
            ],
            "ceterms:identifier": [
                [
                    "@type": "ceterms:IdentifierValue",
                    "ceterms:identifierTypeName": CTDL.words("SHA-256 of the chain of evidence"),
                    "ceterms:identifierValueCode": .string(credit.chainDigest),
                ]
            ],
        ]
        if let until = credit.validUntil { profile["ceterms:endDate"] = .string(until.description) }
        return profile
    }

    private func value(_ line: Line) -> JSONValue {
        let credit = line.credit
        let framework = "\(base)/api/frameworks/\(credit.framework)"
        let subjects = credit.subjects.isEmpty ? line.unit.map { [$0.field] } ?? [] : credit.subjects
        var value: JSONValue = [
            "@type": "ceterms:ValueProfile",
            "ceterms:creditLevelType": [
                CTDL.aligned("Level \(credit.level)", framework: framework, called: line.framework?.name)
            ],
            "ceterms:subject": .array(subjects.map { CTDL.aligned($0) }),
        ]
        if let credits = credit.credits {
            value["schema:value"] = .number(credits)
            // A number says nothing without its system, and none of CTDL's own units is that of an African or Caribbean
            // framework: the system is named as what it is.
            value["ceterms:creditUnitType"] = [
                CTDL.aligned(
                    line.framework?.creditSystem?.name ?? credit.creditSystem ?? "", framework: framework,
                    called: line.framework?.name)
            ]
        }
        return value
    }

    private func assessmentID(_ line: Line) -> String { "_:assessment-\(line.credit.id)" }

    private func assessment(_ line: Line) -> JSONValue {
        [
            "@id": .string(assessmentID(line)), "@type": "ceterms:AssessmentProfile",
            "ceterms:name": CTDL.words("Portfolio assessment: \(line.credit.unit.title)"),
            "ceterms:ownedBy": [.string("\(base)/api/institutions/\(line.institution.id)")],
            "ceterms:assesses": .array(
                (line.unit?.outcomes ?? []).map { outcome in
                    [
                        "@type": "ceterms:CredentialAlignmentObject",
                        "ceterms:targetNodeDescription": CTDL.words(outcome.statement),
                    ]
                }),
        ]
    }
}

extension CTDL {
    private static func source(_ source: Source?) -> String { source.map { " Source: \($0.title)" } ?? "" }

    /// An institution's rules as a `PriorLearningPolicy`. Each rule is a statement with the source it is from.
    static func policy(_ policy: Policy, of institution: InstitutionBody, at base: String) -> JSONValue {
        var statements = [policy.summary]
        if let seats = policy.seats.value {
            statements.append(
                "\(seats) assessors score each submission without seeing each other's marks."
                    + source(policy.seats.source))
        }
        statements += policy.limits.map { $0.statement + source($0.maximum.source) }
        if let years = policy.recommendation.validityYears.value {
            statements.append(
                "A recommendation holds for \(years) years." + source(policy.recommendation.validityYears.source))
        }
        let page = "\(base)/api/policies/\(policy.key)"
        return [
            "@context": .string(context),
            "@graph": [
                [
                    "@id": .string("\(base)/api/institutions/\(institution.id)/prior-learning-policy"),
                    "@type": "ceterms:PriorLearningPolicy", "ceterms:name": words(policy.title),
                    "ceterms:ownedBy": [.string("\(base)/api/institutions/\(institution.id)")],
                    "ceterms:subjectWebpage": .string(page),
                    "ceterms:learningRecognitionMethodType": "lrMethod:IndividualizedPriorLearningAssessment",
                    "ceterms:hasStructuredStatement": .array(
                        statements.map { text in
                            [
                                "@type": "ceterms:StructuredStatement", "ceterms:statementText": words(text),
                                "ceterms:statementType": "statementCat:LearningRecognitionMethodRelated",
                            ]
                        }),
                ],
                organisation(institution, at: base),
            ],
        ]
    }
}
