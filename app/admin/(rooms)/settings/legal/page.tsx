import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { DataTable } from "@/components/admin/data-table";
import { ChoiceField } from "@/components/forms/choice-field";
import { Form } from "@/components/forms/form";
import { LongTextField } from "@/components/forms/long-text-field";
import { formTexts } from "@/components/forms/texts";
import { Disclosure } from "@/components/ui/disclosure";
import { TabLinks } from "@/components/ui/tab-links";
import { type ListedLegalText, listLegalTexts } from "@/core/consents/list-legal-texts";
import { editionOf } from "@/core/consents/publish-legal-text";
import type { Language } from "@/core/ctx";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { News } from "../../news";
import { settingsTabs } from "../tabs";
import { publishLegalAction, withdrawLegalAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminLegal.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function LegalTextsPage({ searchParams }: Props) {
  const { t, ctx } = await visitAdmin("/admin/settings/legal");
  const { published, withdrawn } = await searchParams;
  const texts = await listLegalTexts(ctx);
  return (
    <>
      <h1>{t("adminLegal.heading")}</h1>
      <TabLinks label={t("admin.settings.nav")} links={settingsTabs(t, "legal")} />
      <p className="mb-4 max-w-3xl text-quiet">{t("adminLegal.intro")}</p>
      <News
        news={[
          [published, t("adminLegal.published")],
          [withdrawn, t("adminLegal.withdrawn")],
        ]}
      />
      {texts.map((text) => (
        <Text key={`${text.kind} ${editionOf(text.newest)}`} t={t} language={ctx.request.language} text={text} />
      ))}
    </>
  );
}

type TextProps = { t: Translator; language: Language; text: ListedLegalText };

const isPublished = ({ newest }: ListedLegalText): boolean => newest !== null && Object.keys(newest.texts).length > 0;

function Text({ t, language, text }: TextProps) {
  const { kind, newest, history } = text;
  return (
    <section id={kind} aria-labelledby={`${kind}-title`} className="mt-8 max-w-3xl">
      <h2 id={`${kind}-title`}>{t(`consents.${kind}.heading`)}</h2>
      <p className="mt-1 mb-4">{stateOf(t, language, text)}</p>
      <Publish t={t} text={text} />
      {isPublished(text) ? <Withdraw t={t} kind={kind} base={editionOf(newest)} /> : null}
      {history.length > 0 ? <History t={t} language={language} text={text} /> : null}
    </section>
  );
}

function stateOf(t: Translator, language: Language, text: ListedLegalText): string {
  if (!text.newest) return t("adminLegal.state.none");
  if (!isPublished(text)) return t("adminLegal.state.withdrawn");
  const at = momentsIn(language)(text.newest.publishedAt).text;
  return t("adminLegal.state.published", { edition: editionOf(text.newest), at });
}

function Publish({ t, text }: { t: Translator; text: ListedLegalText }) {
  const { kind, newest } = text;
  return (
    <Form
      action={publishLegalAction}
      texts={formTexts(t)}
      submit={t("adminLegal.publish")}
      label={t(`consents.${kind}.heading`)}
      scope={kind}
    >
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="base" value={editionOf(newest)} />
      <p className="text-sm text-quiet">{t("adminLegal.markup")}</p>
      {(["en", "es"] as const).map((code) => (
        <LongTextField
          key={code}
          name={`text.${code}`}
          label={t(`adminLegal.languages.${code}`)}
          defaultValue={newest?.texts[code] ?? ""}
          rows={12}
          lang={code}
        />
      ))}
      {isPublished(text) ? (
        <ChoiceField
          name="change"
          label={t("adminLegal.change.label")}
          options={(["new", "correction"] as const).map((value) => ({ value, label: t(`adminLegal.change.${value}`) }))}
          defaultValue=""
        />
      ) : (
        <>
          <input type="hidden" name="change" value="new" />
          <p>{t("adminLegal.change.first")}</p>
        </>
      )}
    </Form>
  );
}

function Withdraw({ t, kind, base }: { t: Translator; kind: ListedLegalText["kind"]; base: string }) {
  return (
    <Disclosure text={t("adminLegal.withdraw")} textFor={t(`consents.${kind}.heading`)} isGrave>
      <p className="mb-3">{t("adminLegal.withdrawText")}</p>
      <Form
        action={withdrawLegalAction}
        texts={formTexts(t)}
        submit={t("adminLegal.withdraw")}
        submitFor={t(`consents.${kind}.heading`)}
        tone="quiet"
        scope={`withdraw-${kind}`}
      >
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="base" value={base} />
      </Form>
    </Disclosure>
  );
}

function History({ t, language, text: { history } }: TextProps) {
  const columns = (["edition", "kind", "at", "by"] as const).map((name) => t(`adminLegal.history.columns.${name}`));
  const [edition, kind, at, by] = columns;
  return (
    <>
      <h3 className="mt-6 mb-2 font-semibold">{t("adminLegal.history.heading")}</h3>
      <DataTable caption={t("adminLegal.history.heading")} columns={columns}>
        {history.map((one) => (
          <tr key={one.id}>
            <td data-label={edition}>
              <a
                href={`/admin/settings/legal/${one.id}`}
                aria-label={t("adminLegal.history.show", { edition: editionOf(one) })}
                className="inline-flex min-h-6 items-center"
              >
                {editionOf(one)}
              </a>
            </td>
            <td data-label={kind}>
              {t(`adminLegal.history.kinds.${one.isWithdrawal ? "withdrawal" : one.revision === 0 ? "new" : "correction"}`)}
            </td>
            <td data-label={at}>{momentsIn(language)(one.publishedAt).text}</td>
            <td data-label={by}>{one.by ?? t("adminLegal.history.nobody")}</td>
          </tr>
        ))}
      </DataTable>
    </>
  );
}
