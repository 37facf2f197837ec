// A button that shows the typed password. Without this file it stays hidden.
for (const button of document.querySelectorAll('[data-shows]')) {
  const input = document.getElementById(button.dataset.shows);
  button.hidden = false;
  button.addEventListener('click', () => {
    const shown = input.type === 'password';
    input.type = shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(shown));
    button.firstElementChild.className = shown ? 'bi bi-eye-slash' : 'bi bi-eye';
  });
}
