import Foundation
import HTTPTypes

@testable import PriorService

extension PermissionWorld {
    /// Routes for institutions' machines, and for who is shown credits.
    func probeOfPartners(_ route: String) -> Probe? {
        let mine = "/api/webhooks/\(webhook)"
        return switch route {
        case "showFeedTotals": Probe("/api/credit-feed/totals")
        case "showReceiptStatistics": Probe("/api/receipt-statistics")
        case "addWebhook": Probe("/api/webhooks", ["url": "https://records.example.org/prior"])
        case "listWebhooks": Probe("/api/webhooks")
        case "showWebhook": Probe(mine)
        case "removeWebhook": Probe(mine)
        case "verifyWebhook": Probe("\(mine)/verifications")
        case "rotateWebhookSecret": Probe("\(mine)/secrets", [:])
        case "listWebhookDeliveries": Probe("\(mine)/deliveries")
        case "redeliver": Probe("\(mine)/redeliveries", ["dead": true])
        case "shareCredits": Probe("/api/shares", ["credits": [.string(decided.credit)], "days": 3])
        case "listShares": Probe("/api/shares")
        case "endShare": Probe("/api/shares/\(share)")
        case "listShareLooks": Probe("/api/shares/\(share)/looks")
        case "openShare": Probe("/api/shared-records", ["name": "Ms Khumalo"])
        case "showSharePage": Probe("/shared/prior_l_nothing")
        case "openSharePage":
            Probe("/shared/prior_l_nothing").sending("name=x", as: "application/x-www-form-urlencoded")
        case "exportCreditsAsCTDL": Probe("/api/me/credits/ctdl")
        case "exportCreditsForEU": Probe("/api/me/credits/eu")
        case "exportCreditsAsCSV": Probe("/api/me/credits/csv")
        case "exportCreditsAsPDF": Probe("/api/me/credits/pdf")
        case "showPriorLearningPolicy": Probe("/api/institutions/\(institution)/prior-learning-policy")
        case "importEquivalences":
            Probe(
                "/api/institutions/\(institution)/equivalences",
                ["document": ["@graph": [["@type": "ceterms:TransferValueProfile", "ceterms:name": "X"]]]])
        case "listEquivalences": Probe("/api/institutions/\(institution)/equivalences")
        case "removeEquivalence": Probe("/api/equivalences/\(equivalence)")
        case "askForPasswordLink": Probe("/api/password-links", ["email": "nobody@example.org"])
        case "setPassword":
            Probe("/api/passwords", ["code": "prior_l_nothing", "password": "river stone kettle maize"])
        case "changePassword":
            Probe(
                "/api/people/me/password",
                ["present": "not the password at all", "password": "river stone kettle maize"])
        case "showPasswordPage": Probe("/new-password/prior_l_nothing")
        case "setPasswordOnPage":
            Probe("/new-password/prior_l_nothing").sending("password=x", as: "application/x-www-form-urlencoded")
        case "beginOpenIDSignIn": Probe("/api/oidc/sign-ins")
        case "finishOpenIDSignIn":
            Probe("/api/oidc/sessions", ["state": "x", "code": "x", "binding": "x"])
        default: nil
        }
    }

    /// A link that shows the granted credit, a known equivalence, and a webhook.
    mutating func addPartners() async throws {
        share =
            try await stage.must(
                .post, "/api/shares", ["credits": [.string(decided.credit)], "days": 30], as: owner
            ).json["share"]?["id"]?.string ?? ""
        equivalence =
            try await stage.must(
                .post, "/api/institutions/\(institution)/equivalences",
                ["document": ["@type": "ceterms:TransferValueProfile", "ceterms:name": "X"]], as: crew.registrar
            ).json["taken"]?[0]?["id"]?.string ?? ""
        // Of a server that cannot be: nothing is sent before it answers.
        webhook =
            try await stage.must(
                .post, "/api/webhooks", ["url": "https://nobody.invalid/hook"], as: member("client")
            ).json["webhook"]?["id"]?.string ?? ""
    }
}
