import type { Ctx } from "@/core/ctx";
import { hours } from "@/core/duration";
import type { Flow } from "@/core/registration/attempt";
import { signatures } from "@/core/security/secrets";
import { newReadableCode } from "@/core/security/token";

/** How long a first password counts (P-R4, P-R5). */
export const FIRST_PASSWORD_LASTS = hours(24);

/** A generated first password: 20 readable signs, 96 random bits, in groups that can be typed. Goes to its mailbox and nowhere else. */
export const newFirstPassword = (): string => newReadableCode({ groups: 4, signsPerGroup: 5 });

/**
 * Which kind of first password the shop wants in a flow; each kind belongs to one flow and is nothing in the others. Where staff decide
 * about newcomers a code is none: its day would be over before they have decided (P-R11), so no mail may promise it.
 */
export function firstPasswordOf(
  { settings }: Pick<Ctx, "settings">,
  { name }: Pick<Flow, "name">,
): Ctx["settings"]["registration"]["firstPassword"] {
  const { firstPassword, approval } = settings.registration;
  if (firstPassword === "code" && approval) return "none";
  const flow = { none: null, code: "code", generated: "access-data" }[firstPassword];
  return flow === name ? firstPassword : "none";
}

/**
 * What the database keeps of a generated first password, by every key there is, the newest first: bound to the address it was mailed to,
 * so that it is found by both together and by neither alone. Case, spaces and dashes do not count.
 */
export const hashesOfFirstPassword = ({ secrets }: Pick<Ctx, "secrets">, emailKey: string, typed: string): string[] => {
  const canonical = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, "");
  return signatures(secrets, "first-password", `${emailKey}:${canonical}`);
};
