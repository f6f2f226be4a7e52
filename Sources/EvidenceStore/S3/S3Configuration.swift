/// Where a bucket is and how one gets in.
public struct S3Configuration: Sendable {
    /// `http` or `https`.
    public var scheme: String
    /// The host, with `:port` where it is not the scheme's own.
    public var host: String
    /// The bucket, which must be there.
    public var bucket: String
    /// The region that signatures name.
    public var region: String
    /// What every key begins with, without a slash at its end; empty for nothing.
    public var prefix: String
    /// The access key.
    public var accessKey: String
    /// The secret key. It is never printed.
    public var secretKey: String
    /// `https://host/bucket/key` where true, `https://bucket.host/key` where false.
    public var isPathStyle: Bool
    /// Objects larger than this go up in parts of this size, in bytes; S3 takes no part below 5 MiB.
    public var partSize = 8 << 20
    /// How often a request is tried in all before the back end counts as unavailable.
    public var attempts = 6

    /// - Parameter endpoint: `https://s3.example.org` or `http://10.0.0.7:7480`, without a path; nil is returned for
    ///   anything else.
    public init?(
        endpoint: String, bucket: String, region: String = "us-east-1", prefix: String = "", accessKey: String,
        secretKey: String, isPathStyle: Bool = true
    ) {
        guard
            let match = endpoint.wholeMatch(
                of: /(https?):\/\/([A-Za-z0-9.\-]+(?::[0-9]{1,5})?|\[[0-9a-f:]+\](?::[0-9]{1,5})?)\/?/),
            bucket.wholeMatch(of: /[a-z0-9][a-z0-9.\-]{1,62}/) != nil
        else { return nil }
        scheme = String(match.1)
        host = match.2.lowercased()
        self.bucket = bucket
        self.region = region
        self.prefix = prefix.split(separator: "/").joined(separator: "/")
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.isPathStyle = isPathStyle
    }

    /// The `Host` that requests go to.
    var requestHost: String { isPathStyle ? host : "\(bucket).\(host)" }

    /// The path of `key`, or of the bucket itself where it is empty, escaped as signatures want it.
    func path(of key: String) -> String {
        S3Signature.escape((isPathStyle ? "/\(bucket)/" : "/") + key, keepingSlashes: true)
    }

    /// `name` under the prefix.
    func key(_ name: String) -> String { prefix.isEmpty ? name : "\(prefix)/\(name)" }
}
