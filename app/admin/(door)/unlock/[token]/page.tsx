import type { Metadata } from "next";
import { getVisitor, visit } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { NewPasswordField } from "@/components/forms/new-password-field";
import { formTexts } from "@/components/forms/texts";
import { meaningOf } from "@/core/failures";
import { findStaffUnlock } from "@/core/staff/unlock-staff";
import type { Translator } from "@/messages/translator";
import { answerWith } from "@/server/request-store";
import { unlockStaffAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("adminSso.unlock.heading"), robots: { index: false } };
}

type Props = { params: Promise<{ token: string }> };

export default async function UnlockPage({ params }: Props) {
  const { t, ctx } = await visit("/admin/unlock/[token]");
  const { token } = await params;
  const found = await findStaffUnlock(ctx, token);
  if (!found.ok) {
    answerWith(meaningOf(found.code).status, found.retryAfterSeconds);
    return <Gone t={t} />;
  }
  const { name, email } = found.value;
  return (
    <Form
      action={unlockStaffAction}
      texts={formTexts(t)}
      heading={t("adminSso.unlock.heading")}
      intro={<p className="mb-5 wrap-anywhere">{t("adminSso.unlock.intro", { name, email })}</p>}
      submit={t("adminSso.unlock.submit")}
    >
      <input type="hidden" name="token" value={token} />
      {/* For password managers: whose password this is. The server goes by the link alone. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordField t={t} label={t("adminSso.unlock.newPassword")} minLength={ctx.settings.passwords.minLength} />
    </Form>
  );
}

function Gone({ t }: { t: Translator }) {
  return (
    <>
      <h1>{t("adminSso.unlock.goneHeading")}</h1>
      <p className="my-4">{t("adminSso.unlock.goneText")}</p>
      <a href="/admin/sign-in" className="button-quiet">
        {t("admin.setup.toSignIn")}
      </a>
    </>
  );
}
