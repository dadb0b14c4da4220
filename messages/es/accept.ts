import type { accept as english } from "@/messages/en/accept";
import type { Shape } from "@/messages/shape";

/** The page for somebody whom a sign-in provider sent and whom the shop does not know yet. */
export const accept: Shape<typeof english> = {
  heading: "Ya casi está",
  text: "Ha llegado mediante «{button}» y esta tienda aún no le conoce. Compruebe los datos y acepte: su cuenta estará lista.",
  closed: "En este momento no se crean cuentas nuevas. Si ya tiene una, acepte para vincularla.",
  email: "Correo electrónico",
  emailHint: "Le enviamos allí un código para asegurarnos de que la dirección es suya.",
  submit: "Aceptar y continuar",
  leaveHeading: "¿No es usted o prefiere dejarlo?",
  leaveText: "Entonces no se guarda nada de lo que nos ha llegado.",
  leave: "No, salir",
  code: {
    text: "Hemos enviado un correo con un código a {email}. Escríbalo aquí.",
    againText: "Se puede enviar un correo nuevo cada minuto. Su código sustituye al anterior.",
    sent: "Si ha pasado un minuto desde el último correo, hay uno nuevo en camino a {email}. Solo vale el código más reciente.",
  },
  nothing: {
    heading: "No hay nada que aceptar",
    text: "En este navegador no se guarda ninguna respuesta de un proveedor de acceso: ha salido, ya ha aceptado o ha pasado más de media hora.",
    signedIn: "Ha iniciado sesión como {name}.",
    signIn: "Iniciar sesión",
    account: "Ir a mi cuenta",
    toShop: "Ir a la tienda",
  },
};
