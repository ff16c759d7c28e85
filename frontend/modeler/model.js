// Reading and changing what stands behind the drawing. Nothing is ever mutated: each change is a list of updates
// { moddle, properties } that the command stack does, and undoes, as one.
export const own = (element) => element.businessObject;
export const is = (bo, ...types) => types.some((type) => bo?.$instanceOf?.(`bpmn:${type}`));

class SeveralUpdates {
  constructor(modeling) { this.modeling = modeling; }

  preExecute({ element, updates }) {
    for (const { moddle, properties } of updates) this.modeling.updateModdleProperties(element, moddle, properties);
  }
}
SeveralUpdates.$inject = ['modeling'];

export class Kit {
  constructor(modeler, data) {
    this.modeler = modeler;
    this.data = data;
    this.say = sayer(data.words);
    this.modeling = modeler.get('modeling');
    this.factory = modeler.get('bpmnFactory');
    this.stack = modeler.get('commandStack');
    this.registry = modeler.get('elementRegistry');
    this.moddle = modeler.get('moddle');
    this.stack.registerHandler('satupintu.update', SeveralUpdates);
  }

  get definitions() { return this.modeler.getDefinitions(); }

  create(type, properties, parent) {
    const made = this.factory.create(type, properties);
    if (parent) made.$parent = parent;
    return made;
  }

  change(element, updates) {
    if (updates.length) this.stack.execute('satupintu.update', { element, updates });
  }

  expression(body, parent) {
    return body ? this.create('bpmn:FormalExpression', { body }, parent) : undefined;
  }

  roots(type) { return this.definitions.get('rootElements').filter((root) => is(root, type)); }
}

export function sayer(words) {
  return (word, facts = {}) => Object.entries(facts).reduce((said, [name, value]) => said.replace(`{${name}}`, value), words[word] ?? word);
}

export function extension(bo, type) {
  return bo.extensionElements?.get('values').find((one) => one.$type === `satupintu:${type}`);
}

// The update that replaces our element of a type by a new one with these attributes; one with nothing to say is left out.
export function extended(kit, bo, type, attributes, children = {}) {
  const before = extension(bo, type);
  const given = {};
  for (const { name } of before?.$descriptor.properties ?? []) if (before.get(name) !== undefined) given[name] = before.get(name);
  const wanted = { ...given, ...attributes, ...children };
  for (const [name, value] of Object.entries(wanted)) if (value === '' || value === false || value === undefined || value?.length === 0) delete wanted[name];
  const isMark = type === 'Office';
  const { on, ...kept } = wanted;
  const stays = isMark ? on : Object.keys(wanted).length;
  const after = stays ? kit.moddle.create(`satupintu:${type}`, isMark ? kept : wanted) : null;
  const values = (bo.extensionElements?.get('values') ?? []).filter((one) => one !== before);
  if (after) values.push(after);
  const extensionElements = values.length ? kit.create('bpmn:ExtensionElements', { values }, bo) : undefined;
  for (const one of values) if (one === after) one.$parent = extensionElements;
  for (const part of after?.get?.('with') ?? []) part.$parent = after;
  return { moddle: bo, properties: { extensionElements } };
}

export const eventDefinition = (bo, type) => bo.get?.('eventDefinitions')?.find((one) => is(one, `${type}EventDefinition`));

// A text that is no id of an element (the expression of a multi-instance) is an unresolved reference to moddle, which
// would drop it; it is put back as the reference it writes out again. Gives what else would be lost.
export function keepReferences(modeler, warnings) {
  const moddle = modeler.get('moddle');
  return warnings.filter(({ element, property, value }) => {
    const isExpression = element && /loopData(In|Out)putRef$/.test(property ?? '');
    if (isExpression) element.set(property, moddle.create('bpmn:ItemAwareElement', { id: value }));
    return !isExpression;
  });
}
