import type { Metadata } from "next";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { DeadEnd } from "@/components/ui/dead-end";
import { findEmailUndo } from "@/core/email-change/undo-email-change";
import { DeadLink } from "../../dead-link";
import { restoreEmailAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("ownAccount.restoreEmail.heading"), robots: { index: false } };
}

type Props = { params: Promise<{ token: string }> };

/** Behind "this was not me" of the mail to a former address. Looking gives nothing back: scanners look too (T-E6). */
export default async function RestoreEmailPage({ params }: Props) {
  const { t, ctx } = await visit("/restore-email/[token]");
  const { token } = await params;
  const found = await findEmailUndo(ctx, token);
  if (!found.ok)
    return (
      <DeadLink t={t} failure={found}>
        <Stale t={t} />
      </DeadLink>
    );
  return (
    <div className="max-w-md">
      <Form
        action={restoreEmailAction}
        texts={formTexts(t)}
        heading={t("ownAccount.restoreEmail.heading")}
        intro={
          <div className="mb-6 grid gap-2">
            <p className="wrap-anywhere">{t("ownAccount.restoreEmail.text", { email: found.value.maskedEmail })}</p>
            <p className="text-quiet">{t("ownAccount.restoreEmail.notNeeded")}</p>
          </div>
        }
        submit={t("ownAccount.restoreEmail.submit")}
      >
        <input type="hidden" name="token" value={token} />
      </Form>
    </div>
  );
}

function Stale({ t }: Pick<Visit, "t">) {
  const ways = [{ href: "/sign-in", text: t("ownAccount.restoreEmail.signIn") }];
  return <DeadEnd heading={t("ownAccount.restoreEmail.staleHeading")} texts={[t("ownAccount.restoreEmail.stale")]} ways={ways} />;
}
