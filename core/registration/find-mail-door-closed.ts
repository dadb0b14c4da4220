import type { Ctx } from "@/core/ctx";
import { type Closed, findClosed } from "@/core/registration/policy";

/**
 * Why nobody with this address can get an account by writing to the shop (P-R16), or null: every policy of registration (P-R1, P-R11 to
 * P-R14), and what a link in a mail cannot ask for: staff's word, or a company. Asked when the mail comes and again at its link.
 */
export async function findMailDoorClosed(
  ctx: Pick<Ctx, "db" | "settings">,
  email: string,
): Promise<Closed | "approval" | "company" | null> {
  const { approval, companies } = ctx.settings.registration;
  if (approval) return "approval";
  if (companies === "required") return "company";
  return (await findClosed(ctx, { email }))?.code ?? null;
}
