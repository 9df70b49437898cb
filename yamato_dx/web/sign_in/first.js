// The token of a link stands behind its # and is sent to nobody by being opened. It leaves the
// address at once, so that no history keeps it, and waits in the field, unseen.
(() => {
  const token = decodeURIComponent(location.hash.slice(1));
  if (!token) return;
  history.replaceState(null, "", location.pathname + location.search);
  const field = document.getElementById("token");
  field.value = token;
  field.form.dataset.filled = "";
  document.querySelector("main button").focus();
})();
