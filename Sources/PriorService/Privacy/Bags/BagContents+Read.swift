import Assessment
import Foundation
import Seal

extension BagContents {
    /// How many bytes of records are kept of one bag.
    static let mostRecords: Int64 = 64 << 20

    /// Reads the records of a bag in which every byte is as its manifests say.
    /// - Throws: every ``BagFault`` found, as ``BagFaults``.
    init(_ check: BagCheck) throws {
        var faults: [BagFault] = []
        let front = try? check.record("data/records/portfolio.json")
        guard let front, front.text("form") == BagWriting.form, let learner = front["learner"]?.object else {
            throw BagFaults([
                BagFault(
                    .malformedRecord, "data/records/portfolio.json", expected: "a bag of the form \(BagWriting.form)")
            ])
        }
        institution = String((front["institution"]?["name"]?.string ?? "").prefix(200))
        self.learner = ID(learner.text("id"))
        learnerName = String(learner.text("name").prefix(200))
        for path in check.digests.keys.sorted() {
            do {
                if path.hasPrefix("data/records/items/") {
                    items.append(try Item(check, path, institution))
                } else if path.hasPrefix("data/records/claims/") {
                    claims.append(try ClaimOfBag(check, path))
                } else if path.hasSuffix("/manifest.json"), path.hasPrefix("data/records/submissions/") {
                    try check.requireManifest(path)
                }
            } catch let fault as BagFault {
                faults.append(fault)
            }
        }
        guard faults.isEmpty else { throw BagFaults(faults) }
        let folders = ["data/records/", "data/origins/", "data/documents/"]
        kept = check.files.values.filter { file in
            !file.path.hasPrefix("data/") || folders.contains { file.path.hasPrefix($0) }
        }.sorted { $0.path < $1.path }
        let size = kept.reduce(0) { $0 + $1.size }
        guard size <= Self.mostRecords else {
            throw BagFaults([
                BagFault(.tooLarge, "data/records", expected: "at most \(Self.mostRecords)", found: "\(size)")
            ])
        }
    }
}

/// Everything that is wrong with a bag.
struct BagFaults: Error {
    var list: [BagFault]
    init(_ list: [BagFault]) { self.list = list }
}

extension BagCheck {
    func record(_ path: String) throws -> JSONObject {
        guard let file = files[path], let object = try StrictJSON.parse(try file.bytes(), limits: .ofRecords).object
        else {
            throw BagFault(.malformedRecord, path)
        }
        return object
    }

    /// A submission's manifest has the digest that its record, and the receipt, name.
    fileprivate func requireManifest(_ path: String) throws {
        let folder = path.dropLast("manifest.json".count)
        let expected = try record(folder + "submission.json").text("manifestDigest")
        let found = digests[path]?.hex ?? ""
        guard expected == found else { throw BagFault(.statement, path, expected: expected, found: found) }
    }
}

extension BagContents.Item {
    fileprivate init(_ check: BagCheck, _ path: String, _ institution: String) throws {
        let record = (try? check.record(path)) ?? JSONObject()
        let malformed = BagFault(.malformedRecord, path)
        let name = path.dropFirst("data/records/items/".count).dropLast(".json".count)
        guard let id = ID<Evidence>(record.text("id")), id.description == name,
            let kind = EvidenceKind(rawValue: record.text("kind")), let title = record["title"]?.string,
            (1...200).contains(title.unicodeScalars.count), !title.contains(where: \.isNewline),
            record.text("description").unicodeScalars.count <= 4_000, record.text("language").utf8.count <= 35
        else { throw malformed }
        (self.path, self.record, self.id, self.kind, self.title) = (path, record, id, kind, title)
        description = record.text("description")
        language = record["language"]?.string ?? "en"
        if let day = record["producedOn"]?.string {
            guard let date = CalendarDate(day) else { throw malformed }
            producedOn = date
        }
        let source = record["origin"]?.object
        origin = source.flatMap { ID<Evidence>($0.text("id")) } ?? id
        self.institution = source.map { String($0.text("institution").prefix(200)) } ?? institution
        isVouched = source?["confirmed"]?.bool ?? true
        form = record["form"]?.string.flatMap(ItemForm.init(rawValue:))
        alternativeText = String(record.text("alternativeText").prefix(4_000))
        if let text = record["transcript"]?.string, let by = Transcript.Maker(rawValue: record.text("transcriptBy")) {
            transcript = Transcript(
                text: String(text.prefix(100_000)), language: String(record.text("transcriptLanguage").prefix(35)),
                by: by)
        }
        if let of = ID<Evidence>(record.text("pageOf")), let number = record["page"]?.int, (2...100).contains(number) {
            page = (of, number)
        }
        try Self.requireStatements(record, path)
        guard let file = record["file"]?.object, let place = file["path"]?.string else { return }
        let digest = Digest(hex: file.text("digest"))
        guard let there = check.files[place], place.hasPrefix("data/files/"), let digest, check.digests[place] == digest
        else { throw BagFault(.changed, place, expected: digest?.hex, found: check.digests[place]?.hex) }
        (self.file, self.digest) = (there, digest)
        fileName = FileName(cleaning: file.text("fileName"))
        declaredType = file["declaredType"].flatMap(\.string).map { String($0.prefix(255)) }
    }

    /// Each statement in the record is, word for word, what its digest was taken over.
    private static func requireStatements(_ record: JSONObject, _ path: String) throws {
        for member in record.members {
            guard let part = member.value.object, let statement = part["statement"]?.string else { continue }
            let (expected, found) = (part.text("statementDigest"), Digest.of(statement).hex)
            guard expected == found else { throw BagFault(.statement, path, expected: expected, found: found) }
        }
    }
}

extension BagContents.ClaimOfBag {
    fileprivate init(_ check: BagCheck, _ path: String) throws {
        let record = (try? check.record(path)) ?? JSONObject()
        guard let unit = DocumentKey(record.text("unit")), let route = RecognitionRoute(rawValue: record.text("route")),
            let purpose = ClaimPurpose(rawValue: record.text("purpose")), let links = record["links"]?.array
        else { throw BagFault(.malformedRecord, path) }
        (self.unit, self.route, self.purpose, fingerprint) = (unit, route, purpose, record.text("fingerprint"))
        self.links = try links.map { link in
            guard let item = link["evidence"]?.string.flatMap({ ID<Evidence>($0) }),
                let criterion = link["criterion"]?.string
            else { throw BagFault(.malformedRecord, path) }
            let page = link["page"]?.int.flatMap { (1...100_000).contains($0) ? $0 : nil }
            let seconds = (link["timeCodeSeconds"]?.string).flatMap(Double.init)
            return .init(
                item: item, criterion: criterion, note: String((link["note"]?.string ?? "").prefix(2_000)), page: page,
                timeCodeSeconds: seconds.flatMap { $0.isFinite && $0 >= 0 && $0 < 1e9 ? $0 : nil })
        }
    }
}
