// A question that the server could not take (signed out meanwhile, or a token that no longer holds) is sent once more as
// a plain form: its answer is a page that hands back everything that was answered. 422 is a question asked again.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const form = detail.requestConfig?.elt;
  if (!detail.isError || !(form instanceof HTMLFormElement) || !("asking" in form.dataset)) return;
  detail.shouldSwap = false;
  detail.isError = false;
  const pressed = detail.requestConfig.triggeringEvent?.submitter;
  if (pressed?.name) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: pressed.name, value: pressed.value });
    form.append(field);
  }
  form.submit();
});
