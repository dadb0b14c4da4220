import type { CompanyNotice } from "@/core/companies/company-notices";
import type { Ctx, Language } from "@/core/ctx";
import { languageOf } from "@/core/mail/language-of";
import { queueMail } from "@/core/mail/queue";

type Told = { readonly customerId: string; readonly email: string | null; readonly language: string | null };

type News = {
  readonly notice: CompanyNotice;
  readonly company: string;
  /** The user type that it is about, if one. */
  readonly type?: string;
  /** Somebody else's name, if it is about them. */
  readonly name?: string;
};

/**
 * Queues a mail that tells somebody what happened to their place in a company, in the open transaction and in their language, or in
 * `fallback` where none is known of them. Nothing for who has no address.
 */
export async function tellPerson(
  tx: Pick<Ctx, "db" | "secrets" | "request">,
  { customerId, email, language }: Told,
  news: News,
  fallback: Language = tx.request.language,
): Promise<void> {
  if (email === null) return;
  await queueMail(tx, {
    message: "company-notice",
    to: { email },
    language: languageOf({ language }, fallback),
    customerId,
    facts: { ...news },
  });
}
