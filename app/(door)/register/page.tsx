import type { Metadata } from "next";
import { newAttempt } from "@/app/_edge/cookies";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { CaptchaField } from "@/components/forms/captcha-field";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { NewPasswordField } from "@/components/forms/new-password-field";
import { captchaTexts, formTexts } from "@/components/forms/texts";
import { DeadEnd } from "@/components/ui/dead-end";
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
        <NewPasswordField
          t={t}
          name="password"
          label={t("registration.form.password")}
          minLength={ctx.settings.passwords.minLength}
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
  const ways = [
    { href: "/", text: t("registration.closed.toShop") },
    { href: "/sign-in", text: t("registration.closed.signIn") },
  ];
  return <DeadEnd heading={t("registration.form.heading")} texts={[reason]} ways={ways} />;
}

function SignedIn({ t, name }: { t: Visit["t"]; name: string }) {
  const ways = [{ href: "/account", text: t("registration.signedIn.account") }];
  return <DeadEnd heading={t("registration.form.heading")} texts={[t("registration.signedIn.text", { name })]} ways={ways} />;
}
