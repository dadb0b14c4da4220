import type { Ctx } from "@/core/ctx";
import { minutes } from "@/core/duration";
import { decrypt, encrypt } from "@/core/security/secrets";

/** As long as the page says so that somebody has left a company. */
const SAID = minutes(1);

type Sealing = Pick<Ctx, "secrets" | "now">;

/** Seals the name of the company that somebody has just left, for the address of the next page: nobody makes our pages say any other. */
export const sealLeft = ({ secrets, now }: Sealing, company: string): string =>
  encodeURIComponent(encrypt(secrets, "company-news", JSON.stringify([company, now.getTime() + SAID.ms])));

/** What {@link sealLeft} made a moment ago; null for anything else, and for a page that is opened again later. */
export function openLeft({ secrets, now }: Sealing, sealed: unknown): string | null {
  const text = typeof sealed === "string" && sealed.length < 4000 ? decrypt(secrets, "company-news", sealed) : null;
  if (text === null) return null;
  const [company, until]: unknown[] = JSON.parse(text);
  return typeof company === "string" && typeof until === "number" && until > now.getTime() ? company : null;
}
