import { Part } from "@/components/admin/part";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import type { Language } from "@/core/ctx";
import type { OpenedSending } from "@/core/mail/open-sending";
import type { LastTrial } from "@/core/mail/test-sending";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { testSendingAction } from "./action";

type Props = {
  readonly t: Translator;
  readonly language: Language;
  readonly opened: OpenedSending;
  /** Where the test goes: the own address of who asks. */
  readonly email: string;
};

/** Where the mail server is tried out, and how the last try went, step by step. */
export function TrialPart({ t, language, opened: { trial, server }, email }: Props) {
  return (
    <Part id="trial" title={t("adminSending.sending.trial.title")} text={t("adminSending.sending.trial.text")}>
      <div className="grid gap-5">
        {server === null ? (
          <p>{t("adminMail.noServer")}</p>
        ) : (
          <Form
            action={testSendingAction}
            texts={formTexts(t)}
            submit={t("adminSending.sending.trial.submit")}
            tone="quiet"
            label={t("adminSending.sending.trial.title")}
            scope="trial"
          >
            <p className="wrap-anywhere">{t("adminSending.sending.trial.to", { email })}</p>
          </Form>
        )}
        {trial ? <Trial t={t} language={language} trial={trial} /> : null}
      </div>
    </Part>
  );
}

const TONES = { good: "text-good", bad: "text-bad", "not-reached": "text-quiet", "not-asked": "text-quiet" };

function Trial({ t, language, trial }: Pick<Props, "t" | "language"> & { trial: LastTrial }) {
  const { steps, stoppedAt, reason, server } = trial;
  const when = momentsIn(language)(trial.at).text;
  const who = trial.who ?? t("adminSending.sending.trial.someone");
  return (
    <div>
      <p className="text-sm text-quiet wrap-anywhere">{t("adminSending.sending.trial.when", { when, who, server })}</p>
      <ol className="mt-2 grid gap-1">
        {steps.map(({ step, outcome }) => (
          <li key={step} className={outcome === "good" || outcome === "bad" ? "" : "text-quiet"}>
            {t(`adminSending.sending.trial.steps.${step}`)}:{" "}
            <strong className={TONES[outcome]}>{t(`adminSending.sending.trial.outcomes.${outcome}`)}</strong>
          </li>
        ))}
      </ol>
      {reason === "" ? null : <p className="mt-3 wrap-anywhere">{t("adminSending.sending.trial.said", { words: reason })}</p>}
      <p className="mt-3 font-medium">
        {stoppedAt === null ? t("adminSending.sending.trial.good") : t(`adminSending.sending.trial.advice.${stoppedAt}`)}
      </p>
    </div>
  );
}
