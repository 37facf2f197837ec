// After a row was taken in place the reader is led to the next one that waits; one that was not
// taken keeps them at what is wrong. Without this file each row is still confirmed by its button.

const next = (row) => {
  const rows = [...document.querySelectorAll('.noticerow')];
  const rest = rows.slice(rows.indexOf(row) + 1).filter((one) => !one.classList.contains('is-ready'));
  return rest[0]?.querySelector('[name=confirm]') ?? document.querySelector('#noticebar .btn');
};

document.addEventListener('htmx:afterSettle', (event) => {
  const row = event.detail.elt.closest?.('.noticerow') ?? event.detail.elt;
  if (!row.classList?.contains('noticerow')) return;
  const wrong = row.querySelector('[role=alert], .cues input:not(:checked)');
  const lead = row.classList.contains('is-ready') ? next(row) : (wrong?.closest('.field')?.querySelector('.form-control, input') ?? row.querySelector('[name=confirm]'));
  lead?.focus();
  lead?.closest('.noticerow')?.scrollIntoView({ block: 'nearest' });
});
