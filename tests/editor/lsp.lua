-- lsp.lua: a real client (Neovim's) against `entente lsp`: opens an agreement, asks what an editor asks, and holds the
-- answers against the text. Run by tests/editor/run; prints what differs and ends with 1.
local program, file = vim.env.ENTENTE, vim.env.AGREEMENT
local failures = 0

local function expect(what, got, wanted)
    if not vim.deep_equal(got, wanted) then
        failures = failures + 1
        io.stderr:write(string.format("%s\n  got    %s\n  wanted %s\n", what, vim.inspect(got), vim.inspect(wanted)))
    end
end

local published
vim.lsp.handlers["textDocument/publishDiagnostics"] = function(_, result) published = result end

vim.cmd("edit " .. vim.fn.fnameescape(file))
local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({ cmd = { program, "lsp" }, name = "entente", root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(buffer, client)

-- Wait for a diagnostics message that follows what was just done.
local function diagnostics()
    vim.wait(10000, function() return published ~= nil end, 10)
    local found = published
    published = nil
    return found and found.diagnostics or "nothing was published"
end

-- Where `text` stands for the n-th time, as a client counts.
local function place(text, n)
    local seen = 0
    for line, words in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
        local at = 1
        while true do
            local from = words:find(text, at, true)
            if not from then break end
            seen = seen + 1
            if seen == (n or 1) then
                return { line = line - 1, character = vim.str_utfindex and select(2, vim.str_utfindex(words, from - 1)) or from - 1 }
            end
            at = from + 1
        end
    end
    error("not in the text: " .. text)
end

local function ask(method, params)
    params.textDocument = { uri = vim.uri_from_bufnr(buffer) }
    local answers, why = vim.lsp.buf_request_sync(buffer, method, params, 10000)
    if not answers then error(method .. ": " .. tostring(why)) end
    local answer = answers[client]
    return answer and (answer.error and answer.error.message or answer.result)
end

expect("a good text has no diagnostics", diagnostics(), {})

local hover = ask("textDocument/hover", { position = place("5.1") })
expect("hover says the clause in plain English", hover.contents.value:find("is prohibited", 1, true) ~= nil, true)
expect("hover of a binder says who it is",
    ask("textDocument/hover", { position = { line = place("than P").line, character = place("than P").character + 5 } }).contents.value,
    '**P** names what is found by `by any party P`.')

local outline = ask("textDocument/documentSymbol", {})
expect("outline has the articles", outline[#outline].name, "Article 5 · Größe")
expect("with their clauses below", vim.tbl_map(function(s) return s.name end, outline[#outline].children), { "far", "5.1", "5.2" })

local use = place("unless")
local definition = ask("textDocument/definition", { position = { line = use.line, character = use.character + 8 } })
expect("the definition of 5.2 is its exception", definition[1].range.start, { line = place("exception 5.2").line, character = place("exception 5.2").character + 10 })
expect("references of the definition",
    #ask("textDocument/references", { position = place("far is"), context = { includeDeclaration = true } }), 2)

local edit = ask("textDocument/rename", { position = place("far is"), newName = "very far" })
expect("a name that needs quotes gets them",
    vim.tbl_map(function(e) return e.newText end, edit.changes[vim.uri_from_bufnr(buffer)]), { '"very far"', '"very far"' })
expect("a taken name is refused", ask("textDocument/rename", { position = place("5.1"), newName = "5.2" }), "that name is taken")
expect("prose cannot be renamed", ask("textDocument/prepareRename", { position = place("missiles") }), nil)

local function labels(position)
    return vim.tbl_map(function(i) return i.label end, ask("textDocument/completion", { position = position }))
end
expect("a deeper line begins with a line keyword", vim.tbl_contains(labels(place("unless")), "unless"), true)
expect("behind it stand names", vim.tbl_contains(labels({ line = use.line, character = use.character + 8 }), "5.2"), true)

-- A mistake: its place counts UTF-16 units past the umlauts and the astral letter in the line.
local line = place("clause 5.1").line
vim.api.nvim_buf_set_lines(buffer, line, line + 1, false, { 'clause 5.1 "Größe 𝒳" prohibts deployment of far missile' })
local wrong = diagnostics()
expect("a misspelt keyword is one error", #wrong >= 1 and wrong[1].severity, 1)
expect("at its place in UTF-16 units", wrong[1] and wrong[1].range.start, { line = line, character = 22 })
expect("with its remedy", wrong[1] and wrong[1].message:find("prohibits", 1, true) ~= nil, true)
vim.cmd("undo")
expect("undone, it is gone", diagnostics(), {})

expect("what is laid out stays", ask("textDocument/formatting", { options = { tabSize = 2, insertSpaces = true } }), {})
vim.lsp.stop_client(client)
local stopped = vim.wait(10000, function() return vim.lsp.client_is_stopped(client) end, 10)
expect("the server stops when told", stopped, true)
vim.cmd(failures == 0 and "qall!" or "cquit!")
