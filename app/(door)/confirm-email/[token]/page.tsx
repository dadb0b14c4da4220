import type { Metadata } from "next";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { DeadEnd } from "@/components/ui/dead-end";
import { findEmailChange, type OpenEmailChange } from "@/core/email-change/find-email-change";
import { DeadLink } from "../../dead-link";
import { confirmEmailAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("ownAccount.confirmEmail.heading"), robots: { index: false } };
}

type Props = { params: Promise<{ token: string }> };

/** Behind the link of the mail to a new address. Looking changes nothing and sets no cookie: scanners look too (T-V1, T-V2). */
export default async function ConfirmEmailPage({ params }: Props) {
  const { t, ctx, session } = await visit("/confirm-email/[token]");
  const { token } = await params;
  const found = await findEmailChange(ctx, { token, session });
  if (!found.ok)
    return (
      <DeadLink t={t} failure={found}>
        <Stale t={t} />
      </DeadLink>
    );
  if (!found.value.isOwn) return <NotHere t={t} isSignedIn={session !== null} change={found.value} />;
  const { maskedEmail: email, number } = found.value;
  return (
    <div className="max-w-md">
      <Form
        action={confirmEmailAction}
        texts={formTexts(t)}
        heading={t("ownAccount.confirmEmail.heading")}
        intro={
          <div className="mb-6 grid gap-2">
            <p className="wrap-anywhere">{t("ownAccount.confirmEmail.text", { email, number })}</p>
            <p className="text-quiet">{t("ownAccount.confirmEmail.notYou")}</p>
          </div>
        }
        submit={t("ownAccount.confirmEmail.submit")}
      >
        <input type="hidden" name="token" value={token} />
      </Form>
    </div>
  );
}

/** Names the account, and lets nobody go on who is not signed in to it: a mailbox alone changes no account (T-E3). */
function NotHere({ t, isSignedIn, change }: Pick<Visit, "t"> & { isSignedIn: boolean; change: OpenEmailChange }) {
  const { maskedEmail: email, number } = change;
  const text = t(isSignedIn ? "ownAccount.confirmEmail.otherAccount" : "ownAccount.confirmEmail.signInFirst", { email, number });
  const way = isSignedIn
    ? { href: "/account", text: t("ownAccount.confirmEmail.toAccount") }
    : { href: "/sign-in", text: t("ownAccount.confirmEmail.signIn") };
  const texts = [text, t("ownAccount.confirmEmail.notYou")];
  return <DeadEnd heading={t("ownAccount.confirmEmail.heading")} texts={texts} ways={[way]} />;
}

function Stale({ t }: Pick<Visit, "t">) {
  const ways = [
    { href: "/account/profile", text: t("ownAccount.confirmEmail.toProfile") },
    { href: "/account/email", text: t("ownAccount.confirmEmail.again") },
  ];
  return <DeadEnd heading={t("ownAccount.confirmEmail.staleHeading")} texts={[t("ownAccount.confirmEmail.stale")]} ways={ways} />;
}
