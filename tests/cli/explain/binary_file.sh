printf 'a\000b' >binary.md
entente explain binary.md
