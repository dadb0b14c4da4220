import type { mailboxFailures as mailboxes, webhookFailures as webhooks } from "@/messages/en/inbound-failures";
import type { Shape } from "@/messages/shape";

/** Qué hacer cuando un buzón no se puede guardar. */
export const mailboxFailures: Shape<typeof mailboxes> = {
  "not-found": "Este buzón ya no existe.",
  taken: "Otro buzón ya tiene esta dirección.",
  plain: "Sin cifrado solo puede leerse un servidor de esta misma máquina. Elija TLS o STARTTLS.",
  host: "Escriba solo el nombre del servidor, como imap.example.com: sin https://, sin puerto y sin ruta.",
  "key-in-use":
    "Este buzón ya tiene una clave y, con una nueva, su servicio de correo no podrá traer correos hasta que la tenga también. Marque que la clave en uso puede terminar y pulse otra vez.",
  "secret-again": "Escriba de nuevo la contraseña: se dio para otro servidor o usuario y no se envía a ningún otro.",
};

/** Lo que se dice a un servicio de correo. */
export const webhookFailures: Shape<typeof webhooks> = {
  refused: "La firma de esta llamada falta, es incorrecta, es demasiado antigua o ya se usó.",
  unavailable: "Todavía no se puede decidir nada sobre este correo. Envíelo de nuevo en unos minutos.",
};
