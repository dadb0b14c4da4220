import type { ReactNode } from "react";
import { CodeField } from "@/components/forms/code-field";
import { Form } from "@/components/forms/form";
import type { FormAction } from "@/components/forms/form-state";
import { MailedIntro } from "@/components/forms/mailed-intro";
import { formTexts } from "@/components/forms/texts";
import type { Translator } from "@/messages/translator";

type Props = {
  readonly t: Translator;
  readonly heading: string;
  /** Where the mail went, and what its code is for. */
  readonly text: string;
  readonly patience?: string;
  readonly againText: string;
  readonly confirm: FormAction;
  readonly resend: FormAction;
  /** What both forms carry along. */
  readonly hidden?: ReactNode;
  /** Above the code. */
  readonly children?: ReactNode;
  /** The way to give another address, where there is one. */
  readonly changeAt: string | null;
};

/** Where somebody waits for a mail with a code: enter it, have it sent again, or give another address. */
export function CodeStep({ t, heading, text, patience, confirm, hidden, children, ...again }: Props) {
  return (
    <>
      <section>
        <Form
          action={confirm}
          texts={formTexts(t)}
          heading={heading}
          intro={<MailedIntro t={t} text={text} patience={patience} />}
          submit={t("code.submit")}
        >
          {hidden}
          {children}
          <CodeField t={t} />
        </Form>
      </section>
      <Again t={t} hidden={hidden} {...again} />
    </>
  );
}

function Again({ t, againText, resend, hidden, changeAt }: Pick<Props, "t" | "againText" | "resend" | "hidden" | "changeAt">) {
  return (
    <section className="border-t border-rule pt-6">
      <h2>{t("code.againHeading")}</h2>
      <p className="my-3 text-quiet">{againText}</p>
      <Form action={resend} texts={formTexts(t)} submit={t("code.again")} tone="quiet">
        {hidden}
      </Form>
      {changeAt === null ? null : (
        <p className="mt-3">
          <a href={changeAt} className="tall-link">
            {t("code.change")}
          </a>
        </p>
      )}
    </section>
  );
}
