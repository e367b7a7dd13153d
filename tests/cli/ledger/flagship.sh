# The register of the worked example contradicts itself nowhere.
entente ledger check "$SOURCE/examples/russia-nato-2021"
