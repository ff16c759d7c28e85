// Fields of called processes and of activities that happen several times.
import { is } from './model.js';

const several = (bo) => is(bo.loopCharacteristics, 'MultiInstanceLoopCharacteristics') && bo.loopCharacteristics;
const update = (bo, properties) => [{ moddle: several(bo), properties }];
const formal = (name, label) => ({
  key: `several.${name}`, label, kind: 'text', shown: several, get: (bo) => several(bo).get(name)?.body ?? '',
  set: (kit, bo, body) => update(bo, { [name]: kit.expression(body, several(bo)) }),
});
const reference = (name, label) => ({
  key: `several.${name}`, label, kind: 'text', shown: several, get: (bo) => several(bo).get(name)?.id ?? '',
  set: (kit, bo, id) => update(bo, { [name]: id ? kit.moddle.create('bpmn:ItemAwareElement', { id }) : undefined }),
});
const item = (name, type, label) => ({
  key: `several.${name}`, label, kind: 'text', shown: several, get: (bo) => several(bo).get(name)?.name ?? several(bo).get(name)?.id ?? '',
  set: (kit, bo, value) => update(bo, { [name]: value ? kit.create(`bpmn:${type}`, { name: value }, several(bo)) : undefined }),
});

export const repeatFields = [
  reference('loopDataInputRef', 'Over the list'),
  formal('loopCardinality', 'Or how often'),
  item('inputDataItem', 'DataInput', 'Name of one item'),
  reference('loopDataOutputRef', 'List of the answers'),
  item('outputDataItem', 'DataOutput', 'Answer of one'),
  formal('completionCondition', 'Done early when'),
  { key: 'several.sequential', label: 'one after the other', kind: 'check', shown: several, get: (bo) => Boolean(several(bo).isSequential), set: (kit, bo, on) => update(bo, { isSequential: on }) },
];

export const callFields = [
  {
    key: 'called', label: 'Called process', kind: 'text', shown: (bo) => is(bo, 'CallActivity'), get: (bo) => bo.calledElement ?? '', suggest: (kit) => kit.data.processes.map((value) => ({ value, label: '' })),
    set: (kit, bo, value) => [{ moddle: bo, properties: { calledElement: value || undefined } }],
  },
];
