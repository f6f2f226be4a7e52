import HTTPTypes

/// The OpenAPI 3.1 document of `Routes.all`. It is made from the same declarations that the router and the body check use,
/// so that it cannot promise what the service does not do.
enum OpenAPIDocument {
    static let bytes: [UInt8] = document(of: Routes.all).data

    static func document(of routes: [Route]) -> JSONValue {
        var components = Components()
        var paths = JSONObject()
        for route in routes {
            var operations = paths[route.path] ?? .object([:])
            operations[route.method.rawValue.lowercased()] = operation(route, &components)
            paths[route.path] = operations
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Prior", "version": "1",
                "summary": "Recognition of prior learning: from evidence to credit that institutions pull.",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "paths": .object(paths),
            "components": [
                "schemas": .object(components.schemas),
                "securitySchemes": [
                    "bearer": [
                        "type": "http", "scheme": "bearer",
                        "description":
                            "prior_s_… a person's session; prior_c_… an institution's client; prior_l_… a one-time link; prior_o_… the operator.",
                    ],
                    "basic": [
                        "type": "http", "scheme": "basic",
                        "description": "A client's id and secret, at the token route only.",
                    ],
                ],
            ],
        ]
    }

    private static func operation(_ route: Route, _ components: inout Components) -> JSONValue {
        var operation: JSONValue = [
            "operationId": .string(route.name), "summary": .string(route.says), "tags": [.string(route.tag)],
            "description": .string("For \(route.access.words)."),
        ]
        let parameters = parameters(of: route, &components)
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        switch route.access {
        case .anyone: break
        case .clientSecret: operation["security"] = [["basic": []], [:]]
        default: operation["security"] = [["bearer": []]]
        }
        if let body = requestBody(route, &components) { operation["requestBody"] = body }
        operation["responses"] = responses(of: route, &components)
        return operation
    }

    /// Path parameters that are words; every other is an id.
    private static let words: Set<String> = ["code", "criterion", "key"]

    private static func parameters(of route: Route, _ components: inout Components) -> [JSONValue] {
        var parameters: [JSONValue] = route.parameters.map { name in
            [
                "name": .string(name), "in": "path", "required": true,
                "schema": words.contains(name)
                    ? ["type": "string", "minLength": 1] : ["type": "string", "format": "uuid"],
            ]
        }
        for field in route.query {
            parameters.append([
                "name": .string(field.name), "in": "query", "required": .bool(field.isRequired),
                "description": .string(field.says), "schema": field.schema.openAPI(&components),
            ])
        }
        for field in route.headers {
            parameters.append([
                "name": .string(field.name), "in": "header", "required": .bool(field.isRequired),
                "description": .string(field.says), "schema": field.schema.openAPI(&components),
            ])
        }
        if route.method == .post, !route.handsOutSecret {
            parameters.append([
                "name": "Idempotency-Key", "in": "header", "required": false,
                "description": "Sent again with the same key and body, the request has its effect once.",
                "schema": ["type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"],
            ])
        }
        if route.isVersioned {
            parameters.append([
                "name": "If-Match", "in": "header", "required": true, "description": "The ETag last read.",
                "schema": ["type": "string", "pattern": "^\"[0-9]{1,18}\"$"],
            ])
        }
        return parameters
    }

    private static func requestBody(_ route: Route, _ components: inout Components) -> JSONValue? {
        switch route.takes {
        case .nothing:
            return nil
        case .json(let type):
            return ["required": true, "content": ["application/json": ["schema": components.reference(to: type)]]]
        case .form(let fields):
            return [
                "required": true,
                "content": [
                    "application/x-www-form-urlencoded": ["schema": Schema.object(fields).openAPI(&components)]
                ],
            ]
        case .bytes:
            let schema = route.bodyShape.map { components.reference(to: $0) } ?? [:]
            return ["required": true, "content": [route.bodyType: ["schema": schema]]]
        }
    }

    private static func responses(of route: Route, _ components: inout Components) -> JSONValue {
        var responses = JSONObject()
        for giving in route.gives {
            let status = String(giving.status.code)
            var response = responses[status] ?? ["description": .string(giving.status.reasonPhrase)]
            var content = response["content"]?.object ?? [:]
            switch giving.body {
            case .nothing: break
            case .json(let type): content["application/json"] = ["schema": components.reference(to: type)]
            case .list(let type): content["application/json"] = ["schema": components.list(of: type)]
            case .other(let mediaType): content[mediaType] = ["schema": [:]]
            }
            if content != [:] { response["content"] = .object(content) }
            responses[status] = response
        }
        for status in route.problemStatuses where responses[String(status.code)] == nil {
            // The answer to HEAD has no body, whatever its status; the edge's own has no request id.
            guard route.method != .head, status != .requestHeaderFieldsTooLarge else {
                responses[String(status.code)] = ["description": .string(status.reasonPhrase)]
                continue
            }
            responses[String(status.code)] = [
                "description": .string(status.reasonPhrase),
                "content": refusal(of: route, &components),
            ]
        }
        return .object(responses)
    }

    private static func refusal(of route: Route, _ components: inout Components) -> JSONValue {
        switch route.refuses {
        case .problem: ["application/problem+json": ["schema": components.reference(to: ProblemBody.self)]]
        case .json(let type): ["application/json": ["schema": components.reference(to: type)]]
        }
    }
}

/// The shape of every problem document, RFC 9457.
struct ProblemBody: Described {
    /// RFC 9457 section 3.2.
    static let isOpen = true

    static let schema = Schema.object([
        .must("type", .text(100), "A name that always means the same, as a path under /problems."),
        .must("title", .text(200), "The name in words."),
        .must("status", .integer(400...599), "The HTTP status."),
        .must("detail", .anyText(), "What was wrong, where, and what would be accepted."),
        .must("requestId", .text(64), "What to tell whoever runs the service."),
        .may("errors", .list(of: .any), "Each fault: pointer, code, detail."),
    ])
}
