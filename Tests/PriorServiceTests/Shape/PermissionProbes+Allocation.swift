import HTTPTypes

@testable import PriorService

extension PermissionWorld {
    /// Jobs, runs that give seats, statistics.
    func probeOfAllocation(_ route: String) -> Probe? {
        switch route {
        case "showStatistics": Probe("/api/institutions/\(institution)/statistics/funnel")
        case "listCosts": Probe("/api/institutions/\(institution)/costs")
        case "setCost": Probe("/api/institutions/\(institution)/costs/seat", ["amount": "450", "currency": "LSL"])
        case "showAboutMe": Probe("/api/people/me/about")
        case "putAboutMe": Probe("/api/people/me/about", ["sex": "female"])
        case "removeAboutMe": Probe("/api/people/me/about")
        case "listAssessors": Probe("/api/institutions/\(institution)/assessors")
        case "putAssessorProfile":
            Probe(
                "/api/institutions/\(institution)/assessors/\(crew.assessors[0].id)",
                ["capacity": 3, "expertise": [["unit": "bricklaying-trade-test", "strength": 50]]]
            ).with(.ifMatch, "\"0\"")
        case "allocate": Probe("/api/institutions/\(institution)/allocations", [:])
        case "listAllocations": Probe("/api/institutions/\(institution)/allocations")
        case "showAllocation": Probe("/api/allocations/\(allocation)")
        case "commitAllocation":
            Probe(
                "/api/allocations/\(allocation)/commitments",
                ["fingerprint": .string(String(repeating: "0", count: 64))])
        case "showAllocationInstance": Probe("/api/allocations/\(allocation)/instance")
        case "showAllocationResult": Probe("/api/allocations/\(allocation)/result")
        case "listJobs": Probe("/api/jobs")
        case "retryJob": Probe("/api/jobs/00000000-0000-7000-8000-000000000000/retries")
        default: nil
        }
    }
}
