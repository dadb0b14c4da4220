import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import type { Session } from "@/core/sessions/find-session";
import type { Translator } from "@/messages/translator";
import { Switching } from "../switching";
import { confirmMailboxAction } from "./code-action";
import { resendCodeAction } from "./resend-action";

type Props = { t: Translator; session: Session | null; email: string; canChange: boolean };

/** The second step, where the provider's word about the address does not do. */
export function CodeStep({ t, session, email, canChange }: Props) {
  return (
    <>
      <section>
        <Form
          action={confirmMailboxAction}
          texts={formTexts(t)}
          heading={t("accept.heading")}
          intro={
            <div className="mb-6 grid gap-2">
              <p>{t("accept.code.text", { email })}</p>
              <p className="text-quiet">{t("accept.code.patience")}</p>
            </div>
          }
          submit={t("accept.code.submit")}
        >
          <Switching t={t} session={session} />
          <Field
            name="code"
            label={t("accept.code.label")}
            hint={t("accept.code.hint")}
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="\d{6}"
          />
        </Form>
      </section>
      <section className="border-t border-rule pt-6">
        <h2>{t("accept.code.againHeading")}</h2>
        <p className="my-3 text-quiet">{t("accept.code.againText")}</p>
        <Form action={resendCodeAction} texts={formTexts(t)} submit={t("accept.code.again")} tone="quiet" />
        {canChange ? (
          <p className="mt-3">
            <a href="/register/accept?change" className="inline-flex min-h-11 items-center">
              {t("accept.code.change")}
            </a>
          </p>
        ) : null}
      </section>
    </>
  );
}
