import Assessment
import Foundation

/// The members that the published schemas of CASE 1.1 give each class within a package, and what may stand in them.
enum CASEShape {
    enum Kind {
        case text, date, number, integer, texts, link, generalLink, links
        case association
        case list(String)
        case one(String)
    }

    /// By class, its members. Every class also has `extensions`, an object, and of a rubric's levels a list of objects.
    static let members: [String: [String: Kind]] = [
        "CFPackage": [
            "CFDocument": .one("CFDocument"), "CFItems": .list("CFItem"), "CFAssociations": .list("CFAssociation"),
            "CFDefinitions": .one("CFDefinitions"), "CFRubrics": .list("CFRubric"),
        ],
        "CFDocument": [
            "identifier": .text, "uri": .text, "frameworkType": .text, "caseVersion": .text, "creator": .text,
            "title": .text, "lastChangeDateTime": .text, "officialSourceURL": .text, "publisher": .text,
            "description": .text, "subject": .texts, "subjectURI": .links, "language": .text, "version": .text,
            "adoptionStatus": .text, "statusStartDate": .date, "statusEndDate": .date, "licenseURI": .link,
            "notes": .text,
        ],
        "CFItem": [
            "identifier": .text, "fullStatement": .text, "alternativeLabel": .text, "CFItemType": .text, "uri": .text,
            "humanCodingScheme": .text, "listEnumeration": .text, "abbreviatedStatement": .text,
            "conceptKeywords": .texts, "conceptKeywordsURI": .link, "notes": .text, "subject": .texts,
            "subjectURI": .links, "language": .text, "educationLevel": .texts, "CFItemTypeURI": .link,
            "licenseURI": .link, "statusStartDate": .date, "statusEndDate": .date, "lastChangeDateTime": .text,
        ],
        "CFAssociation": [
            "identifier": .text, "associationType": .association, "sequenceNumber": .integer, "uri": .text,
            "originNodeURI": .generalLink, "destinationNodeURI": .generalLink, "CFAssociationGroupingURI": .link,
            "lastChangeDateTime": .text, "notes": .text,
        ],
        "CFRubric": [
            "identifier": .text, "uri": .text, "title": .text, "description": .text, "lastChangeDateTime": .text,
            "CFRubricCriteria": .list("CFRubricCriterion"),
        ],
        "CFRubricCriterion": [
            "identifier": .text, "uri": .text, "category": .text, "description": .text, "CFItemURI": .link,
            "weight": .number, "position": .integer, "rubricId": .text, "lastChangeDateTime": .text,
            "CFRubricCriterionLevels": .list("CFRubricCriterionLevel"),
        ],
        "CFRubricCriterionLevel": [
            "identifier": .text, "uri": .text, "description": .text, "quality": .text, "score": .number,
            "feedback": .text, "position": .integer, "rubricCriterionId": .text, "lastChangeDateTime": .text,
        ],
        "CFDefinitions": [
            "CFConcepts": .list("CFConcept"), "CFSubjects": .list("CFSubject"), "CFLicenses": .list("CFLicense"),
            "CFItemTypes": .list("CFItemType"), "CFAssociationGroupings": .list("CFAssociationGrouping"),
        ],
        "CFConcept": [
            "identifier": .text, "uri": .text, "title": .text, "keywords": .text, "hierarchyCode": .text,
            "description": .text, "lastChangeDateTime": .text,
        ],
        "CFSubject": [
            "identifier": .text, "uri": .text, "title": .text, "hierarchyCode": .text, "description": .text,
            "lastChangeDateTime": .text,
        ],
        "CFLicense": [
            "identifier": .text, "uri": .text, "title": .text, "description": .text, "licenseText": .text,
            "lastChangeDateTime": .text,
        ],
        "CFItemType": [
            "identifier": .text, "uri": .text, "title": .text, "description": .text, "hierarchyCode": .text,
            "typeCode": .text, "lastChangeDateTime": .text,
        ],
        "CFAssociationGrouping": [
            "identifier": .text, "uri": .text, "title": .text, "description": .text, "lastChangeDateTime": .text,
        ],
    ]

    private static let associationTypes: Set<String> = [
        "isChildOf", "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo", "replacedBy", "exemplar",
        "hasSkillLevel", "isTranslationOf",
    ]

    /// Whether a value may stand there by the schemas. What is within lists and objects of classes is for them to say.
    static func allows(_ value: JSON, _ kind: Kind) -> Bool {
        switch kind {
        case .text: value.string != nil
        case .date: value.string.map { CalendarDate($0) != nil } ?? false
        case .number: value.number != nil
        case .integer: value.number.map { $0.isWhole } ?? false
        case .texts: value.array.map { $0.allSatisfy { $0.string != nil } } ?? false
        case .link: isLink(value, general: false)
        case .generalLink: isLink(value, general: true)
        case .links: value.array.map { $0.allSatisfy { isLink($0, general: false) } } ?? false
        case .association: value.string.map { associationTypes.contains($0) || $0.hasPrefix("ext:") } ?? false
        case .list: value.array.map { $0.allSatisfy { $0.object != nil } } ?? false
        case .one: value.object != nil
        }
    }

    /// What of a value may stand there although not all of it may: of a link the members that a link has. Of an end of an
    /// association that has an identifier there is always something.
    static func reduced(_ value: JSON, _ kind: Kind) -> JSON? {
        let general: Bool
        switch kind {
        case .link: general = false
        case .generalLink: general = true
        default: return nil
        }
        guard let members = value.object else { return nil }
        var link = members.filter { ["title", "identifier", "uri"].contains($0.key) && $0.value.string != nil }
        if general, let target = members["targetType"]?.string {
            let known = target == "CASE" || target.hasPrefix("ext:")
            link["targetType"] = .string(known ? target : "ext:\(target.extensionName)")
        }
        return isLink(.object(link), general: general) ? .object(link) : nil
    }

    private static func isLink(_ value: JSON, general: Bool) -> Bool {
        guard let members = value.object else { return false }
        let known = Set(["title", "identifier", "uri"] + (general ? ["targetType"] : []))
        let target =
            members["targetType"].map { $0.string.map { $0 == "CASE" || $0.hasPrefix("ext:") } ?? false } ?? true
        // The ends of an association cannot be left out, and some publishers name them by their identifier alone.
        let needed = general ? ["identifier"] : ["title", "identifier", "uri"]
        return Set(members.keys).isSubset(of: known) && target && needed.allSatisfy { members[$0] != nil }
            && members.values.allSatisfy { $0.string != nil }
    }
}

extension String {
    /// The text as the end of a word of a vocabulary that publishers may extend.
    var extensionName: String { String(filter { $0.isASCII && ($0.isLetter || $0.isNumber) }) }
}

extension Decimal {
    fileprivate var isWhole: Bool {
        var figure = self
        var rounded = Decimal()
        NSDecimalRound(&rounded, &figure, 0, .plain)
        return rounded == self
    }
}
