import type { Metadata } from "next";
import { isFresh } from "@/app/_edge/is-fresh";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { DataTable } from "@/components/admin/data-table";
import { ListLink, PageLinks } from "@/components/admin/list-links";
import { SearchForm } from "@/components/admin/search-form";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { GoodNews } from "@/components/ui/good-news";
import type { Language } from "@/core/ctx";
import { LONGEST_ADDRESS, listSuppressedAddresses, readSuppressionFilter, suppressionQuery } from "@/core/mail/suppressions";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { MailTabs } from "../mail-tabs";
import { suppressAddressAction, unsuppressAddressAction } from "./action";

const PATH = "/admin/mail/suppressed";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminSending.suppressed.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function SuppressedPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/mail/suppressed");
  const query = await searchParams;
  const filter = readSuppressionFilter(query);
  const { suppressed, next } = await listSuppressedAddresses(ctx, filter);
  return (
    <>
      <h1>{t("adminSending.suppressed.heading")}</h1>
      <MailTabs t={t} here="suppressed" permissions={staff.permissions} />
      <GoodNews text={isFresh(query.added) ? t("adminSending.suppressed.added") : null} />
      <GoodNews text={isFresh(query.removed) ? t("adminSending.suppressed.removed") : null} />
      <p className="mb-4 max-w-3xl text-quiet">{t("adminSending.suppressed.intro")}</p>
      <Search t={t} search={filter.search} />
      {suppressed.length === 0 ? (
        <p className="my-6">{t(suppressionQuery(filter) ? "adminSending.suppressed.none" : "adminSending.suppressed.noneYet")}</p>
      ) : (
        <Addresses t={t} language={ctx.request.language} suppressed={suppressed} />
      )}
      <PageLinks>
        {filter.before === undefined ? null : (
          <ListLink path={PATH} query={suppressionQuery({ search: filter.search })} text={t("adminSending.suppressed.newest")} />
        )}
        {next ? <ListLink path={PATH} query={suppressionQuery(next)} text={t("adminSending.suppressed.older")} /> : null}
      </PageLinks>
      {/* Another form once one was added: its field is empty again. */}
      <AddForm key={String(query.added)} t={t} />
    </>
  );
}

function Search({ t, search }: { t: Translator; search: string | undefined }) {
  return (
    <SearchForm
      action={PATH}
      label={t("adminSending.suppressed.search.label")}
      field={t("adminSending.suppressed.search.field")}
      submit={t("adminSending.suppressed.search.submit")}
      search={search}
      atMost={LONGEST_ADDRESS}
    >
      {search === undefined ? null : <ListLink path={PATH} query="" text={t("adminSending.suppressed.search.clear")} />}
    </SearchForm>
  );
}

type Rows = Awaited<ReturnType<typeof listSuppressedAddresses>>["suppressed"];

function Addresses({ t, language, suppressed }: { t: Translator; language: Language; suppressed: Rows }) {
  const at = momentsIn(language);
  const columns = (["address", "reason", "since", "change"] as const).map((one) => t(`adminSending.suppressed.columns.${one}`));
  const [address, reason, since, change] = columns;
  return (
    <DataTable caption={t("adminSending.suppressed.heading")} columns={columns}>
      {suppressed.map((row) => (
        <tr key={row.emailKey}>
          <td data-label={address} className="wrap-anywhere">
            {row.emailKey}
          </td>
          <td data-label={reason}>
            {t(`adminSending.suppressed.reasons.${row.reason}`)}
            {row.detail === "" ? null : <span className="block text-sm text-quiet wrap-anywhere">{row.detail}</span>}
          </td>
          <td data-label={since}>
            <time dateTime={at(row.createdAt).instant}>{at(row.createdAt).text}</time>
          </td>
          <td data-label={change}>
            <Form
              action={unsuppressAddressAction}
              texts={formTexts(t)}
              submit={t("adminSending.suppressed.remove")}
              submitFor={row.emailKey}
              tone="link"
              layout="row"
              scope={row.emailKey}
            >
              <input type="hidden" name="email" value={row.emailKey} />
            </Form>
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

function AddForm({ t }: { t: Translator }) {
  return (
    <section className="mt-10 max-w-md">
      <h2>{t("adminSending.suppressed.add")}</h2>
      <p className="mt-1 mb-4 text-quiet">{t("adminSending.suppressed.addText")}</p>
      <Form
        action={suppressAddressAction}
        texts={formTexts(t)}
        submit={t("adminSending.suppressed.submit")}
        tone="quiet"
        label={t("adminSending.suppressed.add")}
        scope="add"
      >
        <Field
          name="email"
          label={t("adminSending.suppressed.email")}
          type="email"
          inputMode="email"
          autoComplete="off"
          isCaseless
        />
      </Form>
    </section>
  );
}
