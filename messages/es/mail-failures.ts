import type { dkimFailures as dkim, mailRoomFailures as english } from "@/messages/en/mail-failures";
import type { Shape } from "@/messages/shape";

/** Qué hacer ante un fallo en el correo. */
export const mailRoomFailures: Shape<typeof english> = {
  "staff-address": "Es la dirección de una persona del equipo. Solo quien gestiona el personal puede detener su correo.",
  "suppressed-already": "Ya no se envía nada a esta dirección.",
  "not-suppressed": "A esta dirección ya se le envía correo.",
  "no-server": "Todavía no hay ningún servidor de correo. Indique uno primero en los ajustes.",
};

/** Lo mismo al firmar los correos. */
export const dkimFailures: Shape<typeof dkim> = {
  none: "Todavía no hay ninguna clave. Cree una primero.",
  "no-domain":
    "Los correos de esta tienda no salen de un dominio propio, así que allí no se puede consultar nada. Indique primero en los ajustes una dirección de remitente.",
  "not-in-dns":
    "El DNS aún no tiene este registro, o tiene otro, y quien recibe desconfiaría de lo firmado. No se firma todavía. Un registro nuevo puede tardar unas horas en verse en todas partes.",
};
