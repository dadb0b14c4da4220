import type { Metadata } from "next";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { NewPasswordField } from "@/components/forms/new-password-field";
import { formTexts } from "@/components/forms/texts";
import { DeadEnd } from "@/components/ui/dead-end";
import { findReset } from "@/core/sign-in/find-reset";
import { DeadLink } from "../../dead-link";
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
  if (!found.ok)
    return (
      <DeadLink t={t} failure={found}>
        <Stale t={t} />
      </DeadLink>
    );
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
        <NewPasswordField t={t} label={t("reset.set.newPassword")} minLength={ctx.settings.passwords.minLength} />
      </Form>
    </div>
  );
}

function Stale({ t }: Pick<Visit, "t">) {
  const ways = [
    { href: "/forgot-password", text: t("reset.stale.another") },
    { href: "/sign-in", text: t("reset.stale.signIn") },
  ];
  return <DeadEnd heading={t("reset.stale.heading")} texts={[t("reset.stale.text")]} ways={ways} />;
}
