import { readCookie } from "@/app/_edge/cookies";
import type { Visit } from "@/app/_edge/visit";
import type { Switching } from "@/core/registration/refuse-other-session";

/** What the use cases of the proof need to know of this browser. */
export async function whoIsHere({ session }: Visit, switching: string): Promise<Switching & { browser: string | undefined }> {
  return {
    browser: await readCookie("foyer-attempt"),
    isSignedIn: session !== null,
    isSwitching: switching === "yes",
    replaces: await readCookie("foyer.sid"),
  };
}
