// The few behaviours that make forms kinder; everything works without them.
import { initAll } from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

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
