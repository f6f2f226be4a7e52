import CASE
import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import Seal

/// Frameworks, units with their rubrics, and qualifications in the form in which the field exchanges them (1EdTech CASE 1.1),
/// for anyone to read.
enum CASERoutes {
    static func documents(_ call: Call) async throws -> Answer {
        let query = try CASEQuery(call)
        let index = try await call.resources.caseShelf.index(call.resources)
        let (page, total) = query.page(of: index.packages.map(\.servedDocument))
        // The schema of the answer asks for one at least.
        guard !page.isEmpty else {
            throw CASERefusal(.notFound, .unknownObject, "No document is what was asked for; there are \(total).")
        }
        var answer = try call.answer(["CFDocuments": .array(page)])
        answer.headers[.totalCount] = "\(total)"
        answer.headers[.link] = query.links(
            call.resources.settings.publicURL + call.request.uri.path, query: call.request.uri.query ?? "", total: total
        )
        return answer
    }

    /// One object, by the address of its collection.
    static func show(_ collection: CASEIndex.Collection) -> Route.Handler {
        { call in
            let text = try call.text("id")
            guard let identifier = UUID(uuidString: text)?.uuidString.lowercased() else {
                throw CASERefusal(
                    .notFound, .invalidUUID, "An identifier is a UUID, as 6ba7b811-9dad-11d1-80b4-00c04fd430c8.")
            }
            var found = try await call.resources.caseShelf.index(call.resources).object(collection, identifier)
            if found == nil, await call.resources.hasLearntMore() {
                found = try await call.resources.caseShelf.index(call.resources).object(collection, identifier)
            }
            guard let found else {
                throw CASERefusal(
                    .notFound, .unknownObject, "There is no such object among the \(collection.rawValue).")
            }
            return try call.answer(found)
        }
    }
}

extension Call {
    /// Whoever has these very bytes need not pay for them again.
    fileprivate func answer(_ json: JSON) throws -> Answer {
        let bytes = try json.data()
        let entityTag = "\"\(Digest.of(bytes).hex)\""
        let headers: HTTPFields = [
            .contentType: "application/json", .eTag: entityTag, .cacheControl: "public, max-age=300",
        ]
        guard !request.headers.alreadyHave(entityTag) else { return Answer(status: .notModified, headers: headers) }
        return Answer(status: .ok, headers: headers, body: .bytes(ByteBuffer(bytes: bytes)))
    }
}
