-- Each connection is one assessor who scores one criterion again and again. Every score carries the version that the one
-- before left, so wrk needs as many threads as connections: wrk … -- DESK…, each TOKEN,PATH,VERSION.
local next_thread = 0

function setup(thread)
    thread:set("place", next_thread)
    next_thread = next_thread + 1
end

function init(desks)
    local token
    token, path, version = desks[place + 1]:match("([^,]+),([^,]+),([^,]+)")
    version = tonumber(version)
    headers = { Authorization = "Bearer " .. token, ["Content-Type"] = "application/json" }
    body = '{"level":"competent","comment":"Seen in the second photograph, and in what the witness says."}'
    -- wrk asks the first thread once for a request that it only looks at.
    looked_at = place ~= 0
end

function request()
    headers["If-Match"] = '"' .. version .. '"'
    if looked_at then version = version + 1 end
    looked_at = true
    return wrk.format("PUT", path, headers, body)
end

dofile((os.getenv("BENCH_LOAD")) .. "/summary.lua")
