import Foundation
import HTTPTypes

@testable import PriorService

// How the routes of what people give as evidence are tried, and those of what becomes of it.
extension PermissionWorld {
    func probeOfEncounters(_ route: String) -> Probe? {
        let (asked, agreed) = ("/api/encounters/\(proposed)", "/api/encounters/\(agreed)")
        let signed = "/api/encounters/\(signed)"
        return switch route {
        case "proposeEncounter": Probe("/api/portfolios/\(draft.portfolio)/encounters", meeting)
        case "listEncountersOfPortfolio": Probe("/api/portfolios/\(draft.portfolio)/encounters")
        case "listEncounters": Probe("/api/encounters")
        case "showEncounter": Probe(asked)
        case "agreeToEncounter":
            Probe("\(asked)/agreements", ["criteriaDiscussed": true]).with(.ifMatch, "\"1\"")
        case "moveEncounter": Probe("\(asked)/moves", ["reason": "It rains."]).with(.ifMatch, "\"1\"")
        case "cancelEncounter": Probe("\(asked)/cancellations", ["reason": "No more."])
        case "allowRecording": Probe("\(agreed)/recording-permission", ["recordingAllowed": true])
        case "startEncounter": Probe("\(agreed)/starts")
        case "showEncounterDraft": Probe("\(agreed)/draft")
        case "saveEncounterDraft": Probe("\(agreed)/draft", ["place": "Kingsway"]).with(.ifMatch, "\"0\"")
        case "attachEncounterFile": Probe("\(agreed)/files").sending("She did well.\n", as: "text/plain")
        case "removeEncounterFile": Probe("\(agreed)/files")
        case "signEncounter": Probe("\(agreed)/signatures", ["signature": "Anna"]).with(.ifMatch, "\"0\"")
        case "makeCountersignCode": Probe("\(signed)/codes")
        case "countersignEncounter": Probe("\(signed)/countersignatures", ["signature": "Lerato"])
        case "refuseEncounterReport": Probe("\(signed)/refusals", ["reason": "It was not so."])
        case "showEncounterReport": Probe("/api/encounter-reports/\(observation)")
        default: nil
        }
    }

    func probeOfErasure(_ route: String) -> Probe? {
        let house = "/api/institutions/\(institution)"
        let about: JSONValue = ["learner": .string(plain), "reason": "A letter of 4 May."]
        return switch route {
        case "hastenErasure": Probe("/api/demo/erasures/\(hold)/completions")
        case "exportMe": Probe("/api/me/export")
        case "askToBeErased": Probe("/api/me/erasure", ["password": .string(Self.password)])
        case "showMyErasure", "takeBackErasure": Probe("/api/me/erasure")
        case "askForErasure": Probe("\(house)/erasures", about)
        case "listErasures": Probe("\(house)/erasures")
        case "confirmErasure": Probe("/api/erasures/\(erasure)/confirmations")
        case "withdrawErasure": Probe("/api/erasures/\(erasure)")
        case "setLegalHold": Probe("\(house)/legal-holds", about)
        case "listLegalHolds": Probe("\(house)/legal-holds")
        case "liftLegalHold": Probe("/api/legal-holds/\(hold)/lifts", ["reason": "The case is over."])
        default: nil
        }
    }

    func probeOfUploads(_ route: String) -> Probe? {
        let version = Stage.tus[.tusResumable] ?? ""
        let mine = Probe("/api/uploads/\(upload)").with(.tusResumable, version)
        return switch route {
        case "describeUploads": Probe("/api/uploads")
        case "describeUpload": Probe("/api/uploads/\(upload)")
        case "beginUpload":
            Probe("/api/uploads").with(.tusResumable, version).with(.uploadLength, "9")
                .with(.uploadMetadata, Stage.metadata(["portfolio": draft.portfolio]))
        case "listUploads": Probe("/api/uploads")
        case "showUpload": Probe("/api/uploads/\(upload)")
        case "askUpload", "giveUploadUp": mine
        case "continueUpload": mine.with(.uploadOffset, "0").sending("", as: Tus.pieceType)
        case "overrideUpload": mine.with(.methodOverride, "HEAD")
        case "showPortfolioUsage": Probe("/api/portfolios/\(draft.portfolio)/usage")
        case "showInstitutionUsage": Probe("/api/institutions/\(institution)/usage")
        case "limitInstitution": Probe("/api/institutions/\(institution)/quota", ["maximumItems": 1000])
        default: nil
        }
    }

    func probeOfItems(_ route: String) -> Probe? {
        let item = "/api/evidence/\(draft.evidence.first ?? "")"
        let credential = "/api/evidence/\(self.credential)"
        return switch route {
        case "arrangePages": Probe("\(item)/pages", ["pages": []]).with(.ifMatch, version)
        case "addTranslation":
            Probe(
                "\(item)/translations",
                ["language": "en", "text": "A wall.", "translatorName": "Somebody", "relation": "friend"])
        case "listTranslations": Probe("\(item)/translations")
        case "removeTranslation": Probe("/api/translations/\(translation)")
        case "addBadge":
            Probe("/api/portfolios/\(draft.portfolio)/badges").sending(Self.badge, as: "application/json")
        case "showCredential": Probe("\(credential)/credential")
        case "checkBadge": Probe("\(credential)/checks")
        case "stateCertificate":
            Probe("/api/evidence/\(certificate)/certificate", ["title": "Trade test", "awardingBody": "A college"])
                .with(.ifMatch, version)
        case "recordInquiry":
            Probe(
                "\(credential)/inquiries",
                ["way": "email", "asked": "The college", "askedOn": "2026-01-01", "answer": "noAnswer"])
        default: nil
        }
    }
}
