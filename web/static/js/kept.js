// A form whose answer never came keeps what was typed and says why; one that was open for too long
// is renewed where it stands. The words: templates/partials/trouble.html.

/**
 * A fresh token for every form of this page, where the same person is still logged in.
 * What came of it: renewed, login (they have to log in first), opener (somebody else is logged in
 * now: what was filled in is never entered as theirs) or network; `name` says who is logged in.
 */
export async function renewed() {
  try {
    const answer = await fetch('/me/who/', { redirect: 'manual', headers: { Accept: 'application/json' } });
    if (!answer.ok) return { came: 'login' };
    const who = await answer.json();
    if (who.opened_by !== document.body.dataset.openedBy) return { came: 'opener', name: who.name };
    for (const input of document.querySelectorAll('[name=csrfmiddlewaretoken]')) input.value = who.token;
    const headers = { 'X-CSRFToken': who.token, 'X-Opened-By': who.opened_by };
    document.body.setAttribute('hx-headers', JSON.stringify(headers));
    return { came: 'renewed' };
  } catch {
    return { came: 'network' };
  }
}

function tell(form, trouble, name = '') {
  form.querySelector('.trouble')?.remove();
  const words = document.querySelector(`template[data-trouble="${trouble}"]`).content.cloneNode(true);
  for (const place of words.querySelectorAll('[data-now]')) place.textContent = name;
  const press = form.querySelector(':scope > [type=submit]');
  if (press) press.before(words);
  else form.append(words);
  const line = form.querySelector('.trouble');
  line.focus({ preventScroll: true });
  line.scrollIntoView({ block: 'center' });
}

async function again(form) {
  const { came, name } = form.dataset.renewed ? { came: 'login' } : await renewed();
  if (came !== 'renewed') return void tell(form, came, name);
  form.dataset.renewed = 'yes';                           // once: a second refusal is a real one
  form.requestSubmit();
}

const formOf = (event) => event.detail.requestConfig.elt.closest('form');
const isExpired = (answer) => answer.status === 403 && !answer.responseText.includes('id="hazard"');

document.addEventListener('htmx:sendError', (event) => { tell(formOf(event), 'network'); });
document.addEventListener('htmx:responseError', (event) => {
  if (event.detail.xhr.status === 401) again(formOf(event));
  const { status } = event.detail.xhr;
  const isBusy = status === 503 || status === 429;        // over by itself in a while
  if ((status < 500 && !isBusy) || !formOf(event)) return;
  tell(formOf(event), isBusy ? 'away' : 'failed');
});
document.addEventListener('htmx:beforeSwap', (event) => {
  if (!isExpired(event.detail.xhr)) return;
  event.detail.shouldSwap = false;
  again(formOf(event));
});
