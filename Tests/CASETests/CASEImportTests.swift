import CASE
import Foundation
import Testing

/// Packages as other publishers write them, in 1.0 and with members of their own.
@Suite struct CASEImportTests {
    private let written = """
        {"CFDocument":{"identifier":"c6085394-d7cb-11e8-824f-0242ac160002","uri":"https://other.example/d","creator":"A state",
        "title":"Mathematics","lastChangeDateTime":"2018-10-24T18:21:35+00:00","caseVersion":"1.0","subject":"Mathematics",
        "CFPackageURI":{"title":"Mathematics","identifier":"c6085394-d7cb-11e8-824f-0242ac160002","uri":"https://other.example/p"}},
        "CFItems":[
        {"identifier":"11111111-d7cb-11e8-824f-0242ac160002","uri":"https://other.example/i/1","fullStatement":"Count.",
        "lastChangeDateTime":"2018-10-24T18:21:35+00:00","gradeBand":"K-2","CFDocumentURI":"https://other.example/d"},
        {"identifier":"22222222-d7cb-11e8-824f-0242ac160002","uri":"https://other.example/i/2","fullStatement":"Add.",
        "lastChangeDateTime":"2018-10-24T18:21:35+00:00","statusStartDate":"2018"}],
        "CFAssociations":[
        {"identifier":"33333333-d7cb-11e8-824f-0242ac160002","uri":"https://other.example/a/1","associationType":"isChildOf",
        "sequenceNumber":2,"originNodeURI":{"title":"Count.","identifier":"11111111-d7cb-11e8-824f-0242ac160002","uri":"u"},
        "destinationNodeURI":{"title":"M","identifier":"c6085394-d7cb-11e8-824f-0242ac160002","uri":"u","rank":1},
        "lastChangeDateTime":"2018-10-24T18:21:35+00:00"},
        {"identifier":"44444444-d7cb-11e8-824f-0242ac160002","uri":"https://other.example/a/2","associationType":"isChildOf",
        "sequenceNumber":1,"originNodeURI":{"title":"Add.","identifier":"22222222-d7cb-11e8-824f-0242ac160002","uri":"u"},
        "destinationNodeURI":{"title":"M","identifier":"c6085394-d7cb-11e8-824f-0242ac160002","uri":"u"},
        "lastChangeDateTime":"2018-10-24T18:21:35+00:00"}]}
        """

    @Test func `a package of 1_0 is read in its order and kept to the letter`() throws {
        let package = try CASEPackage(Data(written.utf8))
        #expect(package.version == "1.0")
        #expect(package.priorDocument() == nil)
        let children = package.children(of: "c6085394-d7cb-11e8-824f-0242ac160002")
        #expect(children.map { $0["fullStatement"]?.string } == ["Add.", "Count."])
        #expect(try package.data() == JSON(Data(written.utf8)).data())
        let published = package.published()
        #expect(published.version == "1.1")
        #expect(published.items[0]["gradeBand"] == nil)
        #expect(published.items[0]["extensions"]?["prior-kept"]?["gradeBand"] == ["K-2"])
        #expect(published.associations[0]["destinationNodeURI"]?["rank"] == nil)
        #expect(published.associations[0]["destinationNodeURI"]?["title"] == "M")
        #expect(published.restored() == package)
    }

    @Test func `an end of an association that has an identifier and little else stays an end of it`() throws {
        let whole = #"{"title":"Count.","identifier":"11111111-d7cb-11e8-824f-0242ac160002","uri":"u"}"#
        let alone: JSON = ["identifier": "11111111-d7cb-11e8-824f-0242ac160002"]
        for bare in [
            #"{"identifier":"11111111-d7cb-11e8-824f-0242ac160002"}"#,
            #"{"identifier":"11111111-d7cb-11e8-824f-0242ac160002","title":5,"rank":1}"#,
        ] {
            let package = try CASEPackage(Data(written.replacing(whole, with: bare).utf8))
            #expect(package.associations[0]["originNodeURI"]?["uri"] == nil)
            let published = try CASEPackage(package.published().data())
            #expect(published.associations[0]["originNodeURI"] == alone)
            #expect(published.published() == published && published.restored() == package)
        }
    }

    @Test func `the form in which a tool stores a package is read into the published one`() throws {
        let stored = written.replacing("\"CFDocument\":", with: "\"document\":").replacing("CFItems", with: "items")
            .replacing("CFAssociations", with: "associations")
            .replacing("{\"identifier\":\"", with: "{\"sourcedId\":\"")
        #expect(try CASEPackage(Data(stored.utf8)) == CASEPackage(Data(written.utf8)))
    }

    @Test func `what is no package is refused with every fault`() {
        #expect(throws: CASEError(faults: [CASEFault(path: "", says: "This is no JSON.")])) {
            try CASEPackage(Data("{".utf8))
        }
        #expect(throws: CASEError(faults: [CASEFault(path: "CFDocument", says: "A package has a CFDocument.")])) {
            try CASEPackage(Data("{}".utf8))
        }
        let faulty = #"{"CFDocument":{"identifier":"a"},"CFItems":[{"identifier":"a"}],"CFAssociations":[{}]}"#
        #expect(
            throws: CASEError(faults: [
                CASEFault(path: "CFItems[0].identifier", says: "Another object has a too."),
                CASEFault(path: "CFAssociations[0].identifier", says: "It has no identifier."),
                CASEFault(path: "CFItems[0].fullStatement", says: "An item has a statement."),
                CASEFault(path: "CFAssociations[0].originNodeURI", says: "An association leads from one to another."),
                CASEFault(
                    path: "CFAssociations[0].destinationNodeURI", says: "An association leads from one to another."),
            ])
        ) {
            try CASEPackage(Data(faulty.utf8))
        }
    }
}
