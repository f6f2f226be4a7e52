import Assessment
import Foundation
import Testing

@Suite struct ItemTests {
    @Test(arguments: [
        ("st", "st"), ("EN-bb", "en-BB"), ("zh-hans-cn", "zh-Hans-CN"), ("xh", "xh"), ("tso", "tso"),
        ("en-x-SITE", "en-x-site"), ("de-CH-1996", "de-CH-1996"),
    ])
    func `a language is written as BCP 47 does`(_ given: String, _ usual: String) {
        #expect(LanguageTag(given)?.description == usual)
    }

    @Test(arguments: ["", "Sesotho", "e", "st_LS", "st-", "-st", "st--LS", "st-abcdefghi", "s1", "ſt", "st-x"])
    func `what is no language tag is none`(_ given: String) {
        #expect(LanguageTag(given) == nil)
    }

    @Test(arguments: [
        ("image/jpeg", EvidenceKind.artefact, ItemForm.photo), ("image/heic", .priorCredential, .photoOfPaper),
        ("audio/mp4", .artefact, .voiceNote), ("video/mp4", .interview, .video), ("application/pdf", .artefact, .file),
    ])
    func `what a file is as a thing is proposed from its bytes`(_ type: String, _ kind: EvidenceKind, _ form: ItemForm)
    {
        #expect(ItemForm.proposed(for: type, as: kind) == form)
    }

    @Test func `pages are pictures of one kind that belong to nothing else, each once`() {
        let ids = (0..<8).map { _ in ID<Evidence>(UUID()) }
        let page = { (index: Int) in DocumentPages.Candidate(id: ids[index], kind: .artefact, isPicture: true) }
        var (recording, certificate, elsewhere, document) = (page(2), page(3), page(4), page(5))
        recording.isPicture = false
        certificate.kind = .priorCredential
        elsewhere.pageOf = ids[7]
        document.hasPages = true
        var own = page(6)
        own.pageOf = ids[0]
        let order = DocumentPages(
            document: page(0),
            following: [page(1), page(0), page(1), recording, certificate, elsewhere, document, own])
        #expect(order.canHavePages)
        #expect(order.faults.map(\.index) == [1, 2, 3, 4, 5, 6])
        #expect(order.faults.map(\.fault) == [.document, .twice, .notPicture, .otherKind, .taken, .taken])
        #expect(!DocumentPages(document: recording, following: []).canHavePages)
        #expect(!DocumentPages(document: elsewhere, following: []).canHavePages)
    }
}
