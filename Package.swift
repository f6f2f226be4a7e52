// swift-tools-version: 6.2
import PackageDescription

/// The same rules for every target of the package; `docs/architecture.md` says why each is there.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "Prior",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "prior", targets: ["prior"]),
        .executable(name: "prior-sandbox", targets: ["prior-sandbox"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibMagic", pkgConfig: "libmagic", providers: [.apt(["libmagic-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CLibArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),

        // C, as Swift has no fork: what a process gives up before it touches what strangers wrote.
        .target(name: "CSandbox", linkerSettings: [.linkedLibrary("seccomp")]),
        .target(name: "Sandbox", swiftSettings: settings),
        .executableTarget(
            name: "prior-sandbox", dependencies: ["Archive", "CSandbox", "MediaType"], swiftSettings: settings),
        .target(
            name: "Postgres",
            dependencies: [
                "CLibPQ",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .target(
            name: "PostgresCluster",
            dependencies: [
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: settings),
        .target(
            name: "Seal",
            dependencies: ["COpenSSL", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: settings),
        .target(name: "Archive", dependencies: ["CLibArchive"], swiftSettings: settings),
        .target(name: "MediaType", dependencies: ["CLibMagic", "CZlib"], swiftSettings: settings),
        .target(name: "QRCode", dependencies: ["CQREncode", "CZlib"], swiftSettings: settings),
        .target(
            name: "EvidenceStore",
            dependencies: [
                "Seal",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .target(name: "Assessment", swiftSettings: settings),
        // C++, header only: a shim over LEMON's network simplex.
        .target(name: "CLemon"),
        .target(name: "Allocation", dependencies: ["CLemon"], swiftSettings: settings),
        .target(name: "Reliability", swiftSettings: settings),
        .target(
            name: "Rubrics",
            dependencies: [
                "Assessment", "Seal",
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings),
        .target(name: "CASE", dependencies: ["Assessment", "Rubrics", "Seal"], swiftSettings: settings),
        .target(
            name: "PriorService",
            dependencies: [
                "Allocation", "Archive", "Assessment", "CASE", "EvidenceStore", "MediaType", "Postgres",
                "PostgresCluster",
                "QRCode", "Reliability", "Rubrics",
                "Sandbox",
                "Seal",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            exclude: ["Clockwork/Notifications/Messages"],
            swiftSettings: settings),
        .executableTarget(
            name: "prior",
            dependencies: [
                "Allocation", "EvidenceStore", "PriorService", "Reliability", "Rubrics", "Seal",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            resources: [.copy("Samples")],
            swiftSettings: settings),

        .target(
            name: "Support",
            dependencies: [
                "Postgres", "PostgresCluster",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/Support",
            swiftSettings: settings),
        .testTarget(
            name: "PostgresTests",
            dependencies: [
                "Postgres", "Support",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "PostgresClusterTests",
            dependencies: [
                "PostgresCluster", "Support",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: settings),
        .testTarget(name: "ArchiveTests", dependencies: ["Archive"], swiftSettings: settings),
        .testTarget(name: "QRCodeTests", dependencies: ["QRCode"], swiftSettings: settings),
        .testTarget(
            name: "SealTests",
            dependencies: ["Seal", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: settings),
        .testTarget(name: "SandboxTests", dependencies: ["Sandbox", "prior-sandbox"], swiftSettings: settings),
        .testTarget(name: "MediaTypeTests", dependencies: ["CZlib", "MediaType"], swiftSettings: settings),
        .testTarget(
            name: "EvidenceStoreTests",
            dependencies: [
                "EvidenceStore", "Seal",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .testTarget(name: "AssessmentTests", dependencies: ["Assessment"], swiftSettings: settings),
        .testTarget(name: "AllocationTests", dependencies: ["Allocation"], swiftSettings: settings),
        .testTarget(name: "ReliabilityTests", dependencies: ["Reliability"], swiftSettings: settings),
        .testTarget(name: "RubricsTests", dependencies: ["Rubrics", "Assessment"], swiftSettings: settings),
        .testTarget(
            name: "CASETests", dependencies: ["CASE", "Rubrics", "Assessment", "Support"], swiftSettings: settings),
        .testTarget(
            name: "PriorServiceTests",
            dependencies: [
                "Assessment", "CASE", "EvidenceStore", "MediaType", "Postgres", "PostgresCluster", "PriorService",
                "Rubrics",
                "Sandbox", "Seal", "Support", "prior-sandbox",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: settings),
    ]
)
