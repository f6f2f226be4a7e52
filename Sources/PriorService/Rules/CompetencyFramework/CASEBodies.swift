import CASE

/// What a client of the CASE service is told when something cannot be done, `imsx_StatusInfo` of the specification.
struct CASEStatusInfo: Described {
    static let schema = Schema.object([
        .must("imsx_codeMajor", .choice(["failure"]), "It was not done."),
        .must("imsx_severity", .choice(["error"]), "How grave that is."),
        .must("imsx_description", .anyText(), "Why, in words."),
        .must(
            "imsx_codeMinor",
            .object([
                .must(
                    "imsx_codeMinorField",
                    .list(
                        of: .object([
                            .must("imsx_codeMinorFieldName", .choice(["case"]), "Which part of the service says so."),
                            .must("imsx_codeMinorFieldValue", .choice(of: CASEStatus.Code.self), "What it says."),
                        ]), 1...1), "One field.")
            ]), "Why, in the words of the specification."),
    ])
}

/// A package of CASE 1.0 or 1.1, as far as it has to be right to be kept. Whatever else a publisher has put into it stays.
struct CASEPackageShape: Described {
    static let isOpen = true
    /// As many objects as 16 MiB can hold.
    private static let many = 0...200_000

    static let schema = Schema.object([
        .must("CFDocument", .named(CASEObjectShape.self), "What stands for the whole."),
        .may("CFItems", .list(of: .named(CASEItemShape.self), many), "Its items."),
        .may("CFAssociations", .list(of: .named(CASEAssociationShape.self), many), "What ties them together."),
        .may("CFRubrics", .list(of: .named(CASEObjectShape.self), many), "Its rubrics."),
    ])
}

/// Any object of a package.
struct CASEObjectShape: Described {
    static let isOpen = true

    static let schema = Schema.object([
        .must("identifier", .text(2000), "No other object of the package has the same."),
        .may("title", .anyText(), "What it is called."),
    ])
}

/// An item of a package.
struct CASEItemShape: Described {
    static let isOpen = true

    static let schema = Schema.object([
        .must("identifier", .text(2000), "No other object of the package has the same."),
        .must("fullStatement", .anyText(100_000), "What it says."),
    ])
}

/// What ties two objects of a package together.
struct CASEAssociationShape: Described {
    static let isOpen = true

    static let schema = Schema.object([
        .must("identifier", .text(2000), "No other object of the package has the same."),
        .may("associationType", .text(100), "How, as `isChildOf`."),
        .must("originNodeURI", .named(CASEObjectShape.self), "From which."),
        .must("destinationNodeURI", .named(CASEObjectShape.self), "To which."),
    ])
}
