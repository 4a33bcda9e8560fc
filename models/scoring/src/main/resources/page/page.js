'use strict';
// Everything that comes from the service is put in as text, never as markup.
const at = id => document.getElementById(id);
const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const whole = new Intl.NumberFormat('en-US');

const haul = at('haul');
const key = () => haul.elements.key.value.trim();
haul.elements.pickup_date.value = new Date(Date.now() + 2 * 86400e3).toISOString().slice(0, 10);
haul.elements.key.addEventListener('input', () => {
  haul.querySelector('.visitor').hidden = key() !== '';
});

fetch('/ready').then(response => response.json()).then(ready => {
  at('readiness').textContent =
    { ready: `Rates by ${ready.model_version}`, fallback: 'Rates are fallbacks at present' }[ready.status]
    ?? 'No rates at present';
}).catch(() => { at('readiness').textContent = 'The service does not answer'; });

function place(text) {
  const value = text.trim();
  return /^\d{5}(-\d{4})?$/.test(value) ? { zip: value } : { area: value };
}

async function call(method, path, body, headers = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      body,
      headers: key() && path.startsWith('/v1/') ? { ...headers, Authorization: `Bearer ${key()}` } : headers,
    });
  } catch {
    throw new Error('The service does not answer. Is it still running?');
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    const wait = response.headers.get('Retry-After');
    throw new Error((problem.detail ?? `The service answered ${response.status}.`)
      + (response.status === 429 && wait ? ` Ask again in ${wait} s.` : ''));
  }
  return response;
}

function tell(id, error) {
  at(id).textContent = error ? error.message : '';
  at(id).hidden = !error;
}

haul.addEventListener('submit', async event => {
  event.preventDefault();
  const button = haul.querySelector('button');
  button.disabled = true;
  tell('problem', null);
  try {
    const fields = haul.elements;
    const question = {
      origin: place(fields.origin.value),
      destination: place(fields.destination.value),
      equipment: fields.equipment.value,
      pickup_date: fields.pickup_date.value,
    };
    if (fields.weight_lbs.value) question.weight_lbs = Number(fields.weight_lbs.value);
    if (!key() && fields.email.value) question.email = fields.email.value;
    const response = await call(
      'POST', key() ? '/v1/rates' : '/public/v1/rate-estimate', JSON.stringify(question),
      { 'Content-Type': 'application/json' });
    show(await response.json());
  } catch (error) {
    at('rate').hidden = true;
    tell('problem', error);
  } finally {
    button.disabled = false;
  }
});

function show(answer) {
  const [low, middle, high, what] = answer.cost
    ? [answer.cost.p10, answer.cost.p50, answer.cost.p90, 'expected cost of the carrier, eight of ten loads']
    : [answer.range.low, answer.price, answer.range.high, 'where the market lies'];
  at('price').textContent = dollars.format(answer.price);
  at('kind').textContent = answer.cost
    ? `until ${new Date(answer.expires_at).toLocaleString('en-US')}` : 'an estimate that binds nobody';
  at('low').textContent = dollars.format(low);
  at('high').textContent = dollars.format(high);
  at('what').textContent = what;
  at('middle').style.left = `${12 + (high > low ? 76 * (middle - low) / (high - low) : 38)}%`;
  facts({
    'Road miles': whole.format(answer.miles),
    'A mile': dollars.format(answer.price / answer.miles),
    Fuel: answer.fuel_included ? 'included' : 'not included',
    ...(answer.cost && {
      'Expected cost': dollars.format(answer.cost.p50),
      Margin: `${(100 * answer.margin).toFixed(1)} %`,
      'Rated by': answer.model_version ? `${answer.model_version} (${answer.rate_source})` : answer.rate_source,
      ...(answer.experiment && { Experiment: `${answer.experiment.id}: ${answer.experiment.variant}` }),
      ...(answer.guardrails.length && { Guardrails: answer.guardrails.join(', ') }),
    }),
  });
  at('reasons').replaceChildren(...(answer.reasons ?? []).map(reason => text('li', reason)));
  at('rate').hidden = false;
}

function facts(pairs) {
  at('facts').replaceChildren(...Object.entries(pairs).flatMap(([name, value]) => [text('dt', name), text('dd', value)]));
}

function text(tag, value) {
  const element = document.createElement(tag);
  element.textContent = value;
  return element;
}

const bulk = at('bulk');
let job = null;

bulk.addEventListener('submit', async event => {
  event.preventDefault();
  tell('bulk-problem', null);
  if (!key()) {
    tell('bulk-problem', new Error('Put in an API key first, in the other box.'));
    return;
  }
  const button = bulk.querySelector('button');
  button.disabled = true;
  try {
    const response = await call('POST', '/v1/rates/bulk', bulk.elements.file.files[0],
      { 'Content-Type': 'text/csv', 'Idempotency-Key': crypto.randomUUID?.() ?? `page-${Date.now()}-${Math.random()}` });
    const accepted = await response.json();
    job = accepted.job_id;
    at('job').hidden = false;
    at('download').disabled = true;
    at('rejected').hidden = accepted.rejected.length === 0;
    at('rejected').tBodies[0].replaceChildren(...accepted.rejected.slice(0, 100).map(row => {
      const line = document.createElement('tr');
      line.append(text('td', row.row), text('td', row.reason));
      return line;
    }));
    await watch();
  } catch (error) {
    tell('bulk-problem', error);
  } finally {
    button.disabled = false;
  }
});

async function watch() {
  for (;;) {
    const state = await (await call('GET', `/v1/rates/bulk/${job}`)).json();
    const rated = state.done + state.failed;
    at('job-progress').max = Math.max(1, state.accepted);
    at('job-progress').value = state.accepted ? rated : 1;
    const ended = state.finished_at !== null;
    at('job-status').textContent =
      `${ended ? { done: 'Done', cancelled: 'Cancelled', failed: 'Failed' }[state.status] : 'Rating'}: `
      + `${whole.format(rated)} of ${whole.format(state.accepted)} rows`
      + (state.failed ? `, ${whole.format(state.failed)} without a rate` : '')
      + (state.rejected ? `, ${whole.format(state.rejected)} not taken` : '');
    at('cancel').disabled = ended;
    at('download').disabled = !ended || rated === 0;
    if (ended) return;
    await new Promise(later => setTimeout(later, 500));
  }
}

at('cancel').addEventListener('click', async () => {
  try {
    await call('DELETE', `/v1/rates/bulk/${job}`);
  } catch (error) {
    tell('bulk-problem', error);
  }
});

at('download').addEventListener('click', async () => {
  try {
    const response = await call('GET', `/v1/rates/bulk/${job}/results`, undefined, { Accept: 'text/csv' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = `rates-${job}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  } catch (error) {
    tell('bulk-problem', error);
  }
});
