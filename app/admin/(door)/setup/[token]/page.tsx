import type { Metadata } from "next";
import { readCookie } from "@/app/_edge/cookies";
import { getVisitor, visit } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { NewPasswordField } from "@/components/forms/new-password-field";
import { formTexts } from "@/components/forms/texts";
import { DeadEnd } from "@/components/ui/dead-end";
import { meaningOf } from "@/core/failures";
import { findStaffSetup } from "@/core/staff/find-staff-setup";
import type { Translator } from "@/messages/translator";
import { answerWith } from "@/server/request-store";
import { renewStaffPasswordAction, setUpStaffAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("admin.setup.heading"), robots: { index: false } };
}

type Props = { params: Promise<{ token: string }> };

export default async function StaffSetupPage({ params }: Props) {
  const { t, ctx } = await visit("/admin/setup/[token]");
  const { token } = await params;
  const found = await findStaffSetup(ctx, token, await readCookie("foyer-staff"));
  if (!found.ok) {
    answerWith(meaningOf(found.code).status, found.retryAfterSeconds);
    return found.code === "staff.other-session" ? <Other t={t} /> : <Gone t={t} />;
  }
  const { email, isRenewal } = found.value;
  return (
    <Form
      action={isRenewal ? renewStaffPasswordAction : setUpStaffAction}
      texts={formTexts(t)}
      heading={t(isRenewal ? "admin.setup.renewHeading" : "admin.setup.heading")}
      intro={<p className="mb-5 wrap-anywhere">{t(isRenewal ? "admin.setup.renewIntro" : "admin.setup.intro", { email })}</p>}
      submit={t("admin.setup.submit")}
    >
      <input type="hidden" name="token" value={token} />
      {/* For password managers: whose password this is. The server goes by the link alone. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordField t={t} label={t("admin.setup.newPassword")} minLength={ctx.settings.passwords.minLength} />
    </Form>
  );
}

function Other({ t }: { t: Translator }) {
  const ways = [{ href: "/admin", text: t("admin.title") }];
  return <DeadEnd heading={t("admin.setup.otherHeading")} texts={[t("failures.staff.other-session")]} ways={ways} />;
}

function Gone({ t }: { t: Translator }) {
  const ways = [{ href: "/admin/sign-in", text: t("admin.setup.toSignIn") }];
  return <DeadEnd heading={t("admin.setup.goneHeading")} texts={[t("admin.setup.goneText")]} ways={ways} />;
}
