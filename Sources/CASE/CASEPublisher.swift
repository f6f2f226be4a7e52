public import Assessment
public import Foundation
public import Rubrics

/// Writes frameworks, units with their rubrics, and qualifications as CASE 1.1 packages (1EdTech, Competencies and Academic
/// Standards Exchange).
///
/// What CASE has a member for stands in that member and nowhere else; what it has none for stands under `prior` in the
/// object's `extensions`, so that reading the package gives the document back to the letter: ``CASEPackage/priorDocument()``.
public struct CASEPublisher: Sendable {
    /// The address below which the packages are served, without a slash at its end: `https://prior.example/ims/case/v1p1`.
    public var base: String
    /// Who publishes them.
    public var name: String
    /// The language of the documents, ISO 639.
    public var language: String

    /// A publisher.
    public init(base: String, name: String, language: String = "en") {
        self.base = base
        self.name = name
        self.language = language
    }

    /// The package of a framework: its levels, and what each expects in each domain.
    /// - Parameter changedAt: when this version was taken in.
    public func package(of framework: Document<Framework>, changedAt: Date) throws -> CASEPackage {
        var writer = try CASEWriter(self, framework, changedAt)
        writer.framework()
        return writer.package()
    }

    /// The package of a unit: its outcomes, and its rubric.
    /// - Parameter framework: the framework it stands on; where it is given the unit is tied to its level.
    public func package(
        of unit: Document<Assessment.Unit>, on framework: Document<Framework>? = nil, changedAt: Date
    ) throws -> CASEPackage {
        var writer = try CASEWriter(self, unit, changedAt)
        writer.unit(level: unit.value.level, on: framework)
        return writer.package()
    }

    /// The package of a qualification: what it is made of.
    /// - Parameter library: where its units, parts and framework are found; what is not there is named without a link.
    public func package(
        of qualification: Document<Qualification>, in library: RubricsLibrary, changedAt: Date
    ) throws -> CASEPackage {
        var writer = try CASEWriter(self, qualification, changedAt)
        writer.qualification(
            level: qualification.value.level, on: library.frameworks[qualification.value.framework], in: library)
        return writer.package()
    }

    func uri(_ collection: String, _ identifier: String) -> JSON { .string("\(base)/\(collection)/\(identifier)") }

    func link(_ title: String, _ collection: String, _ identifier: String) -> JSON {
        ["title": .string(title.normalized), "identifier": .string(identifier), "uri": uri(collection, identifier)]
    }
}

extension String {
    /// A NormalizedString of XML Schema, as most texts of CASE are: without tabs and line breaks.
    var normalized: String { String(map { $0.isNewline || $0 == "\t" ? " " : $0 }) }
}

/// The members of a document or a part of one, taken out one by one; what is left goes under `prior`.
struct Leftover {
    private(set) var members: [String: JSON]

    init(_ value: JSON?) { members = value?.object ?? [:] }

    /// A member as it is.
    mutating func take(_ name: String) -> JSON? { members.removeValue(forKey: name) }

    /// A text for a member of type NormalizedString. Where that says less than the text, the text stays here too.
    mutating func takeNormalized(_ name: String) -> JSON? {
        guard let text = members[name]?.string else { return nil }
        if text.normalized == text { members[name] = nil }
        return .string(text.normalized)
    }

    var extensions: JSON? { members.isEmpty ? nil : ["prior": .object(members)] }

    mutating func keep(_ name: String, _ value: JSON?) { members[name] = value }
}
