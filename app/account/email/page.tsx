import type { Metadata } from "next";
import { newAttempt, readCookie } from "@/app/_edge/cookies";
import { getVisitor, type Visit, visitAccount } from "@/app/_edge/visit";
import { OwnerCheck } from "@/app/account/owner-check";
import { CodeField } from "@/components/forms/code-field";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { Crumb } from "@/components/shop/crumb";
import { findAskedEmail } from "@/core/email-change/find-email-change";
import { isPasswordAsked } from "@/core/passwords/confirm-owner";
import type { Query } from "@/core/query";
import { askEmailChangeAction } from "./action";
import { confirmEmailCodeAction } from "./code-action";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("ownAccount.email.heading") };
}

export default async function EmailPage({ searchParams }: Props) {
  const { ctx, t, session } = await visitAccount("/account/email");
  const asked = await findAskedEmail(ctx, { browser: await readCookie("foyer-attempt"), session });
  const isSent = asked !== null || "sent" in (await searchParams);
  const asksPassword = await isPasswordAsked(ctx, session.accountId);
  return (
    <div className="max-w-md">
      <Crumb href="/account/profile" text={t("ownAccount.email.back")} />
      {isSent ? <CodeStep t={t} email={asked} /> : null}
      <AskForm t={t} email={session.email} asksPassword={asksPassword} isSecond={isSent} />
    </div>
  );
}

/** Says the same whether a mail has left or was held back. */
function CodeStep({ t, email }: Pick<Visit, "t"> & { email: string | null }) {
  return (
    <Form
      action={confirmEmailCodeAction}
      texts={formTexts(t)}
      heading={t("ownAccount.email.sentHeading")}
      intro={
        <div className="mb-6 grid gap-2" role="status">
          <p className="wrap-anywhere">{email === null ? t("ownAccount.email.sent") : t("ownAccount.email.sentTo", { email })}</p>
          <p className="text-quiet">{t("ownAccount.email.until")}</p>
        </div>
      }
      submit={t("code.submit")}
      scope="confirm"
    >
      <CodeField t={t} />
    </Form>
  );
}

type AskProps = Pick<Visit, "t"> & { email: string | null; asksPassword: boolean; isSecond: boolean };

function AskForm({ t, email, asksPassword, isSecond }: AskProps) {
  const now = email === null ? t("ownAccount.email.none") : t("ownAccount.email.now", { email });
  const heading = isSecond ? {} : { heading: t("ownAccount.email.heading") };
  return (
    <section className={isSecond ? "mt-10" : ""}>
      {isSecond ? <h2 className="mb-2">{t("ownAccount.email.againHeading")}</h2> : null}
      <Form
        action={askEmailChangeAction}
        texts={formTexts(t)}
        {...heading}
        intro={
          <div className="mb-6 grid gap-2">
            <p className="wrap-anywhere">{now}</p>
            <p className="text-quiet">{t("ownAccount.email.text")}</p>
          </div>
        }
        submit={t("ownAccount.email.submit")}
        label={t("ownAccount.email.heading")}
        tone={isSecond ? "quiet" : "primary"}
      >
        <input type="hidden" name="attempt" value={newAttempt()} />
        <Field name="email" label={t("ownAccount.email.email")} type="email" autoComplete="email" isCaseless />
        <OwnerCheck t={t} asksPassword={asksPassword} />
      </Form>
    </section>
  );
}
