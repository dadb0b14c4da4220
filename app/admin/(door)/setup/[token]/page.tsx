import type { Metadata } from "next";
import { getVisitor, visit } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { PasswordField } from "@/components/forms/password-field";
import { formTexts, passwordTexts } from "@/components/forms/texts";
import { meaningOf } from "@/core/failures";
import { findStaffSetup } from "@/core/staff/find-staff-setup";
import type { Translator } from "@/messages/translator";
import { answerWith } from "@/server/request-store";
import { setUpStaffAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("admin.setup.heading"), robots: { index: false } };
}

type Props = { params: Promise<{ token: string }> };

export default async function StaffSetupPage({ params }: Props) {
  const { t, ctx } = await visit("/admin/setup/[token]");
  const { token } = await params;
  const found = await findStaffSetup(ctx, token);
  if (!found.ok) {
    answerWith(meaningOf(found.code).status, found.retryAfterSeconds);
    return <Gone t={t} />;
  }
  const { email } = found.value;
  return (
    <Form
      action={setUpStaffAction}
      texts={formTexts(t)}
      heading={t("admin.setup.heading")}
      intro={<p className="mb-5 wrap-anywhere">{t("admin.setup.intro", { email })}</p>}
      submit={t("admin.setup.submit")}
    >
      <input type="hidden" name="token" value={token} />
      {/* For password managers: whose password this is. The server goes by the link alone. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        name="newPassword"
        label={t("admin.setup.newPassword")}
        autoComplete="new-password"
        hint={t("admin.setup.hint", { min: ctx.settings.passwords.minLength })}
        texts={passwordTexts(t)}
      />
    </Form>
  );
}

function Gone({ t }: { t: Translator }) {
  return (
    <>
      <h1>{t("admin.setup.goneHeading")}</h1>
      <p className="my-4">{t("admin.setup.goneText")}</p>
      <a href="/admin/sign-in" className="button-quiet">
        {t("admin.setup.toSignIn")}
      </a>
    </>
  );
}
