import Assessment

/// What every document starts with.
struct Header {
    static let keys = ["kind", "id", "version", "status"]

    let key: DocumentKey
    let status: PublicationStatus

    init?(_ fields: Fields, kind: DocumentKind) {
        _ = fields.required("kind") { $0.choice(DocumentKind.self) }
        let id = fields.required("id") { $0.slug() }
        let version = fields.required("version") { place -> String? in
            guard let version = place.text() else { return nil }
            guard DocumentKey.isVersion(version) else {
                return place.wrong(
                    "\"\(version)\" is not a version.", "Write numbers joined by dots: \"1\" or \"2.1\".")
            }
            return version
        }
        let status = fields.required("status") { $0.choice(PublicationStatus.self) }
        guard let id, let version, let status, let key = DocumentKey(id: id, version: version) else { return nil }
        self.key = key
        self.status = status
    }
}
