# tidy.awk: holds the sources against the rules of the house. Called by tools/tidy with the files to read, first
# docs/architecture.md (the table of who may include whom) and tools/tidy-exceptions.txt.
#
# It reads C as laid out by clang-format: a function's body opens with "{" in the first column and closes with "}"
# there, nothing else does. Comments and strings are blanked before a word is looked for.

function complain(rule, line, text) {
    if (FILENAME SUBSEP rule in excepted) return
    if (rule in ratchet) {
        held[rule]++
        held_text[rule] = held_text[rule] sprintf("%s:%d: [%s] %s\n", FILENAME, line, rule, text)
        return
    }
    printf "%s:%d: [%s] %s\n", FILENAME, line, rule, text
    complaints++
}

# ---- the table of folders ----

function read_folder_row(line,    cells, words, n, i) {
    split(line, cells, /[ ]*\|[ ]*/)
    if (cells[2] == "folder" || cells[2] ~ /^-+$/) return
    folders[cells[2]] = 1
    owner[cells[2] ".h"] = cells[2]
    n = split(cells[3], words, / +/)
    for (i = 1; i <= n; i++) if (words[i] != "") may[cells[2], words[i]] = 1
}
# "(base also owns `time.h` and `units.h`)"
function read_owned(line,    rest, folder) {
    if (!match(line, /\([a-z]+ also owns/)) return
    folder = substr(line, RSTART + 1, RLENGTH - 11)
    rest = substr(line, RSTART + RLENGTH)
    while (match(rest, /`[a-z_]+\.h`/)) {
        owner[substr(rest, RSTART + 1, RLENGTH - 2)] = folder
        rest = substr(rest, RSTART + RLENGTH)
    }
}
function close_table(    i, j, k) {
    for (k in folders) for (i in folders) for (j in folders)
        if ((i SUBSEP k) in may && (k SUBSEP j) in may) may[i, j] = 1
}

FILENAME == "docs/architecture.md" {
    if ($0 ~ /^\| [a-z]+ \|/) read_folder_row($0)
    read_owned($0)
}
FILENAME == "tools/tidy-exceptions.txt" {
    if ($0 ~ /^#/ || NF == 0) next
    if (NF < 3) complain("exceptions", FNR, "wanted: RULE PATH REASON...")
    if ($1 == "ratchet") ratchet[$2] = $3
    excepted[$2, $1] = 1
    next
}

# ---- per file ----

FNR == 1 {
    if (!closed && FILENAME != "docs/architecture.md") { close_table(); close_table(); closed = 1 }
    end_file()
    is_c = FILENAME ~ /\.[ch]$/
    folder = ""
    if (FILENAME ~ /^src\//) { split(FILENAME, parts, "/"); folder = parts[2] }
    else if (FILENAME ~ /^include\/entente\//) {
        name = FILENAME
        sub(/.*\//, "", name)
        folder = owner[name]
        if (name != "entente.h" && folder == "")
            complain("layer", 1, "no folder owns this header: docs/architecture.md must say which")
    }
    in_comment = 0
    body_from = 0
    last_file = FILENAME
}
function end_file() {
    if (last_file ~ /\.[ch]$/ && last_lines > 1000 && !((last_file SUBSEP "file-length") in excepted)) {
        printf "%s:%d: [file-length] %d lines, 1000 are the most: part it by idea\n", last_file, last_lines, last_lines
        complaints++
    }
}
{ last_lines = FNR }

# The words are put together here so that this file does not complain about itself.
$0 ~ ("(^|[^A-Za-z])(TO" "DO|FIX" "ME|XX" "X)([^A-Za-z]|$)") {
    complain("unfinished", FNR, "finish it, or write NEEDSWORK: with the question that is open")
}
$0 ~ ("(^|[^A-Za-z0-9_.}])/(wo" "rk|ho" "me|ro" "ot|Us" "ers)/") { complain("machine-path", FNR, "a path of one machine; say it relative to the project") }
!is_c { next }

{ code = bare($0) }

# The line without comments, with strings and characters emptied.
function bare(line,    out, i, token) {
    out = ""
    while (line != "") {
        if (in_comment) {
            i = index(line, "*/")
            if (!i) return out
            line = substr(line, i + 2)
            in_comment = 0
        }
        if (!match(line, /\/\*|\/\/|"|'/)) return out line
        token = substr(line, RSTART, RLENGTH)
        out = out substr(line, 1, RSTART - 1)
        line = substr(line, RSTART)
        if (token == "//") return out
        if (token == "/*") { in_comment = 1; line = substr(line, 3) }
        else if (token == "\"" && match(line, /^"([^"\\]|\\.)*"/)) { out = out "\"\""; line = substr(line, RLENGTH + 1) }
        else if (token == "'" && match(line, /^'([^'\\]|\\.)*'/)) { out = out "''"; line = substr(line, RLENGTH + 1) }
        else { out = out token; line = substr(line, 2) }
    }
    return out
}

# ---- who includes whom ----

code ~ /^#[ ]*include/ { check_include($0) }

function check_include(line,    path, parts, from) {
    if (folder == "") return
    if (!match(line, /[<"][^>"]+[>"]/)) return
    path = substr(line, RSTART + 1, RLENGTH - 2)
    check_library(path)
    if (line !~ /"/ || split(path, parts, "/") != 2) return
    from = parts[1] == "entente" ? owner[parts[2]] : parts[1]
    if (parts[1] != "entente" && !(parts[1] in folders)) return
    if (from == "") complain("layer", FNR, path ": no folder owns this header")
    else if (from != folder && !((folder SUBSEP from) in may))
        complain("layer", FNR, folder " may not include " from " (" path "): see the table in docs/architecture.md")
    else if (FILENAME ~ /^include\// && parts[1] != "entente")
        complain("layer", FNR, "a public header may not include " path ", which is not installed")
    else if ((folder == "cli" || folder == "server") && parts[1] != "entente" && from != folder && from != "base")
        complain("layer", FNR, folder " sees public headers only: " path " is inside " from)
}
function check_library(path) {
    if (path ~ /^(gdal|ogr_|ogr-|cpl_|geos)/ && folder != "ogr")
        complain("layer", FNR, path ": GDAL and GEOS stay in src/ogr")
    if (path ~ /^(geodesic|proj)\.h$/ && folder != "geo" && !(path == "proj.h" && folder == "map"))
        complain("layer", FNR, path ": PROJ stays in src/geo")
    if (path ~ /^(cairo|librsvg)/ && folder != "map")
        complain("layer", FNR, path ": librsvg and Cairo stay in src/map")
    if (path ~ /^cmark/ && FILENAME != "src/lang/markdown.c")
        complain("layer", FNR, path ": cmark-gfm stays in src/lang/markdown.c")
}

# ---- functions ----

code ~ /^[A-Za-z_].*\(/ && !body_from { signature = code; signature_from = FNR; signature_open = 1 }
code !~ /^[A-Za-z_].*\(/ && signature_open && code !~ /^\{/ { signature = signature " " code }
code ~ /;[ ]*$/ && !body_from { signature_open = 0 }
code ~ /^\{/ && signature_open { body_from = FNR; signature_open = 0 }
code ~ /^\}/ && body_from { check_function(FNR - signature_from + 1); body_from = 0 }
code ~ /^[A-Za-z_].*\).*\{.*\}[ ]*$/ && !body_from { signature_open = 0; function_count++ }

function check_function(length_lines,    name, count) {
    name = signature
    sub(/\(.*/, "", name)
    sub(/.*[ *]/, "", name)
    function_count++
    if (length_lines > 50) long_count++
    if (length_lines > 70 && !((FILENAME ":" name SUBSEP "function-length") in excepted))
        complain("function-length", signature_from, name "() has " length_lines " lines, 70 are the most: move straight work into leaves")
    count = parameter_count(signature)
    if (count > 5 && !((FILENAME ":" name SUBSEP "parameters") in excepted) && FILENAME ~ /^(src|include)\//)
        complain("parameters", signature_from, name "() takes " count " parameters, 5 are the most: make an options struct")
}
function parameter_count(text,    i, c, depth, count) {
    count = 1
    for (i = index(text, "("); i <= length(text); i++) {
        c = substr(text, i, 1)
        if (c == "(") depth++
        else if (c == ")") { if (--depth == 0) break }
        else if (c == "," && depth == 1) count++
    }
    return text ~ /\.\.\./ ? count - 1 : count
}

# ---- words that must not be called ----

# A call: the name, not part of a longer word, not a member, followed by an opening bracket.
function calls(names) { return code ~ ("(^|[^A-Za-z0-9_.>])(" names ")[ ]*\\(") }

calls("sprintf|vsprintf|strcpy|strcat|strncat|stpcpy|strtok|gets") {
    complain("banned-call", FNR, "a string call without bounds: use ent_buf or snprintf")
}
folder != "" && calls("atoi|atol|atoll|atof|strtod|strtof|strtold|sscanf|setlocale") {
    complain("banned-call", FNR, "reads numbers by the locale or without errors: use ent_str_to_double or ent_str_to_int64")
}
calls("localtime|localtime_r|gmtime|mktime|ctime|asctime|strftime") {
    complain("banned-call", FNR, "calendars of the C library: use entente/time.h")
}
calls("alloca|rand|srand|system|tmpnam|mktemp|setjmp|longjmp") {
    complain("banned-call", FNR, "not in this house")
}
folder != "" && calls("malloc|calloc|realloc|free|strdup|strndup|asprintf|aligned_alloc") {
    complain("banned-call", FNR, "memory comes through base/mem.h or an arena, so that tests can make it fail")
}
folder != "" && folder != "cli" && (calls("printf|vprintf|puts|putchar|perror|exit|_exit|abort") || code ~ /(^|[^A-Za-z0-9_])stderr([^A-Za-z0-9_]|$)/) {
    complain("banned-call", FNR, "the library neither prints nor exits: return ent_status, fill the caller's ent_error")
}

# A ratchet is a number of complaints that are known and let pass; it only ever falls.
function check_ratchets(    rule) {
    for (rule in ratchet) {
        if (held[rule] + 0 <= ratchet[rule]) continue
        printf "%s%d complaints of [%s], and tools/tidy-exceptions.txt lets %d pass\n", held_text[rule], held[rule], rule, ratchet[rule]
        complaints += held[rule]
    }
}

END {
    end_file()
    check_ratchets()
    if (function_count >= 50 && long_count * 10 > function_count) {
        printf "src: [function-length] %d of %d functions have more than 50 lines; one in ten is the most\n", long_count, function_count
        complaints++
    }
    if (complaints) { printf "tidy: %d complaints\n", complaints; exit 1 }
    printf "tidy: %d functions, %d of them over 50 lines; nothing to complain about\n", function_count, long_count
}
