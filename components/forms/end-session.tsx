import type { ReactNode } from "react";
import { Form } from "@/components/forms/form";
import type { FormAction } from "@/components/forms/form-state";
import { formTexts } from "@/components/forms/texts";
import type { Translator } from "@/messages/translator";

type Props = {
  readonly t: Translator;
  readonly action: FormAction;
  /** Its id, or a word for several. */
  readonly session: string;
  readonly submit: string;
  /** Which one, for those who do not see where the button stands; a button for several needs none. */
  readonly submitFor?: string;
  /** Whose, where it is not one's own. */
  readonly hidden?: ReactNode;
};

/** The button that ends a session: a small one beside each, a plain one for several. */
export const EndSession = ({ t, action, session, submit, submitFor, hidden }: Props) => (
  <Form
    action={action}
    texts={formTexts(t)}
    submit={submit}
    tone={submitFor === undefined ? "quiet" : "link"}
    scope={`session-${session}`}
    {...(submitFor === undefined ? {} : { submitFor })}
  >
    {hidden}
    <input type="hidden" name="session" value={session} />
  </Form>
);
