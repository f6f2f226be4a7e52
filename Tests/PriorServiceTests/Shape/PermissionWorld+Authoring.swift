import Assessment
import CASE
import Foundation
import HTTPTypes
import Rubrics
import Testing

@testable import PriorService

/// What institutions write themselves.
extension PermissionWorld {
    func probeOfAuthoring(_ route: String) -> Probe? {
        let document = "/api/documents/\(written)"
        let passed = "/api/documents/\(reviewed)"
        return switch route {
        case "draftDocument":
            Probe(
                "/api/institutions/\(institution)/documents",
                ["kind": "unit", "from": "bricklaying-trade-test@1", "id": "walls-of-mud"])
        case "listDocuments": Probe("/api/institutions/\(institution)/documents")
        case "showDocument": Probe(document)
        case "saveDocument":
            Probe(document, ["document": ["kind": "unit", "id": "walls-of-stone", "version": "2"]])
                .with(.ifMatch, "\"1\"")
        case "discardDocument": Probe(document).with(.ifMatch, "\"1\"")
        case "showDocumentChanges": Probe("\(document)/changes")
        case "showDocumentImpact": Probe("\(document)/impact")
        case "showPolicyImpact": Probe("/api/institutions/\(institution)/policy-impact?policy=strict@3")
        case "reviewDocument": Probe("\(document)/reviews", ["verdict": "passed"]).with(.ifMatch, "\"1\"")
        case "listDocumentReviews": Probe("\(passed)/reviews")
        case "publishDocument": Probe("\(passed)/publications").with(.ifMatch, "\"1\"")
        case "supersedeDocument":
            Probe(
                "/api/supersessions",
                ["kind": "unit", "key": "carpentry-trade-test@1", "reason": "Version 2 is in force."])
        case "entrustDocument":
            Probe("/api/stewardships/unit/plumbing-trade-test", ["institution": .string(institution)])
        case "showUnitQuestions": Probe("/api/units/carpentry-trade-test@1/questions")
        case "renewUnitQuestions":
            Probe(
                "/api/units/carpentry-trade-test@1/questions",
                ["interviewQuestions": [], "testQuestions": [], "reason": "One became known."]
            ).with(.ifMatch, "\"0\"")
        case "listQuestionSheets": Probe("/api/units/carpentry-trade-test@1/question-sheets")
        case "showFrameworkChanges": Probe("/api/frameworks/lqf@1/changes?to=cqf@1")
        case "showPolicyChanges": Probe("/api/policies/lesotho@2/changes?to=lesotho@3")
        case "showUnitChanges":
            Probe("/api/units/bricklaying-trade-test@1/changes?to=carpentry-trade-test@1")
        case "showQualificationChanges": Probe("/api/qualifications/none@1/changes?to=none@2")
        case "showCrosswalkChanges": Probe("/api/crosswalks/none@1/changes?to=none@2")
        case "showCalendarChanges": Probe("/api/calendars/none@1/changes?to=none@2")
        case "comparePolicies": Probe("/api/policies/lesotho@3/comparison?with=strict@3")
        case "moveRubric":
            Probe(
                "/api/submissions/\(scored.submission)/rubric-moves",
                [
                    "claim": .string(scored.claim), "to": "bricklaying-trade-test@2", "reason": "It was corrected.",
                    "dryRun": true,
                ])
        case "listRubricMoves": Probe("/api/submissions/\(scored.submission)/rubric-moves")
        default: probeOfPackages(route)
        }
    }

    private func probeOfPackages(_ route: String) -> Probe? {
        let base = "/ims/case/v1p1"
        // Of the unit that every institution offers; a licence or grouping there is none of.
        let unit = stage.resources.rubrics.units.values.first { $0.key.description == "bricklaying-trade-test@1" }
        guard let print = unit?.fingerprint else { return nil }
        let (document, item) = (CASEIdentifier.document(print), CASEIdentifier.part("unit", of: print))
        return switch route {
        case "listCFDocuments": Probe("\(base)/CFDocuments?limit=2")
        case "showCFDocument": Probe("\(base)/CFDocuments/\(document)")
        case "showCFPackage": Probe("\(base)/CFPackages/\(document)")
        case "showCFItem": Probe("\(base)/CFItems/\(item)")
        case "showCFItemAssociations": Probe("\(base)/CFItemAssociations/\(item)")
        case "showCFAssociation": Probe("\(base)/CFAssociations/\(CASEIdentifier.part("child/unit", of: print))")
        case "showCFRubric": Probe("\(base)/CFRubrics/\(CASEIdentifier.part("rubric", of: print))")
        case "showCFConcept": Probe("\(base)/CFConcepts/\(document)")
        case "showCFSubject": Probe("\(base)/CFSubjects/\(document)")
        case "showCFItemType": Probe("\(base)/CFItemTypes/\(document)")
        case "showCFLicense": Probe("\(base)/CFLicenses/\(document)")
        case "showCFAssociationGrouping": Probe("\(base)/CFAssociationGroupings/\(document)")
        case "importPackage":
            Probe("/api/case/packages?institution=\(institution)")
                .sending(Self.package.replacing("Walls", with: "Roofs"), as: "application/json")
        case "listImportedPackages": Probe("/api/case/packages?institution=\(institution)")
        case "showImportedPackage": Probe("/api/case/packages/\(package)")
        case "exportImportedPackage": Probe("/api/case/packages/\(package)/content")
        default: nil
        }
    }

    private static let package =
        #"{"CFDocument":{"identifier":"6ba7b811-9dad-11d1-80b4-00c04fd430c8","title":"Walls"}}"#

    /// A draft, and one that somebody else has passed; a unit of the files that the institution may write on.
    mutating func addDocuments() async throws {
        for id in ["walls-of-stone", "walls-of-brick"] {
            let drafted = try await stage.must(
                .post, "/api/institutions/\(institution)/documents",
                ["kind": "unit", "from": "bricklaying-trade-test@1", "id": .string(id)], as: crew.coordinator)
            if written.isEmpty { written = drafted.id } else { reviewed = drafted.id }
        }
        let review = try await stage.post(
            "/api/documents/\(reviewed)/reviews", ["verdict": "passed"], as: member("moderator"),
            headers: [.ifMatch: "\"1\""])
        #expect(review.status == .created, "\(review.text)")
        package = try await stage.send(
            .post, "/api/case/packages?institution=\(institution)", bytes: Array(Self.package.utf8),
            as: crew.coordinator,
            headers: [.contentType: "application/json"]
        ).id
        _ = try await stage.must(
            .put, "/api/stewardships/unit/carpentry-trade-test", ["institution": .string(institution)],
            as: stage.operator)
    }
}
