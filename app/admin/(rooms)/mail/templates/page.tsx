import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { DataTable } from "@/components/admin/data-table";
import { Part } from "@/components/admin/part";
import { Form } from "@/components/forms/form";
import { Labelled } from "@/components/forms/labelled";
import { formTexts } from "@/components/forms/texts";
import { findShownLogo } from "@/core/mail-templates/find-shown-logo";
import { listTemplates } from "@/core/mail-templates/open-template";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { News } from "../../news";
import { MailTabs } from "../mail-tabs";
import { removeLogoAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("mailTemplates.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function TemplatesPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/mail/templates");
  const { changed, removed, problem } = await searchParams;
  const templates = await listTemplates(ctx);
  const logo = await findShownLogo(ctx);
  return (
    <>
      <h1>{t("mailTemplates.heading")}</h1>
      <MailTabs t={t} here="templates" permissions={staff.permissions} />
      <p className="mt-1 mb-4 max-w-3xl text-quiet">{t("mailTemplates.intro")}</p>
      <DataTable
        caption={t("mailTemplates.heading")}
        columns={[t("mailTemplates.columns.message"), t("mailTemplates.languages.en"), t("mailTemplates.languages.es")]}
      >
        {templates.map(({ message, languages }) => (
          <tr key={message}>
            <td data-label={t("mailTemplates.columns.message")}>{t(`adminMail.messages.${message}`)}</td>
            {languages.map((one) => (
              <td key={one.language} data-label={t(`mailTemplates.languages.${one.language}`)}>
                <Open t={t} message={message} {...one} />
              </td>
            ))}
          </tr>
        ))}
      </DataTable>
      <Part id="logo" title={t("mailTemplates.logo.title")} text={t("mailTemplates.logo.text")}>
        <News
          news={[
            [changed, t("mailTemplates.logo.changed")],
            [removed, t("mailTemplates.logo.removed")],
          ]}
        />
        {problem === "invalid" ? (
          <p role="alert" className="mb-4 font-medium text-bad">
            {t("failures.logo.invalid")}
          </p>
        ) : null}
        <Logo t={t} logo={logo} />
        <p className="mt-6 text-quiet">
          {t("mailTemplates.logo.settings")}{" "}
          <a href="/admin/settings/mail" className="inline-flex min-h-6 items-center">
            {t("mailTemplates.logo.toSettings")}
          </a>
        </p>
      </Part>
    </>
  );
}

type OpenProps = { t: Translator } & Pick<Awaited<ReturnType<typeof listTemplates>>[number], "message"> &
  Awaited<ReturnType<typeof listTemplates>>[number]["languages"][number];

function Open({ t, message, language, isEdited, failedAt }: OpenProps) {
  const state = t(`mailTemplates.state.${!isEdited ? "original" : failedAt ? "failed" : "edited"}`);
  const names = { message: t(`adminMail.messages.${message}`), language: t(`mailTemplates.languages.${language}`) };
  return (
    <a
      href={`/admin/mail/templates/${message}?language=${language}`}
      aria-label={t("mailTemplates.edit", { state, ...names })}
      className={`inline-flex min-h-6 items-center ${failedAt ? "text-bad" : isEdited ? "font-medium" : ""}`}
    >
      {state}
    </a>
  );
}

function Logo({ t, logo }: { t: Translator; logo: string | null }) {
  return (
    <>
      {logo === null ? (
        <p className="mb-4">{t("mailTemplates.logo.none")}</p>
      ) : (
        <img src={logo} alt={t("mailTemplates.logo.alt")} className="mb-4 h-12 w-auto max-w-full" />
      )}
      <form action="/admin/mail/templates/logo" method="post" encType="multipart/form-data" className="grid gap-4">
        <Labelled id="logo-file" label={t("mailTemplates.logo.file")}>
          <input type="file" id="logo-file" name="logo" accept="image/png,image/jpeg" required className="input" />
        </Labelled>
        <div>
          <button type="submit" className="button-quiet">
            {t("mailTemplates.logo.upload")}
          </button>
        </div>
      </form>
      {logo === null ? null : (
        <div className="mt-4">
          <Form
            action={removeLogoAction}
            texts={formTexts(t)}
            submit={t("mailTemplates.logo.remove")}
            tone="link"
            scope="remove-logo"
          />
        </div>
      )}
    </>
  );
}
