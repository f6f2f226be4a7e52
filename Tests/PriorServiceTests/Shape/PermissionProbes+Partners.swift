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
        default: nil
        }
    }
}
