import type { Metadata } from "next";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { PasswordField } from "@/components/forms/password-field";
import { formTexts, passwordTexts } from "@/components/forms/texts";
import { meaningOf } from "@/core/failures";
import { findReset } from "@/core/sign-in/find-reset";
import { answerWith } from "@/server/request-store";
import { resetByLinkAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("reset.set.heading"), robots: { index: false } };
}

type Props = { params: Promise<{ token: string }> };

/** Behind the link of the mail. Looking changes nothing and sets no cookie: scanners look too (T-V1, T-V2). */
export default async function ResetPasswordPage({ params }: Props) {
  const { t, ctx } = await visit("/reset-password/[token]");
  const { token } = await params;
  const found = await findReset(ctx, token);
  if (!found.ok) {
    answerWith(meaningOf(found.code).status, found.retryAfterSeconds);
    return found.code === "limits.too-many" ? <TooMany t={t} /> : <Stale t={t} />;
  }
  return (
    <div className="max-w-md">
      <Form
        action={resetByLinkAction}
        texts={formTexts(t)}
        heading={t("reset.set.heading")}
        intro={<p className="mb-6 wrap-anywhere">{t("reset.set.text", { email: found.value.maskedEmail })}</p>}
        submit={t("reset.set.submit")}
      >
        <input type="hidden" name="token" value={token} />
        <PasswordField
          name="newPassword"
          label={t("reset.set.newPassword")}
          hint={t("registration.form.passwordRule", { min: ctx.settings.passwords.minLength })}
          autoComplete="new-password"
          texts={passwordTexts(t)}
        />
      </Form>
    </div>
  );
}

/** One page for every link that opens nothing, whatever the reason (T-V5). */
function Stale({ t }: Pick<Visit, "t">) {
  return (
    <div className="max-w-md">
      <h1>{t("reset.stale.heading")}</h1>
      <p className="my-4">{t("reset.stale.text")}</p>
      <p className="flex flex-wrap gap-3">
        <a href="/forgot-password" className="button">
          {t("reset.stale.another")}
        </a>
        <a href="/sign-in" className="button-quiet">
          {t("reset.stale.signIn")}
        </a>
      </p>
    </div>
  );
}

function TooMany({ t }: Pick<Visit, "t">) {
  return (
    <div className="max-w-md">
      <h1>{t("reset.stale.tooMany")}</h1>
      <p className="my-4">{t("failures.limits.too-many")}</p>
    </div>
  );
}
