import type { adminApprovals as english } from "@/messages/en/admin-approvals";
import type { Shape } from "@/messages/shape";

/** La sala donde el personal decide quién recibe una cuenta. */
export const adminApprovals: Shape<typeof english> = {
  heading: "Aprobaciones",
  intro:
    "Personas que han confirmado su dirección y esperan su decisión, primero quien más espera. En ambos casos se les avisa por correo.",
  none: "No espera nadie.",
  more: "Hay más; aparecen a medida que se decide sobre estas.",
  columns: { since: "Desde", who: "Quién", answers: "Lo que ha indicado", decide: "Decidir" },
  provider: "Por un proveedor de acceso",
  company: "Registra la empresa: {name}",
  partner: "Con un código de socio",
  approve: "Aprobar",
  refuse: "Rechazar",
  reason: "Motivo",
  reasonHint: "Figura en el correo a esta persona.",
  for: "{email}",
  approved: "Aprobado. La cuenta está activa y se envía un correo.",
  refused: "Rechazado. Se envía un correo con el motivo.",
  waiting: "{count, plural, one {# persona espera aprobación.} other {# personas esperan aprobación.}}",
};
