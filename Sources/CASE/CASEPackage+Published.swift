import Foundation

extension CASEPackage {
    /// The package as CASE 1.1 lets it be published: what the schemas have no place for, in this package of version 1.0 or of
    /// a publisher's own, goes under `prior-kept` in the extensions of the object it stood in, and ``restored()`` puts it back.
    public func published() -> CASEPackage {
        var published = self
        published.json = Self.publish(json, "CFPackage")
        guard document["caseVersion"]?.string != "1.1", var members = published.json.object,
            var document = members["CFDocument"]?.object
        else { return published }
        document["caseVersion"] = "1.1"
        document.keep("caseVersion", self.document["caseVersion"], asList: false)
        members["CFDocument"] = .object(document)
        published.json = .object(members)
        return published
    }

    /// The package as it was before ``published()``.
    public func restored() -> CASEPackage {
        var restored = self
        restored.json = Self.restore(json)
        return restored
    }

    private static let kept = "prior-kept"

    private static func publish(_ json: JSON, _ type: String) -> JSON {
        guard let members = json.object, let shape = CASEShape.members[type] else { return json }
        let isLevel = type == "CFRubricCriterionLevel"
        var published: [String: JSON] = [:]
        var aside: [String: JSON] = [:]
        for (name, value) in members {
            if name == "extensions" {
                // An empty one is put aside too: beside what is kept it could no longer be told from none.
                let fits =
                    isLevel
                    ? value.array.map { !$0.isEmpty && $0.allSatisfy { $0.object != nil } } ?? false
                    : value.object.map { !$0.isEmpty } ?? false
                if fits { published[name] = value } else { aside[name] = value }
                continue
            }
            guard let kind = shape[name], CASEShape.allows(value, kind) else {
                aside[name] = value
                published[name] = shape[name].flatMap { CASEShape.reduced(value, $0) }
                continue
            }
            switch kind {
            case .list(let class_): published[name] = .array((value.array ?? []).map { publish($0, class_) })
            case .one(let class_): published[name] = publish(value, class_)
            default: published[name] = value
            }
        }
        if type == "CFAssociation", let own = aside["associationType"]?.string {
            published["associationType"] = .string("ext:\(own.extensionName)")
        }
        for (name, value) in aside { published.keep(name, value, asList: isLevel) }
        return .object(published)
    }

    private static func restore(_ json: JSON) -> JSON {
        switch json {
        case .array(let items): return .array(items.map(restore))
        case .object(let members):
            var restored = members.mapValues(restore)
            restored.giveBack()
            return .object(restored)
        case .null, .bool, .number, .string: return json
        }
    }
}

extension [String: JSON] {
    /// Puts a member aside in the object's extensions; nil says that there was none.
    fileprivate mutating func keep(_ name: String, _ value: JSON?, asList: Bool) {
        var items = self["extensions"]?.array ?? []
        var extensions = self["extensions"]?.object ?? [:]
        if asList, let last = items.last?.object, last["prior-kept"] != nil {
            extensions = last
            items.removeLast()
        }
        var aside = extensions["prior-kept"]?.object ?? [:]
        // A list of one, or of none for a member that was not there.
        aside[name] = .array(value.map { [$0] } ?? [])
        extensions["prior-kept"] = .object(aside)
        self["extensions"] = asList ? .array(items + [.object(extensions)]) : .object(extensions)
    }

    /// Puts back what was put aside.
    fileprivate mutating func giveBack() {
        let items = self["extensions"]?.array
        guard var extensions = (items?.last ?? self["extensions"])?.object,
            let aside = extensions.removeValue(forKey: "prior-kept")?.object
        else { return }
        if let items {
            let rest = items.dropLast() + (extensions.isEmpty ? [] : [.object(extensions)])
            self["extensions"] = rest.isEmpty ? nil : .array(Array(rest))
        } else {
            self["extensions"] = extensions.isEmpty ? nil : .object(extensions)
        }
        for (name, value) in aside { self[name] = value.array?.first }
    }
}
