import { DataTable } from "@/components/admin/data-table";
import { WayOn } from "@/components/ui/way-on";
import type { TemplateName } from "@/core/mail-templates/check-template";
import type { openTemplate } from "@/core/mail-templates/open-template";
import type { Translator } from "@/messages/translator";
import type { momentsIn } from "../../../moment";

type Props = {
  readonly t: Translator;
  readonly at: ReturnType<typeof momentsIn>;
  readonly name: TemplateName;
  readonly opened: Awaited<ReturnType<typeof openTemplate>>;
};

/** What a mail was before, with the ways to look at it. */
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
      {opened.isEdited ? <WayOn href={addressOf(name, "original")} text={t("mailTemplates.versions.lookAtOriginal")} /> : null}
    </section>
  );
}

const addressOf = ({ message, language }: TemplateName, version: string): string =>
  `/admin/mail/templates/${message}?language=${language}&version=${version}`;

const COLUMNS = ["subject", "at", "by", "look"] as const;

function List({ t, at, name, opened }: Props) {
  const [subject, saved, by, look] = COLUMNS.map((one) => t(`mailTemplates.versions.columns.${one}`));
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
          <td data-label={look}>
            {String(one.id) === opened.base ? (
              t("mailTemplates.versions.now")
            ) : (
              <a href={addressOf(name, one.subject === null ? "original" : String(one.id))}>
                {t("mailTemplates.versions.look")}
                <span className="sr-only"> {one.subject ?? t("mailTemplates.versions.original")}</span>
              </a>
            )}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
