import type { conversation as english } from "@/messages/en/conversation";
import type { Shape } from "@/messages/shape";

/** What a customer and the shop write to each other. */
export const conversation: Shape<typeof english> = {
  heading: "Mensajes",
  contact: "Su contacto en {shop}: {name}",
  none: "Todavía no hay mensajes.",
  intro: "Aquí puede escribir a {shop}. Si no está aquí cuando llegue la respuesta, se lo diremos por correo.",
  introNoMail: "Aquí puede escribir a {shop}. Las respuestas aparecen en esta página.",
  from: "{name}, {at}",
  byMail: "{name}, {at}, por correo",
  you: "Usted",
  text: "Su mensaje",
  hint: "Hasta 5.000 caracteres.",
  send: "Enviar mensaje",
  earlier: "Mensajes anteriores",
  newest: "Volver a los mensajes más recientes",
  list: "Lo que se ha escrito",
  unread: "{count} sin leer",
  ended:
    "Su sesión ha terminado, así que aquí no aparece nada nuevo. Guarde una copia de lo que está escribiendo y vuelva a entrar.",
  withoutScript: "Los mensajes nuevos aparecen al volver a cargar esta página.",
  reload: "Buscar mensajes nuevos",
};
