import Assessment
import HTTPTypes

extension Routes {
    /// The event log of an institution: who, when, what, from, to, why.
    static let events: [Route] = [
        .list(
            "/api/institutions/{id}/events", "listEvents", for: .staff(.audit),
            query: [.may("subject", .id, "Only what happened to this thing.")], of: EventBody.self,
            "What happened at the institution, oldest first.", EventRoutes.list),
        .get(
            "/api/institutions/{id}/events/verification", "verifyEvents", for: .staff(.audit),
            gives: .ok(EventVerificationBody.self), "Whether the institution's event log is whole and unchanged.",
            EventRoutes.verify),
    ]
}
