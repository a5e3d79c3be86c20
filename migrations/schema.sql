-- Made by `npm run schema` from the catalogue of a freshly migrated database. Do not edit.

table access_need: invitee_id uuid not null
table access_need: gathering_id uuid not null
table access_need: person_id uuid
table access_need: words text not null
table acknowledgement: space_id uuid not null
table acknowledgement: id uuid not null
table acknowledgement: chapter_id uuid not null
table acknowledgement: receiver_id uuid not null
table acknowledgement: answer text not null
table acknowledgement: words text not null
table acknowledgement: at timestamp with time zone not null
table action: space_id uuid not null
table action: id uuid not null
table action: chapter_id uuid not null
table action: words text not null
table action: accountable text not null
table action: started_by text not null
table action: delivered_by text not null
table action: starts_on date
table action: due_on date
table action: author_id uuid
table action: version integer not null
table action: made_at timestamp with time zone not null
table action: accountable_id uuid
table action: state text not null
table action: state_reason text not null
table action: state_on date
table action: tsv tsvector not null
table action_from: space_id uuid not null
table action_from: action_id uuid not null
table action_from: chapter_id uuid not null
table action_from: gathering_id uuid not null
table action_from: method_key text not null
table action_from: crossing_id uuid not null
table activity: space_id uuid not null
table activity: id uuid not null
table activity: chapter_id uuid not null
table activity: item_id uuid
table activity: title text not null
table activity: definition jsonb not null
table activity: reading text
table activity: state text not null
table activity: step_id uuid
table activity: paused_at timestamp with time zone
table activity: started_at timestamp with time zone not null
table activity: ended_at timestamp with time zone
table activity: people integer not null
table activity: version integer not null
table activity: own_tables boolean not null
table activity: with_names text[] not null
table activity: before_names jsonb
table activity: ways jsonb
table activity_role: space_id uuid not null
table activity_role: activity_id uuid not null
table activity_role: chapter_id uuid not null
table activity_role: role text not null
table activity_role: person_id uuid not null
table activity_step: space_id uuid not null
table activity_step: id uuid not null
table activity_step: chapter_id uuid not null
table activity_step: activity_id uuid not null
table activity_step: place integer not null
table activity_step: key text not null
table activity_step: turn integer not null
table activity_step: state text not null
table activity_step: opened_at timestamp with time zone not null
table activity_step: ends_at timestamp with time zone
table activity_step: shown_at timestamp with time zone
table activity_step: done_at timestamp with time zone
table activity_step: round_id uuid
table activity_step: presenter_id uuid
table activity_step: people integer not null
table activity_step: small_id uuid
table activity_step: paused_at timestamp with time zone
table activity_step: erased_in integer not null
table activity_step: erased boolean not null
table agenda_item: space_id uuid not null
table agenda_item: id uuid not null
table agenda_item: chapter_id uuid not null
table agenda_item: position integer not null
table agenda_item: sort text not null
table agenda_item: title text not null
table agenda_item: minutes integer not null
table agenda_item: method_key text
table agenda_item: reading text
table agenda_item: short boolean not null
table agenda_item: rehearsed_on date
table agenda_item: version integer not null
table agenda_item: beside text[] not null
table agenda_item: finding_id uuid
table agenda_note: space_id uuid not null
table agenda_note: item_id uuid not null
table agenda_note: chapter_id uuid not null
table agenda_note: words text not null
table aim: space_id uuid not null
table aim: id uuid not null
table aim: chapter_id uuid not null
table aim: kind text not null
table aim: words text not null
table aim: by_on date
table aim: whose text not null
table aim: author_id uuid
table aim: version integer not null
table aim: made_at timestamp with time zone not null
table aim: tsv tsvector not null
table apart_wish: space_id uuid not null
table apart_wish: person_id uuid not null
table apart_wish: not_with uuid not null
table apart_wish: sort text not null
table api_token: id uuid not null
table api_token: person_id uuid not null
table api_token: token_hash bytea not null
table api_token: name text not null
table api_token: may text not null
table api_token: spaces uuid[] not null
table api_token: made_at timestamp with time zone not null
table api_token: seen_on date
table api_token: ends_at timestamp with time zone not null
table arrival_answer: membership_id uuid not null
table arrival_answer: person_id uuid not null
table arrival_answer: answered_at timestamp with time zone not null
table artefact: space_id uuid not null
table artefact: id uuid not null
table artefact: chapter_id uuid not null
table artefact: sort text not null
table artefact: title text not null
table artefact: purpose text not null
table artefact: fields jsonb not null
table artefact: may_go text not null
table artefact: occasion text not null
table artefact: occasion_on date
table artefact: owner_id uuid
table artefact: author_id uuid
table artefact: stands_as uuid
table artefact: version integer not null
table artefact: made_at timestamp with time zone not null
table artefact: kept_key text
table artefact: look_on date
table ask_aside: person_id uuid not null
table ask_aside: ask text not null
table ask_aside: until date
table ask_aside: made_on date not null
table ask_hidden: person_id uuid not null
table ask_hidden: ask_id uuid not null
table assumption: space_id uuid not null
table assumption: id uuid not null
table assumption: chapter_id uuid not null
table assumption: words text not null
table assumption: holder text not null
table assumption: state text not null
table assumption: author_id uuid
table assumption: version integer not null
table assumption: made_at timestamp with time zone not null
table assumption: tsv tsvector not null
table attempt: person_id uuid not null
table attempt: procedure text not null
table attempt: id uuid not null
table attempt: answer jsonb not null
table attempt: at timestamp with time zone not null
table calendar_choice: person_id uuid not null
table calendar_choice: letters boolean not null
table calendar_choice: feed_hash bytea
table calendar_choice: feed_on date
table call: id uuid not null
table call: space_id uuid not null
table call: person_id uuid not null
table call: class text not null
table call: organisation_id uuid
table call: from_space uuid not null
table call: called_by uuid not null
table call: made_at timestamp with time zone not null
table call: answer text
table call_letter: id uuid not null
table call_letter: invitee_id uuid not null
table call_letter: kind text not null
table call_letter: number integer not null
table call_letter: state text not null
table call_letter: not_before timestamp with time zone not null
table call_letter: gone_on date
table call_letter: key_hash bytea
table chain_link: space_id uuid not null
table chain_link: chapter_id uuid not null
table chain_link: from_kind text not null
table chain_link: from_id uuid not null
table chain_link: to_kind text not null
table chain_link: to_id uuid not null
table chapter: id uuid not null
table chapter: space_id uuid not null
table chapter: number integer not null
table chapter: opened_at timestamp with time zone not null
table chapter: kept boolean not null
table charter: space_id uuid not null
table charter: chapter_id uuid not null
table charter: purpose text not null
table charter: template text not null
table charter: anchor text not null
table charter: phase text not null
table charter: intensity text not null
table charter: vocabulary jsonb not null
table charter: priorities text[] not null
table charter: payer text not null
table charter: version integer not null
table charter_version: space_id uuid not null
table charter_version: id uuid not null
table charter_version: chapter_id uuid not null
table charter_version: version integer not null
table charter_version: purpose text not null
table charter_version: priorities text[] not null
table charter_version: payer text not null
table charter_version: changed_by uuid
table charter_version: made_at timestamp with time zone not null
table closing: space_id uuid not null
table closing: id uuid not null
table closing: chapter_id uuid not null
table closing: way text not null
table closing: then_way text not null
table closing: months integer not null
table closing: reason text not null
table closing: successor_id uuid
table closing: proposed_by uuid not null
table closing: proposed_at timestamp with time zone not null
table closing: lapses_at timestamp with time zone not null
table closing: agreed_at timestamp with time zone
table closing: takes_effect_at timestamp with time zone
table closing: settled_at timestamp with time zone
table closing: outcome text
table closing: called_off_by uuid
table closing_answer: closing_id uuid not null
table closing_answer: person_id uuid not null
table closing_answer: answer text not null
table closing_answer: answered_at timestamp with time zone not null
table committee_route: space_id uuid not null
table committee_route: id uuid not null
table committee_route: chapter_id uuid not null
table committee_route: name text not null
table committee_route: format text not null
table committee_route: paper_days integer
table committee_route: how text not null
table committee_route: author_id uuid
table committee_route: version integer not null
table committee_route: ended_on date
table committee_route: made_at timestamp with time zone not null
table consent: crossing_id uuid not null
table consent: person_id uuid not null
table consent: standing text not null
table consent: answer text
table consent: answered_at timestamp with time zone
table consent: stood text[]
table consent: told text
table contact: space_id uuid not null
table contact: id uuid not null
table contact: chapter_id uuid not null
table contact: on_day date not null
table contact: way text not null
table contact: mode text
table contact: words text not null
table contact: author_id uuid
table contest: space_id uuid not null
table contest: id uuid not null
table contest: chapter_id uuid not null
table contest: evidence_id uuid not null
table contest: words text not null
table contest: author_id uuid
table contest: made_at timestamp with time zone not null
table context_event: space_id uuid not null
table context_event: id uuid not null
table context_event: chapter_id uuid not null
table context_event: sort text not null
table context_event: words text not null
table context_event: from_day date not null
table context_event: to_day date not null
table context_event: precise text not null
table context_event: says_who text not null
table context_event: author_id uuid not null
table context_event: made_at timestamp with time zone not null
table contribution: space_id uuid not null
table contribution: id uuid not null
table contribution: chapter_id uuid not null
table contribution: activity_id uuid not null
table contribution: step_id uuid not null
table contribution: value jsonb not null
table contribution: attribution text not null
table contribution: author_id uuid
table contribution: said_as text not null
table contribution: for_table boolean not null
table contribution: seen_by text not null
table contribution: presenter_id uuid
table contribution: kept text not null
table contribution: may_go text
table contribution: shown boolean not null
table contribution: on_day date not null
table contribution: version integer not null
table contribution: spoke_for text not null
table contribution: group_id uuid
table contribution: sheet_id uuid
table contribution: thread_line_id uuid
table contribution_owner: contribution_id uuid not null
table contribution_owner: person_id uuid not null
table copied: space_id uuid not null
table copied: id uuid not null
table copied: chapter_id uuid not null
table copied: says jsonb not null
table crossing: id uuid not null
table crossing: speaker_id uuid
table crossing: proposed_by uuid
table crossing: from_space uuid not null
table crossing: from_chapter uuid not null
table crossing: source_kind text not null
table crossing: source_id uuid not null
table crossing: source_version integer not null
table crossing: to_space uuid
table crossing: to_seat uuid
table crossing: form text not null
table crossing: words text
table crossing: purpose text not null
table crossing: audience text not null
table crossing: until date
table crossing: proposed_at timestamp with time zone not null
table crossing: lapses_at timestamp with time zone not null
table crossing: names_organisations uuid[] not null
table crossing: not_before date
table crossing: provenance text not null
table crossing: said_on date
table crossing_outcome: crossing_id uuid not null
table crossing_outcome: outcome text not null
table crossing_outcome: at timestamp with time zone not null
table cycle_step: space_id uuid not null
table cycle_step: chapter_id uuid not null
table cycle_step: cycle_id uuid not null
table cycle_step: step text not null
table cycle_step: words text not null
table cycle_step: done_on date not null
table cycle_step: author_id uuid
table cycle_step: made_at timestamp with time zone not null
table dead_end: space_id uuid not null
table dead_end: chapter_id uuid not null
table dead_end: item_kind text not null
table dead_end: item_id uuid not null
table dead_end: reason text not null
table dead_end: author_id uuid
table dead_end: made_at timestamp with time zone not null
table decision: space_id uuid not null
table decision: id uuid not null
table decision: chapter_id uuid not null
table decision: words text not null
table decision: reasons text not null
table decision: decided_on date
table decision: taken_by text not null
table decision: not_heard text not null
table decision: author_id uuid
table decision: version integer not null
table decision: made_at timestamp with time zone not null
table decision: decide_by date
table decision: paper_by date
table decision: meeting_id uuid
table decision: format text not null
table decision: wanted text not null
table decision: options text not null
table decision: strength text not null
table decision: missing text not null
table decision: dissent text not null
table decision: no_learning boolean not null
table decision: started_by text not null
table decision: owner_id uuid
table decision: receiver_id uuid
table decision: tsv tsvector not null
table digest: person_id uuid not null
table digest: day date not null
table digest: state text not null
table digest: again_at timestamp with time zone
table digest: stop_hash bytea
table digest_choice: person_id uuid not null
table digest_choice: how text
table digest_choice: weekday smallint not null
table digest_choice: quiet_days smallint[] not null
table digest_choice: quiet_from smallint not null
table digest_choice: quiet_until smallint not null
table disclosed: space_id uuid not null
table disclosed: id uuid not null
table disclosed: chapter_id uuid not null
table disclosed: about uuid not null
table disclosed: numbers jsonb not null
table disclosed: on_day date not null
table dissent: space_id uuid not null
table dissent: id uuid not null
table dissent: chapter_id uuid not null
table dissent: insight_id uuid not null
table dissent: words text not null
table dissent: author_id uuid
table dissent: made_at timestamp with time zone not null
table document: space_id uuid not null
table document: id uuid not null
table document: chapter_id uuid not null
table document: title text not null
table document: kind text not null
table document: text text not null
table document: pages jsonb not null
table document: notes text[] not null
table document: source text not null
table document: dated date
table document: file_id uuid
table document: author_id uuid
table document: made_at timestamp with time zone not null
table document: tsv tsvector not null
table document: version integer not null
table document: link text not null
table document: line_id uuid
table document: number integer not null
table document: changed text not null
table document: occasion text not null
table document: occasion_on date
table document: artefact_id uuid
table document_gone: space_id uuid not null
table document_gone: id uuid not null
table document_gone: chapter_id uuid not null
table document_gone: kind text not null
table document_gone: month date not null
table document_gone: by_bringer boolean not null
table door_wait: space_id uuid not null
table door_wait: person_id uuid not null
table door_wait: chapter_id uuid not null
table door_wait: name text not null
table door_wait: organisation text not null
table door_wait: class text not null
table door_wait: waits_for text not null
table door_wait: organisation_id uuid
table door_work: challenge bytea not null
table door_work: ends_at timestamp with time zone not null
table ending_step: space_id uuid not null
table ending_step: id uuid not null
table ending_step: chapter_id uuid not null
table ending_step: step text not null
table ending_step: note text not null
table ending_step: done_by uuid not null
table ending_step: done_on date not null
table entry: space_id uuid not null
table entry: id uuid not null
table entry: chapter_id uuid not null
table entry: kind text not null
table entry: version integer not null
table entry: made_at timestamp with time zone not null
table entry: came_by text not null
table entry: gone_at timestamp with time zone
table entry_photo: space_id uuid not null
table entry_photo: id uuid not null
table entry_photo: entry_id uuid not null
table entry_photo: chapter_id uuid not null
table entry_photo: place smallint not null
table entry_photo: cipher bytea not null
table entry_version: space_id uuid not null
table entry_version: entry_id uuid not null
table entry_version: chapter_id uuid not null
table entry_version: version integer not null
table entry_version: cipher bytea not null
table entry_version: written_at timestamp with time zone not null
table event: space_id uuid not null
table event: chapter_id uuid not null
table event: number bigint not null
table event: kind text not null
table event: subject uuid not null
table event: actor_id uuid
table event: at timestamp with time zone not null
table evidence: space_id uuid not null
table evidence: id uuid not null
table evidence: chapter_id uuid not null
table evidence: words text
table evidence: document_id uuid
table evidence: starts integer
table evidence: ends integer
table evidence: attribution text not null
table evidence: speaker_id uuid
table evidence: author_id uuid
table evidence: method text not null
table evidence: asked text not null
table evidence: n integer
table evidence: dated date
table evidence: limits text not null
table evidence: disputed_by text not null
table evidence: crossing_id uuid
table evidence: brought_on date
table evidence: valid_until date
table evidence: version integer not null
table evidence: made_at timestamp with time zone not null
table evidence: tsv tsvector not null
table evidence: said_by text not null
table experiment: space_id uuid not null
table experiment: id uuid not null
table experiment: chapter_id uuid not null
table experiment: words text not null
table experiment: safe text not null
table experiment: risk_agreed_by text not null
table experiment: risk_agreed_on date
table experiment: appetite text not null
table experiment: starts_on date not null
table experiment: stops_on date not null
table experiment: stop_sign text not null
table experiment: ended_on date
table experiment: result text
table experiment: came text not null
table experiment: tell_others text not null
table experiment: author_id uuid
table experiment: version integer not null
table experiment: made_at timestamp with time zone not null
table experiment: tsv tsvector not null
table facilitated: space_id uuid not null
table facilitated: id uuid not null
table facilitated: chapter_id uuid not null
table facilitated: gathering_id uuid not null
table facilitated: person_id uuid not null
table facilitated: method_key text not null
table facilitated: how text not null
table facilitator_note: space_id uuid not null
table facilitator_note: chapter_id uuid not null
table facilitator_note: author_id uuid not null
table facilitator_note: learned text not null
table facilitator_note: differently text not null
table facilitator_note: on_day date not null
table file: id uuid not null
table file: space_id uuid not null
table file: chapter_id uuid not null
table file: name text not null
table file: size integer not null
table file: digest bytea not null
table file: wrapped_key bytea not null
table finding: space_id uuid not null
table finding: id uuid not null
table finding: chapter_id uuid not null
table finding: words text not null
table finding: kind text not null
table finding: method text not null
table finding: confidence text not null
table finding: asked integer
table finding: commissioned_by text not null
table finding: done_by text not null
table finding: edited_by text not null
table finding: sense_by date not null
table finding: document_id uuid
table finding: starts integer
table finding: ends integer
table finding: author_id uuid
table finding: version integer not null
table finding: made_at timestamp with time zone not null
table finding: tsv tsvector not null
table finding_comment: space_id uuid not null
table finding_comment: id uuid not null
table finding_comment: chapter_id uuid not null
table finding_comment: round_id uuid not null
table finding_comment: words text not null
table finding_comment: author_id uuid
table finding_comment: made_at timestamp with time zone not null
table finding_round: space_id uuid not null
table finding_round: id uuid not null
table finding_round: chapter_id uuid not null
table finding_round: finding_id uuid not null
table finding_round: comments_by date not null
table finding_round: changed text not null
table finding_round: closed_on date
table finding_round: author_id uuid
table finding_round: made_at timestamp with time zone not null
table gathering: space_id uuid not null
table gathering: id uuid not null
table gathering: chapter_id uuid not null
table gathering: room_id uuid not null
table gathering: kind text not null
table gathering: title text not null
table gathering: purpose text not null
table gathering: way text not null
table gathering: starts_on date not null
table gathering: starts_at text not null
table gathering: zone text not null
table gathering: minutes integer not null
table gathering: ends_on date
table gathering: place text not null
table gathering: link text not null
table gathering: mode_meant text
table gathering: learning text not null
table gathering: kept_out text[] not null
table gathering: door text not null
table gathering: share_what text not null
table gathering: share_how text not null
table gathering: share_by date
table gathering: share_kept_on date
table gathering: share_kept text not null
table gathering: paid text not null
table gathering: about_kind text
table gathering: about_id uuid
table gathering: convened_by uuid
table gathering: version integer not null
table gathering: made_at timestamp with time zone not null
table gathering: cancelled_on date
table gathering: cancelled_because text not null
table gathering: held_on date
table gathering: series_id uuid
table gathering: tsv tsvector not null
table gathering: share_kept_how text not null
table gathering: share_said jsonb not null
table gathering_after: space_id uuid not null
table gathering_after: gathering_id uuid not null
table gathering_after: chapter_id uuid not null
table gathering_after: mode_used text not null
table gathering_after: was_with boolean not null
table gathering_after: rigour text not null
table gathering_after: limits text not null
table gathering_after: said_by uuid
table gathering_after: version integer not null
table gathering_room: space_id uuid not null
table gathering_room: chapter_id uuid not null
table gathering_room: gathering_id uuid not null
table gathering_room: door text not null
table gathering_room: kept_out text[] not null
table gathering_room: most_people integer not null
table gathering_room: said jsonb not null
table gathering_room: code text
table gathering_room: activity_id uuid
table gathering_room: opened_at timestamp with time zone
table gathering_room: closed_at timestamp with time zone
table gathering_room: harvest_until timestamp with time zone
table gathering_room: delete_on date
table gathering_room: mode_used text
table gathering_room: rigour text not null
table gathering_room: version integer not null
table gathering_room: rehearsal boolean not null
table gathering_room: after_chapter uuid
table gathering_series: space_id uuid not null
table gathering_series: id uuid not null
table gathering_series: chapter_id uuid not null
table gathering_series: title text not null
table gathering_series: purpose text not null
table gathering_series: every_days integer not null
table gathering_series: started_by uuid
table gathering_series: started_on date not null
table gathering_series: ended_on date
table gathering_series: ended_because text not null
table gathering_series: version integer not null
table guest: space_id uuid not null
table guest: person_id uuid not null
table guest: chapter_id uuid not null
table guest: organisation text not null
table guest: came_by bytea
table guest_slip: person_id uuid not null
table guest_slip: gathering_id uuid not null
table guest_slip: room_id uuid not null
table guest_slip: hash bytea
table guest_slip: owed text not null
table guest_slip: paid_on date
table handing: space_id uuid not null
table handing: id uuid not null
table handing: chapter_id uuid not null
table handing: action_id uuid not null
table handing: by_name text not null
table handing: to_name text not null
table handing: to_id uuid
table handing: note text not null
table handing: answer text
table handing: answered_at timestamp with time zone
table handing: author_id uuid
table handing: made_at timestamp with time zone not null
table handover_note: membership_id uuid not null
table handover_note: space_id uuid not null
table handover_note: chapter_id uuid not null
table handover_note: under_way text not null
table handover_note: who_knows text not null
table handover_note: version integer not null
table handover_note: written_at timestamp with time zone not null
table harvest_choice: contribution_id uuid not null
table harvest_choice: person_id uuid not null
table harvest_choice: goes text not null
table harvest_choice: crossing_id uuid
table implication: space_id uuid not null
table implication: id uuid not null
table implication: chapter_id uuid not null
table implication: words text not null
table implication: for_whom text not null
table implication: author_id uuid
table implication: version integer not null
table implication: made_at timestamp with time zone not null
table implication: tsv tsvector not null
table inquiry_change: space_id uuid not null
table inquiry_change: id uuid not null
table inquiry_change: chapter_id uuid not null
table inquiry_change: of_kind text not null
table inquiry_change: of_id uuid not null
table inquiry_change: was text not null
table inquiry_change: becomes text not null
table inquiry_change: why text not null
table inquiry_change: author_id uuid
table inquiry_change: made_at timestamp with time zone not null
table inquiry_link: space_id uuid not null
table inquiry_link: chapter_id uuid not null
table inquiry_link: from_kind text not null
table inquiry_link: from_id uuid not null
table inquiry_link: to_kind text not null
table inquiry_link: to_id uuid not null
table inquiry_link: role text not null
table inquiry_link: author_id uuid
table inquiry_link: made_at timestamp with time zone not null
table insight: space_id uuid not null
table insight: id uuid not null
table insight: chapter_id uuid not null
table insight: words text
table insight: scope text not null
table insight: loop text not null
table insight: confidence text not null
table insight: change_mind text not null
table insight: sense_made_by text not null
table insight: asked integer
table insight: author_id uuid
table insight: version integer not null
table insight: made_at timestamp with time zone not null
table insight: parties text not null
table insight: tsv tsvector not null
table insight_evidence: space_id uuid not null
table insight_evidence: insight_id uuid not null
table insight_evidence: evidence_id uuid not null
table insight_evidence: chapter_id uuid not null
table insight_evidence: bears text not null
table insight_scale: space_id uuid not null
table insight_scale: chapter_id uuid not null
table insight_scale: insight_id uuid not null
table insight_scale: scale text not null
table insight_scale: how text not null
table insight_scale: author_id uuid
table insight_scale: made_at timestamp with time zone not null
table insight_succession: space_id uuid not null
table insight_succession: chapter_id uuid not null
table insight_succession: old_id uuid not null
table insight_succession: new_id uuid not null
table insight_succession: how text not null
table insight_succession: why text not null
table insight_succession: author_id uuid
table insight_succession: made_at timestamp with time zone not null
table installation: only_one boolean not null
table installation: name text not null
table installation: host_sentence text not null
table installation: zone text not null
table installation: demonstration boolean not null
table installation: clock_offset interval not null
table installation: setup_hash bytea
table installation: set_up_at timestamp with time zone
table installation: mailed_links boolean not null
table installation: clock_seen timestamp with time zone
table installation: world jsonb
table invitation: id uuid not null
table invitation: space_id uuid not null
table invitation: token_hash bytea not null
table invitation: name text not null
table invitation: email text not null
table invitation: class text not null
table invitation: roles text[] not null
table invitation: organisation_id uuid
table invitation: reason text not null
table invitation: invited_by uuid not null
table invitation: made_at timestamp with time zone not null
table invitation: ends_at timestamp with time zone not null
table invitation: accepted_by uuid
table invitation: confirmed_at timestamp with time zone
table invitation: withdrawn_at timestamp with time zone
table invitee: space_id uuid not null
table invitee: id uuid not null
table invitee: chapter_id uuid not null
table invitee: gathering_id uuid not null
table invitee: person_id uuid
table invitee: name text not null
table invitee: organisation text not null
table invitee: email text not null
table invitee: class text not null
table invitee: comes_as text not null
table invitee: until date
table invitee: for_series boolean not null
table invitee: answer text
table invitee: answered_on date
table invitee: letters boolean not null
table invitee: letter text not null
table invitee: asked_by uuid
table invitee: asked_on date not null
table invitee: withdrawn_on date
table keeper_asking: id uuid not null
table keeper_asking: person_id uuid not null
table keeper_asking: asked_by uuid not null
table keeper_asking: address text not null
table keeper_asking: made_at timestamp with time zone not null
table keeper_asking: ends_at timestamp with time zone not null
table last_look: person_id uuid not null
table last_look: day date not null
table last_look: before date not null
table learning_ask: space_id uuid not null
table learning_ask: id uuid not null
table learning_ask: chapter_id uuid not null
table learning_ask: words text not null
table learning_ask: by_day date not null
table learning_ask: made_on date not null
table learning_ask: asker text not null
table learning_ask: from_name text not null
table learning_ask: from_space uuid not null
table learning_cycle: space_id uuid not null
table learning_cycle: id uuid not null
table learning_cycle: chapter_id uuid not null
table learning_cycle: words text not null
table learning_cycle: evaluation text not null
table learning_cycle: pace text not null
table learning_cycle: weeks integer not null
table learning_cycle: starts_on date not null
table learning_cycle: at_step text not null
table learning_cycle: ended_on date
table learning_cycle: author_id uuid
table learning_cycle: version integer not null
table learning_cycle: made_at timestamp with time zone not null
table learning_cycle: tsv tsvector not null
table learning_question: space_id uuid not null
table learning_question: id uuid not null
table learning_question: chapter_id uuid not null
table learning_question: words text not null
table learning_question: why text not null
table learning_question: known text not null
table learning_question: informs text not null
table learning_question: by_on date
table learning_question: whose text not null
table learning_question: owner_id uuid
table learning_question: facilitator_id uuid
table learning_question: state text not null
table learning_question: state_reason text not null
table learning_question: author_id uuid
table learning_question: version integer not null
table learning_question: made_at timestamp with time zone not null
table learning_question: tsv tsvector not null
table login: person_id uuid not null
table login: email text not null
table login: email_key text not null
table login: verified_at timestamp with time zone
table look_again: space_id uuid not null
table look_again: insight_id uuid not null
table look_again: chapter_id uuid not null
table look_again: due_at timestamp with time zone not null
table look_again: looked_at timestamp with time zone
table look_again: id uuid not null
table mail_address: person_id uuid not null
table mail_address: hash bytea not null
table mail_address: cipher bytea not null
table mail_address: made_on date not null
table mailed_link: hash bytea not null
table mailed_link: person_id uuid not null
table mailed_link: purpose text not null
table mailed_link: address text not null
table mailed_link: ends_at timestamp with time zone not null
table meet_match: id uuid not null
table meet_match: topic_id uuid not null
table meet_match: person_id uuid not null
table meet_topic: space_id uuid not null
table meet_topic: id uuid not null
table meet_topic: chapter_id uuid not null
table meet_topic: gathering_id uuid not null
table meet_topic: words text not null
table meet_wish: topic_id uuid not null
table meet_wish: person_id uuid not null
table membership: id uuid not null
table membership: space_id uuid not null
table membership: person_id uuid not null
table membership: organisation_id uuid
table membership: class text not null
table membership: roles text[] not null
table membership: starts_at timestamp with time zone not null
table membership: ends_at timestamp with time zone
table membership: first_chapter integer
table membership: reason_joined text not null
table membership: reason_left text not null
table membership: brought_by uuid
table membership: shares_with uuid
table membership: voice_by uuid
table membership: ended_by uuid
table membership: last_chapter integer
table migration: name text not null
table migration: sha256 text not null
table narrowing: n bigint not null
table narrowing: relation text not null
table narrowing: key jsonb not null
table narrowing: sort text not null
table narrowing: becomes jsonb
table narrowing: on_day date not null
table night: on_day date not null
table night: counts jsonb not null
table not_asked: space_id uuid not null
table not_asked: id uuid not null
table not_asked: chapter_id uuid not null
table not_asked: gathering_id uuid not null
table not_asked: name text not null
table not_asked: why text not null
table not_asked: said_by uuid
table nudge: step_id uuid not null
table nudge: person_id uuid not null
table nudge: from_id uuid not null
table organisation: id uuid not null
table organisation: name text not null
table organisation: org_id text
table organisation: size_band text
table organisation: sector text
table organisation: made_by uuid not null
table organisation_name: organisation_id uuid not null
table organisation_name: name text not null
table outcome: space_id uuid not null
table outcome: id uuid not null
table outcome: chapter_id uuid not null
table outcome: words text not null
table outcome: state text not null
table outcome: intended boolean not null
table outcome: says_who text not null
table outcome: look_again_on date
table outcome: author_id uuid
table outcome: version integer not null
table outcome: made_at timestamp with time zone not null
table outcome: for_whom text not null
table outcome: happened_on date
table outcome: shown_by text not null
table outcome: contribution text not null
table outcome: tsv tsvector not null
table paper_sheet: space_id uuid not null
table paper_sheet: id uuid not null
table paper_sheet: chapter_id uuid not null
table paper_sheet: step_id uuid not null
table paper_sheet: typed_by uuid
table parent_strategy: space_id uuid not null
table parent_strategy: id uuid not null
table parent_strategy: chapter_id uuid not null
table parent_strategy: version integer not null
table parent_strategy: name text not null
table parent_strategy: whose text not null
table parent_strategy: says text not null
table parent_strategy: from_day date not null
table parent_strategy: to_day date
table parent_strategy: tied boolean not null
table parent_strategy: said_by uuid
table parent_strategy: said_at timestamp with time zone not null
table passkey: id text not null
table passkey: person_id uuid not null
table passkey: public_key bytea not null
table passkey: counter bigint not null
table passkey: transports text[] not null
table passkey: name text not null
table passkey: made_at timestamp with time zone not null
table passphrase: person_id uuid not null
table passphrase: hash text not null
table passphrase: changed_at timestamp with time zone not null
table password: person_id uuid not null
table password: hash text not null
table password: totp_cipher bytea
table password: totp_confirmed_at timestamp with time zone
table password: totp_last_step bigint not null
table password: changed_at timestamp with time zone not null
table password: journal_from timestamp with time zone
table person: id uuid not null
table person: name text not null
table person: pronouns text not null
table person: joined_on date not null
table phase_change: space_id uuid not null
table phase_change: id uuid not null
table phase_change: chapter_id uuid not null
table phase_change: from_phase text not null
table phase_change: to_phase text not null
table phase_change: reason text not null
table phase_change: changed_by uuid
table phase_change: made_at timestamp with time zone not null
table place_keeper: person_id uuid not null
table profile: person_id uuid not null
table profile: access_needs text not null
table profile: learning_style text not null
table profile: prefers text not null
table profile: zone text
table profile: codes_declined_on date
table receiver: space_id uuid not null
table receiver: id uuid not null
table receiver: chapter_id uuid not null
table receiver: insight_id uuid
table receiver: seat_id uuid
table receiver: note text not null
table receiver: let_out text not null
table receiver: sent_by uuid
table receiver: sent_at timestamp with time zone not null
table receiver: link_hash bytea
table receiver: link_ends_at timestamp with time zone
table receiver: crossing_id uuid
table receiver: link_by uuid
table receiver: opened_by bytea
table receiver: reminded_at timestamp with time zone
table receiver: email text not null
table receiver: person_id uuid
table receiver: closed_at timestamp with time zone
table receiver: closed_why text not null
table recovery_code: person_id uuid not null
table recovery_code: code_hash bytea not null
table recovery_code: made_at timestamp with time zone not null
table recovery_code: used_at timestamp with time zone
table recovery_request: id uuid not null
table recovery_request: person_id uuid not null
table recovery_request: token_hash bytea not null
table recovery_request: code_hash bytea not null
table recovery_request: made_at timestamp with time zone not null
table recovery_request: ends_at timestamp with time zone not null
table recovery_request: tries integer not null
table recovery_request: ready_at timestamp with time zone
table recovery_request: cancelled_at timestamp with time zone
table recovery_request: done_at timestamp with time zone
table recovery_vouch: request_id uuid not null
table recovery_vouch: person_id uuid not null
table recovery_vouch: at timestamp with time zone not null
table recovery_wrong: request_id uuid not null
table recovery_wrong: person_id uuid not null
table recovery_wrong: tries integer not null
table release: crossing_id uuid not null
table release: into_table text not null
table release: row_id uuid not null
table release: at timestamp with time zone not null
table request_answer: crossing_id uuid not null
table request_answer: request_id uuid not null
table role_answer: ask_id uuid not null
table role_answer: person_id uuid not null
table role_answer: answered_at timestamp with time zone not null
table role_ask: id uuid not null
table role_ask: space_id uuid not null
table role_ask: chapter_id uuid not null
table role_ask: membership_id uuid not null
table role_ask: kind text not null
table role_ask: role text not null
table role_ask: instead_of uuid
table role_ask: from_day date
table role_ask: until date
table role_ask: ends_at timestamp with time zone
table role_ask: leaves boolean not null
table role_ask: observe text not null
table role_ask: write_down text not null
table role_ask: publish text not null
table role_ask: bias text not null
table role_ask: asked_by uuid not null
table role_ask: made_at timestamp with time zone not null
table role_ask: takes_effect_at timestamp with time zone not null
table role_ask: settled_at timestamp with time zone
table role_ask: outcome text
table room_output: space_id uuid not null
table room_output: id uuid not null
table room_output: chapter_id uuid not null
table room_output: activity_id uuid not null
table room_output: accept_step uuid not null
table room_output: crossing_id uuid not null
table room_output: key text not null
table room_output: type text not null
table room_output: title text not null
table room_output: words text not null
table room_output: stands boolean not null
table room_output: against text not null
table room_output: told jsonb
table room_output: shape jsonb
table room_output: kept_on date not null
table room_output: look_on date
table round: space_id uuid not null
table round: id uuid not null
table round: chapter_id uuid not null
table round: kind text not null
table round: about uuid not null
table round: shape jsonb not null
table round: bytes integer not null
table round: may_go text[] not null
table round: live boolean not null
table round: public_key bytea not null
table round: people integer not null
table round: state text not null
table round: came integer
table round: opened_on date not null
table round: closed_on date
table round: least integer not null
table round_sealed: round_id uuid not null
table round_sealed: ticket bytea not null
table round_sealed: edit bytea not null
table round_sealed: cipher bytea not null
table round_ticket: round_id uuid not null
table round_ticket: person_id uuid not null
table round_ticket: blinded bytea
table round_turn: space_id uuid not null
table round_turn: step_id uuid not null
table round_turn: chapter_id uuid not null
table round_turn: person_id uuid not null
table round_turn: place integer not null
table round_turn: state text not null
table route_meeting: space_id uuid not null
table route_meeting: id uuid not null
table route_meeting: chapter_id uuid not null
table route_meeting: route_id uuid not null
table route_meeting: meets_on date not null
table route_meeting: at_time text
table route_meeting: paper_by date
table route_meeting: off_on date
table route_meeting: author_id uuid
table route_meeting: made_at timestamp with time zone not null
table same_said: space_id uuid not null
table same_said: evidence_id uuid not null
table same_said: chapter_id uuid not null
table same_said: under_id uuid not null
table same_said: tied_by uuid
table same_said: tied_at timestamp with time zone not null
table seat: id uuid not null
table seat: space_id uuid not null
table seat: chapter_id uuid not null
table seat: title text not null
table seat: holder text not null
table seat: made_by uuid
table seat_holder: seat_id uuid not null
table seat_holder: membership_id uuid not null
table seat_holder: space_id uuid not null
table seat_holder: chapter_id uuid not null
table seat_holder: since timestamp with time zone not null
table seat_holder: until timestamp with time zone
table sending: crossing_id uuid not null
table sending: space_id uuid not null
table sending: chapter_id uuid not null
table sending: receiver_id uuid not null
table sending: insight_id uuid
table sending: seat_id uuid not null
table sending: let_out text not null
table sending: note text not null
table sending: email text not null
table sending: sent_by uuid
table sending: asked_at timestamp with time zone not null
table sending: state text not null
table sending: voices_in uuid
table sent_request: id uuid not null
table sent_request: asked_by uuid not null
table sent_request: from_space uuid not null
table sent_request: to_space uuid not null
table sent_request: words text not null
table sent_request: by_day date not null
table sent_request: made_on date not null
table sent_request: taken_back_on date
table session: id uuid not null
table session: person_id uuid not null
table session: token_hash bytea not null
table session: kind text not null
table session: device text not null
table session: made_at timestamp with time zone not null
table session: seen_at timestamp with time zone not null
table session: proved_at timestamp with time zone
table session: ends_at timestamp with time zone not null
table session: before_hash bytea
table session: before_until timestamp with time zone
table share_letter: id uuid not null
table share_letter: gathering_id uuid not null
table share_letter: person_id uuid
table share_letter: name text not null
table share_letter: email text not null
table share_letter: state text not null
table share_letter: not_before timestamp with time zone not null
table share_letter: gone_on date
table share_letter: key_hash bytea
table shared_load: id uuid not null
table shared_load: space_id uuid not null
table shared_load: chapter_id uuid not null
table shared_load: thread uuid not null
table shared_load: carries text not null
table shared_load: organisation_id uuid not null
table shared_load: from_day date not null
table shared_load: until date
table shared_load: with_what text not null
table shared_load: said_by uuid not null
table shared_load: said_at timestamp with time zone not null
table shared_load: replaced_at timestamp with time zone
table sign_in_link: issuer text not null
table sign_in_link: subject text not null
table sign_in_link: person_id uuid not null
table sign_in_link: made_on date not null
table sign_in_provider: id uuid not null
table sign_in_provider: issuer text not null
table sign_in_provider: client_id text not null
table sign_in_provider: secret_cipher bytea not null
table sign_in_provider: words text not null
table sign_in_provider: organisation text not null
table sign_in_provider: made_on date not null
table small_room: space_id uuid not null
table small_room: id uuid not null
table small_room: chapter_id uuid not null
table small_room: step_id uuid not null
table small_room: label text not null
table small_room: ended_at timestamp with time zone
table space: id uuid not null
table space: parent_id uuid
table space: kind text not null
table space: name text not null
table space: address text not null
table space: unlisted boolean not null
table space: owner_id uuid
table space: zone text not null
table space: search_language regconfig not null
table space: made_at timestamp with time zone not null
table space: closed_at timestamp with time zone
table space: ends_at timestamp with time zone
table space_copy: space_id uuid not null
table space_copy: id uuid not null
table space_copy: chapter_id uuid not null
table space_copy: way text not null
table space_copy: of_space text not null
table space_copy: made_on date
table space_copy: person_id uuid
table space_copy: on_day date not null
table space_copy: gone_on date
table space_copy: early boolean not null
table space_limits: space_id uuid not null
table space_limits: chapter_id uuid not null
table space_limits: decides text not null
table space_limits: told text not null
table space_limits: safeguarding text not null
table space_limits: version integer not null
table space_partner: space_id uuid not null
table space_partner: id uuid not null
table space_partner: chapter_id uuid not null
table space_partner: organisation_id uuid not null
table space_partner: from_day date not null
table space_partner: to_day date
table space_partner: reason_joined text not null
table space_partner: reason_left text not null
table space_partner: added_by uuid not null
table space_rule: space_id uuid not null
table space_rule: chapter_id uuid not null
table space_rule: rule text not null
table space_rule: value jsonb not null
table space_rule: since timestamp with time zone not null
table speaker_yes: activity_id uuid not null
table speaker_yes: person_id uuid not null
table step_actual: space_id uuid not null
table step_actual: step_id uuid not null
table step_actual: chapter_id uuid not null
table step_actual: question text not null
table step_actual: value double precision not null
table step_actual: said_before double precision
table step_actual: shown boolean not null
table strategy_milestone: space_id uuid not null
table strategy_milestone: id uuid not null
table strategy_milestone: chapter_id uuid not null
table strategy_milestone: parent_strategy_id uuid not null
table strategy_milestone: on_day date not null
table strategy_milestone: words text not null
table table_sign: small_id uuid not null
table table_sign: space_id uuid not null
table table_sign: step_id uuid not null
table table_sign: says text not null
table thread_line: space_id uuid not null
table thread_line: id uuid not null
table thread_line: chapter_id uuid not null
table thread_line: words text not null
table thread_line: author_id uuid not null
table thread_line: on_day date not null
table thread_line: for_room boolean not null
table turning_point: space_id uuid not null
table turning_point: id uuid not null
table turning_point: chapter_id uuid not null
table turning_point: on_day date not null
table turning_point: words text not null
table turning_point: author_id uuid not null
table turning_point: made_at timestamp with time zone not null
table version_beside: space_id uuid not null
table version_beside: evidence_id uuid not null
table version_beside: chapter_id uuid not null
table version_beside: document_id uuid not null
table version_beside: against boolean not null
table version_from: space_id uuid not null
table version_from: document_id uuid not null
table version_from: chapter_id uuid not null
table version_from: artefact_id uuid not null
table version_from: gathering_id uuid not null
table version_from: crossing_id uuid not null
table version_from: method_key text not null
table version_from: method text not null
table version_from: step text not null
table version_from: gathering text not null
table version_from: held_on date not null
table version_from: told jsonb
table version_from: against text not null
table version_from: shape jsonb
table version_hand: space_id uuid not null
table version_hand: document_id uuid not null
table version_hand: person_id uuid not null
table version_hand: chapter_id uuid not null
table version_hand: name text not null
table version_hand: signed_on date
table withdrawal: crossing_id uuid not null
table withdrawal: by uuid not null
table withdrawal: at timestamp with time zone not null
table working_tie: id uuid not null
table working_tie: space_id uuid not null
table working_tie: chapter_id uuid not null
table working_tie: one_membership uuid
table working_tie: one_organisation uuid
table working_tie: one_as text not null
table working_tie: other_membership uuid
table working_tie: other_organisation uuid
table working_tie: other_as text not null
table working_tie: client text not null
table working_tie: pace text not null
table working_tie: outputs text not null
table working_tie: said_by uuid not null
table working_tie: said_at timestamp with time zone not null
table working_tie: replaced_at timestamp with time zone

table access_need: row security t, forced t
table acknowledgement: row security t, forced t
table action: row security t, forced t
table action_from: row security t, forced t
table activity: row security t, forced t
table activity_role: row security t, forced t
table activity_step: row security t, forced t
table agenda_item: row security t, forced t
table agenda_note: row security t, forced t
table aim: row security t, forced t
table apart_wish: row security t, forced t
table api_token: row security t, forced t
table arrival_answer: row security t, forced t
table artefact: row security t, forced t
table ask_aside: row security t, forced t
table ask_hidden: row security t, forced t
table assumption: row security t, forced t
table attempt: row security t, forced t
table calendar_choice: row security t, forced t
table call: row security t, forced t
table call_letter: row security t, forced t
table chain_link: row security t, forced t
table chapter: row security t, forced t
table charter: row security t, forced t
table charter_version: row security t, forced t
table closing: row security t, forced t
table closing_answer: row security t, forced t
table committee_route: row security t, forced t
table consent: row security t, forced t
table contact: row security t, forced t
table contest: row security t, forced t
table context_event: row security t, forced t
table contribution: row security t, forced t
table contribution_owner: row security t, forced t
table copied: row security t, forced t
table crossing: row security t, forced t
table crossing_outcome: row security t, forced t
table cycle_step: row security t, forced t
table dead_end: row security t, forced t
table decision: row security t, forced t
table digest: row security t, forced t
table digest_choice: row security t, forced t
table disclosed: row security t, forced t
table dissent: row security t, forced t
table document: row security t, forced t
table document_gone: row security t, forced t
table door_wait: row security t, forced t
table door_work: row security t, forced t
table ending_step: row security t, forced t
table entry: row security t, forced t
table entry_photo: row security t, forced t
table entry_version: row security t, forced t
table event: row security t, forced t
table evidence: row security t, forced t
table experiment: row security t, forced t
table facilitated: row security t, forced t
table facilitator_note: row security t, forced t
table file: row security t, forced t
table finding: row security t, forced t
table finding_comment: row security t, forced t
table finding_round: row security t, forced t
table gathering: row security t, forced t
table gathering_after: row security t, forced t
table gathering_room: row security t, forced t
table gathering_series: row security t, forced t
table guest: row security t, forced t
table guest_slip: row security t, forced t
table handing: row security t, forced t
table handover_note: row security t, forced t
table harvest_choice: row security t, forced t
table implication: row security t, forced t
table inquiry_change: row security t, forced t
table inquiry_link: row security t, forced t
table insight: row security t, forced t
table insight_evidence: row security t, forced t
table insight_scale: row security t, forced t
table insight_succession: row security t, forced t
table installation: row security t, forced t
table invitation: row security t, forced t
table invitee: row security t, forced t
table keeper_asking: row security t, forced t
table last_look: row security t, forced t
table learning_ask: row security t, forced t
table learning_cycle: row security t, forced t
table learning_question: row security t, forced t
table login: row security t, forced t
table look_again: row security t, forced t
table mail_address: row security t, forced t
table mailed_link: row security t, forced t
table meet_match: row security t, forced t
table meet_topic: row security t, forced t
table meet_wish: row security t, forced t
table membership: row security t, forced t
table migration: row security f, forced f
table narrowing: row security t, forced t
table night: row security f, forced f
table not_asked: row security t, forced t
table nudge: row security t, forced t
table organisation: row security t, forced t
table organisation_name: row security t, forced t
table outcome: row security t, forced t
table paper_sheet: row security t, forced t
table parent_strategy: row security t, forced t
table passkey: row security t, forced t
table passphrase: row security t, forced t
table password: row security t, forced t
table person: row security t, forced t
table phase_change: row security t, forced t
table place_keeper: row security t, forced t
table profile: row security t, forced t
table receiver: row security t, forced t
table recovery_code: row security t, forced t
table recovery_request: row security t, forced t
table recovery_vouch: row security t, forced t
table recovery_wrong: row security t, forced t
table release: row security t, forced t
table request_answer: row security t, forced t
table role_answer: row security t, forced t
table role_ask: row security t, forced t
table room_output: row security t, forced t
table round: row security t, forced t
table round_sealed: row security t, forced t
table round_ticket: row security t, forced t
table round_turn: row security t, forced t
table route_meeting: row security t, forced t
table same_said: row security t, forced t
table seat: row security t, forced t
table seat_holder: row security t, forced t
table sending: row security t, forced t
table sent_request: row security t, forced t
table session: row security t, forced t
table share_letter: row security t, forced t
table shared_load: row security t, forced t
table sign_in_link: row security t, forced t
table sign_in_provider: row security t, forced t
table small_room: row security t, forced t
table space: row security t, forced t
table space_copy: row security t, forced t
table space_limits: row security t, forced t
table space_partner: row security t, forced t
table space_rule: row security t, forced t
table speaker_yes: row security t, forced t
table step_actual: row security t, forced t
table strategy_milestone: row security t, forced t
table table_sign: row security t, forced t
table thread_line: row security t, forced t
table turning_point: row security t, forced t
table version_beside: row security t, forced t
table version_from: row security t, forced t
table version_hand: row security t, forced t
table withdrawal: row security t, forced t
table working_tie: row security t, forced t

constraint access_need: CHECK (((length(words) >= 1) AND (length(words) <= 500)))
constraint access_need: FOREIGN KEY (invitee_id) REFERENCES invitee(id) ON DELETE CASCADE
constraint access_need: NOT NULL gathering_id
constraint access_need: NOT NULL invitee_id
constraint access_need: NOT NULL words
constraint access_need: PRIMARY KEY (invitee_id)
constraint acknowledgement: CHECK ((answer = ANY (ARRAY['understood'::text, 'not_mine'::text, 'need_to_ask'::text])))
constraint acknowledgement: CHECK ((length(words) <= 2000))
constraint acknowledgement: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint acknowledgement: FOREIGN KEY (space_id, receiver_id) REFERENCES receiver(space_id, id) DEFERRABLE
constraint acknowledgement: NOT NULL answer
constraint acknowledgement: NOT NULL at
constraint acknowledgement: NOT NULL chapter_id
constraint acknowledgement: NOT NULL id
constraint acknowledgement: NOT NULL receiver_id
constraint acknowledgement: NOT NULL space_id
constraint acknowledgement: NOT NULL words
constraint acknowledgement: PRIMARY KEY (space_id, id)
constraint action: CHECK (((length(accountable) >= 1) AND (length(accountable) <= 160)))
constraint action: CHECK (((length(words) >= 1) AND (length(words) <= 1000)))
constraint action: CHECK ((length(delivered_by) <= 300))
constraint action: CHECK ((length(state_reason) <= 500))
constraint action: CHECK ((started_by = ANY (ARRAY['us'::text, 'funder'::text, 'event'::text])))
constraint action: CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'changed'::text, 'dropped'::text])))
constraint action: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint action: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint action: NOT NULL accountable
constraint action: NOT NULL chapter_id
constraint action: NOT NULL delivered_by
constraint action: NOT NULL id
constraint action: NOT NULL made_at
constraint action: NOT NULL space_id
constraint action: NOT NULL started_by
constraint action: NOT NULL state
constraint action: NOT NULL state_reason
constraint action: NOT NULL tsv
constraint action: NOT NULL version
constraint action: NOT NULL words
constraint action: PRIMARY KEY (space_id, id)
constraint action: UNIQUE (id)
constraint action_from: CHECK ((length(method_key) <= 60))
constraint action_from: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint action_from: FOREIGN KEY (space_id, action_id) REFERENCES action(space_id, id) ON DELETE CASCADE
constraint action_from: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint action_from: NOT NULL action_id
constraint action_from: NOT NULL chapter_id
constraint action_from: NOT NULL crossing_id
constraint action_from: NOT NULL gathering_id
constraint action_from: NOT NULL method_key
constraint action_from: NOT NULL space_id
constraint action_from: PRIMARY KEY (space_id, action_id)
constraint activity: CHECK ((state = ANY (ARRAY['running'::text, 'paused'::text, 'done'::text])))
constraint activity: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint activity: NOT NULL chapter_id
constraint activity: NOT NULL definition
constraint activity: NOT NULL id
constraint activity: NOT NULL own_tables
constraint activity: NOT NULL people
constraint activity: NOT NULL space_id
constraint activity: NOT NULL started_at
constraint activity: NOT NULL state
constraint activity: NOT NULL title
constraint activity: NOT NULL version
constraint activity: NOT NULL with_names
constraint activity: PRIMARY KEY (space_id, id)
constraint activity: UNIQUE (id)
constraint activity: UNIQUE (space_id, chapter_id)
constraint activity_role: CHECK ((length(role) <= 40))
constraint activity_role: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint activity_role: FOREIGN KEY (space_id, activity_id) REFERENCES activity(space_id, id) DEFERRABLE
constraint activity_role: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint activity_role: NOT NULL activity_id
constraint activity_role: NOT NULL chapter_id
constraint activity_role: NOT NULL person_id
constraint activity_role: NOT NULL role
constraint activity_role: NOT NULL space_id
constraint activity_role: PRIMARY KEY (space_id, activity_id, role, person_id)
constraint activity_step: CHECK ((state = ANY (ARRAY['open'::text, 'shown'::text, 'done'::text])))
constraint activity_step: FOREIGN KEY (space_id, activity_id) REFERENCES activity(space_id, id) DEFERRABLE
constraint activity_step: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint activity_step: NOT NULL activity_id
constraint activity_step: NOT NULL chapter_id
constraint activity_step: NOT NULL erased
constraint activity_step: NOT NULL erased_in
constraint activity_step: NOT NULL id
constraint activity_step: NOT NULL key
constraint activity_step: NOT NULL opened_at
constraint activity_step: NOT NULL people
constraint activity_step: NOT NULL place
constraint activity_step: NOT NULL space_id
constraint activity_step: NOT NULL state
constraint activity_step: NOT NULL turn
constraint activity_step: PRIMARY KEY (space_id, id)
constraint activity_step: UNIQUE (id)
constraint agenda_item: CHECK (((length(title) >= 1) AND (length(title) <= 160)))
constraint agenda_item: CHECK (((minutes >= 0) AND (minutes <= 1440)))
constraint agenda_item: CHECK (((sort = 'method'::text) = (method_key IS NOT NULL)))
constraint agenda_item: CHECK ((cardinality(beside) <= 4))
constraint agenda_item: CHECK ((sort = ANY (ARRAY['method'::text, 'talk'::text, 'break'::text])))
constraint agenda_item: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint agenda_item: NOT NULL "position"
constraint agenda_item: NOT NULL beside
constraint agenda_item: NOT NULL chapter_id
constraint agenda_item: NOT NULL id
constraint agenda_item: NOT NULL minutes
constraint agenda_item: NOT NULL short
constraint agenda_item: NOT NULL sort
constraint agenda_item: NOT NULL space_id
constraint agenda_item: NOT NULL title
constraint agenda_item: NOT NULL version
constraint agenda_item: PRIMARY KEY (space_id, id)
constraint agenda_item: UNIQUE (id)
constraint agenda_note: CHECK ((length(words) <= 2000))
constraint agenda_note: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint agenda_note: FOREIGN KEY (space_id, item_id) REFERENCES agenda_item(space_id, id) DEFERRABLE
constraint agenda_note: NOT NULL chapter_id
constraint agenda_note: NOT NULL item_id
constraint agenda_note: NOT NULL space_id
constraint agenda_note: NOT NULL words
constraint agenda_note: PRIMARY KEY (space_id, item_id)
constraint aim: CHECK (((length(words) >= 1) AND (length(words) <= 10000)))
constraint aim: CHECK ((kind = ANY (ARRAY['strategy'::text, 'knowledge'::text, 'capacity'::text, 'influencing'::text, 'other'::text])))
constraint aim: CHECK ((length(whose) <= 10000))
constraint aim: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint aim: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint aim: NOT NULL chapter_id
constraint aim: NOT NULL id
constraint aim: NOT NULL kind
constraint aim: NOT NULL made_at
constraint aim: NOT NULL space_id
constraint aim: NOT NULL tsv
constraint aim: NOT NULL version
constraint aim: NOT NULL whose
constraint aim: NOT NULL words
constraint aim: PRIMARY KEY (space_id, id)
constraint aim: UNIQUE (id)
constraint apart_wish: CHECK ((sort = ANY (ARRAY['wish'::text, 'manages'::text])))
constraint apart_wish: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint apart_wish: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint apart_wish: NOT NULL not_with
constraint apart_wish: NOT NULL person_id
constraint apart_wish: NOT NULL sort
constraint apart_wish: NOT NULL space_id
constraint apart_wish: PRIMARY KEY (space_id, person_id, not_with, sort)
constraint api_token: CHECK (((cardinality(spaces) >= 1) AND (cardinality(spaces) <= 50)))
constraint api_token: CHECK (((length(name) >= 1) AND (length(name) <= 60)))
constraint api_token: CHECK ((ends_at <= (made_at + '90 days'::interval)))
constraint api_token: CHECK ((may = ANY (ARRAY['read'::text, 'write'::text])))
constraint api_token: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint api_token: NOT NULL ends_at
constraint api_token: NOT NULL id
constraint api_token: NOT NULL made_at
constraint api_token: NOT NULL may
constraint api_token: NOT NULL name
constraint api_token: NOT NULL person_id
constraint api_token: NOT NULL spaces
constraint api_token: NOT NULL token_hash
constraint api_token: PRIMARY KEY (id)
constraint api_token: UNIQUE (token_hash)
constraint arrival_answer: FOREIGN KEY (membership_id) REFERENCES membership(id) ON DELETE CASCADE
constraint arrival_answer: FOREIGN KEY (person_id) REFERENCES person(id)
constraint arrival_answer: NOT NULL answered_at
constraint arrival_answer: NOT NULL membership_id
constraint arrival_answer: NOT NULL person_id
constraint arrival_answer: PRIMARY KEY (membership_id, person_id)
constraint artefact: CHECK (((length(kept_key) >= 3) AND (length(kept_key) <= 120)))
constraint artefact: CHECK (((length(title) >= 1) AND (length(title) <= 300)))
constraint artefact: CHECK ((length((fields)::text) <= 8000))
constraint artefact: CHECK ((length(may_go) <= 500))
constraint artefact: CHECK ((length(occasion) <= 200))
constraint artefact: CHECK ((length(purpose) <= 1000))
constraint artefact: CHECK ((sort = ANY (ARRAY['representation'::text, 'story'::text, 'data'::text, 'projection'::text, 'statement'::text])))
constraint artefact: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint artefact: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint artefact: FOREIGN KEY (space_id, stands_as) REFERENCES artefact(space_id, id) DEFERRABLE
constraint artefact: NOT NULL chapter_id
constraint artefact: NOT NULL fields
constraint artefact: NOT NULL id
constraint artefact: NOT NULL made_at
constraint artefact: NOT NULL may_go
constraint artefact: NOT NULL occasion
constraint artefact: NOT NULL purpose
constraint artefact: NOT NULL sort
constraint artefact: NOT NULL space_id
constraint artefact: NOT NULL title
constraint artefact: NOT NULL version
constraint artefact: PRIMARY KEY (space_id, id)
constraint artefact: UNIQUE (id)
constraint ask_aside: CHECK (((length(ask) >= 1) AND (length(ask) <= 300)))
constraint ask_aside: FOREIGN KEY (person_id) REFERENCES person(id)
constraint ask_aside: NOT NULL ask
constraint ask_aside: NOT NULL made_on
constraint ask_aside: NOT NULL person_id
constraint ask_aside: PRIMARY KEY (person_id, ask)
constraint ask_hidden: FOREIGN KEY (ask_id) REFERENCES learning_ask(id) ON DELETE CASCADE
constraint ask_hidden: FOREIGN KEY (person_id) REFERENCES person(id)
constraint ask_hidden: NOT NULL ask_id
constraint ask_hidden: NOT NULL person_id
constraint ask_hidden: PRIMARY KEY (person_id, ask_id)
constraint assumption: CHECK (((length(holder) >= 1) AND (length(holder) <= 10000)))
constraint assumption: CHECK (((length(words) >= 1) AND (length(words) <= 10000)))
constraint assumption: CHECK ((state = ANY (ARRAY['held'::text, 'tested'::text, 'changed'::text])))
constraint assumption: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint assumption: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint assumption: NOT NULL chapter_id
constraint assumption: NOT NULL holder
constraint assumption: NOT NULL id
constraint assumption: NOT NULL made_at
constraint assumption: NOT NULL space_id
constraint assumption: NOT NULL state
constraint assumption: NOT NULL tsv
constraint assumption: NOT NULL version
constraint assumption: NOT NULL words
constraint assumption: PRIMARY KEY (space_id, id)
constraint assumption: UNIQUE (id)
constraint attempt: NOT NULL answer
constraint attempt: NOT NULL at
constraint attempt: NOT NULL id
constraint attempt: NOT NULL person_id
constraint attempt: NOT NULL procedure
constraint attempt: PRIMARY KEY (person_id, procedure, id)
constraint calendar_choice: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint calendar_choice: NOT NULL letters
constraint calendar_choice: NOT NULL person_id
constraint calendar_choice: PRIMARY KEY (person_id)
constraint calendar_choice: UNIQUE (feed_hash)
constraint call: CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text])))
constraint call: FOREIGN KEY (called_by) REFERENCES person(id)
constraint call: FOREIGN KEY (from_space) REFERENCES space(id) ON DELETE CASCADE
constraint call: FOREIGN KEY (organisation_id) REFERENCES organisation(id)
constraint call: FOREIGN KEY (person_id) REFERENCES person(id)
constraint call: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint call: NOT NULL called_by
constraint call: NOT NULL class
constraint call: NOT NULL from_space
constraint call: NOT NULL id
constraint call: NOT NULL made_at
constraint call: NOT NULL person_id
constraint call: NOT NULL space_id
constraint call: PRIMARY KEY (id)
constraint call: UNIQUE (space_id, person_id)
constraint call_letter: CHECK ((kind = ANY (ARRAY['asks'::text, 'changed'::text, 'off'::text, 'by_hand'::text])))
constraint call_letter: CHECK ((state = ANY (ARRAY['due'::text, 'going'::text, 'gone'::text, 'again'::text, 'refused'::text, 'nothing'::text])))
constraint call_letter: FOREIGN KEY (invitee_id) REFERENCES invitee(id) ON DELETE CASCADE
constraint call_letter: NOT NULL id
constraint call_letter: NOT NULL invitee_id
constraint call_letter: NOT NULL kind
constraint call_letter: NOT NULL not_before
constraint call_letter: NOT NULL number
constraint call_letter: NOT NULL state
constraint call_letter: PRIMARY KEY (id)
constraint call_letter: UNIQUE (key_hash)
constraint chain_link: CHECK ((from_kind = ANY (ARRAY['finding'::text, 'insight'::text, 'implication'::text, 'decision'::text, 'action'::text])))
constraint chain_link: CHECK ((to_kind = ANY (ARRAY['insight'::text, 'implication'::text, 'decision'::text, 'action'::text, 'outcome'::text])))
constraint chain_link: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint chain_link: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint chain_link: NOT NULL chapter_id
constraint chain_link: NOT NULL from_id
constraint chain_link: NOT NULL from_kind
constraint chain_link: NOT NULL space_id
constraint chain_link: NOT NULL to_id
constraint chain_link: NOT NULL to_kind
constraint chain_link: PRIMARY KEY (space_id, from_id, to_id)
constraint chapter: CHECK ((number >= 0))
constraint chapter: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint chapter: NOT NULL id
constraint chapter: NOT NULL kept
constraint chapter: NOT NULL number
constraint chapter: NOT NULL opened_at
constraint chapter: NOT NULL space_id
constraint chapter: PRIMARY KEY (id)
constraint chapter: UNIQUE (space_id, id)
constraint chapter: UNIQUE (space_id, number) INCLUDE (id)
constraint charter: CHECK ((anchor = ANY (ARRAY['funder'::text, 'organisation'::text, 'project'::text, 'network'::text, 'cause_area'::text, 'place'::text])))
constraint charter: CHECK ((intensity = ANY (ARRAY['light_touch'::text, 'standard'::text, 'full'::text])))
constraint charter: CHECK ((length(payer) <= 300))
constraint charter: CHECK ((length(purpose) <= 2000))
constraint charter: CHECK ((phase = ANY (ARRAY['exploring'::text, 'forming'::text, 'active'::text, 'embedding'::text, 'ending'::text])))
constraint charter: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint charter: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint charter: NOT NULL anchor
constraint charter: NOT NULL chapter_id
constraint charter: NOT NULL intensity
constraint charter: NOT NULL payer
constraint charter: NOT NULL phase
constraint charter: NOT NULL priorities
constraint charter: NOT NULL purpose
constraint charter: NOT NULL space_id
constraint charter: NOT NULL template
constraint charter: NOT NULL version
constraint charter: NOT NULL vocabulary
constraint charter: PRIMARY KEY (space_id)
constraint charter_version: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint charter_version: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint charter_version: NOT NULL chapter_id
constraint charter_version: NOT NULL id
constraint charter_version: NOT NULL made_at
constraint charter_version: NOT NULL payer
constraint charter_version: NOT NULL priorities
constraint charter_version: NOT NULL purpose
constraint charter_version: NOT NULL space_id
constraint charter_version: NOT NULL version
constraint charter_version: PRIMARY KEY (space_id, id)
constraint closing: CHECK (((months >= 1) AND (months <= 120)))
constraint closing: CHECK (((outcome IS NULL) = (settled_at IS NULL)))
constraint closing: CHECK (((way = 'brought'::text) OR (way = then_way)))
constraint closing: CHECK ((length(reason) <= 500))
constraint closing: CHECK ((outcome = ANY (ARRAY['closed'::text, 'stays'::text, 'called_off'::text])))
constraint closing: CHECK ((then_way = ANY (ARRAY['read'::text, 'deleted'::text])))
constraint closing: CHECK ((way = ANY (ARRAY['read'::text, 'deleted'::text, 'brought'::text])))
constraint closing: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint closing: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint closing: FOREIGN KEY (successor_id) REFERENCES space(id) ON DELETE SET NULL
constraint closing: NOT NULL chapter_id
constraint closing: NOT NULL id
constraint closing: NOT NULL lapses_at
constraint closing: NOT NULL months
constraint closing: NOT NULL proposed_at
constraint closing: NOT NULL proposed_by
constraint closing: NOT NULL reason
constraint closing: NOT NULL space_id
constraint closing: NOT NULL then_way
constraint closing: NOT NULL way
constraint closing: PRIMARY KEY (id)
constraint closing_answer: CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text])))
constraint closing_answer: FOREIGN KEY (closing_id) REFERENCES closing(id) ON DELETE CASCADE
constraint closing_answer: FOREIGN KEY (person_id) REFERENCES person(id)
constraint closing_answer: NOT NULL answer
constraint closing_answer: NOT NULL answered_at
constraint closing_answer: NOT NULL closing_id
constraint closing_answer: NOT NULL person_id
constraint closing_answer: PRIMARY KEY (closing_id, person_id)
constraint committee_route: CHECK (((length(name) >= 1) AND (length(name) <= 160)))
constraint committee_route: CHECK (((paper_days >= 0) AND (paper_days <= 365)))
constraint committee_route: CHECK ((length(format) <= 300))
constraint committee_route: CHECK ((length(how) <= 500))
constraint committee_route: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint committee_route: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint committee_route: NOT NULL chapter_id
constraint committee_route: NOT NULL format
constraint committee_route: NOT NULL how
constraint committee_route: NOT NULL id
constraint committee_route: NOT NULL made_at
constraint committee_route: NOT NULL name
constraint committee_route: NOT NULL space_id
constraint committee_route: NOT NULL version
constraint committee_route: PRIMARY KEY (space_id, id)
constraint committee_route: UNIQUE (id)
constraint consent: CHECK ((answer = ANY (ARRAY['goes'::text, 'stays'::text])))
constraint consent: CHECK ((length(told) <= 4000))
constraint consent: CHECK ((standing = ANY (ARRAY['speaker'::text, 'organisation'::text, 'group'::text])))
constraint consent: FOREIGN KEY (crossing_id) REFERENCES crossing(id) ON DELETE CASCADE
constraint consent: FOREIGN KEY (person_id) REFERENCES person(id)
constraint consent: NOT NULL crossing_id
constraint consent: NOT NULL person_id
constraint consent: NOT NULL standing
constraint consent: PRIMARY KEY (crossing_id, person_id, standing)
constraint contact: CHECK ((length(words) <= 300))
constraint contact: CHECK ((mode = ANY (ARRAY['mirror'::text, 'mentor'::text, 'midwife'::text])))
constraint contact: CHECK ((way = ANY (ARRAY['call'::text, 'visit'::text, 'message'::text, 'meeting'::text])))
constraint contact: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint contact: NOT NULL chapter_id
constraint contact: NOT NULL id
constraint contact: NOT NULL on_day
constraint contact: NOT NULL space_id
constraint contact: NOT NULL way
constraint contact: NOT NULL words
constraint contact: PRIMARY KEY (space_id, id)
constraint contact: UNIQUE (id)
constraint contest: CHECK (((length(words) >= 1) AND (length(words) <= 2000)))
constraint contest: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint contest: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint contest: FOREIGN KEY (space_id, evidence_id) REFERENCES evidence(space_id, id) DEFERRABLE
constraint contest: NOT NULL chapter_id
constraint contest: NOT NULL evidence_id
constraint contest: NOT NULL id
constraint contest: NOT NULL made_at
constraint contest: NOT NULL space_id
constraint contest: NOT NULL words
constraint contest: PRIMARY KEY (space_id, id)
constraint contest: UNIQUE (id)
constraint context_event: CHECK (((length(words) >= 1) AND (length(words) <= 500)))
constraint context_event: CHECK ((length(says_who) <= 200))
constraint context_event: CHECK ((precise = ANY (ARRAY['day'::text, 'month'::text, 'period'::text])))
constraint context_event: CHECK ((sort = ANY (ARRAY['policy_change'::text, 'crisis'::text, 'new_body'::text, 'staff_loss'::text, 'other'::text])))
constraint context_event: CHECK ((to_day >= from_day))
constraint context_event: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint context_event: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint context_event: NOT NULL author_id
constraint context_event: NOT NULL chapter_id
constraint context_event: NOT NULL from_day
constraint context_event: NOT NULL id
constraint context_event: NOT NULL made_at
constraint context_event: NOT NULL precise
constraint context_event: NOT NULL says_who
constraint context_event: NOT NULL sort
constraint context_event: NOT NULL space_id
constraint context_event: NOT NULL to_day
constraint context_event: NOT NULL words
constraint context_event: PRIMARY KEY (space_id, id)
constraint context_event: UNIQUE (id)
constraint contribution: CHECK (((attribution = 'named'::text) = (author_id IS NOT NULL)))
constraint contribution: CHECK ((attribution = ANY (ARRAY['named'::text, 'role'::text, 'anonymous'::text])))
constraint contribution: CHECK ((kept = ANY (ARRAY['until_step_ends'::text, 'until_close'::text, 'until_harvested'::text, 'as_owner_wants'::text])))
constraint contribution: CHECK ((length(said_as) <= 200))
constraint contribution: CHECK ((may_go = ANY (ARRAY['stays'::text, 'theme'::text, 'words'::text, 'name'::text])))
constraint contribution: CHECK ((pg_column_size(value) <= 16384))
constraint contribution: CHECK ((seen_by = ANY (ARRAY['self'::text, 'pair'::text, 'table'::text, 'presenter'::text, 'facilitator'::text, 'room'::text])))
constraint contribution: CHECK ((spoke_for = ANY (ARRAY['self'::text, 'group'::text, 'room'::text])))
constraint contribution: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint contribution: FOREIGN KEY (thread_line_id) REFERENCES thread_line(id) ON DELETE CASCADE
constraint contribution: NOT NULL activity_id
constraint contribution: NOT NULL attribution
constraint contribution: NOT NULL chapter_id
constraint contribution: NOT NULL for_table
constraint contribution: NOT NULL id
constraint contribution: NOT NULL kept
constraint contribution: NOT NULL on_day
constraint contribution: NOT NULL said_as
constraint contribution: NOT NULL seen_by
constraint contribution: NOT NULL shown
constraint contribution: NOT NULL space_id
constraint contribution: NOT NULL spoke_for
constraint contribution: NOT NULL step_id
constraint contribution: NOT NULL value
constraint contribution: NOT NULL version
constraint contribution: PRIMARY KEY (space_id, id)
constraint contribution: UNIQUE (id)
constraint contribution_owner: FOREIGN KEY (contribution_id) REFERENCES contribution(id) ON DELETE CASCADE
constraint contribution_owner: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint contribution_owner: NOT NULL contribution_id
constraint contribution_owner: NOT NULL person_id
constraint contribution_owner: PRIMARY KEY (contribution_id)
constraint copied: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint copied: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint copied: NOT NULL chapter_id
constraint copied: NOT NULL id
constraint copied: NOT NULL says
constraint copied: NOT NULL space_id
constraint copied: PRIMARY KEY (space_id, id)
constraint crossing: CHECK (((length(audience) >= 1) AND (length(audience) <= 1000)))
constraint crossing: CHECK (((length(words) >= 1) AND (length(words) <= 5000)))
constraint crossing: CHECK ((form = ANY (ARRAY['words'::text, 'unnamed'::text, 'theme'::text])))
constraint crossing: CHECK ((length(provenance) <= 200))
constraint crossing: CHECK ((length(purpose) <= 500))
constraint crossing: CHECK ((num_nonnulls(to_space, to_seat) = 1))
constraint crossing: CHECK ((source_kind = ANY (ARRAY['entry'::text, 'evidence'::text, 'insight'::text, 'contribution'::text, 'output'::text, 'promise'::text])))
constraint crossing: FOREIGN KEY (proposed_by) REFERENCES person(id)
constraint crossing: FOREIGN KEY (speaker_id) REFERENCES person(id)
constraint crossing: FOREIGN KEY (to_seat) REFERENCES seat(id) ON DELETE CASCADE
constraint crossing: FOREIGN KEY (to_space) REFERENCES space(id) ON DELETE CASCADE
constraint crossing: NOT NULL audience
constraint crossing: NOT NULL form
constraint crossing: NOT NULL from_chapter
constraint crossing: NOT NULL from_space
constraint crossing: NOT NULL id
constraint crossing: NOT NULL lapses_at
constraint crossing: NOT NULL names_organisations
constraint crossing: NOT NULL proposed_at
constraint crossing: NOT NULL provenance
constraint crossing: NOT NULL purpose
constraint crossing: NOT NULL source_id
constraint crossing: NOT NULL source_kind
constraint crossing: NOT NULL source_version
constraint crossing: PRIMARY KEY (id)
constraint crossing_outcome: CHECK ((outcome = ANY (ARRAY['went'::text, 'stays'::text])))
constraint crossing_outcome: FOREIGN KEY (crossing_id) REFERENCES crossing(id) ON DELETE CASCADE
constraint crossing_outcome: NOT NULL at
constraint crossing_outcome: NOT NULL crossing_id
constraint crossing_outcome: NOT NULL outcome
constraint crossing_outcome: PRIMARY KEY (crossing_id)
constraint cycle_step: CHECK (((length(words) >= 1) AND (length(words) <= 10000)))
constraint cycle_step: CHECK ((step = ANY (ARRAY['question'::text, 'try'::text, 'data'::text, 'sense'::text, 'decision'::text])))
constraint cycle_step: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint cycle_step: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint cycle_step: FOREIGN KEY (space_id, cycle_id) REFERENCES learning_cycle(space_id, id) DEFERRABLE
constraint cycle_step: NOT NULL chapter_id
constraint cycle_step: NOT NULL cycle_id
constraint cycle_step: NOT NULL done_on
constraint cycle_step: NOT NULL made_at
constraint cycle_step: NOT NULL space_id
constraint cycle_step: NOT NULL step
constraint cycle_step: NOT NULL words
constraint cycle_step: PRIMARY KEY (space_id, cycle_id, step)
constraint dead_end: CHECK (((length(reason) >= 1) AND (length(reason) <= 1000)))
constraint dead_end: CHECK ((item_kind = ANY (ARRAY['finding'::text, 'insight'::text, 'implication'::text, 'decision'::text, 'action'::text, 'outcome'::text])))
constraint dead_end: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint dead_end: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint dead_end: NOT NULL chapter_id
constraint dead_end: NOT NULL item_id
constraint dead_end: NOT NULL item_kind
constraint dead_end: NOT NULL made_at
constraint dead_end: NOT NULL reason
constraint dead_end: NOT NULL space_id
constraint dead_end: PRIMARY KEY (space_id, item_id)
constraint decision: CHECK (((length(words) >= 1) AND (length(words) <= 1000)))
constraint decision: CHECK ((length(dissent) <= 1000))
constraint decision: CHECK ((length(format) <= 300))
constraint decision: CHECK ((length(missing) <= 500))
constraint decision: CHECK ((length(not_heard) <= 500))
constraint decision: CHECK ((length(options) <= 2000))
constraint decision: CHECK ((length(reasons) <= 2000))
constraint decision: CHECK ((length(taken_by) <= 300))
constraint decision: CHECK ((length(wanted) <= 1000))
constraint decision: CHECK ((started_by = ANY (ARRAY['us'::text, 'funder'::text, 'event'::text])))
constraint decision: CHECK ((strength = ANY (ARRAY[''::text, 'weak'::text, 'fair'::text, 'strong'::text])))
constraint decision: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint decision: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint decision: FOREIGN KEY (space_id, meeting_id) REFERENCES route_meeting(space_id, id) DEFERRABLE
constraint decision: FOREIGN KEY (space_id, receiver_id) REFERENCES receiver(space_id, id) DEFERRABLE
constraint decision: NOT NULL chapter_id
constraint decision: NOT NULL dissent
constraint decision: NOT NULL format
constraint decision: NOT NULL id
constraint decision: NOT NULL made_at
constraint decision: NOT NULL missing
constraint decision: NOT NULL no_learning
constraint decision: NOT NULL not_heard
constraint decision: NOT NULL options
constraint decision: NOT NULL reasons
constraint decision: NOT NULL space_id
constraint decision: NOT NULL started_by
constraint decision: NOT NULL strength
constraint decision: NOT NULL taken_by
constraint decision: NOT NULL tsv
constraint decision: NOT NULL version
constraint decision: NOT NULL wanted
constraint decision: NOT NULL words
constraint decision: PRIMARY KEY (space_id, id)
constraint decision: UNIQUE (id)
constraint digest: CHECK ((state = ANY (ARRAY['going'::text, 'gone'::text, 'nothing'::text, 'again'::text, 'refused'::text])))
constraint digest: FOREIGN KEY (person_id) REFERENCES person(id)
constraint digest: NOT NULL day
constraint digest: NOT NULL person_id
constraint digest: NOT NULL state
constraint digest: PRIMARY KEY (person_id, day)
constraint digest: UNIQUE (stop_hash)
constraint digest_choice: CHECK (((quiet_days <@ '{1,2,3,4,5,6,7}'::smallint[]) AND (cardinality(quiet_days) <= 7)))
constraint digest_choice: CHECK (((quiet_from >= 0) AND (quiet_from <= 23)))
constraint digest_choice: CHECK (((quiet_until >= 0) AND (quiet_until <= 23)))
constraint digest_choice: CHECK (((weekday >= 1) AND (weekday <= 7)))
constraint digest_choice: CHECK ((how = ANY (ARRAY['daily'::text, 'weekly'::text])))
constraint digest_choice: FOREIGN KEY (person_id) REFERENCES person(id)
constraint digest_choice: NOT NULL person_id
constraint digest_choice: NOT NULL quiet_days
constraint digest_choice: NOT NULL quiet_from
constraint digest_choice: NOT NULL quiet_until
constraint digest_choice: NOT NULL weekday
constraint digest_choice: PRIMARY KEY (person_id)
constraint disclosed: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint disclosed: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint disclosed: NOT NULL about
constraint disclosed: NOT NULL chapter_id
constraint disclosed: NOT NULL id
constraint disclosed: NOT NULL numbers
constraint disclosed: NOT NULL on_day
constraint disclosed: NOT NULL space_id
constraint disclosed: PRIMARY KEY (space_id, id)
constraint disclosed: UNIQUE (space_id, about)
constraint dissent: CHECK (((length(words) >= 1) AND (length(words) <= 2000)))
constraint dissent: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint dissent: FOREIGN KEY (space_id, insight_id) REFERENCES insight(space_id, id) DEFERRABLE
constraint dissent: NOT NULL chapter_id
constraint dissent: NOT NULL id
constraint dissent: NOT NULL insight_id
constraint dissent: NOT NULL made_at
constraint dissent: NOT NULL space_id
constraint dissent: NOT NULL words
constraint dissent: PRIMARY KEY (space_id, id)
constraint document: CHECK (((length(link) <= 2000) AND ((link = ''::text) OR (link ~ '^https?://[^[:space:]]+$'::text))))
constraint document: CHECK (((length(text) >= 1) AND (length(text) <= 2000000)))
constraint document: CHECK (((length(title) >= 1) AND (length(title) <= 300)))
constraint document: CHECK ((kind = ANY (ARRAY['txt'::text, 'docx'::text, 'odt'::text, 'pdf'::text, 'csv'::text, 'xlsx'::text, 'pasted'::text, 'link'::text, 'picture'::text])))
constraint document: CHECK ((length(changed) <= 1000))
constraint document: CHECK ((length(occasion) <= 200))
constraint document: CHECK ((length(source) <= 500))
constraint document: CHECK ((number >= 1))
constraint document: FOREIGN KEY (file_id) REFERENCES file(id) DEFERRABLE
constraint document: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint document: FOREIGN KEY (space_id, artefact_id) REFERENCES artefact(space_id, id) DEFERRABLE
constraint document: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint document: FOREIGN KEY (space_id, line_id) REFERENCES document(space_id, id) DEFERRABLE
constraint document: NOT NULL changed
constraint document: NOT NULL chapter_id
constraint document: NOT NULL id
constraint document: NOT NULL kind
constraint document: NOT NULL link
constraint document: NOT NULL made_at
constraint document: NOT NULL notes
constraint document: NOT NULL number
constraint document: NOT NULL occasion
constraint document: NOT NULL pages
constraint document: NOT NULL source
constraint document: NOT NULL space_id
constraint document: NOT NULL text
constraint document: NOT NULL title
constraint document: NOT NULL tsv
constraint document: NOT NULL version
constraint document: PRIMARY KEY (space_id, id)
constraint document: UNIQUE (id)
constraint document_gone: CHECK ((EXTRACT(day FROM month) = (1)::numeric))
constraint document_gone: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint document_gone: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint document_gone: NOT NULL by_bringer
constraint document_gone: NOT NULL chapter_id
constraint document_gone: NOT NULL id
constraint document_gone: NOT NULL kind
constraint document_gone: NOT NULL month
constraint document_gone: NOT NULL space_id
constraint document_gone: PRIMARY KEY (space_id, id)
constraint document_gone: UNIQUE (id)
constraint door_wait: CHECK (((length(name) >= 1) AND (length(name) <= 120)))
constraint door_wait: CHECK ((length(organisation) <= 200))
constraint door_wait: CHECK ((waits_for = ANY (ARRAY['yes'::text, 'next_activity'::text])))
constraint door_wait: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint door_wait: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint door_wait: NOT NULL chapter_id
constraint door_wait: NOT NULL class
constraint door_wait: NOT NULL name
constraint door_wait: NOT NULL organisation
constraint door_wait: NOT NULL person_id
constraint door_wait: NOT NULL space_id
constraint door_wait: NOT NULL waits_for
constraint door_wait: PRIMARY KEY (space_id, person_id)
constraint door_work: NOT NULL challenge
constraint door_work: NOT NULL ends_at
constraint door_work: PRIMARY KEY (challenge)
constraint ending_step: CHECK ((length(note) <= 500))
constraint ending_step: CHECK ((step = ANY (ARRAY['handover'::text, 'archive'::text, 'consents'::text, 'farewell'::text])))
constraint ending_step: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint ending_step: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint ending_step: NOT NULL chapter_id
constraint ending_step: NOT NULL done_by
constraint ending_step: NOT NULL done_on
constraint ending_step: NOT NULL id
constraint ending_step: NOT NULL note
constraint ending_step: NOT NULL space_id
constraint ending_step: NOT NULL step
constraint ending_step: PRIMARY KEY (space_id, step)
constraint entry: CHECK ((came_by = ANY (ARRAY['page'::text, 'link'::text, 'mail'::text])))
constraint entry: CHECK ((kind = ANY (ARRAY['noticed'::text, 'did_not_work'::text, 'free'::text])))
constraint entry: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint entry: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint entry: NOT NULL came_by
constraint entry: NOT NULL chapter_id
constraint entry: NOT NULL id
constraint entry: NOT NULL kind
constraint entry: NOT NULL made_at
constraint entry: NOT NULL space_id
constraint entry: NOT NULL version
constraint entry: PRIMARY KEY (space_id, id)
constraint entry: UNIQUE (id)
constraint entry_photo: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint entry_photo: FOREIGN KEY (space_id, entry_id) REFERENCES entry(space_id, id) ON DELETE CASCADE
constraint entry_photo: NOT NULL chapter_id
constraint entry_photo: NOT NULL cipher
constraint entry_photo: NOT NULL entry_id
constraint entry_photo: NOT NULL id
constraint entry_photo: NOT NULL place
constraint entry_photo: NOT NULL space_id
constraint entry_photo: PRIMARY KEY (space_id, id)
constraint entry_photo: UNIQUE (id)
constraint entry_version: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint entry_version: FOREIGN KEY (space_id, entry_id) REFERENCES entry(space_id, id) ON DELETE CASCADE
constraint entry_version: NOT NULL chapter_id
constraint entry_version: NOT NULL cipher
constraint entry_version: NOT NULL entry_id
constraint entry_version: NOT NULL space_id
constraint entry_version: NOT NULL version
constraint entry_version: NOT NULL written_at
constraint entry_version: PRIMARY KEY (space_id, entry_id, version)
constraint event: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint event: NOT NULL at
constraint event: NOT NULL chapter_id
constraint event: NOT NULL kind
constraint event: NOT NULL number
constraint event: NOT NULL space_id
constraint event: NOT NULL subject
constraint event: PRIMARY KEY (chapter_id, number)
constraint evidence: CHECK (((document_id IS NULL) = (starts IS NULL)))
constraint evidence: CHECK (((length(words) >= 1) AND (length(words) <= 5000)))
constraint evidence: CHECK ((attribution = ANY (ARRAY['named'::text, 'role'::text, 'unnamed'::text, 'theme'::text])))
constraint evidence: CHECK ((ends > starts))
constraint evidence: CHECK ((length(asked) <= 300))
constraint evidence: CHECK ((length(disputed_by) <= 500))
constraint evidence: CHECK ((length(limits) <= 1000))
constraint evidence: CHECK ((length(method) <= 200))
constraint evidence: CHECK ((length(said_by) <= 160))
constraint evidence: CHECK ((n >= 0))
constraint evidence: FOREIGN KEY (crossing_id) REFERENCES crossing(id) DEFERRABLE
constraint evidence: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint evidence: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint evidence: FOREIGN KEY (space_id, document_id) REFERENCES document(space_id, id) DEFERRABLE
constraint evidence: NOT NULL asked
constraint evidence: NOT NULL attribution
constraint evidence: NOT NULL chapter_id
constraint evidence: NOT NULL disputed_by
constraint evidence: NOT NULL id
constraint evidence: NOT NULL limits
constraint evidence: NOT NULL made_at
constraint evidence: NOT NULL method
constraint evidence: NOT NULL said_by
constraint evidence: NOT NULL space_id
constraint evidence: NOT NULL tsv
constraint evidence: NOT NULL version
constraint evidence: PRIMARY KEY (space_id, id)
constraint evidence: UNIQUE (id)
constraint experiment: CHECK (((length(safe) >= 1) AND (length(safe) <= 10000)))
constraint experiment: CHECK (((length(words) >= 1) AND (length(words) <= 10000)))
constraint experiment: CHECK ((length(appetite) <= 10000))
constraint experiment: CHECK ((length(came) <= 10000))
constraint experiment: CHECK ((length(risk_agreed_by) <= 10000))
constraint experiment: CHECK ((length(stop_sign) <= 10000))
constraint experiment: CHECK ((length(tell_others) <= 10000))
constraint experiment: CHECK ((result = ANY (ARRAY['worked'::text, 'partly'::text, 'did_not_work'::text, 'too_early'::text])))
constraint experiment: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint experiment: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint experiment: NOT NULL appetite
constraint experiment: NOT NULL came
constraint experiment: NOT NULL chapter_id
constraint experiment: NOT NULL id
constraint experiment: NOT NULL made_at
constraint experiment: NOT NULL risk_agreed_by
constraint experiment: NOT NULL safe
constraint experiment: NOT NULL space_id
constraint experiment: NOT NULL starts_on
constraint experiment: NOT NULL stop_sign
constraint experiment: NOT NULL stops_on
constraint experiment: NOT NULL tell_others
constraint experiment: NOT NULL tsv
constraint experiment: NOT NULL version
constraint experiment: NOT NULL words
constraint experiment: PRIMARY KEY (space_id, id)
constraint experiment: UNIQUE (id)
constraint facilitated: CHECK ((how = ANY (ARRAY['alone'::text, 'together'::text, 'with_learning_partner'::text])))
constraint facilitated: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint facilitated: FOREIGN KEY (space_id, gathering_id) REFERENCES gathering(space_id, id) ON DELETE CASCADE
constraint facilitated: NOT NULL chapter_id
constraint facilitated: NOT NULL gathering_id
constraint facilitated: NOT NULL how
constraint facilitated: NOT NULL id
constraint facilitated: NOT NULL method_key
constraint facilitated: NOT NULL person_id
constraint facilitated: NOT NULL space_id
constraint facilitated: PRIMARY KEY (space_id, id)
constraint facilitated: UNIQUE (gathering_id, person_id, method_key)
constraint facilitator_note: CHECK ((length(differently) <= 1000))
constraint facilitator_note: CHECK ((length(learned) <= 1000))
constraint facilitator_note: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint facilitator_note: NOT NULL author_id
constraint facilitator_note: NOT NULL chapter_id
constraint facilitator_note: NOT NULL differently
constraint facilitator_note: NOT NULL learned
constraint facilitator_note: NOT NULL on_day
constraint facilitator_note: NOT NULL space_id
constraint facilitator_note: PRIMARY KEY (space_id, author_id)
constraint file: CHECK (((length(name) >= 1) AND (length(name) <= 255)))
constraint file: CHECK ((size >= 0))
constraint file: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint file: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint file: NOT NULL chapter_id
constraint file: NOT NULL digest
constraint file: NOT NULL id
constraint file: NOT NULL name
constraint file: NOT NULL size
constraint file: NOT NULL space_id
constraint file: NOT NULL wrapped_key
constraint file: PRIMARY KEY (id)
constraint finding: CHECK ((((starts IS NULL) = (ends IS NULL)) AND ((starts IS NULL) OR ((document_id IS NOT NULL) AND (starts >= 0) AND (ends > starts)))))
constraint finding: CHECK (((length(words) >= 1) AND (length(words) <= 2000)))
constraint finding: CHECK ((asked >= 0))
constraint finding: CHECK ((confidence = ANY (ARRAY['barely'::text, 'fairly'::text, 'very'::text])))
constraint finding: CHECK ((kind = ANY (ARRAY['formative'::text, 'developmental'::text, 'participatory'::text, 'summative'::text])))
constraint finding: CHECK ((length(commissioned_by) <= 300))
constraint finding: CHECK ((length(done_by) <= 300))
constraint finding: CHECK ((length(edited_by) <= 300))
constraint finding: CHECK ((length(method) <= 300))
constraint finding: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint finding: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint finding: FOREIGN KEY (space_id, document_id) REFERENCES document(space_id, id) DEFERRABLE
constraint finding: NOT NULL chapter_id
constraint finding: NOT NULL commissioned_by
constraint finding: NOT NULL confidence
constraint finding: NOT NULL done_by
constraint finding: NOT NULL edited_by
constraint finding: NOT NULL id
constraint finding: NOT NULL kind
constraint finding: NOT NULL made_at
constraint finding: NOT NULL method
constraint finding: NOT NULL sense_by
constraint finding: NOT NULL space_id
constraint finding: NOT NULL tsv
constraint finding: NOT NULL version
constraint finding: NOT NULL words
constraint finding: PRIMARY KEY (space_id, id)
constraint finding: UNIQUE (id)
constraint finding_comment: CHECK (((length(words) >= 1) AND (length(words) <= 2000)))
constraint finding_comment: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint finding_comment: FOREIGN KEY (space_id, round_id) REFERENCES finding_round(space_id, id) DEFERRABLE
constraint finding_comment: NOT NULL chapter_id
constraint finding_comment: NOT NULL id
constraint finding_comment: NOT NULL made_at
constraint finding_comment: NOT NULL round_id
constraint finding_comment: NOT NULL space_id
constraint finding_comment: NOT NULL words
constraint finding_comment: PRIMARY KEY (space_id, id)
constraint finding_round: CHECK ((length(changed) <= 1000))
constraint finding_round: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint finding_round: FOREIGN KEY (space_id, finding_id) REFERENCES finding(space_id, id) DEFERRABLE
constraint finding_round: NOT NULL changed
constraint finding_round: NOT NULL chapter_id
constraint finding_round: NOT NULL comments_by
constraint finding_round: NOT NULL finding_id
constraint finding_round: NOT NULL id
constraint finding_round: NOT NULL made_at
constraint finding_round: NOT NULL space_id
constraint finding_round: PRIMARY KEY (space_id, id)
constraint gathering: CHECK (((length(title) >= 1) AND (length(title) <= 160)))
constraint gathering: CHECK (((minutes >= 1) AND (minutes <= 1440)))
constraint gathering: CHECK ((about_kind = ANY (ARRAY['insight'::text, 'learning_question'::text, 'decision'::text, 'finding'::text])))
constraint gathering: CHECK ((door = ANY (ARRAY['code'::text, 'let_in'::text])))
constraint gathering: CHECK ((ends_on >= starts_on))
constraint gathering: CHECK ((kind = ANY (ARRAY['gathering'::text, 'pause'::text, 'informal'::text, 'large'::text, 'over_days'::text])))
constraint gathering: CHECK ((learning = ANY (ARRAY['for'::text, 'with'::text])))
constraint gathering: CHECK ((length(cancelled_because) <= 500))
constraint gathering: CHECK ((length(link) <= 2000))
constraint gathering: CHECK ((length(paid) <= 500))
constraint gathering: CHECK ((length(place) <= 300))
constraint gathering: CHECK ((length(purpose) <= 1000))
constraint gathering: CHECK ((length(share_how) <= 300))
constraint gathering: CHECK ((length(share_kept) <= 500))
constraint gathering: CHECK ((length(share_kept_how) <= 300))
constraint gathering: CHECK ((length(share_what) <= 500))
constraint gathering: CHECK ((mode_meant = ANY (ARRAY['mirror'::text, 'mentor'::text, 'midwife'::text])))
constraint gathering: CHECK ((pg_column_size(share_said) <= 8192))
constraint gathering: CHECK ((starts_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text))
constraint gathering: CHECK ((way = ANY (ARRAY['in_person'::text, 'online'::text, 'hybrid'::text, 'over_days'::text])))
constraint gathering: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint gathering: FOREIGN KEY (space_id, series_id) REFERENCES gathering_series(space_id, id) DEFERRABLE
constraint gathering: NOT NULL cancelled_because
constraint gathering: NOT NULL chapter_id
constraint gathering: NOT NULL door
constraint gathering: NOT NULL id
constraint gathering: NOT NULL kept_out
constraint gathering: NOT NULL kind
constraint gathering: NOT NULL learning
constraint gathering: NOT NULL link
constraint gathering: NOT NULL made_at
constraint gathering: NOT NULL minutes
constraint gathering: NOT NULL paid
constraint gathering: NOT NULL place
constraint gathering: NOT NULL purpose
constraint gathering: NOT NULL room_id
constraint gathering: NOT NULL share_how
constraint gathering: NOT NULL share_kept
constraint gathering: NOT NULL share_kept_how
constraint gathering: NOT NULL share_said
constraint gathering: NOT NULL share_what
constraint gathering: NOT NULL space_id
constraint gathering: NOT NULL starts_at
constraint gathering: NOT NULL starts_on
constraint gathering: NOT NULL title
constraint gathering: NOT NULL tsv
constraint gathering: NOT NULL version
constraint gathering: NOT NULL way
constraint gathering: NOT NULL zone
constraint gathering: PRIMARY KEY (space_id, id)
constraint gathering: UNIQUE (id)
constraint gathering_after: CHECK ((length(limits) <= 1000))
constraint gathering_after: CHECK ((mode_used = ANY (ARRAY['mirror'::text, 'mentor'::text, 'midwife'::text])))
constraint gathering_after: CHECK ((rigour = ANY (ARRAY['light'::text, 'partial'::text, 'full'::text])))
constraint gathering_after: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint gathering_after: FOREIGN KEY (space_id, gathering_id) REFERENCES gathering(space_id, id) ON DELETE CASCADE
constraint gathering_after: NOT NULL chapter_id
constraint gathering_after: NOT NULL gathering_id
constraint gathering_after: NOT NULL limits
constraint gathering_after: NOT NULL mode_used
constraint gathering_after: NOT NULL rigour
constraint gathering_after: NOT NULL space_id
constraint gathering_after: NOT NULL version
constraint gathering_after: NOT NULL was_with
constraint gathering_after: PRIMARY KEY (space_id, gathering_id)
constraint gathering_room: CHECK (((length(code) >= 6) AND (length(code) <= 60)))
constraint gathering_room: CHECK ((door = ANY (ARRAY['code'::text, 'let_in'::text])))
constraint gathering_room: CHECK ((length(rigour) <= 1000))
constraint gathering_room: CHECK ((mode_used = ANY (ARRAY['mirror'::text, 'mentor'::text, 'midwife'::text])))
constraint gathering_room: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint gathering_room: NOT NULL chapter_id
constraint gathering_room: NOT NULL door
constraint gathering_room: NOT NULL gathering_id
constraint gathering_room: NOT NULL kept_out
constraint gathering_room: NOT NULL most_people
constraint gathering_room: NOT NULL rehearsal
constraint gathering_room: NOT NULL rigour
constraint gathering_room: NOT NULL said
constraint gathering_room: NOT NULL space_id
constraint gathering_room: NOT NULL version
constraint gathering_room: PRIMARY KEY (space_id)
constraint gathering_room: UNIQUE (code)
constraint gathering_series: CHECK (((every_days >= 1) AND (every_days <= 400)))
constraint gathering_series: CHECK (((length(title) >= 1) AND (length(title) <= 160)))
constraint gathering_series: CHECK ((length(ended_because) <= 500))
constraint gathering_series: CHECK ((length(purpose) <= 1000))
constraint gathering_series: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint gathering_series: NOT NULL chapter_id
constraint gathering_series: NOT NULL ended_because
constraint gathering_series: NOT NULL every_days
constraint gathering_series: NOT NULL id
constraint gathering_series: NOT NULL purpose
constraint gathering_series: NOT NULL space_id
constraint gathering_series: NOT NULL started_on
constraint gathering_series: NOT NULL title
constraint gathering_series: NOT NULL version
constraint gathering_series: PRIMARY KEY (space_id, id)
constraint gathering_series: UNIQUE (id)
constraint guest: CHECK ((length(organisation) <= 200))
constraint guest: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint guest: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint guest: NOT NULL chapter_id
constraint guest: NOT NULL organisation
constraint guest: NOT NULL person_id
constraint guest: NOT NULL space_id
constraint guest: PRIMARY KEY (space_id, person_id)
constraint guest: UNIQUE (person_id)
constraint guest: UNIQUE (space_id, came_by)
constraint guest_slip: CHECK ((length(owed) <= 200))
constraint guest_slip: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint guest_slip: NOT NULL gathering_id
constraint guest_slip: NOT NULL owed
constraint guest_slip: NOT NULL person_id
constraint guest_slip: NOT NULL room_id
constraint guest_slip: PRIMARY KEY (person_id)
constraint guest_slip: UNIQUE (hash)
constraint handing: CHECK (((length(to_name) >= 1) AND (length(to_name) <= 160)))
constraint handing: CHECK ((answer = ANY (ARRAY['accepted'::text, 'declined'::text])))
constraint handing: CHECK ((length(by_name) <= 160))
constraint handing: CHECK ((length(note) <= 300))
constraint handing: FOREIGN KEY (space_id, action_id) REFERENCES action(space_id, id) DEFERRABLE
constraint handing: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint handing: NOT NULL action_id
constraint handing: NOT NULL by_name
constraint handing: NOT NULL chapter_id
constraint handing: NOT NULL id
constraint handing: NOT NULL made_at
constraint handing: NOT NULL note
constraint handing: NOT NULL space_id
constraint handing: NOT NULL to_name
constraint handing: PRIMARY KEY (space_id, id)
constraint handing: UNIQUE (id)
constraint handover_note: CHECK ((length(under_way) <= 4000))
constraint handover_note: CHECK ((length(who_knows) <= 4000))
constraint handover_note: FOREIGN KEY (membership_id) REFERENCES membership(id) DEFERRABLE
constraint handover_note: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint handover_note: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint handover_note: NOT NULL chapter_id
constraint handover_note: NOT NULL membership_id
constraint handover_note: NOT NULL space_id
constraint handover_note: NOT NULL under_way
constraint handover_note: NOT NULL version
constraint handover_note: NOT NULL who_knows
constraint handover_note: NOT NULL written_at
constraint handover_note: PRIMARY KEY (membership_id)
constraint harvest_choice: CHECK ((goes = ANY (ARRAY['stays'::text, 'theme'::text, 'words'::text, 'name'::text])))
constraint harvest_choice: FOREIGN KEY (contribution_id) REFERENCES contribution(id) ON DELETE CASCADE
constraint harvest_choice: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint harvest_choice: NOT NULL contribution_id
constraint harvest_choice: NOT NULL goes
constraint harvest_choice: NOT NULL person_id
constraint harvest_choice: PRIMARY KEY (contribution_id, person_id)
constraint implication: CHECK (((length(words) >= 1) AND (length(words) <= 1000)))
constraint implication: CHECK ((length(for_whom) <= 300))
constraint implication: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint implication: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint implication: NOT NULL chapter_id
constraint implication: NOT NULL for_whom
constraint implication: NOT NULL id
constraint implication: NOT NULL made_at
constraint implication: NOT NULL space_id
constraint implication: NOT NULL tsv
constraint implication: NOT NULL version
constraint implication: NOT NULL words
constraint implication: PRIMARY KEY (space_id, id)
constraint implication: UNIQUE (id)
constraint inquiry_change: CHECK ((length(why) <= 10000))
constraint inquiry_change: CHECK ((of_kind = ANY (ARRAY['question'::text, 'assumption'::text])))
constraint inquiry_change: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint inquiry_change: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint inquiry_change: NOT NULL becomes
constraint inquiry_change: NOT NULL chapter_id
constraint inquiry_change: NOT NULL id
constraint inquiry_change: NOT NULL made_at
constraint inquiry_change: NOT NULL of_id
constraint inquiry_change: NOT NULL of_kind
constraint inquiry_change: NOT NULL space_id
constraint inquiry_change: NOT NULL was
constraint inquiry_change: NOT NULL why
constraint inquiry_change: PRIMARY KEY (space_id, id)
constraint inquiry_link: CHECK ((from_kind = ANY (ARRAY['question'::text, 'evidence'::text, 'finding'::text, 'insight'::text, 'implication'::text, 'decision'::text, 'action'::text, 'outcome'::text, 'artefact'::text, 'experiment'::text, 'cycle'::text])))
constraint inquiry_link: CHECK ((role = ANY (ARRAY['part_of'::text, 'bears'::text, 'for'::text, 'against'::text, 'tests'::text, 'asks'::text, 'tried_in'::text, 'informs'::text, 'made_for'::text, 'question'::text, 'try'::text, 'data'::text, 'sense'::text, 'decision'::text])))
constraint inquiry_link: CHECK ((to_kind = ANY (ARRAY['question'::text, 'assumption'::text, 'cycle'::text, 'aim'::text, 'decision'::text])))
constraint inquiry_link: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint inquiry_link: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint inquiry_link: NOT NULL chapter_id
constraint inquiry_link: NOT NULL from_id
constraint inquiry_link: NOT NULL from_kind
constraint inquiry_link: NOT NULL made_at
constraint inquiry_link: NOT NULL role
constraint inquiry_link: NOT NULL space_id
constraint inquiry_link: NOT NULL to_id
constraint inquiry_link: NOT NULL to_kind
constraint inquiry_link: PRIMARY KEY (space_id, from_id, to_id, role)
constraint insight: CHECK (((length(words) >= 1) AND (length(words) <= 1000)))
constraint insight: CHECK ((asked >= 0))
constraint insight: CHECK ((confidence = ANY (ARRAY['barely'::text, 'fairly'::text, 'very'::text])))
constraint insight: CHECK ((length(change_mind) <= 1000))
constraint insight: CHECK ((length(scope) <= 300))
constraint insight: CHECK ((length(sense_made_by) <= 500))
constraint insight: CHECK ((loop = ANY (ARRAY[''::text, 'single'::text, 'double'::text, 'triple'::text])))
constraint insight: CHECK ((parties = ANY (ARRAY[''::text, 'within'::text, 'between'::text, 'across'::text])))
constraint insight: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint insight: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint insight: NOT NULL change_mind
constraint insight: NOT NULL chapter_id
constraint insight: NOT NULL confidence
constraint insight: NOT NULL id
constraint insight: NOT NULL loop
constraint insight: NOT NULL made_at
constraint insight: NOT NULL parties
constraint insight: NOT NULL scope
constraint insight: NOT NULL sense_made_by
constraint insight: NOT NULL space_id
constraint insight: NOT NULL tsv
constraint insight: NOT NULL version
constraint insight: PRIMARY KEY (space_id, id)
constraint insight: UNIQUE (id)
constraint insight_evidence: CHECK ((bears = ANY (ARRAY['supports'::text, 'quotes'::text, 'against'::text])))
constraint insight_evidence: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint insight_evidence: FOREIGN KEY (space_id, evidence_id) REFERENCES evidence(space_id, id) DEFERRABLE
constraint insight_evidence: FOREIGN KEY (space_id, insight_id) REFERENCES insight(space_id, id) DEFERRABLE
constraint insight_evidence: NOT NULL bears
constraint insight_evidence: NOT NULL chapter_id
constraint insight_evidence: NOT NULL evidence_id
constraint insight_evidence: NOT NULL insight_id
constraint insight_evidence: NOT NULL space_id
constraint insight_evidence: PRIMARY KEY (space_id, insight_id, evidence_id)
constraint insight_scale: CHECK (((length(how) >= 1) AND (length(how) <= 10000)))
constraint insight_scale: CHECK ((scale = ANY (ARRAY['person'::text, 'organisation'::text, 'partnership'::text, 'system'::text, 'landscape'::text])))
constraint insight_scale: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint insight_scale: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint insight_scale: FOREIGN KEY (space_id, insight_id) REFERENCES insight(space_id, id) DEFERRABLE
constraint insight_scale: NOT NULL chapter_id
constraint insight_scale: NOT NULL how
constraint insight_scale: NOT NULL insight_id
constraint insight_scale: NOT NULL made_at
constraint insight_scale: NOT NULL scale
constraint insight_scale: NOT NULL space_id
constraint insight_scale: PRIMARY KEY (space_id, insight_id, scale)
constraint insight_succession: CHECK ((how = ANY (ARRAY['merge'::text, 'split'::text, 'supersede'::text])))
constraint insight_succession: CHECK ((length(why) <= 10000))
constraint insight_succession: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint insight_succession: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint insight_succession: FOREIGN KEY (space_id, new_id) REFERENCES insight(space_id, id) DEFERRABLE
constraint insight_succession: FOREIGN KEY (space_id, old_id) REFERENCES insight(space_id, id) DEFERRABLE
constraint insight_succession: NOT NULL chapter_id
constraint insight_succession: NOT NULL how
constraint insight_succession: NOT NULL made_at
constraint insight_succession: NOT NULL new_id
constraint insight_succession: NOT NULL old_id
constraint insight_succession: NOT NULL space_id
constraint insight_succession: NOT NULL why
constraint insight_succession: PRIMARY KEY (space_id, old_id, new_id)
constraint installation: CHECK ((demonstration OR ((clock_seen IS NULL) AND (world IS NULL))))
constraint installation: CHECK ((demonstration OR (clock_offset = '00:00:00'::interval)))
constraint installation: CHECK (only_one)
constraint installation: NOT NULL clock_offset
constraint installation: NOT NULL demonstration
constraint installation: NOT NULL host_sentence
constraint installation: NOT NULL mailed_links
constraint installation: NOT NULL name
constraint installation: NOT NULL only_one
constraint installation: NOT NULL zone
constraint installation: PRIMARY KEY (only_one)
constraint invitation: CHECK (((NOT ('speaks_for_organisation'::text = ANY (roles))) OR (organisation_id IS NOT NULL)))
constraint invitation: CHECK (((length(email) >= 3) AND (length(email) <= 254)))
constraint invitation: CHECK (((length(name) >= 1) AND (length(name) <= 120)))
constraint invitation: CHECK ((class = ANY (ARRAY['funder'::text, 'public_body'::text, 'grantee'::text, 'delivery_partner'::text, 'learning_partner'::text, 'evaluator'::text, 'academic'::text, 'community_member'::text, 'observer'::text])))
constraint invitation: CHECK ((length(reason) <= 500))
constraint invitation: CHECK ((roles <@ ARRAY['manager'::text, 'facilitator'::text, 'administrator'::text, 'treasurer'::text, 'learning_coordinator'::text, 'speaks_for_organisation'::text, 'chair'::text]))
constraint invitation: FOREIGN KEY (accepted_by) REFERENCES person(id)
constraint invitation: FOREIGN KEY (invited_by) REFERENCES person(id)
constraint invitation: FOREIGN KEY (organisation_id) REFERENCES organisation(id)
constraint invitation: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint invitation: NOT NULL class
constraint invitation: NOT NULL email
constraint invitation: NOT NULL ends_at
constraint invitation: NOT NULL id
constraint invitation: NOT NULL invited_by
constraint invitation: NOT NULL made_at
constraint invitation: NOT NULL name
constraint invitation: NOT NULL reason
constraint invitation: NOT NULL roles
constraint invitation: NOT NULL space_id
constraint invitation: NOT NULL token_hash
constraint invitation: PRIMARY KEY (id)
constraint invitation: UNIQUE (token_hash)
constraint invitee: CHECK (((comes_as <> 'member'::text) OR (person_id IS NOT NULL)))
constraint invitee: CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text, 'perhaps'::text, 'around'::text])))
constraint invitee: CHECK ((class = ANY (ARRAY['funder'::text, 'public_body'::text, 'grantee'::text, 'delivery_partner'::text, 'learning_partner'::text, 'evaluator'::text, 'academic'::text, 'community_member'::text, 'observer'::text])))
constraint invitee: CHECK ((comes_as = ANY (ARRAY['member'::text, 'guest'::text, 'facilitator'::text])))
constraint invitee: CHECK ((length(email) <= 254))
constraint invitee: CHECK ((length(name) <= 120))
constraint invitee: CHECK ((length(organisation) <= 200))
constraint invitee: CHECK ((letter = ANY (ARRAY['none'::text, 'due'::text, 'gone'::text, 'refused'::text])))
constraint invitee: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint invitee: FOREIGN KEY (space_id, gathering_id) REFERENCES gathering(space_id, id) ON DELETE CASCADE
constraint invitee: NOT NULL asked_on
constraint invitee: NOT NULL chapter_id
constraint invitee: NOT NULL class
constraint invitee: NOT NULL comes_as
constraint invitee: NOT NULL email
constraint invitee: NOT NULL for_series
constraint invitee: NOT NULL gathering_id
constraint invitee: NOT NULL id
constraint invitee: NOT NULL letter
constraint invitee: NOT NULL letters
constraint invitee: NOT NULL name
constraint invitee: NOT NULL organisation
constraint invitee: NOT NULL space_id
constraint invitee: PRIMARY KEY (space_id, id)
constraint invitee: UNIQUE (id)
constraint keeper_asking: CHECK (((length(address) >= 3) AND (length(address) <= 254)))
constraint keeper_asking: FOREIGN KEY (asked_by) REFERENCES person(id) ON DELETE CASCADE
constraint keeper_asking: NOT NULL address
constraint keeper_asking: NOT NULL asked_by
constraint keeper_asking: NOT NULL ends_at
constraint keeper_asking: NOT NULL id
constraint keeper_asking: NOT NULL made_at
constraint keeper_asking: NOT NULL person_id
constraint keeper_asking: PRIMARY KEY (id)
constraint last_look: FOREIGN KEY (person_id) REFERENCES person(id)
constraint last_look: NOT NULL before
constraint last_look: NOT NULL day
constraint last_look: NOT NULL person_id
constraint last_look: PRIMARY KEY (person_id)
constraint learning_ask: CHECK (((length(words) >= 1) AND (length(words) <= 500)))
constraint learning_ask: FOREIGN KEY (from_space) REFERENCES space(id) ON DELETE CASCADE
constraint learning_ask: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint learning_ask: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint learning_ask: NOT NULL asker
constraint learning_ask: NOT NULL by_day
constraint learning_ask: NOT NULL chapter_id
constraint learning_ask: NOT NULL from_name
constraint learning_ask: NOT NULL from_space
constraint learning_ask: NOT NULL id
constraint learning_ask: NOT NULL made_on
constraint learning_ask: NOT NULL space_id
constraint learning_ask: NOT NULL words
constraint learning_ask: PRIMARY KEY (space_id, id)
constraint learning_ask: UNIQUE (id)
constraint learning_cycle: CHECK (((length(words) >= 1) AND (length(words) <= 10000)))
constraint learning_cycle: CHECK (((weeks >= 1) AND (weeks <= 104)))
constraint learning_cycle: CHECK ((at_step = ANY (ARRAY['question'::text, 'try'::text, 'data'::text, 'sense'::text, 'decision'::text])))
constraint learning_cycle: CHECK ((length(evaluation) <= 10000))
constraint learning_cycle: CHECK ((pace = ANY (ARRAY['quick'::text, 'slow'::text])))
constraint learning_cycle: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint learning_cycle: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint learning_cycle: NOT NULL at_step
constraint learning_cycle: NOT NULL chapter_id
constraint learning_cycle: NOT NULL evaluation
constraint learning_cycle: NOT NULL id
constraint learning_cycle: NOT NULL made_at
constraint learning_cycle: NOT NULL pace
constraint learning_cycle: NOT NULL space_id
constraint learning_cycle: NOT NULL starts_on
constraint learning_cycle: NOT NULL tsv
constraint learning_cycle: NOT NULL version
constraint learning_cycle: NOT NULL weeks
constraint learning_cycle: NOT NULL words
constraint learning_cycle: PRIMARY KEY (space_id, id)
constraint learning_cycle: UNIQUE (id)
constraint learning_question: CHECK (((length(words) >= 1) AND (length(words) <= 10000)))
constraint learning_question: CHECK (((state <> ALL (ARRAY['not_answerable'::text, 'parked'::text])) OR (state_reason <> ''::text)))
constraint learning_question: CHECK ((length(informs) <= 10000))
constraint learning_question: CHECK ((length(known) <= 10000))
constraint learning_question: CHECK ((length(state_reason) <= 10000))
constraint learning_question: CHECK ((length(why) <= 10000))
constraint learning_question: CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text, 'answered'::text, 'not_answerable'::text, 'parked'::text])))
constraint learning_question: CHECK ((whose = ANY (ARRAY['within'::text, 'between'::text, 'across'::text])))
constraint learning_question: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint learning_question: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint learning_question: NOT NULL chapter_id
constraint learning_question: NOT NULL id
constraint learning_question: NOT NULL informs
constraint learning_question: NOT NULL known
constraint learning_question: NOT NULL made_at
constraint learning_question: NOT NULL space_id
constraint learning_question: NOT NULL state
constraint learning_question: NOT NULL state_reason
constraint learning_question: NOT NULL tsv
constraint learning_question: NOT NULL version
constraint learning_question: NOT NULL whose
constraint learning_question: NOT NULL why
constraint learning_question: NOT NULL words
constraint learning_question: PRIMARY KEY (space_id, id)
constraint learning_question: UNIQUE (id)
constraint login: CHECK (((length(email) >= 3) AND (length(email) <= 254)))
constraint login: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint login: NOT NULL email
constraint login: NOT NULL email_key
constraint login: NOT NULL person_id
constraint login: PRIMARY KEY (person_id)
constraint login: UNIQUE (email_key)
constraint look_again: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint look_again: FOREIGN KEY (space_id, insight_id) REFERENCES insight(space_id, id) DEFERRABLE
constraint look_again: NOT NULL chapter_id
constraint look_again: NOT NULL due_at
constraint look_again: NOT NULL id
constraint look_again: NOT NULL insight_id
constraint look_again: NOT NULL space_id
constraint look_again: PRIMARY KEY (space_id, id)
constraint mail_address: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint mail_address: NOT NULL cipher
constraint mail_address: NOT NULL hash
constraint mail_address: NOT NULL made_on
constraint mail_address: NOT NULL person_id
constraint mail_address: PRIMARY KEY (person_id)
constraint mail_address: UNIQUE (hash)
constraint mailed_link: CHECK (((length(address) >= 3) AND (length(address) <= 254)))
constraint mailed_link: CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'address'::text])))
constraint mailed_link: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint mailed_link: NOT NULL address
constraint mailed_link: NOT NULL ends_at
constraint mailed_link: NOT NULL hash
constraint mailed_link: NOT NULL person_id
constraint mailed_link: NOT NULL purpose
constraint mailed_link: PRIMARY KEY (hash)
constraint meet_match: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint meet_match: FOREIGN KEY (topic_id) REFERENCES meet_topic(id) ON DELETE CASCADE
constraint meet_match: NOT NULL id
constraint meet_match: NOT NULL person_id
constraint meet_match: NOT NULL topic_id
constraint meet_match: PRIMARY KEY (id, person_id)
constraint meet_topic: CHECK (((length(words) >= 1) AND (length(words) <= 80)))
constraint meet_topic: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint meet_topic: FOREIGN KEY (space_id, gathering_id) REFERENCES gathering(space_id, id) DEFERRABLE
constraint meet_topic: NOT NULL chapter_id
constraint meet_topic: NOT NULL gathering_id
constraint meet_topic: NOT NULL id
constraint meet_topic: NOT NULL space_id
constraint meet_topic: NOT NULL words
constraint meet_topic: PRIMARY KEY (space_id, id)
constraint meet_topic: UNIQUE (id)
constraint meet_wish: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint meet_wish: FOREIGN KEY (topic_id) REFERENCES meet_topic(id) ON DELETE CASCADE
constraint meet_wish: NOT NULL person_id
constraint meet_wish: NOT NULL topic_id
constraint meet_wish: PRIMARY KEY (topic_id, person_id)
constraint membership: CHECK (((NOT ('speaks_for_organisation'::text = ANY (roles))) OR (organisation_id IS NOT NULL)))
constraint membership: CHECK (((ends_at IS NULL) OR (ends_at >= starts_at)))
constraint membership: CHECK ((class = ANY (ARRAY['funder'::text, 'public_body'::text, 'grantee'::text, 'delivery_partner'::text, 'learning_partner'::text, 'evaluator'::text, 'academic'::text, 'community_member'::text, 'observer'::text])))
constraint membership: CHECK ((last_chapter >= first_chapter))
constraint membership: CHECK ((length(reason_joined) <= 500))
constraint membership: CHECK ((length(reason_left) <= 500))
constraint membership: CHECK ((roles <@ ARRAY['manager'::text, 'facilitator'::text, 'administrator'::text, 'treasurer'::text, 'learning_coordinator'::text, 'speaks_for_organisation'::text, 'chair'::text]))
constraint membership: FOREIGN KEY (organisation_id) REFERENCES organisation(id)
constraint membership: FOREIGN KEY (person_id) REFERENCES person(id)
constraint membership: FOREIGN KEY (shares_with) REFERENCES membership(id) DEFERRABLE
constraint membership: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint membership: NOT NULL class
constraint membership: NOT NULL id
constraint membership: NOT NULL person_id
constraint membership: NOT NULL reason_joined
constraint membership: NOT NULL reason_left
constraint membership: NOT NULL roles
constraint membership: NOT NULL space_id
constraint membership: NOT NULL starts_at
constraint membership: PRIMARY KEY (id)
constraint migration: NOT NULL name
constraint migration: NOT NULL sha256
constraint migration: PRIMARY KEY (name)
constraint narrowing: CHECK ((sort = ANY (ARRAY['gone'::text, 'set'::text, 'added'::text])))
constraint narrowing: NOT NULL key
constraint narrowing: NOT NULL n
constraint narrowing: NOT NULL on_day
constraint narrowing: NOT NULL relation
constraint narrowing: NOT NULL sort
constraint narrowing: PRIMARY KEY (n)
constraint night: NOT NULL counts
constraint night: NOT NULL on_day
constraint night: PRIMARY KEY (on_day)
constraint not_asked: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
constraint not_asked: CHECK (((length(why) >= 1) AND (length(why) <= 500)))
constraint not_asked: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint not_asked: FOREIGN KEY (space_id, gathering_id) REFERENCES gathering(space_id, id) ON DELETE CASCADE
constraint not_asked: NOT NULL chapter_id
constraint not_asked: NOT NULL gathering_id
constraint not_asked: NOT NULL id
constraint not_asked: NOT NULL name
constraint not_asked: NOT NULL space_id
constraint not_asked: NOT NULL why
constraint not_asked: PRIMARY KEY (space_id, id)
constraint not_asked: UNIQUE (gathering_id, name)
constraint not_asked: UNIQUE (id)
constraint nudge: FOREIGN KEY (from_id) REFERENCES person(id) ON DELETE CASCADE
constraint nudge: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint nudge: FOREIGN KEY (step_id) REFERENCES activity_step(id) ON DELETE CASCADE
constraint nudge: NOT NULL from_id
constraint nudge: NOT NULL person_id
constraint nudge: NOT NULL step_id
constraint nudge: PRIMARY KEY (step_id, person_id)
constraint organisation: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
constraint organisation: CHECK ((org_id ~ '^[A-Z0-9]+(-[A-Z0-9]+)*-[A-Za-z0-9./-]+$'::text))
constraint organisation: CHECK ((sector = ANY (ARRAY['charity'::text, 'public'::text, 'education'::text, 'health'::text, 'housing'::text, 'faith'::text, 'business'::text, 'funder'::text, 'other'::text])))
constraint organisation: CHECK ((size_band = ANY (ARRAY['1-9'::text, '10-49'::text, '50-249'::text, '250+'::text])))
constraint organisation: NOT NULL id
constraint organisation: NOT NULL made_by
constraint organisation: NOT NULL name
constraint organisation: PRIMARY KEY (id)
constraint organisation_name: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
constraint organisation_name: FOREIGN KEY (organisation_id) REFERENCES organisation(id) ON DELETE CASCADE
constraint organisation_name: NOT NULL name
constraint organisation_name: NOT NULL organisation_id
constraint organisation_name: PRIMARY KEY (organisation_id, name)
constraint outcome: CHECK ((length(contribution) <= 1000))
constraint outcome: CHECK ((length(for_whom) <= 300))
constraint outcome: CHECK ((length(says_who) <= 300))
constraint outcome: CHECK ((length(shown_by) <= 1000))
constraint outcome: CHECK ((length(words) <= 1000))
constraint outcome: CHECK ((state = ANY (ARRAY['too_early'::text, 'agreed'::text, 'partly_agreed'::text, 'not_agreed'::text, 'dont_know'::text])))
constraint outcome: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint outcome: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint outcome: NOT NULL chapter_id
constraint outcome: NOT NULL contribution
constraint outcome: NOT NULL for_whom
constraint outcome: NOT NULL id
constraint outcome: NOT NULL intended
constraint outcome: NOT NULL made_at
constraint outcome: NOT NULL says_who
constraint outcome: NOT NULL shown_by
constraint outcome: NOT NULL space_id
constraint outcome: NOT NULL state
constraint outcome: NOT NULL tsv
constraint outcome: NOT NULL version
constraint outcome: NOT NULL words
constraint outcome: PRIMARY KEY (space_id, id)
constraint outcome: UNIQUE (id)
constraint paper_sheet: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint paper_sheet: FOREIGN KEY (space_id, step_id) REFERENCES activity_step(space_id, id) DEFERRABLE
constraint paper_sheet: NOT NULL chapter_id
constraint paper_sheet: NOT NULL id
constraint paper_sheet: NOT NULL space_id
constraint paper_sheet: NOT NULL step_id
constraint paper_sheet: PRIMARY KEY (space_id, id)
constraint paper_sheet: UNIQUE (id)
constraint parent_strategy: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
constraint parent_strategy: CHECK (((to_day IS NULL) OR (to_day >= from_day)))
constraint parent_strategy: CHECK ((length(says) <= 1000))
constraint parent_strategy: CHECK ((length(whose) <= 200))
constraint parent_strategy: CHECK ((version > 0))
constraint parent_strategy: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint parent_strategy: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint parent_strategy: NOT NULL chapter_id
constraint parent_strategy: NOT NULL from_day
constraint parent_strategy: NOT NULL id
constraint parent_strategy: NOT NULL name
constraint parent_strategy: NOT NULL said_at
constraint parent_strategy: NOT NULL says
constraint parent_strategy: NOT NULL space_id
constraint parent_strategy: NOT NULL tied
constraint parent_strategy: NOT NULL version
constraint parent_strategy: NOT NULL whose
constraint parent_strategy: PRIMARY KEY (space_id, id)
constraint parent_strategy: UNIQUE (chapter_id, version)
constraint passkey: CHECK (((length(id) >= 1) AND (length(id) <= 1400)))
constraint passkey: CHECK (((length(name) >= 1) AND (length(name) <= 60)))
constraint passkey: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint passkey: NOT NULL counter
constraint passkey: NOT NULL id
constraint passkey: NOT NULL made_at
constraint passkey: NOT NULL name
constraint passkey: NOT NULL person_id
constraint passkey: NOT NULL public_key
constraint passkey: NOT NULL transports
constraint passkey: PRIMARY KEY (id)
constraint passphrase: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint passphrase: NOT NULL changed_at
constraint passphrase: NOT NULL hash
constraint passphrase: NOT NULL person_id
constraint passphrase: PRIMARY KEY (person_id)
constraint password: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint password: NOT NULL changed_at
constraint password: NOT NULL hash
constraint password: NOT NULL person_id
constraint password: NOT NULL totp_last_step
constraint password: PRIMARY KEY (person_id)
constraint person: CHECK (((length(name) >= 1) AND (length(name) <= 120)))
constraint person: CHECK ((length(pronouns) <= 40))
constraint person: NOT NULL id
constraint person: NOT NULL joined_on
constraint person: NOT NULL name
constraint person: NOT NULL pronouns
constraint person: PRIMARY KEY (id)
constraint phase_change: CHECK ((length(reason) <= 500))
constraint phase_change: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint phase_change: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint phase_change: NOT NULL chapter_id
constraint phase_change: NOT NULL from_phase
constraint phase_change: NOT NULL id
constraint phase_change: NOT NULL made_at
constraint phase_change: NOT NULL reason
constraint phase_change: NOT NULL space_id
constraint phase_change: NOT NULL to_phase
constraint phase_change: PRIMARY KEY (space_id, id)
constraint place_keeper: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint place_keeper: NOT NULL person_id
constraint place_keeper: PRIMARY KEY (person_id)
constraint profile: CHECK ((length(access_needs) <= 2000))
constraint profile: CHECK ((length(learning_style) <= 2000))
constraint profile: CHECK ((prefers = ANY (ARRAY['words'::text, 'pictures'::text, 'sound'::text])))
constraint profile: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint profile: NOT NULL access_needs
constraint profile: NOT NULL learning_style
constraint profile: NOT NULL person_id
constraint profile: NOT NULL prefers
constraint profile: PRIMARY KEY (person_id)
constraint receiver: CHECK ((length(closed_why) <= 500))
constraint receiver: CHECK ((length(email) <= 254))
constraint receiver: CHECK ((length(let_out) <= 5000))
constraint receiver: CHECK ((length(note) <= 1000))
constraint receiver: FOREIGN KEY (crossing_id) REFERENCES crossing(id) DEFERRABLE
constraint receiver: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint receiver: FOREIGN KEY (space_id, insight_id) REFERENCES insight(space_id, id) DEFERRABLE
constraint receiver: FOREIGN KEY (space_id, seat_id) REFERENCES seat(space_id, id) DEFERRABLE
constraint receiver: NOT NULL chapter_id
constraint receiver: NOT NULL closed_why
constraint receiver: NOT NULL email
constraint receiver: NOT NULL id
constraint receiver: NOT NULL let_out
constraint receiver: NOT NULL note
constraint receiver: NOT NULL sent_at
constraint receiver: NOT NULL space_id
constraint receiver: PRIMARY KEY (space_id, id)
constraint receiver: UNIQUE (id)
constraint receiver: UNIQUE (link_hash)
constraint recovery_code: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint recovery_code: NOT NULL code_hash
constraint recovery_code: NOT NULL made_at
constraint recovery_code: NOT NULL person_id
constraint recovery_code: PRIMARY KEY (person_id, code_hash)
constraint recovery_request: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint recovery_request: NOT NULL code_hash
constraint recovery_request: NOT NULL ends_at
constraint recovery_request: NOT NULL id
constraint recovery_request: NOT NULL made_at
constraint recovery_request: NOT NULL person_id
constraint recovery_request: NOT NULL token_hash
constraint recovery_request: NOT NULL tries
constraint recovery_request: PRIMARY KEY (id)
constraint recovery_request: UNIQUE (token_hash)
constraint recovery_vouch: FOREIGN KEY (request_id) REFERENCES recovery_request(id) ON DELETE CASCADE
constraint recovery_vouch: NOT NULL at
constraint recovery_vouch: NOT NULL person_id
constraint recovery_vouch: NOT NULL request_id
constraint recovery_vouch: PRIMARY KEY (request_id, person_id)
constraint recovery_wrong: FOREIGN KEY (request_id) REFERENCES recovery_request(id) ON DELETE CASCADE
constraint recovery_wrong: NOT NULL person_id
constraint recovery_wrong: NOT NULL request_id
constraint recovery_wrong: NOT NULL tries
constraint recovery_wrong: PRIMARY KEY (request_id, person_id)
constraint release: FOREIGN KEY (crossing_id) REFERENCES crossing(id) ON DELETE CASCADE
constraint release: NOT NULL at
constraint release: NOT NULL crossing_id
constraint release: NOT NULL into_table
constraint release: NOT NULL row_id
constraint release: PRIMARY KEY (crossing_id, into_table, row_id)
constraint request_answer: FOREIGN KEY (crossing_id) REFERENCES crossing(id) ON DELETE CASCADE
constraint request_answer: FOREIGN KEY (request_id) REFERENCES sent_request(id) ON DELETE CASCADE
constraint request_answer: NOT NULL crossing_id
constraint request_answer: NOT NULL request_id
constraint request_answer: PRIMARY KEY (crossing_id)
constraint role_answer: FOREIGN KEY (ask_id) REFERENCES role_ask(id) ON DELETE CASCADE
constraint role_answer: FOREIGN KEY (person_id) REFERENCES person(id)
constraint role_answer: NOT NULL answered_at
constraint role_answer: NOT NULL ask_id
constraint role_answer: NOT NULL person_id
constraint role_answer: PRIMARY KEY (ask_id, person_id)
constraint role_ask: CHECK ((((kind = 'residence'::text) = (role = 'researcher_in_residence'::text)) AND ((kind = 'residence'::text) = (ends_at IS NOT NULL))))
constraint role_ask: CHECK (((kind <> 'residence'::text) OR (LEAST(length(observe), length(write_down), length(publish), length(bias)) > 0)))
constraint role_ask: CHECK ((kind = ANY (ARRAY['passed'::text, 'taken_on'::text, 'residence'::text])))
constraint role_ask: CHECK ((length(bias) <= 1000))
constraint role_ask: CHECK ((length(observe) <= 1000))
constraint role_ask: CHECK ((length(publish) <= 1000))
constraint role_ask: CHECK ((length(write_down) <= 1000))
constraint role_ask: CHECK ((outcome = ANY (ARRAY['taken'::text, 'ended'::text])))
constraint role_ask: CHECK ((role = ANY (ARRAY['manager'::text, 'facilitator'::text, 'administrator'::text, 'treasurer'::text, 'chair'::text, 'researcher_in_residence'::text])))
constraint role_ask: FOREIGN KEY (asked_by) REFERENCES person(id)
constraint role_ask: FOREIGN KEY (instead_of) REFERENCES membership(id) DEFERRABLE
constraint role_ask: FOREIGN KEY (membership_id) REFERENCES membership(id) DEFERRABLE
constraint role_ask: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint role_ask: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint role_ask: NOT NULL asked_by
constraint role_ask: NOT NULL bias
constraint role_ask: NOT NULL chapter_id
constraint role_ask: NOT NULL id
constraint role_ask: NOT NULL kind
constraint role_ask: NOT NULL leaves
constraint role_ask: NOT NULL made_at
constraint role_ask: NOT NULL membership_id
constraint role_ask: NOT NULL observe
constraint role_ask: NOT NULL publish
constraint role_ask: NOT NULL role
constraint role_ask: NOT NULL space_id
constraint role_ask: NOT NULL takes_effect_at
constraint role_ask: NOT NULL write_down
constraint role_ask: PRIMARY KEY (id)
constraint room_output: CHECK (((length(title) >= 1) AND (length(title) <= 120)))
constraint room_output: CHECK (((length(words) >= 1) AND (length(words) <= 20000)))
constraint room_output: CHECK ((against = ANY (ARRAY['none'::text, 'some'::text, 'untold'::text])))
constraint room_output: CHECK ((length(key) <= 60))
constraint room_output: CHECK ((length(type) <= 30))
constraint room_output: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint room_output: NOT NULL accept_step
constraint room_output: NOT NULL activity_id
constraint room_output: NOT NULL against
constraint room_output: NOT NULL chapter_id
constraint room_output: NOT NULL crossing_id
constraint room_output: NOT NULL id
constraint room_output: NOT NULL kept_on
constraint room_output: NOT NULL key
constraint room_output: NOT NULL space_id
constraint room_output: NOT NULL stands
constraint room_output: NOT NULL title
constraint room_output: NOT NULL type
constraint room_output: NOT NULL words
constraint room_output: PRIMARY KEY (space_id, id)
constraint room_output: UNIQUE (crossing_id)
constraint room_output: UNIQUE (id)
constraint round: CHECK (("least" >= 1))
constraint round: CHECK (((state = 'open'::text) = (closed_on IS NULL)))
constraint round: CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text, 'dropped'::text])))
constraint round: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint round: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint round: NOT NULL "least"
constraint round: NOT NULL about
constraint round: NOT NULL bytes
constraint round: NOT NULL chapter_id
constraint round: NOT NULL id
constraint round: NOT NULL kind
constraint round: NOT NULL live
constraint round: NOT NULL may_go
constraint round: NOT NULL opened_on
constraint round: NOT NULL people
constraint round: NOT NULL public_key
constraint round: NOT NULL shape
constraint round: NOT NULL space_id
constraint round: NOT NULL state
constraint round: PRIMARY KEY (space_id, id)
constraint round: UNIQUE (id)
constraint round_sealed: FOREIGN KEY (round_id) REFERENCES round(id) ON DELETE CASCADE
constraint round_sealed: NOT NULL cipher
constraint round_sealed: NOT NULL edit
constraint round_sealed: NOT NULL round_id
constraint round_sealed: NOT NULL ticket
constraint round_sealed: PRIMARY KEY (round_id, ticket)
constraint round_ticket: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint round_ticket: FOREIGN KEY (round_id) REFERENCES round(id) ON DELETE CASCADE
constraint round_ticket: NOT NULL person_id
constraint round_ticket: NOT NULL round_id
constraint round_ticket: PRIMARY KEY (round_id, person_id)
constraint round_turn: CHECK ((state = ANY (ARRAY['waits'::text, 'passed'::text, 'spoke'::text])))
constraint round_turn: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint round_turn: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint round_turn: FOREIGN KEY (space_id, step_id) REFERENCES activity_step(space_id, id) DEFERRABLE
constraint round_turn: NOT NULL chapter_id
constraint round_turn: NOT NULL person_id
constraint round_turn: NOT NULL place
constraint round_turn: NOT NULL space_id
constraint round_turn: NOT NULL state
constraint round_turn: NOT NULL step_id
constraint round_turn: PRIMARY KEY (space_id, step_id, person_id)
constraint route_meeting: CHECK ((at_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text))
constraint route_meeting: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint route_meeting: FOREIGN KEY (space_id, route_id) REFERENCES committee_route(space_id, id) DEFERRABLE
constraint route_meeting: NOT NULL chapter_id
constraint route_meeting: NOT NULL id
constraint route_meeting: NOT NULL made_at
constraint route_meeting: NOT NULL meets_on
constraint route_meeting: NOT NULL route_id
constraint route_meeting: NOT NULL space_id
constraint route_meeting: PRIMARY KEY (space_id, id)
constraint same_said: CHECK ((evidence_id <> under_id))
constraint same_said: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint same_said: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint same_said: FOREIGN KEY (space_id, evidence_id) REFERENCES evidence(space_id, id) ON DELETE CASCADE
constraint same_said: FOREIGN KEY (space_id, under_id) REFERENCES evidence(space_id, id) ON DELETE CASCADE
constraint same_said: NOT NULL chapter_id
constraint same_said: NOT NULL evidence_id
constraint same_said: NOT NULL space_id
constraint same_said: NOT NULL tied_at
constraint same_said: NOT NULL under_id
constraint same_said: PRIMARY KEY (space_id, evidence_id)
constraint seat: CHECK (((length(title) >= 1) AND (length(title) <= 160)))
constraint seat: CHECK ((length(holder) <= 160))
constraint seat: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint seat: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint seat: NOT NULL chapter_id
constraint seat: NOT NULL holder
constraint seat: NOT NULL id
constraint seat: NOT NULL space_id
constraint seat: NOT NULL title
constraint seat: PRIMARY KEY (id)
constraint seat: UNIQUE (space_id, id)
constraint seat_holder: FOREIGN KEY (membership_id) REFERENCES membership(id) DEFERRABLE
constraint seat_holder: FOREIGN KEY (seat_id) REFERENCES seat(id) DEFERRABLE
constraint seat_holder: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint seat_holder: NOT NULL chapter_id
constraint seat_holder: NOT NULL membership_id
constraint seat_holder: NOT NULL seat_id
constraint seat_holder: NOT NULL since
constraint seat_holder: NOT NULL space_id
constraint seat_holder: PRIMARY KEY (seat_id, membership_id, since)
constraint sending: CHECK ((length(let_out) <= 5000))
constraint sending: CHECK ((length(note) <= 1000))
constraint sending: CHECK ((state = ANY (ARRAY['open'::text, 'went'::text, 'stays'::text])))
constraint sending: FOREIGN KEY (crossing_id) REFERENCES crossing(id) DEFERRABLE
constraint sending: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint sending: FOREIGN KEY (space_id, insight_id) REFERENCES insight(space_id, id) DEFERRABLE
constraint sending: FOREIGN KEY (space_id, seat_id) REFERENCES seat(space_id, id) DEFERRABLE
constraint sending: NOT NULL asked_at
constraint sending: NOT NULL chapter_id
constraint sending: NOT NULL crossing_id
constraint sending: NOT NULL email
constraint sending: NOT NULL let_out
constraint sending: NOT NULL note
constraint sending: NOT NULL receiver_id
constraint sending: NOT NULL seat_id
constraint sending: NOT NULL space_id
constraint sending: NOT NULL state
constraint sending: PRIMARY KEY (crossing_id)
constraint sent_request: CHECK (((length(words) >= 1) AND (length(words) <= 500)))
constraint sent_request: FOREIGN KEY (asked_by) REFERENCES person(id)
constraint sent_request: FOREIGN KEY (from_space) REFERENCES space(id) ON DELETE CASCADE
constraint sent_request: FOREIGN KEY (to_space) REFERENCES space(id) ON DELETE CASCADE
constraint sent_request: NOT NULL asked_by
constraint sent_request: NOT NULL by_day
constraint sent_request: NOT NULL from_space
constraint sent_request: NOT NULL id
constraint sent_request: NOT NULL made_on
constraint sent_request: NOT NULL to_space
constraint sent_request: NOT NULL words
constraint sent_request: PRIMARY KEY (id)
constraint session: CHECK ((kind = ANY (ARRAY['full'::text, 'pen'::text, 'guest'::text])))
constraint session: CHECK ((length(device) <= 120))
constraint session: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint session: NOT NULL device
constraint session: NOT NULL ends_at
constraint session: NOT NULL id
constraint session: NOT NULL kind
constraint session: NOT NULL made_at
constraint session: NOT NULL person_id
constraint session: NOT NULL seen_at
constraint session: NOT NULL token_hash
constraint session: PRIMARY KEY (id)
constraint session: UNIQUE (before_hash)
constraint session: UNIQUE (token_hash)
constraint share_letter: CHECK ((length(email) <= 254))
constraint share_letter: CHECK ((length(name) <= 120))
constraint share_letter: CHECK ((state = ANY (ARRAY['waits'::text, 'due'::text, 'going'::text, 'gone'::text, 'again'::text, 'refused'::text])))
constraint share_letter: FOREIGN KEY (gathering_id) REFERENCES gathering(id) ON DELETE CASCADE
constraint share_letter: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint share_letter: NOT NULL email
constraint share_letter: NOT NULL gathering_id
constraint share_letter: NOT NULL id
constraint share_letter: NOT NULL name
constraint share_letter: NOT NULL not_before
constraint share_letter: NOT NULL state
constraint share_letter: PRIMARY KEY (id)
constraint share_letter: UNIQUE (key_hash)
constraint shared_load: CHECK ((carries = ANY (ARRAY['hosting'::text, 'facilitation'::text, 'administration'::text, 'money'::text, 'evaluation'::text, 'communication'::text, 'venue'::text, 'other'::text])))
constraint shared_load: CHECK ((length(with_what) <= 500))
constraint shared_load: CHECK ((until >= from_day))
constraint shared_load: FOREIGN KEY (organisation_id) REFERENCES organisation(id)
constraint shared_load: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint shared_load: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint shared_load: NOT NULL carries
constraint shared_load: NOT NULL chapter_id
constraint shared_load: NOT NULL from_day
constraint shared_load: NOT NULL id
constraint shared_load: NOT NULL organisation_id
constraint shared_load: NOT NULL said_at
constraint shared_load: NOT NULL said_by
constraint shared_load: NOT NULL space_id
constraint shared_load: NOT NULL thread
constraint shared_load: NOT NULL with_what
constraint shared_load: PRIMARY KEY (id)
constraint sign_in_link: CHECK (((length(subject) >= 1) AND (length(subject) <= 255)))
constraint sign_in_link: FOREIGN KEY (issuer) REFERENCES sign_in_provider(issuer) ON DELETE CASCADE
constraint sign_in_link: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint sign_in_link: NOT NULL issuer
constraint sign_in_link: NOT NULL made_on
constraint sign_in_link: NOT NULL person_id
constraint sign_in_link: NOT NULL subject
constraint sign_in_link: PRIMARY KEY (issuer, subject)
constraint sign_in_link: UNIQUE (person_id, issuer)
constraint sign_in_provider: CHECK (((length(client_id) >= 1) AND (length(client_id) <= 300)))
constraint sign_in_provider: CHECK (((length(issuer) >= 8) AND (length(issuer) <= 300)))
constraint sign_in_provider: CHECK (((length(organisation) >= 1) AND (length(organisation) <= 200)))
constraint sign_in_provider: CHECK (((length(words) >= 1) AND (length(words) <= 60)))
constraint sign_in_provider: NOT NULL client_id
constraint sign_in_provider: NOT NULL id
constraint sign_in_provider: NOT NULL issuer
constraint sign_in_provider: NOT NULL made_on
constraint sign_in_provider: NOT NULL organisation
constraint sign_in_provider: NOT NULL secret_cipher
constraint sign_in_provider: NOT NULL words
constraint sign_in_provider: PRIMARY KEY (id)
constraint sign_in_provider: UNIQUE (issuer)
constraint small_room: CHECK ((length(label) <= 80))
constraint small_room: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint small_room: FOREIGN KEY (space_id, step_id) REFERENCES activity_step(space_id, id) DEFERRABLE
constraint small_room: NOT NULL chapter_id
constraint small_room: NOT NULL id
constraint small_room: NOT NULL label
constraint small_room: NOT NULL space_id
constraint small_room: NOT NULL step_id
constraint small_room: PRIMARY KEY (space_id, id)
constraint small_room: UNIQUE (id)
constraint space: CHECK (((closed_at IS NULL) = (ends_at IS NULL)))
constraint space: CHECK (((kind = 'person'::text) = (owner_id IS NOT NULL)))
constraint space: CHECK (((length(name) >= 1) AND (length(name) <= 120)))
constraint space: CHECK ((kind = ANY (ARRAY['person'::text, 'pair'::text, 'room'::text, 'group'::text, 'organisation'::text, 'partnership'::text, 'seat'::text, 'region'::text, 'nation'::text, 'commons'::text])))
constraint space: FOREIGN KEY (parent_id) REFERENCES space(id) ON DELETE SET NULL
constraint space: NOT NULL address
constraint space: NOT NULL id
constraint space: NOT NULL kind
constraint space: NOT NULL made_at
constraint space: NOT NULL name
constraint space: NOT NULL search_language
constraint space: NOT NULL unlisted
constraint space: NOT NULL zone
constraint space: PRIMARY KEY (id)
constraint space: UNIQUE (address)
constraint space: UNIQUE (owner_id)
constraint space_copy: CHECK ((length(of_space) <= 200))
constraint space_copy: CHECK ((way = ANY (ARRAY['taken'::text, 'brought_in'::text])))
constraint space_copy: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint space_copy: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint space_copy: NOT NULL chapter_id
constraint space_copy: NOT NULL early
constraint space_copy: NOT NULL id
constraint space_copy: NOT NULL of_space
constraint space_copy: NOT NULL on_day
constraint space_copy: NOT NULL space_id
constraint space_copy: NOT NULL way
constraint space_copy: PRIMARY KEY (space_id, id)
constraint space_limits: CHECK ((length(decides) <= 300))
constraint space_limits: CHECK ((length(safeguarding) <= 300))
constraint space_limits: CHECK ((length(told) <= 300))
constraint space_limits: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint space_limits: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint space_limits: NOT NULL chapter_id
constraint space_limits: NOT NULL decides
constraint space_limits: NOT NULL safeguarding
constraint space_limits: NOT NULL space_id
constraint space_limits: NOT NULL told
constraint space_limits: NOT NULL version
constraint space_limits: PRIMARY KEY (space_id)
constraint space_partner: CHECK (((to_day IS NULL) OR (to_day >= from_day)))
constraint space_partner: CHECK ((length(reason_joined) <= 500))
constraint space_partner: CHECK ((length(reason_left) <= 500))
constraint space_partner: FOREIGN KEY (organisation_id) REFERENCES organisation(id)
constraint space_partner: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint space_partner: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint space_partner: NOT NULL added_by
constraint space_partner: NOT NULL chapter_id
constraint space_partner: NOT NULL from_day
constraint space_partner: NOT NULL id
constraint space_partner: NOT NULL organisation_id
constraint space_partner: NOT NULL reason_joined
constraint space_partner: NOT NULL reason_left
constraint space_partner: NOT NULL space_id
constraint space_partner: PRIMARY KEY (space_id, id)
constraint space_partner: UNIQUE (id)
constraint space_rule: CHECK (((rule <> 'documents_out'::text) OR (value = ANY (ARRAY['"bringer"'::jsonb, '"managers"'::jsonb, '"facilitators"'::jsonb]))))
constraint space_rule: CHECK (((rule <> 'receiver_days'::text) OR ((jsonb_typeof(value) = 'number'::text) AND ((value #>> '{}'::text[]) ~ '^[0-9]+$'::text) AND ((((value #>> '{}'::text[]))::integer >= 1) AND (((value #>> '{}'::text[]))::integer <= 180)))))
constraint space_rule: CHECK ((rule = ANY (ARRAY['group_consent'::text, 'newcomers_read_back'::text, 'safeguarding_contact'::text, 'receiver_days'::text, 'documents_out'::text, 'role_clause'::text, 'challenge'::text, 'attribution'::text, 'cadence_days'::text, 'safe_space'::text, 'agreed_on'::text])))
constraint space_rule: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint space_rule: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint space_rule: NOT NULL chapter_id
constraint space_rule: NOT NULL rule
constraint space_rule: NOT NULL since
constraint space_rule: NOT NULL space_id
constraint space_rule: NOT NULL value
constraint space_rule: PRIMARY KEY (space_id, rule, since)
constraint speaker_yes: FOREIGN KEY (activity_id) REFERENCES activity(id) ON DELETE CASCADE
constraint speaker_yes: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint speaker_yes: NOT NULL activity_id
constraint speaker_yes: NOT NULL person_id
constraint speaker_yes: PRIMARY KEY (activity_id, person_id)
constraint step_actual: CHECK ((length(question) <= 40))
constraint step_actual: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint step_actual: FOREIGN KEY (space_id, step_id) REFERENCES activity_step(space_id, id) DEFERRABLE
constraint step_actual: NOT NULL chapter_id
constraint step_actual: NOT NULL question
constraint step_actual: NOT NULL shown
constraint step_actual: NOT NULL space_id
constraint step_actual: NOT NULL step_id
constraint step_actual: NOT NULL value
constraint step_actual: PRIMARY KEY (space_id, step_id, question)
constraint strategy_milestone: CHECK (((length(words) >= 1) AND (length(words) <= 300)))
constraint strategy_milestone: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint strategy_milestone: FOREIGN KEY (space_id, parent_strategy_id) REFERENCES parent_strategy(space_id, id) ON DELETE CASCADE
constraint strategy_milestone: NOT NULL chapter_id
constraint strategy_milestone: NOT NULL id
constraint strategy_milestone: NOT NULL on_day
constraint strategy_milestone: NOT NULL parent_strategy_id
constraint strategy_milestone: NOT NULL space_id
constraint strategy_milestone: NOT NULL words
constraint strategy_milestone: PRIMARY KEY (space_id, id)
constraint table_sign: CHECK ((says = ANY (ARRAY['working'::text, 'done'::text, 'help'::text])))
constraint table_sign: FOREIGN KEY (small_id) REFERENCES small_room(id) ON DELETE CASCADE
constraint table_sign: NOT NULL says
constraint table_sign: NOT NULL small_id
constraint table_sign: NOT NULL space_id
constraint table_sign: NOT NULL step_id
constraint table_sign: PRIMARY KEY (small_id)
constraint thread_line: CHECK (((length(words) >= 1) AND (length(words) <= 2000)))
constraint thread_line: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint thread_line: NOT NULL author_id
constraint thread_line: NOT NULL chapter_id
constraint thread_line: NOT NULL for_room
constraint thread_line: NOT NULL id
constraint thread_line: NOT NULL on_day
constraint thread_line: NOT NULL space_id
constraint thread_line: NOT NULL words
constraint thread_line: PRIMARY KEY (space_id, id)
constraint thread_line: UNIQUE (id)
constraint turning_point: CHECK (((length(words) >= 1) AND (length(words) <= 1000)))
constraint turning_point: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint turning_point: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint turning_point: NOT NULL author_id
constraint turning_point: NOT NULL chapter_id
constraint turning_point: NOT NULL id
constraint turning_point: NOT NULL made_at
constraint turning_point: NOT NULL on_day
constraint turning_point: NOT NULL space_id
constraint turning_point: NOT NULL words
constraint turning_point: PRIMARY KEY (space_id, id)
constraint version_beside: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint version_beside: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint version_beside: FOREIGN KEY (space_id, document_id) REFERENCES version_from(space_id, document_id) ON DELETE CASCADE
constraint version_beside: FOREIGN KEY (space_id, evidence_id) REFERENCES evidence(space_id, id) ON DELETE CASCADE
constraint version_beside: NOT NULL against
constraint version_beside: NOT NULL chapter_id
constraint version_beside: NOT NULL document_id
constraint version_beside: NOT NULL evidence_id
constraint version_beside: NOT NULL space_id
constraint version_beside: PRIMARY KEY (space_id, evidence_id)
constraint version_from: CHECK ((against = ANY (ARRAY['none'::text, 'some'::text, 'untold'::text])))
constraint version_from: CHECK ((length(gathering) <= 200))
constraint version_from: CHECK ((length(method) <= 80))
constraint version_from: CHECK ((length(method_key) <= 60))
constraint version_from: CHECK ((length(step) <= 80))
constraint version_from: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint version_from: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint version_from: FOREIGN KEY (space_id, document_id) REFERENCES document(space_id, id) ON DELETE CASCADE
constraint version_from: NOT NULL against
constraint version_from: NOT NULL artefact_id
constraint version_from: NOT NULL chapter_id
constraint version_from: NOT NULL crossing_id
constraint version_from: NOT NULL document_id
constraint version_from: NOT NULL gathering
constraint version_from: NOT NULL gathering_id
constraint version_from: NOT NULL held_on
constraint version_from: NOT NULL method
constraint version_from: NOT NULL method_key
constraint version_from: NOT NULL space_id
constraint version_from: NOT NULL step
constraint version_from: PRIMARY KEY (space_id, document_id)
constraint version_from: UNIQUE (crossing_id)
constraint version_hand: CHECK (((length(name) >= 1) AND (length(name) <= 160)))
constraint version_hand: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint version_hand: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint version_hand: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint version_hand: FOREIGN KEY (space_id, document_id) REFERENCES document(space_id, id) ON DELETE CASCADE
constraint version_hand: NOT NULL chapter_id
constraint version_hand: NOT NULL document_id
constraint version_hand: NOT NULL name
constraint version_hand: NOT NULL person_id
constraint version_hand: NOT NULL space_id
constraint version_hand: PRIMARY KEY (space_id, document_id, person_id)
constraint withdrawal: FOREIGN KEY (crossing_id) REFERENCES crossing(id) ON DELETE CASCADE
constraint withdrawal: NOT NULL at
constraint withdrawal: NOT NULL by
constraint withdrawal: NOT NULL crossing_id
constraint withdrawal: PRIMARY KEY (crossing_id)
constraint working_tie: CHECK (((num_nonnulls(one_membership, one_organisation) = 1) AND (num_nonnulls(other_membership, other_organisation) = 1)))
constraint working_tie: CHECK (((one_membership IS DISTINCT FROM other_membership) OR (one_membership IS NULL)))
constraint working_tie: CHECK (((one_organisation IS DISTINCT FROM other_organisation) OR (one_organisation IS NULL)))
constraint working_tie: CHECK ((length(client) <= 300))
constraint working_tie: CHECK ((length(outputs) <= 500))
constraint working_tie: CHECK ((length(pace) <= 300))
constraint working_tie: CHECK ((one_as = ANY (ARRAY['practitioner'::text, 'consultant'::text, 'academic'::text])))
constraint working_tie: CHECK ((other_as = ANY (ARRAY['practitioner'::text, 'consultant'::text, 'academic'::text])))
constraint working_tie: FOREIGN KEY (one_membership) REFERENCES membership(id) DEFERRABLE
constraint working_tie: FOREIGN KEY (one_organisation) REFERENCES organisation(id)
constraint working_tie: FOREIGN KEY (other_membership) REFERENCES membership(id) DEFERRABLE
constraint working_tie: FOREIGN KEY (other_organisation) REFERENCES organisation(id)
constraint working_tie: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint working_tie: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint working_tie: NOT NULL chapter_id
constraint working_tie: NOT NULL client
constraint working_tie: NOT NULL id
constraint working_tie: NOT NULL one_as
constraint working_tie: NOT NULL other_as
constraint working_tie: NOT NULL outputs
constraint working_tie: NOT NULL pace
constraint working_tie: NOT NULL said_at
constraint working_tie: NOT NULL said_by
constraint working_tie: NOT NULL space_id
constraint working_tie: PRIMARY KEY (id)

CREATE INDEX access_need_of ON public.access_need USING btree (gathering_id)
CREATE INDEX acknowledgement_of ON public.acknowledgement USING btree (space_id, receiver_id)
CREATE INDEX action_from_gathering ON public.action_from USING btree (gathering_id)
CREATE INDEX action_list ON public.action USING btree (chapter_id, made_at DESC, id)
CREATE INDEX action_search ON public.action USING gin (chapter_id, tsv) WITH (fastupdate=off)
CREATE INDEX activity_step_of ON public.activity_step USING btree (space_id, activity_id, place, turn)
CREATE INDEX activity_step_presented ON public.activity_step USING btree (presenter_id) WHERE ((presenter_id IS NOT NULL) AND (state <> 'done'::text))
CREATE INDEX activity_step_small ON public.activity_step USING btree (small_id) WHERE (small_id IS NOT NULL)
CREATE INDEX agenda_order ON public.agenda_item USING btree (chapter_id, "position", id)
CREATE INDEX aim_search ON public.aim USING gin (chapter_id, tsv) WITH (fastupdate=off)
CREATE INDEX api_token_person ON public.api_token USING btree (person_id)
CREATE INDEX artefact_list ON public.artefact USING btree (chapter_id, made_at DESC, id)
CREATE INDEX artefact_look_on ON public.artefact USING btree (space_id, look_on) WHERE (look_on IS NOT NULL)
CREATE INDEX assumption_search ON public.assumption USING gin (chapter_id, tsv) WITH (fastupdate=off)
CREATE INDEX call_letter_due ON public.call_letter USING btree (not_before) WHERE (state = ANY (ARRAY['due'::text, 'again'::text]))
CREATE INDEX call_letter_of ON public.call_letter USING btree (invitee_id)
CREATE INDEX chain_link_back ON public.chain_link USING btree (space_id, to_id)
CREATE INDEX consent_person ON public.consent USING btree (person_id)
CREATE INDEX contact_day ON public.contact USING btree (chapter_id, on_day)
CREATE INDEX contest_of ON public.contest USING btree (space_id, evidence_id)
CREATE INDEX context_event_days ON public.context_event USING btree (chapter_id, from_day)
CREATE INDEX contribution_own ON public.contribution USING btree (step_id, author_id) WHERE (author_id IS NOT NULL)
CREATE INDEX contribution_owner_person ON public.contribution_owner USING btree (person_id)
CREATE INDEX contribution_sheet ON public.contribution USING btree (sheet_id) WHERE (sheet_id IS NOT NULL)
CREATE INDEX contribution_step ON public.contribution USING btree (step_id, chapter_id)
CREATE INDEX contribution_thread_line ON public.contribution USING btree (thread_line_id) WHERE (thread_line_id IS NOT NULL)
CREATE INDEX crossing_lapses ON public.crossing USING btree (lapses_at)
CREATE INDEX crossing_not_before ON public.crossing USING btree (not_before) WHERE (not_before IS NOT NULL)
CREATE INDEX crossing_source ON public.crossing USING btree (source_id)
CREATE INDEX crossing_speaker ON public.crossing USING btree (speaker_id)
CREATE INDEX decision_coming ON public.decision USING btree (chapter_id, decide_by) WHERE ((decided_on IS NULL) AND (decide_by IS NOT NULL))
CREATE INDEX decision_list ON public.decision USING btree (chapter_id, made_at DESC, id)
CREATE INDEX decision_search ON public.decision USING gin (chapter_id, tsv) WITH (fastupdate=off)
CREATE INDEX disclosed_chapter ON public.disclosed USING btree (chapter_id)
CREATE INDEX dissent_about ON public.dissent USING btree (space_id, insight_id)
CREATE INDEX document_artefact ON public.document USING btree (space_id, artefact_id) WHERE (artefact_id IS NOT NULL)
CREATE INDEX document_gone_chapter ON public.document_gone USING btree (chapter_id, month DESC, id)
CREATE INDEX document_list ON public.document USING btree (chapter_id, made_at DESC, id)
CREATE INDEX document_page ON public.document USING btree (space_id, made_at DESC, id)
CREATE INDEX document_search ON public.document USING gin (words_under(chapter_id, tsv)) WITH (fastupdate=off)
CREATE INDEX door_work_ends ON public.door_work USING btree (ends_at)
CREATE INDEX entry_gone ON public.entry USING btree (gone_at) WHERE (gone_at IS NOT NULL)
CREATE INDEX entry_list ON public.entry USING btree (chapter_id, made_at DESC, id)
CREATE INDEX entry_photo_of ON public.entry_photo USING btree (entry_id)
CREATE INDEX event_at ON public.event USING btree (chapter_id, at)
CREATE INDEX event_subject ON public.event USING btree (subject)
CREATE INDEX evidence_author ON public.evidence USING btree (author_id) WHERE (author_id IS NOT NULL)
CREATE INDEX evidence_crossing ON public.evidence USING btree (crossing_id)
CREATE INDEX evidence_document ON public.evidence USING btree (space_id, document_id)
CREATE INDEX evidence_lapses ON public.evidence USING btree (valid_until) WHERE ((valid_until IS NOT NULL) AND (words IS NOT NULL))
CREATE INDEX evidence_page ON public.evidence USING btree (space_id, made_at DESC, id)
CREATE INDEX evidence_search ON public.evidence USING gin (words_under(chapter_id, tsv)) WITH (fastupdate=off)
CREATE INDEX evidence_speaker ON public.evidence USING btree (speaker_id) WHERE (speaker_id IS NOT NULL)
CREATE INDEX evidence_threes ON public.evidence USING gin (threes_under(chapter_id, threes_of(words, true))) WITH (fastupdate=off) WHERE (words IS NOT NULL)
CREATE INDEX experiment_list ON public.experiment USING btree (chapter_id, made_at DESC, id)
CREATE INDEX experiment_search ON public.experiment USING gin (chapter_id, tsv) WITH (fastupdate=off)
CREATE INDEX file_digest ON public.file USING btree (space_id, digest)
CREATE INDEX finding_comment_of ON public.finding_comment USING btree (space_id, round_id)
CREATE INDEX finding_document ON public.finding USING btree (space_id, document_id)
CREATE INDEX finding_queue ON public.finding USING btree (chapter_id, sense_by, id)
CREATE INDEX finding_round_of ON public.finding_round USING btree (space_id, finding_id)
CREATE INDEX finding_search ON public.finding USING gin (chapter_id, tsv) WITH (fastupdate=off)
CREATE INDEX gathering_of_series ON public.gathering USING btree (series_id, starts_on)
CREATE INDEX gathering_search ON public.gathering USING gin (chapter_id, tsv) WITH (fastupdate=off)
CREATE INDEX gathering_when ON public.gathering USING btree (chapter_id, starts_on, id)
CREATE INDEX handing_of ON public.handing USING btree (space_id, action_id)
CREATE INDEX implication_search ON public.implication USING gin (chapter_id, tsv) WITH (fastupdate=off)
CREATE INDEX inquiry_change_of ON public.inquiry_change USING btree (space_id, of_id, made_at)
CREATE INDEX inquiry_link_back ON public.inquiry_link USING btree (space_id, to_id)
CREATE INDEX insight_evidence_back ON public.insight_evidence USING btree (space_id, evidence_id)
CREATE INDEX insight_list ON public.insight USING btree (chapter_id, made_at DESC, id)
CREATE INDEX insight_page ON public.insight USING btree (space_id, made_at DESC, id)
CREATE INDEX insight_search ON public.insight USING gin (chapter_id, tsv) WITH (fastupdate=off)
CREATE INDEX insight_succession_back ON public.insight_succession USING btree (space_id, new_id)
CREATE INDEX invitation_space ON public.invitation USING btree (space_id)
CREATE INDEX invitee_of ON public.invitee USING btree (gathering_id)
CREATE INDEX keeper_asking_person ON public.keeper_asking USING btree (person_id)
CREATE INDEX learning_cycle_list ON public.learning_cycle USING btree (chapter_id, made_at DESC, id)
CREATE INDEX learning_cycle_search ON public.learning_cycle USING gin (chapter_id, tsv) WITH (fastupdate=off)
CREATE INDEX learning_question_list ON public.learning_question USING btree (chapter_id, made_at DESC, id)
CREATE INDEX learning_question_search ON public.learning_question USING gin (chapter_id, tsv) WITH (fastupdate=off)
CREATE INDEX look_again_at ON public.look_again USING btree (space_id, insight_id)
CREATE INDEX mailed_link_person ON public.mailed_link USING btree (person_id)
CREATE INDEX meet_topic_of ON public.meet_topic USING btree (space_id, gathering_id)
CREATE INDEX membership_person ON public.membership USING btree (person_id) INCLUDE (space_id, first_chapter, last_chapter, starts_at, ends_at)
CREATE INDEX membership_space ON public.membership USING btree (space_id)
CREATE INDEX nudge_person ON public.nudge USING btree (person_id)
CREATE INDEX organisation_maker ON public.organisation USING btree (made_by)
CREATE INDEX outcome_search ON public.outcome USING gin (chapter_id, tsv) WITH (fastupdate=off)
CREATE INDEX paper_sheet_step ON public.paper_sheet USING btree (space_id, step_id)
CREATE INDEX passkey_person ON public.passkey USING btree (person_id)
CREATE INDEX receiver_crossing ON public.receiver USING btree (crossing_id)
CREATE INDEX receiver_insight ON public.receiver USING btree (space_id, insight_id)
CREATE INDEX receiver_sent ON public.receiver USING btree (sent_by, sent_at) WHERE (closed_at IS NULL)
CREATE INDEX recovery_request_person ON public.recovery_request USING btree (person_id)
CREATE INDEX request_answer_to ON public.request_answer USING btree (request_id)
CREATE INDEX role_ask_space ON public.role_ask USING btree (space_id)
CREATE INDEX room_output_step ON public.room_output USING btree (accept_step)
CREATE INDEX round_chapter ON public.round USING btree (chapter_id)
CREATE INDEX round_ticket_person ON public.round_ticket USING btree (person_id)
CREATE INDEX route_meeting_of ON public.route_meeting USING btree (space_id, route_id, meets_on)
CREATE INDEX same_said_under ON public.same_said USING btree (space_id, under_id)
CREATE INDEX seat_holder_membership ON public.seat_holder USING btree (membership_id)
CREATE INDEX sending_insight ON public.sending USING btree (space_id, insight_id)
CREATE INDEX sent_request_by ON public.sent_request USING btree (asked_by, from_space)
CREATE INDEX session_person ON public.session USING btree (person_id)
CREATE INDEX share_letter_due ON public.share_letter USING btree (not_before) WHERE (state = ANY (ARRAY['due'::text, 'again'::text]))
CREATE INDEX shared_load_space ON public.shared_load USING btree (chapter_id)
CREATE INDEX small_room_step ON public.small_room USING btree (space_id, step_id)
CREATE INDEX space_copy_person ON public.space_copy USING btree (person_id)
CREATE INDEX space_ends ON public.space USING btree (ends_at) WHERE (ends_at IS NOT NULL)
CREATE INDEX space_parent ON public.space USING btree (parent_id)
CREATE INDEX space_partner_organisation ON public.space_partner USING btree (organisation_id)
CREATE INDEX strategy_milestone_of ON public.strategy_milestone USING btree (space_id, parent_strategy_id)
CREATE INDEX thread_line_of ON public.thread_line USING btree (chapter_id, on_day, id)
CREATE INDEX version_beside_of ON public.version_beside USING btree (space_id, document_id)
CREATE INDEX version_from_gathering ON public.version_from USING btree (gathering_id)
CREATE INDEX version_hand_person ON public.version_hand USING btree (person_id)
CREATE INDEX working_tie_space ON public.working_tie USING btree (chapter_id)
CREATE UNIQUE INDEX access_need_pkey ON public.access_need USING btree (invitee_id)
CREATE UNIQUE INDEX acknowledgement_pkey ON public.acknowledgement USING btree (space_id, id)
CREATE UNIQUE INDEX action_from_pkey ON public.action_from USING btree (space_id, action_id)
CREATE UNIQUE INDEX action_id_key ON public.action USING btree (id)
CREATE UNIQUE INDEX action_pkey ON public.action USING btree (space_id, id)
CREATE UNIQUE INDEX activity_id_key ON public.activity USING btree (id)
CREATE UNIQUE INDEX activity_pkey ON public.activity USING btree (space_id, id)
CREATE UNIQUE INDEX activity_role_pkey ON public.activity_role USING btree (space_id, activity_id, role, person_id)
CREATE UNIQUE INDEX activity_space_id_chapter_id_key ON public.activity USING btree (space_id, chapter_id)
CREATE UNIQUE INDEX activity_step_id_key ON public.activity_step USING btree (id)
CREATE UNIQUE INDEX activity_step_pkey ON public.activity_step USING btree (space_id, id)
CREATE UNIQUE INDEX agenda_item_id_key ON public.agenda_item USING btree (id)
CREATE UNIQUE INDEX agenda_item_pkey ON public.agenda_item USING btree (space_id, id)
CREATE UNIQUE INDEX agenda_note_pkey ON public.agenda_note USING btree (space_id, item_id)
CREATE UNIQUE INDEX aim_id_key ON public.aim USING btree (id)
CREATE UNIQUE INDEX aim_pkey ON public.aim USING btree (space_id, id)
CREATE UNIQUE INDEX apart_wish_pkey ON public.apart_wish USING btree (space_id, person_id, not_with, sort)
CREATE UNIQUE INDEX api_token_pkey ON public.api_token USING btree (id)
CREATE UNIQUE INDEX api_token_token_hash_key ON public.api_token USING btree (token_hash)
CREATE UNIQUE INDEX arrival_answer_pkey ON public.arrival_answer USING btree (membership_id, person_id)
CREATE UNIQUE INDEX artefact_id_key ON public.artefact USING btree (id)
CREATE UNIQUE INDEX artefact_kept ON public.artefact USING btree (space_id, kept_key) WHERE (kept_key IS NOT NULL)
CREATE UNIQUE INDEX artefact_pkey ON public.artefact USING btree (space_id, id)
CREATE UNIQUE INDEX ask_aside_pkey ON public.ask_aside USING btree (person_id, ask)
CREATE UNIQUE INDEX ask_hidden_pkey ON public.ask_hidden USING btree (person_id, ask_id)
CREATE UNIQUE INDEX assumption_id_key ON public.assumption USING btree (id)
CREATE UNIQUE INDEX assumption_pkey ON public.assumption USING btree (space_id, id)
CREATE UNIQUE INDEX attempt_pkey ON public.attempt USING btree (person_id, procedure, id)
CREATE UNIQUE INDEX calendar_choice_feed_hash_key ON public.calendar_choice USING btree (feed_hash)
CREATE UNIQUE INDEX calendar_choice_pkey ON public.calendar_choice USING btree (person_id)
CREATE UNIQUE INDEX call_letter_key_hash_key ON public.call_letter USING btree (key_hash)
CREATE UNIQUE INDEX call_letter_pkey ON public.call_letter USING btree (id)
CREATE UNIQUE INDEX call_pkey ON public.call USING btree (id)
CREATE UNIQUE INDEX call_space_id_person_id_key ON public.call USING btree (space_id, person_id)
CREATE UNIQUE INDEX chain_link_pkey ON public.chain_link USING btree (space_id, from_id, to_id)
CREATE UNIQUE INDEX chapter_pkey ON public.chapter USING btree (id)
CREATE UNIQUE INDEX chapter_space_id_id_key ON public.chapter USING btree (space_id, id)
CREATE UNIQUE INDEX chapter_space_id_number_key ON public.chapter USING btree (space_id, number) INCLUDE (id)
CREATE UNIQUE INDEX charter_pkey ON public.charter USING btree (space_id)
CREATE UNIQUE INDEX charter_version_pkey ON public.charter_version USING btree (space_id, id)
CREATE UNIQUE INDEX closing_answer_pkey ON public.closing_answer USING btree (closing_id, person_id)
CREATE UNIQUE INDEX closing_open ON public.closing USING btree (space_id) WHERE (outcome IS NULL)
CREATE UNIQUE INDEX closing_pkey ON public.closing USING btree (id)
CREATE UNIQUE INDEX committee_route_id_key ON public.committee_route USING btree (id)
CREATE UNIQUE INDEX committee_route_pkey ON public.committee_route USING btree (space_id, id)
CREATE UNIQUE INDEX consent_pkey ON public.consent USING btree (crossing_id, person_id, standing)
CREATE UNIQUE INDEX contact_id_key ON public.contact USING btree (id)
CREATE UNIQUE INDEX contact_pkey ON public.contact USING btree (space_id, id)
CREATE UNIQUE INDEX contest_id_key ON public.contest USING btree (id)
CREATE UNIQUE INDEX contest_pkey ON public.contest USING btree (space_id, id)
CREATE UNIQUE INDEX context_event_id_key ON public.context_event USING btree (id)
CREATE UNIQUE INDEX context_event_pkey ON public.context_event USING btree (space_id, id)
CREATE UNIQUE INDEX contribution_id_key ON public.contribution USING btree (id)
CREATE UNIQUE INDEX contribution_owner_pkey ON public.contribution_owner USING btree (contribution_id)
CREATE UNIQUE INDEX contribution_pkey ON public.contribution USING btree (space_id, id)
CREATE UNIQUE INDEX copied_pkey ON public.copied USING btree (space_id, id)
CREATE UNIQUE INDEX crossing_outcome_pkey ON public.crossing_outcome USING btree (crossing_id)
CREATE UNIQUE INDEX crossing_pkey ON public.crossing USING btree (id)
CREATE UNIQUE INDEX cycle_step_pkey ON public.cycle_step USING btree (space_id, cycle_id, step)
CREATE UNIQUE INDEX dead_end_pkey ON public.dead_end USING btree (space_id, item_id)
CREATE UNIQUE INDEX decision_id_key ON public.decision USING btree (id)
CREATE UNIQUE INDEX decision_pkey ON public.decision USING btree (space_id, id)
CREATE UNIQUE INDEX digest_choice_pkey ON public.digest_choice USING btree (person_id)
CREATE UNIQUE INDEX digest_pkey ON public.digest USING btree (person_id, day)
CREATE UNIQUE INDEX digest_stop_hash_key ON public.digest USING btree (stop_hash)
CREATE UNIQUE INDEX disclosed_pkey ON public.disclosed USING btree (space_id, id)
CREATE UNIQUE INDEX disclosed_space_id_about_key ON public.disclosed USING btree (space_id, about)
CREATE UNIQUE INDEX dissent_pkey ON public.dissent USING btree (space_id, id)
CREATE UNIQUE INDEX document_gone_id_key ON public.document_gone USING btree (id)
CREATE UNIQUE INDEX document_gone_pkey ON public.document_gone USING btree (space_id, id)
CREATE UNIQUE INDEX document_id_key ON public.document USING btree (id)
CREATE UNIQUE INDEX document_line ON public.document USING btree (space_id, line_id, number)
CREATE UNIQUE INDEX document_pkey ON public.document USING btree (space_id, id)
CREATE UNIQUE INDEX door_wait_pkey ON public.door_wait USING btree (space_id, person_id)
CREATE UNIQUE INDEX door_work_pkey ON public.door_work USING btree (challenge)
CREATE UNIQUE INDEX ending_step_pkey ON public.ending_step USING btree (space_id, step)
CREATE UNIQUE INDEX entry_id_key ON public.entry USING btree (id)
CREATE UNIQUE INDEX entry_photo_id_key ON public.entry_photo USING btree (id)
CREATE UNIQUE INDEX entry_photo_pkey ON public.entry_photo USING btree (space_id, id)
CREATE UNIQUE INDEX entry_pkey ON public.entry USING btree (space_id, id)
CREATE UNIQUE INDEX entry_version_pkey ON public.entry_version USING btree (space_id, entry_id, version)
CREATE UNIQUE INDEX event_pkey ON public.event USING btree (chapter_id, number)
CREATE UNIQUE INDEX evidence_id_key ON public.evidence USING btree (id)
CREATE UNIQUE INDEX evidence_pkey ON public.evidence USING btree (space_id, id)
CREATE UNIQUE INDEX experiment_id_key ON public.experiment USING btree (id)
CREATE UNIQUE INDEX experiment_pkey ON public.experiment USING btree (space_id, id)
CREATE UNIQUE INDEX facilitated_gathering_id_person_id_method_key_key ON public.facilitated USING btree (gathering_id, person_id, method_key)
CREATE UNIQUE INDEX facilitated_pkey ON public.facilitated USING btree (space_id, id)
CREATE UNIQUE INDEX facilitator_note_pkey ON public.facilitator_note USING btree (space_id, author_id)
CREATE UNIQUE INDEX file_pkey ON public.file USING btree (id)
CREATE UNIQUE INDEX finding_comment_pkey ON public.finding_comment USING btree (space_id, id)
CREATE UNIQUE INDEX finding_id_key ON public.finding USING btree (id)
CREATE UNIQUE INDEX finding_pkey ON public.finding USING btree (space_id, id)
CREATE UNIQUE INDEX finding_round_pkey ON public.finding_round USING btree (space_id, id)
CREATE UNIQUE INDEX gathering_after_pkey ON public.gathering_after USING btree (space_id, gathering_id)
CREATE UNIQUE INDEX gathering_id_key ON public.gathering USING btree (id)
CREATE UNIQUE INDEX gathering_pkey ON public.gathering USING btree (space_id, id)
CREATE UNIQUE INDEX gathering_room_code_key ON public.gathering_room USING btree (code)
CREATE UNIQUE INDEX gathering_room_pkey ON public.gathering_room USING btree (space_id)
CREATE UNIQUE INDEX gathering_series_id_key ON public.gathering_series USING btree (id)
CREATE UNIQUE INDEX gathering_series_pkey ON public.gathering_series USING btree (space_id, id)
CREATE UNIQUE INDEX guest_person_id_key ON public.guest USING btree (person_id)
CREATE UNIQUE INDEX guest_pkey ON public.guest USING btree (space_id, person_id)
CREATE UNIQUE INDEX guest_slip_hash_key ON public.guest_slip USING btree (hash)
CREATE UNIQUE INDEX guest_slip_pkey ON public.guest_slip USING btree (person_id)
CREATE UNIQUE INDEX guest_space_id_came_by_key ON public.guest USING btree (space_id, came_by)
CREATE UNIQUE INDEX handing_id_key ON public.handing USING btree (id)
CREATE UNIQUE INDEX handing_pkey ON public.handing USING btree (space_id, id)
CREATE UNIQUE INDEX handover_note_pkey ON public.handover_note USING btree (membership_id)
CREATE UNIQUE INDEX harvest_choice_pkey ON public.harvest_choice USING btree (contribution_id, person_id)
CREATE UNIQUE INDEX implication_id_key ON public.implication USING btree (id)
CREATE UNIQUE INDEX implication_pkey ON public.implication USING btree (space_id, id)
CREATE UNIQUE INDEX inquiry_change_pkey ON public.inquiry_change USING btree (space_id, id)
CREATE UNIQUE INDEX inquiry_link_pkey ON public.inquiry_link USING btree (space_id, from_id, to_id, role)
CREATE UNIQUE INDEX insight_evidence_pkey ON public.insight_evidence USING btree (space_id, insight_id, evidence_id)
CREATE UNIQUE INDEX insight_id_key ON public.insight USING btree (id)
CREATE UNIQUE INDEX insight_pkey ON public.insight USING btree (space_id, id)
CREATE UNIQUE INDEX insight_scale_pkey ON public.insight_scale USING btree (space_id, insight_id, scale)
CREATE UNIQUE INDEX insight_succession_pkey ON public.insight_succession USING btree (space_id, old_id, new_id)
CREATE UNIQUE INDEX installation_pkey ON public.installation USING btree (only_one)
CREATE UNIQUE INDEX invitation_pkey ON public.invitation USING btree (id)
CREATE UNIQUE INDEX invitation_token_hash_key ON public.invitation USING btree (token_hash)
CREATE UNIQUE INDEX invitee_id_key ON public.invitee USING btree (id)
CREATE UNIQUE INDEX invitee_person ON public.invitee USING btree (gathering_id, person_id)
CREATE UNIQUE INDEX invitee_pkey ON public.invitee USING btree (space_id, id)
CREATE UNIQUE INDEX keeper_asking_address ON public.keeper_asking USING btree (lower(address))
CREATE UNIQUE INDEX keeper_asking_pkey ON public.keeper_asking USING btree (id)
CREATE UNIQUE INDEX last_look_pkey ON public.last_look USING btree (person_id)
CREATE UNIQUE INDEX learning_ask_id_key ON public.learning_ask USING btree (id)
CREATE UNIQUE INDEX learning_ask_pkey ON public.learning_ask USING btree (space_id, id)
CREATE UNIQUE INDEX learning_cycle_id_key ON public.learning_cycle USING btree (id)
CREATE UNIQUE INDEX learning_cycle_pkey ON public.learning_cycle USING btree (space_id, id)
CREATE UNIQUE INDEX learning_question_id_key ON public.learning_question USING btree (id)
CREATE UNIQUE INDEX learning_question_pkey ON public.learning_question USING btree (space_id, id)
CREATE UNIQUE INDEX login_email_key_key ON public.login USING btree (email_key)
CREATE UNIQUE INDEX login_pkey ON public.login USING btree (person_id)
CREATE UNIQUE INDEX look_again_pkey ON public.look_again USING btree (space_id, id)
CREATE UNIQUE INDEX mail_address_hash_key ON public.mail_address USING btree (hash)
CREATE UNIQUE INDEX mail_address_pkey ON public.mail_address USING btree (person_id)
CREATE UNIQUE INDEX mailed_link_pkey ON public.mailed_link USING btree (hash)
CREATE UNIQUE INDEX meet_match_pkey ON public.meet_match USING btree (id, person_id)
CREATE UNIQUE INDEX meet_topic_id_key ON public.meet_topic USING btree (id)
CREATE UNIQUE INDEX meet_topic_pkey ON public.meet_topic USING btree (space_id, id)
CREATE UNIQUE INDEX meet_wish_pkey ON public.meet_wish USING btree (topic_id, person_id)
CREATE UNIQUE INDEX membership_pkey ON public.membership USING btree (id)
CREATE UNIQUE INDEX migration_pkey ON public.migration USING btree (name)
CREATE UNIQUE INDEX narrowing_pkey ON public.narrowing USING btree (n)
CREATE UNIQUE INDEX night_pkey ON public.night USING btree (on_day)
CREATE UNIQUE INDEX not_asked_gathering_id_name_key ON public.not_asked USING btree (gathering_id, name)
CREATE UNIQUE INDEX not_asked_id_key ON public.not_asked USING btree (id)
CREATE UNIQUE INDEX not_asked_pkey ON public.not_asked USING btree (space_id, id)
CREATE UNIQUE INDEX nudge_pkey ON public.nudge USING btree (step_id, person_id)
CREATE UNIQUE INDEX organisation_name_pkey ON public.organisation_name USING btree (organisation_id, name)
CREATE UNIQUE INDEX organisation_pkey ON public.organisation USING btree (id)
CREATE UNIQUE INDEX outcome_id_key ON public.outcome USING btree (id)
CREATE UNIQUE INDEX outcome_pkey ON public.outcome USING btree (space_id, id)
CREATE UNIQUE INDEX paper_sheet_id_key ON public.paper_sheet USING btree (id)
CREATE UNIQUE INDEX paper_sheet_pkey ON public.paper_sheet USING btree (space_id, id)
CREATE UNIQUE INDEX parent_strategy_chapter_id_version_key ON public.parent_strategy USING btree (chapter_id, version)
CREATE UNIQUE INDEX parent_strategy_pkey ON public.parent_strategy USING btree (space_id, id)
CREATE UNIQUE INDEX passkey_pkey ON public.passkey USING btree (id)
CREATE UNIQUE INDEX passphrase_pkey ON public.passphrase USING btree (person_id)
CREATE UNIQUE INDEX password_pkey ON public.password USING btree (person_id)
CREATE UNIQUE INDEX person_pkey ON public.person USING btree (id)
CREATE UNIQUE INDEX phase_change_pkey ON public.phase_change USING btree (space_id, id)
CREATE UNIQUE INDEX place_keeper_pkey ON public.place_keeper USING btree (person_id)
CREATE UNIQUE INDEX profile_pkey ON public.profile USING btree (person_id)
CREATE UNIQUE INDEX receiver_id_key ON public.receiver USING btree (id)
CREATE UNIQUE INDEX receiver_link_hash_key ON public.receiver USING btree (link_hash)
CREATE UNIQUE INDEX receiver_pkey ON public.receiver USING btree (space_id, id)
CREATE UNIQUE INDEX recovery_code_pkey ON public.recovery_code USING btree (person_id, code_hash)
CREATE UNIQUE INDEX recovery_request_pkey ON public.recovery_request USING btree (id)
CREATE UNIQUE INDEX recovery_request_token_hash_key ON public.recovery_request USING btree (token_hash)
CREATE UNIQUE INDEX recovery_vouch_pkey ON public.recovery_vouch USING btree (request_id, person_id)
CREATE UNIQUE INDEX recovery_wrong_pkey ON public.recovery_wrong USING btree (request_id, person_id)
CREATE UNIQUE INDEX release_pkey ON public.release USING btree (crossing_id, into_table, row_id)
CREATE UNIQUE INDEX request_answer_pkey ON public.request_answer USING btree (crossing_id)
CREATE UNIQUE INDEX role_answer_pkey ON public.role_answer USING btree (ask_id, person_id)
CREATE UNIQUE INDEX role_ask_pkey ON public.role_ask USING btree (id)
CREATE UNIQUE INDEX room_output_crossing_id_key ON public.room_output USING btree (crossing_id)
CREATE UNIQUE INDEX room_output_id_key ON public.room_output USING btree (id)
CREATE UNIQUE INDEX room_output_pkey ON public.room_output USING btree (space_id, id)
CREATE UNIQUE INDEX round_id_key ON public.round USING btree (id)
CREATE UNIQUE INDEX round_pkey ON public.round USING btree (space_id, id)
CREATE UNIQUE INDEX round_sealed_pkey ON public.round_sealed USING btree (round_id, ticket)
CREATE UNIQUE INDEX round_ticket_pkey ON public.round_ticket USING btree (round_id, person_id)
CREATE UNIQUE INDEX round_turn_pkey ON public.round_turn USING btree (space_id, step_id, person_id)
CREATE UNIQUE INDEX route_meeting_pkey ON public.route_meeting USING btree (space_id, id)
CREATE UNIQUE INDEX same_said_pkey ON public.same_said USING btree (space_id, evidence_id)
CREATE UNIQUE INDEX seat_holder_pkey ON public.seat_holder USING btree (seat_id, membership_id, since)
CREATE UNIQUE INDEX seat_pkey ON public.seat USING btree (id)
CREATE UNIQUE INDEX seat_space_id_id_key ON public.seat USING btree (space_id, id)
CREATE UNIQUE INDEX sending_pkey ON public.sending USING btree (crossing_id)
CREATE UNIQUE INDEX sent_request_pkey ON public.sent_request USING btree (id)
CREATE UNIQUE INDEX session_before_hash_key ON public.session USING btree (before_hash)
CREATE UNIQUE INDEX session_pkey ON public.session USING btree (id)
CREATE UNIQUE INDEX session_token_hash_key ON public.session USING btree (token_hash)
CREATE UNIQUE INDEX share_letter_key_hash_key ON public.share_letter USING btree (key_hash)
CREATE UNIQUE INDEX share_letter_person ON public.share_letter USING btree (gathering_id, person_id)
CREATE UNIQUE INDEX share_letter_pkey ON public.share_letter USING btree (id)
CREATE UNIQUE INDEX shared_load_pkey ON public.shared_load USING btree (id)
CREATE UNIQUE INDEX sign_in_link_person_id_issuer_key ON public.sign_in_link USING btree (person_id, issuer)
CREATE UNIQUE INDEX sign_in_link_pkey ON public.sign_in_link USING btree (issuer, subject)
CREATE UNIQUE INDEX sign_in_provider_issuer_key ON public.sign_in_provider USING btree (issuer)
CREATE UNIQUE INDEX sign_in_provider_pkey ON public.sign_in_provider USING btree (id)
CREATE UNIQUE INDEX small_room_id_key ON public.small_room USING btree (id)
CREATE UNIQUE INDEX small_room_pkey ON public.small_room USING btree (space_id, id)
CREATE UNIQUE INDEX space_address_key ON public.space USING btree (address)
CREATE UNIQUE INDEX space_copy_pkey ON public.space_copy USING btree (space_id, id)
CREATE UNIQUE INDEX space_limits_pkey ON public.space_limits USING btree (space_id)
CREATE UNIQUE INDEX space_owner_id_key ON public.space USING btree (owner_id)
CREATE UNIQUE INDEX space_partner_id_key ON public.space_partner USING btree (id)
CREATE UNIQUE INDEX space_partner_pkey ON public.space_partner USING btree (space_id, id)
CREATE UNIQUE INDEX space_pkey ON public.space USING btree (id)
CREATE UNIQUE INDEX space_rule_pkey ON public.space_rule USING btree (space_id, rule, since)
CREATE UNIQUE INDEX speaker_yes_pkey ON public.speaker_yes USING btree (activity_id, person_id)
CREATE UNIQUE INDEX step_actual_pkey ON public.step_actual USING btree (space_id, step_id, question)
CREATE UNIQUE INDEX strategy_milestone_pkey ON public.strategy_milestone USING btree (space_id, id)
CREATE UNIQUE INDEX table_sign_pkey ON public.table_sign USING btree (small_id)
CREATE UNIQUE INDEX thread_line_id_key ON public.thread_line USING btree (id)
CREATE UNIQUE INDEX thread_line_pkey ON public.thread_line USING btree (space_id, id)
CREATE UNIQUE INDEX turning_point_pkey ON public.turning_point USING btree (space_id, id)
CREATE UNIQUE INDEX version_beside_pkey ON public.version_beside USING btree (space_id, evidence_id)
CREATE UNIQUE INDEX version_from_crossing_id_key ON public.version_from USING btree (crossing_id)
CREATE UNIQUE INDEX version_from_pkey ON public.version_from USING btree (space_id, document_id)
CREATE UNIQUE INDEX version_hand_pkey ON public.version_hand USING btree (space_id, document_id, person_id)
CREATE UNIQUE INDEX withdrawal_pkey ON public.withdrawal USING btree (crossing_id)
CREATE UNIQUE INDEX working_tie_pkey ON public.working_tie USING btree (id)

policy built_on on insight PERMISSIVE ALL to mover using (id IN ( SELECT l.insight_id
   FROM insight_evidence l)) check true
policy built_on on insight_evidence PERMISSIVE SELECT to mover using (evidence_id IN ( SELECT e.id
   FROM evidence e)) check 
policy built_on on look_again PERMISSIVE ALL to mover using (insight_id IN ( SELECT l.insight_id
   FROM insight_evidence l)) check (insight_id IN ( SELECT l.insight_id
   FROM insight_evidence l))
policy built_on on receiver PERMISSIVE ALL to mover using (insight_id IN ( SELECT l.insight_id
   FROM insight_evidence l)) check true
policy by_hand on same_said RESTRICTIVE INSERT to web using  check (tied_by = me())
policy by_name on shared_load RESTRICTIVE INSERT to web using  check ((said_by = me()) AND (replaced_at IS NULL))
policy by_name on working_tie RESTRICTIVE INSERT to web using  check ((said_by = me()) AND (replaced_at IS NULL))
policy by_who_calls on gathering_after RESTRICTIVE INSERT to web using  check (i_call(gathering_id) AND (said_by = me()))
policy by_who_calls on invitee RESTRICTIVE INSERT to web using  check ((asked_by = me()) AND (NOT by_token()) AND (i_call(gathering_id) OR ((person_id = me()) AND (comes_as = 'member'::text))))
policy by_who_calls on meet_topic RESTRICTIVE INSERT to web using  check i_convened(gathering_id)
policy by_who_calls on not_asked RESTRICTIVE INSERT to web using  check (i_call(gathering_id) AND (said_by = me()))
policy by_who_calls_again on gathering_after RESTRICTIVE UPDATE to web using i_call(gathering_id) check (said_by = me())
policy by_who_calls_again on not_asked RESTRICTIVE UPDATE to web using i_call(gathering_id) check (said_by = me())
policy by_who_calls_away on meet_topic RESTRICTIVE DELETE to web using i_convened(gathering_id) check 
policy by_who_calls_away on not_asked RESTRICTIVE DELETE to web using i_call(gathering_id) check 
policy came_with_it on copied RESTRICTIVE INSERT to web using  check (EXISTS ( SELECT
   FROM chapter c
  WHERE ((c.space_id = copied.space_id) AND (c.id = copied.chapter_id) AND c.kept)))
policy closing_lapses on crossing PERMISSIVE UPDATE to gate using true check (words IS NULL)
policy closing_lapses on crossing_outcome PERMISSIVE ALL to gate using true check (outcome = 'stays'::text)
policy conveners on gathering RESTRICTIVE INSERT to web using  check (convened_by = me())
policy conveners_again on gathering RESTRICTIVE UPDATE to web using ((convened_by = me()) OR i_manage(space_id) OR i_facilitate(room_id)) check true
policy directory on space PERMISSIVE SELECT to web using ((id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[])) OR (id = ANY (( SELECT my_directory() AS my_directory)::uuid[]))) check 
policy facilitators on agenda_note RESTRICTIVE SELECT to web using i_facilitate(space_id) check 
policy finder_reads on chapter PERMISSIVE SELECT to finder using true check 
policy finder_reads on space PERMISSIVE SELECT to finder using true check 
policy finds on action PERMISSIVE SELECT to finder using true check 
policy finds on aim PERMISSIVE SELECT to finder using true check 
policy finds on assumption PERMISSIVE SELECT to finder using true check 
policy finds on decision PERMISSIVE SELECT to finder using true check 
policy finds on document PERMISSIVE SELECT to finder using true check 
policy finds on evidence PERMISSIVE SELECT to finder using true check 
policy finds on experiment PERMISSIVE SELECT to finder using true check 
policy finds on finding PERMISSIVE SELECT to finder using true check 
policy finds on gathering PERMISSIVE SELECT to finder using true check 
policy finds on implication PERMISSIVE SELECT to finder using true check 
policy finds on insight PERMISSIVE SELECT to finder using true check 
policy finds on learning_cycle PERMISSIVE SELECT to finder using true check 
policy finds on learning_question PERMISSIVE SELECT to finder using true check 
policy finds on outcome PERMISSIVE SELECT to finder using true check 
policy for_holding on entry PERMISSIVE UPDATE to mover using true check false
policy for_holding on evidence PERMISSIVE UPDATE to mover using true check false
policy for_proposing on entry PERMISSIVE SELECT to mover using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check 
policy for_proposing on evidence PERMISSIVE SELECT to mover using ((chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) OR (id IN ( SELECT c.source_id
   FROM crossing c))) check 
policy founding on charter PERMISSIVE ALL to gate using true check true
policy founding on space_rule PERMISSIVE ALL to gate using true check true
policy gate_all on access_need PERMISSIVE ALL to gate using true check true
policy gate_all on action PERMISSIVE ALL to gate using true check true
policy gate_all on action_from PERMISSIVE ALL to gate using true check true
policy gate_all on activity PERMISSIVE ALL to gate using true check true
policy gate_all on activity_role PERMISSIVE ALL to gate using true check true
policy gate_all on activity_step PERMISSIVE ALL to gate using true check true
policy gate_all on agenda_item PERMISSIVE ALL to gate using true check true
policy gate_all on agenda_note PERMISSIVE ALL to gate using true check true
policy gate_all on aim PERMISSIVE ALL to gate using true check true
policy gate_all on apart_wish PERMISSIVE ALL to gate using true check true
policy gate_all on arrival_answer PERMISSIVE ALL to gate using true check true
policy gate_all on artefact PERMISSIVE ALL to gate using true check true
policy gate_all on assumption PERMISSIVE ALL to gate using true check true
policy gate_all on calendar_choice PERMISSIVE ALL to gate using true check true
policy gate_all on call PERMISSIVE ALL to gate using true check true
policy gate_all on call_letter PERMISSIVE ALL to gate using true check true
policy gate_all on chain_link PERMISSIVE ALL to gate using true check true
policy gate_all on chapter PERMISSIVE ALL to gate using true check true
policy gate_all on closing PERMISSIVE ALL to gate using true check true
policy gate_all on closing_answer PERMISSIVE ALL to gate using true check true
policy gate_all on committee_route PERMISSIVE ALL to gate using true check true
policy gate_all on contact PERMISSIVE ALL to gate using true check true
policy gate_all on contest PERMISSIVE ALL to gate using true check true
policy gate_all on context_event PERMISSIVE ALL to gate using true check true
policy gate_all on contribution PERMISSIVE ALL to gate using true check true
policy gate_all on contribution_owner PERMISSIVE ALL to gate using true check true
policy gate_all on copied PERMISSIVE ALL to gate using true check true
policy gate_all on cycle_step PERMISSIVE ALL to gate using true check true
policy gate_all on dead_end PERMISSIVE ALL to gate using true check true
policy gate_all on decision PERMISSIVE ALL to gate using true check true
policy gate_all on digest PERMISSIVE ALL to gate using true check true
policy gate_all on digest_choice PERMISSIVE ALL to gate using true check true
policy gate_all on disclosed PERMISSIVE ALL to gate using true check true
policy gate_all on dissent PERMISSIVE ALL to gate using true check true
policy gate_all on document_gone PERMISSIVE ALL to gate using true check true
policy gate_all on door_wait PERMISSIVE ALL to gate using true check true
policy gate_all on door_work PERMISSIVE ALL to gate using true check true
policy gate_all on evidence PERMISSIVE ALL to gate using true check true
policy gate_all on experiment PERMISSIVE ALL to gate using true check true
policy gate_all on facilitated PERMISSIVE ALL to gate using true check true
policy gate_all on facilitator_note PERMISSIVE ALL to gate using true check true
policy gate_all on finding PERMISSIVE ALL to gate using true check true
policy gate_all on finding_comment PERMISSIVE ALL to gate using true check true
policy gate_all on finding_round PERMISSIVE ALL to gate using true check true
policy gate_all on gathering PERMISSIVE ALL to gate using true check true
policy gate_all on gathering_after PERMISSIVE ALL to gate using true check true
policy gate_all on gathering_room PERMISSIVE ALL to gate using true check true
policy gate_all on gathering_series PERMISSIVE ALL to gate using true check true
policy gate_all on guest PERMISSIVE ALL to gate using true check true
policy gate_all on guest_slip PERMISSIVE ALL to gate using true check true
policy gate_all on handing PERMISSIVE ALL to gate using true check true
policy gate_all on harvest_choice PERMISSIVE ALL to gate using true check true
policy gate_all on implication PERMISSIVE ALL to gate using true check true
policy gate_all on inquiry_change PERMISSIVE ALL to gate using true check true
policy gate_all on inquiry_link PERMISSIVE ALL to gate using true check true
policy gate_all on insight PERMISSIVE ALL to gate using true check true
policy gate_all on insight_evidence PERMISSIVE ALL to gate using true check true
policy gate_all on insight_scale PERMISSIVE ALL to gate using true check true
policy gate_all on insight_succession PERMISSIVE ALL to gate using true check true
policy gate_all on invitation PERMISSIVE ALL to gate using true check true
policy gate_all on invitee PERMISSIVE ALL to gate using true check true
policy gate_all on keeper_asking PERMISSIVE ALL to gate using true check true
policy gate_all on learning_ask PERMISSIVE ALL to gate using true check true
policy gate_all on learning_cycle PERMISSIVE ALL to gate using true check true
policy gate_all on learning_question PERMISSIVE ALL to gate using true check true
policy gate_all on look_again PERMISSIVE ALL to gate using true check true
policy gate_all on meet_match PERMISSIVE ALL to gate using true check true
policy gate_all on meet_topic PERMISSIVE ALL to gate using true check true
policy gate_all on meet_wish PERMISSIVE ALL to gate using true check true
policy gate_all on membership PERMISSIVE ALL to gate using true check true
policy gate_all on not_asked PERMISSIVE ALL to gate using true check true
policy gate_all on nudge PERMISSIVE ALL to gate using true check true
policy gate_all on organisation_name PERMISSIVE ALL to gate using true check true
policy gate_all on outcome PERMISSIVE ALL to gate using true check true
policy gate_all on paper_sheet PERMISSIVE ALL to gate using true check true
policy gate_all on parent_strategy PERMISSIVE ALL to gate using true check true
policy gate_all on receiver PERMISSIVE ALL to gate using true check true
policy gate_all on recovery_code PERMISSIVE ALL to gate using true check true
policy gate_all on recovery_request PERMISSIVE ALL to gate using true check true
policy gate_all on recovery_vouch PERMISSIVE ALL to gate using true check true
policy gate_all on recovery_wrong PERMISSIVE ALL to gate using true check true
policy gate_all on request_answer PERMISSIVE ALL to gate using true check true
policy gate_all on role_answer PERMISSIVE ALL to gate using true check true
policy gate_all on role_ask PERMISSIVE ALL to gate using true check true
policy gate_all on room_output PERMISSIVE ALL to gate using true check true
policy gate_all on round PERMISSIVE ALL to gate using true check true
policy gate_all on round_sealed PERMISSIVE ALL to gate using true check true
policy gate_all on round_ticket PERMISSIVE ALL to gate using true check true
policy gate_all on round_turn PERMISSIVE ALL to gate using true check true
policy gate_all on route_meeting PERMISSIVE ALL to gate using true check true
policy gate_all on same_said PERMISSIVE ALL to gate using true check true
policy gate_all on seat_holder PERMISSIVE ALL to gate using true check true
policy gate_all on sending PERMISSIVE ALL to gate using true check true
policy gate_all on sent_request PERMISSIVE ALL to gate using true check true
policy gate_all on share_letter PERMISSIVE ALL to gate using true check true
policy gate_all on small_room PERMISSIVE ALL to gate using true check true
policy gate_all on space PERMISSIVE ALL to gate using true check true
policy gate_all on speaker_yes PERMISSIVE ALL to gate using true check true
policy gate_all on strategy_milestone PERMISSIVE ALL to gate using true check true
policy gate_all on table_sign PERMISSIVE ALL to gate using true check true
policy gate_all on thread_line PERMISSIVE ALL to gate using true check true
policy gate_all on turning_point PERMISSIVE ALL to gate using true check true
policy gate_all on version_beside PERMISSIVE ALL to gate using true check true
policy gate_all on version_from PERMISSIVE ALL to gate using true check true
policy gate_all on version_hand PERMISSIVE ALL to gate using true check true
policy gate_answers on acknowledgement PERMISSIVE ALL to gate using true check true
policy gate_appends on event PERMISSIVE ALL to gate using true check true
policy gate_copies on seat PERMISSIVE INSERT to gate using  check ((made_by = me()) AND (chapter_id = ANY (my_chapters())))
policy gate_deletes on document PERMISSIVE DELETE to gate using true check 
policy gate_deletes on event PERMISSIVE DELETE to gate using true check 
policy gate_deletes on file PERMISSIVE DELETE to gate using true check 
policy gate_forgets on attempt PERMISSIVE ALL to gate using (person_id = me()) check 
policy gate_forgets on document PERMISSIVE UPDATE to gate using (author_id = me()) check (author_id IS NULL)
policy gate_forgets on handover_note PERMISSIVE ALL to gate using true check 
policy gate_forgets on seat PERMISSIVE UPDATE to gate using (made_by = me()) check (made_by IS NULL)
policy gate_guests on person PERMISSIVE INSERT to gate using  check true
policy gate_guests on session PERMISSIVE INSERT to gate using  check (kind = 'guest'::text)
policy gate_guests_go on person PERMISSIVE DELETE to gate using true check 
policy gate_guests_name on person PERMISSIVE UPDATE to gate using true check true
policy gate_invented on person PERMISSIVE DELETE to gate using (NOT (EXISTS ( SELECT
   FROM membership m
  WHERE (m.person_id = person.id)))) check 
policy gate_keeps on document PERMISSIVE INSERT to gate using  check true
policy gate_keeps on place_keeper PERMISSIVE INSERT to gate using  check true
policy gate_lapses on crossing PERMISSIVE UPDATE to gate using true check (words IS NULL)
policy gate_lapses on crossing_outcome PERMISSIVE INSERT to gate using  check (outcome = 'stays'::text)
policy gate_lets_go on entry PERMISSIVE ALL to gate using true check true
policy gate_lines on document PERMISSIVE UPDATE to gate using true check true
policy gate_moves on attempt PERMISSIVE UPDATE to gate using ( SELECT i.demonstration
   FROM installation i) check ( SELECT i.demonstration
   FROM installation i)
policy gate_names on seat PERMISSIVE UPDATE to gate using true check true
policy gate_notes on narrowing PERMISSIVE ALL to gate using true check true
policy gate_notes on space_copy PERMISSIVE ALL to gate using (person_id = me()) check ((person_id IS NULL) OR (person_id = me()))
policy gate_reads on api_token PERMISSIVE SELECT to gate using true check 
policy gate_reads on crossing_outcome PERMISSIVE SELECT to gate using true check 
policy gate_reads on document PERMISSIVE SELECT to gate using true check 
policy gate_reads on entry_photo PERMISSIVE SELECT to gate using true check 
policy gate_reads on file PERMISSIVE SELECT to gate using true check 
policy gate_reads on login PERMISSIVE SELECT to gate using true check 
policy gate_reads on mail_address PERMISSIVE SELECT to gate using true check 
policy gate_reads on mailed_link PERMISSIVE SELECT to gate using true check 
policy gate_reads on organisation PERMISSIVE SELECT to gate using true check 
policy gate_reads on passkey PERMISSIVE SELECT to gate using true check 
policy gate_reads on password PERMISSIVE SELECT to gate using true check 
policy gate_reads on person PERMISSIVE SELECT to gate using true check 
policy gate_reads on place_keeper PERMISSIVE SELECT to gate using true check 
policy gate_reads on profile PERMISSIVE SELECT to gate using true check 
policy gate_reads on seat PERMISSIVE SELECT to gate using true check 
policy gate_reads on session PERMISSIVE SELECT to gate using true check 
policy gate_reads on sign_in_link PERMISSIVE SELECT to gate using true check 
policy gate_reads on sign_in_provider PERMISSIVE SELECT to gate using true check 
policy gate_reads on space_partner PERMISSIVE SELECT to gate using true check 
policy gate_sees on attempt PERMISSIVE SELECT to gate using ( SELECT i.demonstration
   FROM installation i) check 
policy gate_sees on space_copy PERMISSIVE SELECT to gate using ((person_id IS NULL) OR (person_id = me())) check 
policy gate_sends on consent PERMISSIVE ALL to gate using true check true
policy gate_sends on crossing PERMISSIVE INSERT to gate using  check ((to_seat IS NOT NULL) AND (proposed_by = me()))
policy gate_sets_up on installation PERMISSIVE UPDATE to gate using true check true
policy gate_settles on crossing PERMISSIVE UPDATE to gate using (to_seat IS NOT NULL) check (words IS NULL)
policy gate_speaker on crossing PERMISSIVE SELECT to gate using true check 
policy gate_spends on mailed_link PERMISSIVE DELETE to gate using true check 
policy gate_steps_down on place_keeper PERMISSIVE DELETE to gate using true check 
policy gate_touches on api_token PERMISSIVE UPDATE to gate using true check true
policy gate_touches on session PERMISSIVE UPDATE to gate using true check true
policy givers on invitation RESTRICTIVE INSERT to web using  check ((NOT privileged(roles)) OR may_give(space_id))
policy goes_on on gathering_series RESTRICTIVE UPDATE to web using ((started_by = me()) OR i_manage(space_id)) check true
policy invited on invitation PERMISSIVE SELECT to web using (accepted_by = me()) check 
policy inviter on invitation PERMISSIVE ALL to web using (invited_by = me()) check ((invited_by = me()) AND (space_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[])))
policy keepers on sign_in_provider PERMISSIVE ALL to web using (EXISTS ( SELECT
   FROM place_keeper
  WHERE (place_keeper.person_id = me()))) check (EXISTS ( SELECT
   FROM place_keeper
  WHERE (place_keeper.person_id = me())))
policy kept on artefact RESTRICTIVE SELECT to web using ((kept_key IS NULL) OR (EXISTS ( SELECT
   FROM document d
  WHERE ((d.space_id = artefact.space_id) AND (d.artefact_id = artefact.id))))) check 
policy landed on evidence PERMISSIVE ALL to mover using (crossing_id IN ( SELECT c.id
   FROM crossing c)) check (crossing_id IN ( SELECT c.id
   FROM crossing c))
policy made on organisation PERMISSIVE INSERT to web using  check (made_by = me())
policy managers on charter RESTRICTIVE UPDATE to web using i_manage(space_id) check i_manage(space_id)
policy managers on seat RESTRICTIVE UPDATE to web using may_change_seat(space_id, made_by) check may_change_seat(space_id, made_by)
policy managers on space RESTRICTIVE UPDATE to web using i_manage(id) check i_manage(id)
policy may_be_spoke on crossing PERMISSIVE SELECT to web using ((to_seat IS NULL) AND (source_kind = 'evidence'::text) AND (speaker_id IS NULL) AND (id = ANY (( SELECT went_by_my_yes() AS went_by_my_yes)::uuid[]))) check 
policy met on organisation PERMISSIVE SELECT to web using (id = ANY (( SELECT my_organisations() AS my_organisations)::uuid[])) check 
policy met on person PERMISSIVE SELECT to web using (EXISTS ( SELECT
   FROM membership m
  WHERE ((m.person_id = person.id) AND (m.space_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[]))))) check 
policy mine on chapter PERMISSIVE SELECT to web using (id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check 
policy mine on membership PERMISSIVE SELECT to web using ((person_id = me()) OR (space_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[]))) check 
policy mover_all on consent PERMISSIVE ALL to mover using true check true
policy mover_appends on event PERMISSIVE ALL to mover using true check true
policy mover_blanks on crossing PERMISSIVE UPDATE to mover using (id IN ( SELECT c.crossing_id
   FROM consent c
  WHERE (c.person_id = me()))) check (words IS NULL)
policy mover_blanks on document PERMISSIVE ALL to mover using true check true
policy mover_concerned on crossing PERMISSIVE ALL to mover using ((speaker_id = me()) OR (proposed_by = me()) OR (speaker_id IS NULL) OR (id IN ( SELECT c.crossing_id
   FROM consent c
  WHERE (c.person_id = me())))) check ((proposed_by = me()) OR (speaker_id = me()))
policy mover_concerned on crossing_outcome PERMISSIVE ALL to mover using (crossing_id IN ( SELECT c.id
   FROM crossing c)) check (crossing_id IN ( SELECT c.id
   FROM crossing c))
policy mover_concerned on release PERMISSIVE ALL to mover using (crossing_id IN ( SELECT c.id
   FROM crossing c)) check (crossing_id IN ( SELECT c.id
   FROM crossing c))
policy mover_language on space PERMISSIVE SELECT to mover using true check 
policy mover_nameless on crossing PERMISSIVE INSERT to mover using  check ((source_kind = 'contribution'::text) AND (speaker_id IS NULL) AND (proposed_by IS NULL))
policy mover_reads on chapter PERMISSIVE SELECT to mover using true check 
policy mover_reads on membership PERMISSIVE SELECT to mover using true check 
policy mover_reads on seat PERMISSIVE SELECT to mover using true check 
policy mover_reads on space PERMISSIVE SELECT to mover using true check 
policy mover_reads on space_rule PERMISSIVE SELECT to mover using true check 
policy mover_speaker on withdrawal PERMISSIVE ALL to mover using (by = me()) check (by = me())
policy named on organisation PERMISSIVE SELECT to web using ((id IN ( SELECT l.organisation_id
   FROM shared_load l)) OR (id IN ( SELECT t.one_organisation
   FROM working_tie t)) OR (id IN ( SELECT t.other_organisation
   FROM working_tie t))) check 
policy next_day on look_again RESTRICTIVE ALL to web using (due_at <= clock_now()) check (due_at <= clock_now())
policy nobody on call_letter PERMISSIVE SELECT to web using false check 
policy nobody on door_work RESTRICTIVE ALL to web using false check false
policy nobody on guest_slip RESTRICTIVE ALL to web using false check false
policy nobody on narrowing RESTRICTIVE SELECT to web using false check 
policy nobody on organisation_name RESTRICTIVE ALL to web using false check false
policy nobody on request_answer RESTRICTIVE SELECT to web using false check 
policy nobody on round_sealed RESTRICTIVE SELECT to web using false check 
policy nobody on round_ticket RESTRICTIVE SELECT to web using false check 
policy nobody on share_letter RESTRICTIVE ALL to web using false check false
policy not_altered on evidence RESTRICTIVE UPDATE to web using (crossing_id IS NULL) check 
policy not_by_hand on evidence RESTRICTIVE INSERT to web using  check ((crossing_id IS NULL) AND (brought_on IS NULL))
policy not_by_token on access_need RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on apart_wish RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on api_token RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on arrival_answer RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on ask_aside RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on ask_hidden RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on calendar_choice RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on call RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on closing_answer RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on consent RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on contribution_owner RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on crossing RESTRICTIVE ALL to web using ((NOT by_token()) OR (to_space = ANY (( SELECT my_spaces() AS my_spaces)::uuid[]))) check 
policy not_by_token on digest RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on digest_choice RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on harvest_choice RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on invitation RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on keeper_asking RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on last_look RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on login RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on mail_address RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on mailed_link RESTRICTIVE ALL to web using (COALESCE(current_setting('app.token'::text, true), ''::text) = ''::text) check (COALESCE(current_setting('app.token'::text, true), ''::text) = ''::text)
policy not_by_token on meet_match RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on meet_wish RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on membership RESTRICTIVE ALL to web using ((NOT by_token()) OR (space_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[]))) check 
policy not_by_token on nudge RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on passkey RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on passphrase RESTRICTIVE ALL to web using (COALESCE(current_setting('app.token'::text, true), ''::text) = ''::text) check (COALESCE(current_setting('app.token'::text, true), ''::text) = ''::text)
policy not_by_token on password RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on place_keeper RESTRICTIVE ALL to web using (COALESCE(current_setting('app.token'::text, true), ''::text) = ''::text) check (COALESCE(current_setting('app.token'::text, true), ''::text) = ''::text)
policy not_by_token on profile RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on recovery_code RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on recovery_request RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on recovery_vouch RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on recovery_wrong RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on release RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on role_answer RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on sent_request RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on session RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on sign_in_link RESTRICTIVE ALL to web using (COALESCE(current_setting('app.token'::text, true), ''::text) = ''::text) check (COALESCE(current_setting('app.token'::text, true), ''::text) = ''::text)
policy not_by_token on sign_in_provider RESTRICTIVE ALL to web using (COALESCE(current_setting('app.token'::text, true), ''::text) = ''::text) check (COALESCE(current_setting('app.token'::text, true), ''::text) = ''::text)
policy not_by_token on speaker_yes RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_by_token on withdrawal RESTRICTIVE ALL to web using (NOT by_token()) check (NOT by_token())
policy not_closed on space RESTRICTIVE UPDATE to web using (closed_at IS NULL) check (closed_at IS NULL)
policy not_gone on entry RESTRICTIVE SELECT to web using (gone_at IS NULL) check 
policy not_gone on entry_photo RESTRICTIVE SELECT to web using (EXISTS ( SELECT
   FROM entry e
  WHERE (e.id = entry_photo.entry_id))) check 
policy not_gone on entry_version RESTRICTIVE SELECT to web using (EXISTS ( SELECT
   FROM entry e
  WHERE (e.id = entry_version.entry_id))) check 
policy not_in_journals on artefact RESTRICTIVE INSERT to web using  check (EXISTS ( SELECT
   FROM space s
  WHERE ((s.id = artefact.space_id) AND (s.kind <> 'person'::text))))
policy not_in_journals on document RESTRICTIVE INSERT to web using  check (EXISTS ( SELECT
   FROM space s
  WHERE ((s.id = document.space_id) AND (s.kind <> 'person'::text))))
policy not_in_journals on evidence RESTRICTIVE INSERT to web using  check (EXISTS ( SELECT
   FROM space s
  WHERE ((s.id = evidence.space_id) AND (s.kind <> 'person'::text))))
policy not_in_journals on file RESTRICTIVE INSERT to web using  check (EXISTS ( SELECT
   FROM space s
  WHERE ((s.id = file.space_id) AND (s.kind <> 'person'::text))))
policy not_lapsed on evidence RESTRICTIVE ALL to web using ((valid_until IS NULL) OR (valid_until >= (clock_now())::date)) check 
policy of_oneself on facilitated RESTRICTIVE INSERT to web using  check ((person_id = me()) AND i_ran(gathering_id) AND (NOT by_token()))
policy of_oneself_again on facilitated RESTRICTIVE UPDATE to web using (person_id = me()) check (person_id = me())
policy of_oneself_away on facilitated RESTRICTIVE DELETE to web using (person_id = me()) check 
policy once_shown on step_actual RESTRICTIVE SELECT to web using (shown OR i_facilitate(space_id)) check 
policy one on activity PERMISSIVE SELECT to live using (chapter_id = (NULLIF(current_setting('app.chapter'::text, true), ''::text))::uuid) check 
policy one on activity_step PERMISSIVE SELECT to live using (chapter_id = (NULLIF(current_setting('app.chapter'::text, true), ''::text))::uuid) check 
policy one on chapter PERMISSIVE SELECT to live using (id = (NULLIF(current_setting('app.chapter'::text, true), ''::text))::uuid) check 
policy one on contribution PERMISSIVE SELECT to live using (chapter_id = (NULLIF(current_setting('app.chapter'::text, true), ''::text))::uuid) check 
policy one on disclosed PERMISSIVE SELECT to live using (chapter_id = (NULLIF(current_setting('app.chapter'::text, true), ''::text))::uuid) check 
policy one on event PERMISSIVE SELECT to live using (chapter_id = (NULLIF(current_setting('app.chapter'::text, true), ''::text))::uuid) check 
policy one on paper_sheet PERMISSIVE SELECT to live using (chapter_id = (NULLIF(current_setting('app.chapter'::text, true), ''::text))::uuid) check 
policy only_shown on contribution RESTRICTIVE SELECT to live using (shown AND (seen_by = ANY (ARRAY['room'::text, 'pair'::text, 'table'::text]))) check 
policy own on access_need PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on apart_wish PERMISSIVE ALL to web using (person_id = me()) check ((person_id = me()) AND (space_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[])))
policy own on api_token PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on arrival_answer PERMISSIVE SELECT to web using (person_id = me()) check 
policy own on ask_aside PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on ask_hidden PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on attempt PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on calendar_choice PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on call PERMISSIVE SELECT to web using (person_id = me()) check 
policy own on closing_answer PERMISSIVE SELECT to web using (person_id = me()) check 
policy own on consent PERMISSIVE SELECT to web using (person_id = me()) check 
policy own on contribution_owner PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on crossing PERMISSIVE SELECT to web using ((speaker_id = me()) OR ((from_chapter = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) AND ((proposed_by = me()) OR (id IN ( SELECT c.crossing_id
   FROM consent c
  WHERE (c.person_id = me()))))) OR ((to_space = ANY (( SELECT my_spaces() AS my_spaces)::uuid[])) AND (id IN ( SELECT c.crossing_id
   FROM consent c
  WHERE ((c.person_id = me()) AND (c.standing = 'organisation'::text)))))) check 
policy own on crossing_outcome PERMISSIVE SELECT to web using (crossing_id IN ( SELECT c.id
   FROM crossing c)) check 
policy own on digest PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on digest_choice PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on harvest_choice PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on keeper_asking PERMISSIVE SELECT to web using (person_id = me()) check 
policy own on last_look PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on login PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on mail_address PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on mailed_link PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on meet_match PERMISSIVE SELECT to web using (person_id = me()) check 
policy own on meet_wish PERMISSIVE ALL to web using (person_id = me()) check ((person_id = me()) AND (topic_id IN ( SELECT t.id
   FROM meet_topic t)))
policy own on nudge PERMISSIVE SELECT to web using ((person_id = me()) OR (from_id = me())) check 
policy own on organisation PERMISSIVE UPDATE to web using (made_by = me()) check (made_by = me())
policy own on passkey PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on passphrase PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on password PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on person PERMISSIVE ALL to web using (id = me()) check (id = me())
policy own on place_keeper PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on profile PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on recovery_code PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on recovery_request PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on recovery_vouch PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on recovery_wrong PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on role_answer PERMISSIVE SELECT to web using (person_id = me()) check 
policy own on sent_request PERMISSIVE SELECT to web using (asked_by = me()) check 
policy own on session PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on sign_in_link PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on speaker_yes PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on withdrawal PERMISSIVE SELECT to web using (by = me()) check 
policy own_again on contest RESTRICTIVE DELETE to web using ((author_id = me()) AND (NOT by_token())) check 
policy own_again on contribution RESTRICTIVE UPDATE to web using ((author_id = me()) OR i_put(id)) check ((author_id = me()) OR (attribution = 'role'::text))
policy own_answer on invitee RESTRICTIVE UPDATE to web using (person_id = me()) check (person_id = me())
policy own_away on contact RESTRICTIVE DELETE to web using (author_id = me()) check 
policy own_away on contribution RESTRICTIVE DELETE to web using ((author_id = me()) OR i_put(id)) check 
policy own_away on facilitator_note RESTRICTIVE DELETE to web using (author_id = me()) check 
policy own_away on thread_line RESTRICTIVE DELETE to web using (author_id = me()) check 
policy own_hand on action RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on aim RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on artefact RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on assumption RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on committee_route RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on contact RESTRICTIVE INSERT to web using  check ((author_id = me()) AND (NOT by_token()))
policy own_hand on contest RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on contribution RESTRICTIVE INSERT to web using  check ((NOT by_token()) AND ((author_id = me()) OR ((author_id IS NULL) AND (attribution = 'role'::text)) OR ((attribution = 'anonymous'::text) AND i_facilitate(space_id))))
policy own_hand on cycle_step RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on dead_end RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on decision RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on dissent RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on document RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on evidence RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on experiment RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on facilitator_note RESTRICTIVE INSERT to web using  check ((author_id = me()) AND (NOT by_token()))
policy own_hand on finding RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on finding_comment RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on finding_round RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on handing RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on implication RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on inquiry_change RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on inquiry_link RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on insight RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on insight_scale RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on insight_succession RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on learning_cycle RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on learning_question RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on outcome RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on route_meeting RESTRICTIVE INSERT to web using  check ((author_id IS NULL) OR (author_id = me()))
policy own_hand on thread_line RESTRICTIVE INSERT to web using  check ((author_id = me()) AND thread_open(chapter_id) AND (NOT by_token()))
policy own_name on event RESTRICTIVE INSERT to web using  check ((actor_id IS NULL) OR (actor_id = me()))
policy own_note on facilitator_note RESTRICTIVE UPDATE to web using (author_id = me()) check (author_id = me())
policy own_role on activity_role RESTRICTIVE INSERT to web using  check ((NOT by_token()) AND ((person_id = me()) OR i_facilitate(space_id)))
policy own_role_away on activity_role RESTRICTIVE DELETE to web using ((person_id = me()) OR i_facilitate(space_id)) check 
policy own_spaces on api_token RESTRICTIVE INSERT to web using  check may_be_tokens(spaces)
policy own_table on activity_step RESTRICTIVE SELECT to web using ((small_id IS NULL) OR i_facilitate(space_id) OR i_sat_at(small_id)) check 
policy own_table on paper_sheet RESTRICTIVE SELECT to web using (NOT at_other_table(step_id)) check 
policy own_turn on thread_line RESTRICTIVE SELECT to web using ((author_id = me()) OR had_my_turn(chapter_id)) check 
policy own_words on handover_note RESTRICTIVE INSERT to web using  check (membership_id IN ( SELECT m.id
   FROM membership m
  WHERE (m.person_id = me())))
policy own_words_again on handover_note RESTRICTIVE UPDATE to web using (membership_id IN ( SELECT m.id
   FROM membership m
  WHERE (m.person_id = me()))) check 
policy readers on acknowledgement PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on action PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on action_from PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on activity PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on activity_role PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on activity_step PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on agenda_item PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on agenda_note PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on aim PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on artefact PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on assumption PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on chain_link PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on charter PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on charter_version PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on closing PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on committee_route PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on contact PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on contest PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on context_event PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on contribution PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on copied PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on cycle_step PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on dead_end PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on decision PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on disclosed PERMISSIVE SELECT to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check 
policy readers on dissent PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on document PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on document_gone PERMISSIVE SELECT to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check 
policy readers on door_wait PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on ending_step PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on entry PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on entry_photo PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on entry_version PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on event PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on evidence PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on experiment PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on facilitated PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on facilitator_note PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on file PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on finding PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on finding_comment PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on finding_round PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on gathering PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on gathering_after PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on gathering_room PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on gathering_series PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on guest PERMISSIVE SELECT to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check 
policy readers on handing PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on handover_note PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on implication PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on inquiry_change PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on inquiry_link PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on insight PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on insight_evidence PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on insight_scale PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on insight_succession PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on invitee PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on learning_ask PERMISSIVE SELECT to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check 
policy readers on learning_cycle PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on learning_question PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on look_again PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on meet_topic PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on not_asked PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on outcome PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on paper_sheet PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on parent_strategy PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on phase_change PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on receiver PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on role_ask PERMISSIVE SELECT to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check 
policy readers on room_output PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on round PERMISSIVE SELECT to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check 
policy readers on round_turn PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on route_meeting PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on same_said PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on seat PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on seat_holder PERMISSIVE SELECT to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check 
policy readers on sending PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on shared_load PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on small_room PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on space_copy PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on space_limits PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on space_partner PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on space_rule PERMISSIVE SELECT to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check 
policy readers on step_actual PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on strategy_milestone PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on thread_line PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on turning_point PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on version_beside PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on version_from PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on version_hand PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on working_tie PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy reads_both on same_said RESTRICTIVE ALL to web using ((EXISTS ( SELECT
   FROM evidence e
  WHERE ((e.space_id = same_said.space_id) AND (e.id = same_said.evidence_id)))) AND (EXISTS ( SELECT
   FROM evidence e
  WHERE ((e.space_id = same_said.space_id) AND (e.id = same_said.under_id))))) check ((EXISTS ( SELECT
   FROM evidence e
  WHERE ((e.space_id = same_said.space_id) AND (e.id = same_said.evidence_id) AND (e.chapter_id = same_said.chapter_id)))) AND (EXISTS ( SELECT
   FROM evidence e
  WHERE ((e.space_id = same_said.space_id) AND (e.id = same_said.under_id)))))
policy reference_read on installation PERMISSIVE SELECT to finder,gate,live,mover,web,worker using true check 
policy run_add on activity RESTRICTIVE INSERT to web using  check i_facilitate(space_id)
policy run_add on activity_step RESTRICTIVE INSERT to web using  check i_facilitate(space_id)
policy run_add on agenda_item RESTRICTIVE INSERT to web using  check i_facilitate(space_id)
policy run_add on agenda_note RESTRICTIVE INSERT to web using  check i_facilitate(space_id)
policy run_add on gathering_room RESTRICTIVE INSERT to web using  check i_facilitate(space_id)
policy run_add on round_turn RESTRICTIVE INSERT to web using  check i_facilitate(space_id)
policy run_add on small_room RESTRICTIVE INSERT to web using  check i_facilitate(space_id)
policy run_add on step_actual RESTRICTIVE INSERT to web using  check i_facilitate(space_id)
policy run_away on agenda_item RESTRICTIVE DELETE to web using i_facilitate(space_id) check 
policy run_away on agenda_note RESTRICTIVE DELETE to web using i_facilitate(space_id) check 
policy run_away on step_actual RESTRICTIVE DELETE to web using i_facilitate(space_id) check 
policy run_change on activity RESTRICTIVE UPDATE to web using i_facilitate(space_id) check i_facilitate(space_id)
policy run_change on activity_step RESTRICTIVE UPDATE to web using i_facilitate(space_id) check i_facilitate(space_id)
policy run_change on agenda_item RESTRICTIVE UPDATE to web using i_facilitate(space_id) check i_facilitate(space_id)
policy run_change on agenda_note RESTRICTIVE UPDATE to web using i_facilitate(space_id) check i_facilitate(space_id)
policy run_change on gathering_room RESTRICTIVE UPDATE to web using i_facilitate(space_id) check i_facilitate(space_id)
policy run_change on small_room RESTRICTIVE UPDATE to web using i_facilitate(space_id) check i_facilitate(space_id)
policy run_change on step_actual RESTRICTIVE UPDATE to web using i_facilitate(space_id) check i_facilitate(space_id)
policy seen on contribution RESTRICTIVE SELECT to web using ((author_id = me()) OR (shown AND (seen_by = ANY (ARRAY['room'::text, 'pair'::text, 'table'::text]))) OR (shown AND (seen_by = 'presenter'::text) AND (presenter_id = me())) OR (shown AND (seen_by = 'facilitator'::text) AND i_facilitate(space_id)) OR ((author_id IS NULL) AND (attribution = 'role'::text) AND i_put(id))) check 
policy settings on space PERMISSIVE UPDATE to web using (id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[])) check (id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[]))
policy shut on entry RESTRICTIVE ALL to web using (NOT journal_shut()) check (NOT journal_shut())
policy shut on entry_photo RESTRICTIVE ALL to web using (NOT journal_shut()) check (NOT journal_shut())
policy shut on entry_version RESTRICTIVE ALL to web using (NOT journal_shut()) check (NOT journal_shut())
policy shut on mail_address RESTRICTIVE ALL to web using (NOT journal_shut()) check (NOT journal_shut())
policy speaker on release PERMISSIVE SELECT to web using i_said(crossing_id) check 
policy spoke on crossing PERMISSIVE SELECT to web using ((to_seat IS NOT NULL) AND (id IN ( SELECT k.crossing_id
   FROM consent k
  WHERE ((k.person_id = me()) AND (k.standing = 'speaker'::text))))) check 
policy started on gathering_series RESTRICTIVE INSERT to web using  check (started_by = me())
policy sweep on api_token PERMISSIVE DELETE to worker using (ends_at < clock_now()) check 
policy sweep on attempt PERMISSIVE ALL to worker using (at < (clock_now() - '7 days'::interval)) check 
policy sweep on keeper_asking PERMISSIVE DELETE to worker using (ends_at < clock_now()) check 
policy sweep on mailed_link PERMISSIVE DELETE to worker using (ends_at < clock_now()) check 
policy sweep on recovery_request PERMISSIVE ALL to worker using (ends_at < (clock_now() - '30 days'::interval)) check 
policy sweep on session PERMISSIVE DELETE to worker using (ends_at < clock_now()) check 
policy there on table_sign PERMISSIVE SELECT to web using (i_facilitate(space_id) OR here_now(small_id)) check 
policy told on access_need PERMISSIVE SELECT to web using i_convened(gathering_id) check 
policy voice on crossing PERMISSIVE SELECT to web using ((to_seat IS NOT NULL) AND (source_kind = 'entry'::text) AND (id = ANY (( SELECT asked_for_a_name() AS asked_for_a_name)::uuid[]))) check 
policy who_ran on facilitator_note RESTRICTIVE INSERT to web using  check i_facilitate(space_id)
policy worker_all on activity PERMISSIVE ALL to worker using true check 
policy worker_all on activity_step PERMISSIVE ALL to worker using true check 
policy worker_all on contribution PERMISSIVE ALL to worker using true check 
policy worker_all on gathering PERMISSIVE ALL to worker using true check 
policy worker_all on gathering_room PERMISSIVE ALL to worker using true check 
policy worker_all on guest PERMISSIVE ALL to worker using true check true
policy worker_reads on chapter PERMISSIVE SELECT to worker using true check 
policy worker_reads on event PERMISSIVE SELECT to worker using true check 
policy worker_reads on membership PERMISSIVE SELECT to worker using true check 
policy worker_reads on narrowing PERMISSIVE SELECT to worker using true check 
policy worker_reads on space PERMISSIVE SELECT to worker using true check 
policy writers on turning_point RESTRICTIVE UPDATE to web using (author_id = me()) check (author_id = me())
policy writers_out on context_event RESTRICTIVE DELETE to web using (author_id = me()) check 
policy writers_out on turning_point RESTRICTIVE DELETE to web using (author_id = me()) check 
policy writing on context_event RESTRICTIVE INSERT to web using  check (author_id = me())
policy writing on parent_strategy RESTRICTIVE INSERT to web using  check (said_by = me())
policy writing on turning_point RESTRICTIVE INSERT to web using  check (author_id = me())

grant DELETE on session to worker
grant DELETE, INSERT on document to gate
grant DELETE, INSERT, SELECT on access_need to gate
grant DELETE, INSERT, SELECT on access_need to web
grant DELETE, INSERT, SELECT on action to gate
grant DELETE, INSERT, SELECT on action_from to gate
grant DELETE, INSERT, SELECT on activity_role to web
grant DELETE, INSERT, SELECT on agenda_item to web
grant DELETE, INSERT, SELECT on agenda_note to web
grant DELETE, INSERT, SELECT on apart_wish to web
grant DELETE, INSERT, SELECT on api_token to web
grant DELETE, INSERT, SELECT on artefact to gate
grant DELETE, INSERT, SELECT on ask_aside to web
grant DELETE, INSERT, SELECT on ask_hidden to web
grant DELETE, INSERT, SELECT on calendar_choice to web
grant DELETE, INSERT, SELECT on chain_link to gate
grant DELETE, INSERT, SELECT on contact to web
grant DELETE, INSERT, SELECT on contest to web
grant DELETE, INSERT, SELECT on context_event to web
grant DELETE, INSERT, SELECT on contribution to gate
grant DELETE, INSERT, SELECT on contribution to web
grant DELETE, INSERT, SELECT on decision to gate
grant DELETE, INSERT, SELECT on digest_choice to web
grant DELETE, INSERT, SELECT on door_wait to gate
grant DELETE, INSERT, SELECT on door_work to gate
grant DELETE, INSERT, SELECT on ending_step to web
grant DELETE, INSERT, SELECT on entry to web
grant DELETE, INSERT, SELECT on entry_photo to web
grant DELETE, INSERT, SELECT on entry_version to web
grant DELETE, INSERT, SELECT on event to gate
grant DELETE, INSERT, SELECT on evidence to gate
grant DELETE, INSERT, SELECT on facilitated to web
grant DELETE, INSERT, SELECT on facilitator_note to web
grant DELETE, INSERT, SELECT on guest_slip to gate
grant DELETE, INSERT, SELECT on harvest_choice to web
grant DELETE, INSERT, SELECT on inquiry_link to web
grant DELETE, INSERT, SELECT on invitee to gate
grant DELETE, INSERT, SELECT on keeper_asking to gate
grant DELETE, INSERT, SELECT on last_look to web
grant DELETE, INSERT, SELECT on learning_ask to gate
grant DELETE, INSERT, SELECT on login to web
grant DELETE, INSERT, SELECT on mail_address to web
grant DELETE, INSERT, SELECT on mailed_link to web
grant DELETE, INSERT, SELECT on meet_match to gate
grant DELETE, INSERT, SELECT on meet_topic to web
grant DELETE, INSERT, SELECT on meet_wish to web
grant DELETE, INSERT, SELECT on not_asked to web
grant DELETE, INSERT, SELECT on nudge to gate
grant DELETE, INSERT, SELECT on organisation_name to gate
grant DELETE, INSERT, SELECT on paper_sheet to gate
grant DELETE, INSERT, SELECT on passkey to web
grant DELETE, INSERT, SELECT on passphrase to web
grant DELETE, INSERT, SELECT on password to web
grant DELETE, INSERT, SELECT on person to gate
grant DELETE, INSERT, SELECT on place_keeper to gate
grant DELETE, INSERT, SELECT on profile to web
grant DELETE, INSERT, SELECT on recovery_code to web
grant DELETE, INSERT, SELECT on recovery_request to gate
grant DELETE, INSERT, SELECT on room_output to gate
grant DELETE, INSERT, SELECT on round_sealed to gate
grant DELETE, INSERT, SELECT on round_ticket to gate
grant DELETE, INSERT, SELECT on round_turn to gate
grant DELETE, INSERT, SELECT on same_said to web
grant DELETE, INSERT, SELECT on sent_request to gate
grant DELETE, INSERT, SELECT on session to web
grant DELETE, INSERT, SELECT on share_letter to gate
grant DELETE, INSERT, SELECT on sign_in_link to web
grant DELETE, INSERT, SELECT on sign_in_provider to web
grant DELETE, INSERT, SELECT on space to gate
grant DELETE, INSERT, SELECT on space_rule to gate
grant DELETE, INSERT, SELECT on speaker_yes to web
grant DELETE, INSERT, SELECT on step_actual to web
grant DELETE, INSERT, SELECT on thread_line to gate
grant DELETE, INSERT, SELECT on thread_line to web
grant DELETE, INSERT, SELECT on turning_point to web
grant DELETE, INSERT, SELECT on version_beside to gate
grant DELETE, INSERT, SELECT on version_from to gate
grant DELETE, INSERT, SELECT on version_hand to gate
grant DELETE, INSERT, SELECT, UPDATE on call_letter to gate
grant DELETE, INSERT, SELECT, UPDATE on digest to gate
grant DELETE, SELECT on apart_wish to gate
grant DELETE, SELECT on api_token to worker
grant DELETE, SELECT on attempt to gate
grant DELETE, SELECT on attempt to worker
grant DELETE, SELECT on contact to gate
grant DELETE, SELECT on contest to gate
grant DELETE, SELECT on context_event to gate
grant DELETE, SELECT on contribution to worker
grant DELETE, SELECT on contribution_owner to gate
grant DELETE, SELECT on copied to gate
grant DELETE, SELECT on digest to web
grant DELETE, SELECT on entry to gate
grant DELETE, SELECT on facilitated to gate
grant DELETE, SELECT on facilitator_note to gate
grant DELETE, SELECT on file to gate
grant DELETE, SELECT on gathering_after to gate
grant DELETE, SELECT on gathering_series to gate
grant DELETE, SELECT on guest to worker
grant DELETE, SELECT on handing to gate
grant DELETE, SELECT on handover_note to gate
grant DELETE, SELECT on keeper_asking to worker
grant DELETE, SELECT on mailed_link to gate
grant DELETE, SELECT on mailed_link to worker
grant DELETE, SELECT on meet_wish to gate
grant DELETE, SELECT on not_asked to gate
grant DELETE, SELECT on place_keeper to web
grant DELETE, SELECT on recovery_request to web
grant DELETE, SELECT on recovery_request to worker
grant DELETE, SELECT on recovery_vouch to web
grant DELETE, SELECT on recovery_wrong to web
grant DELETE, SELECT on turning_point to gate
grant INSERT on invitee to web
grant INSERT, SELECT on acknowledgement to gate
grant INSERT, SELECT on action to web
grant INSERT, SELECT on activity to web
grant INSERT, SELECT on activity_step to gate
grant INSERT, SELECT on activity_step to web
grant INSERT, SELECT on agenda_item to gate
grant INSERT, SELECT on agenda_note to gate
grant INSERT, SELECT on aim to web
grant INSERT, SELECT on arrival_answer to gate
grant INSERT, SELECT on artefact to web
grant INSERT, SELECT on assumption to web
grant INSERT, SELECT on attempt to web
grant INSERT, SELECT on calendar_choice to gate
grant INSERT, SELECT on call to gate
grant INSERT, SELECT on chain_link to web
grant INSERT, SELECT on chapter to gate
grant INSERT, SELECT on charter to gate
grant INSERT, SELECT on charter to web
grant INSERT, SELECT on charter_version to web
grant INSERT, SELECT on closing to gate
grant INSERT, SELECT on closing_answer to gate
grant INSERT, SELECT on committee_route to web
grant INSERT, SELECT on consent to gate
grant INSERT, SELECT on consent to mover
grant INSERT, SELECT on contribution_owner to web
grant INSERT, SELECT on copied to web
grant INSERT, SELECT on crossing to gate
grant INSERT, SELECT on crossing to mover
grant INSERT, SELECT on crossing_outcome to gate
grant INSERT, SELECT on crossing_outcome to mover
grant INSERT, SELECT on cycle_step to web
grant INSERT, SELECT on dead_end to web
grant INSERT, SELECT on decision to web
grant INSERT, SELECT on disclosed to gate
grant INSERT, SELECT on dissent to web
grant INSERT, SELECT on document to web
grant INSERT, SELECT on document_gone to gate
grant INSERT, SELECT on event to mover
grant INSERT, SELECT on event to web
grant INSERT, SELECT on evidence to mover
grant INSERT, SELECT on evidence to web
grant INSERT, SELECT on experiment to web
grant INSERT, SELECT on file to web
grant INSERT, SELECT on finding to web
grant INSERT, SELECT on finding_comment to web
grant INSERT, SELECT on finding_round to web
grant INSERT, SELECT on gathering to web
grant INSERT, SELECT on gathering_after to web
grant INSERT, SELECT on gathering_room to gate
grant INSERT, SELECT on gathering_room to web
grant INSERT, SELECT on gathering_series to web
grant INSERT, SELECT on guest to gate
grant INSERT, SELECT on handover_note to web
grant INSERT, SELECT on implication to web
grant INSERT, SELECT on inquiry_change to web
grant INSERT, SELECT on insight to gate
grant INSERT, SELECT on insight to web
grant INSERT, SELECT on insight_evidence to gate
grant INSERT, SELECT on insight_evidence to web
grant INSERT, SELECT on insight_scale to web
grant INSERT, SELECT on insight_succession to web
grant INSERT, SELECT on learning_cycle to web
grant INSERT, SELECT on learning_question to web
grant INSERT, SELECT on look_again to gate
grant INSERT, SELECT on look_again to mover
grant INSERT, SELECT on membership to gate
grant INSERT, SELECT on narrowing to gate
grant INSERT, SELECT on organisation to web
grant INSERT, SELECT on outcome to web
grant INSERT, SELECT on parent_strategy to web
grant INSERT, SELECT on person to web
grant INSERT, SELECT on phase_change to web
grant INSERT, SELECT on receiver to gate
grant INSERT, SELECT on recovery_vouch to gate
grant INSERT, SELECT on recovery_wrong to gate
grant INSERT, SELECT on release to mover
grant INSERT, SELECT on request_answer to gate
grant INSERT, SELECT on role_answer to gate
grant INSERT, SELECT on role_ask to gate
grant INSERT, SELECT on round to gate
grant INSERT, SELECT on round_turn to web
grant INSERT, SELECT on route_meeting to web
grant INSERT, SELECT on seat to gate
grant INSERT, SELECT on seat to web
grant INSERT, SELECT on seat_holder to gate
grant INSERT, SELECT on sending to gate
grant INSERT, SELECT on session to gate
grant INSERT, SELECT on shared_load to web
grant INSERT, SELECT on small_room to gate
grant INSERT, SELECT on small_room to web
grant INSERT, SELECT on space_copy to gate
grant INSERT, SELECT on space_limits to web
grant INSERT, SELECT on space_partner to web
grant INSERT, SELECT on strategy_milestone to web
grant INSERT, SELECT on table_sign to gate
grant INSERT, SELECT on withdrawal to mover
grant INSERT, SELECT on working_tie to web
grant SELECT on acknowledgement to web
grant SELECT on action_from to web
grant SELECT on activity to gate
grant SELECT on activity to live
grant SELECT on activity to worker
grant SELECT on activity_role to gate
grant SELECT on activity_step to live
grant SELECT on activity_step to worker
grant SELECT on aim to gate
grant SELECT on api_token to gate
grant SELECT on arrival_answer to web
grant SELECT on assumption to gate
grant SELECT on call to web
grant SELECT on call_letter to web
grant SELECT on chapter to finder
grant SELECT on chapter to live
grant SELECT on chapter to mover
grant SELECT on chapter to web
grant SELECT on chapter to worker
grant SELECT on closing to web
grant SELECT on closing_answer to web
grant SELECT on committee_route to gate
grant SELECT on contribution to live
grant SELECT on crossing_outcome to web
grant SELECT on cycle_step to gate
grant SELECT on dead_end to gate
grant SELECT on digest_choice to gate
grant SELECT on disclosed to live
grant SELECT on disclosed to web
grant SELECT on dissent to gate
grant SELECT on document_gone to web
grant SELECT on door_wait to web
grant SELECT on entry_photo to gate
grant SELECT on event to live
grant SELECT on event to worker
grant SELECT on experiment to gate
grant SELECT on finding to gate
grant SELECT on finding_comment to gate
grant SELECT on finding_round to gate
grant SELECT on gathering to gate
grant SELECT on gathering to worker
grant SELECT on gathering_room to worker
grant SELECT on handing to web
grant SELECT on harvest_choice to gate
grant SELECT on implication to gate
grant SELECT on inquiry_change to gate
grant SELECT on inquiry_link to gate
grant SELECT on insight to mover
grant SELECT on insight_evidence to mover
grant SELECT on insight_scale to gate
grant SELECT on insight_succession to gate
grant SELECT on installation to finder
grant SELECT on installation to gate
grant SELECT on installation to live
grant SELECT on installation to mover
grant SELECT on installation to web
grant SELECT on installation to worker
grant SELECT on invitation to gate
grant SELECT on invitation to web
grant SELECT on keeper_asking to web
grant SELECT on learning_ask to web
grant SELECT on learning_cycle to gate
grant SELECT on learning_question to gate
grant SELECT on login to gate
grant SELECT on mail_address to gate
grant SELECT on meet_match to web
grant SELECT on meet_topic to gate
grant SELECT on membership to mover
grant SELECT on membership to web
grant SELECT on membership to worker
grant SELECT on narrowing to worker
grant SELECT on nudge to web
grant SELECT on organisation to gate
grant SELECT on outcome to gate
grant SELECT on paper_sheet to live
grant SELECT on paper_sheet to web
grant SELECT on parent_strategy to gate
grant SELECT on passkey to gate
grant SELECT on password to gate
grant SELECT on receiver to mover
grant SELECT on recovery_code to gate
grant SELECT on release to web
grant SELECT on role_answer to web
grant SELECT on role_ask to web
grant SELECT on room_output to web
grant SELECT on round to web
grant SELECT on route_meeting to gate
grant SELECT on same_said to gate
grant SELECT on seat to mover
grant SELECT on seat_holder to web
grant SELECT on sent_request to web
grant SELECT on sign_in_link to gate
grant SELECT on sign_in_provider to gate
grant SELECT on space to mover
grant SELECT on space to web
grant SELECT on space to worker
grant SELECT on space_copy to web
grant SELECT on space_partner to gate
grant SELECT on space_rule to mover
grant SELECT on space_rule to web
grant SELECT on speaker_yes to gate
grant SELECT on strategy_milestone to gate
grant SELECT on table_sign to web
grant SELECT on version_beside to web
grant SELECT on version_from to web
grant SELECT on version_hand to web
grant SELECT on withdrawal to web

grant update (accepted_by, confirmed_at, email, name, reason, withdrawn_at) on invitation to gate
grant update (access_needs, codes_declined_on, learning_style, prefers, zone) on profile to web
grant update (accountable, accountable_id, author_id, delivered_by, state, state_on, state_reason, words) on action to gate
grant update (accountable, accountable_id, delivered_by, due_on, started_by, starts_on, state, state_on, state_reason, version, words) on action to web
grant update (activity_id, closed_at, code, delete_on, door, harvest_until, kept_out, mode_used, most_people, opened_at, rigour, said, version) on gathering_room to web
grant update (after_chapter, said) on gathering_room to gate
grant update (again_at, day, person_id, state, stop_hash) on digest to gate
grant update (agreed_at, called_off_by, outcome, settled_at, takes_effect_at) on closing to gate
grant update (anchor, intensity, payer, phase, priorities, purpose, template, version, vocabulary) on charter to web
grant update (answer) on call to gate
grant update (answer, answered_at) on consent to gate
grant update (answer, answered_at, author_id, by_name, note, to_id, to_name) on handing to gate
grant update (answer, answered_at, stood, told) on consent to mover
grant update (answer, answered_on) on invitee to web
grant update (answer, answered_on, asked_by, email, letter, letters, name, person_id, withdrawn_on) on invitee to gate
grant update (answer, at, words) on acknowledgement to gate
grant update (appetite, author_id, came, risk_agreed_by, safe, stop_sign, tell_others, version, words) on experiment to gate
grant update (appetite, came, ended_on, result, risk_agreed_by, risk_agreed_on, safe, starts_on, stop_sign, stops_on, tell_others, version, words) on experiment to web
grant update (asked, author_id, dated, disputed_by, document_id, ends, limits, method, n, said_by, speaker_id, starts, tsv, version, words) on evidence to gate
grant update (asked, change_mind, confidence, loop, parties, scope, sense_made_by, version, words) on insight to web
grant update (asked, commissioned_by, confidence, done_by, edited_by, kind, method, sense_by, version, words) on finding to web
grant update (asked, dated, disputed_by, limits, method, n, tsv, version, words) on evidence to web
grant update (at) on attempt to gate
grant update (at_step, ended_on, evaluation, pace, starts_on, version, weeks, words) on learning_cycle to web
grant update (author_id) on inquiry_link to gate
grant update (author_id) on route_meeting to gate
grant update (author_id, change_mind, scope, sense_made_by, version, words) on insight to gate
grant update (author_id, changed) on finding_round to gate
grant update (author_id, commissioned_by, document_id, done_by, edited_by, ends, method, starts, version, words) on finding to gate
grant update (author_id, contribution, for_whom, says_who, shown_by, words) on outcome to gate
grant update (author_id, dissent, format, missing, not_heard, options, owner_id, reasons, strength, taken_by, version, wanted, words) on decision to gate
grant update (author_id, document_id, ends, speaker_id, starts, tsv, words) on evidence to mover
grant update (author_id, evaluation, version, words) on learning_cycle to gate
grant update (author_id, facilitator_id, informs, known, owner_id, state_reason, version, why, words) on learning_question to gate
grant update (author_id, fields, look_on, may_go, occasion, owner_id, purpose, title) on artefact to gate
grant update (author_id, for_whom, words) on implication to gate
grant update (author_id, format, how, name) on committee_route to gate
grant update (author_id, holder, version, words) on assumption to gate
grant update (author_id, how) on insight_scale to gate
grant update (author_id, line_id) on document to gate
grant update (author_id, reason) on dead_end to gate
grant update (author_id, shown, value) on contribution to gate
grant update (author_id, version, whose, words) on aim to gate
grant update (author_id, why) on inquiry_change to gate
grant update (author_id, why) on insight_succession to gate
grant update (author_id, words) on contest to gate
grant update (author_id, words) on cycle_step to gate
grant update (author_id, words) on dissent to gate
grant update (author_id, words) on finding_comment to gate
grant update (bears) on insight_evidence to gate
grant update (before, day) on last_look to web
grant update (before_hash, before_until, proved_at, seen_at, token_hash) on session to web
grant update (before_names, definition, with_names) on activity to gate
grant update (before_until, ends_at, made_at, proved_at, seen_at) on session to gate
grant update (beside, method_key, minutes, position, reading, rehearsed_on, short, title, version) on agenda_item to web
grant update (blinded) on round_ticket to gate
grant update (by_on, facilitator_id, informs, known, owner_id, state, state_reason, version, whose, why, words) on learning_question to web
grant update (by_on, kind, version, whose, words) on aim to web
grant update (came, closed_on, state) on round to gate
grant update (came_by) on guest to gate
grant update (cancelled_at) on recovery_request to web
grant update (cancelled_because, cancelled_on, door, ends_on, held_on, kept_out, kind, learning, link, minutes, mode_meant, paid, place, purpose, series_id, share_by, share_how, share_kept, share_kept_how, share_kept_on, share_said, share_what, starts_at, starts_on, title, version, way, zone) on gathering to web
grant update (cancelled_because, convened_by, paid, place, purpose, share_how, share_kept, share_kept_how, share_said, share_what, title, version) on gathering to gate
grant update (changed, closed_on) on finding_round to web
grant update (changed, occasion, source, title, tsv) on document to mover
grant update (changed_at, hash) on passphrase to web
grant update (changed_at, hash, journal_from, totp_cipher, totp_confirmed_at, totp_last_step) on password to web
grant update (cipher) on entry_photo to web
grant update (cipher) on round_sealed to gate
grant update (cipher, hash, made_on) on mail_address to web
grant update (client_id, organisation, secret_cipher, words) on sign_in_provider to web
grant update (clock_offset, clock_seen, host_sentence, mailed_links, name, set_up_at, setup_hash, world, zone) on installation to gate
grant update (closed_at, closed_why, email, let_out, link_by, link_ends_at, link_hash, note, opened_by, person_id, reminded_at, sent_by) on receiver to gate
grant update (closed_at, ends_at) on space to gate
grant update (contribution, for_whom, happened_on, intended, look_again_on, says_who, shown_by, state, version, words) on outcome to web
grant update (counter) on passkey to web
grant update (crossing_id, goes) on harvest_choice to web
grant update (dated, source, title, tsv, version) on document to web
grant update (decide_by, decided_on, dissent, format, meeting_id, missing, no_learning, not_heard, options, owner_id, paper_by, reasons, started_by, strength, taken_by, version, wanted, words) on decision to web
grant update (decides, safeguarding, told, version) on space_limits to web
grant update (differently, learned) on facilitator_note to web
grant update (done_at, ends_at, erased, erased_in, paused_at, presenter_id, shown_at, state) on activity_step to gate
grant update (done_at, ends_at, people, presenter_id, shown_at, state) on activity_step to web
grant update (done_at, ready_at, tries) on recovery_request to gate
grant update (done_on, words) on cycle_step to web
grant update (email, gone_on, key_hash, not_before, state) on share_letter to gate
grant update (email, let_out, note, sent_by, state) on sending to gate
grant update (email, verified_at) on login to web
grant update (ended_at) on small_room to gate
grant update (ended_at) on small_room to web
grant update (ended_at, own_tables, paused_at, people, state, step_id, version) on activity to web
grant update (ended_because, ended_on, every_days, purpose, title, version) on gathering_series to web
grant update (ended_on, format, how, name, paper_days, version) on committee_route to web
grant update (ends_at, first_chapter, last_chapter, reason_left, roles, shares_with, starts_at) on membership to gate
grant update (ends_at, made_at, seen_on) on api_token to gate
grant update (feed_hash, feed_on, letters) on calendar_choice to web
grant update (fields, look_on, may_go, occasion, occasion_on, owner_id, purpose, stands_as, title, version) on artefact to web
grant update (for_whom, version, words) on implication to web
grant update (gone_at) on entry to gate
grant update (gone_on, id, invitee_id, key_hash, kind, not_before, number, state) on call_letter to gate
grant update (gone_on, person_id) on space_copy to gate
grant update (hash, owed, paid_on) on guest_slip to gate
grant update (holder, made_by, title) on seat to gate
grant update (holder, state, version, words) on assumption to web
grant update (holder, title) on seat to web
grant update (how) on digest_choice to gate
grant update (how) on facilitated to web
grant update (how) on insight_scale to web
grant update (how, quiet_days, quiet_from, quiet_until, weekday) on digest_choice to web
grant update (kept) on chapter to gate
grant update (kind) on entry to mover
grant update (kind, version) on entry to web
grant update (lapses_at, purpose, words) on crossing to gate
grant update (let_out) on receiver to mover
grant update (letters) on calendar_choice to gate
grant update (limits, mode_used, rigour, said_by, version, was_with) on gathering_after to web
grant update (limits, said_by) on gathering_after to gate
grant update (look_on, shape) on room_output to gate
grant update (looked_at) on look_again to web
grant update (may_go, value, version) on contribution to web
grant update (name) on person to gate
grant update (name, org_id, sector, size_band) on organisation to web
grant update (name, pronouns) on person to web
grant update (name, said_by, says, whose) on parent_strategy to gate
grant update (name, zone) on space to web
grant update (off_on) on route_meeting to web
grant update (on_day, words) on turning_point to web
grant update (outcome, settled_at, takes_effect_at) on role_ask to gate
grant update (person_id) on keeper_asking to gate
grant update (place, state) on round_turn to gate
grant update (purpose, words) on crossing to mover
grant update (reason_left, to_day) on space_partner to web
grant update (replaced_at) on shared_load to web
grant update (replaced_at) on working_tie to web
grant update (said_before, shown, value) on step_actual to web
grant update (said_by, why) on not_asked to gate
grant update (said_by, why) on not_asked to web
grant update (says, step_id) on table_sign to gate
grant update (says_who, words) on context_event to gate
grant update (signed_on) on version_hand to gate
grant update (started_by) on gathering_series to gate
grant update (taken_back_on) on sent_request to gate
grant update (tied_by) on same_said to gate
grant update (title, version) on agenda_item to gate
grant update (tries) on recovery_wrong to gate
grant update (typed_by) on paper_sheet to gate
grant update (under_way, version, who_knows, written_at) on handover_note to web
grant update (until) on ask_aside to web
grant update (until) on seat_holder to gate
grant update (used_at) on recovery_code to gate
grant update (withdrawn_at) on invitation to web
grant update (words) on access_need to gate
grant update (words) on access_need to web
grant update (words) on agenda_note to gate
grant update (words) on agenda_note to web
grant update (words) on insight to mover
grant update (words) on strategy_milestone to gate
grant update (words) on turning_point to gate

owner above(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.above(which uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with recursive up as (select s.id, s.parent_id from space s where s.id = which
    union all select s.id, s.parent_id from up join space s on s.id = up.parent_id)
  select coalesce(array_agg(up.id), '{}') from up
$function$

owner accept_invitation(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.accept_invitation(token bytea)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update invitation set accepted_by = me()
   where token_hash = token and accepted_by is null and withdrawn_at is null and ends_at > clock_now() and me() is not null and invited_by <> me()
  returning id
$function$

owner allow_mailed_links(boolean): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.allow_mailed_links(allowed boolean)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with done as (update installation set mailed_links = allowed
                 where exists (select from place_keeper where person_id = me()) returning 1)
  select exists (select from done)
$function$

owner answer_ask(uuid,boolean): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.answer_ask(which uuid, yes boolean)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare a role_ask;
begin
  select * into a from role_ask x where x.id = which and x.settled_at is null and in_space(x.space_id);
  if a.id is null or (a.kind = 'passed' and not exists (select from membership m where m.id = a.membership_id and m.person_id = me()))
    then raise exception 'not found' using errcode = 'TF404'; end if;
  if not yes then
    update role_ask set settled_at = clock_now(), outcome = 'ended' where id = which;
    perform append_event(a.chapter_id, 'membership.role_not_taken', a.membership_id, null, clock_now());
    return 'ended';
  end if;
  insert into role_answer (ask_id, person_id) values (which, me()) on conflict do nothing;
  return settle_role_ask(which);
end $function$

owner answer_asked(uuid,text,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.answer_asked(which uuid, says text, needs text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare i invitee;
begin
  select * into i from invitee x where x.id = which and asked_me(which);
  if i.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from call_told(i.id) t where t.is_off or t.held_on is not null) then return false; end if;
  update invitee x set answer = says, answered_on = (clock_now())::date, person_id = me() where x.id = i.id;
  delete from access_need a where a.invitee_id = i.id;
  if btrim(needs) <> '' then
    insert into access_need (invitee_id, gathering_id, person_id, words) values (i.id, i.gathering_id, me(), btrim(needs)); end if;
  perform append_event(i.chapter_id, 'gathering.answered', i.gathering_id, null, clock_now());
  return true;
end $function$

owner answer_by_key(bytea,text,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.answer_by_key(hash bytea, says text, needs text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare i invitee;
begin
  select * into i from invitee x where x.id = invitee_by_key(hash);
  if i.id is null then return false; end if;
  if exists (select from call_told(i.id) t where t.is_off or t.held_on is not null) then return false; end if;
  update invitee x set answer = says, answered_on = (clock_now())::date where x.id = i.id;
  delete from access_need a where a.invitee_id = i.id;
  if btrim(needs) <> '' then
    insert into access_need (invitee_id, gathering_id, person_id, words) values (i.id, i.gathering_id, i.person_id, btrim(needs)); end if;
  perform append_event(i.chapter_id, 'gathering.answered', i.gathering_id, null, clock_now());
  return true;
end $function$

owner answer_call(uuid,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.answer_call(which uuid, said text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c call; new_id uuid := gen_random_uuid(); sort text;
begin
  -- It was asked of somebody who is in the old space by somebody who is in the new one; where either has gone, so has the call.
  update call x set answer = said where x.id = which and x.person_id = me() and x.answer is null
     and (said = 'no' or (in_space(x.from_space) and exists (select from membership m where m.space_id = x.space_id and m.person_id = x.called_by and in_force(m))))
   returning x.* into c;
  if c.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from space s where s.id = c.space_id and s.closed_at is not null) then raise exception 'closed' using errcode = 'TF010'; end if;
  if said <> 'yes' then return false; end if;
  if exists (select from membership m where m.space_id = c.space_id and m.person_id = me() and (m.ends_at is null or m.ends_at > clock_now())) then return true; end if;
  select s.kind into sort from space s where s.id = c.space_id;
  insert into membership (id, space_id, person_id, organisation_id, class, starts_at, reason_joined, brought_by)
    values (new_id, c.space_id, me(), c.organisation_id, c.class,
            case when sort in ('pair', 'group', 'room') then 'infinity' else clock_now() + interval '1 day' end,
            'Came along from a space that goes on in this one', c.called_by);
  perform append_event((select h.id from chapter h where h.space_id = c.space_id and h.number = 0), 'membership.announced', new_id, c.called_by, clock_now());
  insert into arrival_answer (membership_id, person_id) values (new_id, c.called_by);
  return settle_arrival(new_id);
end $function$

owner answer_closing(uuid,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.answer_closing(which uuid, said text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare sp uuid;
begin
  select c.space_id into sp from closing c where c.id = which and in_space(c.space_id);
  if sp is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('closing ' || sp::text, 0));
  if exists (select from closing c where c.id = which and (c.outcome is not null or c.agreed_at is not null or c.lapses_at <= clock_now())) then return 'settled'; end if;
  insert into closing_answer (closing_id, person_id, answer) values (which, me(), said) on conflict do nothing;
  return settle_closing(which);
end $function$

owner answer_consent(uuid,text): mover mover=X/mover web=X/mover
CREATE OR REPLACE FUNCTION public.answer_consent(which uuid, said text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not may_answer(which, me()) then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from crossing_outcome o where o.crossing_id = which)
     or exists (select from crossing x where x.id = which and x.lapses_at <= clock_now()) then return 'settled'; end if;
  update consent set answer = said, answered_at = clock_now() where crossing_id = which and person_id = me() and answer is null;
  return settle_crossing(which);
end $function$

owner answer_handing(uuid,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.answer_handing(which uuid, said text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare h handing;
begin
  select * into h from handing x where x.id = which and x.chapter_id = any (my_chapters()) and x.answer is null
     and (x.to_id = me() or (x.to_id is null and x.author_id = me())) for update;
  if h.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  update handing set answer = said, answered_at = clock_now() where id = which;
  perform append_event(h.chapter_id, case said when 'accepted' then 'action.accepted' else 'action.declined' end, h.action_id, me(), clock_now());
  return h.action_id;
end $function$

owner answer_keeper(uuid,boolean): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.answer_keeper(which uuid, yes boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform from keeper_asking k where k.id = which and k.person_id = me() and k.ends_at > clock_now() and not by_token()
    and not (yes and journal_shut()) for update;
  if not found then raise exception 'not found' using errcode = 'TF404'; end if;
  if yes then
    delete from keeper_asking k where k.id = which;
    insert into place_keeper (person_id) values (me()) on conflict do nothing;
  else
    update keeper_asking k set person_id = gen_random_uuid() where k.id = which;
  end if;
end $function$

owner answer_promise(uuid): mover mover=X/mover
CREATE OR REPLACE FUNCTION public.answer_promise(which uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = which and person_id = me() and answer is null;
  return settle_crossing(which);
end $function$

owner answer_request(uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.answer_request(which uuid, request uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into request_answer (crossing_id, request_id)
    select c.id, k.id from crossing c join learning_ask k on k.id = request and k.space_id = c.from_space and k.from_space = c.to_space
     where c.id = which and c.proposed_by = me() and c.source_kind = 'evidence' and k.chapter_id = any (my_chapters()) and k.by_day >= (clock_now())::date;
  if not found then raise exception 'not found' using errcode = 'TF404'; end if;
end $function$

owner answers_to_me(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.answers_to_me(in_space_id uuid)
 RETURNS TABLE(request_id uuid, evidence_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select a.request_id, e.id from sent_request r join request_answer a on a.request_id = r.id
    join evidence e on e.crossing_id = a.crossing_id and e.space_id = r.from_space
   where r.asked_by = me() and r.from_space = in_space_id and coordinates(in_space_id) and e.words is not null and e.chapter_id = any (my_chapters())
     and (e.valid_until is null or e.valid_until >= (clock_now())::date)
$function$

owner any_evidence(uuid,uuid[],tsquery,date,integer,integer): finder finder=X/finder
CREATE OR REPLACE FUNCTION public.any_evidence(in_space uuid, mine uuid[], query tsquery, day date, look_at integer, most integer)
 RETURNS TABLE(id uuid)
 LANGUAGE sql
 STABLE
 SET enable_sort TO 'off'
 SET enable_bitmapscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
  select n.id from (
    select x.id, x.tsv from evidence x where x.space_id = in_space and x.id >= '80000000-0000-4000-8000-000000000000'
       and x.chapter_id = any (mine) and (x.valid_until is null or x.valid_until >= day) order by x.id limit look_at) n
   where n.tsv @@ query limit most
$function$

owner append_event(uuid,text,uuid,uuid,timestamp with time zone): owner
CREATE OR REPLACE FUNCTION public.append_event(in_chapter uuid, what text, about uuid, who uuid, happened timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare n bigint; told text := coalesce(current_setting('app.told', true), '');
begin
  perform pg_advisory_xact_lock(hashtextextended(in_chapter::text, 0));
  insert into event (space_id, chapter_id, number, kind, subject, actor_id, at)
  select c.space_id, c.id, 1 + coalesce((select max(e.number) from event e where e.chapter_id = c.id), 0), what, about, who, happened
    from chapter c where c.id = in_chapter returning number into n;
  if n is not null and position(in_chapter::text in told) = 0 then
    perform set_config('app.told', ltrim(told || ' ' || in_chapter), true);
  end if;
  return n;
end $function$

owner arrival_reads(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.arrival_reads(which uuid)
 RETURNS TABLE(first integer, opened timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select c.number, c.opened_at from membership m
    join chapter c on c.space_id = m.space_id and c.number = door_reads(m.space_id, m.person_id, m.class)
   where m.id = which and in_space(m.space_id)
$function$

owner as_invented(uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.as_invented(room uuid, who uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if by_token() or not i_facilitate(room) or not exists (select from gathering_room r where r.space_id = room and r.rehearsal)
     or not exists (select from guest g where g.space_id = room and g.person_id = who) then raise exception 'not found' using errcode = 'TF404'; end if;
  perform set_config('app.person', who::text, true);
end $function$

owner ask_for_series(uuid,uuid,date): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.ask_for_series(last uuid, following uuid, on_day date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not i_call(last) or not i_call(following) or not exists (select from gathering a join gathering b on b.series_id = a.series_id where a.id = last and b.id = following)
    then raise exception 'not found' using errcode = 'TF404'; end if;
  insert into invitee (space_id, id, chapter_id, gathering_id, name, organisation, email, class, comes_as, until, for_series, letters, asked_by)
    select i.space_id, gen_random_uuid(), i.chapter_id, following, i.name, i.organisation, i.email, i.class, i.comes_as, i.until, true, i.letters, me()
      from invitee i where i.gathering_id = last and i.for_series and i.withdrawn_on is null and i.comes_as <> 'member' and (i.until is null or i.until >= on_day);
end $function$

owner ask_keeper(uuid,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.ask_keeper(which uuid, its_address text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if journal_shut() or not runs_place() then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from keeper_asking k where k.ends_at <= clock_now();
  if (select count(*) from keeper_asking k where lower(k.address) <> lower(its_address)) >= 10 then return false; end if;
  insert into keeper_asking (id, person_id, asked_by, address, ends_at)
    values (which, coalesce((select l.person_id from login l where l.email_key = lower(its_address)), gen_random_uuid()),
            me(), its_address, clock_now() + interval '7 days')
    on conflict (lower(address)) do nothing;
  return true;
end $function$

owner ask_no_longer(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.ask_no_longer(which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare i invitee; gone record;
begin
  select * into i from invitee x where x.id = which and x.withdrawn_on is null;
  if i.id is null or not i_call(i.gathering_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  update invitee x set withdrawn_on = (clock_now())::date where x.id = which;
  perform post_call(i.gathering_id, 'off', which, interval '0');
  delete from access_need a where a.invitee_id = which;
  if i.comes_as = 'member' then return; end if;
  for gone in update membership m set ends_at = clock_now(), reason_left = 'Asked no longer' from gathering g
     where g.id = i.gathering_id and m.space_id = g.room_id and m.person_id = i.person_id and (m.ends_at is null or m.ends_at > clock_now())
     returning m.id, m.space_id loop
    perform append_event(standing_of(gone.space_id), 'membership.ended', gone.id, null, clock_now());
  end loop;
end $function$

owner ask_recovery(text,uuid,bytea,bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.ask_recovery(address text, new_id uuid, token bytea, code bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare whose uuid;
begin
  select l.person_id into whose from login l where l.email_key = lower(address);
  if whose is null then return false; end if;
  perform pg_advisory_xact_lock(hashtextextended('recovery ' || whose::text, 0));
  delete from recovery_request d where d.id in (
    select r.id from recovery_request r where r.person_id = whose and r.cancelled_at is null and r.done_at is null and r.ends_at > clock_now()
       and not exists (select from recovery_vouch v where v.request_id = r.id)
     order by r.made_at desc, r.id offset 2);
  insert into recovery_request (id, person_id, token_hash, code_hash, ends_at)
    values (new_id, whose, token, code, clock_now() + interval '7 days');
  return true;
end $function$

owner ask_with_names(uuid,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.ask_with_names(which uuid, step text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update activity a set with_names = a.with_names || step,
      before_names = coalesce(a.before_names, '{}') || jsonb_build_object(step, (
        select jsonb_strip_nulls(jsonb_build_object('attribution', s.one->'attribution', 'may_go', s.one->'may_go')) from step_named(a.definition, step) s (one))),
      definition = jsonb_set(a.definition, '{steps}', (
      select jsonb_agg(case when s.one->>'key' = step then (s.one - 'may_go') || '{"attribution": "named"}' else s.one end order by s.n)
        from jsonb_array_elements(a.definition->'steps') with ordinality s (one, n)))
   where a.id = which and i_facilitate(a.space_id) and a.state <> 'done'
     and coalesce(step_named(a.definition, step)->>'attribution', a.definition->>'attribution') = 'anonymous'
     and few_for_round(a.chapter_id, step_holds(step_named(a.definition, step))) is not null
     and not exists (select from activity_step x join round r on r.id = x.round_id where x.activity_id = a.id and x.key = step and r.state = 'open');
  if not found then raise exception 'refused' using errcode = 'TF001'; end if;
end $function$

owner ask_without_names(uuid,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.ask_without_names(which uuid, step text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update activity a set with_names = array_remove(a.with_names, step), before_names = a.before_names - step,
      definition = jsonb_set(a.definition, '{steps}', (
      select jsonb_agg(case when s.one->>'key' = step then (s.one - 'attribution') || (a.before_names->step) else s.one end order by s.n)
        from jsonb_array_elements(a.definition->'steps') with ordinality s (one, n)))
   where a.id = which and i_facilitate(a.space_id) and a.state <> 'done' and a.before_names ? step
     and few_for_round(a.chapter_id, step_holds(step_named(a.definition, step))) is null
     and not exists (select from activity_step x join contribution c on c.step_id = x.id where x.activity_id = a.id and x.key = step and x.round_id is null);
  return found;
end $function$

owner asked_for_a_name(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.asked_for_a_name()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(k.crossing_id), '{}') from consent k join sending g on g.crossing_id = k.crossing_id
   where k.person_id = me() and k.standing = 'organisation' and g.voices_in = any (my_spaces())
$function$

owner asked_me(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.asked_me(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from invitee i where i.id = which and i.withdrawn_on is null and still_asked(i) and not by_token() and (i.person_id = me()
    or (i.person_id is null and i.comes_as <> 'member' and i.email <> ''
      and lower(i.email) = (select lower(l.email) from login l where l.person_id = me() and l.verified_at is not null)
      and not exists (select from invitee o where o.gathering_id = i.gathering_id and o.person_id = me()))))
$function$

owner asked_of(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.asked_of(said_in uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select readers_of(said_in) union
  select m.person_id from chapter c join membership m on m.space_id = c.space_id and (c.number = 0 or c.number >= m.first_chapter)
   where c.id = said_in and m.first_chapter is not null and m.ended_by <> m.person_id and m.ends_at > clock_now() - interval '30 days'
$function$

owner asked_of_all(uuid,text): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.asked_of_all(in_activity uuid, which text)
 RETURNS TABLE(person uuid, was_asked boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r, exists (select from room_output o join crossing x on x.id = o.crossing_id left join crossing_outcome u on u.crossing_id = x.id
      where o.activity_id = a.id and o.key = which and (x.words is not null or u.outcome = 'stays'))
    from activity a cross join lateral readers_of(a.chapter_id) r where a.id = in_activity
$function$

owner asked_once(): gate gate=X/gate owner=X/gate
CREATE OR REPLACE FUNCTION public.asked_once()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if told_before(new.activity_id, new.key, new.turn) or (new.round_id is not null and exists (
      select from activity a join activity_step x on x.activity_id = a.id and x.key = new.key join round r on r.id = x.round_id and r.state = 'open'
       where a.id = new.activity_id and (x.turn = new.turn or step_named(a.definition, new.key)->>'repeat' is null))) then
    raise exception 'refused' using errcode = 'TF001'; end if;
  return new;
end $function$

owner asked_under(uuid,tsquery): owner
CREATE OR REPLACE FUNCTION public.asked_under(chapter uuid, query tsquery)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (numnode(query) = 0) THEN query ELSE ((((CASE WHEN (querytree(query) = ANY (ARRAY[''::text, 'T'::text])) THEN (quote_literal("left"((chapter)::text, 8)) || ' & '::text) ELSE ''::text END || '('::text) || regexp_replace(regexp_replace((query)::text, '''((?:[^'']|'''')+)'''::text, ((''''::text || "left"((chapter)::text, 8)) || ' \1'''::text), 'g'::text), '<(-|[0-9]+)>'::text, '&'::text, 'g'::text)) || ')'::text))::tsquery END

owner at_other_table(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.at_other_table(step uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from activity_step s where s.id = step and s.small_id is not null and not i_facilitate(s.space_id) and not i_sat_at(s.small_id))
$function$

owner audience_of(uuid): owner
CREATE OR REPLACE FUNCTION public.audience_of(which uuid)
 RETURNS text[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(distinct v.k), '{}') from membership m
    cross join lateral (values ('class ' || m.class), ('organisation ' || m.organisation_id::text)) v (k)
   where m.space_id = which and v.k is not null and m.first_chapter is not null and m.starts_at <= clock_now()
     and (m.ends_at is null or m.ends_at > clock_now())
$function$

owner begins_at(uuid,text): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.begins_at(room uuid, as_class text)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when a.id is null or a.state = 'done' then 1 + (select max(c.number) from chapter c where c.space_id = room)
    when st.shown_at is not null
      or exists (select from activity_step x join round o on o.id = x.round_id and o.state <> 'dropped' where x.space_id = room and x.activity_id = a.id)
      or not exists (select from membership m where m.space_id = room and m.class = as_class and m.first_chapter is not null and m.last_chapter is null
        and (m.ends_at is null or m.ends_at > clock_now()))
      then null
    else (select c.number from chapter c where c.id = a.chapter_id) end
    from gathering_room r left join activity a on a.id = r.activity_id left join activity_step st on st.id = a.step_id
   where r.space_id = room
$function$

owner belongs_to(uuid,uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.belongs_to(who uuid, said_in uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(distinct m.organisation_id), '{}') from chapter c join membership m on m.space_id = c.space_id
   where c.id = said_in and m.person_id = who and m.organisation_id is not null and m.first_chapter is not null
$function$

owner belongs_to_any(uuid,uuid[]): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.belongs_to_any(who uuid, bodies uuid[])
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  -- Whoever is about to come from there belongs to it too.
  select exists (select from membership m where m.person_id = who and m.organisation_id = any (bodies) and (m.ends_at is null or m.ends_at > clock_now()))
$function$

owner blank_in_versions(uuid,text): mover mover=X/mover gate=X/mover
CREATE OR REPLACE FUNCTION public.blank_in_versions(in_space uuid, said text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update document set changed = left(words_forgotten(changed, said), 1000), occasion = left(words_forgotten(occasion, said), 200)
   where space_id = in_space and (changed <> '' or occasion <> '')
     and words_forgotten(changed || E'\n' || occasion, said) <> changed || E'\n' || occasion;
  update document d set title = left(words_forgotten(d.title, said), 300), source = left(words_forgotten(d.source, said), 500),
      tsv = setweight(to_tsvector(s.search_language, left(words_forgotten(d.title, said), 300)), 'A') || to_tsvector(s.search_language, left(d.text, 200000))
    from space s where s.id = in_space and d.space_id = in_space
     and words_forgotten(d.title || E'\n' || d.source, said) <> d.title || E'\n' || d.source;
end $function$

owner bodies_in(text): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.bodies_in(in_words text)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with lines as (select l from regexp_split_to_table(coalesce(in_words, ''), E'\n') l),
    said as (select n from lines cross join lateral (select lines.l union all
        select regexp_split_to_table(lines.l, '\s*[,;:/&|·–—]\s*|\s+(?:-|and|at|from|of|for|in|with)\s+', 'i')) p (s) cross join lateral names_of(p.s) n),
    bodies as (select id, name from organisation union all select organisation_id, name from organisation_name)
  select coalesce(array_agg(distinct o.id), '{}') from bodies o cross join lateral names_of(o.name) n
   where n in (select s.n from said s)
      or (cardinality(tsvector_to_array(to_tsvector('english', n))) >= 2 and exists (select from lines where position(' ' || n || ' ' in plain_words(lines.l)) > 0))
$function$

owner bring_line_in(uuid,uuid,uuid,jsonb,boolean,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.bring_line_in(which uuid, step uuid, new_id uuid, in_value jsonb, at_once boolean, keeps text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare l thread_line; st activity_step; a activity;
begin
  select * into l from thread_line x where x.id = which and x.chapter_id = any (my_chapters()) and not by_token();
  select * into st from activity_step x where x.id = step and x.space_id = l.space_id;
  if st.id is null or not i_facilitate(l.space_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into a from activity x where x.id = st.activity_id;
  -- No name is put to what is asked without one, and no words but the line's own are put under its writer's name.
  if not l.for_room or thread_of(l.chapter_id) <> 'before' or thread_open(l.chapter_id) or st.round_id is not null or st.small_id is not null
     or a.step_id is distinct from st.id or a.state = 'done' or st.state = 'done' or in_value <> jsonb_build_object('text', l.words) then
    raise exception 'refused' using errcode = 'TF003'; end if;
  perform pg_advisory_xact_lock(hashtextextended('bring ' || which || step, 0));
  if exists (select from contribution c where c.thread_line_id = which and c.step_id = step) then return false; end if;
  insert into contribution (space_id, id, chapter_id, activity_id, step_id, value, attribution, said_as, seen_by, kept, may_go, shown, thread_line_id)
    select st.space_id, new_id, st.chapter_id, st.activity_id, st.id, in_value, 'role',
      left(coalesce((select p.name from person p where p.id = l.author_id), 'Somebody'), 180) || ', written before', 'room', keeps, 'stays', at_once, which;
  if at_once then perform append_event(st.chapter_id, 'contribution.put', new_id, null, clock_now()); end if;
  return true;
end $function$

owner bring_look_on(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.bring_look_on()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update artefact a set look_on = o.look_on from room_output o
   where o.crossing_id = new.crossing_id and o.stands and o.look_on is not null and a.space_id = new.space_id and a.id = new.artefact_id;
  return null;
end $function$

owner bring_together(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.bring_together(which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare t record; who uuid[]; n integer; at integer; last integer; new_id uuid;
begin
  if not i_convened(which) or by_token() then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('together ' || which::text, 0));
  for t in select x.id, x.chapter_id from meet_topic x where x.gathering_id = which
      order by (select count(*) from meet_wish w where w.topic_id = x.id), gen_random_uuid() loop
    who := array(select w.person_id from meet_wish w where w.topic_id = t.id and w.person_id in (select readers_of(t.chapter_id))
        and not exists (select from meet_match m join meet_topic y on y.id = m.topic_id
        where y.gathering_id = which and m.person_id = w.person_id) order by gen_random_uuid());
    n := cardinality(who);
    at := 1;
    while n - at >= 1 loop
      last := case when n - at = 2 then n else at + 1 end;
      new_id := gen_random_uuid();
      insert into meet_match (id, topic_id, person_id) select new_id, t.id, p from unnest(who[at:last]) p;
      at := last + 1;
    end loop;
  end loop;
  delete from meet_wish w using meet_topic x, meet_match m join meet_topic y on y.id = m.topic_id
   where x.id = w.topic_id and x.gathering_id = which and y.gathering_id = which and m.person_id = w.person_id;
end $function$

owner by_token(): owner
CREATE OR REPLACE FUNCTION public.by_token()
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (COALESCE(current_setting('app.token'::text, true), ''::text) <> ''::text)

owner call_letters_due(integer): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.call_letters_due(most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select l.id from call_letter l join invitee i on i.id = l.invitee_id cross join lateral call_told(i.id) t
   where l.state in ('due', 'again') and l.not_before <= clock_now()
     and (l.kind = 'off' or t.starts < clock_now() + interval '1 day' or (
       (select count(*) from call_letter o join invitee x on x.id = o.invitee_id where o.gone_on = (clock_now())::date
          and (x.person_id = i.person_id or (i.email <> '' and lower(x.email) = lower(i.email)))) < 5
       and not exists (select from digest_choice d cross join lateral (select clock_now() at time zone zone_of(d.person_id) as at) n
         where d.person_id = i.person_id and (extract(isodow from n.at)::int = any (d.quiet_days)
           or case when d.quiet_from <= d.quiet_until then extract(hour from n.at) >= d.quiet_from and extract(hour from n.at) < d.quiet_until
                   else extract(hour from n.at) >= d.quiet_from or extract(hour from n.at) < d.quiet_until end))))
   order by l.not_before, l.id limit most
$function$

owner call_link(uuid,bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.call_link(which uuid, hash bytea)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare g uuid;
begin
  select i.gathering_id into g from invitee i where i.id = which and i.withdrawn_on is null;
  if g is null or not i_call(g) then raise exception 'not found' using errcode = 'TF404'; end if;
  insert into call_letter (id, invitee_id, kind, number, state, key_hash) values (gen_random_uuid(), which, 'by_hand', 0, 'gone', hash);
end $function$

owner call_off_closing(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.call_off_closing(which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare sp uuid; standing uuid;
begin
  select c.space_id into sp from closing c where c.id = which and in_space(c.space_id);
  if sp is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('closing ' || sp::text, 0));
  update closing set outcome = 'called_off', settled_at = clock_now(), called_off_by = me()
   where id = which and outcome is null returning chapter_id into standing;
  if standing is null then raise exception 'refused' using errcode = 'TF012'; end if;
  perform append_event(standing, 'closing.called_off', which, me(), clock_now());
end $function$

owner call_off_keeper(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.call_off_keeper(which uuid)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with done as (delete from keeper_asking k where k.id = which and runs_place() and not journal_shut() returning 1)
  select exists (select from done)
$function$

owner call_together(uuid,uuid[]): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.call_together(into_space uuid, olds uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare standing uuid; called integer;
begin
  if not in_space(into_space) or not i_manage(into_space) or not olds <@ my_spaces() or into_space = any (olds) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from space s where s.closed_at is not null and (s.id = into_space or s.id = any (olds))) then raise exception 'closed' using errcode = 'TF010'; end if;
  if exists (select from space s where s.id = into_space and s.kind in ('person', 'pair', 'seat', 'room')) then raise exception 'refused' using errcode = 'TF001'; end if;
  select c.id into standing from chapter c where c.space_id = into_space and c.number = 0;
  insert into call (id, space_id, person_id, class, organisation_id, from_space, called_by)
    select distinct on (m.person_id) gen_random_uuid(), into_space, m.person_id, m.class, m.organisation_id, m.space_id, me()
      from membership m where m.space_id = any (olds) and m.person_id <> me() and m.first_chapter is not null
       and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
       and not exists (select from membership n where n.space_id = into_space and n.person_id = m.person_id and (n.ends_at is null or n.ends_at > clock_now()))
     order by m.person_id, m.starts_at
    on conflict do nothing;
  get diagnostics called = row_count;
  perform append_event(standing, 'space.called_together', into_space, me(), clock_now());
  return called;
end $function$

owner call_told(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.call_told(which uuid)
 RETURNS TABLE(invitee uuid, gathering uuid, person uuid, name text, comes_as text, class text, organisation text, until date, answer text, space uuid, space_name text, space_address text, unlisted boolean, title text, purpose text, kind text, way text, starts_on date, starts_at text, zone text, minutes integer, ends_on date, place text, link text, share_what text, share_how text, share_by date, paid text, role text, agreed text, convener text, number integer, cancelled_because text, is_off boolean, held_on date, starts timestamp with time zone, ends timestamp with time zone, room uuid, room_state text, kept_out text[], full_up boolean, told_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select i.id, g.id, i.person_id, coalesce(nullif(i.name, ''), p.name, ''), i.comes_as, i.class, i.organisation, i.until, i.answer,
    s.id, s.name, s.address, s.unlisted or s.kind in ('pair', 'person'), g.title, g.purpose, g.kind, g.way, g.starts_on, g.starts_at,
    g.zone, g.minutes, g.ends_on, g.place, g.link, g.share_what, g.share_how, g.share_by, g.paid,
    coalesce((select r.value #>> '{}' from space_rule r where r.space_id = s.id and r.rule = 'role_clause' order by r.since desc limit 1), ''),
    coalesce((select r.value #>> '{}' from space_rule r where r.space_id = s.id and r.rule = 'challenge' order by r.since desc limit 1), ''),
    coalesce(c.name, ''), g.version, g.cancelled_because, g.cancelled_on is not null or i.withdrawn_on is not null or not still_asked(i), g.held_on,
    (g.starts_on + g.starts_at::time) at time zone g.zone,
    case when g.ends_on is null then ((g.starts_on + g.starts_at::time) at time zone g.zone) + make_interval(mins => g.minutes)
         else (g.ends_on + time '17:00') at time zone g.zone end,
    g.room_id, case when r.closed_at is not null then 'closed' when r.opened_at is not null then 'open' else 'planned' end, r.kept_out,
    (select count(distinct m.person_id) from membership m where m.space_id = r.space_id and (m.ends_at is null or m.ends_at > clock_now())) >= r.most_people, clock_now()
  from invitee i join gathering g on g.id = i.gathering_id join space s on s.id = g.space_id join gathering_room r on r.space_id = g.room_id
    left join person p on p.id = i.person_id left join person c on c.id = g.convened_by
  where i.id = which
$function$

owner called_as(text): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.called_as(body text)
 RETURNS SETOF text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  -- "Health & Care" and "Health and Care" are one.
  select distinct btrim(regexp_replace(' ' || n || ' ', '( and)+ ', ' ', 'g')) from names_of(body) n
$function$

owner calls_forget_words(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.calls_forget_words()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare calls uuid[]; rooms uuid[];
begin
  -- Fewer words than these are anybody's, as elsewhere.
  if cardinality(string_to_array(btrim(plain_words(old.words)), ' ')) < 6 then return null; end if;
  select array_agg(g.id), array_agg(g.room_id) into calls, rooms from gathering g where g.space_id = new.space_id;
  -- Whoever still types on what stood there is shown that it has changed; the words go from its columns with those of everything else ("gone" comes after this).
  update gathering g set share_said = forgotten_in(g.share_said, old.words), version = g.version + 1
   where g.id = any (calls) and (forgotten_in(g.share_said, old.words) <> g.share_said or exists (
     select from unnest(array[g.title, g.purpose, g.place, g.paid, g.share_what, g.share_how, g.share_kept, g.share_kept_how, g.cancelled_because]) t
      where words_forgotten(t, old.words) <> t));
  update gathering_room r set said = forgotten_in(r.said, old.words) where r.space_id = any (rooms) and forgotten_in(r.said, old.words) <> r.said;
  update agenda_item i set title = left(words_forgotten(i.title, old.words), greatest(length(i.title), 18)), version = i.version + 1
   where i.space_id = any (rooms) and words_forgotten(i.title, old.words) <> i.title;
  update agenda_note n set words = words_forgotten(n.words, old.words) where n.space_id = any (rooms) and words_forgotten(n.words, old.words) <> n.words;
  update not_asked n set why = left(words_forgotten(n.why, old.words), greatest(length(n.why), 18))
   where n.gathering_id = any (calls) and words_forgotten(n.why, old.words) <> n.why;
  update gathering_after a set limits = left(words_forgotten(a.limits, old.words), greatest(length(a.limits), 18))
   where a.gathering_id = any (calls) and words_forgotten(a.limits, old.words) <> a.limits;
  return null;
end $function$

owner carry_name(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.carry_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  update handing set by_name = left(new.name, 160) where author_id = new.id and by_name <> '';
  update handing set to_name = left(new.name, 160) where to_id = new.id;
  update action set accountable = left(new.name, 160) where accountable_id = new.id;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return null;
end $function$

owner carry_seats(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.carry_seats()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare h record;
begin
  -- In a closed space nothing changes hands any more; leaving it still works.
  if exists (select from space s where s.id = new.space_id and s.closed_at is not null) then return null; end if;
  if new.shares_with is not null and old.shares_with is null then
    for h in select * from seat_holder x where x.membership_id = new.shares_with and x.until is null
               and (select count(*) from holders_of(x.seat_id)) = 1 loop
      if not exists (select from seat_holder x where x.seat_id = h.seat_id and x.membership_id = new.id and x.until is null) then
        insert into seat_holder (seat_id, membership_id, space_id, chapter_id) values (h.seat_id, new.id, h.space_id, h.chapter_id);
        perform name_holders(h.seat_id);
      end if;
    end loop;
  end if;
  if new.ends_at is not null and new.ends_at <= clock_now() and old.ends_at is distinct from new.ends_at then
    for h in update seat_holder set until = clock_now() where membership_id = new.id and until is null returning seat_id loop
      perform name_holders(h.seat_id);
    end loop;
  end if;
  return null;
end $function$

owner chapter_tops(uuid[]): gate gate=X/gate live=X/gate
CREATE OR REPLACE FUNCTION public.chapter_tops(which uuid[])
 RETURNS TABLE(chapter_id uuid, top bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select c, coalesce((select max(e.number) from event e where e.chapter_id = c), 0) from unnest(which) as c
$function$

owner chapters_kept_from(uuid): owner owner=X/owner gate=X/owner
CREATE OR REPLACE FUNCTION public.chapters_kept_from(in_chapter uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
RETURN ARRAY(SELECT o.id FROM (chapter c JOIN chapter o ON (((o.space_id = c.space_id) AND (o.id <> c.id)))) WHERE ((c.id = chapters_kept_from.in_chapter) AND (o.id = ANY ((SELECT my_chapters() AS my_chapters)::uuid[])) AND (NOT reads_too(c.id, o.id))))

owner clear_invitation(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.clear_invitation(which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update invitation i set withdrawn_at = clock_now() where i.id = which
    and exists (select from orphan_invitations(i.space_id) o where o.id = i.id);
  if not found then raise exception 'not found' using errcode = 'TF404'; end if;
end $function$

owner clock_now(): owner
CREATE OR REPLACE FUNCTION public.clock_now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$ select now() + coalesce((select clock_offset from installation), interval '0') $function$

owner close_due(): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.close_due()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c record; s record; lapsed uuid[]; done integer := 0;
begin
  for c in select x.id, x.space_id from closing x where x.outcome is null and x.agreed_at is null order by x.id loop
    perform pg_advisory_xact_lock(hashtextextended('closing ' || c.space_id::text, 0));
    if settle_closing(c.id) <> 'open' then done := done + 1; end if;
  end loop;
  for c in select x.* from closing x where x.outcome is null and x.takes_effect_at <= clock_now() order by x.id loop
    perform pg_advisory_xact_lock(hashtextextended('closing ' || c.space_id::text, 0));
    update closing set outcome = 'closed', settled_at = clock_now() where id = c.id and outcome is null;
    continue when not found;
    perform append_event(c.chapter_id, 'space.closed', c.id, null, date_trunc('day', clock_now()));
    update space set closed_at = clock_now(),
           ends_at = case c.then_way when 'deleted' then clock_now() else clock_now() + make_interval(months => c.months) end where id = c.space_id;
    insert into crossing_outcome (crossing_id, outcome)
      select x.id, 'stays' from crossing x where c.space_id in (x.from_space, x.to_space)
         and not exists (select from crossing_outcome o where o.crossing_id = x.id) on conflict do nothing;
    update crossing x set words = null, purpose = '' where c.space_id in (x.from_space, x.to_space)
       and exists (select from crossing_outcome o where o.crossing_id = x.id and o.outcome = 'stays');
    update invitation set withdrawn_at = clock_now() where space_id = c.space_id and confirmed_at is null and withdrawn_at is null;
    update membership set ends_at = clock_now(), starts_at = least(starts_at, clock_now()) where space_id = c.space_id and first_chapter is null and ends_at is null;
    done := done + 1;
  end loop;
  for s in select x.id from space x where x.ends_at <= clock_now() order by x.id for update loop
    set constraints all deferred;
    delete from space where id = s.id;
    set constraints all immediate;
    done := done + 1;
  end loop;
  return done;
end $function$

owner close_receiver(uuid,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.close_receiver(which uuid, why text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare r receiver;
begin
  select * into r from receiver x where x.id = which and x.chapter_id = any (my_chapters()) and x.closed_at is null
     and (x.sent_by = me() or x.sent_by is null or x.sent_by not in (select readers_of(x.chapter_id))) for update;
  if r.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  update receiver set closed_at = clock_now(), closed_why = why, email = '',
         link_ends_at = case when link_ends_at > clock_now() then clock_now() else link_ends_at end where id = which;
  perform append_event(r.chapter_id, 'receiver.closed', r.id, me(), clock_now());
end $function$

owner close_room(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.close_room(room uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not i_facilitate(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from contribution c using activity a where a.id = c.activity_id and a.space_id = room and c.kept in ('until_close', 'until_step_ends');
  delete from apart_wish w where w.space_id = room;
  delete from door_wait d where d.space_id = room;
end $function$

owner close_round(uuid): gate gate=X/gate web=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.close_round(which uuid)
 RETURNS TABLE(ticket bytea, cipher bytea)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform hold_round(which, true);
  if few_in_round(which) then raise exception 'too few' using errcode = 'TF101'; end if;
  perform end_round(which, 'closed');
  return query delete from round_sealed s where s.round_id = which returning s.ticket, s.cipher;
end $function$

owner come_in(text,text,uuid,text,text): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.come_in(typed text, as_class text, of_org uuid, called text, from_where text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare d record; begins integer; until timestamptz;
begin
  if me() is null or by_token() then return 'no_code'; end if;
  select * into d from door_by_code(typed);
  if d.room is null then return 'no_code'; end if;
  perform pg_advisory_xact_lock(hashtextextended('door ' || d.room::text, 0));
  if exists (select from membership m where m.space_id = d.room and m.person_id = me() and m.first_chapter is not null
      and m.last_chapter is null and (m.ends_at is null or m.ends_at > clock_now())) then return 'in'; end if;
  if kept_out_of(d.room, me(), as_class) then return 'kept_out'; end if;
  if d.full_up then return 'full'; end if;
  begins := begins_at(d.room, as_class);
  if d.door = 'let_in' or begins is null then
    insert into door_wait (space_id, person_id, chapter_id, name, organisation, class, waits_for, organisation_id)
      select d.room, me(), c.id, called, from_where, as_class, case when d.door = 'let_in' then 'yes' else 'next_activity' end, of_org
        from chapter c where c.space_id = d.room and c.number = 0
      on conflict do nothing;
    perform append_event((select c.id from chapter c where c.space_id = d.room and c.number = 0), 'door.knocked', d.room, null, clock_now());
    return 'waiting';
  end if;
  perform room_join(d.room, me(), as_class, of_org, '{}', begins, null, 'Came by the code');
  return 'in';
end $function$

owner come_in_as_asked(uuid,uuid,bytea,text): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.come_in_as_asked(which uuid, new_id uuid, token bytea, on_device text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare t record; begins integer; stays timestamptz; signed boolean := me() is not null;
begin
  select * into t from call_told(which);
  if t.invitee is null or by_token() then return 'no_key'; end if;
  perform pg_advisory_xact_lock(hashtextextended('door ' || t.room::text, 0));
  if t.is_off or t.room_state = 'closed' or (t.room_state = 'planned' and t.comes_as <> 'facilitator') then return 'not_open'; end if;
  if t.comes_as = 'member' and not signed then return 'sign_in'; end if;
  if signed and t.person is distinct from me() and (t.person is not null
     or exists (select from invitee x where x.gathering_id = t.gathering and x.person_id = me())) then return 'other'; end if;
  if t.class = any (t.kept_out) or (signed and kept_out_of(t.room, me(), t.class)) then return 'kept_out'; end if;
  if t.until is not null and t.until < (clock_now() at time zone t.zone)::date then return 'not_open'; end if;
  if not signed then
    if t.person is not null and exists (select from guest g where g.person_id = t.person and g.space_id = t.room) then
      if t.full_up and not exists (select from membership m where m.space_id = t.room and m.person_id = t.person and m.first_chapter is not null
          and m.last_chapter is null and (m.ends_at is null or m.ends_at > clock_now())) then return 'full'; end if;
      insert into session (id, person_id, token_hash, kind, device, ends_at)
        values (gen_random_uuid(), t.person, token, 'guest', on_device, clock_now() + interval '30 days');
      perform set_config('app.person', t.person::text, true);
    elsif t.person is not null then return 'sign_in';
    elsif t.full_up then return 'full';
    else
      perform make_guest(t.room, new_id, t.name, t.organisation, token, null, on_device, clock_now() + interval '30 days');
      perform set_config('app.person', new_id::text, true);
    end if;
  end if;
  update invitee x set person_id = me() where x.id = t.invitee and x.person_id is null;
  if exists (select from membership m where m.space_id = t.room and m.person_id = me() and m.first_chapter is not null
      and m.last_chapter is null and (m.ends_at is null or m.ends_at > clock_now())) then return 'in'; end if;
  if t.full_up then return 'full'; end if;
  begins := case when t.comes_as = 'facilitator' and t.room_state = 'planned' then 1 else begins_at(t.room, t.class) end;
  if begins is null then
    insert into door_wait (space_id, person_id, chapter_id, name, organisation, class, waits_for)
      select t.room, me(), c.id, t.name, t.organisation, t.class, 'next_activity' from chapter c where c.space_id = t.room and c.number = 0
      on conflict do nothing;
    perform append_event((select c.id from chapter c where c.space_id = t.room and c.number = 0), 'door.knocked', t.room, null, clock_now());
    return 'waiting';
  end if;
  perform room_join(t.room, me(), t.class, null, case when t.comes_as = 'facilitator' then '{facilitator}'::text[] else '{}' end, begins, null, 'Was asked to come');
  stays := case when t.until is not null then (t.until + 1)::timestamp at time zone t.zone end;
  update membership m set ends_at = stays where stays is not null and m.space_id = t.room and m.person_id = me() and m.ends_at is null;
  return 'in';
end $function$

owner come_in_as_guest(text,uuid,text,text,text,bytea,bytea,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.come_in_as_guest(typed text, new_id uuid, called text, from_where text, as_class text, token bytea, said bytea, on_device text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare d record; known uuid; answer text;
begin
  select * into d from door_by_code(typed);
  if d.room is null then return 'no_code'; end if;
  -- Two that say the same wait for each other, and the second finds the first.
  perform pg_advisory_xact_lock(hashtextextended('came by ' || encode(said, 'hex'), 0));
  select g.person_id into known from guest g where g.space_id = d.room and g.came_by = said;
  if known is null then
    if as_class = any (d.kept_out) then return 'kept_out'; end if;
    if d.full_up then return 'full'; end if;
    perform make_guest(d.room, new_id, called, from_where, token, null, on_device, clock_now() + interval '30 days');
    update guest g set came_by = said where g.person_id = new_id;
  end if;
  perform set_config('app.person', coalesce(known, new_id)::text, true);
  answer := come_in(typed, as_class, null, called, from_where);
  if known is not null and answer in ('in', 'waiting') then
    insert into session (id, person_id, token_hash, kind, device, ends_at)
      values (gen_random_uuid(), known, token, 'guest', on_device, clock_now() + interval '30 days');
  end if;
  return answer;
end $function$

owner come_in_asked(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.come_in_asked(which uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if me() is null or not asked_me(which) then raise exception 'not found' using errcode = 'TF404'; end if;
  return come_in_as_asked(which, null, null, null);
end $function$

owner come_in_by_code(text,text,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.come_in_by_code(typed text, as_class text, called text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare d record;
begin
  select * into d from door_by_code(typed);
  if not by_token() and exists (select from space s where s.id = d.room and in_space(s.parent_id)) then return come_in_from_above(d.room); end if;
  return come_in(typed, case when not by_token() and pays_in(d.room, me()) then 'funder' else as_class end, null, called, '');
end $function$

owner come_in_by_key(bytea,uuid,bytea,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.come_in_by_key(hash bytea, new_id uuid, token bytea, on_device text)
 RETURNS text
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select come_in_as_asked(invitee_by_key(hash), new_id, token, on_device)
$function$

owner come_in_from_above(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.come_in_from_above(room uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare r gathering_room; m membership; s space;
begin
  select x.* into r from gathering_room x where x.space_id = room and x.opened_at is not null and x.closed_at is null and not x.rehearsal;
  select * into s from space x where x.id = room;
  if r.space_id is null or by_token() or not in_space(s.parent_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into m from membership x where x.space_id = s.parent_id and x.person_id = me() and x.first_chapter is not null
     and x.starts_at <= clock_now() and (x.ends_at is null or x.ends_at > clock_now()) order by x.starts_at, x.id limit 1;
  return come_in(r.code, m.class, m.organisation_id, (select p.name from person p where p.id = me()),
    coalesce((select o.name from organisation o where o.id = m.organisation_id), ''));
end $function$

owner complete_schema(): owner owner=X/owner
CREATE OR REPLACE FUNCTION public.complete_schema()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare t record; f record;
begin
  for t in select c.oid, c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attname in ('space_id', 'chapter_id') and not a.attisdropped) = 2
      and not exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgname = 'closed') loop
    -- An event is what leaving, closing and taking back append as well, and those never end.
    execute format('create trigger closed before insert or update or delete on %I for each row when (current_user = any (%L::text[])) execute function not_closed()',
      t.relname, case t.relname when 'event' then array['web'] else array['web', 'gate'] end);
  end loop;
  for f in select k.conname, c.relname, k.oid, k.confrelid::regclass::text as towards, k.condeferrable,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'space_id' and not a.attisdropped) as has_space
      from pg_constraint k join pg_class c on c.oid = k.conrelid
     where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and k.confdeltype = 'a' and k.conparentid = 0
       and k.confrelid::regclass::text not in ('person', 'organisation') loop
    if f.towards in ('space', 'chapter') or not f.has_space then
      -- A key over rows that exist is checked by its owner, who must see them for that moment.
      execute format('alter table %I no force row level security; alter table %I no force row level security', f.relname, f.towards);
      execute format('alter table %I drop constraint %I, add constraint %I %s on delete cascade', f.relname, f.conname, f.conname, pg_get_constraintdef(f.oid));
      execute format('alter table %I force row level security; alter table %I force row level security', f.relname, f.towards);
    elsif not f.condeferrable then
      execute format('alter table %I alter constraint %I deferrable initially immediate', f.relname, f.conname);
    end if;
  end loop;
  perform note_all_narrowings();
end $function$

owner confirm_invitation(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.confirm_invitation(which uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare i invitation; new_id uuid := gen_random_uuid(); sort text;
begin
  update invitation set confirmed_at = clock_now()
    where id = which and invited_by = me() and accepted_by is not null and confirmed_at is null and withdrawn_at is null
      and in_space(space_id) returning * into i;
  if i.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  -- Whoever managed the space when they asked somebody in may not manage it now.
  if i.accepted_by = me() or (privileged(i.roles) and not may_give(i.space_id)) then raise exception 'refused' using errcode = 'TF022'; end if;
  if exists (select from membership m where m.space_id = i.space_id and m.person_id = i.accepted_by and m.class = i.class
              and (m.ends_at is null or m.ends_at > clock_now())) then raise exception 'refused' using errcode = 'TF002'; end if;
  select s.kind into sort from space s where s.id = i.space_id;
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, reason_joined, brought_by)
    values (new_id, i.space_id, i.accepted_by, i.organisation_id, i.class, i.roles,
            case when sort in ('pair', 'group', 'room') then 'infinity' else clock_now() + interval '1 day' end, i.reason, me());
  perform append_event((select c.id from chapter c where c.space_id = i.space_id and c.number = 0), 'membership.announced', new_id, me(), clock_now());
  insert into arrival_answer (membership_id, person_id) values (new_id, me());
  perform settle_arrival(new_id);
  return new_id;
end $function$

owner contest_within(): owner
CREATE OR REPLACE FUNCTION public.contest_within()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from evidence e where e.space_id = new.space_id and e.id = new.evidence_id and e.chapter_id = new.chapter_id) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  return new;
end $function$

owner coordinates(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.coordinates(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select in_space(which) and not by_token() and exists (
    select from membership m where m.space_id = which and m.person_id = me() and 'learning_coordinator' = any (m.roles) and in_force(m)) $function$

owner copied_goes(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.copied_goes()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  delete from copied k where k.space_id = old.space_id and k.id = old.id;
  return old;
end $function$

owner copy_gone(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.copy_gone(which uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true); done integer;
begin
  if by_token() then return false; end if;
  perform set_config('app.forgetting', 'on', true);
  update space_copy set gone_on = (clock_now())::date where id = which and person_id = me() and way = 'taken' and gone_on is null;
  get diagnostics done = row_count;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return done = 1;
end $function$

owner count_of(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.count_of(which uuid)
 RETURNS TABLE(came integer, asked integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select c.* from activity_step s cross join lateral counted_in(s.id) c where s.id = which and s.chapter_id = any (my_chapters())
$function$

owner counted_in(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.counted_in(which uuid)
 RETURNS TABLE(came integer, asked integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with st as (select s.id, s.space_id, s.opened_at, coalesce(s.done_at, clock_now()) as until, s.erased_in,
        a.definition->'steps'->s.place->>'seen_by' = 'presenter' or s.erased and s.shown_at is not null as untold
      from activity_step s join activity a on a.id = s.activity_id where s.id = which),
    there as (select distinct m.person_id as who from st join membership m on m.space_id = st.space_id
      where m.first_chapter is not null and m.last_chapter is null and m.starts_at <= st.until and (m.ends_at is null or m.ends_at > st.opened_at)),
    runs as (select distinct m.person_id as who from st join membership m on m.space_id = st.space_id and 'facilitator' = any (m.roles)
      where not exists (select from event e where e.subject = m.id and e.kind = 'membership.roles_changed' and e.at > st.opened_at)),
    others as (select who from there except select who from runs),
    apart as (select who from runs where exists (select from others)),
    put as (select distinct coalesce(c.author_id, o.person_id, c.sheet_id) as who
      from st join contribution c on c.step_id = st.id left join contribution_owner o on o.contribution_id = c.id),
    came as (select who from put where who is not null except select who from apart),
    asked as (select who from there except select who from apart union select who from came)
  select case when st.untold then null else st.erased_in + (select count(*)::integer from came) end, (select count(*)::integer from asked) from st
$function$

owner counts_told(uuid[]): gate gate=X/gate live=X/gate
CREATE OR REPLACE FUNCTION public.counts_told(chapters uuid[])
 RETURNS TABLE(chapter uuid, step uuid, came integer, asked integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select s.chapter_id, s.id, c.came, c.asked
    from activity a join activity_step s on s.id = a.step_id cross join lateral counted_in(s.id) c
   where a.chapter_id = any (chapters) and a.state <> 'done' and s.state <> 'done' and s.round_id is null and c.came is not null
$function$

owner delete_rehearsal(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.delete_rehearsal(room uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare who uuid[];
begin
  select coalesce(array_agg(g.person_id), '{}') into who from guest g where g.space_id = room;
  set constraints all deferred;
  delete from space s where s.id in (with recursive inside as (
    select room as id union all select x.id from space x join inside i on x.parent_id = i.id) select id from inside);
  set constraints all immediate;
  delete from person p where p.id = any (who);
end $function$

owner demonstration_people(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.demonstration_people()
 RETURNS TABLE(id uuid, name text, organisation text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select p.id, p.name, coalesce((select o.name from membership m join organisation o on o.id = m.organisation_id where m.person_id = p.id limit 1), '')
    from person p
   where (select demonstration from installation) and not exists (select from guest g where g.person_id = p.id)
   order by p.name
$function$

owner destroy_gone_entries(): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.destroy_gone_entries()
 RETURNS SETOF uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with gone as (select e.id from entry e where e.gone_at <= clock_now() - interval '60 seconds'),
  photos as (select p.id from entry_photo p where p.entry_id in (select g.id from gone g)),
  destroyed as (delete from entry e where e.id in (select g.id from gone g))
  select id from photos
$function$

owner digests_due(integer): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.digests_due(most integer)
 RETURNS TABLE(person uuid, day date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with local as (select c.*, clock_now() at time zone zone_of(c.person_id) as at from digest_choice c where c.how is not null),
  timed as (select l.*, extract(isodow from l.at)::int as dow, extract(hour from l.at)::int as hour from local l)
  select t.person_id, t.at::date from timed t
   where not t.dow = any (t.quiet_days)
     and not case when t.quiet_from <= t.quiet_until then t.hour >= t.quiet_from and t.hour < t.quiet_until
                  else t.hour >= t.quiet_from or t.hour < t.quiet_until end
     and not exists (select from digest d where d.person_id = t.person_id
       and d.day >= case t.how when 'daily' then t.at::date else t.at::date - ((t.dow - t.weekday + 7) % 7) end
       and not (d.state = 'again' and (d.day < t.at::date or d.again_at <= clock_now())))
   order by t.person_id limit most
$function$

owner directory_has(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.directory_has(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select which = any (my_directory()) $function$

owner document_goes(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.document_goes()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare next_one uuid;
begin
  -- Nothing follows where the whole space goes.
  if not exists (select from space s where s.id = old.space_id) then return old; end if;
  select d.id into next_one from document d where d.space_id = old.space_id and d.line_id = old.id order by d.number, d.id limit 1;
  update document d set line_id = nullif(next_one, d.id) where d.space_id = old.space_id and d.line_id = old.id;
  return old;
end $function$

owner door_by_code(text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.door_by_code(typed text)
 RETURNS TABLE(room uuid, said jsonb, door text, kept_out text[], full_up boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.space_id, r.said, r.door, r.kept_out,
         (select count(distinct m.person_id) from membership m where m.space_id = r.space_id and (m.ends_at is null or m.ends_at > clock_now())) >= r.most_people
    from gathering_room r where r.code = typed and r.opened_at is not null and r.closed_at is null
$function$

owner door_reads(uuid,uuid,text): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.door_reads(sp uuid, who uuid, as_class text)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when r.reads is not null then
      greatest(r.reads, 1 + (select max(c.number) from chapter c where c.space_id = sp and c.kept)) end
    from (select case when s.kind in ('pair', 'group', 'room', 'organisation', 'seat') then
      case when coalesce((select (r.value)::text = 'true' from space_rule r where r.space_id = sp and r.rule = 'newcomers_read_back'
                           order by r.since desc limit 1), s.kind = 'seat') then 1 end
    else (
      -- As far back as the first of their class who is in now, and no further: what was said while none of them was there was
      -- said to nobody of them. Never further than they read themselves when here before.
      select case when count(*) filter (where o.person_id <> who and in_force(o)) > 0 then
               greatest(min(o.first_chapter) filter (where o.person_id <> who and in_force(o)), max(o.first_chapter) filter (where o.person_id = who)) end
        from membership o where o.space_id = sp and o.class = as_class and o.first_chapter is not null)
    end as reads from space s where s.id = sp) r
$function$

owner drop_decision(uuid,uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.drop_decision(of_space uuid, which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true); there uuid;
begin
  perform set_config('app.forgetting', 'on', true);
  select d.chapter_id into there from decision d where d.space_id = of_space and d.id = which for update;
  if exists (select from chain_link l where l.space_id = of_space and l.from_id = which) or exists (select from dead_end d where d.space_id = of_space and d.item_id = which) then
    update decision d set words = 'Taken back', taken_by = '', reasons = '', not_heard = '', format = '', wanted = '', options = '', strength = '', missing = '', dissent = '',
           owner_id = null, version = d.version + 1
     where d.space_id = of_space and d.id = which;
  else
    delete from chain_link l where l.space_id = of_space and l.to_id = which;
    delete from decision where space_id = of_space and id = which;
  end if;
  if there is not null then perform append_event(there, 'decision.taken_back', which, null, date_trunc('day', clock_now())); end if;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner drop_kept(uuid,uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.drop_kept(of_space uuid, which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare d record; e record; was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  select k.id, k.chapter_id, k.kind, k.artefact_id into d from document k where k.space_id = of_space and k.id = which for update;
  if d.id is null then return; end if;
  for e in select v.id, v.chapter_id, v.words is not null as said from evidence v where v.space_id = of_space and v.document_id = which order by v.id for update loop
    update evidence set words = null, tsv = ''::tsvector, method = '', asked = '', limits = '', disputed_by = '', said_by = '', speaker_id = null,
           dated = null, n = null, document_id = null, starts = null, ends = null
     where space_id = of_space and id = e.id;
    if e.said then perform append_event(e.chapter_id, 'evidence.taken_back', e.id, null, date_trunc('day', clock_now())); end if;
  end loop;
  delete from document k where k.space_id = of_space and k.id = which;
  insert into document_gone (space_id, id, chapter_id, kind, month, by_bringer)
    select of_space, which, d.chapter_id, d.kind, date_trunc('month', clock_now() at time zone s.zone)::date, true from space s where s.id = of_space;
  delete from artefact a where a.space_id = of_space and a.id = d.artefact_id and not exists (select from document k where k.space_id = of_space and k.artefact_id = a.id);
  perform append_event(d.chapter_id, 'document.taken_out', which, null, date_trunc('day', clock_now()));
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner drop_promise(uuid,uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.drop_promise(of_space uuid, which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  if exists (select from chain_link l where l.space_id = of_space and l.from_id = which) or exists (select from dead_end d where d.space_id = of_space and d.item_id = which) then
    update action set words = 'Taken back', accountable = 'Nobody', accountable_id = null, state = 'dropped', state_reason = '', state_on = (clock_now())::date
     where space_id = of_space and id = which;
    delete from action_from f where f.space_id = of_space and f.action_id = which;
  else
    delete from handing h where h.space_id = of_space and h.action_id = which;
    delete from chain_link l where l.space_id = of_space and l.to_id = which;
    delete from action where space_id = of_space and id = which;
  end if;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner drop_round(uuid): gate gate=X/gate web=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.drop_round(which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  perform end_round(which, 'dropped');
  delete from round_sealed s where s.round_id = which;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner drop_speakers(uuid,text[]): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.drop_speakers(which uuid, keys text[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare a activity; n integer;
begin
  select * into a from activity x where x.id = which;
  if a.id is null or not (i_facilitate(a.space_id) or a.chapter_id = any (my_chapters())) then raise exception 'not found' using errcode = 'TF404'; end if;
  if not exists (select from readers_of(a.chapter_id) p where not exists (select from speaker_yes y where y.activity_id = which and y.person_id = p)) then return 0; end if;
  update contribution c set value = jsonb_set(c.value, '{speaker}', 'null') from activity_step s
   where s.id = c.step_id and s.activity_id = which and s.key = any (keys) and coalesce(c.value -> 'speaker', 'null') <> 'null';
  get diagnostics n = row_count;
  return n;
end $function$

owner empty_seat(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.empty_seat(which uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true); r record; done integer := 0;
begin
  perform set_config('app.forgetting', 'on', true);
  for r in update receiver set let_out = '', note = '', email = '' where crossing_id = which returning id, chapter_id loop
    perform append_event(r.chapter_id, 'receiver.taken_back', r.id, null, date_trunc('day', clock_now()));
    done := done + 1;
  end loop;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return done;
end $function$

owner end_groups(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.end_groups(which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare ended uuid[];
begin
  if not exists (select from activity a where a.id = which and i_facilitate(a.space_id)) then raise exception 'not found' using errcode = 'TF404'; end if;
  with over as (update small_room r set ended_at = clock_now() from activity_step s
    where s.id = r.step_id and s.activity_id = which and r.ended_at is null returning r.id) select coalesce(array_agg(id), '{}') into ended from over;
  update contribution c set shown = false where c.space_id = any (ended) and c.shown and c.seen_by in ('pair', 'table');
end $function$

owner end_membership(uuid,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.end_membership(which uuid, why text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare m membership; waiting uuid;
begin
  update membership x set ends_at = greatest(clock_now(), least(x.starts_at, clock_now())), reason_left = why,
         starts_at = least(x.starts_at, clock_now())
   where x.id = which and (x.ends_at is null or x.ends_at > clock_now()) and (x.person_id = me() or i_manage(x.space_id))
  returning x.* into m;
  if m.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  -- Whoever shared the job keeps it, and keeps it alone.
  update membership x set shares_with = null where x.shares_with = which;
  perform append_event(standing_of(m.space_id), 'membership.ended', which, me(), clock_now());
  -- In a closed space nothing changes hands any more; leaving it still works.
  for waiting in select a.id from role_ask a join space s on s.id = a.space_id
                  where a.settled_at is null and a.space_id = m.space_id and s.closed_at is null order by a.id loop
    perform settle_role_ask(waiting);
  end loop;
  if exists (select from membership o where o.space_id = m.space_id and in_force(o)) then
    if 'manager' = any (m.roles) and m.first_chapter is not null and not exists (
         select from membership o where o.space_id = m.space_id and 'manager' = any (o.roles) and in_force(o)) then
      perform append_event(standing_of(m.space_id), 'space.unmanaged', m.space_id, null, clock_now());
    end if;
    for waiting in select x.id from membership x where x.space_id = m.space_id and x.first_chapter is null and x.ends_at is null order by x.id loop
      perform settle_arrival(waiting);
    end loop;
  end if;
  return m.space_id;
end $function$

owner end_nudges(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.end_nudges(which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from activity_step s where s.id = which and i_facilitate(s.space_id)) then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from nudge w where w.step_id = which;
end $function$

owner end_rehearsal(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.end_rehearsal(room uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if by_token() or not i_facilitate(room) or not exists (select from gathering_room r where r.space_id = room and r.rehearsal)
    then raise exception 'not found' using errcode = 'TF404'; end if;
  perform delete_rehearsal(room);
end $function$

owner end_rehearsals_due(): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.end_rehearsals_due()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare r uuid; done integer := 0;
begin
  for r in select x.space_id from gathering_room x where x.rehearsal and x.opened_at < clock_now() - interval '1 day' loop
    perform delete_rehearsal(r);
    done := done + 1;
  end loop;
  return done;
end $function$

owner end_round(uuid,text): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.end_round(which uuid, as_state text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare r round;
begin
  perform hold_round(which, true);
  select * into r from round x where x.id = which and (session_user = 'worker' or x.chapter_id = any (my_chapters()));
  if r.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if r.state = 'dropped' then return; end if;
  if r.state <> 'open' then raise exception 'over' using errcode = 'TF100'; end if;
  update round x set state = as_state, closed_on = (clock_now())::date,
      came = case as_state when 'closed' then (select count(*) from round_sealed s where s.round_id = which) end where x.id = which;
  delete from round_ticket t where t.round_id = which;
  perform append_event(r.chapter_id, 'round.' || as_state, which, null, date_trunc('day', clock_now()));
end $function$

owner end_step(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.end_step(which uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare n integer;
begin
  if not exists (select from activity_step s where s.id = which and i_facilitate(s.space_id)) then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from contribution c where c.step_id = which and c.kept = 'until_step_ends';
  get diagnostics n = row_count;
  delete from contribution_owner o using contribution c where c.id = o.contribution_id and c.step_id = which and c.seen_by = 'presenter' and c.presenter_id is not null;
  return n;
end $function$

owner end_tables(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.end_tables(which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from activity a where a.id = which and i_facilitate(a.space_id)) then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from contribution c using activity_step s where s.id = c.step_id and s.activity_id = which and s.small_id is not null and c.kept = 'until_step_ends';
  update activity_step s set state = 'done', done_at = clock_now() where s.activity_id = which and s.small_id is not null and s.state <> 'done';
end $function$

owner enter_by_token(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.enter_by_token(token bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare t api_token;
begin
  select * into t from api_token x where x.token_hash = token and x.ends_at > clock_now();
  if t.id is null then return false; end if;
  perform set_config('app.person', t.person_id::text, true), set_config('app.token', t.id::text, true);
  if t.may = 'read' then set transaction read only; end if;
  return true;
end $function$

owner every_name_stands(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.every_name_stands(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from activity a where a.id = which and a.chapter_id = any (my_chapters()) and cardinality(a.with_names) = 0
    and not exists (select from jsonb_array_elements(a.definition->'steps') s (one)
      where s.one->>'kind' not in ('groups', 'reveal') and coalesce(s.one->>'attribution', a.definition->>'attribution') <> 'named'
        and (s.one->>'kind' not in ('discuss', 'round') or coalesce(s.one->'settings'->>'notes', 'nobody') <> 'nobody')))
$function$

owner evidence_gone(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.evidence_gone()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform insights_forget_words(old.id, old.words);
  return null;
end $function$

owner evidence_repeated(uuid[],text): owner owner=X/owner gate=X/owner mover=X/owner
CREATE OR REPLACE FUNCTION public.evidence_repeated(chapters uuid[], said text)
 RETURNS SETOF evidence
 LANGUAGE sql
 STABLE
AS $function$
  select e.* from unnest(chapters) c (id) cross join lateral (
    select x.* from evidence x where x.words is not null and x.chapter_id is not distinct from c.id
       and threes_under(x.chapter_id, threes_of(x.words, true)) && threes_under(c.id, threes_of(said, false))) e
   where repeats_word_by_word(said, e.words)
$function$

owner feed_person(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.feed_person(hash bytea)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select c.person_id from calendar_choice c where c.feed_hash = hash
$function$

owner few_for_round(uuid,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.few_for_round(in_chapter uuid, holds text)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select least_asked(holds) where in_chapter = any (my_chapters()) and (select count(*) from readers_of(in_chapter)) < least_asked(holds)
$function$

owner few_in_round(uuid): gate gate=X/gate web=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.few_in_round(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from round r where r.id = which and r.state = 'open' and (session_user = 'worker' or r.chapter_id = any (my_chapters()))
    and (select count(*) from readers_of(r.chapter_id) p join round_ticket t on t.round_id = r.id and t.person_id = p) < r.least)
$function$

owner find_library(uuid,tsquery,integer,text,date,date,real,uuid): finder finder=X/finder web=X/finder
CREATE OR REPLACE FUNCTION public.find_library(in_space uuid, query tsquery, most integer, only_kind text DEFAULT NULL::text, from_day date DEFAULT NULL::date, to_day date DEFAULT NULL::date, after_rank real DEFAULT NULL::real, after_id uuid DEFAULT NULL::uuid)
 RETURNS TABLE(kind text, id uuid, rank real)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
#variable_conflict use_column
declare mine uuid[]; zone text; today date := (clock_now())::date; any_day boolean := from_day is null and to_day is null; common boolean := false; often boolean := false;
  -- Only an order of words, or a weight, is to be looked for in the text itself: the index knows of neither.
  closely boolean := query::text ~ '<|'':[*]?[A-D]';
begin
  if numnode(query) = 0 then return; end if;
  mine := array(select c.id from chapter c where c.space_id = in_space and c.id = any ((select my_chapters())::uuid[]));
  if cardinality(mine) = 0 then return; end if;
  if any_day then
    common := 6 = (select count(*) from any_evidence(in_space, mine, query, today, 200, 6));
    often := 8 = (select count(*) from newest_documents(in_space, mine, query, 24, 8));
  else
    select s.zone into zone from space s where s.id = in_space;
  end if;
  return query with places (id, asked) as materialized (select c.id, asked_under(c.id, query) from unnest(mine) c (id)),
  pieces as materialized (select n.id, n.rank from newest_evidence(in_space, mine, query, today, 5000, 100) n
    where common and only_kind is distinct from 'document'),
  pages as materialized (select n.id, n.rank from newest_documents(in_space, mine, query, 1000, 100) n
    where often and only_kind is distinct from 'evidence'),
  enough as materialized (select (select count(*) = 100 from pieces) as pieces, (select count(*) = 100 from pages) as pages),
  found (kind, id, rank) as (
    select 'evidence', n.id, n.rank from pieces n where (select e.pieces from enough e)
    union all
    select 'document', n.id, n.rank from pages n where (select e.pages from enough e)
    union all
    select 'evidence', e.id, ts_rank(e.tsv, query) from places c cross join lateral (
      select x.id, x.tsv, x.valid_until, x.space_id, x.document_id, x.dated, x.made_at from evidence x
       where words_under(x.chapter_id, x.tsv) @@ c.asked and x.chapter_id is not distinct from c.id and (not closely or x.tsv @@ query)) e
     where not (select n.pieces from enough n) and only_kind is distinct from 'document' and (e.valid_until is null or e.valid_until >= today)
       and (any_day or coalesce(e.dated, (select d.dated from document d where d.space_id = e.space_id and d.id = e.document_id),
            (e.made_at at time zone zone)::date) between coalesce(from_day, '-infinity') and coalesce(to_day, 'infinity'))
    union all
    select 'document', d.id, ts_rank(d.tsv, query) from (
      select x.id, x.tsv from places c cross join lateral (
        select y.id, y.tsv, y.dated, y.made_at from document y
         where words_under(y.chapter_id, y.tsv) @@ c.asked and y.chapter_id is not distinct from c.id and (not closely or y.tsv @@ query)) x
       where not (select n.pages from enough n) and only_kind is distinct from 'evidence'
         and (any_day or coalesce(x.dated, (x.made_at at time zone zone)::date) between coalesce(from_day, '-infinity') and coalesce(to_day, 'infinity'))
       order by x.made_at desc, x.id limit case when any_day then 100 end) d)
  select * from found where after_rank is null or found.rank < after_rank or (found.rank = after_rank and found.id > after_id)
   order by found.rank desc, found.id limit most;
end $function$

owner find_rows(text[],uuid[],tsquery,integer): finder finder=X/finder web=X/finder
CREATE OR REPLACE FUNCTION public.find_rows(kinds text[], in_spaces uuid[], query tsquery, most integer)
 RETURNS TABLE(kind text, space_id uuid, id uuid, rank real)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'auto'
AS $function$
declare k text; mine uuid[] := my_chapters();
begin
  mine := array(select c.id from chapter c where c.id = any (mine) and c.space_id = any (in_spaces));
  foreach k in array kinds loop
    return query execute format('select %1$L::text, t.space_id, t.id, ts_rank(t.tsv, $1) as rank from %1$I t
      where t.chapter_id = any ($2) and t.tsv @@ $1 order by rank desc, t.id limit $3', k) using query, mine, most;
  end loop;
end $function$

owner finish_recovery(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.finish_recovery(token bytea)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare whose uuid;
begin
  update recovery_request r set done_at = clock_now()
   where r.token_hash = token and r.ready_at <= clock_now() and r.cancelled_at is null and r.done_at is null and r.ends_at > clock_now()
  returning r.person_id into whose;
  if whose is not null then perform set_config('app.person', whose::text, true); end if;
  return whose;
end $function$

owner finish_setup(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.finish_setup(token bytea)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with done as (update installation set set_up_at = clock_now(), setup_hash = null
                 where setup_hash = token and set_up_at is null returning 1)
  select exists (select from done)
$function$

owner forget_authorship(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_authorship()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true); t record; nobody constant text := 'Somebody who has left';
begin
  perform set_config('app.forgetting', 'on', true);
  update handing set by_name = nobody where author_id = me() and by_name <> '';
  for t in select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'author_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'contribution' and not a.attnotnull and has_column_privilege(c.oid, a.attnum, 'UPDATE') loop
    execute format('update %I set author_id = null where author_id = me()', t.relname);
  end loop;
  update evidence set speaker_id = null where speaker_id = me() and words is null;
  update receiver set sent_by = null, email = '' where sent_by = me();
  update receiver set link_by = null where link_by = me();
  update receiver set person_id = null where person_id = me();
  update sending set sent_by = null where sent_by = me();
  update seat set made_by = null where made_by = me();
  update decision set owner_id = null where owner_id = me();
  update handing set to_name = nobody, to_id = null where to_id = me();
  update action set accountable = nobody, accountable_id = null where accountable_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner forget_calls(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_calls()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true); mine text := (select lower(l.email) from login l where l.person_id = me());
begin
  perform set_config('app.forgetting', 'on', true);
  delete from invitee i where i.person_id = me() or (i.email <> '' and lower(i.email) = mine);
  delete from share_letter l where l.person_id = me() or (l.email <> '' and lower(l.email) = mine);
  update invitee i set asked_by = null where i.asked_by = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner forget_copies(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_copies()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  update space_copy set person_id = null where person_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner forget_gatherings(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_gatherings()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true); on_now uuid[]; were integer[];
begin
  select array_agg(s.id), array_agg(c.came) into on_now, were
    from activity_step s cross join lateral counted_in(s.id) c
   where s.state <> 'done' and s.round_id is null
     and exists (select from membership m where m.space_id = s.space_id and m.person_id = me() and (m.ends_at is null or m.ends_at > s.opened_at));
  perform set_config('app.forgetting', 'on', true);
  delete from contribution c where c.author_id = me() or c.presenter_id = me()
     or exists (select from contribution_owner o where o.contribution_id = c.id and o.person_id = me());
  update activity_step s set erased = true, erased_in = s.erased_in + coalesce(b.came - (select c.came from counted_in(s.id) c), 0)
    from unnest(on_now, were) as b (id, came) where s.id = b.id;
  delete from apart_wish w where w.person_id = me() or w.not_with = me();
  -- At its door stands who called it, in words of their own day.
  update gathering_room r set said = r.said || '{"convenedBy": ""}' from gathering g where g.id = r.gathering_id and g.convened_by = me() and r.said ? 'convenedBy';
  update gathering g set convened_by = null where g.convened_by = me();
  delete from door_wait w where w.person_id = me();
  update activity_step s set presenter_id = null where s.presenter_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner forget_handovers(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_handovers()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  delete from handover_note h using membership m where m.id = h.membership_id and m.person_id = me() $function$

owner forget_inquiry(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_inquiry()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true); t text;
begin
  perform set_config('app.forgetting', 'on', true);
  foreach t in array array['learning_question','assumption','inquiry_change','experiment','learning_cycle','cycle_step','aim','inquiry_link','insight_scale','insight_succession'] loop
    execute format('update %I set author_id = null where author_id = me()', t);
  end loop;
  update learning_question set owner_id = null where owner_id = me();
  update learning_question set facilitator_id = null where facilitator_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner forget_keeper_asks(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_keeper_asks()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update keeper_asking k set person_id = gen_random_uuid() where k.person_id = me() and not by_token()
$function$

owner forget_my_entries(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_my_entries()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  delete from entry where space_id in (select s.id from space s where s.owner_id = me())
$function$

owner forget_my_letters(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_my_letters()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare own uuid[] := array(select s.id from space s where s.kind = 'person' and s.id = any (my_spaces()));
begin
  update sending set state = 'stays', let_out = '', note = '', email = '' where space_id = any (own) and state = 'open';
  update acknowledgement set words = '' where space_id = any (own);
  update receiver set let_out = '', note = '', email = '' where space_id = any (own);
  update seat set title = 'A post', holder = '', made_by = null where space_id = any (own) and made_by = me();
end $function$

owner forget_paper(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_paper()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update paper_sheet set typed_by = null where typed_by = me();
  delete from round_turn where person_id = me();
  delete from nudge where me() in (person_id, from_id);
  delete from meet_wish where person_id = me();
  delete from meet_match where person_id = me()
$function$

owner forget_requests(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_requests()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  delete from learning_ask k using sent_request r where r.id = k.id and r.asked_by = me();
  delete from sent_request where asked_by = me();
  update same_said set tied_by = null where tied_by = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner forget_rounds(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_rounds()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  delete from round_ticket where person_id = me()
$function$

owner forget_series(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_series()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  delete from facilitated f where f.person_id = me();
  delete from facilitator_note n where n.author_id = me();
  delete from contact c where c.author_id = me();
  update not_asked n set said_by = null where n.said_by = me();
  update gathering_after a set said_by = null where a.said_by = me();
  update gathering_series s set started_by = null where s.started_by = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner forget_threads(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_threads()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  delete from thread_line l where l.author_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner forget_told(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_told()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  delete from turning_point where author_id = me();
  delete from context_event where author_id = me();
  update parent_strategy set said_by = null where said_by = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner forget_traces(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_traces()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare own uuid := (select s.id from space s where s.owner_id = me()); was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  update invitation set name = 'Somebody', email = 'forgotten', reason = '' where accepted_by = me() or invited_by = me();
  delete from organisation_name n using organisation o where o.id = n.organisation_id and o.made_by = me();
  delete from evidence where space_id = own;
  delete from document where space_id = own;
  delete from file where space_id = own;
  delete from event where space_id = own;
  delete from attempt where person_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner forget_words_said(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_words_said()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare e record;
begin
  for e in update evidence set words = null, tsv = ''::tsvector, method = '', asked = '', limits = '', disputed_by = ''
      where speaker_id = me() and crossing_id is null and words is not null returning chapter_id, id loop
    perform append_event(e.chapter_id, 'evidence.taken_back', e.id, null, date_trunc('day', clock_now()));
  end loop;
end $function$

owner forgotten_in(jsonb,text): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.forgotten_in(whole jsonb, said text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return case jsonb_typeof(whole) when 'string' then to_jsonb(words_forgotten(whole #>> '{}', said))
    when 'array' then (select coalesce(jsonb_agg(forgotten_in(v, said) order by n), '[]') from jsonb_array_elements(whole) with ordinality e (v, n))
    when 'object' then (select coalesce(jsonb_object_agg(k, forgotten_in(v, said)), '{}') from jsonb_each(whole) e (k, v))
    else whole end;
end $function$

owner found_rehearsal(uuid,uuid,text,jsonb): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.found_rehearsal(of_room uuid, new_id uuid, at_address text, invented jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare s space; r gathering_room; m membership; standing uuid := gen_random_uuid();
begin
  select x.* into s from space x where x.id = of_room;
  select x.* into r from gathering_room x where x.space_id = of_room;
  if r.space_id is null or r.rehearsal or by_token() or not i_facilitate(of_room) then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into m from membership x where x.space_id = of_room and x.person_id = me() and 'facilitator' = any (x.roles)
     and (x.ends_at is null or x.ends_at > clock_now()) order by x.starts_at, x.id limit 1;
  insert into space (id, parent_id, kind, name, address, unlisted, zone, search_language)
    values (new_id, s.parent_id, 'room', left('Rehearsal: ' || s.name, 120), at_address, true, s.zone, s.search_language);
  insert into chapter (id, space_id, number) values (standing, new_id, 0);
  insert into chapter (space_id, number) values (new_id, 1);
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, reason_joined)
    values (gen_random_uuid(), new_id, me(), m.organisation_id, m.class, '{facilitator}', clock_now(), 1, 'Rehearses');
  insert into gathering_room (space_id, chapter_id, gathering_id, door, said, opened_at, rehearsal)
    values (new_id, standing, gen_random_uuid(), 'let_in', '{}', clock_now(), true);
  with copied as (
    select i.*, gen_random_uuid() as copy from agenda_item i where i.space_id = of_room
  ), put as (
    insert into agenda_item (space_id, id, chapter_id, position, sort, title, minutes, method_key, reading, short, beside)
      select new_id, c.copy, standing, c.position, c.sort, c.title, c.minutes, c.method_key, c.reading, c.short, c.beside from copied c
  )
  insert into agenda_note (space_id, item_id, chapter_id, words)
    select new_id, c.copy, standing, n.words from copied c join agenda_note n on n.item_id = c.id;
  insert into person (id, name) select (p->>'id')::uuid, p->>'name' from jsonb_array_elements(invented) p;
  insert into guest (space_id, person_id, chapter_id, organisation)
    select new_id, (p->>'id')::uuid, standing, p->>'organisation' from jsonb_array_elements(invented) p;
  insert into membership (id, space_id, person_id, class, roles, starts_at, first_chapter, reason_joined)
    select gen_random_uuid(), new_id, (p->>'id')::uuid, 'community_member', '{}', clock_now(), 1, '' from jsonb_array_elements(invented) p;
end $function$

owner found_room(uuid,uuid,text,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.found_room(new_id uuid, parent uuid, called text, at_address text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare p space; m membership; standing uuid := gen_random_uuid();
begin
  if me() is null or by_token() or not in_space(parent) then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into p from space s where s.id = parent;
  if p.kind in ('person', 'seat', 'room', 'commons') then raise exception 'refused' using errcode = 'TF001'; end if;
  if p.closed_at is not null then raise exception 'closed' using errcode = 'TF010'; end if;
  select * into m from membership x where x.space_id = parent and x.person_id = me() and x.first_chapter is not null
     and x.starts_at <= clock_now() and (x.ends_at is null or x.ends_at > clock_now()) order by x.starts_at, x.id limit 1;
  insert into space (id, parent_id, kind, name, address, unlisted, zone, search_language)
    values (new_id, parent, 'room', called, at_address, true, p.zone, p.search_language);
  insert into chapter (id, space_id, number) values (standing, new_id, 0);
  insert into chapter (space_id, number) values (new_id, 1);
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, reason_joined, brought_by)
    values (gen_random_uuid(), new_id, me(), m.organisation_id, m.class, '{facilitator}', clock_now(), 1, 'Called the gathering', me());
  perform append_event(standing, 'space.founded', new_id, me(), clock_now());
end $function$

owner found_small_rooms(uuid,jsonb): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.found_small_rooms(room uuid, rooms jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not i_facilitate(room) or exists (select from space s where s.id = room and (s.kind <> 'room' or s.closed_at is not null))
    then raise exception 'not found' using errcode = 'TF404'; end if;
  insert into space (id, parent_id, kind, name, address, unlisted, zone, search_language)
    select (r->>'id')::uuid, room, 'room', r->>'name', 'room-' || (r->>'id'), true, s.zone, s.search_language
      from jsonb_array_elements(rooms) r cross join space s where s.id = room;
  insert into chapter (space_id, number) select (r->>'id')::uuid, n from jsonb_array_elements(rooms) r cross join generate_series(0, 1) n;
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, reason_joined)
    select distinct on (r->>'id', m.person_id) gen_random_uuid(), (r->>'id')::uuid, m.person_id, m.organisation_id, m.class, '{}', clock_now(), 1, ''
      from jsonb_array_elements(rooms) r cross join jsonb_array_elements_text(r->'people') p
      join membership m on m.space_id = room and m.person_id = p::uuid and m.first_chapter is not null
       and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
     order by r->>'id', m.person_id, m.starts_at;
end $function$

owner found_space(uuid,uuid,text,text,text,boolean,text,text,text[],uuid,jsonb,jsonb): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.found_space(new_id uuid, parent uuid, what text, called text, at_address text, hidden boolean, in_zone text, founder_class text, founder_roles text[], founder_org uuid, rules jsonb, charter_in jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare standing uuid := gen_random_uuid();
begin
  if me() is null then raise exception 'refused' using errcode = 'TF001'; end if;
  -- Nobody says of themselves that an organisation speaks through them.
  if 'speaks_for_organisation' = any (founder_roles) then raise exception 'refused' using errcode = 'TF021'; end if;
  if parent is not null and not in_space(parent) then raise exception 'not found' using errcode = 'TF404'; end if;
  if what = 'person' and exists (select from space s where s.owner_id = me()) then raise exception 'refused' using errcode = 'TF001'; end if;
  insert into space (id, parent_id, kind, name, address, unlisted, owner_id, zone)
    values (new_id, parent, what, called, at_address, hidden, case when what = 'person' then me() end, in_zone);
  insert into chapter (id, space_id, number) values (standing, new_id, 0);
  insert into chapter (space_id, number) values (new_id, 1);
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, reason_joined, brought_by)
    values (gen_random_uuid(), new_id, me(), founder_org, founder_class, founder_roles, clock_now(), 1, 'Founded the space', me());
  insert into space_rule (space_id, chapter_id, rule, value) select new_id, standing, r.key, r.value from jsonb_each(rules) r;
  if charter_in is not null then
    insert into charter (space_id, chapter_id, purpose, template, anchor, intensity, payer)
      values (new_id, standing, coalesce(charter_in->>'purpose', ''), charter_in->>'template', charter_in->>'anchor',
              coalesce(charter_in->>'intensity', 'standard'), coalesce(charter_in->>'payer', ''));
  end if;
  perform append_event(standing, 'space.founded', new_id, me(), clock_now());
end $function$

owner give_words(uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.give_words(which uuid, whose uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c contribution;
begin
  select * into c from contribution x where x.id = which and x.author_id = me() and x.attribution = 'named' and x.seen_by = 'pair';
  if c.id is null or not exists (select from membership m where m.space_id = c.space_id and m.person_id = whose and m.last_chapter is null)
    then raise exception 'not found' using errcode = 'TF404'; end if;
  update contribution set author_id = whose where id = which;
end $function$

owner go_due(): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.go_due()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c record; n integer := 0; was text := current_setting('app.person', true);
begin
  for c in select x.id, coalesce(x.speaker_id, x.proposed_by) as whose from crossing x join space s on s.id = x.to_space
     where x.not_before <= (clock_now() at time zone s.zone)::date and x.lapses_at > clock_now()
       and not exists (select from crossing_outcome o where o.crossing_id = x.id) order by x.id loop
    perform set_config('app.person', c.whose::text, true);
    if settle_crossing(c.id) = 'went' then n := n + 1; end if;
  end loop;
  perform set_config('app.person', coalesce(was, ''), true);
  return n;
end $function$

owner had_my_turn(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.had_my_turn(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select not thread_open(which) or exists (select from thread_line l where l.chapter_id = which and l.author_id = me())
$function$

owner here_now(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.here_now(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from membership m where m.space_id = which and m.person_id = me() and m.first_chapter is not null and m.last_chapter is null
    and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()) and not by_token())
$function$

owner hold_evidence(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.hold_evidence(which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from insight i where i.id = which and i.chapter_id = any (my_chapters())) then raise exception 'not found' using errcode = 'TF404'; end if;
  perform 1 from evidence e where e.id in (select l.evidence_id from insight_evidence l where l.insight_id = which) order by e.id for share;
end $function$

owner hold_round(uuid,boolean): owner owner=X/owner gate=X/owner
CREATE OR REPLACE FUNCTION public.hold_round(which uuid, alone boolean)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if alone then perform pg_advisory_xact_lock(hashtextextended('round ' || which::text, 0));
  else perform pg_advisory_xact_lock_shared(hashtextextended('round ' || which::text, 0)); end if;
end $function$

owner hold_seat(uuid,uuid[]): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.hold_seat(which uuid, by_whom uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare s seat;
begin
  select * into s from seat x where x.id = which and may_give(x.space_id);
  if s.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('seat ' || which::text, 0));
  if cardinality(by_whom) > 2 or exists (select from unnest(by_whom) w where not exists (
       select from membership m where m.id = w and m.space_id = s.space_id and in_force(m)))
    then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from receiver r where r.seat_id = which and r.crossing_id is not null) and exists (
       select from membership m where m.id = any (by_whom) and m.person_id = me()
          and not exists (select from seat_holder h where h.seat_id = which and h.membership_id = m.id and h.until is null))
    then raise exception 'refused' using errcode = 'TF036'; end if;
  update seat_holder set until = clock_now() where seat_id = which and until is null and membership_id <> all (by_whom);
  insert into seat_holder (seat_id, membership_id, space_id, chapter_id)
    select which, w, s.space_id, s.chapter_id from (select distinct unnest(by_whom) as w) x
     where not exists (select from seat_holder h where h.seat_id = which and h.membership_id = x.w and h.until is null);
  perform name_holders(which);
  perform append_event(s.chapter_id, 'seat.held', which, me(), clock_now());
end $function$

owner holders_of(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.holders_of(which uuid)
 RETURNS SETOF membership
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select m.* from seat_holder h join membership m on m.id = h.membership_id
   where h.seat_id = which and h.until is null and in_force(m) order by m.id $function$

owner i_call(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.i_call(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from gathering g where g.id = which and g.chapter_id = any (my_chapters())
    and (g.convened_by = me() or i_manage(g.space_id) or i_facilitate(g.room_id)))
$function$

owner i_convened(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.i_convened(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from gathering g where g.id = which and g.convened_by = me() and g.chapter_id = any (my_chapters()))
$function$

owner i_facilitate(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.i_facilitate(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from membership m where m.space_id = which and m.person_id = me() and 'facilitator' = any (m.roles)
    and m.first_chapter is not null and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()))
$function$

owner i_hold(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.i_hold(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select exists (select from holders_of(which) m where m.person_id = me()) $function$

owner i_manage(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.i_manage(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from membership m where m.space_id = which and m.person_id = me() and 'manager' = any (m.roles)
    and m.first_chapter is not null and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()))
$function$

owner i_put(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.i_put(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from contribution_owner o where o.contribution_id = which and o.person_id = me())
$function$

owner i_ran(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.i_ran(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from gathering g join membership m on m.space_id = g.room_id
    where g.id = which and m.person_id = me() and 'facilitator' = any (m.roles))
$function$

owner i_said(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.i_said(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from crossing c where c.id = which and (c.speaker_id = me() or (c.to_seat is not null and exists (
    select from consent k where k.crossing_id = c.id and k.person_id = me() and k.standing = 'speaker'))))
$function$

owner i_sat_at(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.i_sat_at(small uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from membership m where m.space_id = small and m.person_id = me())
$function$

owner in_force(membership): owner
CREATE OR REPLACE FUNCTION public.in_force(m membership)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select m.first_chapter is not null and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()) $function$

owner in_space(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.in_space(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select which = any (my_spaces()) $function$

owner inquiry_chapter(uuid,text,uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.inquiry_chapter(of_space uuid, kind text, which uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare found_in uuid;
begin
  execute format('select chapter_id from %I where space_id = $1 and id = $2', case kind when 'question' then 'learning_question'
      when 'cycle' then 'learning_cycle' when 'artefact' then 'document' else kind end) into found_in using of_space, which;
  return found_in;
end $function$

owner inquiry_forget_words(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.inquiry_forget_words()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true); built uuid[]; everywhere boolean; c record;
begin
  perform set_config('app.forgetting', 'on', true);
  everywhere := cardinality(string_to_array(btrim(plain_words(old.words)), ' ')) >= 6;
  with recursive on_it as (
    select old.id as id union select l.insight_id from insight_evidence l where l.space_id = old.space_id and l.evidence_id = old.id),
  down as (select id from on_it union select l.to_id from inquiry_link l join down on l.space_id = old.space_id and l.from_id = down.id)
  select array_agg(d.id) into built from down d;
  for c in select w.*, exists (select from pg_attribute a where a.attrelid = w.held::regclass and a.attname = 'version') as counts from inquiry_words() w loop
    execute format('update %1$I x set %2$I = left(words_forgotten(x.%2$I, $1), 10000)%4$s where x.space_id = $2 and ($3 or x.%3$I = any ($4)) and words_forgotten(x.%2$I, $1) <> x.%2$I',
      c.held, c.col, c.key, case when c.counts then ', version = x.version + 1' else '' end) using old.words, old.space_id, everywhere, built;
  end loop;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return null;
end $function$

owner inquiry_words(): owner
CREATE OR REPLACE FUNCTION public.inquiry_words()
 RETURNS TABLE(held text, col text, key text)
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select v.held, c.col, v.key from (values ('learning_question', 'id', 'words why known informs state_reason'), ('assumption', 'id', 'words holder'),
    ('inquiry_change', 'of_id', 'why'), ('experiment', 'id', 'words safe risk_agreed_by appetite stop_sign came tell_others'),
    ('learning_cycle', 'id', 'words evaluation'), ('cycle_step', 'cycle_id', 'words'), ('aim', 'id', 'words whose'),
    ('insight_scale', 'insight_id', 'how'), ('insight_succession', 'new_id', 'why')) v (held, key, cols),
    unnest(string_to_array(v.cols, ' ')) c (col)
$function$

owner insights_forget_words(uuid,text): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.insights_forget_words(of_evidence uuid, said text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true); e evidence; on_it uuid[]; built uuid[]; everywhere boolean; c record; zone_here text; due timestamptz;
begin
  perform set_config('app.forgetting', 'on', true);
  select * into e from evidence x where x.id = of_evidence;
  if e.id is null or btrim(plain_words(said)) = '' then perform set_config('app.forgetting', coalesce(was, ''), true); return; end if;
  everywhere := cardinality(string_to_array(btrim(plain_words(said)), ' ')) >= 6;
  select s.zone into zone_here from space s where s.id = e.space_id;
  due := (((clock_now() at time zone zone_here) + interval '18 hours')::date + time '06:00') at time zone zone_here;
  on_it := array(select l.insight_id from insight_evidence l where l.space_id = e.space_id and l.evidence_id = e.id);
  with recursive down as (
    select unnest(on_it) as id union select l.to_id from chain_link l join down on l.space_id = e.space_id and l.from_id = down.id)
  select array(select d.id from down d union select r.id from receiver r where r.space_id = e.space_id and r.insight_id = any (on_it)) into built;
  -- What is still asked about stays, and what was let out of what rests on it is emptied: it may say the same in other words.
  insert into crossing_outcome (crossing_id, outcome)
    select g.crossing_id, 'stays' from sending g join crossing x on x.id = g.crossing_id where g.space_id = e.space_id and g.state = 'open'
       and (g.insight_id = any (on_it) or x.source_id = e.id or (everywhere and words_forgotten(g.let_out || E'\n' || g.note, said) <> g.let_out || E'\n' || g.note))
    on conflict do nothing;
  update crossing x set words = null where x.to_seat is not null and x.words is not null
     and exists (select from crossing_outcome o where o.crossing_id = x.id and o.outcome = 'stays') and x.from_space = e.space_id;
  update receiver r set let_out = '', note = '', email = '' where r.space_id = e.space_id and (r.insight_id = any (on_it)
     or exists (select from crossing x where x.id = r.crossing_id and x.source_id = e.id)
     or (everywhere and words_forgotten(r.let_out || E'\n' || r.note, said) <> r.let_out || E'\n' || r.note));
  -- A sentence that had the words is hidden until it is said anew, and whoever still types on the older one is shown so.
  with hidden as (
    update insight i set words = null, version = i.version + 1 where i.space_id = e.space_id and i.words is not null
       and ((everywhere or i.id = any (on_it)) and words_forgotten(i.words, said) <> i.words
            or exists (select from insight_evidence l where l.insight_id = i.id and l.evidence_id = e.id and l.bears = 'quotes'))
     returning i.id)
  insert into look_again (space_id, insight_id, chapter_id, due_at)
    select i.space_id, i.id, i.chapter_id, due from insight i where i.space_id = e.space_id and (i.id = any (on_it) or i.id in (select h.id from hidden h))
       and not exists (select from look_again a where a.insight_id = i.id and a.due_at = due and a.looked_at is null);
  -- Never longer than it was: what a column may hold must not keep words from going.
  for c in select * from repeating_columns() loop
    execute format('update %1$I x set %2$I = left(words_forgotten(x.%2$I, $1), greatest(length(x.%2$I), 18)) where x.space_id = $2 and ($3 or x.%3$I = any ($4)) and words_forgotten(x.%2$I, $1) <> x.%2$I',
      c.held, c.col, c.key) using said, e.space_id, everywhere, built;
  end loop;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner into_threads(uuid,uuid,text,uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.into_threads(room uuid, who uuid, as_class text, of_org uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare n integer;
begin
  for n in select c.number from chapter c join gathering_room r on r.space_id = c.space_id
            where c.space_id = room and (c.number = 1 or c.id = r.after_chapter) order by 1 loop
    if not exists (select from membership m where m.space_id = room and m.person_id = who and m.first_chapter <= n
        and (m.last_chapter is null or m.last_chapter >= n) and (m.ends_at is null or m.ends_at > clock_now())) then
      perform room_join(room, who, as_class, of_org, '{}', n, n, 'Takes part before and after');
    end if;
  end loop;
end $function$

owner invitation_for(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.invitation_for(token bytea)
 RETURNS TABLE(id uuid, space_name text, inviter text, name text, email text, state text, accepted_by uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select i.id, s.name, p.name, i.name, i.email,
         case when i.withdrawn_at is not null then 'withdrawn' when i.accepted_by is not null then 'used'
              when i.ends_at <= clock_now() then 'expired' else 'open' end, i.accepted_by
    from invitation i join space s on s.id = i.space_id join person p on p.id = i.invited_by
   where i.token_hash = token
$function$

owner invitation_guest(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.invitation_guest(which uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select p.name from invitation i join person p on p.id = i.accepted_by
   where i.id = which and i.invited_by = me() and i.withdrawn_at is null and in_space(i.space_id)
$function$

owner invitee_by_key(bytea): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.invitee_by_key(hash bytea)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select i.id from call_letter l join invitee i on i.id = l.invitee_id join gathering g on g.id = i.gathering_id
   where l.key_hash = hash and i.withdrawn_on is null and still_asked(i) and coalesce(g.ends_on, g.starts_on) + 30 >= (clock_now())::date
$function$

owner join_threads(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.join_threads(which uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare t record; org uuid;
begin
  select u.* into t from invitee i cross join lateral call_told(i.id) u where i.gathering_id = which and i.person_id = me() and i.withdrawn_on is null and still_asked(i);
  if t.invitee is null or by_token() then raise exception 'not found' using errcode = 'TF404'; end if;
  if t.is_off or coalesce(t.answer, 'no') = 'no' or kept_out_of(t.room, me(), t.class) then return null; end if;
  select m.organisation_id into org from membership m where m.space_id = t.space and m.person_id = me()
     and m.first_chapter is not null and (m.ends_at is null or m.ends_at > clock_now()) order by m.starts_at limit 1;
  perform into_threads(t.room, me(), t.class, org);
  return t.room;
end $function$

owner join_threads_by_key(bytea,uuid,bytea,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.join_threads_by_key(hash bytea, new_id uuid, token bytea, on_device text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare t record;
begin
  select * into t from call_told(invitee_by_key(hash));
  if t.invitee is null or by_token() or t.is_off or coalesce(t.answer, 'no') = 'no' or t.comes_as = 'member' or t.class = any (t.kept_out) then return null; end if;
  if t.person is not null and exists (select from guest g where g.person_id = t.person and g.space_id = t.room) then
    insert into session (id, person_id, token_hash, kind, device, ends_at)
      values (gen_random_uuid(), t.person, token, 'guest', on_device, clock_now() + interval '30 days');
    perform set_config('app.person', t.person::text, true);
  elsif t.person is not null then return null;
  else
    perform make_guest(t.room, new_id, t.name, t.organisation, token, null, on_device, clock_now() + interval '30 days');
    perform set_config('app.person', new_id::text, true);
    update invitee x set person_id = new_id where x.id = t.invitee;
  end if;
  perform into_threads(t.room, me(), t.class, null);
  return t.room;
end $function$

owner journal_at(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.journal_at(address bytea)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select person_id from mail_address where hash = address
$function$

owner journal_shut(): owner
CREATE OR REPLACE FUNCTION public.journal_shut()
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (COALESCE(current_setting('app.shut'::text, true), ''::text) = 'on'::text)

owner keep_apart(uuid,text,date): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.keep_apart(of_space uuid, named text, made date)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare kept_one uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('door ' || of_space::text, 0));
  if not i_manage(of_space) or exists (select from membership m where m.space_id = of_space and m.person_id <> me()
      and (m.ends_at is null or m.ends_at > clock_now())) then raise exception 'not found' using errcode = 'TF404'; end if;
  update chapter c set kept = true where c.space_id = of_space and c.number > 0
     and c.number = (select max(l.number) from chapter l where l.space_id = of_space) returning c.id into kept_one;
  insert into chapter (space_id, number) select of_space, 1 + max(c.number) from chapter c where c.space_id = of_space;
  insert into space_copy (space_id, id, chapter_id, way, of_space, made_on, person_id)
    values (of_space, gen_random_uuid(), kept_one, 'brought_in', left(named, 200), made, me());
  return kept_one;
end $function$

owner keep_former_name(): gate gate=X/gate owner=X/gate
CREATE OR REPLACE FUNCTION public.keep_former_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (select from organisation_name n where n.organisation_id = new.id and plain_words(n.name) = plain_words(old.name)) then return null; end if;
  if (select count(*) from organisation_name n where n.organisation_id = new.id) >= 20 then raise exception 'refused' using errcode = 'TF003'; end if;
  insert into organisation_name (organisation_id, name) values (new.id, old.name);
  return null;
end $function$

owner keep_output(uuid,uuid,uuid,text,text,jsonb,boolean,boolean,uuid,text,text,text): mover mover=X/mover web=X/mover
CREATE OR REPLACE FUNCTION public.keep_output(new_id uuid, new_crossing uuid, in_activity uuid, which text, in_words text, in_shape jsonb, anyway boolean, bare boolean, in_group uuid, at_address text, audience text, from_where text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare o record; goes_to uuid; carried uuid[] := '{}'; silent text; standing uuid; there text[]; before uuid; stands boolean; against text;
begin
  select * into o from output_to_keep(in_activity, which);
  if o.target is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if bare then in_words := without_names(in_words); end if;
  if not o.is_open then return 'over'; end if;
  if o.accept is null then return 'not_accepted'; end if;
  if o.named and o.answers = 0 then return 'nobody'; end if;
  if o.output->>'leaves' = 'all_say_yes' and (select was_asked from asked_of_all(in_activity, which) limit 1) then return 'asked'; end if;
  if not words_in(coalesce((select string_agg(t->>'name', E'\n') from jsonb_array_elements(in_shape->'things') t), in_words), o.whole) then
    raise exception 'refused' using errcode = 'TF003'; end if;
  against := case when o.named then case when o.not_yet > 0 then 'some' else 'none' end
    when (o.told #>> '{cells,not_yet,from}')::integer > 0 then 'some' else 'untold' end;
  stands := against = 'none' or anyway;
  perform pg_advisory_xact_lock(hashtextextended('output ' || in_activity || which, 0));
  if o.output->>'type' = 'map' then
    goes_to := map_group(in_activity, in_group, o.method->>'key' || '/' || which, at_address, o.output->>'title', in_words);
    if goes_to is null then return 'alone'; end if;
  else
    goes_to := o.target;
    carried := names_in(in_words);
    select c.id into standing from chapter c where c.space_id = goes_to and c.number = 0;
    silent := unspoken(carried, standing, goes_to);
    if silent is not null then return 'carries ' || silent; end if;
  end if;
  -- Said anew, what was kept before goes: once nothing stands in the way of what takes its place.
  for before in select x.crossing_id from kept_before(in_activity, which) x loop perform pull_back(before); end loop;
  insert into crossing (id, proposed_by, from_space, from_chapter, source_kind, source_id, to_space, form, words, purpose, audience, names_organisations, lapses_at, provenance, said_on)
    values (new_crossing, me(), o.room, o.chapter, 'output', new_id, goes_to, 'unnamed', in_words, '', audience, carried, clock_now() + interval '30 days', from_where, o.held);
  perform note_output(new_id, new_crossing, in_activity, which, in_words, in_shape, stands, against);
  there := audience_of(goes_to);
  insert into consent (crossing_id, person_id, standing, stood)
    select distinct new_crossing, x.person, 'organisation', there from voices_for(carried, standing, goes_to) x;
  if o.output->>'leaves' = 'all_say_yes' then
    insert into consent (crossing_id, person_id, standing, stood) select new_crossing, r.person, 'group', there from asked_of_all(in_activity, which) r;
  end if;
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_crossing and person_id = me();
  silent := settle_crossing(new_crossing);
  -- Whoever pressed need not be in the group that keeps it, so it is not theirs to read on.
  if o.output->>'type' = 'map' then update crossing set words = o.output->>'title' where id = new_crossing; end if;
  return silent;
end $function$

owner keep_place(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.keep_place()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  insert into place_keeper select me() from installation
   where set_up_at = clock_now() and not demonstration and not exists (select from place_keeper)
$function$

owner keep_search(): gate gate=X/gate owner=X/gate
CREATE OR REPLACE FUNCTION public.keep_search()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
declare said jsonb := to_jsonb(new);
begin
  new.tsv := to_tsvector((select s.search_language from space s where s.id = new.space_id),
    (select coalesce(string_agg(said ->> c, E'\n'), '') from unnest(tg_argv) c));
  return new;
end $function$

owner keeper_askings(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.keeper_askings()
 RETURNS TABLE(id uuid, address text, name text, ends_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select k.id, k.address, p.name, k.ends_at from keeper_asking k join person p on p.id = k.asked_by
   where runs_place() and k.ends_at > clock_now() order by k.made_at, k.id
$function$

owner keeper_asks(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.keeper_asks()
 RETURNS TABLE(id uuid, name text, ends_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select k.id, p.name, k.ends_at from keeper_asking k join person p on p.id = k.asked_by
   where k.person_id = me() and k.ends_at > clock_now() and not by_token() and not runs_place() order by k.made_at, k.id
$function$

owner keepers_here(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.keepers_here()
 RETURNS TABLE(id uuid, name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select p.id, p.name from place_keeper k join person p on p.id = k.person_id where runs_place() order by p.name, p.id
$function$

owner keepers_to_tell(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.keepers_to_tell()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select person_id from place_keeper where not by_token()
$function$

owner keeps_chapter(): gate gate=X/gate owner=X/gate
CREATE OR REPLACE FUNCTION public.keeps_chapter()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare said text;
begin
  select string_agg(to_jsonb(new) ->> a.attname, E'\n') into said from pg_trigger t
    join pg_attribute a on a.attrelid = t.tgrelid and (a.attnum = any (t.tgattr) or (cardinality(t.tgattr::int2[]) = 0 and a.attname = 'words'))
   where t.tgrelid = tg_relid and t.tgname = tg_name;
  if exists (select from evidence_repeated(chapters_kept_from(new.chapter_id), said) e
      -- What somebody said themselves they may say again, wherever they are.
      where not (tg_table_name = 'evidence' and coalesce(e.speaker_id = me(), false) and (to_jsonb(new)->>'speaker_id')::uuid is not distinct from me())) then
    raise exception 'refused' using errcode = 'TF032'; end if;
  if tg_table_name = 'insight' and tg_op = 'UPDATE' then
    update insight_evidence l set bears = 'quotes' from evidence e
     where l.space_id = new.space_id and l.insight_id = new.id and l.bears = 'supports' and e.id = l.evidence_id and repeats(said, e.words);
  end if;
  return new;
end $function$

owner keeps_managers_out(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.keeps_managers_out(room uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce((select 'line_manager' = any (r.kept_out) from gathering_room r where r.space_id = room), false)
$function$

owner keeps_mapped_out(): gate gate=X/gate owner=X/gate
CREATE OR REPLACE FUNCTION public.keeps_mapped_out()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare named text; bodies uuid[];
begin
  select string_agg(t->>'name', E'\n') into named from version_from f cross join jsonb_array_elements(f.shape->'things') t
   where f.space_id = new.space_id and f.shape is not null;
  if named is null then return new; end if;
  bodies := bodies_in(named);
  if new.organisation_id = any (bodies) or belongs_to_any(new.person_id, bodies) then raise exception 'refused' using errcode = 'TF001'; end if;
  return new;
end $function$

owner kept_before(uuid,text): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.kept_before(in_activity uuid, which text)
 RETURNS TABLE(crossing_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select o.crossing_id from room_output o join crossing x on x.id = o.crossing_id and x.words is not null
   where o.activity_id = in_activity and o.key = which order by o.id
$function$

owner kept_in(uuid): gate gate=X/gate mover=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.kept_in(in_room uuid)
 RETURNS TABLE(id uuid, state text, to_name text, document_id uuid, named boolean, signed boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select o.id, case when u.outcome = 'went' and x.words is null then 'taken_back' else coalesce(u.outcome, 'not_settled') end,
      case when o.type <> 'map' then s.name end, f.document_id, h.person_id is not null, h.signed_on is not null
    from room_output o join crossing x on x.id = o.crossing_id join space s on s.id = x.to_space
    left join crossing_outcome u on u.crossing_id = x.id left join version_from f on f.crossing_id = x.id
    left join version_hand h on h.space_id = f.space_id and h.document_id = f.document_id and h.person_id = me()
   where o.space_id = in_room and o.chapter_id = any (my_chapters())
$function$

owner kept_out_of(uuid,uuid,text): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.kept_out_of(room uuid, who uuid, as_class text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select as_class = any (r.kept_out) or ('funder' = any (r.kept_out) and pays_in(room, who))
    or exists (select from membership m join space s on s.id = m.space_id where m.person_id = who and m.class = any (r.kept_out)
      and (m.ends_at is null or m.ends_at > clock_now()) and (s.id = room or (s.kind <> 'room' and same_partnership(s.id, room))))
    from gathering_room r where r.space_id = room
$function$

owner kept_words_stay(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.kept_words_stay()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.speaker_id is null and (new.form <> 'theme' or new.source_kind = 'insight')
      and exists (select from chapter c where c.id = new.from_chapter and c.kept) then
    raise exception 'refused' using errcode = 'TF008'; end if;
  return new;
end $function$

owner known_names(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.known_names()
 RETURNS TABLE(organisation uuid, spelled text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select distinct o.id, btrim(v.s) from organisation o cross join lateral (values (o.name),
      (regexp_replace(o.name, '\s*\([^)]*\)', '', 'g')), (substring(o.name from '\(([^)]+)\)')), (regexp_replace(o.name, '^the\s+', '', 'i')),
      (regexp_replace(o.name, '[\s,]+(ltd|limited|cic|plc|cio|llp|inc)\.?\s*$', '', 'i'))) v (s)
   where o.id = any (my_organisations()) and length(btrim(plain_words(v.s))) >= 3
$function$

owner land(uuid): mover mover=X/mover
CREATE OR REPLACE FUNCTION public.land(which uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c crossing; new_id uuid := gen_random_uuid(); into_chapter uuid; lang regconfig; held text; made uuid[];
begin
  select * into c from crossing x where x.id = which;
  -- What is handed over as itself lands as itself.
  held := case when c.to_seat is not null then 'receiver' when c.source_kind = 'output' then lands_as(which) when c.source_kind = 'promise' then 'action' end;
  if held is not null then
    if held = 'insight' then
      -- Each line is an insight that rests on its own words, and is taken back with them.
      for new_id in select land_insights(which) loop
        insert into release (crossing_id, into_table, row_id) values (c.id, 'evidence', new_id);
      end loop;
    else
      new_id := case held when 'receiver' then land_at_seat(which) when 'document' then land_output(which) when 'decision' then land_decision(which)
        else land_promise(which) end;
      insert into release (crossing_id, into_table, row_id) values (c.id, held, new_id);
    end if;
    insert into crossing_outcome (crossing_id, outcome) values (c.id, 'went');
    if held in ('insight', 'decision') then
      made := made_with(c.source_id);
      perform tie_learned(c.to_space,
        array(select l.row_id from release l join crossing x on x.id = l.crossing_id where x.source_kind = 'output' and x.source_id = any (made)
          and x.to_space = c.to_space and x.words is not null and l.into_table = 'evidence'),
        array(select l.row_id from release l join crossing x on x.id = l.crossing_id where x.source_kind = 'output' and x.source_id = any (made)
          and x.to_space = c.to_space and x.words is not null and l.into_table = 'decision'));
    end if;
    return new_id;
  end if;
  select ch.id, s.search_language into into_chapter, lang from chapter ch join space s on s.id = ch.space_id
    where ch.space_id = c.to_space order by ch.number desc limit 1;
  insert into evidence (space_id, id, chapter_id, words, attribution, speaker_id, author_id, crossing_id, brought_on, valid_until, made_at, tsv, method, dated, said_by)
    values (c.to_space, new_id, into_chapter, c.words,
            case c.form when 'words' then 'named' when 'unnamed' then 'unnamed' else 'theme' end,
            case c.form when 'words' then c.speaker_id end, null, c.id, (clock_now())::date, c.until,
            case c.form when 'words' then clock_now() else date_trunc('day', clock_now()) end, to_tsvector(lang, c.words), c.provenance, c.said_on,
            case when c.source_kind = 'contribution' and c.form = 'words' then speaker_name(c.id) else '' end);
  insert into release (crossing_id, into_table, row_id) values (c.id, 'evidence', new_id);
  insert into crossing_outcome (crossing_id, outcome) values (c.id, 'went');
  perform append_event(into_chapter, 'evidence.brought_in', new_id, null, date_trunc('day', clock_now()));
  return new_id;
end $function$

owner land_at_seat(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.land_at_seat(which uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare s sending;
begin
  select * into s from sending x where x.crossing_id = which and x.state = 'open';
  insert into receiver (space_id, id, chapter_id, insight_id, seat_id, note, let_out, sent_by, email, crossing_id)
    values (s.space_id, s.receiver_id, s.chapter_id, s.insight_id, s.seat_id, s.note, s.let_out, s.sent_by, s.email, which);
  perform append_event(s.chapter_id, 'insight.sent', s.receiver_id, null, date_trunc('day', clock_now()));
  return s.receiver_id;
end $function$

owner land_decision(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.land_decision(which uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c crossing; standing uuid; new_id uuid := gen_random_uuid(); called text;
begin
  select * into c from crossing x where x.id = which;
  if exists (select from space s where s.id = c.to_space and s.closed_at is not null) then raise exception 'closed' using errcode = 'TF010'; end if;
  select h.id into standing from chapter h where h.space_id = c.to_space and h.number = 0;
  select g.title into called from gathering g join gathering_room r on r.gathering_id = g.id where r.space_id = c.from_space;
  insert into decision (space_id, id, chapter_id, words, decided_on, taken_by, author_id, made_at)
    values (c.to_space, new_id, standing, c.words, c.said_on, left('Those in the room at “' || called || '”', 300), null, date_trunc('day', clock_now()));
  perform append_event(standing, 'decision.made', new_id, null, date_trunc('day', clock_now()));
  return new_id;
end $function$

owner land_insights(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.land_insights(which uuid)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c crossing; into_chapter uuid; lang regconfig; said text; evidence_id uuid; insight_id uuid; on_day timestamptz := date_trunc('day', clock_now());
begin
  select * into c from crossing x where x.id = which;
  if exists (select from space s where s.id = c.to_space and s.closed_at is not null) then raise exception 'closed' using errcode = 'TF010'; end if;
  select h.id, s.search_language into into_chapter, lang from chapter h join space s on s.id = h.space_id where h.space_id = c.to_space order by h.number desc limit 1;
  for said in select l from room_output o cross join jsonb_array_elements_text(o.shape->'lines') l where o.id = c.source_id loop
    evidence_id := gen_random_uuid(); insight_id := gen_random_uuid();
    insert into evidence (space_id, id, chapter_id, words, attribution, author_id, crossing_id, brought_on, valid_until, made_at, tsv, method, dated)
      values (c.to_space, evidence_id, into_chapter, said, 'unnamed', null, which, (clock_now())::date, c.until, on_day, to_tsvector(lang, said), c.provenance, c.said_on);
    perform append_event(into_chapter, 'evidence.brought_in', evidence_id, null, on_day);
    begin
      insert into insight (space_id, id, chapter_id, words, sense_made_by, author_id, made_at)
        values (c.to_space, insight_id, into_chapter, left(said, 1000), left(c.provenance, 500), null, on_day);
      insert into insight_evidence (space_id, insight_id, evidence_id, chapter_id, bears) values (c.to_space, insight_id, evidence_id, into_chapter, 'quotes');
      perform append_event(into_chapter, 'insight.written', insight_id, null, on_day);
    -- What repeats something of a chapter that not everybody there reads is no insight of theirs: it is said as evidence alone.
    exception when sqlstate 'TF032' then null;
    end;
    return next evidence_id;
  end loop;
  -- In the room it is kept no longer in parts.
  update room_output set shape = null where id = c.source_id;
end $function$

owner land_output(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.land_output(which uuid, OUT doc uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c crossing; o room_output; a activity; g record; standing uuid; into_chapter uuid; art uuid; line uuid; n integer; lang regconfig; as_key text;
begin
  select * into c from crossing x where x.id = which;
  select * into o from room_output x where x.id = c.source_id;
  select * into a from activity x where x.id = o.activity_id;
  select x.id, x.title into g from gathering x join gathering_room r on r.gathering_id = x.id where r.space_id = o.space_id;
  if exists (select from space s where s.id = c.to_space and s.closed_at is not null) then raise exception 'closed' using errcode = 'TF010'; end if;
  select s.search_language into lang from space s where s.id = c.to_space;
  select h.id into standing from chapter h where h.space_id = c.to_space and h.number = 0;
  into_chapter := standing;
  if not o.stands then select h.id into into_chapter from chapter h where h.space_id = c.to_space order by h.number desc limit 1; end if;
  as_key := a.definition->>'key' || '/' || o.key;
  perform pg_advisory_xact_lock(hashtextextended('artefact ' || c.to_space || as_key, 0));
  select x.id into art from artefact x where x.space_id = c.to_space and x.kept_key = as_key;
  if art is null then
    art := gen_random_uuid();
    insert into artefact (space_id, id, chapter_id, sort, title, kept_key, made_at)
      values (c.to_space, art, standing, case o.type when 'map' then 'representation' else 'statement' end, o.title, as_key, date_trunc('day', clock_now()));
  end if;
  select coalesce(d.line_id, d.id) into line from document d where d.space_id = c.to_space and d.artefact_id = art order by d.number limit 1;
  select coalesce(max(d.number), 0) + 1 into n from document d where d.space_id = c.to_space and d.artefact_id = art;
  doc := gen_random_uuid();
  insert into document (space_id, id, chapter_id, title, kind, text, pages, notes, source, dated, line_id, number, artefact_id, occasion, occasion_on, made_at, tsv)
    values (c.to_space, doc, into_chapter, o.title, 'pasted', c.words, '[]', '{}', c.provenance, c.said_on, line, n, art, left(g.title, 200), c.said_on,
      date_trunc('day', clock_now()), setweight(to_tsvector(lang, o.title), 'A') || to_tsvector(lang, c.words));
  insert into version_from (space_id, document_id, chapter_id, artefact_id, gathering_id, crossing_id, method_key, method, step, gathering, held_on, told, against, shape)
    values (c.to_space, doc, into_chapter, art, g.id, c.id, a.definition->>'key', a.definition->>'title',
      coalesce((select s->>'title' from jsonb_array_elements(a.definition->'steps') s join activity_step x on x.id = o.accept_step and s->>'key' = x.key), o.title),
      left(g.title, 200), c.said_on, case when o.told->>'answers' is null then null else o.told end, o.against, o.shape);
  -- What was let go of its acceptance before it was kept stands beside it as well.
  insert into version_beside (space_id, evidence_id, chapter_id, document_id, against)
    select e.space_id, e.id, e.chapter_id, doc, k.attribution <> 'anonymous' and k.value->>'answer' = 'not_yet'
      from evidence e join crossing x on x.id = e.crossing_id and x.source_kind = 'contribution' join contribution k on k.id = x.source_id
     where e.space_id = c.to_space and k.step_id = o.accept_step and e.words is not null on conflict do nothing;
  -- A map is kept with its group, and in the room no longer than that.
  if o.type = 'map' then update room_output set shape = null where space_id = o.space_id and id = o.id; end if;
  perform append_event(into_chapter, case when o.stands then 'artefact.stands' else 'artefact.made' end, art, null, date_trunc('day', clock_now()));
end $function$

owner land_promise(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.land_promise(which uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c crossing; k contribution; a activity; standing uuid; new_id uuid := gen_random_uuid();
begin
  select * into c from crossing x where x.id = which;
  select * into k from contribution x where x.id = c.source_id;
  select * into a from activity x where x.id = k.activity_id;
  if k.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  select h.id into standing from chapter h where h.space_id = c.to_space and h.number = 0;
  insert into action (space_id, id, chapter_id, words, accountable, accountable_id, started_by, due_on, author_id)
    select c.to_space, new_id, standing, left(c.words, 1000), left(p.name, 160), p.id, 'us', nullif(k.value->>'by', '')::date, p.id from person p where p.id = c.speaker_id;
  insert into action_from (space_id, action_id, chapter_id, gathering_id, method_key, crossing_id)
    select c.to_space, new_id, standing, r.gathering_id, a.definition->>'key', which from gathering_room r where r.space_id = a.space_id;
  perform append_event(standing, 'action.started', new_id, null, date_trunc('day', clock_now()));
  return new_id;
end $function$

owner lands_as(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.lands_as(which uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when o.type = 'insights' and o.shape ? 'lines' then 'insight'
              when o.type = 'decision' and o.stands and o.against = 'none' and length(x.words) <= 1000 then 'decision' else 'document' end
    from crossing x join room_output o on o.id = x.source_id where x.id = which
$function$

owner lapse_due(): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.lapse_due()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare which uuid; done integer := 0;
begin
  for which in select c.id from crossing c where c.lapses_at <= clock_now()
      and not exists (select from crossing_outcome o where o.crossing_id = c.id) order by c.id loop
    perform pg_advisory_xact_lock(hashtextextended('crossing ' || which::text, 0));
    if exists (select from crossing_outcome o where o.crossing_id = which) then continue; end if;
    insert into crossing_outcome (crossing_id, outcome) values (which, 'stays');
    update crossing set words = null, purpose = '' where id = which;
    done := done + 1;
  end loop;
  return done;
end $function$

owner lapse_evidence(): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.lapse_evidence()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true); e record; done integer := 0;
begin
  perform set_config('app.forgetting', 'on', true);
  for e in select x.id, x.chapter_id from evidence x where x.valid_until < (clock_now())::date and x.words is not null order by x.id for update loop
    update evidence set words = null, tsv = ''::tsvector where id = e.id;
    perform append_event(e.chapter_id, 'evidence.lapsed', e.id, null, date_trunc('day', clock_now()));
    done := done + 1;
  end loop;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return done;
end $function$

owner lapse_letters(): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.lapse_letters()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true); done integer;
begin
  perform set_config('app.forgetting', 'on', true);
  update receiver r set let_out = '', note = '', email = '' from crossing c
   where c.id = r.crossing_id and c.until < (clock_now())::date and r.let_out <> '';
  get diagnostics done = row_count;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return done;
end $function$

owner least_asked(text): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.least_asked(holds text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$ select case holds when 'numbers' then 5 else 8 end $function$

owner leave_address(bytea,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.leave_address(slip bytea, address text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare s guest_slip;
begin
  select * into s from guest_slip x where x.hash = slip;
  if not exists (select from gathering g where g.id = s.gathering_id and g.share_kept_on is null and g.cancelled_on is null) then return false; end if;
  delete from share_letter l where l.gathering_id = s.gathering_id and l.person_id = s.person_id and l.state = 'waits';
  if address <> '' then
    insert into share_letter (gathering_id, person_id, email) values (s.gathering_id, s.person_id, address) on conflict do nothing;
  end if;
  return true;
end $function$

owner leave_door(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.leave_door(room uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  delete from door_wait w where w.space_id = room and w.person_id = me()
$function$

owner leave_maps(uuid,uuid,uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.leave_maps(who uuid, body uuid, but uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare kept record;
begin
  for kept in
    select m.id, m.space_id, n.named from membership m cross join lateral (
        select string_agg(t->>'name', E'\n') as named from version_from f cross join jsonb_array_elements(f.shape->'things') t
         where f.space_id = m.space_id and f.shape is not null) n
     where m.person_id = who and m.space_id is distinct from but and (m.ends_at is null or m.ends_at > clock_now()) and n.named is not null
  loop
    continue when not coalesce(body = any (bodies_in(kept.named)), false);
    update membership x set ends_at = greatest(clock_now(), x.starts_at) where x.id = kept.id;
    perform append_event(standing_of(kept.space_id), 'membership.ended', kept.id, null, clock_now());
  end loop;
end $function$

owner leave_seat(uuid,uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.leave_seat(small uuid, who uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update membership set last_chapter = (select max(c.number) from chapter c where c.space_id = small)
   where space_id = small and person_id = who and last_chapter is null
$function$

owner leave_what_is_planned(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.leave_what_is_planned()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.ends_at <= clock_now() and new.ends_at is distinct from old.ends_at
     and not exists (select from membership m where m.space_id = new.space_id and m.person_id = new.person_id and in_force(m)) then
    update membership m set ends_at = greatest(new.ends_at, m.starts_at), reason_left = 'Left the space that calls'
      from gathering g join gathering_room r on r.space_id = g.room_id
     where g.space_id = new.space_id and r.opened_at is null and r.closed_at is null and m.space_id = r.space_id and m.person_id = new.person_id
       and (m.ends_at is null or m.ends_at > clock_now());
  end if;
  return null;
end $function$

owner leaves_maps(): gate gate=X/gate owner=X/gate
CREATE OR REPLACE FUNCTION public.leaves_maps()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform leave_maps(new.person_id, new.organisation_id, new.space_id);
  return null;
end $function$

owner leaves_small_rooms(): gate gate=X/gate owner=X/gate
CREATE OR REPLACE FUNCTION public.leaves_small_rooms()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update membership x set ends_at = greatest(new.ends_at, x.starts_at) from small_room r
   where r.space_id = new.space_id and x.space_id = r.id and x.person_id = new.person_id and (x.ends_at is null or x.ends_at > new.ends_at)
     and not exists (select from membership o where o.space_id = new.space_id and o.person_id = new.person_id and o.id <> new.id
       and o.first_chapter is not null and o.last_chapter is null and (o.ends_at is null or o.ends_at > new.ends_at));
  return null;
end $function$

owner left_by_choice(uuid,uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.left_by_choice(who uuid, said_in uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select who not in (select readers_of(said_in)) and coalesce((
    select m.ended_by = who from chapter c join membership m on m.space_id = c.space_id
     where c.id = said_in and m.person_id = who and m.ends_at <= clock_now() order by m.ends_at desc limit 1), false)
$function$

owner let_go(uuid,uuid,text,text,text,text,text,boolean): mover mover=X/mover web=X/mover
CREATE OR REPLACE FUNCTION public.let_go(new_id uuid, which uuid, in_form text, in_words text, told text, from_where text, hat text, all_here_said_yes boolean)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare l record; carried uuid[] := names_in(in_words); speaks uuid[] := '{}'; silent text; there text[]; standing uuid; whose uuid; asked uuid[];
begin
  select * into l from line_to_go(which);
  if l.target is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if not l.is_open then return 'over'; end if;
  if in_form = 'theme' then
    if repeats_any(in_words, l.value) then raise exception 'refused' using errcode = 'TF007'; end if;
  elsif not words_in(in_words, l.value) then raise exception 'refused' using errcode = 'TF003'; end if;
  if in_form = 'words' and (not l.named or l.shared <> 'self' or l.for_table) then raise exception 'refused' using errcode = 'TF004'; end if;
  if l.shared = 'presenter' and in_form <> 'theme' then raise exception 'refused' using errcode = 'TF001'; end if;
  if l.for_table and in_form <> 'theme' and not all_here_said_yes then return 'each'; end if;
  select c.id into standing from chapter c where c.space_id = l.target and c.number = 0;
  if hat = 'organisation' or (in_form = 'words' and coalesce(hat, '') <> 'myself') then speaks := belongs_to(me(), l.from_chapter); end if;
  silent := unspoken(carried, standing, l.target);
  if silent is not null then return 'carries ' || silent; end if;
  silent := unspoken(speaks, standing, l.target);
  if silent is not null then return 'speaks ' || silent; end if;
  carried := array(select distinct unnest(carried || speaks));
  whose := case when in_form = 'theme' or l.shared = 'self' then me() end;
  asked := case when l.shared = 'presenter' or in_form <> 'theme' then l.others else '{}' end;
  insert into crossing (id, speaker_id, proposed_by, from_space, from_chapter, source_kind, source_id, to_space, form, words, purpose, audience,
      names_organisations, lapses_at, not_before, provenance, said_on)
    values (new_id, whose, me(), l.from_space, l.from_chapter, 'contribution', which, l.target, in_form, in_words, '', told,
      carried, clock_now() + interval '30 days', case when in_form <> 'words' then l.due end, from_where, l.on_day);
  there := audience_of(l.target);
  insert into consent (crossing_id, person_id, standing, stood)
    select new_id, whose, 'speaker', there where whose is not null
    union all select new_id, v.person, 'organisation', there from (select distinct x.person from voices_for(carried, standing, l.target) x) v
    union all select new_id, p, 'group', there from unnest(asked) p;
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_id and person_id = me();
  return settle_crossing(new_id);
end $function$

owner let_go_of_entry(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.let_go_of_entry(entry_id uuid)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update entry set gone_at = clock_now()
   where id = entry_id and gone_at is null and chapter_id = any (my_chapters()) and not journal_shut() returning chapter_id
$function$

owner let_in(uuid,uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.let_in(room uuid, who uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare d door_wait; begins integer;
begin
  if not in_space(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('door ' || room::text, 0));
  select * into d from door_wait w where w.space_id = room and w.person_id = who;
  if d.person_id is null then return 'gone'; end if;
  if kept_out_of(room, who, d.class) then
    delete from door_wait w where w.space_id = room and w.person_id = who;
    return 'gone';
  end if;
  begins := begins_at(room, d.class);
  if begins is null then
    delete from door_wait w where w.space_id = room and w.person_id = who;
    insert into door_wait (space_id, person_id, chapter_id, name, organisation, class, waits_for, organisation_id)
      values (room, who, d.chapter_id, d.name, d.organisation, d.class, 'next_activity', d.organisation_id);
    return 'waiting';
  end if;
  delete from door_wait w where w.space_id = room and w.person_id = who;
  perform room_join(room, who, d.class, d.organisation_id, '{}', begins, null, 'Was let in');
  return 'in';
end $function$

owner let_in_due(uuid): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.let_in_due(only_space uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare m record; a record; begin_at integer; let_in integer := 0;
begin
  for m in select mm.* from membership mm
            where mm.first_chapter is null and mm.ends_at is null and mm.starts_at <= clock_now()
              and (only_space is null or mm.space_id = only_space) order by mm.starts_at, mm.id for update of mm loop
    perform pg_advisory_xact_lock(hashtextextended('door ' || m.space_id::text, 0));
    begin_at := door_reads(m.space_id, m.person_id, m.class);
    if begin_at is null then
      insert into chapter (space_id, number) select m.space_id, 1 + max(c.number) from chapter c where c.space_id = m.space_id
        returning number into begin_at;
    end if;
    update membership set first_chapter = begin_at, starts_at = clock_now() where id = m.id;
    perform append_event((select c.id from chapter c where c.space_id = m.space_id and c.number = 0), 'membership.started', m.id, null, clock_now());
    let_in := let_in + 1;
  end loop;
  for a in select x.id from role_ask x join space s on s.id = x.space_id where x.settled_at is null and x.takes_effect_at <= clock_now() and s.closed_at is null
              and (only_space is null or x.space_id = only_space) order by x.id loop
    if settle_role_ask(a.id) = 'taken' then let_in := let_in + 1; end if;
  end loop;
  return let_in;
end $function$

owner let_in_from_here(uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.let_in_from_here(room uuid, who uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not here_now(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  return let_in(room, who);
end $function$

owner let_nameless_go(uuid,jsonb,text): mover mover=X/mover web=X/mover
CREATE OR REPLACE FUNCTION public.let_nameless_go(room uuid, lines jsonb, told text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare l record; new_id uuid; n integer := 0; bare text;
begin
  for l in select g.*, x->>'words' as words, x->>'from' as from_where from nameless_to_go(room, 'words') g join jsonb_array_elements(lines) x on (x->>'id')::uuid = g.id
      order by gen_random_uuid() loop
    bare := without_names(l.words);
    if not words_in(bare, l.value) then raise exception 'refused' using errcode = 'TF003'; end if;
    new_id := gen_random_uuid();
    insert into crossing (id, from_space, from_chapter, source_kind, source_id, to_space, form, words, purpose, audience, names_organisations, lapses_at, provenance, said_on)
      values (new_id, l.space_id, l.chapter_id, 'contribution', l.id, l.target, 'unnamed', bare, '', told, '{}', clock_now() + interval '30 days', l.from_where, l.on_day);
    if settle_crossing(new_id) <> 'went' then raise exception 'stayed' using errcode = 'TF500'; end if;
    n := n + 1;
  end loop;
  return n;
end $function$

owner letter_reaches_me(receiver): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.letter_reaches_me(r receiver)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.crossing_id is not null or r.chapter_id = any (my_chapters())
$function$

owner library_forget_me(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.library_forget_me()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  update contest set author_id = null where author_id = me();
  update artefact set author_id = null where author_id = me();
  update artefact set owner_id = null where owner_id = me();
  delete from version_hand where person_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner library_forget_words(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.library_forget_words()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true); everywhere boolean := cardinality(string_to_array(btrim(plain_words(old.words)), ' ')) >= 6;
  c record;
begin
  perform set_config('app.forgetting', 'on', true);
  delete from contest where space_id = old.space_id and evidence_id = old.id;
  if everywhere then
    for c in select * from (values ('contest', 'words', 2000), ('artefact', 'title', 300), ('artefact', 'purpose', 1000), ('artefact', 'may_go', 500),
        ('artefact', 'occasion', 200)) v (held, col, most) loop
      execute format('update %1$I set %2$I = left(words_forgotten(%2$I, $1), %3$s) where space_id = $2 and words_forgotten(%2$I, $1) <> %2$I', c.held, c.col, c.most)
        using old.words, old.space_id;
    end loop;
    perform blank_in_versions(old.space_id, old.words);
    update artefact a set fields = (select coalesce(jsonb_object_agg(f.key, words_forgotten(f.value, old.words)), '{}') from jsonb_each_text(a.fields) f)
     where a.space_id = old.space_id and exists (select from jsonb_each_text(a.fields) f where words_forgotten(f.value, old.words) <> f.value);
  end if;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return null;
end $function$

owner library_keeps_chapter(): gate gate=X/gate owner=X/gate
CREATE OR REPLACE FUNCTION public.library_keeps_chapter()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare said text;
begin
  select string_agg(c.value, E'\n') into said from jsonb_each_text(to_jsonb(new)) c
   where c.key in ('title', 'purpose', 'fields', 'may_go', 'occasion', 'changed', 'source')
      or (c.key = 'text' and to_jsonb(new)->>'artefact_id' is not null);
  if exists (select from evidence_repeated(chapters_kept_from(new.chapter_id), said)) then
    raise exception 'refused' using errcode = 'TF032'; end if;
  return new;
end $function$

owner line_to_go(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.line_to_go(which uuid, OUT target uuid, OUT from_space uuid, OUT from_chapter uuid, OUT value jsonb, OUT named boolean, OUT on_day date, OUT shared text, OUT for_table boolean, OUT others uuid[], OUT due date, OUT is_open boolean)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c contribution; t thread_line; r gathering_room;
begin
  if by_token() then return; end if;
  select * into c from contribution x where x.id = which and (case when x.presenter_id is not null then x.presenter_id = me()
    else x.author_id = me() or (x.attribution = 'role' and i_put(x.id)) end);
  if c.id is null then
    select * into t from thread_line x where x.id = which and x.author_id = me();
    if t.id is null then return; end if;
    select x.* into r from gathering_room x where x.space_id = t.space_id;
    from_space := t.space_id; from_chapter := t.chapter_id; value := jsonb_build_object('text', t.words); named := true; on_day := t.on_day;
    for_table := false; shared := 'self'; others := '{}';
  else
    select x.* into r from activity a join gathering_room x on x.space_id = a.space_id where a.id = c.activity_id;
    from_space := c.space_id; from_chapter := c.chapter_id; value := c.value; named := c.attribution = 'named'; on_day := c.on_day; for_table := c.for_table;
    shared := case when c.presenter_id is not null then 'presenter' else c.spoke_for end;
    -- A presenter goes nowhere without the set; what one wrote for several is each of theirs.
    others := case when shared = 'presenter' then array(select readers_of(c.chapter_id)) when shared = 'self' then '{}'
      when shared = 'group' and c.space_id is distinct from c.group_id then array(select m.person_id from membership m where m.space_id = c.group_id and m.last_chapter is null)
      else array(select readers_of(c.chapter_id)) end;
  end if;
  select g.space_id, (clock_now() at time zone s.zone)::date + 1 into target, due from gathering g join space s on s.id = g.space_id where g.id = r.gathering_id;
  is_open := r.closed_at is not null and r.harvest_until > clock_now();
end $function$

owner lines_in(uuid[]): owner owner=X/owner web=X/owner
CREATE OR REPLACE FUNCTION public.lines_in(lines uuid[])
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended(lines[1]::text, 2));
  return query select c.id from contribution c where c.id = any (lines);
end $function$

owner lines_within(jsonb,text): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.lines_within(in_shape jsonb, in_words text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare l text; kept jsonb := '[]';
begin
  for l in select x from jsonb_array_elements_text(in_shape->'lines') x loop
    if position(l in in_words) = 0 then l := without_names(l); end if;
    if btrim(l) = '' or position(l in in_words) = 0 then raise exception 'refused' using errcode = 'TF003'; end if;
    kept := kept || to_jsonb(l);
  end loop;
  return jsonb_build_object('lines', kept);
end $function$

owner link_within(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.link_within()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare f uuid := inquiry_chapter(new.space_id, new.from_kind, new.from_id); t uuid := inquiry_chapter(new.space_id, new.to_kind, new.to_id);
begin
  if f is null or t is null or f <> all (my_chapters()) or t <> all (my_chapters()) then raise exception 'not found' using errcode = 'TF404'; end if;
  if new.from_kind = 'evidence' and exists (select from evidence e where e.space_id = new.space_id and e.id = new.from_id
      and (e.words is null or e.valid_until < (clock_now())::date)) then raise exception 'refused' using errcode = 'TF033'; end if;
  if new.role = 'part_of' then
    perform pg_advisory_xact_lock(hashtextextended('inquiry ' || new.space_id::text, 0));
    if new.from_id = new.to_id or exists (
      with recursive up as (
        select l.to_id from inquiry_link l where l.space_id = new.space_id and l.from_id = new.to_id and l.role = 'part_of'
        union select l.to_id from inquiry_link l join up on l.from_id = up.to_id where l.space_id = new.space_id and l.role = 'part_of')
      select from up where up.to_id = new.from_id) then raise exception 'refused' using errcode = 'TF038'; end if;
  end if;
  new.chapter_id := narrower(f, t);
  return new;
end $function$

owner linked_person(text,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.linked_person(its_issuer text, its_subject text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select l.person_id from sign_in_link l where l.issuer = its_issuer and l.subject = its_subject
$function$

owner living_members(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.living_members(which uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select distinct m.person_id from membership m
   where m.space_id = which and m.first_chapter is not null and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
$function$

owner login_for(text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.login_for(address text)
 RETURNS TABLE(person_id uuid, hash text, totp_cipher bytea, totp_confirmed_at timestamp with time zone, totp_last_step bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select l.person_id, p.hash, p.totp_cipher, p.totp_confirmed_at, p.totp_last_step
    from login l join password p on p.person_id = l.person_id where l.email_key = lower(address)
$function$

owner look_again_at(uuid,date): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.look_again_at(which uuid, on_day date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare o record;
begin
  update room_output set look_on = on_day where id = which and chapter_id = any (my_chapters()) and i_facilitate(space_id) and not by_token()
    returning crossing_id, stands into o;
  if o.crossing_id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  update artefact a set look_on = on_day from version_from f
   where o.stands and f.crossing_id = o.crossing_id and a.space_id = f.space_id and a.id = f.artefact_id;
end $function$

owner look_at_clock(boolean): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.look_at_clock(first_look boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update installation set
    clock_offset = case when first_look and clock_seen < clock_now() then make_interval(secs => extract(epoch from clock_seen - now()))
                        else clock_offset end,
    clock_seen = case when first_look then least(coalesce(clock_seen, clock_now()), clock_now()) else clock_now() end
   where demonstration;
end $function$

owner made_with(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.made_with(output uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select array_agg(o.id) from room_output o where o.activity_id = (select x.activity_id from room_output x where x.id = output)
$function$

owner make_findable(text,text[]): owner owner=X/owner
CREATE OR REPLACE FUNCTION public.make_findable(relation text, VARIADIC columns text[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  execute format('alter table %I add column tsv tsvector not null default ''''', relation);
  execute format('create trigger searched before insert or update on %I for each row execute function keep_search(%s)',
    relation, (select string_agg(quote_literal(c), ', ') from unnest(columns) c));
  execute format('create index %I on %I using gin (chapter_id, tsv)', relation || '_search', relation);
  execute format('grant select (id, space_id, chapter_id, tsv) on %I to %I', relation, 'finder');
  execute format('create policy finds on %I for select to %I using (true)', relation, 'finder');
  execute format('alter table %I no force row level security', relation);
  execute format('update %I set tsv = tsv', relation);
  execute format('alter table %I force row level security', relation);
end $function$

owner make_guest(uuid,uuid,text,text,bytea,bytea,text,timestamp with time zone): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.make_guest(room uuid, new_id uuid, called text, from_where text, token bytea, slip bytea, on_device text, until timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into person (id, name) values (new_id, called);
  insert into guest (space_id, person_id, chapter_id, organisation)
    select room, new_id, c.id, from_where from chapter c where c.space_id = room and c.number = 0;
  insert into guest_slip (person_id, gathering_id, room_id, hash) select new_id, r.gathering_id, room, slip from gathering_room r where r.space_id = room;
  insert into session (id, person_id, token_hash, kind, device, ends_at)
    values (gen_random_uuid(), new_id, token, 'guest', on_device, until);
end $function$

owner map_group(uuid,uuid,text,text,text,text): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.map_group(in_activity uuid, in_group uuid, as_key text, at_address text, called text, in_words text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare bodies uuid[] := bodies_in(in_words); parent space; a activity; held text; here uuid[]; new_id uuid := gen_random_uuid(); standing uuid := gen_random_uuid();
begin
  select * into a from activity x where x.id = in_activity;
  select s.* into parent from gathering_room r join gathering g on g.id = r.gathering_id join space s on s.id = g.space_id where r.space_id = a.space_id;
  select g.title into held from gathering_room r join gathering g on g.id = r.gathering_id where r.space_id = a.space_id;
  if in_group is not null then
    if not exists (select from space s join artefact x on x.space_id = s.id and x.kept_key = as_key
        where s.id = in_group and s.parent_id = parent.id and s.closed_at is null and s.id = any (my_spaces())) then raise exception 'not found' using errcode = 'TF404'; end if;
    if exists (select from membership m where m.space_id = in_group and (m.ends_at is null or m.ends_at > clock_now()) and belongs_to_any(m.person_id, bodies)) then
      raise exception 'refused' using errcode = 'TF067'; end if;
    return in_group;
  end if;
  select array_agg(p) into here from readers_of(a.chapter_id) p
   where p in (select readers_of(c.id) from chapter c where c.space_id = parent.id and c.number = 0) and not belongs_to_any(p, bodies);
  if coalesce(cardinality(here), 0) < 2 then return null; end if;
  insert into space (id, parent_id, kind, name, address, unlisted, zone, search_language)
    values (new_id, parent.id, 'group', left('Map: ' || held, 120), at_address, true, parent.zone, parent.search_language);
  insert into chapter (id, space_id, number) values (standing, new_id, 0);
  insert into chapter (space_id, number) values (new_id, 1);
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, reason_joined)
    select distinct on (m.person_id) gen_random_uuid(), new_id, m.person_id, m.organisation_id, m.class, case when m.person_id = me() then '{manager}'::text[] else '{}' end,
        clock_now(), 1, 'Was in the room where the map was made'
      from membership m where m.space_id = parent.id and m.person_id = any (here) and m.first_chapter is not null
       and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()) order by m.person_id, m.starts_at, m.id;
  insert into space_rule (space_id, chapter_id, rule, value) values (new_id, standing, 'group_consent', '"all"');
  insert into charter (space_id, chapter_id, purpose, template, anchor, intensity, payer)
    values (new_id, standing, 'A map that those who made it keep among themselves', 'group', 'project', 'standard', '');
  perform append_event(standing, 'space.founded', new_id, null, clock_now());
  return new_id;
end $function$

owner marked(regconfig,text,tsquery,text[],text): owner
CREATE OR REPLACE FUNCTION public.marked(language regconfig, said text, query tsquery, places text[], shape text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare near text := round_places(said, places); passage text := ts_headline(language, near, query, shape);
begin
  if position(chr(2) in passage) > 0 or length(near) = length(said) then return passage; end if;
  return ts_headline(language, said, query, shape);
end $function$

owner may_answer(uuid,uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.may_answer(which uuid, who uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from consent k join crossing c on c.id = k.crossing_id where k.crossing_id = which and k.person_id = who and (
       k.standing = 'speaker' or (k.standing = 'group' and who in (select readers_of(c.from_chapter)))
    or (k.standing = 'organisation' and who in (select v.person from voices_for(c.names_organisations,
          case when c.source_kind in ('contribution', 'output', 'promise') then (select h.id from chapter h where h.space_id = c.to_space and h.number = 0) else c.from_chapter end,
          coalesce(c.to_space, (select g.voices_in from sending g where g.crossing_id = which))) v))))
$function$

owner may_be_tokens(uuid[]): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.may_be_tokens(asked uuid[])
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select not exists (select from unnest(asked) as a (id) where not exists (
    select from space s where s.id = a.id and s.id = any (my_spaces())
       and s.kind not in ('person', 'pair', 'room', 'seat')))
$function$

owner may_change_seat(uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.may_change_seat(which_space uuid, maker uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select i_manage(which_space) or (maker = me() and in_space(which_space)) or unmanaged(which_space) $function$

owner may_give(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.may_give(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select i_manage(which) or (in_space(which) and exists (select from space s where s.id = which and s.kind in ('pair', 'room', 'group'))) $function$

owner may_hear(bytea[],uuid[]): gate gate=X/gate live=X/gate
CREATE OR REPLACE FUNCTION public.may_hear(tokens bytea[], rooms uuid[])
 RETURNS TABLE(chapters text, who integer[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with asked as materialized (
    select t.n::integer as n, t.room, s.person_id, s.proved_at is null as shut
      from unnest(tokens, rooms) with ordinality as t(token, room, n)
      cross join lateral (
        select x.person_id, x.proved_at, x.kind, x.ends_at, x.seen_at from session x where x.token_hash = t.token
        union all
        select x.person_id, x.proved_at, x.kind, x.ends_at, x.seen_at from session x
         where x.before_hash = t.token and x.before_until > (select clock_now())) s
     where s.kind in ('full', 'guest') and s.ends_at > (select clock_now())
       and s.seen_at > (select clock_now()) - case s.kind when 'full' then interval '8 hours' else interval '90 days' end)
  select h.chapters || coalesce(w.mark, '') || coalesce(p.mark, ''), array_agg(a.n) from asked a cross join lateral (
    select coalesce(string_agg(distinct c.id::text, ' ' order by c.id::text), '') as chapters
      from membership m join space s on s.id = m.space_id
      join chapter c on c.space_id = m.space_id
       and (c.number = 0 or (c.number >= m.first_chapter and (m.last_chapter is null or c.number <= m.last_chapter)))
     where m.person_id = a.person_id and m.first_chapter is not null
       and m.starts_at <= (select clock_now()) and (m.ends_at is null or m.ends_at > (select clock_now()))
       and not (a.shut and s.kind in ('person', 'pair'))
       and (a.room is null or s.id = a.room or (s.parent_id = a.room and s.kind = 'room'))) h
  left join lateral (select ' #' || string_agg(n.step_id::text, '#' order by n.step_id) as mark
      from nudge n where n.person_id = a.person_id) w on true
  left join lateral (select ' #' || md5(string_agg(c.id::text || c.version, ' ' order by c.id)) as mark
      from activity_step st join contribution c on c.step_id = st.id
     where st.presenter_id = a.person_id and st.state <> 'done' and c.presenter_id = a.person_id and c.seen_by = 'presenter' and c.shown) p on true
   group by 1
$function$

owner may_put_hand(uuid,uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.may_put_hand(in_space uuid, which uuid, in_chapter uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when exists (select from version_from f where f.space_id = in_space and f.document_id = which)
    then exists (select from version_from f join room_output o on o.crossing_id = f.crossing_id
      where f.space_id = in_space and f.document_id = which and o.chapter_id = any (my_chapters()))
    else in_chapter = any (my_chapters()) end
$function$

owner may_take_out(uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.may_take_out(of_space uuid, author uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select not by_token() and (author = me() or exists (
    select from membership m where m.space_id = of_space and m.person_id = me() and in_force(m) and (
      ('manager' = any (m.roles) and (coalesce(rule_now(of_space, 'documents_out'), '"bringer"') <> '"bringer"'
        or not exists (select from membership a where a.space_id = of_space and a.person_id = author and in_force(a))))
      or ('facilitator' = any (m.roles) and rule_now(of_space, 'documents_out') = '"facilitators"'))))
$function$

owner me(): owner
CREATE OR REPLACE FUNCTION public.me()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.person', true), '')::uuid $function$

owner member_answer(uuid,text,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.member_answer(which uuid, said text, in_words text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare r receiver;
begin
  select * into r from receiver x where x.id = which and x.chapter_id = any (my_chapters()) and x.closed_at is null and not by_token()
     and (x.person_id = me() or (x.crossing_id is null and x.seat_id is not null and i_hold(x.seat_id)));
  if r.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  insert into acknowledgement (space_id, chapter_id, receiver_id, answer, words) values (r.space_id, r.chapter_id, r.id, said, in_words);
  perform append_event(r.chapter_id, 'receiver.answered', r.id, me(), clock_now());
  return r.id;
end $function$

owner membership_ended(): owner
CREATE OR REPLACE FUNCTION public.membership_ended()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.ends_at is null or new.ends_at > clock_now() then new.ended_by := null;
  elsif old.ends_at is null or old.ends_at > clock_now() then new.ended_by := me();
  else new.ended_by := old.ended_by;
  end if;
  return new;
end $function$

owner memory_forgets(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.memory_forgets()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true); c record;
begin
  if cardinality(string_to_array(btrim(plain_words(old.words)), ' ')) < 6 then return null; end if;
  perform set_config('app.forgetting', 'on', true);
  for c in select * from (values ('turning_point', 'words'), ('context_event', 'words'), ('context_event', 'says_who'), ('strategy_milestone', 'words'),
      ('parent_strategy', 'name'), ('parent_strategy', 'whose'), ('parent_strategy', 'says')) v (held, col) loop
    -- Never longer than it was, so that no length can stand in the way of a taking back.
    execute format('update %1$I x set %2$I = left(words_forgotten(x.%2$I, $1), length(x.%2$I)) where x.space_id = $2 and words_forgotten(x.%2$I, $1) <> x.%2$I', c.held, c.col)
      using old.words, old.space_id;
  end loop;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return null;
end $function$

owner move_clock(timestamp with time zone): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.move_clock(to_moment timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare here installation; by_how_much interval;
begin
  select * into here from installation for update;
  if not here.demonstration then raise exception 'refused' using errcode = 'TF061'; end if;
  if here.set_up_at is not null and to_moment < clock_now() then raise exception 'refused' using errcode = 'TF062'; end if;
  by_how_much := make_interval(secs => extract(epoch from to_moment - clock_now()));
  update installation set clock_offset = make_interval(secs => extract(epoch from to_moment - now())), clock_seen = to_moment;
  update session set made_at = made_at + by_how_much, seen_at = seen_at + by_how_much, proved_at = proved_at + by_how_much,
    before_until = before_until + by_how_much, ends_at = ends_at + by_how_much;
  update api_token set made_at = made_at + by_how_much, ends_at = ends_at + by_how_much;
  update attempt set at = at + by_how_much;
  return clock_now();
end $function$

owner my_calls(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.my_calls()
 RETURNS TABLE(id uuid, space_name text, by_name text, from_name text, class text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select c.id, s.name, p.name, f.name, c.class from call c join space s on s.id = c.space_id join person p on p.id = c.called_by join space f on f.id = c.from_space
   where c.person_id = me() and c.answer is null and s.closed_at is null and in_space(c.from_space) and not by_token()
     and exists (select from membership m where m.space_id = c.space_id and m.person_id = c.called_by and in_force(m)) order by c.made_at, c.id
$function$

owner my_chapters(): gate gate=X/gate web=X/gate worker=X/gate mover=X/gate finder=X/gate
CREATE OR REPLACE FUNCTION public.my_chapters()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare who uuid := me(); at timestamptz := clock_now(); among uuid[] := case when by_token() then token_spaces() end;
begin
  if journal_shut() then
    among := array(select s.id from space s where s.id in (select m.space_id from membership m where m.person_id = who)
                      and s.kind not in ('person', 'pair') and (among is null or s.id = any (among)));
  end if;
  return array(
    select c.id from membership m join chapter c on c.space_id = m.space_id
       and (c.number = 0 or (c.number >= m.first_chapter and (m.last_chapter is null or c.number <= m.last_chapter)))
     where m.person_id = who and m.first_chapter is not null and m.starts_at <= at and (m.ends_at is null or m.ends_at > at)
       and (among is null or m.space_id = any (among)));
end $function$

owner my_chapters_of(uuid): owner owner=X/owner gate=X/owner mover=X/owner
CREATE OR REPLACE FUNCTION public.my_chapters_of(in_space uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
RETURN ARRAY(SELECT c.id FROM chapter c WHERE ((c.space_id = my_chapters_of.in_space) AND (c.id = ANY ((SELECT my_chapters() AS my_chapters)::uuid[]))))

owner my_directory(): gate gate=X/gate web=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.my_directory()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with recursive mine as materialized (select unnest(my_spaces()) as id),
  up as (
    select s.id, s.parent_id, s.unlisted, s.kind from mine
      cross join lateral (select p.id, p.parent_id, p.unlisted, p.kind from space p where p.id = mine.id limit 1) s
    union
    select s.id, s.parent_id, s.unlisted, s.kind from up
      cross join lateral (select p.id, p.parent_id, p.unlisted, p.kind from space p where p.id = up.parent_id limit 1) s),
  round as (
    select id, unlisted, kind from up
    union all
    select s.id, s.unlisted, s.kind from mine
      cross join lateral (select c.id, c.unlisted, c.kind from space c where c.parent_id = mine.id offset 0) s)
  select coalesce(array_agg(distinct known.id), '{}') from (
    select id from mine
    union all select id from round where not unlisted and kind not in ('person', 'pair', 'seat', 'room')) known
$function$

owner my_door(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.my_door(room uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select w.waits_for from door_wait w where w.space_id = room and w.person_id = me()
$function$

owner my_doors(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.my_doors()
 RETURNS TABLE(id uuid, space_name text, inviter text, announced boolean, opens_at timestamp with time zone, zone text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select i.id, s.name, p.name, false, null::timestamptz, s.zone
    from invitation i join space s on s.id = i.space_id join person p on p.id = i.invited_by
   where i.accepted_by = me() and i.confirmed_at is null and i.withdrawn_at is null and s.closed_at is null and not by_token()
  union all
  select m.id, s.name, null, true, nullif(m.starts_at, 'infinity'), s.zone
    from membership m join space s on s.id = m.space_id
   where m.person_id = me() and m.first_chapter is null and m.ends_at is null and s.closed_at is null and not by_token()
$function$

owner my_invitations(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.my_invitations()
 RETURNS SETOF jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select to_jsonb(t) || jsonb_build_object('share', share_of(t.gathering), 'needs', coalesce((select a.words from access_need a where a.invitee_id = i.id), ''))
    from invitee i cross join lateral call_told(i.id) t where i.withdrawn_on is null and still_asked(i) and not by_token() and (i.person_id = me() or (
      i.person_id is null and i.comes_as <> 'member' and i.email <> ''
        and lower(i.email) = (select lower(l.email) from login l where l.person_id = me() and l.verified_at is not null)
        and not exists (select from invitee o where o.gathering_id = i.gathering_id and o.person_id = me())))
$function$

owner my_journal(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.my_journal()
 RETURNS TABLE(space_id uuid, chapter_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select s.id, c.id from space s join chapter c on c.space_id = s.id where s.owner_id = me() order by c.number desc limit 1
$function$

owner my_letters(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.my_letters()
 RETURNS TABLE(id uuid, title text, space_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.id, s.title, s.space_id from receiver r join seat s on s.id = r.seat_id
   where i_hold(s.id) and letter_reaches_me(r) and s.space_id = any (my_spaces())
     and not exists (select from acknowledgement k where k.receiver_id = r.id)
$function$

owner my_map_groups(uuid,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.my_map_groups(in_activity uuid, as_key text)
 RETURNS TABLE(id uuid, name text, people integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select s.id, s.name, (select count(distinct m.person_id)::integer from membership m where m.space_id = s.id and m.first_chapter is not null
      and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()))
    from activity a join gathering_room r on r.space_id = a.space_id join gathering g on g.id = r.gathering_id
    join space s on s.parent_id = g.space_id and s.unlisted and s.closed_at is null join artefact x on x.space_id = s.id and x.kept_key = as_key
   where a.id = in_activity and a.chapter_id = any (my_chapters()) and i_facilitate(a.space_id) and s.id = any (my_spaces()) and not by_token() order by s.made_at, s.id
$function$

owner my_match(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.my_match(which uuid)
 RETURNS TABLE(topic text, name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select t.words, p.name from meet_match mine join meet_topic t on t.id = mine.topic_id join meet_match o on o.id = mine.id join person p on p.id = o.person_id
   where t.gathering_id = which and mine.person_id = me() and o.person_id <> me() and t.chapter_id = any (my_chapters()) and not by_token()
$function$

owner my_organisations(): gate gate=X/gate web=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.my_organisations()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(distinct known.id), '{}') from (
    select o.id from organisation o where o.made_by = (select me()) and not (select by_token())
    union all select m.organisation_id from membership m where m.space_id = any ((select my_spaces())::uuid[]) and m.organisation_id is not null
    union all select p.organisation_id from space_partner p where p.space_id = any ((select my_spaces())::uuid[])) known
$function$

owner my_rounds(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.my_rounds()
 RETURNS TABLE(id uuid, opened_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.id, r.opened_on from round_ticket t join round r on r.id = t.round_id where t.person_id = me()
$function$

owner my_spaces(): gate gate=X/gate web=X/gate worker=X/gate mover=X/gate finder=X/gate
CREATE OR REPLACE FUNCTION public.my_spaces()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare who uuid := me(); at timestamptz := clock_now(); among uuid[] := case when by_token() then token_spaces() end;
begin
  if journal_shut() then
    among := array(select s.id from space s where s.id in (select m.space_id from membership m where m.person_id = who)
                      and s.kind <> 'pair' and (among is null or s.id = any (among)));
  end if;
  return array(
    select m.space_id from membership m
     where m.person_id = who and m.first_chapter is not null and m.starts_at <= at and (m.ends_at is null or m.ends_at > at)
       and (among is null or m.space_id = any (among)));
end $function$

owner my_told_chapter(): owner owner=X/owner live=X/owner gate=X/owner
CREATE OR REPLACE FUNCTION public.my_told_chapter()
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select nullif(current_setting('app.chapter', true), '')::uuid
$function$

owner my_zone(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.my_zone()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select zone_of(me()) $function$

owner name_goes_along(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.name_goes_along()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update evidence e set said_by = new.name where e.speaker_id = new.id and e.attribution = 'named' and e.said_by <> '' and e.words is not null;
  return null;
end $function$

owner name_holders(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.name_holders(which uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update seat set holder = left(coalesce((select string_agg(p.name, ' and ' order by p.name) from holders_of(which) m join person p on p.id = m.person_id), ''), 160)
   where id = which $function$

owner name_place(text,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.name_place(place text, host text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update installation set name = place, host_sentence = host
   where set_up_at is null
$function$

owner nameless_to_go(uuid,text): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.nameless_to_go(room uuid, goes text)
 RETURNS TABLE(id uuid, space_id uuid, chapter_id uuid, value jsonb, on_day date, target uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select c.id, c.space_id, c.chapter_id, c.value, c.on_day, g.space_id from gathering_room r join gathering g on g.id = r.gathering_id
    join activity a on a.space_id = r.space_id join contribution c on c.activity_id = a.id
   where r.space_id = room and i_facilitate(room) and (c.attribution = 'anonymous' or c.sheet_id is not null) and c.may_go = goes and c.shown
$function$

owner names_in(text): gate gate=X/gate web=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.names_in(t text)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(distinct k.organisation), '{}') from known_names() k where position(plain_words(k.spelled) in plain_words(t)) > 0
$function$

owner names_of(text): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.names_of(called text)
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select distinct n from (values (called), (regexp_replace(called, '\s*\([^)]*\)', '', 'g')), (substring(called from '\(([^)]+)\)'))) v (s)
    cross join lateral (select regexp_replace(regexp_replace(btrim(plain_words(v.s)), '^the ', ''), ' (ltd|limited|cic|plc|cio|llp|inc)$', '')) p (n) where n <> ''
$function$

owner narrower(uuid,uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.narrower(one uuid, other uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when a.number = 0 then b.id when b.number = 0 or a.number <= b.number then a.id else b.id end
    from chapter a, chapter b where a.id = one and b.id = other
$function$

owner needs_by_key(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.needs_by_key(hash bytea)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce((select a.words from access_need a where a.invitee_id = invitee_by_key(hash)), '')
$function$

owner newest_documents(uuid,uuid[],tsquery,integer,integer): owner owner=X/owner finder=X/owner
CREATE OR REPLACE FUNCTION public.newest_documents(in_space uuid, mine uuid[], query tsquery, look_at integer, most integer)
 RETURNS TABLE(id uuid, rank real)
 LANGUAGE sql
 STABLE
 SET enable_sort TO 'off'
 SET enable_bitmapscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
  select n.id, ts_rank(n.tsv, query) from (
    select x.id, x.tsv from document x where x.space_id = in_space and x.chapter_id = any (mine) order by x.made_at desc, x.id limit look_at) n
   where n.tsv @@ query limit most
$function$

owner newest_evidence(uuid,uuid[],tsquery,date,integer,integer): owner owner=X/owner finder=X/owner
CREATE OR REPLACE FUNCTION public.newest_evidence(in_space uuid, mine uuid[], query tsquery, day date, look_at integer, most integer)
 RETURNS TABLE(id uuid, rank real)
 LANGUAGE sql
 STABLE
 SET enable_sort TO 'off'
 SET enable_bitmapscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
  select n.id, ts_rank(n.tsv, query) from (
    select x.id, x.tsv from evidence x where x.space_id = in_space and x.chapter_id = any (mine) and (x.valid_until is null or x.valid_until >= day)
     order by x.made_at desc, x.id limit look_at) n
   where n.tsv @@ query limit most
$function$

owner next_in_line(uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.next_in_line(in_space uuid, of_line uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select 1 + max(d.number) from document d where d.space_id = in_space and (d.id = of_line or d.line_id = of_line)
   having bool_or(d.chapter_id = any (my_chapters()))
$function$

owner next_room_chapter(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.next_room_chapter(room uuid, OUT id uuid, OUT number integer)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('door ' || room::text, 0));
  insert into chapter (space_id, number) select room, 1 + max(c.number) from chapter c where c.space_id = room
    returning chapter.id, chapter.number into id, number;
end $function$

owner no_crossing_of_closed(): gate gate=X/gate owner=X/gate
CREATE OR REPLACE FUNCTION public.no_crossing_of_closed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (select from space s where s.id in (new.from_space, new.to_space) and s.closed_at is not null) then
    raise exception 'closed' using errcode = 'TF010'; end if;
  return new;
end $function$

owner no_name_without_words(): owner
CREATE OR REPLACE FUNCTION public.no_name_without_words()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  new.said_by := '';
  return new;
end $function$

owner nobody_said(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.nobody_said(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from crossing c join consent k on k.crossing_id = c.id and k.person_id = me() where c.id = which and c.speaker_id is null)
$function$

owner none_under_closed(): gate gate=X/gate owner=X/gate
CREATE OR REPLACE FUNCTION public.none_under_closed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (select from space s where s.id = new.parent_id and s.closed_at is not null) then
    raise exception 'closed' using errcode = 'TF010'; end if;
  return new;
end $function$

owner not_closed(): gate gate=X/gate owner=X/gate
CREATE OR REPLACE FUNCTION public.not_closed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare which uuid := coalesce((to_jsonb(new)->>'space_id')::uuid, (to_jsonb(old)->>'space_id')::uuid);
begin
  -- Somebody who is being erased takes their words out of closed spaces too.
  if coalesce(current_setting('app.forgetting', true), '') <> 'on'
     and exists (select from space s where s.id = which and s.closed_at is not null) then
    raise exception 'closed' using errcode = 'TF010'; end if;
  return coalesce(new, old);
end $function$

owner note_all_narrowings(): owner owner=X/owner
CREATE OR REPLACE FUNCTION public.note_all_narrowings()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare t record;
begin
  for t in select c.relname, c.relname in ('withdrawal', 'crossing_outcome') as tells
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and c.relname <> all (array['migration', 'night', 'attempt', 'session', 'event', 'narrowing', 'mailed_link', 'sign_in_link', 'installation',
         'round_ticket', 'round_sealed'])
       and not exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgname = 'narrowed') loop
    execute format('create trigger narrowed after update or delete on %I for each row when (pg_trigger_depth() = 0) execute function note_narrowing()', t.relname);
    if t.tells then
      execute format('create trigger told after insert on %I for each row when (pg_trigger_depth() = 0) execute function note_narrowing()', t.relname);
    end if;
  end loop;
end $function$

owner note_copy(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.note_copy(of_space uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true);
begin
  if not in_space(of_space) then raise exception 'not found' using errcode = 'TF404'; end if;
  perform set_config('app.forgetting', 'on', true);
  insert into space_copy (space_id, id, chapter_id, way, person_id)
    select c.space_id, gen_random_uuid(), c.id, 'taken', me() from chapter c where c.space_id = of_space and c.number = 0;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner note_narrowing(): gate gate=X/gate owner=X/gate
CREATE OR REPLACE FUNCTION public.note_narrowing()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was jsonb := to_jsonb(old); isnow jsonb; keyed jsonb; lost jsonb;
begin
  select jsonb_object_agg(a.attname, coalesce(was, to_jsonb(new)) -> a.attname) into keyed
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
   where i.indrelid = tg_relid and i.indisprimary;
  if tg_op = 'DELETE' then
    insert into narrowing (relation, key, sort) values (tg_table_name, keyed, 'gone');
  elsif tg_op = 'INSERT' then
    insert into narrowing (relation, key, sort, becomes) values (tg_table_name, keyed, 'added', to_jsonb(new));
  else
    isnow := to_jsonb(new);
    select jsonb_object_agg(k, isnow -> k) into lost from jsonb_object_keys(was) k
     where was -> k is distinct from isnow -> k
       and (isnow -> k in ('null', '""', '[]', '"Somebody who has left"')
         or k in ('ends_at', 'closed_at', 'gone_at', 'withdrawn_at')
         or (tg_table_name = 'person' and current_setting('app.forgetting', true) = 'on' and k <> 'id'));
    if lost is not null then
      insert into narrowing (relation, key, sort, becomes) values (tg_table_name, keyed, 'set', lost);
    end if;
  end if;
  return null;
end $function$

owner note_output(uuid,uuid,uuid,text,text,jsonb,boolean,text): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.note_output(new_id uuid, new_crossing uuid, in_activity uuid, which text, in_words text, in_shape jsonb, it_stands boolean, was_against text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare o record;
begin
  select * into o from output_to_keep(in_activity, which);
  if exists (select from jsonb_array_elements(in_shape->'things') t where jsonb_typeof(t->'spread') = 'object'
      and not exists (select from activity_step s join disclosed d on d.about = s.id cross join lateral jsonb_each(d.numbers) n
        where s.activity_id = in_activity and n.value = t->'spread')) then
    raise exception 'refused' using errcode = 'TF003'; end if;
  if in_shape ? 'lines' then
    in_shape := case when o.output->>'type' = 'insights' and o.output->>'leaves' = 'all_say_yes' then lines_within(in_shape, in_words) end;
  end if;
  insert into room_output (space_id, id, chapter_id, activity_id, accept_step, crossing_id, key, type, title, words, stands, against, told, shape)
    values (o.room, new_id, o.chapter, in_activity, o.accept, new_crossing, which, o.output->>'type', o.output->>'title', case o.output->>'type' when 'map' then o.output->>'title' else in_words end, it_stands, was_against,
      coalesce(o.told, (select d.numbers->'answer' from disclosed d where d.about = new_id)), in_shape);
end $function$

owner note_paid(uuid,uuid,text,date): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.note_paid(room uuid, who uuid, what text, on_day date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not i_facilitate(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  update guest_slip s set owed = what, paid_on = on_day where s.person_id = who and s.room_id = room;
  return found;
end $function$

owner note_released(uuid,uuid,uuid,jsonb): gate gate=X/gate web=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.note_released(in_space uuid, in_chapter uuid, what uuid, told jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not (session_user = 'worker' or in_chapter = any (my_chapters())) or not exists (select from chapter c where c.id = in_chapter and c.space_id = in_space) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  insert into disclosed (space_id, chapter_id, about, numbers) values (in_space, in_chapter, what, told) on conflict (space_id, about) do nothing;
  -- Told in another chapter of the space, it is told there, and nothing is told here.
  return (select d.numbers from disclosed d where d.space_id = in_space and d.about = what and d.chapter_id = in_chapter);
end $function$

owner note_world(jsonb): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.note_world(what jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update installation set world = what where demonstration;
  if not found then raise exception 'refused' using errcode = 'TF061'; end if;
end $function$

owner nudge_one(uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.nudge_one(which uuid, who uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare st activity_step;
begin
  select * into st from activity_step s where s.id = which;
  if st.id is null or by_token() or not i_facilitate(st.space_id) or st.state = 'done' or not every_name_stands(st.activity_id) or not exists (
      select from membership m where m.space_id = st.space_id and m.person_id = who and m.last_chapter is null and m.first_chapter is not null
        and (m.ends_at is null or m.ends_at > clock_now())) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  insert into nudge (step_id, person_id, from_id) values (which, who, me()) on conflict do nothing;
end $function$

owner open_activity(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.open_activity(room uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c record; w door_wait; i record; came uuid;
begin
  if not i_facilitate(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into c from next_room_chapter(room);
  for w in select * from door_wait d where d.space_id = room and d.waits_for = 'next_activity' loop
    continue when kept_out_of(room, w.person_id, w.class);
    select v.comes_as, (v.until + 1)::timestamp at time zone g.zone as stays into i from gathering g join invitee v on v.gathering_id = g.id
     where g.room_id = room and v.person_id = w.person_id and v.withdrawn_on is null;
    came := room_join(room, w.person_id, w.class, w.organisation_id, case when i.comes_as = 'facilitator' then '{facilitator}'::text[] else '{}' end,
      c.number, null, 'Was let in');
    update membership m set ends_at = i.stays where m.id = came and i.stays is not null;
  end loop;
  delete from door_wait d where d.space_id = room and d.waits_for = 'next_activity';
  return c.id;
end $function$

owner open_after(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.open_after(room uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c record; i record;
begin
  if not i_facilitate(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from gathering_room r where r.space_id = room and r.after_chapter is not null) then return; end if;
  select * into c from next_room_chapter(room);
  update gathering_room r set after_chapter = c.id where r.space_id = room;
  for i in select x.person_id, x.class from invitee x join gathering g on g.id = x.gathering_id where g.room_id = room
            and x.person_id is not null and x.withdrawn_on is null and (x.answer = 'around' or exists (
              select from membership m where m.space_id = room and m.person_id = x.person_id and m.last_chapter = 1)) loop
    perform into_threads(room, i.person_id, i.class, null);
  end loop;
end $function$

owner open_round(uuid,uuid,uuid,text,uuid,jsonb,text,integer,text[],boolean,bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.open_round(new_id uuid, in_space uuid, in_chapter uuid, of_kind text, what uuid, asked jsonb, holds text, size integer, going text[], in_a_live_room boolean, signs bytea)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare who uuid[] := array(select readers_of(in_chapter) order by gen_random_uuid()); need integer := least_asked(holds);
begin
  if not (in_chapter = any (my_chapters())) or not exists (select from chapter c where c.id = in_chapter and c.space_id = in_space) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  if size not between 64 and 32768 or cardinality(going) = 0 or not going <@ array['stays', 'theme', 'words'] or length(of_kind) not between 1 and 60
     or holds not in ('words', 'numbers') then
    raise exception 'invalid' using errcode = '23514'; end if;
  if cardinality(who) < need then raise exception 'too few' using errcode = 'TF101'; end if;
  insert into round (space_id, id, chapter_id, kind, about, shape, bytes, may_go, live, public_key, people, least)
    values (in_space, new_id, in_chapter, of_kind, what, asked, size, going, in_a_live_room, signs, cardinality(who), need);
  insert into round_ticket (round_id, person_id) select new_id, unnest(who);
  perform append_event(in_chapter, 'round.opened', new_id, me(), clock_now());
  return cardinality(who);
end $function$

owner open_rounds(): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.open_rounds()
 RETURNS TABLE(id uuid, over boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.id, s.closed_at is not null from round r join space s on s.id = r.space_id where r.state = 'open'
$function$

owner open_slip(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.open_slip(key bytea)
 RETURNS TABLE(person uuid, room uuid, name text, title text, share jsonb, mail text, paid text, owed text, paid_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select s.person_id, (select r.space_id from gathering_room r where r.space_id = s.room_id), p.name, g.title, share_of(g.id),
         (select case when l.state = 'waits' then 'waits' else 'gone' end from share_letter l where l.gathering_id = g.id and l.person_id = s.person_id),
         g.paid, s.owed, s.paid_on
    from guest_slip s join person p on p.id = s.person_id join gathering g on g.id = s.gathering_id where s.hash = key
$function$

owner orphan_invitations(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.orphan_invitations(which uuid)
 RETURNS TABLE(id uuid, name text, class text, made_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select i.id, i.name, i.class, i.made_at from invitation i
   where i.space_id = which and i.confirmed_at is null and i.withdrawn_at is null and (i_manage(which) or unmanaged(which))
     and not exists (select from membership m where m.space_id = which and m.person_id = i.invited_by and in_force(m))
$function$

owner output_of_mine(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.output_of_mine(which uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select o.crossing_id from room_output o where o.id = which and o.chapter_id = any (my_chapters()) and i_facilitate(o.space_id) and not by_token()
$function$

owner output_to_keep(uuid,text): gate gate=X/gate mover=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.output_to_keep(in_activity uuid, which text, OUT target uuid, OUT room uuid, OUT chapter uuid, OUT output jsonb, OUT method jsonb, OUT accept uuid, OUT whole jsonb, OUT named boolean, OUT answers integer, OUT not_yet integer, OUT told jsonb, OUT is_open boolean, OUT call uuid, OUT called text, OUT held date)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare a activity; r gathering_room; s jsonb;
begin
  select * into a from activity x where x.id = in_activity and x.chapter_id = any (my_chapters());
  if a.id is null or by_token() or not i_facilitate(a.space_id) then return; end if;
  select * into r from gathering_room x where x.space_id = a.space_id;
  select g.space_id, g.id, g.title, (a.started_at at time zone g.zone)::date into target, call, called, held from gathering g where g.id = r.gathering_id;
  method := a.definition; room := a.space_id; chapter := a.chapter_id;
  select o into output from jsonb_array_elements(method->'harvest') o where o->>'key' = which
     and (o->>'leaves' = 'room_accepts' or (o->>'leaves' = 'all_say_yes' and o->>'type' <> 'map'));
  if output is null then target := null; return; end if;
  is_open := not r.rehearsal and (r.closed_at is null or r.harvest_until > clock_now());
  select p into s from jsonb_array_elements(method->'steps') p
   where p->>'kind' = 'acceptance' and exists (select from jsonb_array_elements_text(p->'from') f where output->'from' ? f) limit 1;
  select x.id into accept from activity_step x where x.activity_id = a.id and x.key = s->>'key' and x.shown_at is not null order by x.turn desc, x.opened_at desc limit 1;
  if output->>'leaves' = 'all_say_yes' then
    -- Nobody has accepted it: everybody is asked. It is there once its step is over and something of it was shown to the room.
    select x.id into accept from activity_step x where x.activity_id = a.id and x.small_id is null and output->'from' ? x.key and (x.state = 'done' or a.state = 'done')
       and exists (select from contribution c where c.step_id = x.id and c.shown and c.seen_by = 'room') order by x.turn desc, x.opened_at desc limit 1;
    named := true; answers := 1; not_yet := 0;
  else
  named := coalesce(s->>'attribution', method->>'attribution') <> 'anonymous';
  select count(*), count(*) filter (where c.value->>'answer' = 'not_yet') into answers, not_yet from contribution c where c.step_id = accept and c.shown;
  select nullif(d.numbers->'answer', 'null') into told from disclosed d
   where d.about = accept or d.about in (select o.id from room_output o where o.accept_step = accept) order by d.on_day limit 1;
  end if;
  select jsonb_build_array(a.definition, coalesce(jsonb_agg(c.value), '[]')) into whole from contribution c
   where c.activity_id = a.id and c.shown and c.seen_by = 'room';
end $function$

owner owed_in(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.owed_in(in_room uuid)
 RETURNS TABLE(person uuid, owed text, paid_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select s.person_id, s.owed, s.paid_on from guest_slip s where s.room_id = in_room and i_facilitate(in_room)
$function$

owner parties_in(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.parties_in(which uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select count(distinct coalesce(nullif(m.organisation_id::text, ''), nullif(g.organisation, ''), m.class))::integer
    from gathering c join contribution k on k.author_id is not null and (k.space_id = c.room_id or exists (select from space s where s.id = k.space_id and s.parent_id = c.room_id))
    join lateral (select * from membership x where x.space_id = c.room_id and x.person_id = k.author_id order by x.starts_at limit 1) m on true
    left join guest g on g.space_id = c.room_id and g.person_id = k.author_id
   where c.id = which and i_call(which)
$function$

owner pass_on(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.pass_on(which uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare m membership; mine uuid; made uuid;
begin
  select * into m from membership x where x.id = which and in_force(x) and x.person_id <> me();
  select b.id into mine from membership b where b.space_id = m.space_id and b.person_id = me() and 'manager' = any (b.roles) and in_force(b) limit 1;
  if m.id is null or mine is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if 'manager' = any (m.roles) then raise exception 'refused' using errcode = 'TF024'; end if;
  update role_ask set settled_at = clock_now(), outcome = 'ended' where instead_of = mine and settled_at is null;
  insert into role_ask (space_id, chapter_id, membership_id, kind, role, instead_of, asked_by)
    values (m.space_id, standing_of(m.space_id), which, 'passed', 'manager', mine, me()) returning id into made;
  perform append_event(standing_of(m.space_id), 'membership.role_asked', which, me(), clock_now());
  return made;
end $function$

owner passkey_for(text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.passkey_for(credential text)
 RETURNS TABLE(person_id uuid, public_key bytea, counter bigint, transports text[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select k.person_id, k.public_key, k.counter, k.transports from passkey k where k.id = credential
$function$

owner payer_here(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.payer_here(room uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select room = any (my_spaces()) and payer_in(room)
$function$

owner payer_in(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.payer_in(place uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  -- As pays_in(place, person) for everybody in it at once: what is the same for all of them is found once, and each body is asked about once.
  with known as materialized (select payers_of(place) as payers, root_of(place) as root, above(place) as over),
    parts as materialized (select distinct o.class = 'funder' and (s.id = place or (s.kind <> 'room' and (s.id = any (k.over) or root_of(s.id) = k.root))) as funds,
        case when cardinality(k.payers) > 0 and (not s.unlisted or s.id = any (k.over) or root_of(s.id) = k.root) then o.organisation_id end as body
      from membership m join membership o on o.person_id = m.person_id and (o.ends_at is null or o.ends_at > clock_now())
        and (o.class = 'funder' or o.organisation_id is not null)
      join space s on s.id = o.space_id cross join known k
     where m.space_id = place and m.first_chapter is not null and m.last_chapter is null and m.starts_at <= clock_now()
       and (m.ends_at is null or m.ends_at > clock_now()))
  select exists (select from parts p cross join known k where p.funds or p.body is not null and pays_as(p.body, k.payers))
$function$

owner payers_of(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.payers_of(room uuid)
 RETURNS text[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(distinct n), '{}') from charter c
    cross join lateral (select regexp_split_to_table(c.payer, '\s*[,;:/&|+·–—\n]\s*|\s+(?:-|and|at|from|of|for|in|with|by)\s+', 'i') union all select c.payer) p (said)
    cross join lateral called_as(p.said) n
   where c.space_id = any (above(room)) and n <> ''
$function$

owner pays_as(uuid,text[]): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.pays_as(body uuid, payers text[])
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select cardinality(payers) > 0 and exists (
    select from (select o.name from organisation o where o.id = body union all select o.name from organisation_name o where o.organisation_id = body) b
      cross join lateral called_as(b.name) n
     where n = any (payers)
        -- A name of one word is in too many sentences.
        or n like '% %' and exists (select from unnest(payers) p where position(' ' || n || ' ' in ' ' || p || ' ') > 0))
$function$

owner pays_in(uuid,uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.pays_in(room uuid, who uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with known as materialized (select payers_of(room) as payers)
  select exists (select from membership m join space s on s.id = m.space_id cross join known k
    where m.person_id = who and (m.ends_at is null or m.ends_at > clock_now())
      and (m.class = 'funder' and (s.id = room or (s.kind <> 'room' and same_partnership(s.id, room)))
        or m.organisation_id is not null and cardinality(k.payers) > 0 and (not s.unlisted or same_partnership(s.id, room)) and pays_as(m.organisation_id, k.payers)))
$function$

owner person_at(text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.person_at(its_address text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select l.person_id from login l where l.email_key = lower(its_address)
$function$

owner places_of(tsquery): owner
CREATE OR REPLACE FUNCTION public.places_of(query tsquery)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with word as (
    select '\m' || regexp_replace(left(w, greatest(3, length(w) - 1)), '([^[:alnum:]])', '\\\1', 'g') as start, min(n) as n
      from (select replace(m[1], '''''', '''') as w, n from regexp_matches(querytree(query), $r$'((?:[^']|'')+)'$r$, 'g') with ordinality f (m, n)) asked group by 1)
  select case when count(*) > 1 then array[string_agg(start, '\w*\W+(?:\w+\W+){0,2}' order by n)] else '{}' end
      || coalesce(array_agg(start order by n), '{}') from word
$function$

owner plain_words(text): owner =X/owner owner=X/owner mover=X/owner
CREATE OR REPLACE FUNCTION public.plain_words(t text)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select ' ' || btrim(regexp_replace(translate(lower(unaccent(regexp_replace(normalize(coalesce(t, ''), NFKC),
    '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\U000E0000-\U000E0FFF]', '', 'g'))),
    'авеһіјкӏмнорѕтухсԁαεικνορτυχ', 'abehijklmhopstyxcdaeikvoptux'), '[^[:alnum:]]+', ' ', 'g')) || ' '
$function$

owner post_call(uuid,text,uuid,interval): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.post_call(which uuid, says text, to_one uuid, wait interval)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare n integer;
begin
  if not i_call(which) then raise exception 'not found' using errcode = 'TF404'; end if;
  if says = 'off' then delete from call_letter l using invitee i where i.id = l.invitee_id and i.gathering_id = which
    and (to_one is null or i.id = to_one) and l.state in ('due', 'again'); end if;
  insert into call_letter (id, invitee_id, kind, number, not_before)
    select gen_random_uuid(), i.id, says, g.version, clock_now() + wait
      from invitee i join gathering g on g.id = i.gathering_id
     where i.gathering_id = which and (to_one is null or i.id = to_one) and i.letters and (i.withdrawn_on is null or says = 'off')
       and i.person_id is distinct from me() and coalesce(i.answer, '') <> 'no'
       and (i.email <> '' or exists (select from login l where l.person_id = i.person_id and l.verified_at is not null))
       and not exists (select from calendar_choice c where c.person_id = i.person_id and not c.letters)
       and not exists (select from call_letter l where l.invitee_id = i.id and l.state in ('due', 'again'))
       and (says = 'asks' or exists (select from call_letter l where l.invitee_id = i.id and l.kind <> 'by_hand' and l.state in ('gone', 'going')));
  get diagnostics n = row_count;
  update invitee i set letter = 'due' where i.gathering_id = which and exists (select from call_letter l where l.invitee_id = i.id and l.state = 'due');
  return n;
end $function$

owner presenter_told(uuid): gate gate=X/gate live=X/gate
CREATE OR REPLACE FUNCTION public.presenter_told(which uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select p.name from activity_step s join person p on p.id = s.presenter_id where s.id = which and s.chapter_id = my_told_chapter()
$function$

owner privileged(text[]): owner
CREATE OR REPLACE FUNCTION public.privileged(given text[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select given && array['manager','facilitator','administrator','treasurer','speaks_for_organisation','chair']::text[] $function$

owner privileged_within(text[],text[]): owner
CREATE OR REPLACE FUNCTION public.privileged_within(given text[], held text[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$ select not privileged(array(select unnest(given) except select unnest(held))) $function$

owner promise_action(uuid,uuid,text,text): mover mover=X/mover web=X/mover
CREATE OR REPLACE FUNCTION public.promise_action(new_id uuid, which uuid, audience text, from_where text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare p record; carried uuid[]; silent text; standing uuid; there text[];
begin
  perform pg_advisory_xact_lock(hashtextextended('promise ' || which::text, 0));
  select * into p from promise_to_go(which);
  if p.target is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if not p.is_open then return 'over'; end if;
  if not p.tasks then return 'no_tasks'; end if;
  if not p.is_member then return 'guest'; end if;
  if p.went then return 'went'; end if;
  if p.asked is not null then
    if p.mine then return answer_promise(p.asked); end if;
    return 'asked';
  end if;
  carried := names_in(p.what);
  select c.id into standing from chapter c where c.space_id = p.target and c.number = 0;
  silent := unspoken(carried, standing, p.target);
  if silent is not null then return 'carries ' || silent; end if;
  insert into crossing (id, speaker_id, proposed_by, from_space, from_chapter, source_kind, source_id, to_space, form, words, purpose, audience,
      names_organisations, lapses_at, provenance, said_on)
    values (new_id, p.author, me(), p.from_space, p.from_chapter, 'promise', which, p.target, 'words', p.what, 'As an action that you answer for', audience,
      carried, clock_now() + interval '30 days', from_where, p.on_day);
  there := audience_of(p.target);
  insert into consent (crossing_id, person_id, standing, stood)
    select new_id, p.author, 'speaker', there
    union all select new_id, v.person, 'organisation', there from (select distinct x.person from voices_for(carried, standing, p.target) x) v;
  if not p.mine then return 'asked'; end if;
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_id and person_id = me();
  return settle_crossing(new_id);
end $function$

owner promise_to_go(uuid): gate gate=X/gate mover=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.promise_to_go(which uuid, OUT target uuid, OUT from_space uuid, OUT from_chapter uuid, OUT author uuid, OUT what text, OUT on_day date, OUT method text, OUT mine boolean, OUT is_open boolean, OUT tasks boolean, OUT is_member boolean, OUT asked uuid, OUT went boolean)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c contribution; a activity; r gathering_room; g record;
begin
  select * into c from contribution x where x.id = which and x.attribution = 'named' and x.presenter_id is null;
  select * into a from activity x where x.id = c.activity_id;
  if c.id is null or by_token() or not exists (select from jsonb_array_elements(a.definition->'steps') s join activity_step x on x.id = c.step_id and x.key = s->>'key' where s->>'kind' = 'commit')
     or not (c.author_id = me() or (c.shown and c.seen_by = 'room' and c.chapter_id = any (my_chapters()) and i_facilitate(a.space_id))) then return; end if;
  select * into r from gathering_room x where x.space_id = a.space_id;
  select x.space_id, x.kind into g from gathering x where x.id = r.gathering_id;
  target := g.space_id; tasks := g.kind not in ('pause', 'informal');
  from_space := c.space_id; from_chapter := c.chapter_id; author := c.author_id; on_day := c.on_day; method := a.definition->>'key';
  what := btrim(c.value->>'what'); mine := c.author_id = me();
  is_open := not r.rehearsal and (r.closed_at is null or r.harvest_until > clock_now());
  is_member := c.author_id in (select readers_of(h.id) from chapter h where h.space_id = target and h.number = 0);
  select x.id, u.outcome is not null into asked, went from crossing x left join crossing_outcome u on u.crossing_id = x.id
   where x.source_kind = 'promise' and x.source_id = which and x.words is not null and (u.outcome = 'went' or (u.outcome is null and x.lapses_at > clock_now()))
   order by x.proposed_at desc limit 1;
end $function$

owner propose_closing(uuid,uuid,text,text,integer,text,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.propose_closing(new_id uuid, which uuid, in_way text, in_then text, in_months integer, why text, successor uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare standing uuid;
begin
  if not in_space(which) then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('closing ' || which::text, 0));
  if not exists (select from space s where s.id = which and s.kind in ('pair', 'group', 'organisation', 'partnership', 'region', 'nation'))
    then raise exception 'refused' using errcode = 'TF001'; end if;
  if exists (select from space s where s.id = which and s.closed_at is not null) then raise exception 'closed' using errcode = 'TF010'; end if;
  if exists (select from closing c where c.space_id = which and c.outcome is null) then raise exception 'refused' using errcode = 'TF011'; end if;
  -- Nobody is put out so that a space can be ended over their heads.
  if exists (select from membership m where m.space_id = which and m.ended_by <> m.person_id and m.ends_at > clock_now() - interval '30 days')
    then raise exception 'refused' using errcode = 'TF037'; end if;
  if successor is not null and (successor = which or not in_space(successor)) then raise exception 'not found' using errcode = 'TF404'; end if;
  select c.id into standing from chapter c where c.space_id = which and c.number = 0;
  insert into closing (space_id, id, chapter_id, way, then_way, months, reason, successor_id, proposed_by, lapses_at)
    values (which, new_id, standing, in_way, in_then, in_months, why, successor, me(), clock_now() + interval '30 days');
  insert into closing_answer (closing_id, person_id, answer) values (new_id, me(), 'yes');
  perform append_event(standing, 'closing.proposed', new_id, me(), clock_now());
  return settle_closing(new_id);
end $function$

owner propose_crossing(uuid,text,uuid,integer,text,text,uuid,text,text,date,uuid[],text): mover mover=X/mover web=X/mover
CREATE OR REPLACE FUNCTION public.propose_crossing(new_id uuid, kind text, source uuid, version integer, in_words text, in_form text, target uuid, why text, told text, until_day date, organisations uuid[], hat text DEFAULT NULL::text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare e evidence; here uuid; here_chapter uuid; speaker uuid; sort text; carried uuid[]; speaks uuid[] := '{}'; silent text; there text[];
begin
  if not directory_has(target) then raise exception 'not found' using errcode = 'TF404'; end if;
  if kind = 'entry' then
    select n.space_id, n.chapter_id, me() into here, here_chapter, speaker from entry n where n.id = source for share;
  else
    select * into e from evidence x where x.id = source and x.chapter_id = any (my_chapters())
      and (x.valid_until is null or x.valid_until >= (clock_now())::date) for share;
    here := e.space_id; here_chapter := e.chapter_id;
    if here is null then raise exception 'not found' using errcode = 'TF404'; end if;
    speaker := case when e.crossing_id is not null then speaker_of(e.crossing_id) else e.speaker_id end;
    if e.words is null or (in_form <> 'theme' and position(in_words in e.words) = 0
        and position(in_words in without_names(e.words)) = 0) then raise exception 'refused' using errcode = 'TF003'; end if;
    if in_form = 'words' and (e.attribution <> 'named' or speaker is null) then raise exception 'refused' using errcode = 'TF004'; end if;
    if in_form = 'theme' and repeats(in_words, e.words) then raise exception 'refused' using errcode = 'TF007'; end if;
  end if;
  if here is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if here = target then raise exception 'refused' using errcode = 'TF005'; end if;
  select s.kind into sort from space s where s.id = here;
  -- What one person typed for somebody else needs each who may have said it. Alone with it, they can ask nobody.
  if speaker is null and in_form <> 'theme' and sort = 'person' then raise exception 'refused' using errcode = 'TF008'; end if;

  carried := array(select distinct unnest(names_in(in_words) || coalesce(organisations, '{}')));
  if (hat = 'organisation' and speaker = me()) or (in_form = 'words' and not (coalesce(hat, '') = 'myself' and speaker = me())) then
    speaks := belongs_to(speaker, here_chapter);
  end if;
  if hat = 'organisation' and speaker = me() and cardinality(carried || speaks) = 0 then raise exception 'refused' using errcode = 'TF006'; end if;
  silent := unspoken(carried, here_chapter, target);
  if silent is not null then return 'carries ' || silent; end if;
  silent := unspoken(speaks, here_chapter, target);
  if silent is not null then return 'speaks ' || silent; end if;
  carried := array(select distinct unnest(carried || speaks));

  insert into crossing (id, speaker_id, proposed_by, from_space, from_chapter, source_kind, source_id, source_version, to_space, form,
      words, purpose, audience, names_organisations, until, lapses_at)
    values (new_id, speaker, me(), here, here_chapter, kind, source, version, target, in_form,
      in_words, why, told, carried, until_day, clock_now() + interval '30 days');
  there := audience_of(target);
  insert into consent (crossing_id, person_id, standing, stood)
    select new_id, speaker, 'speaker', there where speaker is not null
    union all select new_id, v.person, 'organisation', there from (select distinct x.person from voices_for(carried, here_chapter, target) x) v
    union all select new_id, p, 'group', there from asked_of(here_chapter) p where sort <> 'person';
  insert into consent (crossing_id, person_id, standing, stood)
    select distinct new_id, w.who, 'speaker', there from evidence_repeated(case when kind = 'evidence' then my_chapters_of(here) else '{}' end, in_words) v
      cross join lateral (select case when v.crossing_id is null then v.speaker_id else speaker_of(v.crossing_id) end as who) w
     where v.id <> source and w.who is not null and cardinality(string_to_array(btrim(plain_words(v.words)), ' ')) >= 6 on conflict do nothing;
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_id and person_id = me();
  return settle_crossing(new_id);
end $function$

owner propose_residence(uuid,date,boolean,text,text,text,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.propose_residence(which uuid, last_day date, goes boolean, may_observe text, may_write text, may_publish text, stands text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare m membership; s space; made uuid; today date;
begin
  select * into m from membership x where x.id = which and in_force(x) and in_space(x.space_id);
  if m.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into s from space x where x.id = m.space_id;
  today := (clock_now() at time zone s.zone)::date;
  if last_day <= today or last_day > today + 1096 then raise exception 'refused' using errcode = 'TF025'; end if;
  update role_ask set settled_at = clock_now(), outcome = 'ended' where membership_id = which and kind = 'residence' and settled_at is null;
  insert into role_ask (space_id, chapter_id, membership_id, kind, role, from_day, until, ends_at, leaves, observe, write_down, publish, bias, asked_by, takes_effect_at)
    values (s.id, standing_of(s.id), which, 'residence', 'researcher_in_residence', today, last_day,
            ((last_day + 1)::timestamp at time zone s.zone), goes, may_observe, may_write, may_publish, stands, me(),
            case when s.kind in ('pair', 'group', 'room') then 'infinity' else clock_now() + interval '1 day' end) returning id into made;
  perform append_event(standing_of(s.id), 'membership.residence_asked', which, me(), clock_now());
  insert into role_answer (ask_id, person_id) values (made, me());
  perform settle_role_ask(made);
  return made;
end $function$

owner pull_back(uuid): mover mover=X/mover
CREATE OR REPLACE FUNCTION public.pull_back(which uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare owed integer; done integer := 0; r record; onward record; said uuid; went_to uuid;
begin
  -- The same lock as settling takes: a landing and a taking back must not pass each other.
  perform pg_advisory_xact_lock(hashtextextended('crossing ' || which::text, 0));
  if exists (select from withdrawal w where w.crossing_id = which) then return 0; end if;
  select x.speaker_id, x.to_space into said, went_to from crossing x where x.id = which;
  -- Somebody else of those who may have said it was first: each sees only their own taking back.
  if said is null and exists (select from crossing x join crossing_outcome o on o.crossing_id = x.id where x.id = which and x.words is null)
    then return 0; end if;
  select count(*) into owed from release l where l.crossing_id = which;
  done := empty_seat(which);
  for r in select e.space_id, e.id, e.chapter_id from release l join evidence e on e.id = l.row_id
            where l.crossing_id = which and l.into_table = 'evidence' order by e.id for update of e loop
    update evidence set words = null, tsv = ''::tsvector, speaker_id = null where space_id = r.space_id and id = r.id;
    done := done + 1;
    perform append_event(r.chapter_id, 'evidence.taken_back', r.id, null, date_trunc('day', clock_now()));
    for onward in select x.id from crossing x where x.source_kind = 'evidence' and x.source_id = r.id
        and (x.speaker_id is not distinct from said or x.to_seat is not null) order by x.id loop
      perform pull_back(onward.id);
    end loop;
  end loop;
  for r in select l.row_id, l.into_table from release l where l.crossing_id = which and l.into_table in ('document', 'action', 'decision') order by l.row_id loop
    if r.into_table = 'document' then perform drop_kept(went_to, r.row_id);
    elsif r.into_table = 'decision' then perform drop_decision(went_to, r.row_id);
    else perform drop_promise(went_to, r.row_id); end if;
    done := done + 1;
  end loop;
  if done < owed then raise exception 'took back % of % copies', done, owed using errcode = 'TF500'; end if;
  insert into withdrawal (crossing_id, by) values (which, me());
  if not exists (select from crossing_outcome o where o.crossing_id = which) then
    insert into crossing_outcome (crossing_id, outcome) values (which, 'stays');
  end if;
  update crossing set words = null, purpose = '' where id = which;
  return done;
end $function$

owner put_back_entry(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.put_back_entry(entry_id uuid)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update entry set gone_at = null
   where id = entry_id and gone_at > clock_now() - interval '60 seconds' and chapter_id = any (my_chapters()) and not journal_shut()
  returning chapter_id
$function$

owner put_hand(uuid,boolean,boolean): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.put_hand(which uuid, named boolean, signs boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare d record; was text := current_setting('app.forgetting', true);
begin
  select k.space_id, k.id, k.chapter_id into d from document k where k.id = which and not by_token() 
     and (may_put_hand(k.space_id, k.id, k.chapter_id) or exists (select from version_hand h where h.space_id = k.space_id and h.document_id = k.id and h.person_id = me()));
  if d.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  -- One's own name comes off wherever one is now, and of a closed space as well.
  if not named then
    perform set_config('app.forgetting', 'on', true);
    delete from version_hand h where h.space_id = d.space_id and h.document_id = d.id and h.person_id = me();
    perform set_config('app.forgetting', coalesce(was, ''), true);
    return;
  end if;
  insert into version_hand (space_id, document_id, person_id, chapter_id, name, signed_on)
    select d.space_id, d.id, p.id, d.chapter_id, p.name, case when signs then (clock_now())::date end from person p where p.id = me()
    on conflict (space_id, document_id, person_id) do update set signed_on = case when signs then coalesce(version_hand.signed_on, excluded.signed_on) end;
end $function$

owner put_sealed(uuid,bytea,bytea,bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.put_sealed(which uuid, spent bytea, holds bytea, sealed bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare is_now text;
begin
  if length(spent) <> 32 or length(holds) <> 32 or length(sealed) > 40000 then raise exception 'invalid' using errcode = '23514'; end if;
  perform hold_round(which, false);
  select r.state into is_now from round r where r.id = which;
  if is_now is distinct from 'open' then return coalesce(is_now, 'none'); end if;
  insert into round_sealed as s (round_id, ticket, edit, cipher) values (which, spent, holds, sealed)
    on conflict (round_id, ticket) do update set cipher = excluded.cipher where s.edit = excluded.edit;
  return case when found then 'in' else 'spent' end;
end $function$

owner put_sheet(uuid,uuid,uuid,jsonb,text,text,text,boolean,text,boolean): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.put_sheet(which uuid, sheet uuid, small uuid, lines jsonb, seen text, keeps text, called text, at_once boolean, goes text, presented boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare st activity_step; into_space uuid; into_chapter uuid; l record;
begin
  select * into st from activity_step s where s.id = which;
  if st.id is null or by_token() or not i_facilitate(st.space_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  insert into paper_sheet (space_id, id, chapter_id, step_id, typed_by) values (st.space_id, sheet, st.chapter_id, st.id, me()) on conflict do nothing;
  if not found then return false; end if;
  into_space := st.space_id; into_chapter := st.chapter_id;
  if seen in ('pair', 'table') then
    select r.id, c.id into into_space, into_chapter from small_room r join activity_step s on s.id = r.step_id join chapter c on c.space_id = r.id
     where r.id = small and s.activity_id = st.activity_id and r.ended_at is null order by c.number desc limit 1;
    if into_space is null then raise exception 'not found' using errcode = 'TF404'; end if;
  end if;
  for l in select (x->>'id')::uuid as id, x->'value' as value from jsonb_array_elements(lines) x loop
    insert into contribution (space_id, id, chapter_id, activity_id, step_id, value, attribution, said_as, seen_by, presenter_id, kept, may_go, shown, sheet_id, group_id)
      values (into_space, l.id, into_chapter, st.activity_id, st.id, l.value, 'role', called, seen, case when presented then st.presenter_id end,
        keeps, case when seen = 'room' then goes end, at_once, sheet, small);
    if at_once and seen in ('room', 'pair', 'table') then perform append_event(into_chapter, 'contribution.put', l.id, null, clock_now()); end if;
  end loop;
  return true;
end $function$

owner question_held(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.question_held()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare who uuid;
begin
  if new.state = 'active' and (new.owner_id is null or new.facilitator_id is null) and (tg_op = 'INSERT' or old.state <> 'active'
      or old.owner_id is distinct from new.owner_id or old.facilitator_id is distinct from new.facilitator_id) then
    raise exception 'refused' using errcode = 'TF039'; end if;
  foreach who in array array[new.owner_id, new.facilitator_id] loop
    if who is not null and who not in (select readers_of(new.chapter_id))
       and (tg_op = 'INSERT' or (new.state = 'active' and old.state <> 'active') or (who is distinct from old.owner_id and who is distinct from old.facilitator_id)) then
      raise exception 'refused' using errcode = 'TF040'; end if;
  end loop;
  return new;
end $function$

owner read_by(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.read_by(in_room uuid)
 RETURNS TABLE(name text, kind text, funder boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select s.name, s.kind, payer_in(s.id) from gathering_room r join gathering g on g.id = r.gathering_id join space s on s.id = g.space_id
   where r.space_id = in_room and in_room = any (my_spaces())
$function$

owner readers_of(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.readers_of(which uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select distinct m.person_id from chapter c join membership m on m.space_id = c.space_id
     and (c.number = 0 or (c.number >= m.first_chapter and (m.last_chapter is null or c.number <= m.last_chapter)))
   where c.id = which and m.first_chapter is not null and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
$function$

owner reads_too(uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.reads_too(chapter_read uuid, other uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select o.number = 0 or (c.number > 0 and o.number >= c.number) or (not o.kept and not exists (select from membership m
         where m.space_id = c.space_id and m.first_chapter > o.number and (c.number = 0 or m.first_chapter <= c.number)))
    from chapter c, chapter o where c.id = chapter_read and o.id = other
$function$

owner recovery_for(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.recovery_for(token bytea)
 RETURNS TABLE(vouched integer, ready_at timestamp with time zone, over boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select (select count(*)::int from recovery_vouch v where v.request_id = r.id), r.ready_at,
         r.cancelled_at is not null or r.done_at is not null or r.ends_at <= clock_now()
    from recovery_request r where r.token_hash = token
$function$

owner remind_seat(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.remind_seat(which uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare r receiver;
begin
  select * into r from receiver x where x.id = which and x.chapter_id = any (my_chapters()) and x.sent_by = me() for update;
  if r.id is null or exists (select from acknowledgement k where k.receiver_id = which) then raise exception 'not found' using errcode = 'TF404'; end if;
  if greatest(r.sent_at, r.reminded_at) > clock_now() - interval '7 days' then return null; end if;
  update receiver set reminded_at = clock_now() where id = which;
  perform append_event(r.chapter_id, 'receiver.reminded', which, me(), clock_now());
  return r.email;
end $function$

owner renamed_leaves_maps(): gate gate=X/gate owner=X/gate
CREATE OR REPLACE FUNCTION public.renamed_leaves_maps()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform leave_maps(m.person_id, new.id, null) from (select distinct x.person_id from membership x
    where x.organisation_id = new.id and (x.ends_at is null or x.ends_at > clock_now())) m;
  return null;
end $function$

owner repeating_columns(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.repeating_columns()
 RETURNS TABLE(held text, col text, key text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select c.relname::text, a.attname::text, coalesce(nullif(split_part(encode(t.tgargs, 'escape'), '\000', 1), ''), 'id')
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid join pg_attribute a on a.attrelid = c.oid and a.attnum = any (t.tgattr)
   where p.proname = 'keeps_chapter' and c.relname not in ('evidence', 'turning_point', 'handover_note') and not (c.relname = 'insight' and a.attname = 'words')
     and has_column_privilege(c.oid, a.attnum, 'UPDATE')
  union all select 'acknowledgement', 'words', 'receiver_id' union all select 'receiver', 'closed_why', 'id'
$function$

owner repeats(text,text): owner
CREATE OR REPLACE FUNCTION public.repeats(theme text, said text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN ((threes_of(said, true) && threes_of(theme, false)) AND repeats_word_by_word(theme, said))

owner repeats_any(text,jsonb): owner owner=X/owner mover=X/owner
CREATE OR REPLACE FUNCTION public.repeats_any(theme text, whole jsonb)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from jsonb_path_query(whole, 'strict $.**') v (leaf) where jsonb_typeof(v.leaf) = 'string' and repeats(theme, v.leaf #>> '{}'))
$function$

owner repeats_word_by_word(text,text): owner
CREATE OR REPLACE FUNCTION public.repeats_word_by_word(theme text, said text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE COST 1000
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare t text := plain_words(theme); w text[] := string_to_array(btrim(plain_words(said)), ' '); n integer := cardinality(w);
begin
  if n < 3 then return t = plain_words(said); end if;
  if n < 6 then return position(plain_words(said) in t) > 0; end if;
  for i in 1 .. n - 5 loop
    if position(' ' || array_to_string(w[i:i + 5], ' ') || ' ' in t) > 0 then return true; end if;
  end loop;
  return false;
end $function$

owner report_goes(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.report_goes()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true); whole text; due timestamptz;
begin
  if not exists (select from finding f where f.space_id = old.space_id and f.document_id = old.id)
     or not exists (select from space s where s.id = old.space_id) then return old; end if;
  perform set_config('app.forgetting', 'on', true);
  whole := plain_words(old.text);
  select (((clock_now() at time zone s.zone) + interval '18 hours')::date + time '06:00') at time zone s.zone into due from space s where s.id = old.space_id;
  insert into look_again (space_id, insight_id, chapter_id, due_at)
    select distinct i.space_id, i.id, i.chapter_id, due from finding f join chain_link l on l.space_id = f.space_id and l.from_id = f.id
      join insight i on i.space_id = l.space_id and i.id = l.to_id
     where f.space_id = old.space_id and f.document_id = old.id
       and not exists (select from look_again a where a.insight_id = i.id and a.due_at = due and a.looked_at is null);
  update finding f set words = left(without_words_of(f.words, whole), 2000), version = f.version + 1, document_id = null, starts = null, ends = null
   where f.space_id = old.space_id and f.document_id = old.id;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return old;
end $function$

owner requests_forget(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.requests_forget()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true);
begin
  if cardinality(string_to_array(btrim(plain_words(old.words)), ' ')) < 6 then return null; end if;
  perform set_config('app.forgetting', 'on', true);
  delete from learning_ask k where k.from_space = old.space_id and words_forgotten(k.words, old.words) <> k.words;
  delete from sent_request r where r.from_space = old.space_id and words_forgotten(r.words, old.words) <> r.words;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return null;
end $function$

owner reseat(uuid,uuid,uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.reseat(which uuid, one uuid, other uuid, small uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare a activity; from_small uuid; to_small uuid;
begin
  select * into a from activity x where x.id = which;
  if a.id is null or not i_facilitate(a.space_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  select w.room into from_small from who_sits(which) w where w.person = one;
  select w.room into to_small from who_sits(which) w where w.person = other or (other is null and w.room = small) limit 1;
  if to_small is null or to_small is not distinct from from_small or not exists (select from membership m where m.space_id = a.space_id and m.person_id = one)
    then return false; end if;
  if from_small is not null then perform leave_seat(from_small, one); end if;
  if other is not null then perform leave_seat(to_small, other); end if;
  perform take_seat(to_small, one);
  if other is not null and from_small is not null then perform take_seat(from_small, other); end if;
  return true;
end $function$

owner rests_within(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.rests_within()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare e evidence; i insight;
begin
  select * into e from evidence x where x.space_id = new.space_id and x.id = new.evidence_id for share;
  if e.chapter_id is null or e.chapter_id <> all (my_chapters()) then raise exception 'not found' using errcode = 'TF404'; end if;
  if e.words is null or e.valid_until < (clock_now())::date then raise exception 'refused' using errcode = 'TF033'; end if;
  if not reads_too(new.chapter_id, e.chapter_id) then raise exception 'refused' using errcode = 'TF031'; end if;
  select * into i from insight x where x.id = new.insight_id;
  if new.bears = 'supports' and repeats(said_in(i), e.words) then new.bears := 'quotes'; end if;
  return new;
end $function$

owner room_join(uuid,uuid,text,uuid,text[],integer,integer,text): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.room_join(room uuid, who uuid, as_class text, of_org uuid, with_roles text[], at_chapter integer, until_chapter integer, why text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare new_id uuid := gen_random_uuid();
begin
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, last_chapter, reason_joined, brought_by)
    values (new_id, room, who, of_org, as_class, with_roles, clock_now(), at_chapter, until_chapter, why, me());
  if until_chapter is null and exists (select from gathering_room r join activity a on a.id = r.activity_id join chapter c on c.id = a.chapter_id
      where r.space_id = room and a.state <> 'done' and c.number = at_chapter) then perform sit_late(room, who); end if;
  perform append_event((select c.id from chapter c where c.space_id = room and c.number = 0), 'membership.started', new_id, null, clock_now());
  return new_id;
end $function$

owner root_of(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.root_of(which uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with recursive up as (select s.id, s.parent_id, 0 as far from space s where s.id = which
    union all select s.id, s.parent_id, up.far + 1 from up join space s on s.id = up.parent_id and s.kind not in ('region', 'nation', 'commons'))
  select up.id from up order by up.far desc limit 1
$function$

owner round_came(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.round_came(which uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select (select count(*)::integer from round_sealed s where s.round_id = r.id) from round r where r.id = which and r.live and r.state = 'open'
$function$

owner round_door(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.round_door(which uuid)
 RETURNS TABLE(public_key bytea, state text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.public_key, r.state from round r where r.id = which
$function$

owner round_places(text,text[]): owner
CREATE OR REPLACE FUNCTION public.round_places(said text, places text[])
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare place text; spot integer; spots integer[] := '{}'; from_here integer; until integer := 0; before text; after text; made text := ''; size integer := length(said);
begin
  if size < 800 then return said; end if;
  foreach place in array places loop
    spot := regexp_instr(said, place, 1, 1, 0, 'i');
    if spot > 0 then spots := spots || spot; end if;
    exit when spot > 0 and place = places[1];
  end loop;
  if cardinality(spots) > 1 then spots := array(select s from unnest(spots) s order by 1); end if;
  foreach spot in array spots loop
    if spot > until then
      from_here := greatest(spot - 120, until + 1);
      before := substr(said, from_here, spot - from_here);
      after := substr(said, spot, 280);
      -- No half words where it was cut.
      made := made || case when until > 0 then ' … ' else '' end || case when from_here > 1 then regexp_replace(before, '^\S*', '') else before end
        || case when spot + 280 <= size then regexp_replace(after, '\s\S*$', '') else after end;
      until := spot + 279;
    end if;
  end loop;
  return case when until > 0 then made else said end;
end $function$

owner round_roster(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.round_roster(which uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select t.person_id from round_ticket t join round r on r.id = t.round_id
   where r.id = which and r.chapter_id = any ((select my_chapters())::uuid[]) order by gen_random_uuid()
$function$

owner rounds_told(uuid[]): gate gate=X/gate web=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.rounds_told(which uuid[])
 RETURNS TABLE(id uuid, state text, came integer, people integer, asks_me boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.id, r.state, case when r.state = 'open' and r.live then (select count(*)::int from round_sealed s where s.round_id = r.id) else r.came end, r.people,
         exists (select from round_ticket t where t.round_id = r.id and t.person_id = me())
    from round r where r.id = any (which) and (session_user = 'worker' or r.chapter_id = any ((select my_chapters())::uuid[]))
$function$

owner rule_now(uuid,text): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.rule_now(of_space uuid, which text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.value from space_rule r where r.space_id = of_space and r.rule = which and r.since <= clock_now() order by r.since desc limit 1
$function$

owner run_with(uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.run_with(room uuid, who uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare which uuid;
begin
  if not i_facilitate(room) or by_token() then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from guest g where g.space_id = room and g.person_id = who) then return false; end if;
  update membership m set roles = m.roles || '{facilitator}'
   where m.id = (select x.id from membership x join space s on s.id = x.space_id and s.kind = 'room'
                  where x.space_id = room and x.person_id = who and x.first_chapter is not null and x.last_chapter is null
                    and x.starts_at <= clock_now() and (x.ends_at is null or x.ends_at > clock_now()) and not ('facilitator' = any (x.roles))
                  order by x.starts_at, x.id limit 1)
  returning m.id into which;
  if which is null then
    if exists (select from membership x where x.space_id = room and x.person_id = who and 'facilitator' = any (x.roles)) then return true; end if;
    raise exception 'not found' using errcode = 'TF404';
  end if;
  perform append_event((select c.id from chapter c where c.space_id = room and c.number = 0), 'membership.roles_changed', which, me(), clock_now());
  return true;
end $function$

owner runs_place(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.runs_place()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select not by_token() and exists (select from place_keeper where person_id = me())
$function$

owner said_in(insight): owner
CREATE OR REPLACE FUNCTION public.said_in(i insight)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$ select concat_ws(E'\n', i.words, i.scope, i.change_mind, i.sense_made_by) $function$

owner same_partnership(uuid,uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.same_partnership(one uuid, room uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select root_of(one) = root_of(room) or one = any (above(room))
$function$

owner sat_before(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.sat_before(room uuid)
 RETURNS TABLE(small uuid, person uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select distinct r.id, m.person_id from small_room r join membership m on m.space_id = r.id where r.space_id = room and i_facilitate(room)
$function$

owner say_at_table(uuid,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.say_at_table(which uuid, how text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare small uuid; a activity;
begin
  select * into a from activity x where x.id = which and x.chapter_id = any (my_chapters());
  if a.id is null or by_token() then raise exception 'not found' using errcode = 'TF404'; end if;
  select w.room into small from who_sits(which) w where w.person = me() limit 1;
  if small is null or a.step_id is null then return false; end if;
  insert into table_sign as t (small_id, space_id, step_id, says) values (small, a.space_id, a.step_id, how)
    on conflict (small_id) do update set says = excluded.says, step_id = excluded.step_id;
  return true;
end $function$

owner say_rule(uuid,text,jsonb): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.say_rule(of_space uuid, named text, said jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare standing uuid; before jsonb;
begin
  if by_token() or not i_manage(of_space) then raise exception 'not found' using errcode = 'TF404'; end if;
  if named not in ('role_clause', 'challenge', 'attribution', 'cadence_days', 'safe_space', 'agreed_on') or pg_column_size(said) > 8192 then
    raise exception 'refused' using errcode = 'TF001'; end if;
  if exists (select from space s where s.id = of_space and s.closed_at is not null) then raise exception 'closed' using errcode = 'TF010'; end if;
  select c.id into standing from chapter c where c.space_id = of_space and c.number = 0;
  perform pg_advisory_xact_lock(hashtextextended('rule ' || of_space::text, 0));
  select r.value into before from space_rule r where r.space_id = of_space and r.rule = named order by r.since desc limit 1;
  if coalesce(before, 'null') = said then return false; end if;
  insert into space_rule (space_id, chapter_id, rule, value) values (of_space, standing, named, said);
  return true;
end $function$

owner seat_answer(bytea,bytea,text,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.seat_answer(token bytea, device bytea, said text, in_words text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare r receiver := seat_open(token);
begin
  if r.id is null or r.opened_by is distinct from device or me() in (r.sent_by, r.link_by) then return false; end if;
  if r.let_out = '' or seat_has_lapsed(r) then raise exception 'gone' using errcode = 'TF103'; end if;
  insert into acknowledgement (space_id, chapter_id, receiver_id, answer, words) values (r.space_id, r.chapter_id, r.id, said, in_words);
  update receiver set email = '' where id = r.id;
  perform append_event(r.chapter_id, 'receiver.answered', r.id, null, clock_now());
  return true;
end $function$

owner seat_decide(bytea,bytea,uuid,text,date): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.seat_decide(token bytea, device bytea, attempt uuid, said text, on_day date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare r receiver := seat_open(token); called text;
  -- The same attempt makes the same decision, and nobody guesses whether an id is taken.
  new_decision uuid := overlay(overlay(md5(encode(token, 'hex') || attempt::text) placing '4' from 13 for 1) placing '8' from 17 for 1)::uuid;
begin
  if r.id is null or r.insight_id is null or r.opened_by is distinct from device or me() in (r.sent_by, r.link_by) then return false; end if;
  if exists (select from decision d where d.id = new_decision) then return true; end if;
  if r.let_out = '' or seat_has_lapsed(r) then raise exception 'gone' using errcode = 'TF103'; end if;
  select s.title into called from seat s where s.id = r.seat_id;
  if not exists (select from acknowledgement k where k.receiver_id = r.id) then
    insert into acknowledgement (space_id, chapter_id, receiver_id, answer) values (r.space_id, r.chapter_id, r.id, 'understood');
    update receiver set email = '' where id = r.id;
    perform append_event(r.chapter_id, 'receiver.answered', r.id, null, clock_now());
  end if;
  insert into decision (space_id, id, chapter_id, words, decided_on, taken_by, receiver_id)
    values (r.space_id, new_decision, r.chapter_id, said, on_day, called, r.id);
  insert into chain_link (space_id, chapter_id, from_kind, from_id, to_kind, to_id)
    values (r.space_id, r.chapter_id, 'insight', r.insight_id, 'decision', new_decision);
  perform append_event(r.chapter_id, 'decision.made', new_decision, null, date_trunc('day', clock_now()));
  return true;
end $function$

owner seat_has_lapsed(receiver): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.seat_has_lapsed(r receiver)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from crossing c where c.id = r.crossing_id and c.until < (clock_now())::date)
    or exists (select from evidence e where e.valid_until < (clock_now())::date
     and (e.id = (select c.source_id from crossing c where c.id = r.crossing_id) or e.id in (
       select l.evidence_id from insight_evidence l where l.insight_id = r.insight_id)))
$function$

owner seat_is_inside(uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.seat_is_inside(which uuid, said_where uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return exists (select from seat_holder h where h.seat_id = which and h.until is null) and not exists (
    select from seat_holder h join membership m on m.id = h.membership_id
     where h.seat_id = which and h.until is null and m.person_id not in (select readers_of(said_where)));
end $function$

owner seat_keeps_its_name(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.seat_keeps_its_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (select from sending s where s.seat_id = old.id and s.state = 'open') then raise exception 'refused' using errcode = 'TF035'; end if;
  return new;
end $function$

owner seat_letters(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.seat_letters(which uuid)
 RETURNS TABLE(id uuid, sent_at timestamp with time zone, let_out text, note text, answer text, answer_words text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.id, r.sent_at, case when seat_has_lapsed(r) then '' else r.let_out end, case when seat_has_lapsed(r) then '' else r.note end, a.answer, a.words
    from receiver r left join lateral (
      select k.answer, k.words from acknowledgement k where k.receiver_id = r.id order by k.at desc limit 1) a on true
   where r.seat_id = which and i_hold(which) and letter_reaches_me(r) order by r.sent_at desc, r.id
$function$

owner seat_link(uuid,bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.seat_link(which uuid, token bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare r receiver;
begin
  update receiver set link_hash = token, link_ends_at = clock_now() + interval '60 days', link_by = me(), opened_by = null
   where id = which and chapter_id = any (my_chapters()) and crossing_id is not null and let_out <> ''
     and (sent_by = me() or i_manage(space_id)) returning * into r;
  if r.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform append_event(r.chapter_id, 'receiver.link_renewed', r.id, me(), clock_now());
  return r.email;
end $function$

owner seat_open(bytea): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.seat_open(token bytea)
 RETURNS receiver
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.* from receiver r where r.link_hash = token and r.link_ends_at > clock_now()
     and (r.opened_by is not null or exists (select from membership m where m.space_id = r.space_id and m.person_id = r.link_by
          and m.first_chapter is not null and (m.ends_at is null or m.ends_at > clock_now())))
$function$

owner seat_page(bytea,bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.seat_page(token bytea, device bytea)
 RETURNS TABLE(title text, sent_on date, let_out text, note text, answer text, answer_words text, can_answer boolean, from_one boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true); r receiver := seat_open(token);
begin
  perform set_config('app.forgetting', 'on', true);
  if r.id is null then perform set_config('app.forgetting', coalesce(was, ''), true); return; end if;
  if r.opened_by is null and me() is distinct from r.sent_by and me() is distinct from r.link_by then
    update receiver set opened_by = device where id = r.id;
    r.opened_by := device;
  end if;
  if seat_has_lapsed(r) then r.let_out := ''; r.note := ''; end if;
  return query select s.title, r.sent_at::date, r.let_out, r.note, a.answer,
      case when r.opened_by = device then a.words else '' end, coalesce(r.opened_by = device, false),
      exists (select from space p where p.id = r.space_id and p.kind = 'person')
    from seat s left join lateral (
      select k.answer, k.words from acknowledgement k where k.receiver_id = r.id order by k.at desc limit 1) a on true where s.id = r.seat_id;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $function$

owner seat_people(uuid,uuid[],jsonb,text,boolean): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.seat_people(which uuid, people uuid[], seatings jsonb, called text, managers boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare st activity_step; best integer; rooms jsonb;
begin
  select * into st from activity_step s where s.id = which;
  if st.id is null or not i_facilitate(st.space_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  perform end_groups(st.activity_id);
  select s.n into best from jsonb_array_elements(seatings) with ordinality s (groups, n)
   order by (select count(*) from apart_wish w cross join lateral jsonb_array_elements(s.groups) g
              where w.space_id = st.space_id and (w.sort = 'wish' or managers)
                and g @> to_jsonb(array_position(people, w.person_id) - 1) and g @> to_jsonb(array_position(people, w.not_with) - 1)), s.n
   limit 1;
  if best is null then return; end if;
  select jsonb_agg(jsonb_build_object('id', gen_random_uuid(), 'name', called || ' ' || g.n,
      'people', (select jsonb_agg(people[p.at::integer + 1]) from jsonb_array_elements_text(g.places) p (at))))
    into rooms from jsonb_array_elements(seatings -> (best - 1)) with ordinality g (places, n);
  perform found_small_rooms(st.space_id, rooms);
  insert into small_room (space_id, id, chapter_id, step_id, label)
    select st.space_id, (r->>'id')::uuid, st.chapter_id, st.id, r->>'name' from jsonb_array_elements(rooms) r;
end $function$

owner seat_reply(uuid,text,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.seat_reply(which uuid, said text, in_words text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare r receiver;
begin
  select * into r from receiver x where x.id = which and i_hold(x.seat_id) and letter_reaches_me(x);
  if r.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if r.let_out = '' or seat_has_lapsed(r) then raise exception 'gone' using errcode = 'TF103'; end if;
  insert into acknowledgement (space_id, chapter_id, receiver_id, answer, words) values (r.space_id, r.chapter_id, r.id, said, in_words);
  perform append_event(r.chapter_id, 'receiver.answered', r.id, null, clock_now());
end $function$

owner send_line(uuid,uuid,uuid,integer,text,text,text,uuid,text,text,text,text,date,uuid[],text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.send_line(new_crossing uuid, new_receiver uuid, source uuid, version integer, seen text, in_form text, with_note text, post uuid, called text, held_by text, address text, told text, until_day date, organisations uuid[], hat text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare here uuid; in_chapter uuid; s seat; there uuid; own uuid; carried uuid[]; silent text;
  said text := case when with_note = '' then seen else seen || E'\n\nA note with it: ' || with_note end;
begin
  select n.space_id, n.chapter_id into here, in_chapter from entry n join space p on p.id = n.space_id
   where n.id = source and n.gone_at is null and p.kind = 'person' and n.chapter_id = any (my_chapters()) for share of n;
  if here is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if post is not null then
    select * into s from seat x where x.id = post and x.chapter_id = any (my_chapters());
    if s.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
    if exists (select from seat_holder h where h.seat_id = post and h.until is null) then return 'inside'; end if;
    called := s.title; held_by := s.holder; there := nullif(s.space_id, here);
  end if;
  carried := array(select distinct unnest(names_in(said) || coalesce(organisations, '{}')));
  if hat = 'organisation' and cardinality(carried) = 0 then raise exception 'refused' using errcode = 'TF006'; end if;
  silent := unspoken(carried, in_chapter, there);
  if silent is not null then return 'carries ' || silent; end if;
  -- The post as it is called today, where only the writer reads it.
  select x.id into own from seat x where x.space_id = here and x.title = called and x.holder = held_by order by x.id limit 1;
  if own is null then
    own := gen_random_uuid();
    insert into seat (id, space_id, chapter_id, title, holder, made_by) values (own, here, in_chapter, called, held_by, me());
  end if;
  insert into crossing (id, speaker_id, proposed_by, from_space, from_chapter, source_kind, source_id, source_version, to_seat, form,
      words, purpose, audience, names_organisations, until, lapses_at)
    values (new_crossing, me(), me(), here, in_chapter, 'entry', source, version, own, in_form,
      said, '', told, carried, until_day, clock_now() + interval '30 days');
  insert into consent (crossing_id, person_id, standing)
    select new_crossing, me(), 'speaker' union all
    select distinct new_crossing, v.person, 'organisation' from voices_for(carried, in_chapter, there) v;
  insert into sending (crossing_id, space_id, chapter_id, receiver_id, seat_id, let_out, note, email, sent_by, voices_in)
    values (new_crossing, here, in_chapter, new_receiver, own, seen, with_note, address, me(), there);
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_crossing and person_id = me();
  return settle_crossing(new_crossing);
end $function$

owner send_request(uuid,uuid,uuid,text,date): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.send_request(new_id uuid, in_space_id uuid, to_group uuid, in_words text, until_day date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare s space; g space; named text;
begin
  if not coordinates(in_space_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into s from space x where x.id = in_space_id and x.closed_at is null;
  select * into g from space x where x.id = to_group and x.parent_id = s.id and not x.unlisted and x.closed_at is null
     and x.kind not in ('person', 'pair', 'room', 'seat');
  if s.id is null or g.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  -- A request would tell others that there is such a space.
  if s.unlisted then raise exception 'refused' using errcode = 'TF056'; end if;
  perform pg_advisory_xact_lock(hashtextextended('request ' || g.id::text, 0));
  if exists (select from sent_request r where r.from_space = s.id and r.to_space = g.id and r.taken_back_on is null and r.by_day >= (clock_now())::date) then
    raise exception 'refused' using errcode = 'TF057'; end if;
  if exists (select from evidence_repeated(my_chapters_of(s.id), in_words) e
      where e.speaker_id is distinct from me() and cardinality(string_to_array(btrim(plain_words(e.words)), ' ')) >= 6) then
    raise exception 'refused' using errcode = 'TF058'; end if;
  select p.name into named from person p where p.id = me();
  insert into sent_request (id, asked_by, from_space, to_space, words, by_day) values (new_id, me(), s.id, g.id, in_words, until_day);
  insert into learning_ask (space_id, id, chapter_id, words, by_day, asker, from_name, from_space)
    values (g.id, new_id, standing_of(g.id), in_words, until_day, named, s.name, s.id);
  perform append_event(standing_of(g.id), 'request.came', new_id, null, date_trunc('day', clock_now()));
end $function$

owner send_to_seat(uuid,uuid,text,uuid,text,text,uuid,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.send_to_seat(new_crossing uuid, new_receiver uuid, kind text, source uuid, seen text, with_note text, post uuid, address text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare i insight; e evidence; s seat; here uuid; in_chapter uuid; carried uuid[]; silent text; sort text; said text; v record;
begin
  said := case when with_note = '' then seen else seen || E'\n\nA note with it: ' || with_note end;
  if kind = 'insight' then
    perform hold_evidence(source);
    select * into i from insight x where x.id = source for share;
    here := i.space_id; in_chapter := i.chapter_id;
    if i.words is null then raise exception 'refused' using errcode = 'TF033'; end if;
  else
    select * into e from evidence x where x.id = source and x.chapter_id = any (my_chapters())
      and (x.valid_until is null or x.valid_until >= (clock_now())::date) for share;
    here := e.space_id; in_chapter := e.chapter_id;
    if here is null then raise exception 'not found' using errcode = 'TF404'; end if;
    if e.words is null or position(seen in e.words) = 0 then raise exception 'refused' using errcode = 'TF003'; end if;
  end if;
  select * into s from seat x where x.id = post and x.space_id = here;
  if s.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  -- Those who are asked read it in this chapter, so it has no words of an earlier one.
  if exists (select from evidence_repeated(chapters_kept_from(in_chapter), said)) then raise exception 'refused' using errcode = 'TF032'; end if;
  if seat_is_inside(post, in_chapter) then
    insert into receiver (space_id, id, chapter_id, insight_id, seat_id, note, let_out, sent_by)
      values (here, new_receiver, in_chapter, i.id, post, with_note, seen, me());
    perform append_event(in_chapter, 'insight.sent', new_receiver, me(), clock_now());
    return 'inside';
  end if;
  select p.kind into sort from space p where p.id = here;
  carried := names_in(said);
  silent := unspoken(carried, in_chapter, here);
  if silent is not null then return 'carries ' || silent; end if;
  insert into crossing (id, speaker_id, proposed_by, from_space, from_chapter, source_kind, source_id, to_seat, form, words, purpose,
      audience, names_organisations, lapses_at)
    values (new_crossing, null, me(), here, in_chapter, kind, source, post, case kind when 'insight' then 'theme' else 'unnamed' end, said, '',
      'Whoever holds the post “' || s.title || '”' || case when s.holder = '' then '' else ', now ' || s.holder end || ', by a link of their own'
        || case when address = '' then '' else ', sent to ' || address end || ', for 60 days. They see these words and nothing round them; their answer lands here.',
      carried, clock_now() + interval '30 days');
  insert into consent (crossing_id, person_id, standing)
    select new_crossing, p, 'group' from asked_of(in_chapter) p where sort <> 'person';
  insert into consent (crossing_id, person_id, standing)
    select distinct new_crossing, x.person, 'organisation' from voices_for(carried, in_chapter, here) x on conflict do nothing;
  -- Whoever's words are in it is asked as their speaker; where that is not known, each of those who may have said it.
  for v in select x.id, x.speaker_id, x.crossing_id from (
        select r.id, r.speaker_id, r.crossing_id from evidence_repeated(my_chapters_of(here), said) r
        union select y.id, y.speaker_id, y.crossing_id from evidence y
          where y.id = source and y.space_id = here and y.words is not null and y.chapter_id = any (my_chapters())) x order by x.id loop
    if v.crossing_id is null and v.speaker_id is null then raise exception 'refused' using errcode = 'TF034'; end if;
    insert into consent (crossing_id, person_id, standing)
      select new_crossing, w.who, 'speaker' from (
        select coalesce(case when v.crossing_id is null then v.speaker_id else speaker_of(v.crossing_id) end) as who
        union select k.person_id from consent k where k.crossing_id = v.crossing_id and speaker_of(v.crossing_id) is null) w
       where w.who is not null on conflict do nothing;
  end loop;
  insert into sending (crossing_id, space_id, chapter_id, receiver_id, insight_id, seat_id, let_out, note, email, sent_by)
    values (new_crossing, here, in_chapter, new_receiver, i.id, post, seen, with_note, address, me());
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_crossing and person_id = me();
  return settle_crossing(new_crossing);
end $function$

owner sending_settled(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.sending_settled()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  update sending set state = new.outcome, let_out = '', note = '', email = '' where crossing_id = new.crossing_id;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return null;
end $function$

owner session_for(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.session_for(token bytea)
 RETURNS TABLE(session_id uuid, person_id uuid, kind text, proved_at timestamp with time zone)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update session s set seen_at = clock_now()
   where s.token_hash = token and s.seen_at < clock_now() - interval '5 minutes' and s.ends_at > clock_now()
     and s.seen_at > clock_now() - case s.kind when 'full' then interval '8 hours' else interval '90 days' end;
  select s.id, s.person_id, s.kind, s.proved_at from session s
   where (s.token_hash = token or (s.before_hash = token and s.before_until > clock_now())) and s.ends_at > clock_now()
     and s.seen_at > clock_now() - case s.kind when 'full' then interval '8 hours' else interval '90 days' end
$function$

owner set_roles(uuid,text[]): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.set_roles(which uuid, to_roles text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare m membership; p membership; joint text[];
begin
  select * into m from membership x where x.id = which and i_manage(x.space_id) and (x.ends_at is null or x.ends_at > clock_now());
  if m.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('door ' || m.space_id::text, 0));
  select * into p from membership x where x.id = m.shares_with;
  joint := array(select unnest(to_roles) except select 'speaks_for_organisation')
           || case when 'speaks_for_organisation' = any (p.roles) then array['speaks_for_organisation'] else '{}'::text[] end;
  -- Nobody gives themselves a role that acts for others, nor by way of the one they share a job with.
  if (m.person_id = me() and not privileged_within(to_roles, m.roles)) or (p.person_id = me() and not privileged_within(joint, p.roles))
    then raise exception 'refused' using errcode = 'TF021'; end if;
  update membership x set roles = to_roles where x.id = which;
  if p.id is not null then update membership x set roles = joint where x.id = p.id; end if;
  -- A space is not left without a manager by a change of roles: it is passed on first.
  if 'manager' = any (m.roles) and in_force(m) and not exists (
       select from membership o where o.space_id = m.space_id and 'manager' = any (o.roles) and in_force(o))
    then raise exception 'refused' using errcode = 'TF023'; end if;
  perform append_event(standing_of(m.space_id), 'membership.roles_changed', which, me(), clock_now());
end $function$

owner set_space_rule(uuid,text,jsonb): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.set_space_rule(of_space uuid, which text, becomes jsonb)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare far constant text[] := array['"bringer"', '"managers"', '"facilitators"']; from_then timestamptz := clock_now();
begin
  if not i_manage(of_space) or by_token() or which not in ('receiver_days', 'documents_out') then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('rules ' || of_space::text, 0));
  -- What was set and does not hold yet is not wanted any more.
  delete from space_rule r where r.space_id = of_space and r.rule = which and r.since > clock_now();
  if which = 'documents_out' and array_position(far, becomes::text) > array_position(far, coalesce(rule_now(of_space, which), '"bringer"')::text) then
    from_then := clock_now() + interval '1 day';
  end if;
  insert into space_rule (space_id, chapter_id, rule, value, since) values (of_space, standing_of(of_space), which, becomes, from_then);
  perform append_event(standing_of(of_space), 'space.rule_set', of_space, me(), clock_now());
  return from_then;
end $function$

owner set_work(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.set_work(challenge bytea)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  delete from door_work w where w.ends_at < clock_now();
  insert into door_work (challenge, ends_at) values (challenge, clock_now() + interval '2 minutes');
$function$

owner settle_arrival(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.settle_arrival(which uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare sp uuid;
begin
  select m.space_id into sp from membership m where m.id = which and m.first_chapter is null and m.ends_at is null;
  if sp is null then return false; end if;
  if exists (select from membership o where o.space_id = sp and o.first_chapter is not null and (o.ends_at is null or o.ends_at > clock_now())
              and not exists (select from arrival_answer a where a.membership_id = which and a.person_id = o.person_id)) then return false; end if;
  update membership set starts_at = clock_now() where id = which;
  perform let_in_due(sp);
  return true;
end $function$

owner settle_call_letter(uuid,text): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.settle_call_letter(which uuid, becomes text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update call_letter x set state = becomes, not_before = clock_now() + interval '2 minutes' where x.id = which and x.state = 'going';
  update invitee i set letter = case becomes when 'gone' then 'gone' when 'refused' then 'refused' else 'due' end
    from call_letter l where l.id = which and i.id = l.invitee_id;
end $function$

owner settle_closing(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.settle_closing(which uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c closing; rule text; asked integer; yes integer; no integer; standing uuid;
begin
  select * into c from closing x where x.id = which for update;
  if c.outcome is not null or c.agreed_at is not null then return 'settled'; end if;
  select coalesce((select r.value #>> '{}' from space_rule r where r.space_id = c.space_id and r.rule = 'group_consent'
                    order by r.since desc limit 1), 'all') into rule;
  select count(*), count(*) filter (where a.answer = 'yes'), count(*) filter (where a.answer = 'no') into asked, yes, no
    from living_members(c.space_id) p left join closing_answer a on a.closing_id = which and a.person_id = p;
  if asked = 0 or (case rule when 'majority' then no * 2 >= asked else no > 0 end) or c.lapses_at <= clock_now() then
    update closing set outcome = 'stays', settled_at = clock_now() where id = which;
    perform append_event(c.chapter_id, 'closing.not_agreed', which, null, date_trunc('day', clock_now()));
    return 'stays';
  end if;
  if not (case rule when 'majority' then yes * 2 > asked else yes = asked end) then return 'open'; end if;
  update closing set agreed_at = clock_now(), takes_effect_at = clock_now() +
         case c.way when 'brought' then interval '30 days' when 'deleted' then interval '7 days' else interval '1 day' end
   where id = which;
  perform append_event(c.chapter_id, 'closing.agreed', which, null, date_trunc('day', clock_now()));
  return 'agreed';
end $function$

owner settle_crossing(uuid): mover mover=X/mover gate=X/mover
CREATE OR REPLACE FUNCTION public.settle_crossing(which uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c crossing; rule text; yes integer; asked integer; at_first integer; there text[]; come text;
begin
  -- The source first, then the crossing: taking back takes them in this order too, so neither waits for the other.
  perform 1 from evidence e where e.id = (select x.source_id from crossing x where x.id = which and x.source_kind = 'evidence') for share;
  perform pg_advisory_xact_lock(hashtextextended('crossing ' || which::text, 0));
  if exists (select from crossing_outcome o where o.crossing_id = which) then return 'settled'; end if;
  if exists (select from withdrawal w where w.crossing_id = which) then return 'settled'; end if;
  select * into c from crossing x where x.id = which;
  -- A rule nobody knows is the strictest; and where nobody knows who said it, each of those who may have must say yes.
  select coalesce((select r.value #>> '{}' from space_rule r where r.space_id = c.from_space
     and r.rule = 'group_consent' order by r.since desc limit 1), 'all') into rule;
  if rule <> 'majority' or (c.speaker_id is null and c.form <> 'theme') then rule := 'all'; end if;
  select count(*) filter (where k.answer = 'goes'),
         count(*) filter (where k.answer is not null or not left_by_choice(k.person_id, c.from_chapter)), count(*)
    into yes, asked, at_first from consent k where k.crossing_id = which and k.standing = 'group';
  if exists (select from consent k where k.crossing_id = which and k.answer = 'stays' and (k.standing <> 'group' or rule = 'all'))
     or exists (select from evidence e where e.id = c.source_id and c.source_kind = 'evidence' and e.words is null) then
    insert into crossing_outcome (crossing_id, outcome) values (which, 'stays');
    update crossing set words = null, purpose = '' where id = which;
    return 'stays';
  end if;
  if exists (select from consent k where k.crossing_id = which and k.standing <> 'group' and k.answer is distinct from 'goes') then return 'open'; end if;
  if at_first > 0 and not (asked > 0 and case rule when 'majority' then yes * 2 > asked else yes = asked end) then return 'open'; end if;
  -- An audience that changes asks again: by class and organisation, and never who.
  there := audience_of(c.to_space);
  if exists (select from consent k where k.crossing_id = which and not (there <@ k.stood)) then
    select string_agg(n.called, ', ' order by n.called) into come from (
      select distinct case when a.k ~ '^class [aeiou]' then 'an ' || replace(substr(a.k, 7), '_', ' ')
                           when a.k like 'class %' then 'a ' || replace(substr(a.k, 7), '_', ' ')
                           else 'somebody of another organisation' end as called
        from unnest(there) a (k) where exists (select from consent k where k.crossing_id = which and not (a.k = any (k.stood)))) n;
    update consent set answer = null, answered_at = null, stood = there,
      told = left(coalesce(told, c.audience) || ' Others have come there since this was asked: ' || come || '. So it is asked again.', 4000)
     where crossing_id = which;
    return 'open';
  end if;
  if c.not_before is not null and c.not_before > (select (clock_now() at time zone s.zone)::date from space s where s.id = c.to_space) then return 'open'; end if;
  perform land(which);
  return 'went';
end $function$

owner settle_digest(uuid,date,text,interval): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.settle_digest(whose uuid, on_day date, becomes text, again_in interval)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update digest set state = becomes, again_at = clock_now() + again_in where person_id = whose and day = on_day and state = 'going'
$function$

owner settle_role_ask(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.settle_role_ask(which uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare a role_ask; m membership; everybody boolean; own_yes boolean;
begin
  select * into a from role_ask x where x.id = which;
  perform pg_advisory_xact_lock(hashtextextended('door ' || a.space_id::text, 0));
  select * into a from role_ask x where x.id = which;
  if a.settled_at is not null then return a.outcome; end if;
  select * into m from membership x where x.id = a.membership_id;
  if not in_force(m) or (a.kind = 'residence' and a.ends_at <= clock_now())
     or (a.kind = 'passed' and not exists (select from membership i where i.id = a.instead_of and in_force(i) and a.role = any (i.roles)))
     or (a.kind = 'taken_on' and a.role = 'manager' and exists (
           select from membership o where o.space_id = a.space_id and 'manager' = any (o.roles) and in_force(o))) then
    update role_ask set settled_at = clock_now(), outcome = 'ended' where id = which;
    return 'ended';
  end if;
  select exists (select from role_answer r where r.ask_id = which and r.person_id = m.person_id) into own_yes;
  select not exists (select from membership o where o.space_id = a.space_id and in_force(o)
            and not exists (select from role_answer r where r.ask_id = which and r.person_id = o.person_id)) into everybody;
  if not own_yes or not (a.kind = 'passed' or everybody or a.takes_effect_at <= clock_now()) then return 'waiting'; end if;
  update role_ask set settled_at = clock_now(), outcome = 'taken', takes_effect_at = least(takes_effect_at, clock_now()) where id = which;
  if a.kind = 'residence' then
    if a.leaves then update membership set ends_at = a.ends_at where id = m.id; end if;
    perform append_event(a.chapter_id, 'membership.residence_started', m.id, null, clock_now());
  else
    update membership set roles = array_append(array_remove(roles, a.role), a.role)
      where id = m.id or (id = m.shares_with and space_id = a.space_id);
    if a.kind = 'passed' then update membership set roles = array_remove(roles, a.role) where id = a.instead_of; end if;
    perform append_event(a.chapter_id, 'membership.role_taken', m.id, null, clock_now());
  end if;
  return 'taken';
end $function$

owner settle_share_letter(uuid,text): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.settle_share_letter(which uuid, becomes text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update share_letter l set state = becomes, email = case becomes when 'again' then l.email else '' end, not_before = clock_now() + interval '2 minutes'
   where l.id = which and l.state = 'going'
$function$

owner setup_opens(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.setup_opens(token bytea)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from installation where setup_hash = token and set_up_at is null) $function$

owner share_job(uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.share_job(which uuid, other uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare a membership; b membership; joint text[]; k uuid;
begin
  select * into a from membership x where x.id = which and in_force(x);
  if a.id is null or not (i_manage(a.space_id) or (other is null and in_space(a.space_id) and exists (
       select from membership p where p.id in (a.id, a.shares_with) and p.person_id = me())))
    then raise exception 'not found' using errcode = 'TF404'; end if;
  if other is null then
    update membership set shares_with = null where id in (a.id, a.shares_with);
    perform append_event(standing_of(a.space_id), 'membership.job_apart', a.id, me(), clock_now());
    return;
  end if;
  select * into b from membership x where x.id = other and x.space_id = a.space_id and in_force(x);
  if b.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if a.person_id = b.person_id or a.shares_with is not null or b.shares_with is not null then raise exception 'refused' using errcode = 'TF024'; end if;
  select array_agg(distinct r) into joint from unnest(a.roles || b.roles) r where r <> 'speaks_for_organisation';
  joint := coalesce(joint, '{}');
  if (a.person_id = me() and not privileged_within(joint, a.roles)) or (b.person_id = me() and not privileged_within(joint, b.roles))
    then raise exception 'refused' using errcode = 'TF021'; end if;
  update membership m set shares_with = case when m.id = a.id then b.id else a.id end,
         roles = joint || case when 'speaks_for_organisation' = any (m.roles) then array['speaks_for_organisation'] else '{}'::text[] end
   where m.id in (a.id, b.id);
  perform append_event(standing_of(a.space_id), 'membership.job_shared', a.id, me(), clock_now());
end $function$

owner share_letters_due(integer): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.share_letters_due(most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select l.id from share_letter l where l.state in ('due', 'again') and l.not_before <= clock_now() order by l.not_before, l.id limit most
$function$

owner share_of(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.share_of(which uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select jsonb_build_object('what', g.share_what, 'how', g.share_how, 'by', g.share_by, 'keptOn', g.share_kept_on, 'kept', g.share_kept,
    'keptHow', g.share_kept_how, 'said', g.share_said,
    'late', g.share_what <> '' and g.share_kept_on is null and g.cancelled_on is null and coalesce(g.share_by < (clock_now() at time zone g.zone)::date, false))
  from gathering g where g.id = which
$function$

owner show_step(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.show_step(which uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare n integer;
begin
  if not exists (select from activity_step s where s.id = which and i_facilitate(s.space_id)) then raise exception 'not found' using errcode = 'TF404'; end if;
  update contribution c set shown = true where c.step_id = which and not c.shown and c.seen_by <> 'self';
  get diagnostics n = row_count;
  return n;
end $function$

owner sign_in_doors(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.sign_in_doors()
 RETURNS TABLE(id uuid, issuer text, words text, organisation text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select p.id, p.issuer, p.words, p.organisation from sign_in_provider p order by p.words
$function$

owner sign_in_provider_for(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.sign_in_provider_for(asked uuid)
 RETURNS TABLE(issuer text, client_id text, secret_cipher bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select p.issuer, p.client_id, p.secret_cipher from sign_in_provider p where p.id = asked
$function$

owner sit_at(uuid,integer): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.sit_at(which uuid, n integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare a activity; called text := 'Table ' || n; small uuid; was uuid;
begin
  select * into a from activity x where x.id = which and x.chapter_id = any (my_chapters());
  if a.id is null or by_token() then raise exception 'not found' using errcode = 'TF404'; end if;
  if not a.own_tables or a.state = 'done' or a.step_id is null or n not between 1 and 300 then return false; end if;
  perform pg_advisory_xact_lock(hashtextextended('table ' || n || ' of ' || which::text, 0));
  select r.id into small from small_room r join activity_step s on s.id = r.step_id
   where s.activity_id = which and r.ended_at is null and r.label = called limit 1;
  select w.room into was from who_sits(which) w where w.person = me() limit 1;
  if small is not null and small = was then return true; end if;
  if was is not null then perform leave_seat(was, me()); end if;
  if small is not null then
    perform take_seat(small, me());
    return true;
  end if;
  small := gen_random_uuid();
  insert into space (id, parent_id, kind, name, address, unlisted, zone, search_language)
    select small, s.id, 'room', called, 'room-' || small, true, s.zone, s.search_language from space s where s.id = a.space_id;
  insert into chapter (space_id, number) select small, x from generate_series(0, 1) x;
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, reason_joined)
    select gen_random_uuid(), small, me(), m.organisation_id, m.class, '{}', clock_now(), 1, '' from membership m
     where m.space_id = a.space_id and m.person_id = me() and m.first_chapter is not null order by m.starts_at desc limit 1;
  insert into small_room (space_id, id, chapter_id, step_id, label) values (a.space_id, small, a.chapter_id, a.step_id, called);
  return true;
end $function$

owner sit_late(uuid,uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.sit_late(room uuid, who uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare small uuid;
begin
  select r.id into small from small_room r join activity_step s on s.id = r.step_id join gathering_room g on g.space_id = room and g.activity_id = s.activity_id
    join activity a on a.id = s.activity_id
   where r.space_id = room and r.ended_at is null and not a.own_tables
   order by (select count(*) from membership m where m.space_id = r.id and m.last_chapter is null), r.label limit 1;
  if small is not null then perform take_seat(small, who); end if;
end $function$

owner speaker_name(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.speaker_name(which uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select p.name from crossing c join person p on p.id = c.speaker_id where c.id = which $function$

owner speaker_of(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.speaker_of(which uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select speaker_id from crossing where id = which $function$

owner spend_mailed_link(bytea,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.spend_mailed_link(token bytea, for_what text)
 RETURNS TABLE(person_id uuid, address text)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  delete from mailed_link m where m.hash = token and m.purpose = for_what and m.ends_at > clock_now()
  returning m.person_id, m.address
$function$

owner spend_recovery_code(text,bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.spend_recovery_code(address text, code bytea)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare whose uuid;
begin
  update recovery_code c set used_at = clock_now() from login l
   where l.email_key = lower(address) and c.person_id = l.person_id and c.code_hash = code and c.used_at is null
  returning c.person_id into whose;
  if whose is not null then perform set_config('app.person', whose::text, true); end if;
  return whose;
end $function$

owner stand_beside(): gate gate=X/gate owner=X/gate
CREATE OR REPLACE FUNCTION public.stand_beside()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into version_beside (space_id, evidence_id, chapter_id, document_id, against)
    select new.space_id, new.id, new.chapter_id, f.document_id, k.attribution <> 'anonymous' and k.value->>'answer' = 'not_yet'
      from crossing x join contribution k on k.id = x.source_id join room_output o on o.accept_step = k.step_id
      join version_from f on f.crossing_id = o.crossing_id and f.space_id = new.space_id
     where x.id = new.crossing_id and x.source_kind = 'contribution' on conflict do nothing;
  return null;
end $function$

owner standing_of(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.standing_of(which uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select c.id from chapter c where c.space_id = which and c.number = 0 $function$

owner step_down(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.step_down()
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('place_keeper', 5));
  if journal_shut() or not runs_place() then raise exception 'not found' using errcode = 'TF404'; end if;
  if not exists (select from place_keeper k where k.person_id <> me()) then return false; end if;
  delete from place_keeper k where k.person_id = me();
  return true;
end $function$

owner step_holds(jsonb): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.step_holds(one jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when one->>'kind' in ('tally', 'dot_vote') then 'numbers'
    when one->>'kind' in ('grid', 'bands', 'rate', 'predict', 'acceptance') and one->'settings'->'because' = '0' then 'numbers'
    else 'words' end
$function$

owner step_named(jsonb,text): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.step_named(method jsonb, step text)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select s.one from jsonb_array_elements(method->'steps') s (one) where s.one->>'key' = step
$function$

owner steps_run_out(integer): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.steps_run_out(most integer)
 RETURNS TABLE(activity uuid, version integer, facilitator uuid, place integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select a.id, a.version, f.person_id, s.place
    from activity a join activity_step s on s.id = a.step_id join gathering g on g.room_id = a.space_id
    join lateral (select m.person_id from membership m where m.space_id = a.space_id and 'facilitator' = any (m.roles)
                   and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()) order by m.starts_at, m.id limit 1) f on true
   where a.state = 'running' and s.ends_at <= clock_now() and (g.way = 'over_days' or g.kind = 'over_days')
   order by s.ends_at limit most
$function$

owner still_asked(invitee): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.still_asked(i invitee)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select i.person_id is null or i.comes_as = 'guest'
    or exists (select from membership m join gathering g on g.space_id = m.space_id where g.id = i.gathering_id and m.person_id = i.person_id and in_force(m))
    -- Somebody from outside may facilitate; whoever belonged here when they were asked, and does no more, may not.
    or i.comes_as = 'facilitator' and not exists (select from membership m join gathering g on g.space_id = m.space_id
         where g.id = i.gathering_id and m.person_id = i.person_id and m.ends_at::date >= i.asked_on)
$function$

owner stop_call_letters(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.stop_call_letters(hash bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare i invitee;
begin
  select * into i from invitee x where x.id = (select l.invitee_id from call_letter l where l.key_hash = hash);
  if i.id is null then return false; end if;
  update invitee x set letters = false where x.id = i.id or (i.email <> '' and lower(x.email) = lower(i.email));
  insert into calendar_choice (person_id, letters) select i.person_id, false where i.person_id is not null and i.email = ''
    on conflict (person_id) do update set letters = false;
  return true;
end $function$

owner stop_digests(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.stop_digests(stop bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare whose uuid;
begin
  select d.person_id into whose from digest d where d.stop_hash = stop;
  update digest_choice set how = null where person_id = whose and how is not null;
  return whose is not null;
end $function$

owner succession_within(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.succession_within()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare f uuid := inquiry_chapter(new.space_id, 'insight', new.old_id); t uuid := inquiry_chapter(new.space_id, 'insight', new.new_id);
begin
  if f is null or t is null or f <> all (my_chapters()) or t <> all (my_chapters()) or new.old_id = new.new_id then raise exception 'not found' using errcode = 'TF404'; end if;
  new.chapter_id := narrower(f, t);
  return new;
end $function$

owner sweep_calls(): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.sweep_calls()
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with over as (select i.id, coalesce(g.ends_on, g.starts_on) as last from invitee i join gathering g on g.id = i.gathering_id),
  needs as (delete from access_need a using over o where o.id = a.invitee_id and o.last + 7 < (clock_now())::date returning 1),
  gone as (delete from call_letter l using over o where o.id = l.invitee_id and o.last + 30 < (clock_now())::date returning 1)
  select ((select count(*) from needs) + (select count(*) from gone))::integer
$function$

owner sweep_digests(): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.sweep_digests()
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with gone as (delete from digest where day < (clock_now())::date - 90 returning 1) select count(*)::int from gone
$function$

owner sweep_rooms(): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.sweep_rooms()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare r record; n integer; gone integer := 0;
begin
  delete from contribution c using activity a, gathering_room g where a.id = c.activity_id and g.space_id = a.space_id and c.kept = 'until_harvested' and g.harvest_until <= clock_now();
  get diagnostics n = row_count;
  for r in select g.space_id from gathering_room g where g.delete_on <= (clock_now())::date order by g.space_id loop
    set constraints all deferred;
    delete from space s where s.parent_id = r.space_id and s.kind = 'room';
    delete from space s where s.id = r.space_id;
    set constraints all immediate;
    gone := gone + 1;
  end loop;
  delete from person p using guest_slip s where s.person_id = p.id and not exists (select from space x where x.id = s.room_id)
     and not exists (select from crossing c where p.id in (c.speaker_id, c.proposed_by)) and not exists (select from consent k where k.person_id = p.id);
  update person p set name = 'A guest' from guest_slip s where s.person_id = p.id and p.name <> 'A guest' and not exists (select from space x where x.id = s.room_id)
     and not exists (select from crossing c where p.id in (c.speaker_id, c.proposed_by) and c.words is not null);
  return n + gone;
end $function$

owner sweep_shares(): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.sweep_shares()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare n integer;
begin
  update share_letter l set email = '' where l.state = 'going' and l.gone_on < (clock_now())::date - 1 and l.email <> '';
  update invitee i set email = '' from gathering g where g.id = i.gathering_id and i.email <> '' and coalesce(g.ends_on, g.starts_on) + 366 < (clock_now())::date;
  delete from share_letter l using gathering g where g.id = l.gathering_id and (l.gone_on + 90 < (clock_now())::date
    or (l.state = 'waits' and (g.cancelled_on is not null or not exists (select from space r where r.id = g.room_id))));
  get diagnostics n = row_count;
  return n;
end $function$

owner sweep_together(): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.sweep_together()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare n integer;
begin
  with over as (select t.id from meet_topic t join gathering g on g.id = t.gathering_id where g.starts_on < (clock_now())::date - 7),
    gone as (delete from meet_wish w using over where w.topic_id = over.id returning 1)
  delete from meet_match m using over where m.topic_id = over.id;
  get diagnostics n = row_count;
  return n;
end $function$

owner table_clock(uuid,uuid,uuid,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.table_clock(which uuid, small uuid, after uuid, act text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare a activity; st activity_step;
begin
  select * into a from activity x where x.id = which and x.chapter_id = any (my_chapters());
  if a.id is null or by_token() or a.ways is null or a.state = 'done'
      or not exists (select from who_sits(which) w where w.room = small and (w.person = me() or i_facilitate(a.space_id))) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('goes ' || small::text, 0));
  select * into st from activity_step s where s.small_id = small and s.state <> 'done' limit 1;
  if st.id is null or st.id is distinct from after then return false; end if;
  update activity_step s set
    paused_at = case act when 'pause' then coalesce(s.paused_at, clock_now()) when 'resume' then null else s.paused_at end,
    ends_at = case act when 'resume' then s.ends_at + (clock_now() - coalesce(s.paused_at, clock_now()))
      when 'extend' then greatest(coalesce(s.ends_at, s.paused_at, clock_now()), coalesce(s.paused_at, clock_now())) + interval '1 minute' else s.ends_at end
   where s.id = st.id;
  perform append_event((select c.id from chapter c where c.space_id = small order by c.number desc limit 1), 'table.moved', a.id, null, clock_now());
  return true;
end $function$

owner table_goes(uuid,uuid,uuid,boolean,integer): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.table_goes(which uuid, small uuid, after uuid, shows boolean, goes_to integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare a activity; st activity_step; p jsonb; n integer; ends timestamptz;
begin
  select * into a from activity x where x.id = which and x.chapter_id = any (my_chapters());
  if a.id is null or by_token() or a.ways is null or a.state = 'done'
      or not exists (select from who_sits(which) w where w.room = small and (w.person = me() or i_facilitate(a.space_id))) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('goes ' || small::text, 0));
  select * into st from activity_step s where s.small_id = small and s.state <> 'done' limit 1;
  if st.id is distinct from after then return false; end if;
  if st.id is not null then
    if shows then
      update contribution c set shown = true where c.step_id = st.id and not c.shown and c.seen_by <> 'self';
      update activity_step s set state = 'shown', shown_at = coalesce(s.shown_at, clock_now()) where s.id = st.id;
    end if;
    if goes_to is distinct from st.place then
      delete from contribution c where c.step_id = st.id and c.kept = 'until_step_ends';
      update activity_step s set state = 'done', done_at = clock_now() where s.id = st.id;
    end if;
  end if;
  if goes_to is not null and goes_to is distinct from st.place then
    p := a.definition->'steps'->goes_to;
    if p is null or goes_to < 2 then raise exception 'not found' using errcode = 'TF404'; end if;
    n := (p->>'minutes')::integer;
    if n > 0 then ends := clock_now() + make_interval(mins => n); end if;
    insert into activity_step (space_id, id, chapter_id, activity_id, place, key, small_id, ends_at, people)
      values (a.space_id, gen_random_uuid(), a.chapter_id, a.id, goes_to, p->>'key', small, ends,
        (select count(distinct w.person) from who_sits(which) w where w.room = small));
    if p->>'kind' = 'reveal' then
      with of as (update activity_step s set shown_at = coalesce(s.shown_at, clock_now()) where s.small_id = small and p->'from' ? s.key returning s.id)
        update contribution c set shown = true from of where c.step_id = of.id and not c.shown and c.seen_by <> 'self';
    end if;
  end if;
  insert into table_sign as t (small_id, space_id, step_id, says) values (small, a.space_id, a.step_id, case when goes_to is null then 'done' else 'working' end)
    on conflict (small_id) do update set says = case when t.says = 'help' and goes_to is not null then 'help' else excluded.says end, step_id = excluded.step_id;
  perform append_event((select c.id from chapter c where c.space_id = small order by c.number desc limit 1), 'table.moved', a.id, null, clock_now());
  return true;
end $function$

owner take_back(uuid): mover mover=X/mover web=X/mover
CREATE OR REPLACE FUNCTION public.take_back(which uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  -- The speaker; where nobody knows who that was, any of those who were asked, since it may have been them.
  if not exists (select from crossing x where x.id = which and (x.speaker_id = me() or (x.speaker_id is null and exists (
      select from consent k where k.crossing_id = which and k.person_id = me())))) then raise exception 'not found' using errcode = 'TF404'; end if;
  return pull_back(which);
end $function$

owner take_back_request(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.take_back_request(which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare k learning_ask;
begin
  update sent_request set taken_back_on = (clock_now())::date where id = which and asked_by = me() and taken_back_on is null and not by_token();
  if not found then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from learning_ask where id = which returning * into k;
  if k.id is not null then perform append_event(k.chapter_id, 'request.taken_back', which, null, date_trunc('day', clock_now())); end if;
end $function$

owner take_call_letter(uuid,bytea): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.take_call_letter(which uuid, hash bytea)
 RETURNS TABLE(address text, kind text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare l call_letter; i invitee; t record; goes_to text;
begin
  select * into l from call_letter x where x.id = which and x.state in ('due', 'again') for update skip locked;
  if l.id is null then return; end if;
  select * into i from invitee x where x.id = l.invitee_id;
  select * into t from call_told(i.id);
  goes_to := coalesce(nullif(i.email, ''), (select n.email from login n where n.person_id = i.person_id and n.verified_at is not null));
  if goes_to is null or not i.letters or exists (select from calendar_choice c where c.person_id = i.person_id and not c.letters)
     or not still_asked(i)
     or (l.kind <> 'off' and (t.is_off or t.held_on is not null or t.ends < clock_now())) then
    update call_letter x set state = 'nothing' where x.id = which;
    update invitee x set letter = 'none' where x.id = i.id and x.letter = 'due';
    return;
  end if;
  update call_letter x set state = 'going', key_hash = hash, gone_on = (clock_now())::date where x.id = which;
  return query select goes_to, l.kind;
end $function$

owner take_digest(uuid,date,bytea): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.take_digest(whose uuid, on_day date, stop bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare address text;
begin
  select l.email into address from login l join digest_choice c on c.person_id = l.person_id
   where l.person_id = whose and l.verified_at is not null and c.how is not null
     and exists (select from membership m join space s on s.id = m.space_id where m.person_id = whose and m.first_chapter is not null
           and s.kind <> 'person' and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()));
  insert into digest (person_id, day, state, stop_hash)
    values (whose, on_day, case when address is null then 'nothing' else 'going' end, case when address is null then null else stop end)
    on conflict (person_id, day) do update set state = excluded.state, stop_hash = excluded.stop_hash, again_at = null
      where digest.state = 'again' and digest.again_at <= clock_now();
  if not found then return null; end if;
  return address;
end $function$

owner take_on(uuid,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.take_on(sp uuid, what text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare mine uuid; made uuid;
begin
  select m.id into mine from membership m where m.space_id = sp and m.person_id = me() and m.class <> 'observer' and in_force(m) order by m.starts_at limit 1;
  if mine is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if what = 'manager' and not unmanaged(sp) then raise exception 'refused' using errcode = 'TF024'; end if;
  if exists (select from role_ask a where a.membership_id = mine and a.role = what and a.settled_at is null)
     or exists (select from membership m where m.id = mine and what = any (m.roles)) then raise exception 'refused' using errcode = 'TF024'; end if;
  insert into role_ask (space_id, chapter_id, membership_id, kind, role, asked_by, takes_effect_at)
    values (sp, standing_of(sp), mine, 'taken_on', what, me(), clock_now() + interval '7 days') returning id into made;
  perform append_event(standing_of(sp), 'membership.role_asked', mine, me(), clock_now());
  insert into role_answer (ask_id, person_id) values (made, me());
  perform settle_role_ask(made);
  return made;
end $function$

owner take_out_document(uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.take_out_document(of_space uuid, which uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare d record; e record; x record; its_file uuid;
begin
  select k.id, k.chapter_id, k.kind, k.file_id, k.author_id into d from document k
   where k.space_id = of_space and k.id = which and k.chapter_id = any (my_chapters()) for update;
  if d.id is null or not may_take_out(of_space, d.author_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  -- Words of it that somebody asked to let go elsewhere, and that have not gone, stay; and are kept nowhere.
  for x in select c.id from crossing c join evidence v on v.space_id = of_space and v.document_id = which and c.source_kind = 'evidence' and c.source_id = v.id
      where not exists (select from crossing_outcome o where o.crossing_id = c.id) order by c.id loop
    perform pg_advisory_xact_lock(hashtextextended('crossing ' || x.id::text, 0));
    insert into crossing_outcome (crossing_id, outcome) values (x.id, 'stays') on conflict do nothing;
    update crossing c set words = null, purpose = '' where c.id = x.id and exists (select from crossing_outcome o where o.crossing_id = x.id and o.outcome = 'stays');
  end loop;
  for e in select v.id, v.chapter_id, v.words is not null as said from evidence v where v.space_id = of_space and v.document_id = which order by v.id for update loop
    update evidence set words = null, tsv = ''::tsvector, method = '', asked = '', limits = '', disputed_by = '', said_by = '', speaker_id = null,
           dated = null, n = null, document_id = null, starts = null, ends = null
     where space_id = of_space and id = e.id;
    if e.said then perform append_event(e.chapter_id, 'evidence.taken_back', e.id, null, date_trunc('day', clock_now())); end if;
  end loop;
  delete from document k where k.space_id = of_space and k.id = which;
  delete from file f where f.id = d.file_id and not exists (select from document k where k.file_id = f.id) returning f.id into its_file;
  insert into document_gone (space_id, id, chapter_id, kind, month, by_bringer)
    select of_space, which, d.chapter_id, d.kind, date_trunc('month', clock_now() at time zone s.zone)::date, d.author_id is not distinct from me() from space s where s.id = of_space;
  perform append_event(d.chapter_id, 'document.taken_out', which, case when d.author_id is distinct from me() then me() end, date_trunc('day', clock_now()));
  return its_file;
end $function$

owner take_out_words(uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.take_out_words(of_space uuid, which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare e evidence;
begin
  select * into e from evidence x where x.space_id = of_space and x.id = which and x.chapter_id = any (my_chapters())
    and x.speaker_id = me() and x.crossing_id is null and x.words is not null and not by_token() for update;
  if e.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  update evidence set words = null, tsv = ''::tsvector, method = '', asked = '', limits = '', disputed_by = '', speaker_id = null,
         dated = null, n = null
   where space_id = of_space and id = which;
  perform append_event(e.chapter_id, 'evidence.taken_back', which, null, date_trunc('day', clock_now()));
end $function$

owner take_output_back(uuid): mover mover=X/mover web=X/mover
CREATE OR REPLACE FUNCTION public.take_output_back(which uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare about uuid := output_of_mine(which);
begin
  if about is null then raise exception 'not found' using errcode = 'TF404'; end if;
  return pull_back(about);
end $function$

owner take_seat(uuid,uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.take_seat(small uuid, who uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare n integer := (select c.number from next_room_chapter(small) c);
begin
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, reason_joined)
    select gen_random_uuid(), small, who, m.organisation_id, m.class, '{}', clock_now(), n, ''
      from space s join membership m on m.space_id = s.parent_id and m.person_id = who and m.first_chapter is not null
     where s.id = small order by m.starts_at desc limit 1;
end $function$

owner take_share_letter(uuid,bytea): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.take_share_letter(which uuid, hash bytea)
 RETURNS TABLE(address text, name text, title text, starts_on date)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare l share_letter;
begin
  select * into l from share_letter x where x.id = which and x.state in ('due', 'again') for update skip locked;
  if l.id is null then return; end if;
  update share_letter x set state = 'going', key_hash = hash, gone_on = (clock_now())::date where x.id = which;
  return query select l.email, l.name, case when s.unlisted or s.kind in ('pair', 'person') then '' else g.title end, g.starts_on
    from gathering g join space s on s.id = g.space_id where g.id = l.gathering_id;
end $function$

owner take_sheet_out(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.take_sheet_out(sheet uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare s paper_sheet; l record;
begin
  select * into s from paper_sheet p where p.id = sheet and p.typed_by = me();
  if s.id is null or not i_facilitate(s.space_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from activity_step x where x.id = s.step_id and x.round_id is not null) then return false; end if;
  for l in delete from contribution c where c.sheet_id = sheet returning c.id, c.chapter_id, c.shown, c.seen_by loop
    if l.shown and l.seen_by in ('room', 'pair', 'table') then perform append_event(l.chapter_id, 'contribution.out', l.id, null, clock_now()); end if;
  end loop;
  delete from paper_sheet p where p.id = sheet;
  return true;
end $function$

owner take_slip(uuid,bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.take_slip(room uuid, key bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update guest_slip s set hash = key where s.person_id = me() and s.room_id = room;
  return found;
end $function$

owner take_ticket(uuid,bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.take_ticket(which uuid, sent bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare is_now text; had bytea;
begin
  perform hold_round(which, false);
  select r.state into is_now from round r where r.id = which and r.chapter_id = any (my_chapters());
  if is_now is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if is_now <> 'open' then return is_now; end if;
  update round_ticket t set blinded = sent where t.round_id = which and t.person_id = me() and t.blinded is null;
  select t.blinded into had from round_ticket t where t.round_id = which and t.person_id = me();
  return case when had is null then 'not_asked' when had = sent then 'yes' else 'other' end;
end $function$

owner take_turn(uuid,uuid,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.take_turn(which uuid, who uuid, did text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare st activity_step; ends record;
begin
  select * into st from activity_step s where s.id = which and s.chapter_id = any (my_chapters());
  if st.id is null or by_token() or not (i_facilitate(st.space_id) or (who = me() and did = 'passed')) or not exists (select from membership m
      where m.space_id = st.space_id and m.person_id = who and m.first_chapter is not null and m.last_chapter is null) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('turns ' || which::text, 0));
  select min(t.place) as first, max(t.place) as last into ends from round_turn t where t.step_id = which;
  if ends.last is null or st.state = 'done' then return false; end if;
  insert into round_turn (space_id, step_id, chapter_id, person_id, place) values (st.space_id, which, st.chapter_id, who, ends.last + 1) on conflict do nothing;
  update round_turn t set
      state = case when did = 'again' then 'waits' when did = 'passed' and (t.state = 'waits' or exists (
          select from round_turn o where o.step_id = which and o.state = 'waits')) then 'passed' else 'spoke' end,
      place = case when did = 'again' then ends.first - 1 when did = 'passed' then ends.last + 2 else t.place end
   where t.step_id = which and t.person_id = who;
  perform append_event(st.chapter_id, 'activity.moved', st.activity_id, null, clock_now());
  return true;
end $function$

owner tell_member(uuid,uuid,uuid,text,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.tell_member(new_receiver uuid, of_insight uuid, who uuid, seen text, with_note text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare i insight;
begin
  select * into i from insight x where x.id = of_insight and x.chapter_id = any (my_chapters()) for share;
  if i.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if i.words is null then raise exception 'refused' using errcode = 'TF033'; end if;
  if who not in (select readers_of(i.chapter_id)) then return false; end if;
  if exists (select from evidence_repeated(chapters_kept_from(i.chapter_id), with_note)) then raise exception 'refused' using errcode = 'TF032'; end if;
  insert into receiver (space_id, id, chapter_id, insight_id, person_id, note, let_out, sent_by)
    values (i.space_id, new_receiver, i.chapter_id, i.id, who, with_note, seen, me());
  perform append_event(i.chapter_id, 'insight.sent', new_receiver, me(), clock_now());
  return true;
end $function$

owner tell_promised(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.tell_promised(which uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare n integer;
begin
  if not i_call(which) then raise exception 'not found' using errcode = 'TF404'; end if;
  update share_letter l set state = 'due' where l.gathering_id = which and l.state = 'waits';
  insert into share_letter (gathering_id, name, email, state)
    select which, i.name, i.email, 'due' from invitee i
     where i.gathering_id = which and i.email <> '' and i.letters and i.withdrawn_on is null and i.answer in ('yes', 'perhaps', 'around');
  get diagnostics n = row_count;
  -- One letter to one address, whoever left it.
  update share_letter l set state = 'gone', email = '', gone_on = (clock_now())::date where l.gathering_id = which and l.state = 'due' and exists (select from share_letter o
    where o.gathering_id = which and o.state = 'due' and lower(o.email) = lower(l.email) and (o.person_id is null, o.id) > (l.person_id is null, l.id));
  return n;
end $function$

owner theme_of_nameless(uuid,uuid,uuid[],text,text,text): mover mover=X/mover web=X/mover
CREATE OR REPLACE FUNCTION public.theme_of_nameless(new_id uuid, room uuid, lines uuid[], in_words text, told text, from_where text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare l record; first record; there text[];
begin
  for l in select * from nameless_to_go(room, 'theme') g where g.id = any (lines) loop
    if repeats_any(in_words, l.value) then raise exception 'refused' using errcode = 'TF007'; end if;
    first := l;
  end loop;
  if first is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if cardinality(names_in(in_words)) > 0 then return 'names'; end if;
  insert into crossing (id, speaker_id, proposed_by, from_space, from_chapter, source_kind, source_id, to_space, form, words, purpose, audience, names_organisations, lapses_at, provenance, said_on)
    values (new_id, me(), me(), first.space_id, first.chapter_id, 'contribution', first.id, first.target, 'theme', in_words, '', told, '{}',
      clock_now() + interval '30 days', from_where, first.on_day);
  there := audience_of(first.target);
  insert into consent (crossing_id, person_id, standing, stood, answer, answered_at) values (new_id, me(), 'speaker', there, 'goes', clock_now());
  return settle_crossing(new_id);
end $function$

owner thread_of(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.thread_of(which uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when c.number = 1 then 'before' when r.after_chapter = c.id then 'after' end
    from chapter c join gathering_room r on r.space_id = c.space_id where c.id = which and c.id = any (my_chapters())
$function$

owner thread_open(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.thread_open(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce((select case when c.number = 1 then r.opened_at is null and r.closed_at is null and not exists (
             select from gathering g where g.id = r.gathering_id and g.cancelled_on is not null)
           when r.after_chapter = c.id then r.harvest_until > clock_now() else false end
    from chapter c join gathering_room r on r.space_id = c.space_id where c.id = which and c.id = any (my_chapters())), false)
$function$

owner threes_of(text,boolean): owner
CREATE OR REPLACE FUNCTION public.threes_of(t text, kept boolean)
 RETURNS integer[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE COST 100000
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare plain text := plain_words(t); w text[] := string_to_array(btrim(plain), ' '); n integer := cardinality(w); threes integer[];
begin
  if n < 3 then return array[hashtext(plain)]; end if;
  threes := array(select hashtext(w[i] || ' ' || w[i + 1] || ' ' || w[i + 2]) from generate_series(1, n - 2) i);
  if not kept then return threes; end if;
  if n < 6 then return threes[1:1]; end if;
  return array(select distinct least(threes[i], threes[i + 1], threes[i + 2], threes[i + 3]) from generate_series(1, n - 5) i);
end $function$

owner threes_under(uuid,integer[]): owner
CREATE OR REPLACE FUNCTION public.threes_under(chapter uuid, threes integer[])
 RETURNS integer[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT (t.three # hashtext((threes_under.chapter)::text)) FROM unnest(threes_under.threes) t(three))

owner tie_learned(uuid,uuid[],uuid[]): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.tie_learned(of_space uuid, quoted uuid[], decided uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('chain ' || of_space, 0));
  insert into chain_link (space_id, chapter_id, from_kind, from_id, to_kind, to_id)
    select i.space_id, i.chapter_id, 'insight', i.id, 'decision', d from insight_evidence l join insight i on i.space_id = l.space_id and i.id = l.insight_id
      cross join unnest(decided) d where l.space_id = of_space and l.evidence_id = any (quoted) and l.bears = 'quotes' and i.author_id is null and i.version = 1
    on conflict do nothing;
end $function$

owner token_for(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.token_for(token bytea)
 RETURNS TABLE(token_id uuid, person_id uuid, may text)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update api_token t set seen_on = clock_now()::date
   where t.token_hash = token and t.ends_at > clock_now() and t.seen_on is distinct from clock_now()::date;
  select t.id, t.person_id, t.may from api_token t
   where t.token_hash = token and t.ends_at > clock_now() and exists (
     select from membership m join space s on s.id = m.space_id
      where m.person_id = t.person_id and m.space_id = any (t.spaces) and in_force(m)
        and s.kind not in ('person', 'pair', 'room', 'seat'))
$function$

owner token_spaces(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.token_spaces()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce((select t.spaces from api_token t
    where t.id = nullif(current_setting('app.token', true), '')::uuid and t.person_id = me() and t.ends_at > clock_now()), '{}')
$function$

owner told_back(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.told_back(hash bytea)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select share_of(g.id) || jsonb_build_object('title', g.title, 'on', g.starts_on)
    from share_letter l join gathering g on g.id = l.gathering_id where l.key_hash = hash and l.gone_on + 90 >= (clock_now())::date
$function$

owner told_before(uuid,text,integer): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.told_before(which uuid, step text, in_turn integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (
    select from activity a join activity o on o.space_id = a.space_id and (o.id = a.id or o.item_id = a.item_id)
      cross join lateral (select step_named(a.definition, step) as now, step_named(o.definition, step) as was) s
      join activity_step x on x.activity_id = o.id and x.key = step and (x.turn = in_turn or s.now->>'repeat' is null)
      join disclosed d on d.space_id = x.space_id and d.about = x.id
    where a.id = which and (session_user = 'worker' or a.chapter_id = any (my_chapters())) and s.now->'prompt' = s.was->'prompt' and s.now->'settings' = s.was->'settings'
      and o.definition->>'key' = a.definition->>'key'
      and exists (select from jsonb_each(d.numbers) n where n.value->>'answers' is not null)
      and not (s.now->>'kind' = 'acceptance' and exists (select from activity_step w join contribution c on c.step_id = w.id
        where w.activity_id = a.id and s.now->'from' ? w.key and w.opened_at > x.opened_at)))
$function$

owner told_by_key(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.told_by_key(hash bytea)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select to_jsonb(t) || jsonb_build_object('share', share_of(t.gathering), 'needs', coalesce((select a.words from access_need a where a.invitee_id = t.invitee), ''))
    from call_told(invitee_by_key(hash)) t
$function$

owner told_for_letter(uuid): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.told_for_letter(which uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select to_jsonb(t) from call_letter l cross join lateral call_told(l.invitee_id) t where l.id = which and l.state = 'going'
$function$

owner told_names(uuid[]): gate gate=X/gate live=X/gate
CREATE OR REPLACE FUNCTION public.told_names(which uuid[])
 RETURNS TABLE(id uuid, name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select c.id, p.name from contribution c join person p on p.id = c.author_id
   where c.id = any (which) and c.chapter_id = nullif(current_setting('app.chapter', true), '')::uuid
     and c.shown and c.seen_by in ('room', 'pair', 'table') and c.attribution = 'named'
$function$

owner took_line_out(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.took_line_out()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c record;
begin
  for c in select x.id, x.chapter_id, x.shown from contribution x where x.thread_line_id = old.id loop
    if c.shown then perform append_event(c.chapter_id, 'contribution.out', c.id, null, clock_now()); end if;
  end loop;
  return old;
end $function$

owner turn_away(uuid,uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.turn_away(room uuid, who uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not i_facilitate(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from door_wait w where w.space_id = room and w.person_id = who;
end $function$

owner unmanaged(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.unmanaged(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select in_space(which) and exists (select from space s where s.id = which and s.kind not in ('person', 'seat', 'room'))
    and not exists (select from membership m where m.space_id = which and 'manager' = any (m.roles) and in_force(m)) $function$

owner unspoken(uuid[],uuid,uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.unspoken(named uuid[], said_in uuid, going_to uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select string_agg(coalesce((select o.name from organisation o where o.id = n and o.id = any (my_organisations())), 'that organisation'), ', ' order by n)
    from (select distinct unnest(named) as n) x where not exists (select from voices_for(named, said_in, going_to) v where v.organisation = n)
$function$

owner use_work(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.use_work(which bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  delete from door_work w where w.challenge = which and w.ends_at >= clock_now();
  return found;
end $function$

owner voice_given(): owner
CREATE OR REPLACE FUNCTION public.voice_given()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not ('speaks_for_organisation' = any (new.roles)) then new.voice_by := null;
  elsif tg_op = 'INSERT' then new.voice_by := me();
  elsif not ('speaks_for_organisation' = any (old.roles)) or new.organisation_id is distinct from old.organisation_id then new.voice_by := me();
  else new.voice_by := old.voice_by;
  end if;
  return new;
end $function$

owner voices_for(uuid[],uuid,uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.voices_for(named uuid[], said_in uuid, going_to uuid)
 RETURNS TABLE(organisation uuid, person uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select distinct m.organisation_id, m.person_id from chapter c join space s on s.id = c.space_id
    join membership m on m.space_id = case s.kind when 'person' then going_to else s.id end
   where c.id = said_in and m.organisation_id = any (named) and 'speaks_for_organisation' = any (m.roles)
     and coalesce(m.voice_by, m.brought_by) <> m.person_id
     and m.first_chapter is not null and (s.kind = 'person' or c.number = 0 or c.number >= m.first_chapter)
     and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
     and (s.kind <> 'person' or going_to = any (my_spaces()))
$function$

owner vouch_for(uuid,bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.vouch_for(which uuid, code bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare r recovery_request; first uuid; firsts uuid[]; mine uuid[];
begin
  select * into r from recovery_request x where x.id = which for update;
  if r.id is null or by_token() or journal_shut() or r.cancelled_at is not null or r.done_at is not null or r.ready_at is not null or r.ends_at <= clock_now()
     or not exists (select from witness_of(which, me()))
     or exists (select from recovery_wrong w where w.request_id = which and w.person_id = me() and w.tries >= 5)
     or exists (select from recovery_vouch v where v.request_id = which and v.person_id = me())
    then raise exception 'not found' using errcode = 'TF404'; end if;
  if r.code_hash <> code then
    insert into recovery_wrong as w (request_id, person_id) values (which, me())
      on conflict (request_id, person_id) do update set tries = w.tries + 1;
    return 'code';
  end if;
  select v.person_id into first from recovery_vouch v where v.request_id = which;
  if first is not null then
    if not exists (select from unnest(array[first, me()]) as v (id), witness_of(which, v.id) m where m.class not in ('funder', 'public_body'))
      then return 'payers'; end if;
    select coalesce(array_agg(m.organisation_id), '{}') into firsts from witness_of(which, first) m where m.organisation_id is not null;
    select coalesce(array_agg(m.organisation_id), '{}') into mine from witness_of(which, me()) m where m.organisation_id is not null;
    if firsts && mine and exists (
         select from membership a join membership o on o.space_id = a.space_id
          where a.person_id = r.person_id and o.person_id not in (r.person_id, first, me())
            and exists (select from witness_of(which, o.person_id))
            and not exists (select from witness_of(which, o.person_id) w where w.organisation_id = any (firsts)))
      then return 'organisation'; end if;
    -- Two whom no organisation stands behind may be one: not where somebody of an organisation could say it.
    if firsts = '{}' and mine = '{}' and exists (
         select from membership a join membership o on o.space_id = a.space_id
          where a.person_id = r.person_id and o.person_id not in (r.person_id, first, me())
            and exists (select from witness_of(which, o.person_id) w where w.organisation_id is not null))
      then return 'alone'; end if;
  end if;
  insert into recovery_vouch (request_id, person_id) values (which, me());
  if first is not null then update recovery_request set ready_at = clock_now() + interval '24 hours' where id = which; end if;
  return 'ok';
end $function$

owner vouching_asks(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.vouching_asks()
 RETURNS TABLE(id uuid, name text, made_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.id, p.name, r.made_at from recovery_request r join person p on p.id = r.person_id
   where not by_token() and r.cancelled_at is null and r.done_at is null and r.ready_at is null and r.ends_at > clock_now()
     and not exists (select from recovery_wrong w where w.request_id = r.id and w.person_id = me() and w.tries >= 5)
     and exists (select from witness_of(r.id, me()))
     and not exists (select from recovery_vouch v where v.request_id = r.id and v.person_id = me())
   order by r.made_at
$function$

owner welcome(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.welcome(which uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from membership m where m.id = which and m.first_chapter is null and m.ends_at is null and in_space(m.space_id))
    then raise exception 'not found' using errcode = 'TF404'; end if;
  insert into arrival_answer (membership_id, person_id) values (which, me()) on conflict do nothing;
  return settle_arrival(which);
end $function$

owner went_by_my_yes(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.went_by_my_yes()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(c.id), '{}')
    from consent k
    join crossing c on c.id = k.crossing_id
    join crossing_outcome o on o.crossing_id = c.id
   where k.person_id = me() and k.answer = 'goes' and o.outcome = 'went' and c.words is not null
$function$

owner who_sits(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.who_sits(which uuid)
 RETURNS TABLE(room uuid, label text, person uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.id, r.label, m.person_id from activity_step s join small_room r on r.step_id = s.id and r.ended_at is null
    join membership m on m.space_id = r.id and m.last_chapter is null
   where s.activity_id = which and s.chapter_id = any (my_chapters())
$function$

owner withdraw_ask(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.withdraw_ask(which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare a role_ask;
begin
  update role_ask x set settled_at = clock_now(), outcome = 'ended'
   where x.id = which and x.outcome is distinct from 'ended' and (x.settled_at is null or (x.kind = 'residence' and x.ends_at > clock_now()))
     and in_space(x.space_id) and (x.asked_by = me() or i_manage(x.space_id)
       or exists (select from membership m where m.id = x.membership_id and m.person_id = me())) returning * into a;
  if a.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform append_event(a.chapter_id, 'membership.role_not_taken', a.membership_id, me(), clock_now());
end $function$

owner without_names(text): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.without_names(t text)
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare s text;
begin
  for s in select k.spelled from known_names() k group by 1 order by length(k.spelled) desc, 1 loop
    t := regexp_replace(t, '(?<![[:alnum:]])' || regexp_replace(s, '([^[:alnum:]\s])', '\\\1', 'g') || '(?![[:alnum:]])', '[an organisation]', 'gi');
  end loop;
  return t;
end $function$

owner without_words_of(text,text): owner owner=X/owner gate=X/owner
CREATE OR REPLACE FUNCTION public.without_words_of(t text, whole text)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare w text[] := string_to_array(btrim(plain_words(t)), ' '); k integer := least(cardinality(string_to_array(btrim(plain_words(t)), ' ')), 6); said text;
begin
  if k = 0 or w[1] = '' then return t; end if;
  select string_agg(array_to_string(w[g:g + k - 1], ' '), ' ' order by g) into said from generate_series(1, cardinality(w) - k + 1) g
   where position(' ' || array_to_string(w[g:g + k - 1], ' ') || ' ' in whole) > 0;
  return case when said is null then t when k < 6 then '[words taken back]' else words_forgotten(t, said) end;
end $function$

owner witness_of(uuid,uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.witness_of(which uuid, who uuid)
 RETURNS SETOF membership
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select m.* from recovery_request r
    join membership a on a.person_id = r.person_id and in_force(a) and a.starts_at <= r.made_at - interval '7 days'
    join space s on s.id = a.space_id and s.kind not in ('person', 'seat')
    join membership m on m.space_id = s.id and in_force(m)
   where r.id = which and m.person_id = who and who <> r.person_id and m.starts_at <= r.made_at - interval '7 days'
     and not exists (select from membership f where f.space_id = s.id and f.person_id = who and f.brought_by = who)
     and not exists (select from membership b where b.space_id = s.id and b.person_id = r.person_id and b.brought_by = who)
$function$

owner words_forgotten(text,text): owner =X/owner owner=X/owner mover=X/owner
CREATE OR REPLACE FUNCTION public.words_forgotten(t text, said text)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare gap constant text := '[words taken back]'; w text[] := string_to_array(btrim(plain_words(said)), ' '); n integer := cardinality(w); k integer;
  grams text[]; tok text[]; flat text[] := '{}'; at integer[] := '{}'; gone boolean[]; made text := ''; within boolean := false; p text; i integer; j integer;
begin
  if btrim(coalesce(t, '')) = '' or n = 0 or w[1] = '' then return t; end if;
  if n = 1 then return case when plain_words(t) = plain_words(said) then gap else t end; end if;
  k := least(n, 6);
  grams := array(select array_to_string(w[g:g + k - 1], ' ') from generate_series(1, n - k + 1) g);
  p := plain_words(t);
  if not exists (select from unnest(grams) g where position(' ' || g || ' ' in p) > 0) then return t; end if;
  select array_agg(m.x[1] order by m.o) into tok from regexp_matches(t, '[[:alnum:]]+|[^[:alnum:]]+', 'g') with ordinality m (x, o);
  for i in 1 .. cardinality(tok) loop
    p := btrim(plain_words(tok[i]));
    if p <> '' then flat := flat || p; at := at || i; end if;
  end loop;
  gone := array_fill(false, array[cardinality(tok)]);
  for i in 1 .. cardinality(flat) - k + 1 loop
    if array_to_string(flat[i:i + k - 1], ' ') = any (grams) then
      for j in at[i] .. at[i + k - 1] loop gone[j] := true; end loop;
    end if;
  end loop;
  for i in 1 .. cardinality(tok) loop
    if gone[i] and not within then made := made || gap; elsif not gone[i] then made := made || tok[i]; end if;
    within := gone[i];
  end loop;
  -- Signs that nobody sees can hide a word from the counting above; then the whole of it goes.
  p := plain_words(made);
  return case when exists (select from unnest(grams) g where position(' ' || g || ' ' in p) > 0) then gap else made end;
end $function$

owner words_in(text,jsonb): owner owner=X/owner mover=X/owner
CREATE OR REPLACE FUNCTION public.words_in(said text, whole jsonb)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select not exists (select from regexp_split_to_table(said, E'\n+') w (line) where btrim(w.line) <> '' and not exists (
    select from jsonb_path_query(whole, 'strict $.**') v (leaf) where jsonb_typeof(v.leaf) = 'string'
       and (position(btrim(w.line) in v.leaf #>> '{}') > 0 or position(btrim(w.line) in without_names(v.leaf #>> '{}')) > 0)))
$function$

owner words_keep_chapter(): gate gate=X/gate owner=X/gate
CREATE OR REPLACE FUNCTION public.words_keep_chapter()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare said text; typed jsonb := to_jsonb(new);
begin
  select string_agg(typed ->> c, E'\n') into said from unnest(tg_argv) c;
  if exists (select from evidence_repeated(chapters_kept_from(new.chapter_id), said)) then
    raise exception 'refused' using errcode = 'TF032'; end if;
  return new;
end $function$

owner words_stay(): owner
CREATE OR REPLACE FUNCTION public.words_stay()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  raise exception 'not found' using errcode = 'TF404';
end $function$

owner words_under(uuid,tsvector): owner
CREATE OR REPLACE FUNCTION public.words_under(chapter uuid, tsv tsvector)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN array_to_tsvector(("left"((chapter)::text, 8) || ARRAY(SELECT (("left"((words_under.chapter)::text, 8) || ' '::text) || word.word) FROM unnest(tsvector_to_array(words_under.tsv)) word(word))))

owner zone_of(uuid): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.zone_of(whose uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce((select p.zone from profile p where p.person_id = whose),
    (select s.zone from membership m join space s on s.id = m.space_id where m.person_id = whose and m.first_chapter is not null
        and s.kind <> 'person' and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()) order by m.starts_at, m.id limit 1),
    (select i.zone from installation i))
$function$

