import Assessment
import HTTPTypes

extension Routes {
    static let originals: [Route] = [
        .post(
            "/api/evidence/{id}/original-sightings", "recordOriginalSighting", for: .person,
            takes: .json(NewOriginalSightingBody.self), gives: .created(OriginalSightingBody.self),
            "Records that the paper was seen of which an item is a picture.", OriginalSightingRoutes.create),
        .list(
            "/api/evidence/{id}/original-sightings", "listOriginalSightings", for: .person,
            of: OriginalSightingBody.self, "Who saw the original of an item; for its assessors without who.",
            OriginalSightingRoutes.list),
        .post(
            "/api/original-sightings/{id}/withdrawals", "withdrawOriginalSighting", for: .person,
            takes: .json(NewWithdrawalBody.self), gives: .created(OriginalSightingBody.self),
            "Takes back what was recorded by mistake.", OriginalSightingRoutes.withdraw),
        .put(
            "/api/evidence/{id}/currency-statement", "stateCurrency", for: .person,
            takes: .json(NewCurrencyStatementBody.self), gives: .ok(Manifest.CurrencyStatement.self),
            problems: [.conflict], "Says how the skill of an old item was kept up, and which newer items show it.",
            CurrencyStatementRoutes.put),
        .get(
            "/api/evidence/{id}/currency-statement", "showCurrencyStatement", for: .person,
            gives: .ok(Manifest.CurrencyStatement.self), "The statement of currency of an item, as it is now.",
            CurrencyStatementRoutes.show),
        .delete(
            "/api/evidence/{id}/currency-statement", "removeCurrencyStatement", for: .person,
            "Takes a statement of currency away.", CurrencyStatementRoutes.remove),
    ]
}
