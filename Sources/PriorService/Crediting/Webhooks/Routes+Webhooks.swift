import Assessment
import HTTPTypes

extension Routes {
    /// Where institutions' machines have entries of their feeds sent (Standard Webhooks, CloudEvents 1.0).
    static let webhooks: [Route] = [
        .post(
            "/api/webhooks", "addWebhook", for: .client(.webhooksManage), takes: .json(NewWebhookBody.self),
            gives: .created(WebhookWithSecretBody.self), handsOutSecret: true,
            "Sets up an address to which entries of the credit feed are sent; its secret is shown once.",
            WebhookRoutes.create),
        .list(
            "/api/webhooks", "listWebhooks", for: .client(.webhooksManage), of: WebhookBody.self,
            "The institution's webhooks.", WebhookRoutes.list),
        .get(
            "/api/webhooks/{id}", "showWebhook", for: .client(.webhooksManage), gives: .ok(WebhookBody.self),
            "One webhook.", WebhookRoutes.show),
        .delete(
            "/api/webhooks/{id}", "removeWebhook", for: .client(.webhooksManage),
            "Removes a webhook; what it was still owed is in the feed.", WebhookRoutes.remove),
        .post(
            "/api/webhooks/{id}/verifications", "verifyWebhook", for: .client(.webhooksManage),
            gives: .ok(WebhookBody.self),
            "Asks the webhook's server to answer a challenge; when it does, entries are sent from the next one on.",
            WebhookRoutes.verify),
        .post(
            "/api/webhooks/{id}/secrets", "rotateWebhookSecret", for: .client(.webhooksManage),
            takes: .json(NewWebhookSecretBody.self), gives: .created(WebhookSecretBody.self), handsOutSecret: true,
            "Makes a new secret; for a while deliveries are signed with the one before too.", WebhookRoutes.rotate),
        .list(
            "/api/webhooks/{id}/deliveries", "listWebhookDeliveries", for: .client(.webhooksManage),
            query: [.may("state", .choice(of: WebhookDelivery.State.self), "Only those in this state.")],
            of: WebhookDeliveryBody.self, "What was sent, waits, or was given up, in the order of the feed.",
            WebhookRoutes.deliveries),
        .post(
            "/api/webhooks/{id}/redeliveries", "redeliver", for: .client(.webhooksManage),
            takes: .json(RedeliveryBody.self), gives: .ok(OwedBody.self),
            "Has one delivery, those given up, or everything after a position sent again.", WebhookRoutes.redeliver),
    ]
}
