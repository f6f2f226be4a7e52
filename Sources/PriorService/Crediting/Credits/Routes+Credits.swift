import Assessment

extension Routes {
    static let credits: [Route] = [
        .list("/api/credits", "listCredits", for: .person, of: CreditBody.self, "My credits.", CreditRoutes.list),
        .get(
            "/api/credits/{id}", "showCredit", for: .person, gives: .ok(CreditBody.self), "One credit.",
            CreditRoutes.show),
        .post(
            "/api/credits/{id}/facts", "addCreditFact", for: .staff(.decide), takes: .json(NewCreditFactBody.self),
            gives: .created(CreditFactBody.self), "Suspends, reinstates, revokes or corrects a credit.",
            CreditFactRoutes.create),
        .list(
            "/api/credits/{id}/facts", "listCreditFacts", for: .person, of: CreditFactBody.self,
            "What happened to a credit.", CreditFactRoutes.list),
        .post(
            "/api/credits/{id}/receipts", "giveReceipt", for: .client(.receiptsWrite),
            takes: .json(NewReceiptBody.self), gives: .created(ReceiptBody.self),
            "Says what a receiving institution did with a credit from its feed.", ReceiptRoutes.create),
        .list(
            "/api/credits/{id}/receipts", "listReceipts", for: .person, of: ReceiptBody.self,
            "What receivers did with a credit.", ReceiptRoutes.list),
        .post(
            "/api/consents", "giveConsent", for: .person, takes: .json(NewConsentBody.self),
            gives: .created(ConsentBody.self), "Lets an institution have my credits, those I hold and those to come.",
            ConsentRoutes.create),
        .list(
            "/api/consents", "listConsents", for: .person, of: ConsentBody.self, "Whom I gave consent.",
            ConsentRoutes.list),
        .delete(
            "/api/consents/{id}", "withdrawConsent", for: .person,
            "Takes consent back: credits posted later no longer go there.", ConsentRoutes.withdraw),
        .get(
            "/api/credit-feed", "readCreditFeed", for: .client(.creditsRead), query: FeedPage.query,
            gives: .list(of: FeedEntryBody.self), also: [.other("application/x-ndjson")],
            "The institution's credit feed after a cursor, oldest first; as NDJSON everything after it.",
            CreditFeedRoutes.read),
        .get(
            "/api/credit-feed/totals", "showFeedTotals", for: .client(.creditsRead),
            query: CreditFeedRoutes.totalsQuery, gives: .ok(FeedTotalsBody.self),
            "What the institution's feed came to over a time, by unit, with its own answers.",
            CreditFeedRoutes.totals),
        .get(
            "/api/receipt-statistics", "showReceiptStatistics", for: .anyone, gives: .ok(ReceiptStatisticsBody.self),
            "What receivers made of credit, by unit and by institution, where enough was answered.",
            ReceiptRoutes.statistics),
    ]
}
