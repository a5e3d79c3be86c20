-- Made by `npm run schema` from the catalogue of a freshly migrated database. Do not edit.

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
table action: author_id uuid not null
table action: version integer not null
table action: made_at timestamp with time zone not null
table arrival_answer: membership_id uuid not null
table arrival_answer: person_id uuid not null
table arrival_answer: answered_at timestamp with time zone not null
table attempt: person_id uuid not null
table attempt: procedure text not null
table attempt: id uuid not null
table attempt: answer jsonb not null
table attempt: at timestamp with time zone not null
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
table consent: crossing_id uuid not null
table consent: person_id uuid not null
table consent: standing text not null
table consent: answer text
table consent: answered_at timestamp with time zone
table crossing: id uuid not null
table crossing: speaker_id uuid not null
table crossing: proposed_by uuid not null
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
table crossing: names_organisation uuid
table crossing: until date
table crossing: proposed_at timestamp with time zone not null
table crossing: lapses_at timestamp with time zone not null
table crossing_outcome: crossing_id uuid not null
table crossing_outcome: outcome text not null
table crossing_outcome: at timestamp with time zone not null
table dead_end: space_id uuid not null
table dead_end: chapter_id uuid not null
table dead_end: item_kind text not null
table dead_end: item_id uuid not null
table dead_end: reason text not null
table dead_end: author_id uuid not null
table dead_end: made_at timestamp with time zone not null
table decision: space_id uuid not null
table decision: id uuid not null
table decision: chapter_id uuid not null
table decision: words text not null
table decision: reasons text not null
table decision: decided_on date
table decision: taken_by text not null
table decision: not_heard text not null
table decision: author_id uuid not null
table decision: version integer not null
table decision: made_at timestamp with time zone not null
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
table file: id uuid not null
table file: space_id uuid not null
table file: chapter_id uuid not null
table file: name text not null
table file: size integer not null
table file: digest bytea not null
table file: wrapped_key bytea not null
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
table insight: author_id uuid not null
table insight: version integer not null
table insight: made_at timestamp with time zone not null
table insight_evidence: space_id uuid not null
table insight_evidence: insight_id uuid not null
table insight_evidence: evidence_id uuid not null
table insight_evidence: chapter_id uuid not null
table insight_evidence: bears text not null
table installation: only_one boolean not null
table installation: name text not null
table installation: host_sentence text not null
table installation: zone text not null
table installation: demonstration boolean not null
table installation: clock_offset interval not null
table installation: setup_hash bytea
table installation: set_up_at timestamp with time zone
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
table login: person_id uuid not null
table login: email text not null
table login: email_key text not null
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
table migration: name text not null
table migration: sha256 text not null
table night: on_day date not null
table night: counts jsonb not null
table organisation: id uuid not null
table organisation: name text not null
table organisation: org_id text
table organisation: size_band text
table organisation: sector text
table organisation: made_by uuid not null
table outcome: space_id uuid not null
table outcome: id uuid not null
table outcome: chapter_id uuid not null
table outcome: words text not null
table outcome: state text not null
table outcome: intended boolean not null
table outcome: says_who text not null
table outcome: look_again_on date
table outcome: author_id uuid not null
table outcome: version integer not null
table outcome: made_at timestamp with time zone not null
table passkey: id text not null
table passkey: person_id uuid not null
table passkey: public_key bytea not null
table passkey: counter bigint not null
table passkey: transports text[] not null
table passkey: name text not null
table passkey: made_at timestamp with time zone not null
table password: person_id uuid not null
table password: hash text not null
table password: totp_cipher bytea
table password: totp_confirmed_at timestamp with time zone
table password: totp_last_step bigint not null
table password: changed_at timestamp with time zone not null
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
table photo_gone: id uuid not null
table profile: person_id uuid not null
table profile: access_needs text not null
table profile: learning_style text not null
table profile: prefers text not null
table profile: zone text
table receiver: space_id uuid not null
table receiver: id uuid not null
table receiver: chapter_id uuid not null
table receiver: insight_id uuid not null
table receiver: seat_id uuid not null
table receiver: note text not null
table receiver: let_out text not null
table receiver: sent_by uuid not null
table receiver: sent_at timestamp with time zone not null
table receiver: link_hash bytea
table receiver: link_ends_at timestamp with time zone
table release: crossing_id uuid not null
table release: into_table text not null
table release: row_id uuid not null
table release: at timestamp with time zone not null
table seat: id uuid not null
table seat: space_id uuid not null
table seat: chapter_id uuid not null
table seat: title text not null
table seat: holder text not null
table seat: made_by uuid not null
table session: id uuid not null
table session: person_id uuid not null
table session: token_hash bytea not null
table session: kind text not null
table session: device text not null
table session: made_at timestamp with time zone not null
table session: seen_at timestamp with time zone not null
table session: proved_at timestamp with time zone
table session: ends_at timestamp with time zone not null
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
table tombstone: space_id uuid not null
table tombstone: deleted_on date not null
table turning_point: space_id uuid not null
table turning_point: id uuid not null
table turning_point: chapter_id uuid not null
table turning_point: on_day date not null
table turning_point: words text not null
table turning_point: author_id uuid not null
table turning_point: made_at timestamp with time zone not null
table withdrawal: crossing_id uuid not null
table withdrawal: by uuid not null
table withdrawal: at timestamp with time zone not null

table acknowledgement: row security t, forced t
table action: row security t, forced t
table arrival_answer: row security t, forced t
table attempt: row security t, forced t
table chain_link: row security t, forced t
table chapter: row security t, forced t
table charter: row security t, forced t
table charter_version: row security t, forced t
table closing: row security t, forced t
table closing_answer: row security t, forced t
table consent: row security t, forced t
table crossing: row security t, forced t
table crossing_outcome: row security t, forced t
table dead_end: row security t, forced t
table decision: row security t, forced t
table dissent: row security t, forced t
table document: row security t, forced t
table ending_step: row security t, forced t
table entry: row security t, forced t
table entry_photo: row security t, forced t
table entry_version: row security t, forced t
table event: row security t, forced t
table evidence: row security t, forced t
table file: row security t, forced t
table insight: row security t, forced t
table insight_evidence: row security t, forced t
table installation: row security t, forced t
table invitation: row security t, forced t
table login: row security t, forced t
table look_again: row security t, forced t
table mail_address: row security t, forced t
table membership: row security t, forced t
table migration: row security f, forced f
table night: row security f, forced f
table organisation: row security t, forced t
table outcome: row security t, forced t
table passkey: row security t, forced t
table password: row security t, forced t
table person: row security t, forced t
table phase_change: row security t, forced t
table photo_gone: row security t, forced t
table profile: row security t, forced t
table receiver: row security t, forced t
table release: row security t, forced t
table seat: row security t, forced t
table session: row security t, forced t
table space: row security t, forced t
table space_limits: row security t, forced t
table space_partner: row security t, forced t
table space_rule: row security t, forced t
table tombstone: row security t, forced t
table turning_point: row security t, forced t
table withdrawal: row security t, forced t

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
constraint action: CHECK ((started_by = ANY (ARRAY['us'::text, 'funder'::text, 'event'::text])))
constraint action: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint action: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint action: NOT NULL accountable
constraint action: NOT NULL author_id
constraint action: NOT NULL chapter_id
constraint action: NOT NULL delivered_by
constraint action: NOT NULL id
constraint action: NOT NULL made_at
constraint action: NOT NULL space_id
constraint action: NOT NULL started_by
constraint action: NOT NULL version
constraint action: NOT NULL words
constraint action: PRIMARY KEY (space_id, id)
constraint action: UNIQUE (id)
constraint arrival_answer: FOREIGN KEY (membership_id) REFERENCES membership(id) ON DELETE CASCADE
constraint arrival_answer: FOREIGN KEY (person_id) REFERENCES person(id)
constraint arrival_answer: NOT NULL answered_at
constraint arrival_answer: NOT NULL membership_id
constraint arrival_answer: NOT NULL person_id
constraint arrival_answer: PRIMARY KEY (membership_id, person_id)
constraint attempt: NOT NULL answer
constraint attempt: NOT NULL at
constraint attempt: NOT NULL id
constraint attempt: NOT NULL person_id
constraint attempt: NOT NULL procedure
constraint attempt: PRIMARY KEY (person_id, procedure, id)
constraint chain_link: CHECK ((from_kind = ANY (ARRAY['insight'::text, 'decision'::text, 'action'::text])))
constraint chain_link: CHECK ((to_kind = ANY (ARRAY['decision'::text, 'action'::text, 'outcome'::text])))
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
constraint chapter: NOT NULL number
constraint chapter: NOT NULL opened_at
constraint chapter: NOT NULL space_id
constraint chapter: PRIMARY KEY (id)
constraint chapter: UNIQUE (space_id, id)
constraint chapter: UNIQUE (space_id, number)
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
constraint consent: CHECK ((answer = ANY (ARRAY['goes'::text, 'stays'::text])))
constraint consent: CHECK ((standing = ANY (ARRAY['speaker'::text, 'organisation'::text, 'group'::text])))
constraint consent: FOREIGN KEY (crossing_id) REFERENCES crossing(id) ON DELETE CASCADE
constraint consent: FOREIGN KEY (person_id) REFERENCES person(id)
constraint consent: NOT NULL crossing_id
constraint consent: NOT NULL person_id
constraint consent: NOT NULL standing
constraint consent: PRIMARY KEY (crossing_id, person_id, standing)
constraint crossing: CHECK (((length(audience) >= 1) AND (length(audience) <= 1000)))
constraint crossing: CHECK (((length(words) >= 1) AND (length(words) <= 5000)))
constraint crossing: CHECK ((form = ANY (ARRAY['words'::text, 'unnamed'::text, 'theme'::text])))
constraint crossing: CHECK ((length(purpose) <= 500))
constraint crossing: CHECK ((num_nonnulls(to_space, to_seat) = 1))
constraint crossing: CHECK ((source_kind = ANY (ARRAY['entry'::text, 'evidence'::text])))
constraint crossing: FOREIGN KEY (names_organisation) REFERENCES organisation(id)
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
constraint crossing: NOT NULL proposed_at
constraint crossing: NOT NULL proposed_by
constraint crossing: NOT NULL purpose
constraint crossing: NOT NULL source_id
constraint crossing: NOT NULL source_kind
constraint crossing: NOT NULL source_version
constraint crossing: NOT NULL speaker_id
constraint crossing: PRIMARY KEY (id)
constraint crossing_outcome: CHECK ((outcome = ANY (ARRAY['went'::text, 'stays'::text])))
constraint crossing_outcome: FOREIGN KEY (crossing_id) REFERENCES crossing(id) ON DELETE CASCADE
constraint crossing_outcome: NOT NULL at
constraint crossing_outcome: NOT NULL crossing_id
constraint crossing_outcome: NOT NULL outcome
constraint crossing_outcome: PRIMARY KEY (crossing_id)
constraint dead_end: CHECK (((length(reason) >= 1) AND (length(reason) <= 1000)))
constraint dead_end: CHECK ((item_kind = ANY (ARRAY['insight'::text, 'decision'::text, 'action'::text])))
constraint dead_end: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint dead_end: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint dead_end: NOT NULL author_id
constraint dead_end: NOT NULL chapter_id
constraint dead_end: NOT NULL item_id
constraint dead_end: NOT NULL item_kind
constraint dead_end: NOT NULL made_at
constraint dead_end: NOT NULL reason
constraint dead_end: NOT NULL space_id
constraint dead_end: PRIMARY KEY (space_id, item_id)
constraint decision: CHECK (((length(words) >= 1) AND (length(words) <= 1000)))
constraint decision: CHECK ((length(not_heard) <= 500))
constraint decision: CHECK ((length(reasons) <= 2000))
constraint decision: CHECK ((length(taken_by) <= 300))
constraint decision: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint decision: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint decision: NOT NULL author_id
constraint decision: NOT NULL chapter_id
constraint decision: NOT NULL id
constraint decision: NOT NULL made_at
constraint decision: NOT NULL not_heard
constraint decision: NOT NULL reasons
constraint decision: NOT NULL space_id
constraint decision: NOT NULL taken_by
constraint decision: NOT NULL version
constraint decision: NOT NULL words
constraint decision: PRIMARY KEY (space_id, id)
constraint decision: UNIQUE (id)
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
constraint document: CHECK (((length(text) >= 1) AND (length(text) <= 2000000)))
constraint document: CHECK (((length(title) >= 1) AND (length(title) <= 300)))
constraint document: CHECK ((kind = ANY (ARRAY['txt'::text, 'docx'::text, 'odt'::text, 'pdf'::text, 'csv'::text, 'xlsx'::text, 'pasted'::text])))
constraint document: CHECK ((length(source) <= 500))
constraint document: FOREIGN KEY (file_id) REFERENCES file(id) DEFERRABLE
constraint document: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint document: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint document: NOT NULL chapter_id
constraint document: NOT NULL id
constraint document: NOT NULL kind
constraint document: NOT NULL made_at
constraint document: NOT NULL notes
constraint document: NOT NULL pages
constraint document: NOT NULL source
constraint document: NOT NULL space_id
constraint document: NOT NULL text
constraint document: NOT NULL title
constraint document: NOT NULL tsv
constraint document: PRIMARY KEY (space_id, id)
constraint document: UNIQUE (id)
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
constraint insight: CHECK (((length(words) >= 1) AND (length(words) <= 1000)))
constraint insight: CHECK ((asked >= 0))
constraint insight: CHECK ((confidence = ANY (ARRAY['barely'::text, 'fairly'::text, 'very'::text])))
constraint insight: CHECK ((length(change_mind) <= 1000))
constraint insight: CHECK ((length(scope) <= 300))
constraint insight: CHECK ((length(sense_made_by) <= 500))
constraint insight: CHECK ((loop = ANY (ARRAY['single'::text, 'double'::text, 'triple'::text])))
constraint insight: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint insight: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint insight: NOT NULL author_id
constraint insight: NOT NULL change_mind
constraint insight: NOT NULL chapter_id
constraint insight: NOT NULL confidence
constraint insight: NOT NULL id
constraint insight: NOT NULL loop
constraint insight: NOT NULL made_at
constraint insight: NOT NULL scope
constraint insight: NOT NULL sense_made_by
constraint insight: NOT NULL space_id
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
constraint installation: CHECK ((demonstration OR (clock_offset = '00:00:00'::interval)))
constraint installation: CHECK (only_one)
constraint installation: NOT NULL clock_offset
constraint installation: NOT NULL demonstration
constraint installation: NOT NULL host_sentence
constraint installation: NOT NULL name
constraint installation: NOT NULL only_one
constraint installation: NOT NULL zone
constraint installation: PRIMARY KEY (only_one)
constraint invitation: CHECK (((length(email) >= 3) AND (length(email) <= 254)))
constraint invitation: CHECK (((length(name) >= 1) AND (length(name) <= 120)))
constraint invitation: CHECK ((length(reason) <= 500))
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
constraint membership: CHECK (((ends_at IS NULL) OR (ends_at >= starts_at)))
constraint membership: CHECK ((class = ANY (ARRAY['funder'::text, 'public_body'::text, 'grantee'::text, 'delivery_partner'::text, 'learning_partner'::text, 'evaluator'::text, 'academic'::text, 'community_member'::text, 'observer'::text])))
constraint membership: CHECK ((length(reason_joined) <= 500))
constraint membership: CHECK ((length(reason_left) <= 500))
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
constraint night: NOT NULL counts
constraint night: NOT NULL on_day
constraint night: PRIMARY KEY (on_day)
constraint organisation: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
constraint organisation: CHECK ((org_id ~ '^[A-Z0-9]+(-[A-Z0-9]+)*-[A-Za-z0-9./-]+$'::text))
constraint organisation: CHECK ((sector = ANY (ARRAY['charity'::text, 'public'::text, 'education'::text, 'health'::text, 'housing'::text, 'faith'::text, 'business'::text, 'funder'::text, 'other'::text])))
constraint organisation: CHECK ((size_band = ANY (ARRAY['1-9'::text, '10-49'::text, '50-249'::text, '250+'::text])))
constraint organisation: NOT NULL id
constraint organisation: NOT NULL made_by
constraint organisation: NOT NULL name
constraint organisation: PRIMARY KEY (id)
constraint outcome: CHECK ((length(says_who) <= 300))
constraint outcome: CHECK ((length(words) <= 1000))
constraint outcome: CHECK ((state = ANY (ARRAY['too_early'::text, 'agreed'::text, 'partly_agreed'::text, 'not_agreed'::text, 'dont_know'::text])))
constraint outcome: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint outcome: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint outcome: NOT NULL author_id
constraint outcome: NOT NULL chapter_id
constraint outcome: NOT NULL id
constraint outcome: NOT NULL intended
constraint outcome: NOT NULL made_at
constraint outcome: NOT NULL says_who
constraint outcome: NOT NULL space_id
constraint outcome: NOT NULL state
constraint outcome: NOT NULL version
constraint outcome: NOT NULL words
constraint outcome: PRIMARY KEY (space_id, id)
constraint outcome: UNIQUE (id)
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
constraint photo_gone: NOT NULL id
constraint photo_gone: PRIMARY KEY (id)
constraint profile: CHECK ((length(access_needs) <= 2000))
constraint profile: CHECK ((length(learning_style) <= 2000))
constraint profile: CHECK ((prefers = ANY (ARRAY['words'::text, 'pictures'::text, 'sound'::text])))
constraint profile: FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
constraint profile: NOT NULL access_needs
constraint profile: NOT NULL learning_style
constraint profile: NOT NULL person_id
constraint profile: NOT NULL prefers
constraint profile: PRIMARY KEY (person_id)
constraint receiver: CHECK ((length(let_out) <= 5000))
constraint receiver: CHECK ((length(note) <= 1000))
constraint receiver: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint receiver: FOREIGN KEY (space_id, insight_id) REFERENCES insight(space_id, id) DEFERRABLE
constraint receiver: FOREIGN KEY (space_id, seat_id) REFERENCES seat(space_id, id) DEFERRABLE
constraint receiver: NOT NULL chapter_id
constraint receiver: NOT NULL id
constraint receiver: NOT NULL insight_id
constraint receiver: NOT NULL let_out
constraint receiver: NOT NULL note
constraint receiver: NOT NULL seat_id
constraint receiver: NOT NULL sent_at
constraint receiver: NOT NULL sent_by
constraint receiver: NOT NULL space_id
constraint receiver: PRIMARY KEY (space_id, id)
constraint receiver: UNIQUE (id)
constraint receiver: UNIQUE (link_hash)
constraint release: FOREIGN KEY (crossing_id) REFERENCES crossing(id) ON DELETE CASCADE
constraint release: NOT NULL at
constraint release: NOT NULL crossing_id
constraint release: NOT NULL into_table
constraint release: NOT NULL row_id
constraint release: PRIMARY KEY (crossing_id, into_table, row_id)
constraint seat: CHECK (((length(title) >= 1) AND (length(title) <= 160)))
constraint seat: CHECK ((length(holder) <= 160))
constraint seat: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint seat: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint seat: NOT NULL chapter_id
constraint seat: NOT NULL holder
constraint seat: NOT NULL id
constraint seat: NOT NULL made_by
constraint seat: NOT NULL space_id
constraint seat: NOT NULL title
constraint seat: PRIMARY KEY (id)
constraint seat: UNIQUE (space_id, id)
constraint session: CHECK ((kind = ANY (ARRAY['full'::text, 'pen'::text])))
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
constraint session: UNIQUE (token_hash)
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
constraint space_rule: CHECK ((rule = ANY (ARRAY['group_consent'::text, 'newcomers_read_back'::text, 'safeguarding_contact'::text])))
constraint space_rule: FOREIGN KEY (space_id) REFERENCES space(id) ON DELETE CASCADE
constraint space_rule: FOREIGN KEY (space_id, chapter_id) REFERENCES chapter(space_id, id) ON DELETE CASCADE
constraint space_rule: NOT NULL chapter_id
constraint space_rule: NOT NULL rule
constraint space_rule: NOT NULL since
constraint space_rule: NOT NULL space_id
constraint space_rule: NOT NULL value
constraint space_rule: PRIMARY KEY (space_id, rule, since)
constraint tombstone: NOT NULL deleted_on
constraint tombstone: NOT NULL space_id
constraint tombstone: PRIMARY KEY (space_id)
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
constraint withdrawal: FOREIGN KEY (crossing_id) REFERENCES crossing(id) ON DELETE CASCADE
constraint withdrawal: NOT NULL at
constraint withdrawal: NOT NULL by
constraint withdrawal: NOT NULL crossing_id
constraint withdrawal: PRIMARY KEY (crossing_id)

CREATE INDEX chain_link_back ON public.chain_link USING btree (space_id, to_id)
CREATE INDEX consent_person ON public.consent USING btree (person_id)
CREATE INDEX crossing_source ON public.crossing USING btree (source_id)
CREATE INDEX crossing_speaker ON public.crossing USING btree (speaker_id)
CREATE INDEX document_list ON public.document USING btree (chapter_id, made_at DESC, id)
CREATE INDEX document_search ON public.document USING gin (chapter_id, tsv)
CREATE INDEX entry_gone ON public.entry USING btree (gone_at) WHERE (gone_at IS NOT NULL)
CREATE INDEX entry_list ON public.entry USING btree (chapter_id, made_at DESC, id)
CREATE INDEX entry_photo_of ON public.entry_photo USING btree (entry_id)
CREATE INDEX evidence_crossing ON public.evidence USING btree (crossing_id)
CREATE INDEX evidence_document ON public.evidence USING btree (space_id, document_id)
CREATE INDEX evidence_list ON public.evidence USING btree (chapter_id, made_at DESC, id)
CREATE INDEX evidence_search ON public.evidence USING gin (chapter_id, tsv)
CREATE INDEX file_digest ON public.file USING btree (space_id, digest)
CREATE INDEX insight_evidence_back ON public.insight_evidence USING btree (space_id, evidence_id)
CREATE INDEX insight_list ON public.insight USING btree (chapter_id, made_at DESC, id)
CREATE INDEX invitation_space ON public.invitation USING btree (space_id)
CREATE INDEX membership_person ON public.membership USING btree (person_id)
CREATE INDEX membership_space ON public.membership USING btree (space_id)
CREATE INDEX passkey_person ON public.passkey USING btree (person_id)
CREATE INDEX session_person ON public.session USING btree (person_id)
CREATE INDEX space_parent ON public.space USING btree (parent_id)
CREATE INDEX space_partner_organisation ON public.space_partner USING btree (organisation_id)
CREATE UNIQUE INDEX acknowledgement_pkey ON public.acknowledgement USING btree (space_id, id)
CREATE UNIQUE INDEX action_id_key ON public.action USING btree (id)
CREATE UNIQUE INDEX action_pkey ON public.action USING btree (space_id, id)
CREATE UNIQUE INDEX arrival_answer_pkey ON public.arrival_answer USING btree (membership_id, person_id)
CREATE UNIQUE INDEX attempt_pkey ON public.attempt USING btree (person_id, procedure, id)
CREATE UNIQUE INDEX chain_link_pkey ON public.chain_link USING btree (space_id, from_id, to_id)
CREATE UNIQUE INDEX chapter_pkey ON public.chapter USING btree (id)
CREATE UNIQUE INDEX chapter_space_id_id_key ON public.chapter USING btree (space_id, id)
CREATE UNIQUE INDEX chapter_space_id_number_key ON public.chapter USING btree (space_id, number)
CREATE UNIQUE INDEX charter_pkey ON public.charter USING btree (space_id)
CREATE UNIQUE INDEX charter_version_pkey ON public.charter_version USING btree (space_id, id)
CREATE UNIQUE INDEX closing_answer_pkey ON public.closing_answer USING btree (closing_id, person_id)
CREATE UNIQUE INDEX closing_open ON public.closing USING btree (space_id) WHERE (outcome IS NULL)
CREATE UNIQUE INDEX closing_pkey ON public.closing USING btree (id)
CREATE UNIQUE INDEX consent_pkey ON public.consent USING btree (crossing_id, person_id, standing)
CREATE UNIQUE INDEX crossing_outcome_pkey ON public.crossing_outcome USING btree (crossing_id)
CREATE UNIQUE INDEX crossing_pkey ON public.crossing USING btree (id)
CREATE UNIQUE INDEX dead_end_pkey ON public.dead_end USING btree (space_id, item_id)
CREATE UNIQUE INDEX decision_id_key ON public.decision USING btree (id)
CREATE UNIQUE INDEX decision_pkey ON public.decision USING btree (space_id, id)
CREATE UNIQUE INDEX dissent_pkey ON public.dissent USING btree (space_id, id)
CREATE UNIQUE INDEX document_id_key ON public.document USING btree (id)
CREATE UNIQUE INDEX document_pkey ON public.document USING btree (space_id, id)
CREATE UNIQUE INDEX ending_step_pkey ON public.ending_step USING btree (space_id, step)
CREATE UNIQUE INDEX entry_id_key ON public.entry USING btree (id)
CREATE UNIQUE INDEX entry_photo_id_key ON public.entry_photo USING btree (id)
CREATE UNIQUE INDEX entry_photo_pkey ON public.entry_photo USING btree (space_id, id)
CREATE UNIQUE INDEX entry_pkey ON public.entry USING btree (space_id, id)
CREATE UNIQUE INDEX entry_version_pkey ON public.entry_version USING btree (space_id, entry_id, version)
CREATE UNIQUE INDEX event_pkey ON public.event USING btree (chapter_id, number)
CREATE UNIQUE INDEX evidence_id_key ON public.evidence USING btree (id)
CREATE UNIQUE INDEX evidence_pkey ON public.evidence USING btree (space_id, id)
CREATE UNIQUE INDEX file_pkey ON public.file USING btree (id)
CREATE UNIQUE INDEX insight_evidence_pkey ON public.insight_evidence USING btree (space_id, insight_id, evidence_id)
CREATE UNIQUE INDEX insight_id_key ON public.insight USING btree (id)
CREATE UNIQUE INDEX insight_pkey ON public.insight USING btree (space_id, id)
CREATE UNIQUE INDEX installation_pkey ON public.installation USING btree (only_one)
CREATE UNIQUE INDEX invitation_pkey ON public.invitation USING btree (id)
CREATE UNIQUE INDEX invitation_token_hash_key ON public.invitation USING btree (token_hash)
CREATE UNIQUE INDEX login_email_key_key ON public.login USING btree (email_key)
CREATE UNIQUE INDEX login_pkey ON public.login USING btree (person_id)
CREATE UNIQUE INDEX look_again_pkey ON public.look_again USING btree (space_id, id)
CREATE UNIQUE INDEX mail_address_hash_key ON public.mail_address USING btree (hash)
CREATE UNIQUE INDEX mail_address_pkey ON public.mail_address USING btree (person_id)
CREATE UNIQUE INDEX membership_pkey ON public.membership USING btree (id)
CREATE UNIQUE INDEX migration_pkey ON public.migration USING btree (name)
CREATE UNIQUE INDEX night_pkey ON public.night USING btree (on_day)
CREATE UNIQUE INDEX organisation_pkey ON public.organisation USING btree (id)
CREATE UNIQUE INDEX outcome_id_key ON public.outcome USING btree (id)
CREATE UNIQUE INDEX outcome_pkey ON public.outcome USING btree (space_id, id)
CREATE UNIQUE INDEX passkey_pkey ON public.passkey USING btree (id)
CREATE UNIQUE INDEX password_pkey ON public.password USING btree (person_id)
CREATE UNIQUE INDEX person_pkey ON public.person USING btree (id)
CREATE UNIQUE INDEX phase_change_pkey ON public.phase_change USING btree (space_id, id)
CREATE UNIQUE INDEX photo_gone_pkey ON public.photo_gone USING btree (id)
CREATE UNIQUE INDEX profile_pkey ON public.profile USING btree (person_id)
CREATE UNIQUE INDEX receiver_id_key ON public.receiver USING btree (id)
CREATE UNIQUE INDEX receiver_link_hash_key ON public.receiver USING btree (link_hash)
CREATE UNIQUE INDEX receiver_pkey ON public.receiver USING btree (space_id, id)
CREATE UNIQUE INDEX release_pkey ON public.release USING btree (crossing_id, into_table, row_id)
CREATE UNIQUE INDEX seat_pkey ON public.seat USING btree (id)
CREATE UNIQUE INDEX seat_space_id_id_key ON public.seat USING btree (space_id, id)
CREATE UNIQUE INDEX session_pkey ON public.session USING btree (id)
CREATE UNIQUE INDEX session_token_hash_key ON public.session USING btree (token_hash)
CREATE UNIQUE INDEX space_address_key ON public.space USING btree (address)
CREATE UNIQUE INDEX space_limits_pkey ON public.space_limits USING btree (space_id)
CREATE UNIQUE INDEX space_owner_id_key ON public.space USING btree (owner_id)
CREATE UNIQUE INDEX space_partner_id_key ON public.space_partner USING btree (id)
CREATE UNIQUE INDEX space_partner_pkey ON public.space_partner USING btree (space_id, id)
CREATE UNIQUE INDEX space_pkey ON public.space USING btree (id)
CREATE UNIQUE INDEX space_rule_pkey ON public.space_rule USING btree (space_id, rule, since)
CREATE UNIQUE INDEX tombstone_pkey ON public.tombstone USING btree (space_id)
CREATE UNIQUE INDEX turning_point_pkey ON public.turning_point USING btree (space_id, id)
CREATE UNIQUE INDEX withdrawal_pkey ON public.withdrawal USING btree (crossing_id)

policy built_on on insight PERMISSIVE ALL to mover using (id IN ( SELECT l.insight_id
   FROM insight_evidence l)) check true
policy built_on on insight_evidence PERMISSIVE SELECT to mover using (evidence_id IN ( SELECT e.id
   FROM evidence e)) check 
policy built_on on look_again PERMISSIVE ALL to mover using (insight_id IN ( SELECT l.insight_id
   FROM insight_evidence l)) check (insight_id IN ( SELECT l.insight_id
   FROM insight_evidence l))
policy built_on on receiver PERMISSIVE ALL to mover using (insight_id IN ( SELECT l.insight_id
   FROM insight_evidence l)) check true
policy closing_lapses on crossing PERMISSIVE UPDATE to gate using true check (words IS NULL)
policy closing_lapses on crossing_outcome PERMISSIVE ALL to gate using true check (outcome = 'stays'::text)
policy directory on space PERMISSIVE SELECT to web using (id = ANY (( SELECT my_directory() AS my_directory)::uuid[])) check 
policy finder_reads on chapter PERMISSIVE SELECT to finder using true check 
policy finds on document PERMISSIVE SELECT to finder using true check 
policy finds on evidence PERMISSIVE SELECT to finder using true check 
policy for_proposing on entry PERMISSIVE SELECT to mover using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check 
policy for_proposing on evidence PERMISSIVE SELECT to mover using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check 
policy founding on charter PERMISSIVE ALL to gate using true check true
policy founding on space_rule PERMISSIVE ALL to gate using true check true
policy gate_all on arrival_answer PERMISSIVE ALL to gate using true check true
policy gate_all on chapter PERMISSIVE ALL to gate using true check true
policy gate_all on closing PERMISSIVE ALL to gate using true check true
policy gate_all on closing_answer PERMISSIVE ALL to gate using true check true
policy gate_all on invitation PERMISSIVE ALL to gate using true check true
policy gate_all on membership PERMISSIVE ALL to gate using true check true
policy gate_all on space PERMISSIVE ALL to gate using true check true
policy gate_all on tombstone PERMISSIVE ALL to gate using true check true
policy gate_answers on acknowledgement PERMISSIVE ALL to gate using true check true
policy gate_appends on event PERMISSIVE ALL to gate using true check true
policy gate_lets_go on entry PERMISSIVE ALL to gate using true check true
policy gate_notes on photo_gone PERMISSIVE INSERT to gate using  check true
policy gate_reads on login PERMISSIVE SELECT to gate using true check 
policy gate_reads on mail_address PERMISSIVE SELECT to gate using true check 
policy gate_reads on organisation PERMISSIVE SELECT to gate using true check 
policy gate_reads on passkey PERMISSIVE SELECT to gate using true check 
policy gate_reads on password PERMISSIVE SELECT to gate using true check 
policy gate_reads on person PERMISSIVE SELECT to gate using true check 
policy gate_reads on receiver PERMISSIVE SELECT to gate using true check 
policy gate_reads on seat PERMISSIVE SELECT to gate using true check 
policy gate_reads on session PERMISSIVE SELECT to gate using true check 
policy gate_reads on space_partner PERMISSIVE SELECT to gate using true check 
policy gate_sets_up on installation PERMISSIVE UPDATE to gate using true check true
policy gate_speaker on crossing PERMISSIVE SELECT to gate using true check 
policy gate_touches on session PERMISSIVE UPDATE to gate using true check true
policy invited on invitation PERMISSIVE SELECT to web using (accepted_by = me()) check 
policy inviter on invitation PERMISSIVE ALL to web using (invited_by = me()) check ((invited_by = me()) AND (space_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[])))
policy landed on evidence PERMISSIVE ALL to mover using (crossing_id IN ( SELECT c.id
   FROM crossing c)) check (crossing_id IN ( SELECT c.id
   FROM crossing c))
policy made on organisation PERMISSIVE INSERT to web using  check (made_by = me())
policy managers on charter RESTRICTIVE UPDATE to web using i_manage(space_id) check i_manage(space_id)
policy managers on space RESTRICTIVE UPDATE to web using i_manage(id) check i_manage(id)
policy met on organisation PERMISSIVE SELECT to web using (id = ANY (( SELECT my_organisations() AS my_organisations)::uuid[])) check 
policy met on person PERMISSIVE SELECT to web using (id = ANY (( SELECT my_people() AS my_people)::uuid[])) check 
policy mine on chapter PERMISSIVE SELECT to web using (id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check 
policy mine on membership PERMISSIVE SELECT to web using ((person_id = me()) OR (space_id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[]))) check 
policy mover_all on consent PERMISSIVE ALL to mover using true check true
policy mover_appends on event PERMISSIVE ALL to mover using true check true
policy mover_blanks on crossing PERMISSIVE UPDATE to mover using (id IN ( SELECT c.crossing_id
   FROM consent c
  WHERE (c.person_id = me()))) check (words IS NULL)
policy mover_concerned on crossing PERMISSIVE ALL to mover using ((speaker_id = me()) OR (proposed_by = me()) OR (id IN ( SELECT c.crossing_id
   FROM consent c
  WHERE (c.person_id = me())))) check ((proposed_by = me()) OR (speaker_id = me()))
policy mover_concerned on crossing_outcome PERMISSIVE ALL to mover using (crossing_id IN ( SELECT c.id
   FROM crossing c)) check (crossing_id IN ( SELECT c.id
   FROM crossing c))
policy mover_concerned on release PERMISSIVE ALL to mover using (crossing_id IN ( SELECT c.id
   FROM crossing c)) check (crossing_id IN ( SELECT c.id
   FROM crossing c))
policy mover_reads on chapter PERMISSIVE SELECT to mover using true check 
policy mover_reads on membership PERMISSIVE SELECT to mover using true check 
policy mover_reads on seat PERMISSIVE SELECT to mover using true check 
policy mover_reads on space PERMISSIVE SELECT to mover using true check 
policy mover_reads on space_rule PERMISSIVE SELECT to mover using true check 
policy mover_speaker on withdrawal PERMISSIVE ALL to mover using (by = me()) check (by = me())
policy next_day on look_again RESTRICTIVE ALL to web using (due_at <= clock_now()) check (due_at <= clock_now())
policy not_altered on evidence RESTRICTIVE UPDATE to web using (crossing_id IS NULL) check 
policy not_by_hand on evidence RESTRICTIVE INSERT to web using  check ((crossing_id IS NULL) AND (brought_on IS NULL))
policy not_closed on space RESTRICTIVE UPDATE to web using (closed_at IS NULL) check (closed_at IS NULL)
policy not_gone on entry RESTRICTIVE SELECT to web using (gone_at IS NULL) check 
policy not_gone on entry_photo RESTRICTIVE SELECT to web using (EXISTS ( SELECT
   FROM entry e
  WHERE (e.id = entry_photo.entry_id))) check 
policy not_gone on entry_version RESTRICTIVE SELECT to web using (EXISTS ( SELECT
   FROM entry e
  WHERE (e.id = entry_version.entry_id))) check 
policy not_lapsed on evidence RESTRICTIVE ALL to web using ((valid_until IS NULL) OR (valid_until >= (clock_now())::date)) check 
policy one on chapter PERMISSIVE SELECT to live using (id = (NULLIF(current_setting('app.chapter'::text, true), ''::text))::uuid) check 
policy one on event PERMISSIVE SELECT to live using (chapter_id = (NULLIF(current_setting('app.chapter'::text, true), ''::text))::uuid) check 
policy own on arrival_answer PERMISSIVE SELECT to web using (person_id = me()) check 
policy own on attempt PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on closing_answer PERMISSIVE SELECT to web using (person_id = me()) check 
policy own on consent PERMISSIVE SELECT to web using (person_id = me()) check 
policy own on crossing PERMISSIVE SELECT to web using ((speaker_id = me()) OR ((from_chapter = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) AND ((proposed_by = me()) OR (id IN ( SELECT c.crossing_id
   FROM consent c
  WHERE (c.person_id = me()))))) OR ((to_space = ANY (( SELECT my_spaces() AS my_spaces)::uuid[])) AND (id IN ( SELECT c.crossing_id
   FROM consent c
  WHERE ((c.person_id = me()) AND (c.standing = 'organisation'::text)))))) check 
policy own on crossing_outcome PERMISSIVE SELECT to web using (crossing_id IN ( SELECT c.id
   FROM crossing c)) check 
policy own on login PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on mail_address PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on organisation PERMISSIVE UPDATE to web using (made_by = me()) check (made_by = me())
policy own on passkey PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on password PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on person PERMISSIVE ALL to web using (id = me()) check (id = me())
policy own on profile PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on session PERMISSIVE ALL to web using (person_id = me()) check (person_id = me())
policy own on withdrawal PERMISSIVE SELECT to web using (by = me()) check 
policy readers on acknowledgement PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on action PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on chain_link PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on charter PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on charter_version PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on closing PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on dead_end PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on decision PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on dissent PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on document PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on ending_step PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on entry PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on entry_photo PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on entry_version PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on event PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on evidence PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on file PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on insight PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on insight_evidence PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on look_again PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on outcome PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on phase_change PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on receiver PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on seat PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on space_limits PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on space_partner PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy readers on space_rule PERMISSIVE SELECT to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check 
policy readers on turning_point PERMISSIVE ALL to web using (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[])) check (chapter_id = ANY (( SELECT my_chapters() AS my_chapters)::uuid[]))
policy reference_read on installation PERMISSIVE SELECT to finder,gate,live,mover,web,worker using true check 
policy settings on space PERMISSIVE UPDATE to web using (id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[])) check (id = ANY (( SELECT my_spaces() AS my_spaces)::uuid[]))
policy speaker on release PERMISSIVE SELECT to web using i_said(crossing_id) check 
policy sweep on attempt PERMISSIVE ALL to worker using (at < (clock_now() - '7 days'::interval)) check 
policy sweep on photo_gone PERMISSIVE ALL to worker using true check 
policy sweep on session PERMISSIVE DELETE to worker using (ends_at < clock_now()) check 
policy worker_reads on chapter PERMISSIVE SELECT to worker using true check 
policy worker_reads on event PERMISSIVE SELECT to worker using true check 
policy worker_reads on membership PERMISSIVE SELECT to worker using true check 
policy worker_reads on space PERMISSIVE SELECT to worker using true check 
policy writers on turning_point RESTRICTIVE UPDATE to web using (author_id = me()) check (author_id = me())
policy writers_out on turning_point RESTRICTIVE DELETE to web using (author_id = me()) check 
policy writing on turning_point RESTRICTIVE INSERT to web using  check (author_id = me())

grant DELETE on session to worker
grant DELETE, INSERT, SELECT on ending_step to web
grant DELETE, INSERT, SELECT on entry to web
grant DELETE, INSERT, SELECT on entry_photo to web
grant DELETE, INSERT, SELECT on entry_version to web
grant DELETE, INSERT, SELECT on login to web
grant DELETE, INSERT, SELECT on mail_address to web
grant DELETE, INSERT, SELECT on passkey to web
grant DELETE, INSERT, SELECT on password to web
grant DELETE, INSERT, SELECT on profile to web
grant DELETE, INSERT, SELECT on session to web
grant DELETE, INSERT, SELECT on space to gate
grant DELETE, INSERT, SELECT on turning_point to web
grant DELETE, SELECT on attempt to worker
grant DELETE, SELECT on entry to gate
grant DELETE, SELECT on photo_gone to worker
grant INSERT on photo_gone to gate
grant INSERT, SELECT on acknowledgement to gate
grant INSERT, SELECT on acknowledgement to web
grant INSERT, SELECT on action to web
grant INSERT, SELECT on arrival_answer to gate
grant INSERT, SELECT on attempt to web
grant INSERT, SELECT on chain_link to web
grant INSERT, SELECT on chapter to gate
grant INSERT, SELECT on charter to gate
grant INSERT, SELECT on charter to web
grant INSERT, SELECT on charter_version to web
grant INSERT, SELECT on closing to gate
grant INSERT, SELECT on closing_answer to gate
grant INSERT, SELECT on consent to mover
grant INSERT, SELECT on crossing to mover
grant INSERT, SELECT on crossing_outcome to gate
grant INSERT, SELECT on crossing_outcome to mover
grant INSERT, SELECT on dead_end to web
grant INSERT, SELECT on decision to web
grant INSERT, SELECT on dissent to web
grant INSERT, SELECT on document to web
grant INSERT, SELECT on event to gate
grant INSERT, SELECT on event to mover
grant INSERT, SELECT on event to web
grant INSERT, SELECT on evidence to mover
grant INSERT, SELECT on evidence to web
grant INSERT, SELECT on file to web
grant INSERT, SELECT on insight to web
grant INSERT, SELECT on insight_evidence to web
grant INSERT, SELECT on look_again to mover
grant INSERT, SELECT on membership to gate
grant INSERT, SELECT on organisation to web
grant INSERT, SELECT on outcome to web
grant INSERT, SELECT on person to web
grant INSERT, SELECT on phase_change to web
grant INSERT, SELECT on receiver to web
grant INSERT, SELECT on release to mover
grant INSERT, SELECT on seat to web
grant INSERT, SELECT on space_limits to web
grant INSERT, SELECT on space_partner to web
grant INSERT, SELECT on space_rule to gate
grant INSERT, SELECT on tombstone to gate
grant INSERT, SELECT on withdrawal to mover
grant SELECT on arrival_answer to web
grant SELECT on chapter to finder
grant SELECT on chapter to live
grant SELECT on chapter to mover
grant SELECT on chapter to web
grant SELECT on chapter to worker
grant SELECT on closing to web
grant SELECT on closing_answer to web
grant SELECT on consent to web
grant SELECT on crossing_outcome to web
grant SELECT on event to live
grant SELECT on event to worker
grant SELECT on insight to mover
grant SELECT on insight_evidence to mover
grant SELECT on installation to finder
grant SELECT on installation to gate
grant SELECT on installation to live
grant SELECT on installation to mover
grant SELECT on installation to web
grant SELECT on installation to worker
grant SELECT on invitation to gate
grant SELECT on invitation to web
grant SELECT on login to gate
grant SELECT on mail_address to gate
grant SELECT on membership to mover
grant SELECT on membership to web
grant SELECT on membership to worker
grant SELECT on organisation to gate
grant SELECT on passkey to gate
grant SELECT on password to gate
grant SELECT on person to gate
grant SELECT on receiver to gate
grant SELECT on receiver to mover
grant SELECT on release to web
grant SELECT on seat to gate
grant SELECT on seat to mover
grant SELECT on session to gate
grant SELECT on space to mover
grant SELECT on space to web
grant SELECT on space to worker
grant SELECT on space_partner to gate
grant SELECT on space_rule to mover
grant SELECT on space_rule to web
grant SELECT on withdrawal to web

grant update (accepted_by, confirmed_at, withdrawn_at) on invitation to gate
grant update (access_needs, learning_style, prefers, zone) on profile to web
grant update (accountable, delivered_by, due_on, started_by, starts_on, version, words) on action to web
grant update (agreed_at, called_off_by, outcome, settled_at, takes_effect_at) on closing to gate
grant update (anchor, intensity, payer, phase, priorities, purpose, template, version, vocabulary) on charter to web
grant update (answer, answered_at) on consent to mover
grant update (answer, at, words) on acknowledgement to gate
grant update (asked, change_mind, confidence, loop, scope, sense_made_by, version, words) on insight to web
grant update (asked, dated, disputed_by, limits, method, n, tsv, version, words) on evidence to web
grant update (author_id, document_id, ends, speaker_id, starts, tsv, words) on evidence to mover
grant update (changed_at, hash, totp_cipher, totp_confirmed_at, totp_last_step) on password to web
grant update (cipher) on entry_photo to web
grant update (cipher, hash, made_on) on mail_address to web
grant update (closed_at, ends_at) on space to gate
grant update (counter) on passkey to web
grant update (dated, source, title, tsv) on document to web
grant update (decided_on, not_heard, reasons, taken_by, version, words) on decision to web
grant update (decides, safeguarding, told, version) on space_limits to web
grant update (email) on login to web
grant update (ends_at, first_chapter, reason_left, roles, starts_at) on membership to gate
grant update (gone_at) on entry to gate
grant update (holder, title) on seat to web
grant update (host_sentence, name, set_up_at, setup_hash, zone) on installation to gate
grant update (intended, look_again_on, says_who, state, version, words) on outcome to web
grant update (kind, version) on entry to web
grant update (lapses_at, words) on crossing to gate
grant update (let_out) on receiver to mover
grant update (link_ends_at, link_hash) on receiver to web
grant update (looked_at) on look_again to web
grant update (name, org_id, sector, size_band) on organisation to web
grant update (name, pronouns) on person to web
grant update (name, zone) on space to web
grant update (on_day, words) on turning_point to web
grant update (proved_at, seen_at) on session to web
grant update (reason_left, to_day) on space_partner to web
grant update (seen_at) on session to gate
grant update (withdrawn_at) on invitation to web
grant update (words) on crossing to mover
grant update (words) on insight to mover

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
  if not exists (select from consent k where k.crossing_id = which and k.person_id = me()) then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from crossing_outcome o where o.crossing_id = which)
     or exists (select from crossing x where x.id = which and x.lapses_at <= clock_now()) then return 'settled'; end if;
  update consent set answer = said, answered_at = clock_now() where crossing_id = which and person_id = me() and answer is null;
  return settle_crossing(which);
end $function$

owner append_event(uuid,text,uuid,uuid,timestamp with time zone): owner
CREATE OR REPLACE FUNCTION public.append_event(in_chapter uuid, what text, about uuid, who uuid, happened timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare n bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended(in_chapter::text, 0));
  insert into event (space_id, chapter_id, number, kind, subject, actor_id, at)
  select c.space_id, c.id, 1 + coalesce((select max(e.number) from event e where e.chapter_id = c.id), 0), what, about, who, happened
    from chapter c where c.id = in_chapter returning number into n;
  return n;
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
    update crossing x set words = null where c.space_id in (x.from_space, x.to_space)
       and exists (select from crossing_outcome o where o.crossing_id = x.id and o.outcome = 'stays');
    update invitation set withdrawn_at = clock_now() where space_id = c.space_id and confirmed_at is null and withdrawn_at is null;
    update membership set ends_at = clock_now(), starts_at = least(starts_at, clock_now()) where space_id = c.space_id and first_chapter is null and ends_at is null;
    done := done + 1;
  end loop;
  for s in select x.id from space x where x.ends_at <= clock_now() order by x.id for update loop
    set constraints all deferred;
    insert into tombstone (space_id, deleted_on) values (s.id, (clock_now())::date) on conflict do nothing;
    delete from space where id = s.id;
    set constraints all immediate;
    done := done + 1;
  end loop;
  return done;
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

owner demonstration_people(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.demonstration_people()
 RETURNS TABLE(id uuid, name text, organisation text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select p.id, p.name, coalesce((select o.name from membership m join organisation o on o.id = m.organisation_id where m.person_id = p.id limit 1), '')
    from person p where (select demonstration from installation) order by p.name
$function$

owner destroy_gone_entries(): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.destroy_gone_entries()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  delete from entry where gone_at <= clock_now() - interval '60 seconds'
$function$

owner directory_has(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.directory_has(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select which = any (my_directory()) $function$

owner end_membership(uuid,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.end_membership(which uuid, why text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare sp uuid; waiting uuid;
begin
  update membership m set ends_at = greatest(clock_now(), least(m.starts_at, clock_now())), reason_left = why,
         starts_at = least(m.starts_at, clock_now())
   where m.id = which and m.ends_at is null and (m.person_id = me() or exists (
         select from membership b where b.space_id = m.space_id and b.person_id = me() and 'manager' = any (b.roles)
          and b.first_chapter is not null and (b.ends_at is null or b.ends_at > clock_now())))
  returning m.space_id into sp;
  if sp is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform append_event((select c.id from chapter c where c.space_id = sp and c.number = 0), 'membership.ended', which, me(), clock_now());
  if exists (select from membership o where o.space_id = sp and o.first_chapter is not null and (o.ends_at is null or o.ends_at > clock_now())) then
    for waiting in select m.id from membership m where m.space_id = sp and m.first_chapter is null and m.ends_at is null order by m.id loop
      perform settle_arrival(waiting);
    end loop;
  end if;
  return sp;
end $function$

owner find_library(uuid,tsquery,integer): finder finder=X/finder web=X/finder
CREATE OR REPLACE FUNCTION public.find_library(in_space uuid, query tsquery, most integer)
 RETURNS TABLE(kind text, id uuid, rank real)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with mine as (select array(select c.id from chapter c where c.space_id = in_space and c.id = any (my_chapters())) as chapters)
  select * from (
    select 'evidence', e.id, ts_rank(e.tsv, query) as rank from evidence e, mine where e.chapter_id = any (mine.chapters) and e.tsv @@ query
      and (e.valid_until is null or e.valid_until >= (clock_now())::date)
    union all
    select 'document', d.id, ts_rank(d.tsv, query) from document d, mine where d.chapter_id = any (mine.chapters) and d.tsv @@ query
  ) found (kind, id, rank) order by rank desc, id limit most
$function$

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

owner forget_my_entries(): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.forget_my_entries()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  delete from entry where space_id in (select s.id from space s where s.owner_id = me())
$function$

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

owner i_said(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.i_said(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select exists (select from crossing c where c.id = which and c.speaker_id = me()) $function$

owner in_space(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.in_space(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select which = any (my_spaces()) $function$

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

owner journal_at(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.journal_at(address bytea)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select person_id from mail_address where hash = address
$function$

owner land(uuid): mover mover=X/mover
CREATE OR REPLACE FUNCTION public.land(which uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c crossing; new_id uuid := gen_random_uuid(); into_chapter uuid; lang regconfig;
begin
  select * into c from crossing x where x.id = which;
  select ch.id, s.search_language into into_chapter, lang from chapter ch join space s on s.id = ch.space_id
    where ch.space_id = c.to_space order by ch.number desc limit 1;
  insert into evidence (space_id, id, chapter_id, words, attribution, speaker_id, author_id, crossing_id, brought_on, valid_until, made_at, tsv)
    values (c.to_space, new_id, into_chapter, c.words,
            case c.form when 'words' then 'named' when 'unnamed' then 'unnamed' else 'theme' end,
            case c.form when 'words' then c.speaker_id end, null, c.id, (clock_now())::date, c.until,
            case c.form when 'words' then clock_now() else date_trunc('day', clock_now()) end, to_tsvector(lang, c.words));
  insert into release (crossing_id, into_table, row_id) values (c.id, 'evidence', new_id);
  insert into crossing_outcome (crossing_id, outcome) values (c.id, 'went');
  perform append_event(into_chapter, 'evidence.brought_in', new_id, null, date_trunc('day', clock_now()));
  return new_id;
end $function$

owner let_go_of_entry(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.let_go_of_entry(entry_id uuid)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update entry set gone_at = clock_now()
   where id = entry_id and gone_at is null and chapter_id = any (my_chapters()) returning chapter_id
$function$

owner let_in_due(uuid): gate gate=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.let_in_due(only_space uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare m record; reads_back boolean; begin_at integer; let_in integer := 0;
begin
  for m in select mm.*, s.kind from membership mm join space s on s.id = mm.space_id
            where mm.first_chapter is null and mm.ends_at is null and mm.starts_at <= clock_now()
              and (only_space is null or mm.space_id = only_space) order by mm.starts_at, mm.id for update of mm loop
    begin_at := null;
    perform pg_advisory_xact_lock(hashtextextended('door ' || m.space_id::text, 0));
    if m.kind in ('pair', 'group', 'room', 'organisation', 'seat') then
      select coalesce((select (r.value)::text = 'true' from space_rule r where r.space_id = m.space_id and r.rule = 'newcomers_read_back'
                        order by r.since desc limit 1), m.kind = 'seat') into reads_back;
    else
      -- As far back as the first of their class, and no further; never further than they read themselves when here before.
      select case when count(*) filter (where o.person_id <> m.person_id) > 0 then
               greatest(min(o.first_chapter) filter (where o.person_id <> m.person_id), max(o.first_chapter) filter (where o.person_id = m.person_id)) end
        into begin_at from membership o where o.space_id = m.space_id and o.class = m.class and o.first_chapter is not null;
      reads_back := begin_at is not null;
    end if;
    if reads_back then begin_at := coalesce(begin_at, 1);
    else
      insert into chapter (space_id, number) select m.space_id, 1 + max(c.number) from chapter c where c.space_id = m.space_id
        returning number into begin_at;
    end if;
    update membership set first_chapter = begin_at, starts_at = clock_now() where id = m.id;
    perform append_event((select c.id from chapter c where c.space_id = m.space_id and c.number = 0), 'membership.started', m.id, null, clock_now());
    let_in := let_in + 1;
  end loop;
  return let_in;
end $function$

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

owner me(): owner
CREATE OR REPLACE FUNCTION public.me()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.person', true), '')::uuid $function$

owner my_chapters(): gate gate=X/gate web=X/gate worker=X/gate mover=X/gate finder=X/gate
CREATE OR REPLACE FUNCTION public.my_chapters()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(distinct c.id), '{}')
    from membership m join chapter c on c.space_id = m.space_id and (c.number = 0 or c.number >= m.first_chapter)
   where m.person_id = me() and m.first_chapter is not null
     and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
$function$

owner my_directory(): gate gate=X/gate web=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.my_directory()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with recursive mine as (select unnest(my_spaces()) as id),
  up as (select s.id, s.parent_id from space s join mine on mine.id = s.id
         union select p.id, p.parent_id from space p join up on up.parent_id = p.id)
  select coalesce(array_agg(distinct s.id), '{}') from space s
   where s.id in (select id from mine)
      or (not s.unlisted and s.kind not in ('person','pair','seat','room')
          and (s.id in (select id from up) or s.parent_id in (select id from mine)))
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

owner my_organisations(): gate gate=X/gate web=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.my_organisations()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(distinct o.id), '{}') from organisation o
   where o.made_by = me() or o.id in (select m.organisation_id from membership m where m.space_id = any (my_spaces()))
      or o.id in (select p.organisation_id from space_partner p where p.space_id = any (my_spaces()))
$function$

owner my_people(): gate gate=X/gate web=X/gate worker=X/gate
CREATE OR REPLACE FUNCTION public.my_people()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(distinct m.person_id), '{}') from membership m where m.space_id = any (my_spaces())
$function$

owner my_spaces(): gate gate=X/gate web=X/gate worker=X/gate mover=X/gate finder=X/gate
CREATE OR REPLACE FUNCTION public.my_spaces()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(distinct m.space_id), '{}') from membership m
   where m.person_id = me() and m.first_chapter is not null
     and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
$function$

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

owner note_photo_gone(): gate gate=X/gate
CREATE OR REPLACE FUNCTION public.note_photo_gone()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into photo_gone (id) values (old.id);
  return null;
end
$function$

owner passkey_for(text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.passkey_for(credential text)
 RETURNS TABLE(person_id uuid, public_key bytea, counter bigint, transports text[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select k.person_id, k.public_key, k.counter, k.transports from passkey k where k.id = credential
$function$

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
  if successor is not null and (successor = which or not in_space(successor)) then raise exception 'not found' using errcode = 'TF404'; end if;
  select c.id into standing from chapter c where c.space_id = which and c.number = 0;
  insert into closing (space_id, id, chapter_id, way, then_way, months, reason, successor_id, proposed_by, lapses_at)
    values (which, new_id, standing, in_way, in_then, in_months, why, successor, me(), clock_now() + interval '30 days');
  insert into closing_answer (closing_id, person_id, answer) values (new_id, me(), 'yes');
  perform append_event(standing, 'closing.proposed', new_id, me(), clock_now());
  return settle_closing(new_id);
end $function$

owner propose_crossing(uuid,text,uuid,integer,text,text,uuid,text,text,date,uuid): mover mover=X/mover web=X/mover
CREATE OR REPLACE FUNCTION public.propose_crossing(new_id uuid, kind text, source uuid, version integer, in_words text, in_form text, target uuid, why text, told text, until_day date, organisation uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare e evidence; here uuid; here_chapter uuid; speaker uuid; sort text; was text;
begin
  if not directory_has(target) then raise exception 'not found' using errcode = 'TF404'; end if;
  if kind = 'entry' then
    select n.space_id, n.chapter_id, me() into here, here_chapter, speaker from entry n where n.id = source;
  else
    select * into e from evidence x where x.id = source and x.chapter_id = any (my_chapters())
      and (x.valid_until is null or x.valid_until >= (clock_now())::date);
    here := e.space_id; here_chapter := e.chapter_id;
    speaker := coalesce(case when e.crossing_id is not null then speaker_of(e.crossing_id) end, e.speaker_id);
    if e.id is not null and (e.words is null or (in_form <> 'theme' and position(in_words in e.words) = 0)) then
      raise exception 'refused' using errcode = 'TF003'; end if;
    if in_form = 'words' and e.attribution <> 'named' then raise exception 'refused' using errcode = 'TF004'; end if;
  end if;
  if here is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if here = target then raise exception 'refused' using errcode = 'TF005'; end if;
  select s.kind into sort from space s where s.id = here;
  insert into crossing (id, speaker_id, proposed_by, from_space, from_chapter, source_kind, source_id, source_version, to_space, form,
      words, purpose, audience, names_organisation, until, lapses_at)
    values (new_id, coalesce(speaker, me()), me(), here, here_chapter, kind, source, version, target, in_form,
      in_words, why, told, organisation, until_day, clock_now() + interval '30 days');
  if speaker is not null then
    insert into consent (crossing_id, person_id, standing) values (new_id, speaker, 'speaker');
  end if;
  if organisation is not null then
    insert into consent (crossing_id, person_id, standing)
      select distinct new_id, m.person_id, 'organisation' from membership m where m.space_id in (here, target) and m.organisation_id = organisation
        and 'speaks_for_organisation' = any (m.roles) and m.first_chapter is not null and (m.ends_at is null or m.ends_at > clock_now()) limit 1;
    if not found then raise exception 'refused' using errcode = 'TF006'; end if;
  end if;
  if sort <> 'person' then
    insert into consent (crossing_id, person_id, standing) select new_id, p, 'group' from readers_of(here_chapter) p;
  end if;
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_id and person_id = me();
  return settle_crossing(new_id);
end $function$

owner put_back_entry(uuid): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.put_back_entry(entry_id uuid)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update entry set gone_at = null
   where id = entry_id and gone_at > clock_now() - interval '60 seconds' and chapter_id = any (my_chapters()) returning chapter_id
$function$

owner readers_of(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.readers_of(which uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select distinct m.person_id from chapter c join membership m on m.space_id = c.space_id and (c.number = 0 or c.number >= m.first_chapter)
   where c.id = which and m.first_chapter is not null and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
$function$

owner seat_answer(bytea,text,text): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.seat_answer(token bytea, said text, in_words text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare r receiver;
begin
  select * into r from receiver x where x.link_hash = token and x.link_ends_at > clock_now();
  if r.id is null then return false; end if;
  insert into acknowledgement (space_id, chapter_id, receiver_id, answer, words) values (r.space_id, r.chapter_id, r.id, said, in_words);
  perform append_event(r.chapter_id, 'receiver.answered', r.id, null, clock_now());
  return true;
end $function$

owner seat_page(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.seat_page(token bytea)
 RETURNS TABLE(title text, sent_on date, let_out text, note text, answer text, answer_words text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select s.title, r.sent_at::date, r.let_out, r.note, a.answer, a.words
    from receiver r join seat s on s.id = r.seat_id left join lateral (
      select k.answer, k.words from acknowledgement k where k.receiver_id = r.id order by k.at desc limit 1) a on true
   where r.link_hash = token and r.link_ends_at > clock_now()
$function$

owner session_for(bytea): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.session_for(token bytea)
 RETURNS TABLE(session_id uuid, person_id uuid, kind text, proved_at timestamp with time zone)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update session s set seen_at = clock_now()
   where s.token_hash = token and s.seen_at < clock_now() - interval '5 minutes' and s.ends_at > clock_now()
     and s.seen_at > clock_now() - case s.kind when 'pen' then interval '90 days' else interval '8 hours' end;
  select s.id, s.person_id, s.kind, s.proved_at from session s
   where s.token_hash = token and s.ends_at > clock_now()
     and s.seen_at > clock_now() - case s.kind when 'pen' then interval '90 days' else interval '8 hours' end
$function$

owner set_roles(uuid,text[]): gate gate=X/gate web=X/gate
CREATE OR REPLACE FUNCTION public.set_roles(which uuid, to_roles text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update membership m set roles = to_roles where m.id = which and exists (
    select from membership b where b.space_id = m.space_id and b.person_id = me() and 'manager' = any (b.roles)
       and b.first_chapter is not null and (b.ends_at is null or b.ends_at > clock_now()));
  if not found then raise exception 'not found' using errcode = 'TF404'; end if;
end $function$

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

owner settle_crossing(uuid): mover mover=X/mover
CREATE OR REPLACE FUNCTION public.settle_crossing(which uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare rule text; yes integer; asked integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('crossing ' || which::text, 0));
  if exists (select from crossing_outcome o where o.crossing_id = which) then return 'settled'; end if;
  if exists (select from withdrawal w where w.crossing_id = which) then return 'settled'; end if;
  select coalesce((select r.value #>> '{}' from space_rule r, crossing x where x.id = which and r.space_id = x.from_space
     and r.rule = 'group_consent' order by r.since desc limit 1), 'all') into rule;
  select count(*) filter (where k.answer = 'goes'), count(*) into yes, asked from consent k where k.crossing_id = which and k.standing = 'group';
  if exists (select from consent k where k.crossing_id = which and k.answer = 'stays' and (k.standing <> 'group' or rule = 'all')) then
    insert into crossing_outcome (crossing_id, outcome) values (which, 'stays');
    update crossing set words = null where id = which;
    return 'stays';
  end if;
  if exists (select from consent k where k.crossing_id = which and k.standing <> 'group' and k.answer is distinct from 'goes') then return 'open'; end if;
  -- A rule nobody knows is the strictest.
  if asked > 0 and not (case rule when 'majority' then yes * 2 > asked else yes = asked end) then return 'open'; end if;
  perform land(which);
  return 'went';
end $function$

owner speaker_of(uuid): gate gate=X/gate mover=X/gate
CREATE OR REPLACE FUNCTION public.speaker_of(which uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select speaker_id from crossing where id = which $function$

owner take_back(uuid): mover mover=X/mover web=X/mover
CREATE OR REPLACE FUNCTION public.take_back(which uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare owed integer; done integer := 0; r record; onward record;
begin
  if not exists (select from crossing x where x.id = which and x.speaker_id = me()) then raise exception 'not found' using errcode = 'TF404'; end if;
  -- The same lock as settling takes: a landing and a taking back must not pass each other.
  perform pg_advisory_xact_lock(hashtextextended('crossing ' || which::text, 0));
  if exists (select from withdrawal w where w.crossing_id = which) then return 0; end if;
  select count(*) into owed from release l where l.crossing_id = which;
  for r in select e.space_id, e.id, e.chapter_id, e.words, s.zone from release l join evidence e on e.id = l.row_id join space s on s.id = e.space_id
            where l.crossing_id = which and l.into_table = 'evidence' loop
    -- Whatever was let out of what rests on it goes as well: it may hold the words in another wording.
    update receiver v set let_out = '' where v.space_id = r.space_id and v.insight_id in (
      select l.insight_id from insight_evidence l where l.evidence_id = r.id);
    update insight i set words = null where i.space_id = r.space_id and i.id in (
      select l.insight_id from insight_evidence l where l.evidence_id = r.id and (l.bears = 'quotes' or position(r.words in i.words) > 0));
    insert into look_again (space_id, insight_id, chapter_id, due_at)
      select l.space_id, l.insight_id, l.chapter_id,
             (((clock_now() at time zone r.zone) + interval '18 hours')::date + time '06:00') at time zone r.zone
        from insight_evidence l where l.space_id = r.space_id and l.evidence_id = r.id;
    update evidence set words = null, tsv = ''::tsvector, speaker_id = null where space_id = r.space_id and id = r.id;
    done := done + 1;
    perform append_event(r.chapter_id, 'evidence.taken_back', r.id, null, date_trunc('day', clock_now()));
    for onward in select x.id from crossing x where x.source_kind = 'evidence' and x.source_id = r.id and x.speaker_id = me() loop
      perform take_back(onward.id);
    end loop;
  end loop;
  if done < owed then raise exception 'took back % of % copies', done, owed using errcode = 'TF500'; end if;
  insert into withdrawal (crossing_id, by) values (which, me());
  if not exists (select from crossing_outcome o where o.crossing_id = which) then
    insert into crossing_outcome (crossing_id, outcome) values (which, 'stays');
  end if;
  update crossing set words = null where id = which;
  return done;
end $function$

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

