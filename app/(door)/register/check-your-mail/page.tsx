import type { Metadata } from "next";
import { readCookie } from "@/app/_edge/cookies";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { CodeStep } from "@/components/forms/code-step";
import { DeadEnd } from "@/components/ui/dead-end";
import { findAttempt } from "@/core/registration/find-attempt";
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
  const query = attempt.returnTo ? `?returnTo=${encodeURIComponent(attempt.returnTo)}` : "";
  return (
    <div className="grid max-w-md gap-10 wrap-anywhere">
      <CodeStep
        t={t}
        heading={t("registration.mail.heading")}
        text={t("registration.mail.text", { email: attempt.email })}
        againText={t("registration.mail.againText")}
        confirm={confirmCodeAction}
        resend={resendAction}
        changeAt={`/register${query}`}
      >
        <Switching t={t} session={session} />
      </CodeStep>
    </div>
  );
}

function Nothing({ t }: { t: Visit["t"] }) {
  const ways = [
    { href: "/sign-in", text: t("registration.form.signIn") },
    { href: "/register", text: t("registration.form.heading") },
  ];
  return <DeadEnd heading={t("registration.mail.heading")} texts={[t("registration.mail.nothingText")]} ways={ways} />;
}
