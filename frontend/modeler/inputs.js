// The controls of the panel: one builder a kind, each giving { node, show(value) } and calling back with a new value.
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'text') made.textContent = value;
    else if (value !== false && value !== undefined) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children);
  return made;
}

function written(tag, attributes, done) {
  const node = element(tag, { class: 'text', ...attributes });
  node.addEventListener('change', () => done(node.value.trim()));
  return { node, show: (value) => { if (node.value.trim() !== value) node.value = value; } };
}

const text = (field, id, done) => {
  if (!field.suggest) return written('input', { id, autocomplete: 'off', spellcheck: 'false' }, done);
  const made = written('input', { id, list: `${id}-list`, autocomplete: 'off', spellcheck: 'false' }, done);
  made.beside = element('datalist', { id: `${id}-list` });
  return made;
};
const area = (field, id, done) => written('textarea', { id, rows: 2 }, done);
const code = (field, id, done) => written('textarea', { id, rows: 3, class: 'text code', spellcheck: 'false' }, done);

function check(field, id, done) {
  const node = element('input', { id, type: 'checkbox' });
  node.addEventListener('change', () => done(node.checked));
  return { node, show: (value) => { node.checked = Boolean(value); } };
}

function select(field, id, done, kit) {
  const node = element('select', { id, class: 'text' });
  node.addEventListener('change', () => done(node.value));
  const show = (value) => {
    const options = field.options(kit);
    if (value && !options.some((one) => one.value === value)) options.push({ value, label: `${value} ?` });
    node.replaceChildren(...options.map((one) => element('option', { value: one.value, text: one.label, selected: one.value === value })));
    node.value = value;
  };
  return { node, show };
}

function rows(field, id, done, kit) {
  const node = element('div', { class: 'rows', id, role: 'group' });
  let shown = [];
  const read = () => [...node.querySelectorAll('.pair')].map((pair) => [...pair.querySelectorAll('input')].map((one) => one.value.trim()));
  const pair = (values, number) => {
    const inputs = values.map((value, column) => {
      const one = element('input', { class: 'text', value, 'aria-label': `${kit.say(field.columns[column])} ${number + 1}`, spellcheck: 'false' });
      one.addEventListener('change', () => { const all = read().filter(([name, given]) => name || given); if (all.every(([name]) => name)) done(all); });
      return one;
    });
    const gone = element('button', { type: 'button', class: 'btn small', 'aria-label': `${kit.say('Remove')} ${number + 1}`, text: '×' });
    gone.addEventListener('click', () => done(read().filter((_, at) => at !== number)));
    return element('div', { class: 'pair' }, ...inputs, gone);
  };
  const draw = (list) => {
    const more = element('button', { type: 'button', class: 'btn small', text: kit.say('Add') });
    more.addEventListener('click', () => { more.before(pair(field.columns.map(() => ''), node.querySelectorAll('.pair').length)); more.previousElementSibling.querySelector('input').focus(); });
    node.replaceChildren(...list.map(pair), more);
  };
  // Lines that are there already are filled anew and not replaced: whoever is typing keeps the place.
  const show = (list) => {
    if (node.children.length && JSON.stringify(list) === JSON.stringify(shown)) return;
    shown = list;
    const pairs = [...node.querySelectorAll('.pair')];
    if (!pairs.length || pairs.length !== list.length) return draw(list);
    pairs.forEach((one, number) => one.querySelectorAll('input').forEach((input, column) => {
      if (input !== document.activeElement && input.value.trim() !== list[number][column]) input.value = list[number][column];
    }));
  };
  return { node, show };
}

export const INPUTS = { text, area, code, check, select, rows };
