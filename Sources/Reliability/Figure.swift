/// One figure with its interval and what it means in words.
public struct Figure: Codable, Sendable, Equatable {
    /// The figure; nil where it is not defined, for which `words` has the reason.
    public var value: Double?
    /// Where 95 % of what could have been found lies; nil where there is too little to say.
    public var interval: Interval?
    /// By the published bands, or why there is no figure.
    public var words: String?
}

/// The bands by which figures are put into words.
enum Bands {
    /// J. R. Landis and G. G. Koch, “The measurement of observer agreement for categorical data” (1977).
    static func landisKoch(_ kappa: Double) -> String {
        switch kappa {
        case ...0: "poor"
        case ...0.2: "slight"
        case ...0.4: "fair"
        case ...0.6: "moderate"
        case ...0.8: "substantial"
        default: "almost perfect"
        }
    }

    /// K. Krippendorff, “Content Analysis”: rely on 0.800 and more, draw tentative conclusions from 0.667 on, discard the rest.
    static func krippendorff(_ alpha: Double) -> String {
        switch alpha {
        case 0.8...: "reliable"
        case 0.667...: "tentative"
        default: "not reliable"
        }
    }
}
