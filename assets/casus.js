// The few behaviours that make forms kinder; everything works without them.
import { initAll } from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// A page that itself answered a post asks the browser's own question on Back; once it is sent on, Back simply asks
// for the page anew, which says that the task is done.
document.addEventListener("submit", () => history.replaceState(null, "", location.href));

// Copying in one go, for who has a clipboard; everybody else selects the text.
for (const host of document.querySelectorAll("[data-kopie]")) {
  const [text, button, said] = ["textarea", "button", "[role=status]"].map((name) => host.querySelector(name));
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    text.select();
    await navigator.clipboard.writeText(text.value);
    said.textContent = said.dataset.gekopieerd;
  });
}

// A file that is too large is said at once: sending it would only lose what was typed beside it.
for (const input of document.querySelectorAll("input[type=file]")) {
  input.addEventListener("change", () => {
    const large = [...input.files].some((file) => file.size > 10 * 1024 * 1024);
    input.setCustomValidity(large ? document.body.dataset.teGroot : "");
    if (large) { input.reportValidity(); input.value = ""; }
  });
}

// What was typed or chosen while the server answered stays.
function keepAnswers(old, fresh) {
  for (const field of old.querySelectorAll("[name]")) {
    const choice = ["radio", "checkbox"].includes(field.type);
    const same = `[name="${CSS.escape(field.name)}"]` + (choice ? `[value="${CSS.escape(field.value)}"]` : "");
    const twin = fresh.querySelector(same);
    if (!twin || field.type === "file") continue;
    if (choice) twin.checked = field.checked;
    else twin.value = field.value;
  }
}

// A question whose answer shows or hides others asks the server again; focus and typed text stay.
// Only the newest question counts: an older answer that comes late is dropped.
async function refresh(form, signal) {
  const data = new FormData(form);
  data.append("ververs", "1");
  const answer = await fetch(form.action, { method: "POST", body: data, signal });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-velden]");
  const old = form.querySelector("[data-velden]");
  if (!fresh || !old || signal.aborted) return;
  const focused = document.activeElement?.id;
  keepAnswers(old, fresh);
  old.replaceWith(fresh);
  if (focused) document.getElementById(focused)?.focus();
}

for (const form of document.querySelectorAll("form[data-bepalend]")) {
  const controlling = new Set(form.dataset.bepalend.split(" "));
  let newest = new AbortController();
  form.addEventListener("change", async (event) => {
    if (!controlling.has(event.target.name)) return;
    newest.abort();
    const mine = (newest = new AbortController());
    form.setAttribute("aria-busy", "true");
    try {
      await refresh(form, mine.signal);
    } catch (error) {
      if (error.name !== "AbortError") form.querySelector(".c-zonder-js")?.classList.remove("c-zonder-js");
    } finally {
      if (mine === newest) form.removeAttribute("aria-busy");
    }
  });
}
