import type { Metadata } from "next";
import { getCarried } from "@/app/_edge/carried";
import { newAttempt } from "@/app/_edge/cookies";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { CodeField } from "@/components/forms/code-field";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { MailedIntro } from "@/components/forms/mailed-intro";
import { NewPasswordField } from "@/components/forms/new-password-field";
import { formTexts } from "@/components/forms/texts";
import { WayOn } from "@/components/ui/way-on";
import type { Query } from "@/core/query";
import { requestResetAction } from "./action";
import { resetByCodeAction } from "./code-action";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: "sent" in (await searchParams) ? t("reset.sent.heading") : t("reset.ask.heading") };
}

export default async function ForgotPasswordPage({ searchParams }: Props) {
  const visiting = await visit("/forgot-password");
  return (
    <div className="max-w-md">{"sent" in (await searchParams) ? <Sent visiting={visiting} /> : <Ask visiting={visiting} />}</div>
  );
}

async function Ask({ visiting: { t, ctx } }: { visiting: Visit }) {
  const { identifier } = await getCarried(ctx);
  return (
    <>
      <Form
        key="ask"
        action={requestResetAction}
        texts={formTexts(t)}
        heading={t("reset.ask.heading")}
        intro={
          <div className="mb-6 grid gap-2 text-quiet">
            <p>{t("reset.ask.intro")}</p>
            <p>{t("reset.ask.number")}</p>
          </div>
        }
        submit={t("reset.ask.submit")}
      >
        <input type="hidden" name="attempt" value={newAttempt()} />
        <Field
          name="identifier"
          label={t("reset.ask.identifier")}
          inputMode="email"
          autoComplete="username"
          defaultValue={identifier}
          isCaseless
        />
      </Form>
      <WayOn href="/sign-in" text={t("reset.ask.back")} />
    </>
  );
}

/** The same for everybody, whether or not a mail was sent (T-P1). */
function Sent({ visiting: { t, ctx } }: { visiting: Visit }) {
  return (
    <>
      <Form
        key="sent"
        action={resetByCodeAction}
        texts={formTexts(t)}
        heading={t("reset.sent.heading")}
        intro={<MailedIntro t={t} text={t("reset.sent.text")} />}
        submit={t("reset.sent.submit")}
      >
        <CodeField t={t} />
        <NewPasswordField t={t} label={t("reset.set.newPassword")} minLength={ctx.settings.passwords.minLength} />
      </Form>
      <WayOn href="/forgot-password" text={t("reset.sent.again")} />
    </>
  );
}
