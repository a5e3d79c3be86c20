// Made by `npm run schema` from the migrations. Do not edit.
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'

type GivenDate = ColumnType<Date, Date | string | undefined, Date | string>
type Json = JSONColumnType<object, string, string>

export type DB = {
  access_need: {
    invitee_id: string
    gathering_id: string
    person_id: string | null
    words: string
  }
  acknowledgement: {
    space_id: string
    id: Generated<string>
    chapter_id: string
    receiver_id: string
    answer: string
    words: Generated<string>
    at: GivenDate
  }
  action: {
    space_id: string
    id: string
    chapter_id: string
    words: string
    accountable: string
    started_by: Generated<string>
    delivered_by: Generated<string>
    starts_on: string | null
    due_on: string | null
    author_id: string | null
    version: Generated<number>
    made_at: GivenDate
    accountable_id: string | null
    state: Generated<string>
    state_reason: Generated<string>
    state_on: string | null
    tsv: Generated<string>
  }
  action_from: {
    space_id: string
    action_id: string
    chapter_id: string
    gathering_id: string
    method_key: string
    crossing_id: string
  }
  activity: {
    space_id: string
    id: string
    chapter_id: string
    item_id: string | null
    title: string
    definition: Json
    reading: string | null
    state: Generated<string>
    step_id: string | null
    paused_at: Date | null
    started_at: GivenDate
    ended_at: Date | null
    people: Generated<number>
    version: Generated<number>
    own_tables: Generated<boolean>
    with_names: Generated<string[]>
    before_names: Json | null
    ways: Json | null
  }
  activity_role: {
    space_id: string
    activity_id: string
    chapter_id: string
    role: string
    person_id: string
  }
  activity_step: {
    space_id: string
    id: string
    chapter_id: string
    activity_id: string
    place: number
    key: string
    turn: Generated<number>
    state: Generated<string>
    opened_at: GivenDate
    ends_at: Date | null
    shown_at: Date | null
    done_at: Date | null
    round_id: string | null
    presenter_id: string | null
    people: Generated<number>
    small_id: string | null
    paused_at: Date | null
    erased_in: Generated<number>
    erased: Generated<boolean>
  }
  agenda_item: {
    space_id: string
    id: string
    chapter_id: string
    position: number
    sort: string
    title: string
    minutes: number
    method_key: string | null
    reading: string | null
    short: Generated<boolean>
    rehearsed_on: string | null
    version: Generated<number>
    beside: Generated<string[]>
    finding_id: string | null
  }
  agenda_note: {
    space_id: string
    item_id: string
    chapter_id: string
    words: string
  }
  aim: {
    space_id: string
    id: string
    chapter_id: string
    kind: string
    words: string
    by_on: string | null
    whose: Generated<string>
    author_id: string | null
    version: Generated<number>
    made_at: GivenDate
    tsv: Generated<string>
  }
  apart_wish: {
    space_id: string
    person_id: string
    not_with: string
    sort: Generated<string>
  }
  api_token: {
    id: string
    person_id: string
    token_hash: Buffer
    name: string
    may: string
    spaces: string[]
    made_at: GivenDate
    seen_on: string | null
    ends_at: Date
  }
  arrival_answer: {
    membership_id: string
    person_id: string
    answered_at: GivenDate
  }
  artefact: {
    space_id: string
    id: string
    chapter_id: string
    sort: string
    title: string
    purpose: Generated<string>
    fields: Json
    may_go: Generated<string>
    occasion: Generated<string>
    occasion_on: string | null
    owner_id: string | null
    author_id: string | null
    stands_as: string | null
    version: Generated<number>
    made_at: GivenDate
    kept_key: string | null
    look_on: string | null
  }
  ask_aside: {
    person_id: string
    ask: string
    until: string | null
    made_on: Generated<string>
  }
  ask_hidden: {
    person_id: string
    ask_id: string
  }
  assumption: {
    space_id: string
    id: string
    chapter_id: string
    words: string
    holder: string
    state: Generated<string>
    author_id: string | null
    version: Generated<number>
    made_at: GivenDate
    tsv: Generated<string>
  }
  attempt: {
    person_id: string
    procedure: string
    id: string
    answer: Json
    at: GivenDate
  }
  calendar_choice: {
    person_id: string
    letters: Generated<boolean>
    feed_hash: Buffer | null
    feed_on: string | null
  }
  call: {
    id: string
    space_id: string
    person_id: string
    class: string
    organisation_id: string | null
    from_space: string
    called_by: string
    made_at: GivenDate
    answer: string | null
  }
  call_letter: {
    id: string
    invitee_id: string
    kind: string
    number: number
    state: Generated<string>
    not_before: GivenDate
    gone_on: string | null
    key_hash: Buffer | null
  }
  chain_link: {
    space_id: string
    chapter_id: string
    from_kind: string
    from_id: string
    to_kind: string
    to_id: string
  }
  chapter: {
    id: Generated<string>
    space_id: string
    number: number
    opened_at: GivenDate
    kept: Generated<boolean>
  }
  charter: {
    space_id: string
    chapter_id: string
    purpose: Generated<string>
    template: string
    anchor: string
    phase: Generated<string>
    intensity: Generated<string>
    vocabulary: Json
    priorities: Generated<string[]>
    payer: Generated<string>
    version: Generated<number>
  }
  charter_version: {
    space_id: string
    id: string
    chapter_id: string
    version: number
    purpose: string
    priorities: string[]
    payer: string
    changed_by: string | null
    made_at: GivenDate
  }
  closing: {
    space_id: string
    id: string
    chapter_id: string
    way: string
    then_way: string
    months: Generated<number>
    reason: Generated<string>
    successor_id: string | null
    proposed_by: string
    proposed_at: GivenDate
    lapses_at: Date
    agreed_at: Date | null
    takes_effect_at: Date | null
    settled_at: Date | null
    outcome: string | null
    called_off_by: string | null
  }
  closing_answer: {
    closing_id: string
    person_id: string
    answer: string
    answered_at: GivenDate
  }
  committee_route: {
    space_id: string
    id: string
    chapter_id: string
    name: string
    format: Generated<string>
    paper_days: number | null
    how: Generated<string>
    author_id: string | null
    version: Generated<number>
    ended_on: string | null
    made_at: GivenDate
  }
  consent: {
    crossing_id: string
    person_id: string
    standing: string
    answer: string | null
    answered_at: Date | null
    stood: string[] | null
    told: string | null
  }
  contact: {
    space_id: string
    id: string
    chapter_id: string
    on_day: string
    way: string
    mode: string | null
    words: Generated<string>
    author_id: string | null
  }
  contest: {
    space_id: string
    id: string
    chapter_id: string
    evidence_id: string
    words: string
    author_id: string | null
    made_at: GivenDate
  }
  context_event: {
    space_id: string
    id: string
    chapter_id: string
    sort: string
    words: string
    from_day: string
    to_day: string
    precise: string
    says_who: Generated<string>
    author_id: string
    made_at: GivenDate
  }
  contribution: {
    space_id: string
    id: string
    chapter_id: string
    activity_id: string
    step_id: string
    value: Json
    attribution: string
    author_id: string | null
    said_as: Generated<string>
    for_table: Generated<boolean>
    seen_by: string
    presenter_id: string | null
    kept: string
    may_go: string | null
    shown: Generated<boolean>
    on_day: Generated<string>
    version: Generated<number>
    spoke_for: Generated<string>
    group_id: string | null
    sheet_id: string | null
    thread_line_id: string | null
  }
  contribution_owner: {
    contribution_id: string
    person_id: string
  }
  copied: {
    space_id: string
    id: string
    chapter_id: string
    says: Json
  }
  crossing: {
    id: string
    speaker_id: string | null
    proposed_by: string | null
    from_space: string
    from_chapter: string
    source_kind: string
    source_id: string
    source_version: Generated<number>
    to_space: string | null
    to_seat: string | null
    form: string
    words: string | null
    purpose: Generated<string>
    audience: string
    until: string | null
    proposed_at: GivenDate
    lapses_at: Date
    names_organisations: Generated<string[]>
    not_before: string | null
    provenance: Generated<string>
    said_on: string | null
  }
  crossing_outcome: {
    crossing_id: string
    outcome: string
    at: GivenDate
  }
  cycle_step: {
    space_id: string
    chapter_id: string
    cycle_id: string
    step: string
    words: string
    done_on: string
    author_id: string | null
    made_at: GivenDate
  }
  dead_end: {
    space_id: string
    chapter_id: string
    item_kind: string
    item_id: string
    reason: string
    author_id: string | null
    made_at: GivenDate
  }
  decision: {
    space_id: string
    id: string
    chapter_id: string
    words: string
    reasons: Generated<string>
    decided_on: string | null
    taken_by: Generated<string>
    not_heard: Generated<string>
    author_id: string | null
    version: Generated<number>
    made_at: GivenDate
    decide_by: string | null
    paper_by: string | null
    meeting_id: string | null
    format: Generated<string>
    wanted: Generated<string>
    options: Generated<string>
    strength: Generated<string>
    missing: Generated<string>
    dissent: Generated<string>
    no_learning: Generated<boolean>
    started_by: Generated<string>
    owner_id: string | null
    receiver_id: string | null
    tsv: Generated<string>
  }
  digest: {
    person_id: string
    day: string
    state: string
    again_at: Date | null
    stop_hash: Buffer | null
  }
  digest_choice: {
    person_id: string
    how: string | null
    weekday: Generated<number>
    quiet_days: Generated<number[]>
    quiet_from: Generated<number>
    quiet_until: Generated<number>
  }
  disclosed: {
    space_id: string
    id: Generated<string>
    chapter_id: string
    about: string
    numbers: Json
    on_day: Generated<string>
  }
  dissent: {
    space_id: string
    id: string
    chapter_id: string
    insight_id: string
    words: string
    author_id: string | null
    made_at: GivenDate
  }
  document: {
    space_id: string
    id: string
    chapter_id: string
    title: string
    kind: string
    text: string
    pages: Json
    notes: Generated<string[]>
    source: Generated<string>
    dated: string | null
    file_id: string | null
    author_id: string | null
    made_at: GivenDate
    tsv: string
    version: Generated<number>
    link: Generated<string>
    line_id: string | null
    number: Generated<number>
    changed: Generated<string>
    occasion: Generated<string>
    occasion_on: string | null
    artefact_id: string | null
  }
  document_gone: {
    space_id: string
    id: string
    chapter_id: string
    kind: string
    month: string
    by_bringer: boolean
  }
  door_wait: {
    space_id: string
    person_id: string
    chapter_id: string
    name: string
    organisation: Generated<string>
    class: string
    waits_for: string
    organisation_id: string | null
  }
  door_work: {
    challenge: Buffer
    ends_at: Date
  }
  ending_step: {
    space_id: string
    id: Generated<string>
    chapter_id: string
    step: string
    note: Generated<string>
    done_by: string
    done_on: Generated<string>
  }
  entry: {
    space_id: string
    id: string
    chapter_id: string
    kind: Generated<string>
    version: Generated<number>
    made_at: GivenDate
    came_by: Generated<string>
    gone_at: Date | null
  }
  entry_photo: {
    space_id: string
    id: string
    entry_id: string
    chapter_id: string
    place: number
    cipher: Buffer
  }
  entry_version: {
    space_id: string
    entry_id: string
    chapter_id: string
    version: number
    cipher: Buffer
    written_at: GivenDate
  }
  event: {
    space_id: string
    chapter_id: string
    number: number
    kind: string
    subject: string
    actor_id: string | null
    at: GivenDate
  }
  evidence: {
    space_id: string
    id: string
    chapter_id: string
    words: string | null
    document_id: string | null
    starts: number | null
    ends: number | null
    attribution: Generated<string>
    speaker_id: string | null
    author_id: string | null
    method: Generated<string>
    asked: Generated<string>
    n: number | null
    dated: string | null
    limits: Generated<string>
    disputed_by: Generated<string>
    crossing_id: string | null
    brought_on: string | null
    valid_until: string | null
    version: Generated<number>
    made_at: GivenDate
    tsv: string
    said_by: Generated<string>
  }
  experiment: {
    space_id: string
    id: string
    chapter_id: string
    words: string
    safe: string
    risk_agreed_by: Generated<string>
    risk_agreed_on: string | null
    appetite: Generated<string>
    starts_on: string
    stops_on: string
    stop_sign: Generated<string>
    ended_on: string | null
    result: string | null
    came: Generated<string>
    tell_others: Generated<string>
    author_id: string | null
    version: Generated<number>
    made_at: GivenDate
    tsv: Generated<string>
  }
  facilitated: {
    space_id: string
    id: string
    chapter_id: string
    gathering_id: string
    person_id: string
    method_key: Generated<string>
    how: string
  }
  facilitator_note: {
    space_id: string
    chapter_id: string
    author_id: string
    learned: Generated<string>
    differently: Generated<string>
    on_day: Generated<string>
  }
  file: {
    id: string
    space_id: string
    chapter_id: string
    name: string
    size: number
    digest: Buffer
    wrapped_key: Buffer
  }
  finding: {
    space_id: string
    id: string
    chapter_id: string
    words: string
    kind: string
    method: Generated<string>
    confidence: Generated<string>
    asked: number | null
    commissioned_by: Generated<string>
    done_by: Generated<string>
    edited_by: Generated<string>
    sense_by: string
    document_id: string | null
    starts: number | null
    ends: number | null
    author_id: string | null
    version: Generated<number>
    made_at: GivenDate
    tsv: Generated<string>
  }
  finding_comment: {
    space_id: string
    id: string
    chapter_id: string
    round_id: string
    words: string
    author_id: string | null
    made_at: GivenDate
  }
  finding_round: {
    space_id: string
    id: string
    chapter_id: string
    finding_id: string
    comments_by: string
    changed: Generated<string>
    closed_on: string | null
    author_id: string | null
    made_at: GivenDate
  }
  gathering: {
    space_id: string
    id: string
    chapter_id: string
    room_id: string
    kind: string
    title: string
    purpose: Generated<string>
    way: string
    starts_on: string
    starts_at: string
    zone: string
    minutes: number
    ends_on: string | null
    place: Generated<string>
    link: Generated<string>
    mode_meant: string | null
    learning: Generated<string>
    kept_out: Generated<string[]>
    door: Generated<string>
    share_what: Generated<string>
    share_how: Generated<string>
    share_by: string | null
    share_kept_on: string | null
    share_kept: Generated<string>
    paid: Generated<string>
    about_kind: string | null
    about_id: string | null
    convened_by: string | null
    version: Generated<number>
    made_at: GivenDate
    cancelled_on: string | null
    cancelled_because: Generated<string>
    held_on: string | null
    series_id: string | null
    tsv: Generated<string>
    share_kept_how: Generated<string>
    share_said: Json
  }
  gathering_after: {
    space_id: string
    gathering_id: string
    chapter_id: string
    mode_used: string
    was_with: boolean
    rigour: string
    limits: Generated<string>
    said_by: string | null
    version: Generated<number>
  }
  gathering_room: {
    space_id: string
    chapter_id: string
    gathering_id: string
    door: string
    kept_out: Generated<string[]>
    most_people: Generated<number>
    said: Json
    code: string | null
    activity_id: string | null
    opened_at: Date | null
    closed_at: Date | null
    harvest_until: Date | null
    delete_on: string | null
    mode_used: string | null
    rigour: Generated<string>
    version: Generated<number>
    rehearsal: Generated<boolean>
    after_chapter: string | null
  }
  gathering_series: {
    space_id: string
    id: string
    chapter_id: string
    title: string
    purpose: Generated<string>
    every_days: number
    started_by: string | null
    started_on: Generated<string>
    ended_on: string | null
    ended_because: Generated<string>
    version: Generated<number>
  }
  guest: {
    space_id: string
    person_id: string
    chapter_id: string
    organisation: Generated<string>
    came_by: Buffer | null
  }
  guest_slip: {
    person_id: string
    gathering_id: string
    room_id: string
    hash: Buffer | null
    owed: Generated<string>
    paid_on: string | null
  }
  handing: {
    space_id: string
    id: string
    chapter_id: string
    action_id: string
    by_name: Generated<string>
    to_name: string
    to_id: string | null
    note: Generated<string>
    answer: string | null
    answered_at: Date | null
    author_id: string | null
    made_at: GivenDate
  }
  handover_note: {
    membership_id: string
    space_id: string
    chapter_id: string
    under_way: Generated<string>
    who_knows: Generated<string>
    version: Generated<number>
    written_at: GivenDate
  }
  harvest_choice: {
    contribution_id: string
    person_id: string
    goes: string
    crossing_id: string | null
  }
  implication: {
    space_id: string
    id: string
    chapter_id: string
    words: string
    for_whom: Generated<string>
    author_id: string | null
    version: Generated<number>
    made_at: GivenDate
    tsv: Generated<string>
  }
  inquiry_change: {
    space_id: string
    id: Generated<string>
    chapter_id: string
    of_kind: string
    of_id: string
    was: string
    becomes: string
    why: Generated<string>
    author_id: string | null
    made_at: GivenDate
  }
  inquiry_link: {
    space_id: string
    chapter_id: string
    from_kind: string
    from_id: string
    to_kind: string
    to_id: string
    role: string
    author_id: string | null
    made_at: GivenDate
  }
  insight: {
    space_id: string
    id: string
    chapter_id: string
    words: string | null
    scope: Generated<string>
    loop: Generated<string>
    confidence: Generated<string>
    change_mind: Generated<string>
    sense_made_by: Generated<string>
    asked: number | null
    author_id: string | null
    version: Generated<number>
    made_at: GivenDate
    parties: Generated<string>
    tsv: Generated<string>
  }
  insight_evidence: {
    space_id: string
    insight_id: string
    evidence_id: string
    chapter_id: string
    bears: string
  }
  insight_scale: {
    space_id: string
    chapter_id: string
    insight_id: string
    scale: string
    how: string
    author_id: string | null
    made_at: GivenDate
  }
  insight_succession: {
    space_id: string
    chapter_id: string
    old_id: string
    new_id: string
    how: string
    why: Generated<string>
    author_id: string | null
    made_at: GivenDate
  }
  installation: {
    only_one: Generated<boolean>
    name: Generated<string>
    host_sentence: Generated<string>
    zone: Generated<string>
    demonstration: boolean
    clock_offset: Generated<string>
    setup_hash: Buffer | null
    set_up_at: Date | null
    mailed_links: Generated<boolean>
    clock_seen: Date | null
    world: Json | null
  }
  invitation: {
    id: string
    space_id: string
    token_hash: Buffer
    name: string
    email: string
    class: string
    roles: Generated<string[]>
    organisation_id: string | null
    reason: Generated<string>
    invited_by: string
    made_at: GivenDate
    ends_at: Date
    accepted_by: string | null
    confirmed_at: Date | null
    withdrawn_at: Date | null
  }
  invitee: {
    space_id: string
    id: string
    chapter_id: string
    gathering_id: string
    person_id: string | null
    name: Generated<string>
    organisation: Generated<string>
    email: Generated<string>
    class: Generated<string>
    comes_as: string
    until: string | null
    for_series: Generated<boolean>
    answer: string | null
    answered_on: string | null
    letters: Generated<boolean>
    letter: Generated<string>
    asked_by: string | null
    asked_on: Generated<string>
    withdrawn_on: string | null
  }
  keeper_asking: {
    id: string
    person_id: string
    asked_by: string
    address: string
    made_at: GivenDate
    ends_at: Date
  }
  last_look: {
    person_id: string
    day: string
    before: string
  }
  learning_ask: {
    space_id: string
    id: string
    chapter_id: string
    words: string
    by_day: string
    made_on: Generated<string>
    asker: string
    from_name: string
    from_space: string
  }
  learning_cycle: {
    space_id: string
    id: string
    chapter_id: string
    words: string
    evaluation: Generated<string>
    pace: Generated<string>
    weeks: number
    starts_on: string
    at_step: Generated<string>
    ended_on: string | null
    author_id: string | null
    version: Generated<number>
    made_at: GivenDate
    tsv: Generated<string>
  }
  learning_question: {
    space_id: string
    id: string
    chapter_id: string
    words: string
    why: Generated<string>
    known: Generated<string>
    informs: Generated<string>
    by_on: string | null
    whose: Generated<string>
    owner_id: string | null
    facilitator_id: string | null
    state: Generated<string>
    state_reason: Generated<string>
    author_id: string | null
    version: Generated<number>
    made_at: GivenDate
    tsv: Generated<string>
  }
  login: {
    person_id: string
    email: string
    email_key: GeneratedAlways<string>
    verified_at: Date | null
  }
  look_again: {
    space_id: string
    insight_id: string
    chapter_id: string
    due_at: Date
    looked_at: Date | null
    id: Generated<string>
  }
  mail_address: {
    person_id: string
    hash: Buffer
    cipher: Buffer
    made_on: Generated<string>
  }
  mailed_link: {
    hash: Buffer
    person_id: string
    purpose: string
    address: string
    ends_at: Date
  }
  meet_match: {
    id: string
    topic_id: string
    person_id: string
  }
  meet_topic: {
    space_id: string
    id: string
    chapter_id: string
    gathering_id: string
    words: string
  }
  meet_wish: {
    topic_id: string
    person_id: string
  }
  membership: {
    id: string
    space_id: string
    person_id: string
    organisation_id: string | null
    class: string
    roles: Generated<string[]>
    starts_at: Date
    ends_at: Date | null
    first_chapter: number | null
    reason_joined: Generated<string>
    reason_left: Generated<string>
    brought_by: string | null
    shares_with: string | null
    voice_by: string | null
    ended_by: string | null
    last_chapter: number | null
  }
  migration: {
    name: string
    sha256: string
  }
  narrowing: {
    n: number
    relation: string
    key: Json
    sort: string
    becomes: Json | null
    on_day: Generated<string>
  }
  night: {
    on_day: string
    counts: Json
  }
  not_asked: {
    space_id: string
    id: string
    chapter_id: string
    gathering_id: string
    name: string
    why: string
    said_by: string | null
  }
  nudge: {
    step_id: string
    person_id: string
    from_id: string
  }
  organisation: {
    id: string
    name: string
    org_id: string | null
    size_band: string | null
    sector: string | null
    made_by: string
  }
  organisation_name: {
    organisation_id: string
    name: string
  }
  outcome: {
    space_id: string
    id: string
    chapter_id: string
    words: Generated<string>
    state: string
    intended: Generated<boolean>
    says_who: Generated<string>
    look_again_on: string | null
    author_id: string | null
    version: Generated<number>
    made_at: GivenDate
    for_whom: Generated<string>
    happened_on: string | null
    shown_by: Generated<string>
    contribution: Generated<string>
    tsv: Generated<string>
  }
  paper_sheet: {
    space_id: string
    id: string
    chapter_id: string
    step_id: string
    typed_by: string | null
  }
  parent_strategy: {
    space_id: string
    id: string
    chapter_id: string
    version: number
    name: string
    whose: Generated<string>
    says: Generated<string>
    from_day: string
    to_day: string | null
    tied: Generated<boolean>
    said_by: string | null
    said_at: GivenDate
  }
  passkey: {
    id: string
    person_id: string
    public_key: Buffer
    counter: Generated<number>
    transports: Generated<string[]>
    name: string
    made_at: GivenDate
  }
  passphrase: {
    person_id: string
    hash: string
    changed_at: GivenDate
  }
  password: {
    person_id: string
    hash: string
    totp_cipher: Buffer | null
    totp_confirmed_at: Date | null
    totp_last_step: Generated<number>
    changed_at: GivenDate
    journal_from: Date | null
  }
  person: {
    id: string
    name: string
    pronouns: Generated<string>
    joined_on: Generated<string>
  }
  phase_change: {
    space_id: string
    id: string
    chapter_id: string
    from_phase: string
    to_phase: string
    reason: Generated<string>
    changed_by: string | null
    made_at: GivenDate
  }
  place_keeper: {
    person_id: string
  }
  profile: {
    person_id: string
    access_needs: Generated<string>
    learning_style: Generated<string>
    prefers: Generated<string>
    zone: string | null
    codes_declined_on: string | null
  }
  receiver: {
    space_id: string
    id: string
    chapter_id: string
    insight_id: string | null
    seat_id: string | null
    note: Generated<string>
    let_out: string
    sent_by: string | null
    sent_at: GivenDate
    link_hash: Buffer | null
    link_ends_at: Date | null
    crossing_id: string | null
    link_by: string | null
    opened_by: Buffer | null
    reminded_at: Date | null
    email: Generated<string>
    person_id: string | null
    closed_at: Date | null
    closed_why: Generated<string>
  }
  recovery_code: {
    person_id: string
    code_hash: Buffer
    made_at: GivenDate
    used_at: Date | null
  }
  recovery_request: {
    id: string
    person_id: string
    token_hash: Buffer
    code_hash: Buffer
    made_at: GivenDate
    ends_at: Date
    tries: Generated<number>
    ready_at: Date | null
    cancelled_at: Date | null
    done_at: Date | null
  }
  recovery_vouch: {
    request_id: string
    person_id: string
    at: GivenDate
  }
  recovery_wrong: {
    request_id: string
    person_id: string
    tries: Generated<number>
  }
  release: {
    crossing_id: string
    into_table: string
    row_id: string
    at: GivenDate
  }
  request_answer: {
    crossing_id: string
    request_id: string
  }
  role_answer: {
    ask_id: string
    person_id: string
    answered_at: GivenDate
  }
  role_ask: {
    id: Generated<string>
    space_id: string
    chapter_id: string
    membership_id: string
    kind: string
    role: string
    instead_of: string | null
    from_day: string | null
    until: string | null
    ends_at: Date | null
    leaves: Generated<boolean>
    observe: Generated<string>
    write_down: Generated<string>
    publish: Generated<string>
    bias: Generated<string>
    asked_by: string
    made_at: GivenDate
    takes_effect_at: GivenDate
    settled_at: Date | null
    outcome: string | null
  }
  room_output: {
    space_id: string
    id: string
    chapter_id: string
    activity_id: string
    accept_step: string
    crossing_id: string
    key: string
    type: string
    title: string
    words: string
    stands: boolean
    against: string
    told: Json | null
    shape: Json | null
    kept_on: Generated<string>
    look_on: string | null
  }
  round: {
    space_id: string
    id: string
    chapter_id: string
    kind: string
    about: string
    shape: Json
    bytes: number
    may_go: string[]
    live: boolean
    public_key: Buffer
    people: number
    state: Generated<string>
    came: number | null
    opened_on: Generated<string>
    closed_on: string | null
    least: Generated<number>
  }
  round_sealed: {
    round_id: string
    ticket: Buffer
    edit: Buffer
    cipher: Buffer
  }
  round_ticket: {
    round_id: string
    person_id: string
    blinded: Buffer | null
  }
  round_turn: {
    space_id: string
    step_id: string
    chapter_id: string
    person_id: string
    place: number
    state: Generated<string>
  }
  route_meeting: {
    space_id: string
    id: string
    chapter_id: string
    route_id: string
    meets_on: string
    at_time: string | null
    paper_by: string | null
    off_on: string | null
    author_id: string | null
    made_at: GivenDate
  }
  same_said: {
    space_id: string
    evidence_id: string
    chapter_id: string
    under_id: string
    tied_by: string | null
    tied_at: GivenDate
  }
  seat: {
    id: string
    space_id: string
    chapter_id: string
    title: string
    holder: Generated<string>
    made_by: string | null
  }
  seat_holder: {
    seat_id: string
    membership_id: string
    space_id: string
    chapter_id: string
    since: GivenDate
    until: Date | null
  }
  sending: {
    crossing_id: string
    space_id: string
    chapter_id: string
    receiver_id: string
    insight_id: string | null
    seat_id: string
    let_out: string
    note: Generated<string>
    email: Generated<string>
    sent_by: string | null
    asked_at: GivenDate
    state: Generated<string>
    voices_in: string | null
  }
  sent_request: {
    id: string
    asked_by: string
    from_space: string
    to_space: string
    words: string
    by_day: string
    made_on: Generated<string>
    taken_back_on: string | null
  }
  session: {
    id: string
    person_id: string
    token_hash: Buffer
    kind: string
    device: Generated<string>
    made_at: GivenDate
    seen_at: GivenDate
    proved_at: Date | null
    ends_at: Date
    before_hash: Buffer | null
    before_until: Date | null
  }
  share_letter: {
    id: Generated<string>
    gathering_id: string
    person_id: string | null
    name: Generated<string>
    email: string
    state: Generated<string>
    not_before: GivenDate
    gone_on: string | null
    key_hash: Buffer | null
  }
  shared_load: {
    id: string
    space_id: string
    chapter_id: string
    thread: string
    carries: string
    organisation_id: string
    from_day: string
    until: string | null
    with_what: Generated<string>
    said_by: string
    said_at: GivenDate
    replaced_at: Date | null
  }
  sign_in_link: {
    issuer: string
    subject: string
    person_id: string
    made_on: Generated<string>
  }
  sign_in_provider: {
    id: string
    issuer: string
    client_id: string
    secret_cipher: Buffer
    words: string
    organisation: string
    made_on: Generated<string>
  }
  small_room: {
    space_id: string
    id: string
    chapter_id: string
    step_id: string
    label: string
    ended_at: Date | null
  }
  space: {
    id: string
    parent_id: string | null
    kind: string
    name: string
    address: string
    unlisted: Generated<boolean>
    owner_id: string | null
    zone: Generated<string>
    search_language: Generated<string>
    made_at: GivenDate
    closed_at: Date | null
    ends_at: Date | null
  }
  space_copy: {
    space_id: string
    id: string
    chapter_id: string
    way: string
    of_space: Generated<string>
    made_on: string | null
    person_id: string | null
    on_day: Generated<string>
    gone_on: string | null
    early: Generated<boolean>
  }
  space_limits: {
    space_id: string
    chapter_id: string
    decides: Generated<string>
    told: Generated<string>
    safeguarding: Generated<string>
    version: Generated<number>
  }
  space_partner: {
    space_id: string
    id: string
    chapter_id: string
    organisation_id: string
    from_day: string
    to_day: string | null
    reason_joined: Generated<string>
    reason_left: Generated<string>
    added_by: string
  }
  space_rule: {
    space_id: string
    chapter_id: string
    rule: string
    value: Json
    since: GivenDate
  }
  speaker_yes: {
    activity_id: string
    person_id: string
  }
  step_actual: {
    space_id: string
    step_id: string
    chapter_id: string
    question: string
    value: number
    said_before: number | null
    shown: Generated<boolean>
  }
  strategy_milestone: {
    space_id: string
    id: string
    chapter_id: string
    parent_strategy_id: string
    on_day: string
    words: string
  }
  table_sign: {
    small_id: string
    space_id: string
    step_id: string
    says: string
  }
  thread_line: {
    space_id: string
    id: string
    chapter_id: string
    words: string
    author_id: string
    on_day: Generated<string>
    for_room: Generated<boolean>
  }
  turning_point: {
    space_id: string
    id: string
    chapter_id: string
    on_day: string
    words: string
    author_id: string
    made_at: GivenDate
  }
  version_beside: {
    space_id: string
    evidence_id: string
    chapter_id: string
    document_id: string
    against: boolean
  }
  version_from: {
    space_id: string
    document_id: string
    chapter_id: string
    artefact_id: string
    gathering_id: string
    crossing_id: string
    method_key: string
    method: string
    step: string
    gathering: string
    held_on: string
    told: Json | null
    against: string
    shape: Json | null
  }
  version_hand: {
    space_id: string
    document_id: string
    person_id: string
    chapter_id: string
    name: string
    signed_on: string | null
  }
  withdrawal: {
    crossing_id: string
    by: string
    at: GivenDate
  }
  working_tie: {
    id: string
    space_id: string
    chapter_id: string
    one_membership: string | null
    one_organisation: string | null
    one_as: string
    other_membership: string | null
    other_organisation: string | null
    other_as: string
    client: Generated<string>
    pace: Generated<string>
    outputs: Generated<string>
    said_by: string
    said_at: GivenDate
    replaced_at: Date | null
  }
}
