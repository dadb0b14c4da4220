import { minutes } from "@/core/duration";

/** Whoever has not read something for so long is away: an open window that somebody looks at reads at once. */
export const AWAY_AFTER = minutes(2);

/** Conversations that one round of mails takes up. */
export const AT_ONCE = 50;
