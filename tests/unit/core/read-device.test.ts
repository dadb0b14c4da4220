import { expect, test } from "vitest";
import { readDevice } from "@/core/sessions/read-device";

const mozilla = (rest: string) => `Mozilla/5.0 ${rest}`;

test.each([
  [
    mozilla("(Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"),
    "Chrome",
    "Windows",
  ],
  [
    mozilla("(Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0"),
    "Edge",
    "Windows",
  ],
  [
    mozilla("(Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15"),
    "Safari",
    "macOS",
  ],
  [
    mozilla(
      "(iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    ),
    "Safari",
    "iPhone",
  ],
  [
    mozilla(
      "(iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1",
    ),
    "Chrome",
    "iPhone",
  ],
  [
    mozilla(
      "(Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
    ),
    "Samsung Internet",
    "Android",
  ],
  [mozilla("(X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"), "Firefox", "Linux"],
  ["", null, null],
  ["curl/8.11 <script>", null, null],
])("P-M5: %j is read as %s on %s", (userAgent, browser, system) => {
  expect(readDevice(userAgent)).toEqual({ browser, system });
});
