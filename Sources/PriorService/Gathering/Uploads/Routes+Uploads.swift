import HTTPTypes

extension Routes {
    static let uploads: [Route] = [
        Route(
            method: .options, path: "/api/uploads", name: "describeUploads",
            says: "What of tus 1.0.0 is spoken here, in header fields.", access: .anyone, gives: [.noContent],
            handler: UploadRoutes.describe),
        Route(
            method: .options, path: "/api/uploads/{id}", name: "describeUpload",
            says: "What of tus 1.0.0 is spoken here, in header fields.", access: .anyone, gives: [.noContent],
            handler: UploadRoutes.describe),
        Route(
            method: .post, path: "/api/uploads", name: "beginUpload",
            says: "Begins an upload (tus creation, creation-with-upload, concatenation); Location is its address.",
            access: .person, takes: .bytes, bodyType: Tus.pieceType, gives: [.init(status: .created, body: .nothing)],
            headers: [Tus.versionField] + Tus.creationFields,
            problems: [.forbidden, .notFound, .preconditionFailed] + takingBytes, handler: UploadCreation.create),
        .list(
            "/api/uploads", "listUploads", for: .person,
            query: [
                .may("portfolio", .id, "Only those to this portfolio."),
                .may("state", .choice(of: Upload.State.self), "Only those in this state."),
            ], of: UploadBody.self, "My uploads: what is unfinished, and what became of the others.", UploadRoutes.list),
        .get(
            "/api/uploads/{id}", "showUpload", for: .person, gives: .ok(UploadBody.self), problems: [.gone],
            "How far an upload is and what became of it; it disturbs nobody who is sending.", UploadRoutes.show),
        Route(
            method: .head, path: "/api/uploads/{id}", name: "askUpload",
            says: "Where to go on, in Upload-Offset; whoever is still sending is stopped, so that it stays true.",
            access: .person, gives: [.init(status: .ok, body: .nothing)], headers: [Tus.versionField],
            problems: [.preconditionFailed, .unsupportedMediaType, .contentTooLarge] + takingBytes,
            handler: UploadRoutes.head),
        Route(
            method: .patch, path: "/api/uploads/{id}", name: "continueUpload",
            says: "Takes bytes from Upload-Offset on; the last one makes evidence of the file (Prior-Evidence).",
            access: .person, takes: .bytes, bodyType: Tus.pieceType, gives: [.noContent],
            headers: [Tus.versionField] + Tus.pieceFields, problems: [.preconditionFailed] + takingBytes,
            handler: UploadRoutes.append),
        Route(
            method: .post, path: "/api/uploads/{id}", name: "overrideUpload",
            says: "PATCH, HEAD or DELETE, as X-HTTP-Method-Override says, for clients that cannot send them.",
            access: .person, takes: .bytes, bodyType: Tus.pieceType,
            gives: [.noContent, .init(status: .ok, body: .nothing)],
            headers: [Tus.versionField, Tus.overrideField] + Tus.pieceFields,
            problems: [.preconditionFailed] + takingBytes, handler: UploadRoutes.override),
        Route(
            method: .delete, path: "/api/uploads/{id}", name: "giveUploadUp",
            says: "Gives an upload up, or forgets one that ended; evidence that it became stays.", access: .person,
            gives: [.noContent], headers: [Tus.versionField], problems: [.preconditionFailed, .locked],
            handler: UploadRoutes.remove),
    ]

    private static let takingBytes: [HTTPResponse.Status] = [
        .gone, .locked, Problem.wrongChecksum.status, .init(code: 507, reasonPhrase: "Insufficient Storage"),
    ]
}

extension Tus {
    static let versionField = Schema.Field.must("Tus-Resumable", .choice([version]), "The version of tus spoken.")
    static let overrideField = Schema.Field.must(
        "X-HTTP-Method-Override", .choice(["PATCH", "HEAD", "DELETE"]), "The method meant.")
    private static let bytes = Schema.integer(0...999_999_999_999_999_999)

    static let creationFields: [Schema.Field] = [
        .may("Upload-Length", bytes, "The bytes of the file; not for a final upload."),
        .may(
            "Upload-Metadata", .string(.init(length: 0...UploadMetadata.longest)),
            "Keys and base64 values: portfolio (an id), filename, filetype, title, kind, producedOn, language, description."
        ),
        .may(
            "Upload-Concat", .text(UploadPlan.longestConcat), "`partial`, or `final;` and the addresses of the parts."),
        .may("Repr-Digest", .text(200), "`sha-256=:…:` of the whole file (RFC 9530)."),
    ]

    static let pieceFields: [Schema.Field] = [
        .must("Upload-Offset", bytes, "How many bytes are here already."),
        .may("Upload-Checksum", .text(200), "`sha1` or `sha256` and base64, of the bytes of this request."),
        .may("Content-Digest", .text(200), "`sha-256=:…:` of the bytes of this request (RFC 9530)."),
        .may("Repr-Digest", .text(200), "`sha-256=:…:` of the whole file (RFC 9530)."),
    ]
}
