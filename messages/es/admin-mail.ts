import type { adminMail as english } from "@/messages/en/admin-mail";
import type { Shape } from "@/messages/shape";

/** The back office's mail room, and the demo's letter box. */
export const adminMail: Shape<typeof english> = {
  heading: "Correo",
  intro: "Todos los mensajes que esta tienda ha enviado o va a enviar. Los enviados no conservan ni su enlace ni su código.",
  show: "Mostrar",
  filters: { all: "Todos", queued: "En espera", sending: "Enviándose", sent: "Enviados", failed: "Fallidos" },
  states: { queued: "En espera", sending: "Enviándose", sent: "Enviado", failed: "Fallido" },
  waiting:
    "{count, plural, one {# mensaje lleva más de dos minutos en espera.} other {# mensajes llevan más de dos minutos en espera.}}",
  failed:
    "{count, plural, one {# mensaje de los últimos siete días no se pudo entregar.} other {# mensajes de los últimos siete días no se pudieron entregar.}}",
  noServer:
    "No hay ningún servidor de correo, así que los mensajes esperan aquí. Mientras tanto puede abrir un mensaje y dar usted mismo el enlace o el código al cliente.",
  setServer: "Indicar un servidor de correo",
  none: "No hay mensajes así.",
  noneYet: "Todavía no se ha escrito ningún mensaje.",
  older: "Anteriores",
  newest: "Más recientes",
  columns: { at: "Escrito", message: "Mensaje", to: "Para", state: "Estado", attempts: "Intentos" },
  messages: {
    "confirm-address": "Confirme su correo",
    "address-taken": "Dirección ya registrada",
    "account-active": "Cuenta activa",
    "reset-password": "Contraseña nueva",
    "reset-without-account": "No hay cuenta con esta dirección",
    "password-changed": "Contraseña cambiada",
    "order-confirmation": "Confirmación del pedido",
  },
  troubles: {
    unreachable: "No se pudo llegar al servidor de correo.",
    "timed-out": "El servidor de correo tardó demasiado en responder.",
    tls: "No se pudo establecer una conexión cifrada con el servidor de correo.",
    "sign-in-refused": "El servidor de correo rechazó nuestro usuario o contraseña.",
    "sender-refused": "El servidor de correo no nos deja enviar desde nuestra dirección de remitente.",
    "try-later": "El servidor de correo pidió que lo intentáramos más tarde.",
    refused: "El servidor de correo no va a entregar este mensaje.",
    "bad-recipient": "La dirección del destinatario no se puede usar.",
    "bad-smtp-url": "No se entiende la dirección del servidor de correo.",
    "not-rendered": "No se pudo componer el mensaje.",
    "secrets-lost": "El enlace de este mensaje ya no se puede leer: se cambió AUTH_SECRET sin conservar el anterior en la lista.",
    unknown: "No se pudo usar el servidor de correo.",
  },
  serverSaid: "El servidor dijo: {words}",
  nextTry: "Próximo intento: {at}",
  detail: {
    back: "Todo el correo",
    to: "Para",
    subject: "Asunto",
    state: "Estado",
    written: "Escrito",
    sent: "Enviado",
    attempts: "Intentos",
    trouble: "Qué falló",
    retry: "Enviar de nuevo",
    retried: "El mensaje está otra vez en la cola. Sale en unos segundos.",
    message: "Mensaje",
    masked: "El enlace y el código están ocultos: son solo para el cliente.",
    whole:
      "No hay ningún servidor de correo, así que este mensaje se muestra entero. Su enlace y su código abren la cuenta del cliente: no los dé a nadie más.",
    notShown: "Este mensaje no se puede mostrar.",
    text: "Como texto sin formato",
  },
  demo: {
    heading: "Correo de la demostración",
    intro: "La demostración no envía correo a ninguna parte. Lo que habría enviado está aquí, lo más reciente primero.",
    none: "Todavía no hay correo. Regístrese, pida una contraseña nueva o haga un pedido.",
    to: "Para {to}",
    back: "Todo el correo",
  },
};
