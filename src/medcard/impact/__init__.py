"""What a change of packs changes for people: who gets another step, channel, date, paper or fee."""
