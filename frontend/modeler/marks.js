// Findings on the drawing: a badge with a word on each element, and a way from the list to the element.
import { element as make } from './inputs.js';

export function marks(modeler) {
  const [canvas, overlays, registry] = ['canvas', 'overlays', 'elementRegistry'].map((name) => modeler.get(name));
  let marked = [];

  const clear = () => {
    overlays.remove({ type: 'finding' });
    for (const [id, tone] of marked) if (registry.get(id)) canvas.removeMarker(id, `finding-${tone}`);
    marked = [];
  };
  const show = (findings) => {
    clear();
    const found = Map.groupBy ? Map.groupBy(findings, (one) => one.element) : grouped(findings);
    for (const [id, several] of found) {
      const target = registry.get(id);
      if (!target || target === canvas.getRootElement()) continue;
      const tone = several.some((one) => one.tone === 'late') ? 'late' : 'today';
      const html = make('div', { class: `badge ${tone}`, title: several.map((one) => one.sentence).join('\n'), text: `${tone === 'late' ? '▲' : '●'} ${several.length}` });
      overlays.add(id, 'finding', { position: target.waypoints ? { top: -22, left: 0 } : { top: -12, left: -10 }, html });
      canvas.addMarker(id, `finding-${tone}`);
      marked.push([id, tone]);
    }
  };
  const goTo = (id) => {
    const target = registry.get(id) ?? canvas.getRootElement();
    canvas.scrollToElement(target, { top: 120, right: 120, bottom: 120, left: 160 });
    modeler.get('selection', false)?.select(target === canvas.getRootElement() ? [] : target);
  };
  return { show, clear, goTo };
}

function grouped(list) {
  const found = new Map();
  for (const one of list) found.set(one.element, [...(found.get(one.element) ?? []), one]);
  return found;
}

export function listed(place, findings, choose) {
  place.replaceChildren(...findings.map((one) => {
    const button = make('button', { type: 'button', class: 'finding' }, make('b', { class: `lamp ${one.tone}`, text: one.name || one.element || '–' }), make('span', { text: one.sentence }));
    if (one.remedy) button.append(make('small', { text: one.remedy }));
    button.addEventListener('click', () => choose(one.element));
    return make('li', {}, button);
  }));
}
