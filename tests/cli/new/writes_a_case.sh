# A new case has every file and its talks can be asked at once.
entente new trial
ls trial
entente ledger check trial
entente item list trial
ls -a | grep tmp || echo "nothing left over"
