import { z } from "zod";
import { clearCookie, readCookie, writeCookie } from "@/app/_edge/cookies";
import { inSeconds, minutes } from "@/core/duration";
import { decrypt, encrypt, type Secrets } from "@/core/security/secrets";

const shape = z.object({ identifier: z.string(), firstName: z.string(), lastName: z.string() });

/** What one page knows of a visitor that the form of the next would ask again. Empty texts where nothing is known. */
export type Carried = z.output<typeof shape>;

const NOTHING: Carried = { identifier: "", firstName: "", lastName: "" };

/** Long enough for the way to the next form; short, since the browser may be somebody else's next. */
const CARRIED_FOR = minutes(15);

/**
 * Has this browser bring something along to its next form: sealed, and in no address, where logs and histories would keep it. Opens
 * nothing. Only in actions.
 */
export async function carry(secrets: Secrets, carried: Partial<Carried>): Promise<void> {
  const sealed = encrypt(secrets, "carried", JSON.stringify({ ...NOTHING, ...carried }));
  await writeCookie("foyer-carried", sealed, inSeconds(CARRIED_FOR));
}

/** What {@link carry} gave this browser, or nothing. */
export async function getCarried(secrets: Secrets): Promise<Carried> {
  const sealed = await readCookie("foyer-carried");
  const text = sealed === undefined || sealed.length > 4000 ? null : decrypt(secrets, "carried", sealed);
  const read = shape.safeParse(text === null ? null : JSON.parse(text));
  return read.success ? read.data : NOTHING;
}

/** Once somebody is in, nobody after them in this browser is shown it. Only in actions and route handlers. */
export async function forgetCarried(): Promise<void> {
  if ((await readCookie("foyer-carried")) !== undefined) await clearCookie("foyer-carried");
}
