import type { Metadata } from "next";
import { newAttempt } from "@/app/_edge/cookies";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { CaptchaField } from "@/components/forms/captcha-field";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { PasswordField } from "@/components/forms/password-field";
import { captchaTexts, formTexts, passwordTexts } from "@/components/forms/texts";
import { returnTo } from "@/core/access/return-to";
import { meaningOf } from "@/core/failures";
import { findClosed } from "@/core/registration/policy";
import { isCaptchaAsked } from "@/core/security/captcha/check-captcha";
import { answerWith } from "@/server/request-store";
import { registerAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("registration.form.heading") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function RegisterPage({ searchParams }: Props) {
  const visiting = await visit("/register");
  const { t, ctx, session } = visiting;
  if (session) return <SignedIn t={t} name={session.name || session.customerNumber} />;
  const closed = await findClosed(ctx);
  if (closed) {
    answerWith(meaningOf(closed.code).status);
    return <Closed t={t} reason={t(`failures.${closed.code}`)} />;
  }
  const goTo = returnTo((await searchParams).returnTo, "");
  const query = goTo ? `?returnTo=${encodeURIComponent(goTo)}` : "";
  return (
    <div className="max-w-md">
      <Form
        action={registerAction}
        texts={formTexts(t)}
        heading={t("registration.form.heading")}
        intro={<p className="mb-6 text-quiet">{t("registration.form.intro")}</p>}
        submit={t("registration.form.submit")}
      >
        <input type="hidden" name="returnTo" value={goTo} />
        <input type="hidden" name="attempt" value={newAttempt()} />
        <Field name="email" label={t("registration.form.email")} type="email" inputMode="email" autoComplete="email" isCaseless />
        <PasswordField
          name="password"
          label={t("registration.form.password")}
          hint={t("registration.form.passwordRule", { min: ctx.settings.passwords.minLength })}
          autoComplete="new-password"
          texts={passwordTexts(t)}
        />
        <Field name="firstName" label={t("registration.form.firstName")} autoComplete="given-name" />
        <Field name="lastName" label={t("registration.form.lastName")} autoComplete="family-name" />
        <CaptchaField door="register" isAsked={await isCaptchaAsked(ctx)} texts={captchaTexts(t)} />
      </Form>
      <p className="mt-6">
        {t("registration.form.haveOne")}{" "}
        <a href={`/sign-in${query}`} className="inline-flex min-h-11 items-center">
          {t("registration.form.signIn")}
        </a>
      </p>
    </div>
  );
}

function Closed({ t, reason }: { t: Visit["t"]; reason: string }) {
  return (
    <div className="max-w-md">
      <h1>{t("registration.form.heading")}</h1>
      <p className="my-4">{reason}</p>
      <p className="flex flex-wrap gap-3">
        <a href="/" className="button">
          {t("registration.closed.toShop")}
        </a>
        <a href="/sign-in" className="button-quiet">
          {t("registration.closed.signIn")}
        </a>
      </p>
    </div>
  );
}

function SignedIn({ t, name }: { t: Visit["t"]; name: string }) {
  return (
    <div className="max-w-md">
      <h1>{t("registration.form.heading")}</h1>
      <p className="my-4">{t("registration.signedIn.text", { name })}</p>
      <a href="/account" className="button">
        {t("registration.signedIn.account")}
      </a>
    </div>
  );
}
