import { DataTable } from "@/components/admin/data-table";
import { Form } from "@/components/forms/form";
import type { FormAction } from "@/components/forms/form-state";
import { formTexts } from "@/components/forms/texts";
import type { Language } from "@/core/ctx";
import type { Unproven } from "@/core/registration/list-unproven";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../moment";
import { discardUnprovenAction, resendUnprovenAction } from "./action";

type Props = {
  readonly t: Translator;
  readonly language: Language;
  readonly registrations: readonly Unproven[];
  /** Whether this person may send again and discard. */
  readonly mayManage: boolean;
  /** Whether this person may read the audit log, where the story of each stands. */
  readonly mayReadLog: boolean;
};

/** Registrations that nobody has proven; on narrow screens each row becomes a small card. */
export function UnprovenTable({ t, language, registrations, mayManage, mayReadLog }: Props) {
  const columns = (["at", "who", "state", "story", "actions"] as const).map((name) => t(`adminRegistrations.columns.${name}`));
  const [at, who, state, story, actions] = columns;
  const moment = momentsIn(language);
  return (
    <DataTable caption={t("adminRegistrations.heading")} columns={columns}>
      {registrations.map((one) => (
        <tr key={one.id}>
          <td data-label={at}>
            <time dateTime={moment(one.createdAt).instant}>{moment(one.createdAt).text}</time>
          </td>
          <td data-label={who}>
            {one.email}
            <span className="block text-sm text-quiet">
              {`${one.firstName} ${one.lastName}`.trim() || t("adminRegistrations.nameless")}
            </span>
          </td>
          <td data-label={state}>{t(`adminRegistrations.states.${one.state}`, { at: moment(one.expiresAt).text })}</td>
          <td data-label={story}>
            {one.supportCode}
            {mayReadLog ? <Story t={t} id={one.id} email={one.email} /> : null}
          </td>
          <td data-label={actions}>
            {mayManage && one.state === "waiting" ? <Actions t={t} id={one.id} email={one.email} /> : null}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

type Row = { readonly t: Translator; readonly id: string; readonly email: string };

const Story = ({ t, id, email }: Row) => (
  <a href={`/admin/audit?about=${id}`} aria-label={t("adminRegistrations.storyFor", { email })} className="block min-h-6 text-sm">
    {t("adminRegistrations.story")}
  </a>
);

const Actions = ({ t, id, email }: Row) => (
  <div className="flex flex-wrap gap-x-5">
    <Press
      t={t}
      id={id}
      action={resendUnprovenAction}
      submit={t("adminRegistrations.resend")}
      submitFor={t("adminRegistrations.resendFor", { email })}
    />
    <Press
      t={t}
      id={id}
      action={discardUnprovenAction}
      submit={t("adminRegistrations.discard")}
      submitFor={t("adminRegistrations.discardFor", { email })}
    />
  </div>
);

type PressProps = { t: Translator; id: string; action: FormAction; submit: string; submitFor: string };

const Press = ({ t, id, action, submit, submitFor }: PressProps) => (
  <Form action={action} texts={formTexts(t)} submit={submit} submitFor={submitFor} tone="link" scope={`${submit}-${id}`}>
    <input type="hidden" name="pendingId" value={id} />
  </Form>
);
