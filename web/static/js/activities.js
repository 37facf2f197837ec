// Steps a small number, takes a number or a name said before by a tap, and says below what is about
// to be logged. Without this file every field is typed in and the page works the same.

function start() {
  for (const field of document.querySelectorAll('[data-stepper]')) {
    const input = field.querySelector('input');
    field.classList.add('has-steps');
    for (const button of field.querySelectorAll('button')) button.hidden = false;
    field.addEventListener('click', (event) => {
      const step = Number(event.target.closest('button')?.dataset.step ?? 0);
      if (!step) return;
      input.value = String(Math.max(1, (Number.parseInt(input.value, 10) || 0) + step));
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }
  for (const pills of document.querySelectorAll('[data-fills][hidden]')) {
    const input = document.getElementById(pills.dataset.fills);
    pills.hidden = false;
    const mark = () => {
      for (const pill of pills.querySelectorAll('button')) pill.classList.toggle('is-on', pill.dataset.value === input.value);
    };
    pills.addEventListener('click', (event) => {
      const pill = event.target.closest('button');
      if (!pill) return;
      input.value = pill.dataset.value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    input.addEventListener('input', mark);
    mark();
  }
  const form = document.getElementById('log');
  if (form) form.addEventListener('input', say);
  if (form) say();
}

function say() {
  const line = document.querySelector('[data-says]');
  line.dataset.kind ??= line.textContent.trim();
  const day = document.querySelector('[name=when]:checked');
  const other = document.getElementById('id_day')?.value;
  const told = [line.dataset.kind, day?.value === 'other' ? other : day?.dataset.words];
  for (const id of ['id_sessions', 'id_people']) {
    const input = document.getElementById(id);
    const unit = input?.closest('.numfield').querySelector('span').textContent;
    if (input?.value) told.push(`${input.value}${unit}`);
  }
  line.textContent = told.filter(Boolean).join('，');
}

start();
