import type { mergeFailures as english } from "@/messages/en/merge-failures";
import type { Shape } from "@/messages/shape";

/** What to do about a failure of a merge. */
export const mergeFailures: Shape<typeof english> = {
  "two-companies": "Cada uno pertenece a una empresa, y una persona solo puede estar en una. Saque antes a uno de la suya.",
  "last-administrator":
    "El cliente que se une es el único administrador de la cuenta de una empresa, y el que se conserva no lo sería: allí tiene otro tipo de usuario, o nadie puede entrar en su cuenta. Nómbrelo antes administrador, o reactive su cuenta.",
  same: "Es el mismo cliente. Escriba el número del otro.",
  gone: "Uno de estos clientes ya se unió a otro. Abra el que se conservó y vuelva a mirarlo.",
  erased: "Uno de estos clientes se ha borrado. Un cliente borrado no se puede unir ni volver a separar.",
  "keep-account": "La cuenta la tiene el otro cliente. Conserve aquel y una este a él.",
  changed: "Algo de estos clientes ha cambiado desde que se abrió esta página. Ábrala de nuevo y mire qué haría la unión.",
  "not-found": "Esa unión no existe.",
  "too-late": "Esta unión tiene más de 30 días y ya no se puede deshacer.",
  "later-first": "Después se unió el cliente {number}. Deshaga primero aquella unión y luego esta.",
};
