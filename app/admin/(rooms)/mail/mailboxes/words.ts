import { callTroubles } from "@/core/inbound/check-webhook";
import { mailboxTroubles } from "@/core/inbound/imap-mailbox";
import type { ListedMailbox } from "@/core/inbound/list-mailboxes";
import { readTroubleLine } from "@/core/mail/trouble-line";
import type { Translator } from "@/messages/translator";

/** How a mailbox does, in a word. */
export function stateOf({
  kind,
  hasSecret,
  isEnabled,
  lastError,
  lastSeenAt,
}: ListedMailbox): "off" | "good" | "keyless" | "waiting" | "failing" {
  if (!isEnabled) return "off";
  if (kind === "webhook" && !hasSecret) return "keyless";
  if (lastError !== null) return "failing";
  return lastSeenAt === null ? "waiting" : "good";
}

/** What went wrong with a mailbox lately, in sentences; "" if nothing did. */
export function troubleInWords(t: Translator, { lastError }: Pick<ListedMailbox, "lastError">): string {
  if (lastError === null) return "";
  const { code, said: words } = readTroubleLine(lastError);
  const known = [...mailboxTroubles, ...callTroubles].find((name) => name === code) ?? "unknown";
  const said = words === "" ? "" : ` ${t("adminInbound.mailboxes.serverSaid", { words })}`;
  return `${t(`adminInbound.mailboxes.troubles.${known}`)}${said}`;
}
