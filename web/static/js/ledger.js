// Ticking rows of the ledger: one box for all of them, and the ticked ones stand out.
const boxes = () => [...document.querySelectorAll('#bulk tbody [name="ids"]')];
const every = () => document.querySelector('#bulk [data-all]');

function show() {
  const all = boxes();
  for (const box of all) box.closest('tr').classList.toggle('is-on', box.checked);
  const ticked = all.filter((box) => box.checked).length;
  if (!every()) return;
  every().hidden = false;
  const box = every().querySelector('input');
  box.checked = ticked > 0 && ticked === all.length;
  box.indeterminate = ticked > 0 && ticked < all.length;
}

// While the event still goes down, so that the form's own request sees the boxes as they will be.
document.addEventListener('change', (event) => {
  if (event.target.closest('[data-all]')) {
    for (const box of boxes()) box.checked = event.target.checked;
  }
  if (event.target.closest('#bulk')) show();
}, true);
// An address says only what is asked for.
document.addEventListener('htmx:configRequest', (event) => {
  if (event.detail.verb !== 'get') return;
  const asked = event.detail.formData;
  for (const [name, value] of [...asked]) {
    if (!value || (name === 'ordering' && value === 'newest')) asked.delete(name);
  }
});
document.addEventListener('htmx:afterSwap', show);
window.addEventListener('pageshow', show);
show();
