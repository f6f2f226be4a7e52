-- What a run came to, as one line that is easy to read: requests, microseconds, answers that were no success, p50, p99.
function done(summary, latency)
    local errors = summary.errors
    print(string.format("summary %d %d %d %d %d", summary.requests, summary.duration,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
