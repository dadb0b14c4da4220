import type { adminMessages as english } from "@/messages/en/admin-messages";
import type { Shape } from "@/messages/shape";

/** Where staff talk with customers. */
export const adminMessages: Shape<typeof english> = {
  heading: "Mensajes",
  intro: "Lo que han escrito los clientes y lo que se les ha contestado; lo último primero.",
  show: "Mostrar",
  filters: { all: "Todos", mine: "Míos", unread: "Sin leer", nobody: "Sin contacto" },
  search: {
    label: "Buscar conversaciones",
    field: "Nombre, correo o número del cliente",
    submit: "Buscar",
    clear: "Mostrar todo",
  },
  columns: { customer: "Cliente", contact: "Contacto", last: "Último mensaje", state: "Estado" },
  unread: "Sin leer",
  read: "Leído",
  nobody: "Nadie",
  none: "No se ha encontrado ninguna conversación.",
  noneYet: "Todavía no ha escrito nadie. Puede escribir a un cliente desde su ficha.",
  older: "Conversaciones anteriores",
  newest: "Volver a las últimas",
  back: "Todas las conversaciones",
  with: "Conversación con {name}",
  number: "Cliente {number}",
  contact: "Contacto: {name}",
  contactYou: "El contacto es usted.",
  noContact: "Nadie atiende a este cliente. Quien conteste pasa a ser su contacto.",
  noAccount:
    "Este cliente no tiene cuenta. Lo que escriba se envía por correo a {email} si el último mensaje llegó de allí; si no, espera hasta que haya una cuenta.",
  nothing: "Todavía no se ha escrito nada.",
  text: "Su respuesta",
  hint: "Hasta 5.000 caracteres. El cliente ve su nombre al lado.",
  send: "Enviar respuesta",
  handOver: {
    title: "Contacto",
    text: "Quién atiende a este cliente. Se avisa a la persona elegida de lo que esté sin leer.",
    field: "Traspasar a",
    choose: "Elija a alguien",
    submit: "Traspasar",
    take: "Pasar a ser el contacto",
    to: "Entregar o asumir",
    done: "El contacto se ha cambiado.",
  },
  ofCustomer: {
    title: "Mensajes",
    text: "Lo que usted y este cliente se escriben.",
    open: "Abrir la conversación",
    start: "Escribir a este cliente",
  },
};
