import type { mailSettings as english } from "@/messages/en/mail-settings";
import type { Shape } from "@/messages/shape";

/** Los ajustes del grupo `mail` en palabras. */
export const mailSettings: Shape<typeof english> = {
  sender: {
    label: "Dirección del remitente",
    help: "La dirección desde la que salen sus correos. Al principio está vacía: se usa entonces una dirección del dominio de la tienda. Su servidor de correo debe tener permiso para enviar en su nombre; si no, los correos acaban entre el correo no deseado.",
  },
  senderName: {
    label: "Nombre del remitente",
    help: "De quién vienen sus correos, tal como lo muestran los programas de correo. Al principio está vacío: es entonces el nombre de la tienda.",
  },
  replyTo: {
    label: "Adónde van las respuestas",
    help: "La dirección a la que se escribe al responder a uno de sus correos. Al principio está vacía: los correos dicen entonces que las respuestas no se leen.",
  },
  footer: {
    label: "Líneas al final de cada correo",
    help: "Lo que figura debajo de cada correo: su empresa, su dirección, su número de registro, según lo que pida la ley. Al principio está vacío. No escriba una dirección web entera con https://.",
  },
  messageText: {
    label: "Incluir el mensaje en el correo",
    help: "El correo que avisa a un cliente de un mensaje nuevo lleva el mensaje, para que pueda leerlo y contestarlo allí. Activado al principio. Si se desactiva, el correo solo dice que hay uno; quien no tiene cuenta y escribió por correo recibe de todos modos la respuesta misma.",
  },
  smtpUrl: {
    label: "Servidor de correo",
    help: "Adónde se entregan los correos para su envío, con usuario y contraseña, tal como se lo indica su proveedor: smtps://usuario:contraseña@correo.ejemplo.com:465. Al principio está vacío: los correos esperan aquí y salen cuando lo indique. Se guarda cifrado y no se vuelve a mostrar. No se usa si quien administra este servidor ha definido SMTP_URL.",
  },
  perAddressHour: {
    label: "Correos a una dirección por hora",
    help: "Cuántos correos con enlaces o códigos recibe una dirección en una hora, por muchas veces que alguien los pida; nunca más de uno por minuto. Al principio 5. Uno de ellos se reserva para una contraseña nueva. A quien los pide no se le dice nada.",
  },
  perAddressDay: {
    label: "Correos a una dirección por día",
    help: "Lo mismo en 24 horas. Al principio 10; una parte se reserva para contraseñas nuevas.",
  },
  perHour: {
    label: "Correos de toda la tienda por hora",
    help: "Para un proveedor de correo que solo acepta cierta cantidad: lo que pasa de ahí espera y sale más tarde. Al principio 0, es decir, todos los que haya.",
  },
};
