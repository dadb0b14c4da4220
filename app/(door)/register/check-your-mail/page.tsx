import type { Metadata } from "next";
import { readCookie } from "@/app/_edge/cookies";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { DeadEnd } from "@/components/ui/dead-end";
import { findAttempt, type OwnAttempt } from "@/core/registration/find-attempt";
import { Switching } from "../switching";
import { confirmCodeAction } from "./confirm-code-action";
import { resendAction } from "./resend-action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("registration.mail.heading") };
}

export default async function CheckYourMailPage() {
  const { t, ctx, session } = await visit("/register/check-your-mail");
  const attempt = await findAttempt(ctx, await readCookie("foyer-attempt"));
  if (!attempt) return <Nothing t={t} />;
  return (
    <div className="grid max-w-md gap-10 wrap-anywhere">
      <section>
        <Form
          action={confirmCodeAction}
          texts={formTexts(t)}
          heading={t("registration.mail.heading")}
          intro={<Intro t={t} email={attempt.email} />}
          submit={t("registration.mail.submit")}
        >
          <Switching t={t} session={session} />
          <Field
            name="code"
            label={t("registration.mail.code")}
            hint={t("registration.mail.codeHint")}
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="\d{6}"
          />
        </Form>
      </section>
      <Again t={t} attempt={attempt} />
    </div>
  );
}

function Intro({ t, email }: { t: Visit["t"]; email: string }) {
  return (
    <div className="mb-6 grid gap-2">
      <p>{t("registration.mail.text", { email })}</p>
      <p className="text-quiet">{t("registration.mail.patience")}</p>
    </div>
  );
}

function Again({ t, attempt }: { t: Visit["t"]; attempt: OwnAttempt }) {
  const query = attempt.returnTo ? `?returnTo=${encodeURIComponent(attempt.returnTo)}` : "";
  return (
    <section className="border-t border-rule pt-6">
      <h2>{t("registration.mail.againHeading")}</h2>
      <p className="my-3 text-quiet">{t("registration.mail.againText")}</p>
      <Form action={resendAction} texts={formTexts(t)} submit={t("registration.mail.again")} tone="quiet" />
      <p className="mt-3">
        <a href={`/register${query}`} className="inline-flex min-h-11 items-center">
          {t("registration.mail.change")}
        </a>
      </p>
    </section>
  );
}

function Nothing({ t }: { t: Visit["t"] }) {
  const ways = [
    { href: "/sign-in", text: t("registration.form.signIn") },
    { href: "/register", text: t("registration.form.heading") },
  ];
  return <DeadEnd heading={t("registration.mail.heading")} texts={[t("registration.mail.nothingText")]} ways={ways} />;
}
