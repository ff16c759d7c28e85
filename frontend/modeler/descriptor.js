// Our own elements in a drawing, as moddle reads and writes them. The names are those the engine reads.
const text = (name) => ({ name, isAttr: true, type: 'String' });
const flag = (name) => ({ name, isAttr: true, type: 'Boolean' });
const kind = (name, properties) => ({ name, superClass: ['Element'], properties });

export const descriptor = {
  name: 'satupintu',
  uri: 'https://satupintu.example/bpmn/1',
  prefix: 'satupintu',
  xml: { tagAlias: 'lowerCase' },
  types: [
    kind('Task', ['form', 'desk', 'due', 'not-by', 'not-by-data'].map(text)),
    kind('Service', [text('handler'), flag('outside'), text('retries'), { name: 'with', type: 'With', isMany: true }]),
    kind('With', ['name', 'value'].map(text)),
    kind('Correlation', [text('value')]),
    kind('Office', [text('part')]),
    kind('Decision', [text('ref'), text('result'), flag('required')]),
    kind('Cleanup', [text('handler')]),
    { name: 'Owned', extends: ['bpmn:Process'], properties: [text('owner')] },
    { name: 'Timed', extends: ['bpmn:TimerEventDefinition'], properties: [text('time')] },
  ],
};
