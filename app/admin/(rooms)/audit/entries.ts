import type { AuditEntryView } from "@/components/admin/audit-table";
import { deviceInWords } from "@/components/ui/device-in-words";
import type { AuditLine } from "@/core/audit/list-audit";
import { actorKinds } from "@/core/audit/read-audit-filter";
import type { Language } from "@/core/ctx";
import { isRowId } from "@/core/query";
import { auditActions, targetKinds } from "@/core/security/audit";
import { readDevice } from "@/core/sessions/read-device";
import { permissions } from "@/core/staff/permissions";
import { detailName, detailValue } from "@/messages/audit-detail-texts";
import { findSettingTexts } from "@/messages/setting-texts";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../moment";

/** Lines of the log in words. A name that a later version does not know any more is shown as it stands. */
export function auditEntries(t: Translator, language: Language, lines: readonly AuditLine[]): AuditEntryView[] {
  const moment = momentsIn(language, "second");
  return lines.map((line) => ({
    id: line.id,
    at: moment(line.at),
    actor: actorOf(t, line),
    action: actionOf(t, line.action),
    target: targetOf(t, language, line),
    detail: detailOf(t, language, line),
    isOk: line.outcome === "ok",
    outcome: outcomeOf(t, line.outcome),
    supportCode: line.supportCode ?? "",
    address: line.address ?? "",
    device: line.userAgent ? deviceInWords(t, readDevice(line.userAgent)) : "",
    userAgent: line.userAgent ?? "",
  }));
}

function actorOf(t: Translator, { actorKind, actorName }: AuditLine): string {
  if (actorKind === "staff") return actorName ?? t("admin.audit.unknownStaff");
  if (actorKind === "customer" && actorName !== null) return t("admin.audit.customer", { number: actorName });
  const kind = actorKinds.find((known) => known === actorKind);
  return kind ? t(`admin.audit.actors.${kind}`) : actorKind;
}

function actionOf(t: Translator, action: string): string {
  const known = auditActions.find((one) => one === action);
  return known ? t(`admin.audit.actions.${known}`) : action;
}

const outcomeOf = (t: Translator, outcome: string): string =>
  outcome === "ok" ? t("admin.audit.outcomes.ok") : `${t("admin.audit.outcomes.failed")} (${outcome})`;

function targetOf(t: Translator, language: Language, line: AuditLine): string {
  const kind = targetKinds.find((known) => known === line.targetKind);
  const id = line.targetId ?? "";
  if (!kind) return id;
  const words = kind === "setting" ? textsOf(language, line)?.label : line.targetName;
  return `${t(`admin.audit.targets.${kind}`)}: ${words ?? id}`;
}

function detailOf(t: Translator, language: Language, line: AuditLine): string {
  const { action, besideNames } = line;
  const detail = { ...line.detail, ...besideNames };
  if (action === "settings.changed") {
    const inWords = (text: string) => textsOf(language, line)?.options?.[text] ?? valueInWords(t, text);
    return t("admin.audit.change", { before: inWords(detail.before ?? ""), after: inWords(detail.after ?? "") });
  }
  // What no reader knows by its id is no news to them; the file has it.
  return Object.entries(detail)
    .filter(([, value]) => value !== "" && !isRowId(value))
    .map(([name, value]) => `${detailName(language, name)}: ${partsInWords(t, language, name, value)}`)
    .join(" · ");
}

/** A value, or the one before and the one after; permissions by what they let somebody do. */
function partsInWords(t: Translator, language: Language, name: string, value: string): string {
  const inWords = (part: string) => {
    const permission = name === "withheld" ? permissions.find((known) => known === part) : undefined;
    return permission ? t(`adminStaff.permissions.${permission}`) : detailValue(language, part);
  };
  const list = (side: string) => side.split(", ").map(inWords).join(", ");
  return value.split(" → ").map(list).join(" → ");
}

function textsOf(language: Language, { targetId }: AuditLine) {
  const [group = "", name = ""] = (targetId ?? "").split(".");
  return findSettingTexts(language, group, name);
}

function valueInWords(t: Translator, text: string): string {
  if (text === "true" || text === "false") return t(text === "true" ? "admin.audit.on" : "admin.audit.off");
  return text === "" ? t("admin.audit.empty") : text;
}
