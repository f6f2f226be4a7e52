import Assessment
import HTTPTypes

extension Routes {
    static let allocations: [Route] = [
        .list(
            "/api/institutions/{id}/assessors", "listAssessors", for: .staff(.assign), of: AssessorBody.self,
            "Who assesses there: what they know, how much they can hold, how much they hold.", AssessorRoutes.list),
        .put(
            "/api/institutions/{id}/assessors/{person}", "putAssessorProfile", for: .staff(.assign),
            takes: .json(AssessorProfileBody.self), gives: .ok(AssessorBody.self), versioned: true,
            "Says what an assessor knows and can hold.", AssessorRoutes.put),
        .post(
            "/api/institutions/{id}/allocations", "allocate", for: .staff(.assign),
            takes: .json(AllocationRequestBody.self), gives: .created(AllocationBody.self),
            "Finds who is best to assess what; offers nothing unless `commit` is true.", AllocationRoutes.create),
        .list(
            "/api/institutions/{id}/allocations", "listAllocations", for: .staff(.assign), of: AllocationLineBody.self,
            "The runs, newest first.", AllocationRoutes.list),
        .get(
            "/api/allocations/{id}", "showAllocation", for: .staff(.assign), gives: .ok(AllocationBody.self),
            "One run.", AllocationRoutes.show),
        .post(
            "/api/allocations/{id}/commitments", "commitAllocation", for: .staff(.assign),
            takes: .json(CommitmentBody.self), gives: .created(AllocationBody.self),
            "Offers the seats that a dry run showed, if nothing has changed since.", AllocationRoutes.commit),
        .get(
            "/api/allocations/{id}/instance", "showAllocationInstance", for: .staff(.assign),
            gives: .other("application/json"), "What was solved, as `prior allocation solve` reads it.",
            AllocationRoutes.instance),
        .get(
            "/api/allocations/{id}/result", "showAllocationResult", for: .staff(.assign),
            gives: .other("application/json"), "What came of it with its proof, as `prior allocation check` reads it.",
            AllocationRoutes.result),
    ]
}
