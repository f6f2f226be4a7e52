import Assessment
import HTTPTypes

extension Routes {
    /// A person's own data: to have all of it, and to have it gone; and what an institution may do about both.
    static let erasure: [Route] = [
        .get(
            "/api/me/export", "exportMe", for: .person, gives: .other("application/zip"), problems: [.forbidden],
            "Everything that is kept of me, with my files, as one ZIP archive. Needs a session that began lately.",
            PersonalExportRoutes.export),
        .post(
            "/api/me/erasure", "askToBeErased", for: .person, takes: .json(ErasureWishBody.self),
            gives: .created(ErasureBody.self), problems: [.forbidden], "Asks that everything of me be erased.",
            ErasureRoutes.ask),
        .get(
            "/api/me/erasure", "showMyErasure", for: .person, gives: .ok(ErasureBody.self), problems: [.notFound],
            "How far my wish to be erased has come, and what stands against it.", ErasureRoutes.show),
        Route(
            method: .delete, path: "/api/me/erasure", name: "takeBackErasure",
            says: "Takes the wish to be erased back, until it is done.", access: .person, gives: [.noContent],
            problems: [.notFound], handler: ErasureRoutes.takeBack),
        .post(
            "/api/institutions/{id}/erasures", "askForErasure", for: .staff(.keepRecords),
            takes: .json(ErasureRequestBody.self), gives: .created(ErasureBody.self),
            "Asks, on a learner's written request, that they be erased; another of the staff has to confirm it.",
            StaffErasureRoutes.ask),
        .list(
            "/api/institutions/{id}/erasures", "listErasures", for: .staff(.keepRecords), of: ErasureBody.self,
            "Erasures that the institution asked for.", StaffErasureRoutes.list),
        .post(
            "/api/erasures/{id}/confirmations", "confirmErasure", for: .staff(.keepRecords),
            gives: .created(ErasureBody.self), "Confirms what a colleague asked for.", StaffErasureRoutes.confirm),
        .delete(
            "/api/erasures/{id}", "withdrawErasure", for: .staff(.keepRecords),
            "Takes an erasure back that the institution asked for.", StaffErasureRoutes.withdraw),
        .post(
            "/api/institutions/{id}/legal-holds", "setLegalHold", for: .staff(.keepRecords),
            takes: .json(NewLegalHoldBody.self), gives: .created(LegalHoldBody.self),
            "Orders that nothing of a learner is deleted.", LegalHoldRoutes.set),
        .list(
            "/api/institutions/{id}/legal-holds", "listLegalHolds", for: .staff(.keepRecords), of: LegalHoldBody.self,
            "Whose data has to be kept, and why.", LegalHoldRoutes.list),
        .post(
            "/api/legal-holds/{id}/lifts", "liftLegalHold", for: .staff(.keepRecords), takes: .json(LiftBody.self),
            gives: .created(LegalHoldBody.self), "Lifts a hold that a colleague set.", LegalHoldRoutes.lift),
    ]
}
