import type { Metadata } from "next";
import { newAttempt, readCookie } from "@/app/_edge/cookies";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { ConsentFields } from "@/components/consents/consent-fields";
import { Fields } from "@/components/fields/fields";
import { CodeStep } from "@/components/forms/code-step";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { NewPasswordField } from "@/components/forms/new-password-field";
import { formTexts } from "@/components/forms/texts";
import { DeadEnd } from "@/components/ui/dead-end";
import { type OpenActivation, openActivation } from "@/core/activation/open-activation";
import { askedFields } from "@/core/fields/field-views";
import type { Query } from "@/core/query";
import { DeadLink } from "../../dead-link";
import { Switching } from "../../register/switching";
import { activateAction, confirmActivationCodeAction, resendActivationCodeAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("activation.heading"), robots: { index: false } };
}

type Props = {
  params: Promise<{ token: string }>;
  searchParams: Promise<Query>;
};

/** Behind the link of the mail. Looking changes nothing and sets no cookie: scanners look too (T-V1, T-V2). */
export default async function ActivatePage({ params, searchParams }: Props) {
  const visiting = await visit("/activate/[token]");
  const { t, ctx, session } = visiting;
  const { token } = await params;
  const found = await openActivation(ctx, { token, browser: await readCookie("foyer-attempt") });
  if (!found.ok)
    return (
      <DeadLink t={t} failure={found}>
        <Stale t={t} />
      </DeadLink>
    );
  const { codeSentTo } = found.value;
  if (codeSentTo !== null && (await searchParams).code !== undefined)
    return <CodeForOtherAddress t={t} session={session} token={token} email={codeSentTo} />;
  return (
    <div className="max-w-md">
      <Form
        action={activateAction}
        texts={formTexts(t)}
        heading={t("activation.heading")}
        intro={
          <p className="mb-6 wrap-anywhere">
            {t(found.value.cameByMail ? "activation.textByMail" : "activation.text", { number: found.value.number })}
          </p>
        }
        submit={t("activation.submit")}
      >
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="attempt" value={newAttempt()} />
        <Switching t={t} session={session} />
        <Person t={t} ctx={ctx} open={found.value} />
        <ConsentFields t={t} legal={ctx.legal} />
      </Form>
    </div>
  );
}

type CodeProps = Pick<Visit, "t" | "session"> & { token: string; email: string };

/** The code that was sent to an address that the link does not prove. */
const CodeForOtherAddress = ({ t, session, token, email }: CodeProps) => (
  <div className="grid max-w-md gap-10 wrap-anywhere">
    <CodeStep
      t={t}
      heading={t("activation.code.heading")}
      text={t("activation.code.text", { email })}
      patience={t("activation.code.patience")}
      againText={t("activation.code.againText")}
      confirm={confirmActivationCodeAction}
      resend={resendActivationCodeAction}
      hidden={<input type="hidden" name="token" value={token} />}
      changeAt={`/activate/${encodeURIComponent(token)}`}
    >
      <Switching t={t} session={session} />
    </CodeStep>
  </div>
);

function Person({ t, ctx, open }: Pick<Visit, "t" | "ctx"> & { open: OpenActivation }) {
  const { known, email, isEmailNeeded } = open;
  return (
    <>
      <Fields asked={askedFields(ctx, "activation", known)} />
      <Field
        name="email"
        type="email"
        label={t(isEmailNeeded ? "activation.email" : "activation.emailOptional")}
        hint={t(isEmailNeeded ? "activation.emailHint" : "activation.emailOptionalHint")}
        autoComplete="email"
        isCaseless
        defaultValue={email}
      />
      <NewPasswordField t={t} label={t("activation.newPassword")} minLength={ctx.settings.passwords.minLength} />
    </>
  );
}

function Stale({ t }: Pick<Visit, "t">) {
  const ways = [
    { href: "/sign-in", text: t("activation.stale.signIn") },
    { href: "/forgot-password", text: t("activation.stale.reset") },
  ];
  const texts = [t("activation.stale.text"), t("activation.stale.active"), t("activation.stale.ask")];
  return <DeadEnd heading={t("activation.stale.heading")} texts={texts} ways={ways} />;
}
