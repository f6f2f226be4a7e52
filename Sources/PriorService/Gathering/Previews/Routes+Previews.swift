import HTTPTypes

extension Routes {
    static let previews: [Route] = [
        .get(
            "/api/evidence/{id}/previews", "listPreviews", for: .person, gives: .ok(PreviewsBody.self),
            "Small pictures of an item's first pages, to look at before downloading it.", PreviewRoutes.list),
        .get(
            "/api/evidence/{id}/previews/{page}", "showPreview", for: .person,
            query: [
                .may("width", .choice(["320", "1280"]), "Which square it is to fit, in pixels; 320 when not given.")
            ],
            gives: .other("image/webp"), also: [.init(status: .notModified, body: .nothing)],
            "A picture of one page, made anew and without metadata; takes If-None-Match.", PreviewRoutes.show),
        .get(
            "/api/evidence/{id}/metadata", "showMetadata", for: .person, gives: .ok(MetadataBody.self),
            "What the file tells of itself: size, length, when and, for some, where it was made.",
            PreviewRoutes.metadata),
    ]
}
