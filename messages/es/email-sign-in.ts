import type { emailSignIn as english } from "@/messages/en/email-sign-in";
import type { Shape } from "@/messages/shape";

/** Signing in by e-mail as well as by customer number, turned on by the customer. */
export const emailSignIn: Shape<typeof english> = {
  heading: "Activar el inicio de sesión con el correo",
  back: "Acceso y seguridad",
  offer: "Usted inicia sesión con su número de cliente. Su dirección de correo puede servirle también.",
  text: "Enviaremos un código a su dirección de correo. Con el código y una contraseña nueva podrá iniciar sesión con su correo o con su número de cliente, como prefiera. Hasta entonces no cambia nada.",
  email: "Correo electrónico",
  ask: "Enviar código",
  againHeading: "¿No llega, o quiere usar otra dirección?",
  sentHeading: "Mire su correo",
  sentTo:
    "Si se puede usar {email}, hemos enviado allí un correo con un código. Un buzón recibe como mucho uno por minuto: si no llega, pídalo de nuevo más abajo.",
  sent: "Si se puede usar la dirección, hemos enviado allí un correo con un código. Un buzón recibe como mucho uno por minuto: si no llega, pídalo de nuevo más abajo.",
  both: "Escriba el código y elija una contraseña nueva. Después seguirá con la sesión iniciada aquí, y se cerrará en todas las demás partes.",
  newPassword: "Contraseña nueva",
  submit: "Activar el inicio de sesión con el correo",
  done: "Desde ahora puede iniciar sesión también con su correo. Su contraseña nueva está guardada y se ha cerrado la sesión en los demás dispositivos.",
};
