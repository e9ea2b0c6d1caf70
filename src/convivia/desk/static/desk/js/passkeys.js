/* Says in the page that a passkey or security key was not used; what went wrong is for the reader, not for the console. */
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const trouble = document.getElementById("passkey-trouble");
  trouble.hidden = true;
  requestAnimationFrame(() => { trouble.hidden = false; });
});
