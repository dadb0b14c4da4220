import type { conversationMails as english } from "@/messages/en/conversation-mails";
import type { Shape } from "@/messages/shape";

/** The mails that tell of messages while nobody looks. */
export const conversationMails: Shape<typeof english> = {
  newMessage: {
    subject: "{shop} le ha escrito",
    heading: "Un mensaje para usted",
    text: "{name} le ha escrito.",
    textShop: "{shop} le ha escrito.",
    notShown: "Encontrará el mensaje en su cuenta, en Mensajes.",
    answer: "Puede contestar a este correo. Su respuesta aparecerá también en la conversación.",
    button: "Abrir la conversación",
    once: "Le escribimos una sola vez, hasta que haya leído los mensajes.",
  },
  customerWrote: {
    subject: "Un cliente ha escrito",
    heading: "Un cliente ha escrito",
    text: "{name} (cliente {number}) le ha escrito y espera una respuesta.",
    several:
      "{count, plural, one {Otro cliente le ha escrito y espera una respuesta.} other {Otros # clientes le han escrito y esperan una respuesta.}}",
    unattended:
      "{count, plural, one {Un cliente al que nadie atiende espera una respuesta.} other {# clientes a los que nadie atiende esperan una respuesta.}} Quien conteste pasa a ser su contacto.",
    button: "Abrir los mensajes",
    once: "Este correo llega una sola vez, hasta que se lean los mensajes.",
  },
};
