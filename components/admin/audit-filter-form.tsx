import type { ReactNode } from "react";
import type { AuditFilter } from "@/core/audit/read-audit-filter";
import type { Translator } from "@/messages/translator";

type Choice = { readonly value: string; readonly label: string };
type Props = {
  readonly t: Translator;
  readonly filter: AuditFilter;
  readonly choices: {
    readonly actions: readonly Choice[];
    readonly actors: readonly Choice[];
    readonly outcomes: readonly Choice[];
  };
  readonly isAsked: boolean;
};

/** What to show of the audit log: a plain GET form, so that a filter is an address that can be kept and sent on. */
export function AuditFilterForm({ t, filter, choices, isAsked }: Props) {
  return (
    <form action="/admin/audit" method="get" aria-label={t("admin.audit.filter.label")} className="filter-form">
      <Choose name="action" label={t("admin.audit.filter.action")} any={t("admin.audit.filter.any")} value={filter.action}>
        {choices.actions}
      </Choose>
      <Choose name="actor" label={t("admin.audit.filter.actor")} any={t("admin.audit.filter.any")} value={filter.actorKind}>
        {choices.actors}
      </Choose>
      <Typed name="by" label={t("admin.audit.filter.by")} hint={t("admin.audit.filter.byHint")} value={filter.by} />
      <Typed name="about" label={t("admin.audit.filter.about")} hint={t("admin.audit.filter.aboutHint")} value={filter.about} />
      <Choose name="outcome" label={t("admin.audit.filter.outcome")} any={t("admin.audit.filter.any")} value={filter.outcome}>
        {choices.outcomes}
      </Choose>
      <Labelled name="from" label={t("admin.audit.filter.from")}>
        <input className="input" id="from" name="from" type="date" defaultValue={filter.fromDay} />
      </Labelled>
      <Labelled name="to" label={t("admin.audit.filter.to")}>
        <input className="input" id="to" name="to" type="date" defaultValue={filter.toDay} />
      </Labelled>
      <Labelled name="code" label={t("admin.audit.filter.code")}>
        <input
          className="input"
          id="code"
          name="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={20}
          defaultValue={filter.supportCode}
        />
      </Labelled>
      <div className="flex flex-wrap items-center gap-x-5">
        <button type="submit" className="button-quiet">
          {t("admin.audit.filter.submit")}
        </button>
        {isAsked ? (
          <a href="/admin/audit" className="tall-link">
            {t("admin.audit.filter.clear")}
          </a>
        ) : null}
      </div>
    </form>
  );
}

type ChooseProps = { name: string; label: string; any: string; value: string | undefined; children: readonly Choice[] };

function Choose({ name, label, any, value, children }: ChooseProps) {
  return (
    <Labelled name={name} label={label}>
      <select className="input" id={name} name={name} defaultValue={value ?? ""}>
        <option value="">{any}</option>
        {children.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

type TypedProps = { name: string; label: string; hint: string; value: string | undefined };

function Typed({ name, label, hint, value }: TypedProps) {
  const described = `${name}-hint`;
  return (
    <Labelled name={name} label={label}>
      <input
        className="input"
        id={name}
        name={name}
        autoComplete="off"
        spellCheck={false}
        maxLength={254}
        defaultValue={value}
        aria-describedby={described}
      />
      <span id={described} className="text-xs text-quiet">
        {hint}
      </span>
    </Labelled>
  );
}

function Labelled({ name, label, children }: { name: string; label: string; children: ReactNode }) {
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={name} className="text-sm font-medium">
        {label}
      </label>
      {children}
    </div>
  );
}
