import HTTPTypes

extension Routes {
    /// What an item says in other languages.
    static let translations: [Route] = [
        .post(
            "/api/evidence/{id}/translations", "addTranslation", for: .person, takes: .json(NewTranslationBody.self),
            gives: .created(TranslationBody.self), "Puts a translation beside an item, which stays as it is.",
            TranslationRoutes.add),
        .list(
            "/api/evidence/{id}/translations", "listTranslations", for: .person, of: TranslationBody.self,
            "The translations beside an item and its pages.", TranslationRoutes.list),
        .delete(
            "/api/translations/{id}", "removeTranslation", for: .person, "Takes a translation away.",
            TranslationRoutes.remove),
    ]
}
