import type { Metadata } from "next";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { SearchForm } from "@/components/admin/search-form";
import type { Ctx } from "@/core/ctx";
import { findCustomers } from "@/core/customers/find-customers";
import { type OpenedCustomer, openCustomer } from "@/core/customers/open-customer";
import { previewMerge } from "@/core/customers/preview-merge";
import { LONGEST_SEARCH, readCustomerFilter } from "@/core/customers/read-customer-filter";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { customerPath, decoded, fullName, mergePath } from "../../words";
import { PreviewPart } from "./preview-part";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminMerge.choose.title")} – ${t("admin.title")}` };
}

type Props = { params: Promise<{ number: string }>; searchParams: Promise<Query> };

export default async function MergePage({ params, searchParams }: Props) {
  const { t, ctx } = await visitAdmin("/admin/customers/[number]/merge");
  const opened = await openCustomer(ctx, decoded((await params).number), new Set());
  if (!opened) nothingHere();
  const { with: other } = await searchParams;
  const search = readCustomerFilter({ q: other }).search ?? "";
  const { customer } = opened;
  const preview = search === "" ? null : await previewMerge(ctx, { kept: customer.number, merged: search });
  return (
    <>
      <a href={customerPath(customer.number)} className="tall-link">
        {t("adminCustomers.detail.number", { number: customer.number })}
      </a>
      {preview ? <PreviewPart t={t} preview={preview} /> : <Choice t={t} ctx={ctx} opened={opened} search={search} />}
    </>
  );
}

type ChoiceProps = { t: Translator; ctx: Ctx; opened: OpenedCustomer; search: string };

/** Who the other one is: those with the same address, and whoever is searched for. */
async function Choice({ t, ctx, opened: { customer, others }, search }: ChoiceProps) {
  const found = search === "" ? [] : (await findCustomers(ctx, { search })).customers.filter(({ id }) => id !== customer.id);
  return (
    <>
      <h1>{t("adminMerge.choose.title")}</h1>
      <p className="mt-2 mb-5 max-w-2xl">
        {t("adminMerge.choose.intro", { name: fullName(t, customer), number: customer.number })}
      </p>
      <SearchForm
        action={mergePath(customer.number)}
        label={t("adminMerge.choose.field")}
        field={t("adminMerge.choose.field")}
        submit={t("adminMerge.choose.submit")}
        name="with"
        search={search}
        atMost={LONGEST_SEARCH}
      />
      {search !== "" && found.length === 0 ? <p role="status">{t("adminMerge.choose.none")}</p> : null}
      <Candidates t={t} heading={t("adminMerge.choose.found")} kept={customer.number} people={found} />
      {search === "" ? <Candidates t={t} heading={t("adminMerge.choose.same")} kept={customer.number} people={others} /> : null}
    </>
  );
}

type Person = { readonly number: string; readonly firstName: string; readonly lastName: string; readonly email?: string | null };
type CandidatesProps = { t: Translator; heading: string; kept: string; people: readonly Person[] };

function Candidates({ t, heading, kept, people }: CandidatesProps) {
  if (people.length === 0) return null;
  return (
    <section className="mb-6">
      <h2 className="mb-2">{heading}</h2>
      <ul className="grid gap-1">
        {people.map((one) => (
          <li key={one.number}>
            <a href={mergePath(kept, one.number)} className="tall-link wrap-anywhere">
              {fullName(t, one)}, {one.number}
              {one.email ? `, ${one.email}` : ""}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
