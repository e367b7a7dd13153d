# What "new" writes is laid out as "fmt" would.
entente new trial >/dev/null
entente fmt --check trial/agreement.md trial/case.md
