import type { Metadata } from "next";
import { readCookie } from "@/app/_edge/cookies";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { ConsentFields } from "@/components/consents/consent-fields";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { NewPasswordField } from "@/components/forms/new-password-field";
import { formTexts } from "@/components/forms/texts";
import { DeadEnd } from "@/components/ui/dead-end";
import { meaningOf } from "@/core/failures";
import { findAttempt } from "@/core/registration/find-attempt";
import { type Confirmation, findConfirmation } from "@/core/registration/find-confirmation";
import { answerWith } from "@/server/request-store";
import { Switching } from "../../register/switching";
import { confirmAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("registration.confirm.heading"), robots: { index: false } };
}

type Props = { params: Promise<{ token: string }> };

/** Behind the link of the mail. Looking changes nothing and sets no cookie: scanners look too (T-V1, T-V2). */
export default async function ConfirmPage({ params }: Props) {
  const { t, ctx, session } = await visit("/confirm/[token]");
  const { token } = await params;
  const browser = await readCookie("foyer-attempt");
  const found = await findConfirmation(ctx, { token, browser });
  const another = (await findAttempt(ctx, browser)) ? "/register/check-your-mail" : "/register";
  if (!found.ok) {
    answerWith(meaningOf(found.code).status, found.retryAfterSeconds);
    return found.code === "proof.invalid" ? <Stale t={t} another={another} /> : <TooMany t={t} />;
  }
  return (
    <div className="max-w-md">
      <Form
        action={confirmAction}
        texts={formTexts(t)}
        heading={t("registration.confirm.heading")}
        intro={<Intro t={t} confirmation={found.value} />}
        submit={t("registration.confirm.submit")}
        after={<Another t={t} href={another} />}
      >
        <input type="hidden" name="token" value={token} />
        <Switching t={t} session={session} />
        {found.value.asksPerson ? <Person visiting={{ t, ctx }} confirmation={found.value} /> : null}
      </Form>
    </div>
  );
}

function Intro({ t, confirmation }: { t: Visit["t"]; confirmation: Confirmation }) {
  return (
    <div className="mb-6 grid gap-2">
      <p className="wrap-anywhere">{t("registration.confirm.text", { email: confirmation.maskedEmail })}</p>
      {confirmation.asksPerson ? <p className="text-quiet">{t("registration.confirm.person")}</p> : null}
    </div>
  );
}

function Person({ visiting: { t, ctx }, confirmation }: { visiting: Pick<Visit, "t" | "ctx">; confirmation: Confirmation }) {
  const { firstName, lastName } = confirmation;
  return (
    <>
      <Field name="firstName" label={t("registration.form.firstName")} autoComplete="given-name" defaultValue={firstName} />
      <Field name="lastName" label={t("registration.form.lastName")} autoComplete="family-name" defaultValue={lastName} />
      <NewPasswordField t={t} label={t("registration.confirm.newPassword")} minLength={ctx.settings.passwords.minLength} />
      <ConsentFields t={t} legal={ctx.legal} />
    </>
  );
}

function Another({ t, href }: { t: Visit["t"]; href: string }) {
  return (
    <p>
      <a href={href} className="inline-flex min-h-11 items-center">
        {t("registration.confirm.another")}
      </a>
    </p>
  );
}

/** One page for every link that opens nothing, whatever the reason (T-V5). */
function Stale({ t, another }: { t: Visit["t"]; another: string }) {
  const ways = [
    { href: another, text: t("registration.stale.another") },
    { href: "/sign-in", text: t("registration.stale.signIn") },
  ];
  const texts = [t("registration.stale.text"), t("registration.stale.active")];
  return <DeadEnd heading={t("registration.stale.heading")} texts={texts} ways={ways} />;
}

const TooMany = ({ t }: Pick<Visit, "t">) => (
  <DeadEnd heading={t("registration.stale.tooMany")} texts={[t("failures.limits.too-many")]} />
);
