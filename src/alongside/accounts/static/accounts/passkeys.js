// Joins the buttons of our pages to allauth's passkey scripts, by attributes:
//   data-passkey: loginForm, authenticateForm or addForm; data-credential: id of the hidden field that takes the answer;
//   data-options: id of the JSON with the challenge; data-passwordless: id of the box that asks for it.
// Without scripts the buttons stay hidden and the page says why.
for (const button of document.querySelectorAll("[data-passkey]")) {
  const { passkey, credential, options, passwordless } = button.dataset;
  const role = { loginForm: "login", authenticateForm: "authenticate", addForm: "add" }[passkey];
  button.hidden = false;
  window.allauth.webauthn.forms[passkey]({ ids: { [role]: button.id, credential, data: options, passwordless } });
}

// Turning a passkey down is no error of the page's: say so beside the button and let the reader choose again.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const said of document.querySelectorAll("[data-passkey-said]")) said.hidden = false;
});
