import { DataTable } from "@/components/admin/data-table";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { Disclosure } from "@/components/ui/disclosure";
import { WayOn } from "@/components/ui/way-on";
import type { TemplateName } from "@/core/mail-templates/check-template";
import type { openTemplate } from "@/core/mail-templates/open-template";
import type { Translator } from "@/messages/translator";
import type { momentsIn } from "../../../moment";
import { OwnPassword } from "../../../own-password";
import { bringBackTemplateAction, resetTemplateAction } from "./action";

type Props = {
  readonly t: Translator;
  readonly at: ReturnType<typeof momentsIn>;
  readonly name: TemplateName;
  readonly opened: Awaited<ReturnType<typeof openTemplate>>;
};

/** What a mail was before, with the ways back. */
export function Versions(props: Props) {
  const { t, name, opened } = props;
  return (
    <section id="versions" className="mt-10 max-w-4xl">
      <h2 className="mb-3">{t("mailTemplates.versions.heading")}</h2>
      {opened.versions.length === 0 ? <p>{t("mailTemplates.versions.none")}</p> : <List {...props} />}
      {opened.older === null ? null : (
        <WayOn
          href={`/admin/mail/templates/${name.message}?language=${name.language}&before=${opened.older}#versions`}
          text={t("mailTemplates.versions.older")}
        />
      )}
      {opened.isEdited ? (
        <Disclosure text={t("mailTemplates.versions.reset")}>
          <p className="mb-3">{t("mailTemplates.versions.resetText")}</p>
          <Form
            action={resetTemplateAction}
            texts={formTexts(t)}
            submit={t("mailTemplates.versions.reset")}
            tone="quiet"
            scope="reset"
          >
            <input type="hidden" name="message" value={name.message} />
            <input type="hidden" name="language" value={name.language} />
            <input type="hidden" name="base" value={opened.base} />
          </Form>
        </Disclosure>
      ) : null}
    </section>
  );
}

const COLUMNS = ["subject", "at", "by", "back"] as const;

function List({ t, at, opened }: Props) {
  const [subject, saved, by, back] = COLUMNS.map((one) => t(`mailTemplates.versions.columns.${one}`));
  return (
    <DataTable
      caption={t("mailTemplates.versions.heading")}
      columns={COLUMNS.map((one) => t(`mailTemplates.versions.columns.${one}`))}
    >
      {opened.versions.map((one) => (
        <tr key={one.id}>
          <td data-label={subject}>{one.subject ?? t("mailTemplates.versions.original")}</td>
          <td data-label={saved}>{at(one.createdAt).text}</td>
          <td data-label={by}>{one.by ?? t("mailTemplates.versions.nobody")}</td>
          <td data-label={back}>
            {String(one.id) === opened.base ? t("mailTemplates.versions.now") : null}
            {String(one.id) !== opened.base && one.subject !== null ? (
              <Form
                action={bringBackTemplateAction}
                texts={formTexts(t)}
                submit={t("mailTemplates.versions.bringBack")}
                submitFor={one.subject}
                tone="link"
                scope={`back-${one.id}`}
              >
                <input type="hidden" name="id" value={one.id} />
                <input type="hidden" name="base" value={opened.base} />
                <OwnPassword t={t} />
              </Form>
            ) : null}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
