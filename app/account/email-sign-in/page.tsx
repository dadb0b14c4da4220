import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { newAttempt, readCookie } from "@/app/_edge/cookies";
import { getVisitor, type Visit, visitAccount } from "@/app/_edge/visit";
import { OwnerCheck } from "@/app/account/owner-check";
import { CodeField } from "@/components/forms/code-field";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { NewPasswordField } from "@/components/forms/new-password-field";
import { formTexts } from "@/components/forms/texts";
import { Crumb } from "@/components/shop/crumb";
import { findEmailSignIn } from "@/core/email-sign-in/find-email-sign-in";
import { isPasswordAsked } from "@/core/passwords/confirm-owner";
import type { Query } from "@/core/query";
import { askEmailSignInAction } from "./action";
import { turnOnEmailSignInAction } from "./turn-on-action";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("emailSignIn.heading") };
}

export default async function EmailSignInPage({ searchParams }: Props) {
  const { ctx, t, session } = await visitAccount("/account/email-sign-in");
  const offered = await findEmailSignIn(ctx, { browser: await readCookie("foyer-attempt"), session });
  if (!offered) redirect("/account/security");
  const { known, asked } = offered;
  const isSent = asked !== null || "sent" in (await searchParams);
  const asksPassword = await isPasswordAsked(ctx, session.accountId);
  return (
    <div className="max-w-md">
      <Crumb href="/account/security" text={t("emailSignIn.back")} />
      {isSent ? <CodeStep t={t} email={asked} minLength={ctx.settings.passwords.minLength} /> : null}
      {/* A new one once the mail is asked for: the password typed into the first does not stay. */}
      <AskForm key={String(isSent)} t={t} email={asked ?? known} asksPassword={asksPassword} isSecond={isSent} />
    </div>
  );
}

type CodeProps = Pick<Visit, "t"> & { email: string | null; minLength: number };

/** Says the same whether a mail has left or was held back. */
function CodeStep({ t, email, minLength }: CodeProps) {
  return (
    <Form
      action={turnOnEmailSignInAction}
      texts={formTexts(t)}
      heading={t("emailSignIn.sentHeading")}
      intro={
        <div className="mb-6 grid gap-2" role="status">
          <p className="wrap-anywhere">{email === null ? t("emailSignIn.sent") : t("emailSignIn.sentTo", { email })}</p>
          <p className="text-quiet">{t("emailSignIn.both")}</p>
        </div>
      }
      submit={t("emailSignIn.submit")}
      scope="confirm"
    >
      {/* So that password managers know whose password it is. */}
      <input hidden readOnly name="username" autoComplete="username" value={email ?? ""} />
      <CodeField t={t} />
      <NewPasswordField t={t} label={t("emailSignIn.newPassword")} minLength={minLength} />
    </Form>
  );
}

type AskProps = Pick<Visit, "t"> & { email: string | null; asksPassword: boolean; isSecond: boolean };

function AskForm({ t, email, asksPassword, isSecond }: AskProps) {
  const heading = isSecond ? {} : { heading: t("emailSignIn.heading") };
  return (
    <section className={isSecond ? "mt-10" : ""}>
      {isSecond ? <h2 className="mb-2">{t("emailSignIn.againHeading")}</h2> : null}
      <Form
        action={askEmailSignInAction}
        texts={formTexts(t)}
        {...heading}
        intro={<p className="mb-6 text-quiet">{t("emailSignIn.text")}</p>}
        submit={t("emailSignIn.ask")}
        label={t("emailSignIn.heading")}
        tone={isSecond ? "quiet" : "primary"}
      >
        <input type="hidden" name="attempt" value={newAttempt()} />
        <Field
          name="email"
          label={t("emailSignIn.email")}
          type="email"
          autoComplete="email"
          defaultValue={email ?? undefined}
          isCaseless
        />
        <OwnerCheck t={t} asksPassword={asksPassword} />
      </Form>
    </section>
  );
}
