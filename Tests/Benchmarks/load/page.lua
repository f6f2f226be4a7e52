-- A receiver's machine reads pages of 200 entries from different places of its feed. wrk … -- TOKEN ENTRIES
local requests, turn = {}, 0

function init(arguments)
    for i = 1, 100 do
        requests[i] = wrk.format("GET", "/api/credit-feed?limit=200&after=" .. (i * 7919 % tonumber(arguments[2])),
            { Authorization = "Bearer " .. arguments[1] })
    end
end

function request()
    turn = turn % #requests + 1
    return requests[turn]
end

dofile((os.getenv("BENCH_LOAD")) .. "/summary.lua")
