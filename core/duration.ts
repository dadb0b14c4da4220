/** A length of time; made only by the functions below, so that no figure ever stands without its unit. */
export type Duration = { readonly ms: number };

/** n seconds. */
export const seconds = (n: number): Duration => ({ ms: n * 1000 });
/** n minutes. */
export const minutes = (n: number): Duration => seconds(n * 60);
/** n hours. */
export const hours = (n: number): Duration => minutes(n * 60);
/** n days of 24 hours. */
export const days = (n: number): Duration => hours(n * 24);
/** Whole seconds, rounded up: for HTTP headers and SQL intervals. */
export const inSeconds = (duration: Duration): number => Math.ceil(duration.ms / 1000);
