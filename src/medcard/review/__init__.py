"""What can be said about packs beside what is wrong with them: winners and losers, remarks, what a change changes."""
