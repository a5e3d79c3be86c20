-- What a space asks itself, assumes, tries out and aims at, what an evaluation found and what it means, by their words.
select make_findable('learning_question', 'words', 'known'), make_findable('assumption', 'words'),
  make_findable('experiment', 'words', 'came', 'tell_others'), make_findable('learning_cycle', 'words'), make_findable('aim', 'words'),
  make_findable('finding', 'words'), make_findable('implication', 'words');
