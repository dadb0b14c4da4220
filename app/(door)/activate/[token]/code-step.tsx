import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import type { Session } from "@/core/sessions/find-session";
import type { Translator } from "@/messages/translator";
import { Switching } from "../../register/switching";
import { confirmActivationCodeAction, resendActivationCodeAction } from "./action";

type Props = { t: Translator; session: Session | null; token: string; email: string };

/** The code that was sent to an address that the link does not prove; another code, or another address. */
export function CodeStep({ t, session, token, email }: Props) {
  const hidden = <input type="hidden" name="token" value={token} />;
  return (
    <div className="grid max-w-md gap-10 wrap-anywhere">
      <section>
        <Form
          action={confirmActivationCodeAction}
          texts={formTexts(t)}
          heading={t("activation.code.heading")}
          intro={
            <div className="mb-6 grid gap-2">
              <p>{t("activation.code.text", { email })}</p>
              <p className="text-quiet">{t("activation.code.text2")}</p>
            </div>
          }
          submit={t("registration.mail.submit")}
        >
          {hidden}
          <Switching t={t} session={session} />
          <Field
            name="code"
            label={t("registration.mail.code")}
            hint={t("registration.mail.codeHint")}
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="\d{6}"
          />
        </Form>
      </section>
      <section className="border-t border-rule pt-6">
        <h2>{t("registration.mail.againHeading")}</h2>
        <p className="my-3 text-quiet">{t("activation.code.againText")}</p>
        <Form
          action={resendActivationCodeAction}
          texts={formTexts(t)}
          submit={t("registration.mail.again")}
          tone="quiet"
          scope="again"
        >
          {hidden}
        </Form>
        <p className="mt-3">
          <a href={`/activate/${encodeURIComponent(token)}`} className="inline-flex min-h-11 items-center">
            {t("activation.code.change")}
          </a>
        </p>
      </section>
    </div>
  );
}
