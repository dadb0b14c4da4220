import type { Metadata } from "next";
import { readCookie } from "@/app/_edge/cookies";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { CodeStep } from "@/components/forms/code-step";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { DeadEnd } from "@/components/ui/dead-end";
import { withReturnTo } from "@/core/access/return-to";
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
  const changeAt = withReturnTo("/register", attempt.returnTo);
  const signInAt = withReturnTo("/sign-in", attempt.returnTo);
  return (
    <div className="grid max-w-md gap-10 wrap-anywhere">
      {attempt.isByFirstPassword ? (
        <ByPassword t={t} email={attempt.email} signInAt={signInAt} changeAt={changeAt} />
      ) : (
        <CodeStep
          t={t}
          heading={t("registration.mail.heading")}
          text={t(attempt.flow === "code" ? "registration.mail.textCode" : "registration.mail.text", { email: attempt.email })}
          againText={t("registration.mail.againText")}
          confirm={confirmCodeAction}
          resend={resendAction}
          changeAt={changeAt}
        >
          <Switching t={t} session={session} />
        </CodeStep>
      )}
    </div>
  );
}

type ByPasswordProps = { t: Visit["t"]; email: string; signInAt: string; changeAt: string };

/** Where the mail brings a first password there is no code to type here: the sign-in page takes it. */
function ByPassword({ t, email, signInAt, changeAt }: ByPasswordProps) {
  return (
    <>
      <section>
        <h1 className="mb-3">{t("registration.mail.heading")}</h1>
        <p>{t("registration.mail.textPassword", { email })}</p>
        <p className="mt-2 mb-5 text-quiet">{t("code.patience")}</p>
        <a href={signInAt} className="button">
          {t("registration.form.signIn")}
        </a>
      </section>
      <section className="border-t border-rule pt-6">
        <h2>{t("code.againHeading")}</h2>
        <p className="my-3 text-quiet">{t("registration.mail.againText")}</p>
        <Form action={resendAction} texts={formTexts(t)} submit={t("code.again")} tone="quiet" />
        <p className="mt-3">
          <a href={changeAt} className="tall-link">
            {t("code.change")}
          </a>
        </p>
      </section>
    </>
  );
}

function Nothing({ t }: { t: Visit["t"] }) {
  const ways = [
    { href: "/sign-in", text: t("registration.form.signIn") },
    { href: "/register", text: t("registration.form.heading") },
  ];
  return <DeadEnd heading={t("registration.mail.heading")} texts={[t("registration.mail.nothingText")]} ways={ways} />;
}
