import type { Device } from "@/core/sessions/read-device";
import type { Translator } from "@/messages/translator";

/** A device as its owner would call it: "Firefox on Linux", or as much of that as is known. */
export function deviceInWords(t: Translator, { browser, system }: Device): string {
  if (browser !== null && system !== null) return t("ownAccount.sessions.device", { browser, system });
  return browser ?? system ?? t("ownAccount.sessions.unknown");
}
