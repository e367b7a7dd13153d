entente explain nowhere.md
