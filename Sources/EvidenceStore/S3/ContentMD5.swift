import Crypto
import Foundation
import NIOCore

extension ByteBuffer {
    /// The value of `Content-MD5`: S3 servers that know no other checksum know this one.
    var contentMD5: String {
        withUnsafeReadableBytes { Data(Insecure.MD5.hash(data: $0)) }.base64EncodedString()
    }
}
