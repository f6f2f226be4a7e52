import Assessment
import HTTPTypes

extension Routes {
    static let submissions: [Route] = [
        .post(
            "/api/portfolios/{id}/submissions", "submitPortfolio", for: .person, takes: .json(NewSubmissionBody.self),
            gives: .created(SubmissionBody.self), "Hands a portfolio in, as an immutable snapshot.",
            SubmissionRoutes.submit),
        .list(
            "/api/portfolios/{id}/submissions", "listSubmissionsOfPortfolio", for: .person, of: SubmissionLineBody.self,
            "What was handed in of a portfolio, newest first.", SubmissionRoutes.ofPortfolio),
        .list(
            "/api/portfolios/{id}/returns", "listReturns", for: .person, of: ReturnBody.self,
            "Why submissions of a portfolio came back, and what its learner says to it.", AdmissionRoutes.returns),
        .put(
            "/api/portfolios/{id}/returns/{submission}/answers/{reason}", "answerReturn", for: .person,
            takes: .json(NewReturnAnswerBody.self), gives: .ok(Manifest.Answer.self), problems: [.conflict],
            "Answers one reason for which a submission came back.", ReturnAnswerRoutes.put),
        .delete(
            "/api/portfolios/{id}/returns/{submission}/answers/{reason}", "removeReturnAnswer", for: .person,
            "Takes such an answer away.", ReturnAnswerRoutes.remove),
        .list(
            "/api/submissions", "listSubmissions", for: .staff(.readPortfolios),
            query: [
                .must("institution", .id, "Where."),
                .may("state", .choice(of: Submission.State.self), "Only in this state."),
            ], of: SubmissionLineBody.self, "What was handed in at an institution, newest first.", SubmissionRoutes.list
        ),
        .get(
            "/api/submissions/{id}", "showSubmission", for: .person, gives: .ok(SubmissionBody.self),
            "One submission; blind for its assessors.", SubmissionRoutes.show),
        .get(
            "/api/submissions/{id}/manifest", "showManifest", for: .person, gives: .other("application/json"),
            "The exact bytes the digest is taken over.", SubmissionRoutes.manifest),
        .get(
            "/api/submission-receipts/{code}", "showSubmissionReceipt", for: .anyone,
            gives: .ok(SubmissionReceiptBody.self), "What a receipt's code proves.", SubmissionRoutes.receipt),
        .post(
            "/api/submissions/{id}/admissions", "admitSubmission", for: .staff(.admit),
            takes: .json(NewAdmissionBody.self), gives: .created(AdmissionBody.self), "Takes a submission in.",
            AdmissionRoutes.admit),
        .post(
            "/api/submissions/{id}/returns", "returnSubmission", for: .staff(.admit), takes: .json(NewReturnBody.self),
            gives: .created(ReturnBody.self), "Gives a submission back with reasons.", AdmissionRoutes.sendBack),
    ]
}
