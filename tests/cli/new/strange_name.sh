# A name with control characters is shown as one plain line.
name=$(printf 'a\nb\033[31m')
entente new "$name"
