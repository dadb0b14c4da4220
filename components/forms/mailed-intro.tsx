import type { Translator } from "@/messages/translator";

type Props = {
  readonly t: Translator;
  /** Where the mail went, and what its code is for. */
  readonly text: string;
  readonly patience?: string | undefined;
};

/** Above the field for a mailed code: what was mailed, and that it may take a while. */
export const MailedIntro = ({ t, text, patience = t("code.patience") }: Props) => (
  <div className="mb-6 grid gap-2">
    <p>{text}</p>
    <p className="text-quiet">{patience}</p>
  </div>
);
