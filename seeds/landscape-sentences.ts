import type { Step } from './landscape.ts'
import { DID, ENDINGS, FIRST_NAMES, OPENERS, PLACES, SURNAMES, WHAT, WHEN, WHO } from './landscape-words.ts'

const SENTENCES = 20_000

/**
 * Chance that is the same for the same seed: `land_u` is a number below 1 for a thing and its number, `land_id` an id,
 * `land_pick` one word of a list, the first ones far more often than the last.
 */
const CHANCE = `
  create function pg_temp.land_u(what text, n bigint) returns double precision language sql immutable as $$
    select (hashint8extended(n, hashtextextended(what, current_setting('landscape.seed')::bigint)) & 4503599627370495)::double precision / 4503599627370496 $$;
  create function pg_temp.land_id(what text, n bigint) returns uuid language sql immutable as $$
    select overlay(overlay(md5(current_setting('landscape.seed') || ':' || what || ':' || n) placing '4' from 13 for 1) placing 'a' from 17 for 1)::uuid $$;
  create function pg_temp.land_pick(words text[], what text, n bigint) returns text language sql immutable as $$
    select words[least(cardinality(words), floor(power(cardinality(words) + 1, pg_temp.land_u(what, n)))::int)] $$;
  create function pg_temp.land_at(part double precision) returns timestamptz language sql immutable as $$
    select timestamptz '2023-01-02 08:00+00' + part * interval '1090 days' $$;`

/** Sentences are made once and used often; each comes with its index, so that a text's is put together and not parsed. */
export const prepareWords: Step = async (run, { seed }) => {
  await run(`select set_config('landscape.seed', $1, true)`, [String(seed)])
  await run(CHANCE)
  await run(
    `create temp table land_sentence on commit drop as
     select n, words, length(words) as size, to_tsvector('plain_english', words) as tsv
       from generate_series(0, ${SENTENCES - 1}) n cross join lateral (select
         pg_temp.land_pick($1, 'opener', n) || ' ' || pg_temp.land_pick($2, 'who', n) || ' ' || pg_temp.land_pick($3, 'did', n) || ' ' ||
         pg_temp.land_pick($4, 'what', n) || ' in ' || pg_temp.land_pick($5, 'place', n) || ' ' || pg_temp.land_pick($6, 'when', n) || ', ' ||
         pg_temp.land_pick($7, 'ending', n) || '.' as words) made`,
    [OPENERS, WHO, DID, WHAT, PLACES, WHEN, ENDINGS],
  )
  await run('alter table land_sentence add primary key (n)')
  // Names of people and spaces are drawn evenly: nobody is common.
  await run(
    `create temp table land_names on commit drop as select $1::text[] as first, $2::text[] as last, $3::text[] as places`,
    [FIRST_NAMES, SURNAMES, PLACES],
  )
}
