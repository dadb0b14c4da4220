import { CopyButton } from "@/components/admin/copy-button";
import { QrCode } from "@/components/admin/qr-code";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import type { OwnSecondFactor } from "@/core/staff/start-second-factor";
import type { Translator } from "@/messages/translator";
import { OwnPassword } from "../../own-password";
import { confirmSecondFactorAction, startSecondFactorAction } from "./action";

type Props = { readonly t: Translator; readonly waiting: Extract<OwnSecondFactor, { state: "waiting" }> };

/** The key of a new authenticator, as a picture and as text (UX-M3), and the form that confirms it. */
export function SetUp({ t, waiting: { secret, address } }: Props) {
  return (
    <div className="mt-5 grid max-w-2xl gap-6">
      <section className="card">
        <h2>{t("adminStaff.secondFactor.scan.title")}</h2>
        <p className="mt-2 mb-4">{t("adminStaff.secondFactor.scan.text")}</p>
        <div className="grid gap-4 sm:grid-cols-[auto_minmax(0,1fr)]">
          <QrCode text={address} label={t("adminStaff.secondFactor.scan.qr")} />
          <div className="grid content-start gap-2">
            <p>
              {t("adminStaff.secondFactor.scan.key")}
              <span className="block font-mono wrap-anywhere select-all">{grouped(secret)}</span>
            </p>
            <CopyButton
              text={secret}
              label={t("adminStaff.secondFactor.scan.copy")}
              done={t("adminStaff.secondFactor.scan.copied")}
            />
            <a href={address} className="tall-link">
              {t("adminStaff.secondFactor.scan.open")}
            </a>
          </div>
        </div>
      </section>
      <section className="card">
        <h2 className="mb-4">{t("adminStaff.secondFactor.confirm.title")}</h2>
        <Form
          action={confirmSecondFactorAction}
          texts={formTexts(t)}
          submit={t("adminStaff.secondFactor.confirm.submit")}
          label={t("adminStaff.secondFactor.confirm.title")}
        >
          <Field
            name="code"
            label={t("adminStaff.secondFactor.confirm.code")}
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9 ]*"
          />
          <OwnPassword
            t={t}
            isAsked
            label={t("adminStaff.secondFactor.confirm.password")}
            hint={t("adminStaff.secondFactor.confirm.passwordHint")}
          />
        </Form>
      </section>
      <Form
        action={startSecondFactorAction}
        texts={formTexts(t)}
        submit={t("adminStaff.secondFactor.scan.again")}
        tone="link"
        scope="again"
      />
    </div>
  );
}

/** Base32 is read and typed more easily by fours. */
const grouped = (secret: string): string => secret.replace(/(.{4})(?=.)/g, "$1 ");
