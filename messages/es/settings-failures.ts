import type { settingsFailures as english } from "@/messages/en/settings-failures";
import type { Shape } from "@/messages/shape";

/** What to do about a failure of a setting. */
export const settingsFailures: Shape<typeof english> = {
  invalid: "Elija uno de los valores ofrecidos.",
  colour: "Escriba un color como #1f5c4d.",
  number: "Escriba un número entero.",
  "too-small": "Escriba {min} o más.",
  "too-large": "Escriba {max} o menos.",
  "no-variables": "Aquí no se rellena nada: todos reciben el mismo texto. Quite lo que está entre llaves dobles.",
  unknown: "No existe ese ajuste.",
  "force-login-needs-accounts": "El acceso obligatorio necesita cuentas de cliente. Actívelas primero.",
  "accounts-needed-by-force-login": "El acceso obligatorio está activo y necesita cuentas de cliente. Desactívelo primero.",
  "sso-only-needs-connection":
    "«Solo inicio de sesión único» necesita una conexión activa y probada. Sin ella nadie podría entrar.",
  "person-in-charge": "Escriba el correo de un miembro activo del personal.",
  "person-in-charge-needed": "Indique antes una persona responsable. Sin ella nadie puede registrarse.",
  moment: "Escriba día y hora así: 2026-12-01 09:00.",
  "time-zone": "Escriba el nombre de una zona horaria, como Europe/Madrid.",
  "partner-directory":
    "Un servicio necesita su dirección y el secreto que ambos comparten. Sin ellos no entraría nadie con sus códigos.",
  "captcha-keys": "Este proveedor necesita su clave de sitio y su secreto. Allí le dan ambos.",
  "apple-app-id":
    "Escriba identificadores como A1B2C3D4E5.com.example.shop: diez letras y cifras del equipo y después el paquete.",
  "android-package": "Escriba un nombre de paquete como com.example.shop.",
  fingerprint: "Escriba huellas SHA-256 como 14:6D:E9:…, de 32 pares cada una.",
  "closes-before-opens": "No es posterior al momento en que se abre el registro.",
  "web-address":
    "Aquí no puede haber una dirección web con ://: en un correo sería un enlace que lleva fuera. Quite https://: www.example.com.",
  "hour-above-day": "Nunca se envían más correos en una hora que en un día. Indique como máximo los de un día.",
  "smtp-url": "Escriba una dirección como smtps://usuario:contraseña@correo.ejemplo.com:465.",
  changed:
    "«{label}»: otra persona ha cambiado esto desde que usted abrió la página. {kind, select, on {Ahora está activado.} off {Ahora está desactivado.} secret {Lo que escribió no se muestra.} empty {Ahora está vacío.} other {Ahora es «{value}».}} Todavía no se ha guardado nada. Lo suyo sigue aquí: vuelva a guardar si es correcto.",
};
