entente fmt nowhere.md
