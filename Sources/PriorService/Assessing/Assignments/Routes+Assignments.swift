import Assessment
import HTTPTypes

extension Routes {
    static let assignments: [Route] = [
        .post(
            "/api/conflicts", "declareConflict", for: .person, takes: .json(NewConflictBody.self),
            gives: .created(ConflictBody.self), problems: [.forbidden], "Declares a tie between staff and a learner.",
            ConflictRoutes.declare),
        .list(
            "/api/conflicts", "listConflicts", for: .person, query: [.must("institution", .id, "Where.")],
            of: ConflictBody.self, "Ties that stand: all for a coordinator, one's own for others.", ConflictRoutes.list),
        .delete("/api/conflicts/{id}", "endConflict", for: .person, "Ends a declared tie.", ConflictRoutes.end),
        .post(
            "/api/submissions/{id}/assignments", "assignSubmission", for: .staff(.assign),
            takes: .json(NewAssignmentBody.self), gives: .created(AssignmentBody.self), "Offers a seat to an assessor.",
            AssignmentRoutes.assign),
        .list(
            "/api/submissions/{id}/assignments", "listAssignmentsOfSubmission", for: .staff(.readPortfolios),
            of: AssignmentBody.self, "Who assesses a submission.", AssignmentRoutes.ofSubmission),
        .list(
            "/api/assignments", "showQueue", for: .person, of: AssignmentLineBody.self,
            "My open assignments, first due first.", AssignmentRoutes.queue),
        .get(
            "/api/assignments/{id}", "showAssignment", for: .person, gives: .ok(AssignmentBody.self), "One assignment.",
            AssignmentRoutes.show),
        .post(
            "/api/assignments/{id}/acceptances", "acceptAssignment", for: .person,
            takes: .json(AssignmentAcceptanceBody.self), gives: .created(AssignmentBody.self), "Takes an offered seat.",
            AssignmentRoutes.accept),
        .post(
            "/api/assignments/{id}/recusals", "recuseFromAssignment", for: .person, takes: .json(RecusalBody.self),
            gives: .created(AssignmentBody.self), "Declines an offer, or steps back.", AssignmentRoutes.recuse),
    ]
}
