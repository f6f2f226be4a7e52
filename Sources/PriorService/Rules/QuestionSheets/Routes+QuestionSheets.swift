import Assessment

extension Routes {
    static let questionSheets: [Route] = [
        .get(
            "/api/units/{key}/questions", "showUnitQuestions", for: .staff(.readDocuments),
            gives: .ok(QuestionSheetBody.self),
            "What interviews and tests draw from, for staff of the institution that writes the unit.",
            QuestionSheetRoutes.show),
        .put(
            "/api/units/{key}/questions", "renewUnitQuestions", for: .staff(.review),
            takes: .json(NewQuestionSheetBody.self), gives: .ok(QuestionSheetBody.self), versioned: true,
            "Renews the questions of a published unit at once, for whoever is asked from now on.",
            QuestionSheetRoutes.renew),
        .list(
            "/api/units/{key}/question-sheets", "listQuestionSheets", for: .staff(.readDocuments),
            of: QuestionSheetBody.self, "Every renewal of the questions: what, who, when and why.",
            QuestionSheetRoutes.list),
    ]
}
