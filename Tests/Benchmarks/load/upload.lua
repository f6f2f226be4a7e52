-- Small sound files, no two alike. Each connection is one learner: wrk … -- METHOD SEED PLACE…, each TOKEN,PATH; a path that
-- ends in a slash gets a name of its own for every file.
local next_thread = 0

function setup(thread)
    thread:set("place", next_thread)
    next_thread = next_thread + 1
end

local function little(number, bytes)
    local text = ""
    for _ = 1, bytes do
        text = text .. string.char(number % 256)
        number = math.floor(number / 256)
    end
    return text
end

function init(arguments)
    local token
    method, seed = arguments[1], arguments[2]
    token, path = arguments[3 + place]:match("([^,]*),(.+)")
    headers = { ["Content-Type"] = "audio/x-wav", ["Content-Disposition"] = 'attachment; filename="sound.wav"' }
    if token ~= "" then headers.Authorization = "Bearer " .. token end
    local size = 100 * 1024
    local samples = {}
    math.randomseed(place)
    for i = 1, size / 64 do samples[i] = little(math.random(0, 2 ^ 31), 4):rep(16) end
    head = "RIFF" .. little(size + 36, 4) .. "WAVEfmt " .. little(16, 4) .. little(1, 2) .. little(1, 2) .. little(16000, 4)
        .. little(32000, 4) .. little(2, 2) .. little(16, 2) .. "data" .. little(size, 4)
    rest = table.concat(samples):sub(1, size - 64)
    count = 0
end

function request()
    count = count + 1
    local name = seed .. "-" .. place .. "-" .. count
    local target = path:sub(-1) == "/" and path .. name .. ".wav" or path
    return wrk.format(method, target, headers, head .. name .. string.rep(" ", 64 - #name) .. rest)
end

dofile((os.getenv("BENCH_LOAD")) .. "/summary.lua")
