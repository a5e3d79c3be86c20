-- What a text has of threes is dear to work out and cheap to look up. Unless the database is told so, it may work it out for every
-- piece of a space, expecting to come upon a repetition soon, where it could ask the index that there is none.
alter function threes_of(text, boolean) cost 100000;
alter function repeats_word_by_word(text, text) cost 1000;
