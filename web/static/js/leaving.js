// Whoever leaves or reloads a page with a form they have filled in is asked first. Forms that only
// look something up (method get) or tick rows (data-leaves) hold nothing that could be lost; one
// that came back with something to put right, or says data-unsaved, holds all of it.
const filled = new Set();
const CAME_BACK = 'form:is([data-unsaved], :has(.field-errors, .tell.is-error))';

const holds = (form) => form && form.method === 'post' && !('leaves' in form.dataset);

function note(event) {
  const form = event.target.form ?? event.target.closest('form');
  if (holds(form)) filled.add(form);
}

function noteThoseThatCameBack() {
  for (const form of document.querySelectorAll(CAME_BACK)) if (holds(form)) filled.add(form);
}

document.addEventListener('input', note);
document.addEventListener('change', note);
// Sent the plain way. What another script holds back (photos on their way, a gap) is not sent.
document.addEventListener('submit', (event) => { if (!event.defaultPrevented) filled.delete(event.target); });
// Sent in place, and taken: before htmx leads on to the next page.
document.addEventListener('htmx:beforeOnLoad', (event) => {
  if (event.detail.xhr.status < 400) filled.delete(event.detail.requestConfig.elt.closest('form'));
});
document.addEventListener('htmx:afterSettle', noteThoseThatCameBack);

window.addEventListener('beforeunload', (event) => {
  if ([...filled].some((form) => form.isConnected)) event.preventDefault();
});
noteThoseThatCameBack();
