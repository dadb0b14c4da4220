import { redirect } from "next/navigation";
import { keepSession } from "@/app/_edge/keep-session";
import { withReturnTo } from "@/core/access/return-to";
import type { NewCustomerSession } from "@/core/sessions/start-session";

/** The end of every way to a new account: signed in, told so, and from there to the wanted page. */
export async function welcomeIn(session: NewCustomerSession, wanted: string | null = null): Promise<never> {
  await keepSession(session);
  redirect(withReturnTo("/register/welcome", wanted));
}
