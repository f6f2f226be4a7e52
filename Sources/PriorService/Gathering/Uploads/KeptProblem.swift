import HTTPTypes

/// A problem that is kept, to be answered again: why an upload's file was not taken.
struct KeptProblem: Sendable {
    /// As JSON: status, type, title, detail, errors, and its own members.
    let document: JSONValue

    init(document: JSONValue) {
        self.document = document
    }

    init(_ problem: Problem) {
        var document: JSONValue = [
            "type": .string("/problems/\(problem.type)"), "title": .string(problem.title),
            "status": .number(String(problem.status.code)), "detail": .string(problem.detail),
        ]
        for member in problem.members { document[member.name] = member.value }
        self.document = document
    }

    /// The problem as it was.
    var problem: Problem {
        let standard: Set<String> = ["type", "title", "status", "detail"]
        var problem = Problem(
            .init(code: document["status"]?.int ?? 500),
            String((document["type"]?.string ?? "").dropFirst("/problems/".count)),
            document["title"]?.string ?? "", document["detail"]?.string ?? "")
        problem.members = (document.object?.members ?? []).filter { !standard.contains($0.key) }.map {
            (name: $0.key, value: $0.value)
        }
        return problem
    }
}
