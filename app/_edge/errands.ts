import { redirect } from "next/navigation";
import { clearCookie, readCookie, writeCookie } from "@/app/_edge/cookies";
import { getCtx } from "@/app/_edge/request-ctx";
import { inSeconds } from "@/core/duration";
import { ERRAND_LASTS, type Errand, type ErrandOf, openErrand, sealErrand } from "@/core/identities/errand";

/** An errand that a form of ours began, where whoever pressed its button has said who they are. */
export type FormErrand = ErrandOf<"connect" | "test">;

/** Sends this browser to a provider on an errand of a form. Last line of an action: never returns. */
export async function sendOut(errand: FormErrand): Promise<never> {
  await writeErrand(errand);
  redirect(`/sign-in/go/${errand.connection}?errand=${errand.kind}`);
}

/** Lets this browser carry an errand; it replaces whatever errand it had. */
export async function writeErrand(errand: Errand): Promise<void> {
  await writeCookie("foyer-handshake", sealErrand(await getCtx(), errand), inSeconds(ERRAND_LASTS));
}

/** The errand this browser is on, if any. */
export const readErrand = async (): Promise<Errand | null> => openErrand(await getCtx(), await readCookie("foyer-handshake"));

/** The errand this browser is on, which ends with this. Only in route handlers and actions. */
export async function takeErrand(): Promise<Errand | null> {
  const errand = await readErrand();
  await clearCookie("foyer-handshake");
  return errand;
}

/** Whether an errand of a form is one of this kind, for this connection. */
export const isFormErrand = (errand: Errand | null, kind: string, connection: string): errand is FormErrand =>
  errand !== null && errand.kind !== "sign-in" && errand.kind === kind && errand.connection === connection;
