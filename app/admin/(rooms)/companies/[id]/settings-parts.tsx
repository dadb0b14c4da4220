import { Part } from "@/components/admin/part";
import { AnswerList, answerLines } from "@/components/fields/answer-list";
import { Fields } from "@/components/fields/fields";
import { Form } from "@/components/forms/form";
import { LongTextField } from "@/components/forms/long-text-field";
import { SeenField } from "@/components/forms/seen-field";
import { SelectField } from "@/components/forms/select-field";
import { formTexts } from "@/components/forms/texts";
import { TickField } from "@/components/forms/tick-field";
import { Disclosure } from "@/components/ui/disclosure";
import { knownOfCompany, stateOfCompany } from "@/core/companies/read-company";
import type { OpenedCompany } from "@/core/company-office/open-company";
import type { Ctx } from "@/core/ctx";
import { isPublicMailbox } from "@/core/customers/public-mailboxes";
import { askedFields } from "@/core/fields/field-views";
import type { Translator } from "@/messages/translator";
import { OwnPassword } from "../../own-password";
import { deactivateCompanyAction, editCompanyAction, reactivateCompanyAction, routeCompanyAction } from "./action";

type Props = { readonly t: Translator; readonly company: OpenedCompany["company"] };

type DetailsProps = Props & { readonly ctx: Pick<Ctx, "form" | "request">; readonly mayEdit: boolean };

/** What the shop knows of a company: in a form, or to be read only. */
export function DetailsPart({ t, ctx, company, mayEdit }: DetailsProps) {
  const asked = askedFields(ctx, "staff", knownOfCompany(company), "company");
  return (
    <Part title={t("adminCompanies.edit.title")}>
      {mayEdit ? (
        <Form
          action={editCompanyAction}
          texts={formTexts(t)}
          submit={t("adminCompanies.edit.submit")}
          label={t("adminCompanies.edit.title")}
          tone="quiet"
          scope="details"
        >
          <input type="hidden" name="companyId" value={company.id} />
          <SeenField value={stateOfCompany(ctx, "staff", company)} />
          <Fields asked={asked} />
        </Form>
      ) : (
        <AnswerList lines={answerLines(t, asked.views)} />
      )}
    </Part>
  );
}

type RoutingProps = Props & {
  readonly connections: readonly { readonly id: string; readonly label: string }[];
  /** Whether the own password was given just now. */
  readonly isConfirmed: boolean;
};

/** The domains of a company, where they lead, and whether their people may ask to be let in. */
export function RoutingPart({ t, company, connections, isConfirmed }: RoutingProps) {
  const { connectionId } = company;
  // One that is disabled now stays chosen, or saving something else would take it away.
  const isAway = connectionId !== null && !connections.some(({ id }) => id === connectionId);
  const all = isAway ? [...connections, { id: connectionId, label: connectionId }] : connections;
  return (
    <Part title={t("adminCompanies.routing.title")} text={t("adminCompanies.routing.text")}>
      <PublicMailboxes t={t} domains={company.domains} />
      <Form
        action={routeCompanyAction}
        texts={formTexts(t)}
        submit={t("adminCompanies.routing.submit")}
        tone="quiet"
        scope="routing"
      >
        <input type="hidden" name="companyId" value={company.id} />
        <LongTextField
          name="domains"
          label={t("adminCompanies.routing.domains")}
          hint={t("adminCompanies.routing.domainsHint")}
          defaultValue={company.domains.join("\n")}
          rows={3}
        />
        <SelectField
          name="connection"
          label={t("adminCompanies.routing.connection")}
          placeholder={t("adminCompanies.routing.none")}
          options={all.map(({ id, label }) => ({ code: id, name: label }))}
          defaultValue={company.connectionId ?? ""}
        />
        <TickField
          name="takesRequests"
          label={t("adminCompanies.routing.takesRequests")}
          isTicked={company.takesRequests}
          witness="domains"
        />
        <OwnPassword t={t} isAsked={!isConfirmed} />
      </Form>
    </Part>
  );
}

/** Says that anybody can have an address of some of these domains; nothing where that is true of none. */
export function PublicMailboxes({ t, domains }: { t: Translator; domains: readonly string[] }) {
  const found = domains.filter(isPublicMailbox);
  if (found.length === 0) return null;
  return (
    <p role="note" className="mb-4 max-w-3xl border-l-4 border-l-warn pl-3 font-medium text-warn wrap-anywhere">
      {t("adminCompanies.routing.public", { domains: found.join(", ") })}
    </p>
  );
}

/** Shuts a company, or opens it again. */
export function AccessPart({ t, company }: Props) {
  const id = <input type="hidden" name="companyId" value={company.id} />;
  return (
    <Part title={t("adminCompanies.access.title")}>
      {company.deactivatedAt === null ? (
        <Disclosure isGrave text={t("adminCompanies.access.open")}>
          <p className="mb-3">{t("adminCompanies.access.text")}</p>
          <Form
            action={deactivateCompanyAction}
            texts={formTexts(t)}
            submit={t("adminCompanies.access.submit")}
            tone="quiet"
            scope="access"
          >
            {id}
          </Form>
        </Disclosure>
      ) : (
        <Form
          action={reactivateCompanyAction}
          texts={formTexts(t)}
          submit={t("adminCompanies.access.reactivate")}
          tone="quiet"
          scope="access"
        >
          {id}
        </Form>
      )}
    </Part>
  );
}
