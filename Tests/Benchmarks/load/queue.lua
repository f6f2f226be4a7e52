-- Eight assessors look at their queues in turn. wrk … -- TOKEN…
local requests, turn = {}, 0

function init(tokens)
    for i, token in ipairs(tokens) do
        requests[i] = wrk.format("GET", "/api/assignments", { Authorization = "Bearer " .. token })
    end
end

function request()
    turn = turn % #requests + 1
    return requests[turn]
end

dofile((os.getenv("BENCH_LOAD")) .. "/summary.lua")
