import Assessment
import HTTPTypes

extension Routes {
    /// A learner's record in the forms that others read.
    static let creditExports: [Route] = [
        .get(
            "/api/me/credits/ctdl", "exportCreditsAsCTDL", for: .person, gives: .other("application/ld+json"),
            "My credits that count as CTDL transfer value profiles (JSON-LD).", CreditExportRoutes.ctdl),
        .get(
            "/api/me/credits/eu", "exportCreditsForEU", for: .person, gives: .ok(MicroCredentialsBody.self),
            "My credits with the sixteen elements of European micro-credentials.", CreditExportRoutes.micro),
        .get(
            "/api/me/credits/csv", "exportCreditsAsCSV", for: .person, gives: .other("text/csv"),
            "My credits as a table.", CreditExportRoutes.csv),
        .get(
            "/api/me/credits/pdf", "exportCreditsAsPDF", for: .person, gives: .other("application/pdf"),
            "My credits to be printed.", CreditExportRoutes.pdf),
        .get(
            "/api/institutions/{id}/prior-learning-policy", "showPriorLearningPolicy", for: .anyone,
            gives: .other("application/ld+json"), "How an institution recognises prior learning, as CTDL (JSON-LD).",
            CreditExportRoutes.policy),
        .post(
            "/api/institutions/{id}/equivalences", "importEquivalences", for: .staff(.decide),
            takes: .json(NewEquivalencesBody.self), gives: .created(EquivalencesBody.self),
            "Takes credit recommendations of others (CTDL transfer value profiles, as of ACE and NCCRS) as known equivalences.",
            EquivalenceRoutes.create),
        .list(
            "/api/institutions/{id}/equivalences", "listEquivalences", for: .anyone, of: EquivalenceBody.self,
            "What an institution knows to count as the same.", EquivalenceRoutes.list),
        .delete(
            "/api/equivalences/{id}", "removeEquivalence", for: .staff(.decide), "Removes a known equivalence.",
            EquivalenceRoutes.remove),
    ]
}
