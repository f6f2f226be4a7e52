public import Assessment

// The questions of a unit are no part of what a published version pins, so that they can be renewed in it.
extension RubricsLibrary {
    /// This library with other questions in one unit, whose fingerprint stays.
    /// - Parameter questions: JSON with `interviewQuestions` and `testQuestions`, checked when they were written.
    /// - Throws: ``RubricsError/faulty(_:)`` with the faults of what cannot be read at all.
    public func asking(_ questions: String, in key: DocumentKey) throws(RubricsError) -> RubricsLibrary {
        guard let unit = units[key], let renewed = unit.json(asking: questions) else { return self }
        let draft = Draft(File(name: unit.file, json: renewed))
        guard case .unit(let value) = draft.content else { throw .faulty(draft.unreadable ?? draft.faults?.list ?? []) }
        var units = units
        units[key] = Document(
            value: value, kind: .unit, key: key, status: unit.status, fingerprint: unit.fingerprint, json: renewed,
            publicJSON: unit.publicJSON, file: unit.file)
        return with(units: units)
    }

    /// Every fault of the questions that a unit is to ask.
    public func faults(of key: DocumentKey, asking questions: String) -> [Fault] {
        guard let renewed = units[key]?.json(asking: questions) else { return [] }
        var others = units
        others[key] = nil
        return with(units: others).faults(of: File(name: "unit \(key)", json: renewed)).filter { fault in
            Tree.questions.contains { fault.path.hasPrefix($0) }
        }
    }

    private func with(units: [DocumentKey: Document<Unit>]) -> RubricsLibrary {
        RubricsLibrary(
            frameworks: frameworks, policies: policies, units: units, qualifications: qualifications,
            crosswalks: crosswalks, calendars: calendars)
    }
}

extension Document {
    /// The document in canonical JSON with other questions; nil where those are no JSON.
    fileprivate func json(asking questions: String) -> String? {
        func entries(_ json: String) -> [Tree.Entry]? {
            guard let tree = try? Tree.read(RubricsLibrary.File(name: "", json: json).text),
                case .map(let entries) = tree.value
            else { return nil }
            return entries
        }
        guard let own = entries(json), let asked = entries(questions) else { return nil }
        let kept = own.filter { !Tree.questions.contains($0.key) }
        let added = asked.filter { Tree.questions.contains($0.key) }
        return Tree(value: .map(kept + added), position: .start).canonicalJSON
    }
}
