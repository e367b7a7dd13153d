# manual.awk: from the pages of man/ (their form: man/README.md) to the program's tables and to man pages.
#
#   awk -f tools/manual.awk -v mode=c man/options/*.txt man/*.txt       one C file: options, pages, --help text
#   awk -f tools/manual.awk -v mode=man -v page=check -v version=0.1 \
#       man/options/*.txt man/*.txt                                     one man page in roff
#
# Both come out of one stream of events (title, usage, heading, text line, literal line, option, blank), so that they
# cannot say different things. Plain POSIX awk: it runs wherever a C compiler does.

function wrong(text) {
    printf "%s:%d: %s\n", FILENAME, FNR, text > "/dev/stderr"
    failed = 1
}

FNR == 1 {
    name = FILENAME
    sub(/.*\//, "", name)
    sub(/\.txt$/, "", name)
    is_option = FILENAME ~ /options\//
    in_head = 1
    if (!is_option) pages[++page_count] = name
}

/[^ -~]/ { wrong("only plain ASCII is wanted here") }
length($0) > (is_option ? 70 : 78) { wrong("line is longer than " (is_option ? 70 : 78)) }

# ---- heads ----

is_option && FNR == 1 {
    option_index[name] = ++option_count
    option_name[option_count] = name
    option_head[name] = $0
    if ($0 !~ ("--" name "( |$)")) wrong("the head does not spell --" name)
    next
}
in_head && /^$/ { in_head = 0; next }
!in_head && is_option { option_text[name, ++option_lines[name]] = $0; next }
!in_head { text[name, ++text_lines[name]] = $0; next }
FNR == 1 && index($0, name ": ") == 1 { summary[name] = substr($0, length(name) + 3); next }
FNR == 1 { wrong("the first line must be \"" name ": summary\""); next }
/^usage: / { usage[name, ++usages[name]] = substr($0, 8); next }
/^usage:$/ { usage[name, ++usages[name]] = ""; next }
/^arguments: [0-9]+$/ { args_min[name] = $2; args_max[name] = $2; next }
/^arguments: [0-9]+\.\.[0-9]*$/ {
    split($2, ends, /\.\./)
    args_min[name] = ends[1]
    args_max[name] = ends[2] == "" ? -1 : ends[2]
    next
}
/^options: / {
    for (i = 2; i <= NF; i++) takes[name, ++takes_count[name]] = $i
    next
}
/^formats: / {
    for (i = 2; i <= NF; i++) format[name, ++formats[name]] = $i
    next
}
{ wrong("unknown line in the head; an empty line parts head and text") }

# ---- one stream of events, two ways to write it ----

function quoted(s) {
    gsub(/\\/, "\\\\", s)
    gsub(/"/, "\\\"", s)
    return "\"" s "\""
}
function roff(s) {
    gsub(/\\/, "\\e", s)
    gsub(/-/, "\\-", s)
    if (s ~ /^[.']/) s = "\\&" s
    return s
}
function help(s) { printf "    %s,\n", quoted(s) }

function event(kind, s) {
    if (mode == "c") event_c(kind, s)
    else event_man(kind, s)
}
function event_c(kind, s) {
    if (kind == "option") help("    " s)
    else if (kind == "option-text") help("        " s)
    else if (kind == "entry") help("    " s)
    else if (kind == "literal") help("    " s)
    else help(s)
}
function event_man(kind, s) {
    if (in_literal && kind != "literal" && kind != "blank" && kind != "entry") {
        print ".fi\n.RE"
        in_literal = 0
    }
    if (kind == "heading") print ".SH " roff(s)
    else if (kind == "option") print ".TP\n.B " roff(s)
    else if (kind == "literal" || kind == "entry") {
        if (!in_literal) print ".RS 4\n.nf"
        in_literal = 1
        print roff(s)
    }
    else if (kind == "blank") print in_literal ? "" : ".PP"
    else print roff(s)
}

function text_events(p, from, to,    i, line) {
    for (i = from; i <= to; i++) {
        line = text[p, i]
        if (line == "") { if (i < to) event("blank", "") }
        else if (line ~ /^    /) event("literal", substr(line, 5))
        else if (is_heading(line)) event("heading", line)
        else event("text", line)
    }
}
function is_heading(line) { return line ~ /^[A-Z][A-Z ]+$/ }
function first_heading(p,    i) {
    for (i = 1; i <= text_lines[p]; i++) if (is_heading(text[p, i])) return i
    return text_lines[p] + 1
}
function option_events(p,    i, j, o, line) {
    event("heading", "OPTIONS")
    for (i = 1; i <= takes_count[p]; i++) {
        o = takes[p, i]
        event("option", option_head[o])
        for (j = 1; j <= option_lines[o]; j++) event("option-text", option_text[o, j])
        if (o == "format") {
            line = "One of: " format[p, 1]
            for (j = 2; j <= formats[p]; j++) line = line ", " format[p, j]
            event("option-text", line ". The default is " format[p, 1] ".")
        }
    }
}
function command_events(    i) {
    event("heading", "COMMANDS")
    for (i = 1; i <= page_count; i++)
        if (pages[i] != "entente") event("entry", sprintf("%-10s %s", pages[i], summary[pages[i]]))
}
function page_events(p,    head) {
    head = first_heading(p)
    text_events(p, 1, head - 1)
    if (p == "entente") { event("blank", ""); command_events() }
    if (takes_count[p]) { event("blank", ""); option_events(p) }
    if (head <= text_lines[p]) { event("blank", ""); text_events(p, head, text_lines[p]) }
}

# ---- checks ----

function check_page(p,    i) {
    if (!(p in summary)) return
    if (p != "entente" && !(p in usages)) { print p ".txt: no \"usage:\" line" > "/dev/stderr"; failed = 1 }
    if (p != "entente" && !(p in args_min)) { print p ".txt: no \"arguments:\" line" > "/dev/stderr"; failed = 1 }
    for (i = 1; i <= takes_count[p]; i++) {
        if (!(takes[p, i] in option_index)) {
            print p ".txt: no page man/options/" takes[p, i] ".txt" > "/dev/stderr"
            failed = 1
        }
        if (takes[p, i] == "format" && !formats[p]) {
            print p ".txt: takes format but has no \"formats:\" line" > "/dev/stderr"
            failed = 1
        }
    }
}

# ---- the C file ----

function usage_line(p, i,    line) {
    line = p == "entente" ? "entente" : "entente " p
    if (usage[p, i] != "") line = line " " usage[p, i]
    return takes_count[p] ? line " [OPTION...]" : line
}
function c_options(    i, o, head, letter, value, repeats) {
    print "const ent_option ent_options[] = {"
    for (i = 1; i <= option_count; i++) {
        o = option_name[i]
        head = option_head[o]
        letter = head ~ /^-[^-],/ ? "'" substr(head, 2, 1) "'" : "0"
        repeats = sub(/ *\.\.\.$/, "", head) ? "true" : "false"
        value = "NULL"
        if (match(head, /--[a-z-]+ /)) value = quoted(substr(head, RSTART + RLENGTH))
        printf "    {%s, %s, %s, %s},\n", quoted(o), letter, value, repeats
    }
    print "};"
}
function c_page(p,    i, id) {
    id = p
    gsub(/-/, "_", id)
    printf "\nstatic const char *const usage_%s[] = {\n", id
    for (i = 1; i <= usages[p]; i++) help(usage_line(p, i))
    printf "    NULL};\nstatic const ent_option *const options_%s[] = {", id
    for (i = 1; i <= takes_count[p]; i++) printf "&ent_options[%d], ", option_index[takes[p, i]] - 1
    printf "NULL};\nstatic const char *const formats_%s[] = {", id
    for (i = 1; i <= formats[p]; i++) printf "%s, ", quoted(format[p, i])
    printf "NULL};\nstatic const char *const text_%s[] = {\n", id
    page_events(p)
    printf "    NULL};\n"
}
function c_entry(p,    id) {
    id = p
    gsub(/-/, "_", id)
    printf "    {%s, %s, %s, %d, %d, usage_%s, options_%s, formats_%s, text_%s},\n", quoted(p), quoted(summary[p]),
        p == "entente" ? "NULL" : "&ent_cmd_" id, args_min[p], args_max[p], id, id, id, id
}
function write_c(    i, id) {
    print "/* Made by tools/manual.awk from the pages in man/. */\n#include \"cli/frame.h\"\n"
    for (i = 1; i <= page_count; i++) {
        id = pages[i]
        gsub(/-/, "_", id)
        if (id != "entente") print "extern const ent_command ent_cmd_" id ";"
    }
    print ""
    c_options()
    for (i = 1; i <= page_count; i++) c_page(pages[i])
    print "\nconst ent_page ent_pages[] = {"
    for (i = 1; i <= page_count; i++) c_entry(pages[i])
    print "};\nconst size_t ent_page_count = sizeof ent_pages / sizeof ent_pages[0];"
}

# ---- the man page ----

function write_man(p,    i, title) {
    title = p == "entente" ? "entente" : "entente-" p
    printf ".TH %s 1 \"\" \"entente %s\" \"User commands\"\n", toupper(roff(title)), version
    printf ".SH NAME\n%s \\- %s\n.SH SYNOPSIS\n.nf\n", roff(title), roff(summary[p])
    for (i = 1; i <= usages[p]; i++) print roff(usage_line(p, i))
    print ".fi\n.SH DESCRIPTION"
    page_events(p)
    event("end", "")
    print ".SH SEE ALSO\n.BR entente (1)"
}

END {
    for (i = 1; i <= page_count; i++) check_page(pages[i])
    if (failed) exit 1
    if (mode == "c") write_c()
    else write_man(page)
}
