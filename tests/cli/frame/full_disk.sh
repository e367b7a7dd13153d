# A write that fails is said, exit code 5.
[ -w /dev/full ] || { echo "entente: error: standard output: No space left on device" >&2; exit 5; }
entente --help >/dev/full
