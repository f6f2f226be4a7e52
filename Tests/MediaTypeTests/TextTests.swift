import Foundation
import Testing

@testable import MediaType

struct TextTests {
    @Test(arguments: [
        ("Ntate Mokoena o sebelitse lilemo.\r\n", String.Encoding.utf16LittleEndian),
        ("Ntate Mokoena o sebelitse lilemo.\r\n", .utf16BigEndian), ("café “quoted” € 5\r\n", .windowsCP1252),
        ("\u{feff}hello €\n", .utf8),
    ])
    func `text is text in whatever encoding`(text: String, encoding: String.Encoding) throws {
        let bytes = try #require(String(repeating: text, count: 4).data(using: encoding))
        #expect(try Made.judge(Array(bytes), "a.txt").outcome == .accepted("text/plain"))
    }

    @Test(arguments: [
        ("From: a@b.c\nTo: x@y.z\nSubject: s\nDate: Mon\n\n<html><body>x</body></html>\n", "message/rfc822"),
        ("Delivered-To: a@b\r\nReceived: by x;\r\n Mon\r\nX-Y: z\r\nFrom: a@b\r\n\r\nhi\r\n", "message/rfc822"),
        ("From a@b.c Mon Jan  1 00:00:00 2024\nFrom: a@b.c\nTo: x@y\nSubject: s\n\nbody\n", "application/mbox"),
        ("From the first day on I worked: at six.\nI laid bricks.\n", "text/plain"),
        ("Dear Sir, I worked,\nI built, I laid bricks,\nand so on, and on,\n", "text/plain"),
        ("\"name\",\"what\",\"n\"\n\"Ann\",\"bricks, walls\",\"3\"\n\"Bob\",\"wood\",\"4\"\n", "text/csv"),
        ("<!-- drawn --><svg:svg xmlns:svg=\"http://www.w3.org/2000/svg\"/>", "image/svg+xml"),
        ("<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a \"b>\">]><svg/>", "image/svg+xml"),
        ("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>", "application/xhtml+xml"),
        ("<?php echo 1; ?>\n", "text/x-php"),
    ])
    func `the first lines or the first element tell what a text is`(text: String, type: String) throws {
        #expect(try Made.examine(Array(text.utf8)).detected.description == type)
    }
}
