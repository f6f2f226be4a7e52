import Foundation

extension Stage {
    /// Palesa, a cook, sends one file of every accepted kind from her phone, on a line that breaks, and some that are not
    /// taken.
    func bringsEveryKind(at crew: Crew) async throws {
        story.act("11  Palesa, a cook in Lesotho, sends every kind of file in pieces, on a line that breaks")
        let learner = try await learner("Palesa Ntho")
        let portfolio = try await open("What I cook, and for whom", by: learner, at: crew, claiming: [])
        let files = try samples.kinds()
        story.does(
            learner.first, "sends \(files.count) files, each in pieces; after every cut the app asks where to go on")
        var rows = [["file", "bytes", "pieces", "what its bytes are", "verdict"]]
        for file in files {
            let bytes = try samples.bytes("kinds/\(file)")
            let (reply, pieces) = try await sendInPieces(bytes, named: file, to: portfolio)
            guard let item = try learner.api.hold(reply, to: 204, "Sending \(file)").headers["prior-evidence"] else {
                throw Surprise("The upload of \(file) ended without an item of evidence.")
            }
            let evidence = try await learner.api.get(item)
            let type = try evidence.text("file", "detectedType")
            rows.append([file, "\(bytes.count)", "\(pieces)", type, "accepted"])
        }
        story.table(rows)
        for (name, bytes) in try notTaken() {
            let (reply, _) = try await sendInPieces(bytes, named: name, to: portfolio)
            story.does(learner.first, "sends \(name)")
            story.refused(try Refusal(learner.api.hold(reply, to: 415, "Sending \(name)")))
        }
        let unfinished = try await learner.api.list("/api/uploads?portfolio=\(portfolio.portfolio)&state=open")
        story.does(learner.first, "asks what is still on its way")
        story.sees(unfinished.isEmpty ? "nothing: every upload came to its end" : "\(unfinished.count) uploads")
    }

    /// Sends a file as a phone does whose line breaks after every piece (tus 1.0.0): it asks where to go on, and goes on.
    /// - Returns: the answer to the last piece, and how many there were.
    private func sendInPieces(
        _ bytes: Data, named name: String, to portfolio: Case
    ) async throws -> (reply: Reply, pieces: Int) {
        let api = portfolio.learner.api
        let tus = ["Tus-Resumable": "1.0.0"]
        let metadata = ["portfolio": portfolio.portfolio, "filename": name].map {
            "\($0) \(Data($1.utf8).base64EncodedString())"
        }
        let begin = tus.merging(["Upload-Length": "\(bytes.count)", "Upload-Metadata": metadata.joined(separator: ",")])
        { $1 }
        let begun = try api.hold(await api.send(.post, "/api/uploads", begin, nil), to: 201, "Beginning \(name)")
        guard let place = begun.headers["location"].flatMap({ URL(string: $0)?.path }) else {
            throw Surprise("The upload of \(name) has no address.")
        }
        let size = max(4_096, bytes.count / 5)
        var pieces = 0
        while true {
            let asked = try api.hold(await api.send(.head, place, tus, nil), to: 200, "Asking where to go on")
            guard let offset = asked.headers["upload-offset"].flatMap({ Int($0) }) else {
                throw Surprise("The service does not say where to go on with \(name).")
            }
            let piece = bytes.dropFirst(offset).prefix(size)
            let headers = ["Upload-Offset": "\(offset)", "Content-Type": "application/offset+octet-stream"]
            let reply = try await api.send(.patch, place, tus.merging(headers) { $1 }, Data(piece))
            pieces += 1
            if offset + piece.count == bytes.count { return (reply, pieces) }
            _ = try api.hold(reply, to: 204, "Sending a piece of \(name)")
        }
    }

    /// Files that say one thing and are another, or carry what runs.
    private func notTaken() throws -> [(name: String, bytes: Data)] {
        let page = "<!DOCTYPE html><html><body onload=\"alert(1)\">Look!</body></html>"
        let script = """
            %PDF-1.7
            1 0 obj <</Type /Catalog /Pages 2 0 R /OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>>> endobj
            2 0 obj <</Type /Pages /Kids [] /Count 0>> endobj
            trailer <</Root 1 0 R>>
            %%EOF
            """
        // The end of an empty zip archive after the last byte of a photograph.
        let archive = Data("PK".utf8) + Data([5, 6]) + Data(count: 18)
        return [
            ("photo-of-me.jpg", Data(page.utf8)),
            ("certificate.pdf", Data(script.utf8)),
            ("kitchen.jpg", try samples.bytes("kinds/photo.jpg") + archive),
        ]
    }
}
