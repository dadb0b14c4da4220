import { z } from "zod";
import { clearCookie, readCookie, writeCookie } from "@/app/_edge/cookies";
import type { Ctx } from "@/core/ctx";
import { inSeconds, minutes } from "@/core/duration";
import { decrypt, encrypt } from "@/core/security/secrets";

/** What one page knows of a visitor that the form of the next would ask again. Empty texts where nothing is known. */
export type Carried = { readonly identifier: string; readonly firstName: string; readonly lastName: string };

// The end stands inside: a cookie's own is the browser's to keep, or not.
const shape = z.object({ identifier: z.string(), firstName: z.string(), lastName: z.string(), until: z.number() });

type Keeping = Pick<Ctx, "secrets" | "now">;

const NOTHING: Carried = { identifier: "", firstName: "", lastName: "" };

/** Long enough for the way to the next form; short, since the browser may be somebody else's next. */
const CARRIED_FOR = minutes(15);

/**
 * Has this browser bring something along to its next form: sealed, and in no address, where logs and histories would keep it. Opens
 * nothing. Only in actions.
 */
export async function carry({ secrets, now }: Keeping, carried: Partial<Carried>): Promise<void> {
  const until = now.getTime() + CARRIED_FOR.ms;
  const sealed = encrypt(secrets, "carried", JSON.stringify({ ...NOTHING, ...carried, until }));
  await writeCookie("foyer-carried", sealed, inSeconds(CARRIED_FOR));
}

/** What {@link carry} gave this browser, or nothing. */
export async function getCarried({ secrets, now }: Keeping): Promise<Carried> {
  const sealed = await readCookie("foyer-carried");
  const text = sealed === undefined || sealed.length > 4000 ? null : decrypt(secrets, "carried", sealed);
  const read = shape.safeParse(text === null ? null : JSON.parse(text));
  return read.success && read.data.until > now.getTime() ? read.data : NOTHING;
}

/** Once somebody is in or has left, nobody after them in this browser is shown it. Only in actions and route handlers. */
export async function forgetCarried(): Promise<void> {
  if ((await readCookie("foyer-carried")) !== undefined) await clearCookie("foyer-carried");
}
