import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { days } from "@/core/duration";
import { decrypt, encrypt } from "@/core/security/secrets";
import { newToken } from "@/core/security/token";

/** How long a browser is known after somebody signed in to the back office with it. */
export const KNOWN_BROWSER_LASTS = days(30);

/** How many people of one browser are known at once: a desk that several share. */
const PEOPLE_AT_MOST = 5;

// The end stands inside, by this server's clock: see core/identities/errand.ts.
const knownSchema = z.array(z.object({ staffId: z.string(), browser: z.string(), until: z.number() })).max(PEOPLE_AT_MOST);

type Reading = Pick<Ctx, "secrets" | "now">;

/**
 * What this browser is called where this person's guesses are counted, if they have signed in with it of late; undefined if not. It opens
 * nothing: strangers' failures only do not count here (T-S6), and its own count as anywhere.
 */
export const knownBrowserOf = (ctx: Reading, sealed: string | undefined, staffId: string): string | undefined =>
  readKnown(ctx, sealed).find((one) => one.staffId === staffId)?.browser;

/** The cookie's next value, sealed: nobody can read, change or make it. To be given after a whole sign-in of this person, and only then. */
export function rememberBrowser(ctx: Reading, sealed: string | undefined, staffId: string): string {
  const others = readKnown(ctx, sealed).filter((one) => one.staffId !== staffId);
  const own = { staffId, browser: newToken(), until: ctx.now.getTime() + KNOWN_BROWSER_LASTS.ms };
  return encrypt(ctx.secrets, "known-browser", JSON.stringify([own, ...others].slice(0, PEOPLE_AT_MOST)));
}

function readKnown({ secrets, now }: Reading, sealed: string | undefined): z.output<typeof knownSchema> {
  const text = sealed && sealed.length < 4096 ? decrypt(secrets, "known-browser", sealed) : null;
  // What we sealed ourselves is JSON.
  const read = knownSchema.safeParse(text === null ? [] : JSON.parse(text));
  return read.success ? read.data.filter(({ until }) => until > now.getTime()) : [];
}
