import type { Route } from "@/core/access/routes";
import type { Permission } from "@/core/staff/permissions";

/**
 * The rooms of the back office that also need a permission, which may be withheld from a person whose role it belongs to: without it a room
 * is not there. What is done in a room asks for itself (refuseUnpermitted).
 */
export const roomPermissions: Readonly<Partial<Record<Route, Permission>>> = {
  "/admin/customers/new": "customers.edit",
  "/admin/customers/[number]/merge": "customers.merge",
  "/admin/export": "customers.export",
  "/admin/import": "import.run",
  "/admin/import/upload": "import.run",
  "/admin/import/[id]": "import.run",
  "/admin/import/[id]/errors": "import.run",
  "/admin/settings/fields": "settings.edit",
  "/admin/settings/user-types": "settings.edit",
  "/admin/settings/[group]": "settings.edit",
  "/admin/registration-link/[format]": "settings.edit",
  "/admin/settings/legal": "settings.edit",
  "/admin/settings/legal/[edition]": "settings.edit",
  "/admin/simulator": "settings.edit",
  "/admin/sso": "connections.edit",
  "/admin/sso/new": "connections.edit",
  "/admin/sso/[connection]": "connections.edit",
  "/admin/messages": "messages.answer",
  "/admin/messages/events": "messages.answer",
  "/admin/messages/[conversation]": "messages.answer",
  "/admin/mail": "mail.read",
  "/admin/mail/[id]": "mail.read",
  "/admin/mail/suppressed": "mail.read",
  "/admin/mail/sending": "settings.edit",
  "/admin/mail/incoming": "mail.read",
  "/admin/mail/incoming/[id]": "mail.read",
  "/admin/mail/mailboxes": "settings.edit",
  "/admin/mail/mailboxes/new": "settings.edit",
  "/admin/mail/mailboxes/[mailbox]": "settings.edit",
  "/admin/mail/templates": "settings.edit",
  "/admin/mail/templates/[message]": "settings.edit",
  "/admin/mail/templates/preview": "settings.edit",
  "/admin/mail/templates/logo": "settings.edit",
  "/admin/audit": "audit.read",
  "/admin/audit/file": "audit.export",
  "/admin/staff": "staff.manage",
  "/admin/staff/[person]": "staff.manage",
};
