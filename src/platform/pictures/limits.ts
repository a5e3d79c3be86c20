/** Stated limits of a photo. */
export const LIMITS = {
  bytes: 25 * 1024 * 1024,
  pixels: 40_000_000,
  /** The longer side of what is kept. */
  side: 2560,
  seconds: 30,
  megabytes: 900,
  atOnce: 2,
  /** Of one entry; only mail brings more than one at a time. */
  each: 10,
} as const
