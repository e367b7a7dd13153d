# agreements.awk: from the library of agreements to docs/agreements.md: which passages are clauses, which are left
# out and why.
#
#   awk -f tools/agreements.awk agreements/*/agreement.md >docs/agreements.md
#
# tests/cli/test/library.sh compares. Plain POSIX awk; it reads headings, blocks and scenario tables, and no grammar.

function quoted(text) {
    if (!match(text, /"[^"]*"/)) return ""
    return substr(text, RSTART + 1, RLENGTH - 2)
}

function cell(text) {
    gsub(/\|/, "\\|", text)
    return text
}

function add(list, text) { return list == "" ? text : list "<br>" text }

# A finished section becomes a row, unless it says nothing.
function end_section() {
    if (said != "" || left != "") rows[doc] = rows[doc] "| " section " | " said " | " left " |\n"
    said = left = ""
}

FNR == 1 {
    end_section()
    doc = ++docs
    n = split(FILENAME, parts, "/")
    folder[doc] = parts[n - 1]
    in_block = 0
    in_scenarios = 0
    section = ""
}

/^```/ {
    in_block = !in_block && /^```entente/
    first = in_block
    next
}

!in_block && /^#/ {
    end_section()
    section = $0
    sub(/^#+ */, "", section)
    if (/^# /) name[doc] = section
    next
}

# ---- scenarios: a table's first column, without its head, its rule and the rows that belong to all ----

!in_block && in_scenarios && /^\|/ {
    row++
    split($0, columns, "|")
    gsub(/^ +| +$/, "", columns[2])
    if (row > 2 && columns[2] != "" && columns[2] != "every") scenarios[doc]++
    next
}
!in_block && row > 0 { in_scenarios = 0 }
!in_block { next }

# ---- statements ----

/^scenarios( |$)/ { in_scenarios = 1; row = 0 }
/^  source "/ && !official[doc] { official[doc] = quoted($0) }
/^(clause|exception) / {
    id = $2
    item = "`" id "`"
    title = ""
    said = add(said, item)
    if ($1 == "clause") clauses[doc]++
    else exceptions[doc]++
    waits = 1
}
waits && /^  title +"/ { said = said " " cell(quoted($0)); waits = 0 }
/^[a-z]/ && !/^(clause|exception) / { waits = 0 }
/^reading / { readings[doc]++ }
/^not formalised / {
    omitted[doc]++
    left = add(left, "`" $3 "`: " cell(quoted($0)))
}

END {
    end_section()
    print "# The library of agreements\n"
    print "What of each agreement in [agreements/](../agreements/) is formalised, what is not, and why. Made from the files by"
    print "`awk -f tools/agreements.awk agreements/*/agreement.md`; a test compares. How one is made:"
    print "[howto/encode-a-treaty.md](howto/encode-a-treaty.md). The prose in the files is a paraphrase of ours; the official text"
    print "is the one named here.\n"
    print "| agreement | clauses | exceptions | readings | scenarios | passages left out | official text |"
    print "|---|--:|--:|--:|--:|--:|---|"
    for (d = 1; d <= docs; d++) {
        printf "| [%s](#%s) | %d | %d | %d | %d | %d | %s |\n", folder[d], folder[d], clauses[d], exceptions[d],
            readings[d], scenarios[d], omitted[d], cell(official[d])
        all_clauses += clauses[d]; all_exceptions += exceptions[d]; all_readings += readings[d]
        all_scenarios += scenarios[d]; all_omitted += omitted[d]
    }
    printf "| **together** | %d | %d | %d | %d | %d | |\n", all_clauses, all_exceptions, all_readings, all_scenarios,
        all_omitted
    for (d = 1; d <= docs; d++) {
        printf "\n## %s\n\n[%s](../agreements/%s/agreement.md)\n\n", folder[d], name[d], folder[d]
        print "| passage | formalised | not formalised |\n|---|---|---|"
        printf "%s", rows[d]
    }
}
