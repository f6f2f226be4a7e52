/// The named shapes that a document refers to, gathered on the way.
struct Components {
    var schemas = JSONObject()

    /// A reference to a type's shape, which is put among the components when it is first met.
    mutating func reference(to type: any Described.Type) -> JSONValue {
        let name = type.schemaName
        if schemas[name] == nil {
            schemas[name] = .object([:])
            var schema = type.schema.openAPI(&self)
            if type.isOpen { schema["additionalProperties"] = true }
            schemas[name] = schema
        }
        return ["$ref": .string("#/components/schemas/\(name)")]
    }

    /// The envelope of a list of a type.
    mutating func list(of type: any Described.Type) -> JSONValue {
        [
            "type": "object", "required": ["items", "next"], "additionalProperties": false,
            "properties": [
                "items": ["type": "array", "items": reference(to: type)],
                "next": ["type": ["string", "null"], "description": "The cursor of the next page; null on the last."],
            ],
        ]
    }
}

extension Schema {
    /// This shape in JSON Schema 2020-12, as OpenAPI 3.1 writes it.
    func openAPI(_ components: inout Components) -> JSONValue {
        switch self {
        case .object(let fields): return Self.object(fields, &components)
        case .array(let schema, let count):
            return [
                "type": "array", "items": schema.openAPI(&components), "minItems": .number(String(count.lowerBound)),
                "maxItems": .number(String(count.upperBound)),
            ]
        case .string(let rule): return rule.openAPI
        case .integer(let range):
            return [
                "type": "integer", "minimum": .number(String(range.lowerBound)),
                "maximum": .number(String(range.upperBound)),
            ]
        case .number(let range):
            return [
                "type": "number", "minimum": .number(String(range.lowerBound)),
                "maximum": .number(String(range.upperBound)),
            ]
        case .boolean: return ["type": "boolean"]
        case .choice(let choices): return ["type": "string", "enum": .array(choices.map(JSONValue.string))]
        case .nullable(let schema): return ["anyOf": [schema.openAPI(&components), ["type": "null"]]]
        case .named(let type): return components.reference(to: type)
        case .any: return [:]
        }
    }

    private static func object(_ fields: [Field], _ components: inout Components) -> JSONValue {
        var properties = JSONObject()
        for field in fields {
            var schema = field.schema.openAPI(&components)
            schema["description"] = .string(field.says)
            properties[field.name] = schema
        }
        var object: JSONValue = ["type": "object", "properties": .object(properties), "additionalProperties": false]
        let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { object["required"] = .array(required) }
        return object
    }
}

extension Schema.TextRule {
    fileprivate var openAPI: JSONValue {
        var schema: JSONValue = [
            "type": "string", "minLength": .number(String(length.lowerBound)),
            "maxLength": .number(String(length.upperBound)),
        ]
        switch form {
        case .plain: break
        case .uuid, .date, .dateTime, .email: schema["format"] = .string(form.rawValue)
        case .decimal: schema["pattern"] = #"^[0-9]{1,9}(\.[0-9]{1,4})?$"#
        case .slug: schema["pattern"] = "^[a-z0-9][a-z0-9.-]*$"
        case .sha256: schema["pattern"] = "^[0-9a-f]{64}$"
        }
        return schema
    }
}
