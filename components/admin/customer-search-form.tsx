import type { Translator } from "@/messages/translator";

type Props = { readonly t: Translator; readonly search: string | undefined; readonly standing: string | undefined };

/** The one search box: a plain GET form, so that what was asked for is an address that can be kept and sent on. */
export function CustomerSearchForm({ t, search, standing }: Props) {
  return (
    <search aria-label={t("adminCustomers.search.label")}>
      <form action="/admin/customers" method="get" className="mb-2 flex max-w-3xl flex-wrap items-end gap-x-3 gap-y-2">
        <div className="grid min-w-0 flex-[1_1_18rem] gap-1">
          <label htmlFor="q" className="text-sm font-medium">
            {t("adminCustomers.search.field")}
          </label>
          <input
            className="input"
            id="q"
            name="q"
            type="search"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={200}
            defaultValue={search}
          />
        </div>
        {standing === undefined ? null : <input type="hidden" name="state" value={standing} />}
        <button type="submit" className="button-quiet">
          {t("adminCustomers.search.submit")}
        </button>
        {search === undefined && standing === undefined ? null : (
          <a href="/admin/customers" className="inline-flex min-h-11 items-center">
            {t("adminCustomers.search.clear")}
          </a>
        )}
      </form>
    </search>
  );
}
