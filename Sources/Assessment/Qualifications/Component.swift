public import Foundation

/// One thing that a qualification is made of.
///
/// Written as an object: `{unit: knots@1}`, `{part: ropework@1}`, `{group: core, title: …, take: all, of: […]}`.
public indirect enum Component: Sendable, Equatable {
    /// A unit; any version of it that a person holds counts, as the same learning does.
    case unit(DocumentKey)
    /// Another qualification that stacks into this one: a part-qualification or a micro-credential.
    case part(DocumentKey)
    /// Several of which some or all have to be there.
    case group(ComponentGroup)

    /// Units and parts in it, in order.
    var leaves: [Component] {
        switch self {
        case .unit, .part: [self]
        case .group(let group): group.of.flatMap(\.leaves)
        }
    }

    /// Groups in it, outer before inner.
    var groups: [ComponentGroup] {
        switch self {
        case .unit, .part: []
        case .group(let group): [group] + group.of.flatMap(\.groups)
        }
    }
}

/// Several components, of which some or all have to be there.
public struct ComponentGroup: Sendable, Equatable {
    /// How much of a group has to be there.
    public enum Rule: Sendable, Equatable {
        /// Every component.
        case all
        /// So many components; a part and a group count as one.
        case components(Sourced<Int>)
        /// So many credits, of whatever in it.
        case credits(Sourced<Decimal>)
    }

    /// A slug, unique in its qualification.
    public var id: String
    /// What people call it: "Core units".
    public var title: String
    /// How much of it has to be there.
    public var rule: Rule
    /// What is in it.
    public var of: [Component]

    /// A group.
    public init(id: String, title: String, rule: Rule, of: [Component]) {
        self.id = id
        self.title = title
        self.rule = rule
        self.of = of
    }
}

extension Component: Codable {
    private enum CodingKeys: String, CodingKey {
        case unit, part, group, title, take, atLeast, of
    }

    private enum Take: String, Codable {
        case all, components, credits
    }

    /// Reads the object form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let unit = try container.decodeIfPresent(DocumentKey.self, forKey: .unit) {
            self = .unit(unit)
        } else if let part = try container.decodeIfPresent(DocumentKey.self, forKey: .part) {
            self = .part(part)
        } else {
            let rule: ComponentGroup.Rule =
                switch try container.decode(Take.self, forKey: .take) {
                case .all: .all
                case .components: .components(try container.decode(Sourced<Int>.self, forKey: .atLeast))
                case .credits: .credits(try container.decode(Sourced<Decimal>.self, forKey: .atLeast))
                }
            self = .group(
                ComponentGroup(
                    id: try container.decode(String.self, forKey: .group),
                    title: try container.decode(String.self, forKey: .title), rule: rule,
                    of: try container.decode([Component].self, forKey: .of)))
        }
    }

    /// Writes the object form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .unit(let key): try container.encode(key, forKey: .unit)
        case .part(let key): try container.encode(key, forKey: .part)
        case .group(let group):
            try container.encode(group.id, forKey: .group)
            try container.encode(group.title, forKey: .title)
            switch group.rule {
            case .all: try container.encode(Take.all, forKey: .take)
            case .components(let least):
                try container.encode(Take.components, forKey: .take)
                try container.encode(least, forKey: .atLeast)
            case .credits(let least):
                try container.encode(Take.credits, forKey: .take)
                try container.encode(least, forKey: .atLeast)
            }
            try container.encode(group.of, forKey: .of)
        }
    }
}
