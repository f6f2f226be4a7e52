import HTTPTypes

// One line of the table each: `.get("/api/…", "name", for: .person, gives: .ok(Body.self), "What it is for.", handler)`.
extension Route {
    static func get(
        _ path: String, _ name: String, for access: Access, query: [Schema.Field] = [], gives: Giving,
        also: [Giving] = [], problems: [HTTPResponse.Status] = [],
        _ says: String, _ handler: @escaping Handler
    ) -> Route {
        Route(
            method: .get, path: path, name: name, says: says, access: access, gives: [gives] + also, query: query,
            problems: problems,
            handler: handler)
    }

    static func list(
        _ path: String, _ name: String, for access: Access, query: [Schema.Field] = [], of type: any AnswerBody.Type,
        problems: [HTTPResponse.Status] = [], _ says: String, _ handler: @escaping Handler
    ) -> Route {
        Route(
            method: .get, path: path, name: name, says: says, access: access, gives: [.list(of: type)],
            query: Page.query + query, problems: problems, handler: handler)
    }

    static func post(
        _ path: String, _ name: String, for access: Access, takes: Taking = .nothing, query: [Schema.Field] = [],
        gives: Giving, also: [Giving] = [],
        problems: [HTTPResponse.Status] = [], handsOutSecret: Bool = false, versioned: Bool = false, _ says: String,
        _ handler: @escaping Handler
    ) -> Route {
        Route(
            method: .post, path: path, name: name, says: says, access: access, takes: takes, gives: [gives] + also,
            query: query,
            problems: problems, isVersioned: versioned, handsOutSecret: handsOutSecret, handler: handler)
    }

    static func put(
        _ path: String, _ name: String, for access: Access, takes: Taking, gives: Giving, also: [Giving] = [],
        problems: [HTTPResponse.Status] = [],
        versioned: Bool = false, _ says: String, _ handler: @escaping Handler
    ) -> Route {
        Route(
            method: .put, path: path, name: name, says: says, access: access, takes: takes, gives: [gives] + also,
            problems: problems,
            isVersioned: versioned, handler: handler)
    }

    static func patch(
        _ path: String, _ name: String, for access: Access, takes: Taking, gives: Giving, also: [Giving] = [],
        versioned: Bool = true, _ says: String,
        _ handler: @escaping Handler
    ) -> Route {
        Route(
            method: .patch, path: path, name: name, says: says, access: access, takes: takes, gives: [gives] + also,
            isVersioned: versioned, handler: handler)
    }

    static func delete(
        _ path: String, _ name: String, for access: Access, versioned: Bool = false, _ says: String,
        _ handler: @escaping Handler
    ) -> Route {
        Route(
            method: .delete, path: path, name: name, says: says, access: access, gives: [.noContent],
            isVersioned: versioned,
            handler: handler)
    }
}
