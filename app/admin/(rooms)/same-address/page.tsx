import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { DataTable } from "@/components/admin/data-table";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import type { Language } from "@/core/ctx";
import { listMergeCandidates, type SameAddressPair } from "@/core/customers/list-merge-candidates";
import { readCustomerFilter } from "@/core/customers/read-customer-filter";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { customerPath, fullName, mergePath } from "../customers/words";
import { momentsIn } from "../moment";
import { News } from "../news";
import { tellApartAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminMerge.sameAddress.title")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function SameAddressPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/same-address");
  const asked = await searchParams;
  const { after } = readCustomerFilter(asked);
  const { pairs, next } = await listMergeCandidates(ctx, { after });
  const mayMerge = staff.permissions.has("customers.merge");
  return (
    <>
      <a href="/admin/customers" className="tall-link">
        {t("adminCustomers.detail.back")}
      </a>
      <h1>{t("adminMerge.sameAddress.title")}</h1>
      <p className="mt-2 mb-5 max-w-2xl">{t("adminMerge.sameAddress.intro")}</p>
      <News news={[[asked.apart, t("adminMerge.sameAddress.toldApart")]]} />
      {pairs.length === 0 ? (
        <p>{t("adminMerge.sameAddress.none")}</p>
      ) : (
        <PairTable t={t} language={ctx.request.language} pairs={pairs} mayMerge={mayMerge} />
      )}
      {next === null ? null : (
        <a href={`/admin/same-address?after=${next}`} className="tall-link mt-4">
          {t("adminMerge.sameAddress.more")}
        </a>
      )}
    </>
  );
}

type TableProps = { t: Translator; language: Language; pairs: readonly SameAddressPair[]; mayMerge: boolean };

function PairTable({ t, language, pairs, mayMerge }: TableProps) {
  const columns = (["account", "other", "email", "lastOrder", "since", "act"] as const).map((name) =>
    t(`adminMerge.sameAddress.columns.${name}`),
  );
  const [account, other, email, lastOrder, since, act] = columns;
  const at = (instant: Date | null): string => (instant === null ? "–" : momentsIn(language)(instant).text);
  return (
    <DataTable caption={t("adminMerge.sameAddress.title")} columns={columns}>
      {pairs.map((pair) => (
        <tr key={pair.id}>
          <td data-label={account}>
            <a href={customerPath(pair.joinedNumber)} className="inline-flex min-h-6 items-center">
              {fullName(t, { firstName: pair.joinedFirstName, lastName: pair.joinedLastName })}, {pair.joinedNumber}
            </a>
          </td>
          <td data-label={other}>
            <a href={customerPath(pair.number)} className="inline-flex min-h-6 items-center">
              {fullName(t, pair)}, {pair.number}
            </a>
          </td>
          <td data-label={email} className="wrap-anywhere">
            {pair.email ?? "–"}
          </td>
          <td data-label={lastOrder}>{at(pair.lastOrderAt)}</td>
          <td data-label={since}>{at(pair.createdAt)}</td>
          <td data-label={act}>{mayMerge ? <Decide t={t} pair={pair} /> : null}</td>
        </tr>
      ))}
    </DataTable>
  );
}

function Decide({ t, pair }: { t: Translator; pair: SameAddressPair }) {
  return (
    <>
      <a href={mergePath(pair.joinedNumber, pair.number)} className="tall-link">
        {t("adminMerge.compare")} <span className="sr-only">{t("adminMerge.compareFor", { number: pair.number })}</span>
      </a>
      <Form
        action={tellApartAction}
        texts={formTexts(t)}
        submit={t("adminMerge.sameAddress.apart")}
        submitFor={t("adminMerge.sameAddress.apartFor", { number: pair.joinedNumber, other: pair.number })}
        tone="link"
        scope={`pair-${pair.id}`}
      >
        <input type="hidden" name="pair" value={pair.id} />
      </Form>
    </>
  );
}
